import type { IpamSettings } from '../ipam/settings.js';
import { type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { type CniBasis, cniBasis } from '../model/cniBasis.js';
import { does } from '../model/cniBehavior.js';
import { lateSettings } from '../model/cniOrder.js';
import type { CniVersion } from '../model/cniVersion.js';
import {
  carrierEnv,
  clusterEnv,
  type Env,
  effective,
  ipFamilyOf,
  isWritten,
  type Setting,
  versionOf,
} from '../model/env.js';
import { type EnvVarName, envVar, interpret } from '../model/envVars.js';
import type { CniSettings } from '../model/resource.js';
import { interning, memoized, memoizedByName, memoizedWithin } from '../text/memo.js';
import type { Standing } from './clusterPlan.js';
import { comparedTargets, isAboveZero } from './comparedTargets.js';
import { assumed, eksctlDefault, type Source, sourceOfSetting } from './source.js';

/*
 * The one reading of a cluster's CNI settings into numbers, in two forms:
 *   - in force: what the nodes run with. What cannot be seen has its shipped default, and says that it is assumed, or that the cluster's tool
 *     installs the CNI with it.
 *   - best case: what serves most pods of all that may be the case. It proves that a number is too high; it never says what is.
 */

/** The variables that size the pool of a node. */
export const targetNames = [
  'WARM_ENI_TARGET',
  'WARM_IP_TARGET',
  'MINIMUM_IP_TARGET',
  'WARM_PREFIX_TARGET',
] as const satisfies readonly EnvVarName[];

/** The variables that decide what a pool is made of. */
export const modeNames = [
  'ENABLE_PREFIX_DELEGATION',
  'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
  'ENABLE_POD_ENI',
  'MAX_ENI',
] as const satisfies readonly EnvVarName[];

/** The variables with which there is no pool of IPv4 addresses. */
export const withoutPool = ['ENABLE_IPv6', 'DISABLE_NETWORK_RESOURCE_PROVISIONING', 'ENABLE_IMDS_ONLY_MODE'] as const;

const allNames = [...modeNames, ...targetNames, ...withoutPool, 'IP_COOLDOWN_PERIOD'] as const;

export type PoolVariable = (typeof allNames)[number];

const sizingNames: ReadonlySet<PoolVariable> = new Set([...modeNames, ...targetNames]);

/** A variable as aws-node has it. */
export interface SettingInForce {
  readonly name: PoolVariable;
  /** What the CNI works with; undefined where that is no number at all, as for MAX_ENI. */
  readonly value: number | boolean | undefined;
  /** The text aws-node compares; undefined where it finds none. */
  readonly text: string | undefined;
  readonly source: Source;
  readonly standing: Standing;
}

/** What decides about the pools of a cluster's nodes. */
export interface SettingsInForce {
  readonly variables: ReadonlyMap<PoolVariable, SettingInForce>;
  /** Undefined where no version can be seen: the newest one is assumed. */
  readonly version: CniVersion | undefined;
  readonly ipam: IpamSettings;
  /** Every variable that sizes a pool is seen and taken by the CNI, and the IP family too: nothing is assumed. */
  readonly isSeen: boolean;
  /** Why no node has a pool of IPv4 addresses. */
  readonly refused: Message | undefined;
  /** There is no pool, and the node works without: in IPv6, and where another program decides about addresses. */
  readonly runsWithoutPool: boolean;
  readonly ipFamily: 'IPv4' | 'IPv6' | undefined;
  readonly basis: CniBasis;
  /** EKS has computed max pods before the settings are there: they come after the nodes. */
  readonly comesAfterNodes: boolean;
}

/** What holds for all settings together. */
type Circumstances = Pick<SettingsInForce, 'version' | 'ipFamily' | 'basis' | 'comesAfterNodes'>;

/** True where pods have IPv6 addresses: no pool of IPv4 addresses, and no number of addresses that limits pods. */
export function isIpv6({ ipFamily, variables }: Pick<SettingsInForce, 'ipFamily' | 'variables'>): boolean {
  return ipFamily === 'IPv6' || variables.get('ENABLE_IPv6')?.value === true;
}

/** The settings a cluster's nodes run with; without a carrier in sight everything is assumed. */
export const settingsInForce = memoized(
  (cluster: Cluster): SettingsInForce =>
    joined(
      allNames.map((name) => ofCluster(name, cluster)),
      {
        version: versionOf(cluster),
        ipFamily: familyOf(cluster),
        basis: cniBasis(cluster),
        comesAfterNodes: lateSettings(cluster) !== undefined,
      },
    ),
);

/** The settings of nodes that run what one carrier writes: what it leaves to others is as in the cluster. */
export const settingsOf = memoizedWithin((carrier: CniSettings, cluster: Cluster): SettingsInForce => {
  const whole = settingsInForce(cluster);
  if (cluster.settings.length === 1 && cluster.settings.includes(carrier)) return whole;
  const env = carrierEnv(carrier, cluster);
  const own = [...whole.variables.values()].map((before) => {
    const setting = settingOf(before.name, env);
    return setting.kind === 'unknown' ? before : inForce(before.name, setting, cluster);
  });
  return joined(own, whole);
});

/**
 * The settings that show what a variable does which a carrier writes: those of the cluster; where its files disagree about the variable, so that nobody
 * knows which one counts, those with what this carrier writes.
 */
export function settingsFor(name: string, carrier: CniSettings, cluster: Cluster): SettingsInForce {
  const whole = settingsInForce(cluster);
  const inForce = [...whole.variables.values()].find((each) => each.name === name);
  return inForce?.standing === 'unseen' ? settingsOf(carrier, cluster) : whole;
}

/** What is shipped, with variables set to texts: the settings of a node of which nothing else is known. */
export function settingsOfTexts(
  texts: Readonly<Record<string, string>>,
  version: CniVersion | undefined,
): SettingsInForce {
  return withTexts(
    joined(allNames.map(shipped), { version, ipFamily: 'IPv4', basis: 'seen', comesAfterNodes: false }),
    texts,
  );
}

/** The same settings with other texts of some variables; names that size no pool change nothing. */
export function withTexts(settings: SettingsInForce, texts: Readonly<Record<string, string>>): SettingsInForce {
  const changed = [...settings.variables.values()].map((before) =>
    Object.hasOwn(texts, before.name) ? ofText(before.name, texts[before.name] ?? '', settings.version) : before,
  );
  return joined(changed, settings);
}

/** The same settings with the shipped default of some variables. */
export function withDefaults(settings: SettingsInForce, names: readonly PoolVariable[]): SettingsInForce {
  const changed = [...settings.variables.values()].map((before) =>
    names.includes(before.name) ? shipped(before.name) : before,
  );
  return joined(changed, settings);
}

/** The same settings in a cluster whose pods have IPv6 addresses. */
export function inIpv6(settings: SettingsInForce): SettingsInForce {
  return joined([...settings.variables.values()], { ...settings, ipFamily: 'IPv6' });
}

/** The same cluster with every target and mode as shipped. */
export function shippedSettings(settings: SettingsInForce): SettingsInForce {
  return withDefaults(settings, [...modeNames, ...targetNames]);
}

/** What decides how many pods a node can serve. */
export interface CapacitySettings
  extends Pick<
    IpamSettings,
    'prefixDelegation' | 'customNetworking' | 'podEni' | 'trunkSlotAlwaysReserved' | 'maxEni'
  > {
  /** Prefix delegation cannot be seen and is taken to be on. */
  readonly assumesPrefixes: boolean;
}

/**
 * The best case of how many pods a node of the cluster can serve. What cannot be seen is taken at its best: prefix delegation, no custom
 * networking, no trunk ENI, no MAX_ENI. So a number above the result is too high whatever the rest says. A text the CNI cannot read is
 * taken at its best too, because it is a finding of its own. Undefined in IPv6, where addresses do not limit pods.
 */
export const bestCaseSettings = memoized((cluster: Cluster): CapacitySettings | undefined => {
  const settings = settingsInForce(cluster);
  const { variables, ipam, ipFamily } = settings;
  if (ipFamily === undefined || isIpv6(settings)) return undefined;
  const isCertain = (name: PoolVariable): boolean => {
    const standing = variables.get(name)?.standing;
    return standing === 'taken' || standing === 'default';
  };
  const seesPrefixes = isCertain('ENABLE_PREFIX_DELEGATION');
  return sameCapacity({
    prefixDelegation: seesPrefixes ? ipam.prefixDelegation : true,
    assumesPrefixes: !seesPrefixes,
    customNetworking: isCertain('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG') && ipam.customNetworking,
    podEni: isCertain('ENABLE_POD_ENI') && ipam.podEni,
    trunkSlotAlwaysReserved: ipam.trunkSlotAlwaysReserved,
    maxEni: isCertain('MAX_ENI') ? ipam.maxEni : undefined,
  });
});

/** The family a cluster declares; without a declaration IPv4 is what counts. Undefined where a template decides. */
function familyOf(cluster: Cluster): SettingsInForce['ipFamily'] {
  return cluster.declaration === undefined ? 'IPv4' : ipFamilyOf(cluster);
}

function ofCluster(name: PoolVariable, cluster: Cluster): SettingInForce {
  return inForce(name, settingOf(name, clusterEnv(cluster)), cluster);
}

function settingOf(name: PoolVariable, env: Env): Setting<number | boolean> {
  return envVar(name).kind === 'boolean' ? env.flag(name) : env.integer(name);
}

function inForce(name: PoolVariable, setting: Setting<number | boolean>, cluster: Cluster): SettingInForce {
  const isIpv6 = ipFamilyOf(cluster) === 'IPv6';
  if (setting.kind === 'unknown') {
    // No IPv6 cluster works without prefixes.
    if (isIpv6 && name === 'ENABLE_PREFIX_DELEGATION') return { ...unseen(name), value: true, text: 'true' };
    return cniBasis(cluster) === 'shipped' ? installed(name) : unseen(name);
  }
  const value = effective(setting);
  if (setting.kind === 'default') {
    const own = shipped(name);
    if (setting.from === 'shippedDefault' && value === own.value) {
      return own.source.kind === setting.from ? own : { ...own, source: sourceOfSetting(setting) };
    }
    const source: Source = setting.from === 'shippedDefault' && isIpv6 ? { kind: 'eks' } : sourceOfSetting(setting);
    return { name, value, text: value === undefined ? undefined : String(value), source, standing: 'default' };
  }
  return { name, value, text: writtenText(setting), source: sourceOfSetting(setting), standing: standingOf(setting) };
}

function standingOf(setting: Setting<number | boolean>): Standing {
  if (setting.kind !== 'invalid') return 'taken';
  return setting.exits ? 'refused' : 'replaced';
}

function writtenText(setting: Setting<number | boolean>): string {
  if (setting.kind === 'invalid') return setting.written;
  return isWritten(setting) && setting.entry.value.kind === 'literal' ? setting.entry.value.text : '';
}

/** A variable that nobody writes, and one that nobody can see. */
const shipped = memoizedByName((name: PoolVariable) => asShipped(name, 'default'));
const unseen = memoizedByName((name: PoolVariable) => asShipped(name, 'unseen'));
/** One that no file of the cluster writes, whose tool installs the CNI. */
const installed = memoizedByName((name: PoolVariable): SettingInForce => ({ ...unseen(name), source: eksctlDefault }));

function asShipped(name: PoolVariable, standing: 'default' | 'unseen'): SettingInForce {
  const { shippedDefault: text, codeDefault } = envVar(name);
  const source: Source =
    standing === 'unseen' ? assumed : { kind: text === undefined ? 'codeDefault' : 'shippedDefault' };
  if (text !== undefined) return { ...ofText(name, text, undefined), source, standing };
  const value = typeof codeDefault === 'string' ? undefined : codeDefault;
  return { name, value, text: undefined, source, standing };
}

function ofText(name: PoolVariable, text: string, version: CniVersion | undefined): SettingInForce {
  const read = interpret(name, text, version === undefined ? {} : { version });
  const value = read.kind === 'accepted' ? read.value : read.kind === 'replaced' ? read.effective : undefined;
  return {
    name,
    value: typeof value === 'string' ? undefined : value,
    text,
    source: { kind: 'asked' },
    standing: read.kind === 'accepted' ? 'taken' : read.kind,
  };
}

const sameIpam = interning<IpamSettings>();
const sameCapacity = interning<CapacitySettings>();
const sameSettings = interning<SettingsInForce>({
  partsOf: ({ variables, version, ipFamily, basis, comesAfterNodes }) => [
    [...variables.values()],
    version,
    ipFamily,
    basis,
    comesAfterNodes,
  ],
  most: 100,
});

function joined(
  settings: readonly SettingInForce[],
  { version, ipFamily, basis, comesAfterNodes }: Circumstances,
): SettingsInForce {
  const variables = new Map(settings.map((setting) => [setting.name, setting]));
  const isOn = (name: PoolVariable): boolean => variables.get(name)?.value === true;
  const number = (name: PoolVariable): number | undefined => {
    const value = variables.get(name)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const sizing = settings.filter(({ name }) => sizingNames.has(name));
  return sameSettings({
    variables,
    version,
    ipFamily,
    basis,
    comesAfterNodes,
    ipam: sameIpam({
      prefixDelegation: isOn('ENABLE_PREFIX_DELEGATION'),
      customNetworking: isOn('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
      podEni: isOn('ENABLE_POD_ENI'),
      trunkSlotAlwaysReserved: does(version, 'trunkSlotOnlyWhereUseful') === false,
      growsPastMaxPods: does(version, 'poolStopsAtMaxPods') === false,
      maxEni: number('MAX_ENI'),
      warmEniTarget: number('WARM_ENI_TARGET') ?? 1,
      warmIpTarget: number('WARM_IP_TARGET') ?? 0,
      minimumIpTarget: number('MINIMUM_IP_TARGET') ?? 0,
      warmPrefixTarget: number('WARM_PREFIX_TARGET') ?? 0,
      cooldownSeconds: number('IP_COOLDOWN_PERIOD') ?? 30,
    }),
    isSeen: ipFamily !== undefined && sizing.every(({ standing }) => standing !== 'unseen' && standing !== 'refused'),
    ...whyNoPool(variables, ipFamily),
  });
}

function whyNoPool(
  variables: SettingsInForce['variables'],
  ipFamily: SettingsInForce['ipFamily'],
): Pick<SettingsInForce, 'refused' | 'runsWithoutPool'> {
  const isOn = (name: PoolVariable): boolean => variables.get(name)?.value === true;
  const refused = [...variables.values()].find(({ standing }) => standing === 'refused');
  if (refused) {
    const { name, text: value = '' } = refused;
    return stops(message('aws-node does not start with {name}="{value}": there is no pool', { name, value }));
  }
  if (isIpv6({ variables, ipFamily })) {
    const text = message('In IPv6 a node has one /80 prefix and no warm pool: no target has any effect');
    return { refused: text, runsWithoutPool: true };
  }
  const without = withoutPool.find(isOn);
  if (without) {
    const text = message('With {name} the CNI attaches nothing: another program decides about addresses', {
      name: without,
    });
    return { refused: text, runsWithoutPool: true };
  }
  return isOn('ENABLE_PREFIX_DELEGATION') && !hasWarmTarget(variables)
    ? stops(
        message(
          'aws-node does not start: ENABLE_PREFIX_DELEGATION needs WARM_PREFIX_TARGET, WARM_IP_TARGET or MINIMUM_IP_TARGET above 0',
        ),
      )
    : { refused: undefined, runsWithoutPool: false };
}

function stops(refused: Message): Pick<SettingsInForce, 'refused' | 'runsWithoutPool'> {
  return { refused, runsWithoutPool: false };
}

function hasWarmTarget(variables: SettingsInForce['variables']): boolean {
  return comparedTargets.some((name) => isAboveZero(variables.get(name)?.text ?? '0'));
}
