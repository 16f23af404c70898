import { recommendedCap } from '../../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../../ipam/settings.js';
import { type Message, message } from '../../messages/message.js';
import type { Change } from '../../model/change.js';
import type { Cluster } from '../../model/cluster.js';
import { cniBasis } from '../../model/cniBasis.js';
import { does } from '../../model/cniBehavior.js';
import { clusterEnv, isWritten, type Setting, versionOf } from '../../model/env.js';
import type { Fix } from '../../model/fix.js';
import type { NodeGroup } from '../../model/resource.js';
import type { Overcommitment, OvercommittedType, TypeCapacity } from '../../plan/capacity.js';
import { bestCapacity } from '../../plan/capacity.js';
import { bestCaseSettings, type CapacitySettings } from '../../plan/settings.js';
import { lowest } from '../../text/extremes.js';
import { memoizedPair } from '../../text/memo.js';
import { envBlock } from '../fixes.js';
import type { Related } from '../rule.js';
import { type KeptWarm, prefixesOn } from './prefixesOn.js';

/** The calculation of the worst type, and how many pods it leaves behind. */
export function arithmetic(group: NodeGroup, { formula, maxPods, servable }: OvercommittedType): Message {
  return group.amiFamily === 'windows'
    ? message('{formula}, because a Windows node gives pods the addresses of one ENI only', { formula })
    : message('{formula}, which leaves {excess} in ContainerCreating on a full node', {
        formula,
        excess: maxPods - servable,
      });
}

/** The other types that take too much, and the settings that decide what a node can serve. */
export function explanation(
  group: NodeGroup,
  { over: [worst, ...others] }: Overcommitment,
  cluster: Cluster,
): readonly Related[] {
  const types = others.map(({ at, name, servable, formula }) => ({
    at,
    message: message('{name} can serve {servable}: {formula}', { name, servable, formula }),
  }));
  return group.amiFamily === 'windows' ? types : [...types, ...decidingSettings(cluster, worst)];
}

/** The settings that take addresses from the pods of a node with these limits. */
export function decidingSettings(cluster: Cluster, { limits }: Pick<OvercommittedType, 'limits'>): readonly Related[] {
  const env = clusterEnv(cluster);
  const settings = bestCaseSettings(cluster);
  const written = <T>(setting: Setting<T>, text: Message): readonly Related[] =>
    isWritten(setting) ? [{ at: setting.at, message: text }] : [];
  const prefixes = env.flag('ENABLE_PREFIX_DELEGATION');
  const maxEni = settings?.maxEni ?? 0;
  return [
    ...(settings?.prefixDelegation || !isPrefixCapable(limits) ? [] : prefixesOff(prefixes, cluster)),
    ...(settings?.customNetworking
      ? written(
          env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
          message('Custom networking takes the primary ENI from the pods'),
        )
      : []),
    ...(settings && hasSlotForTrunk(limits, settings)
      ? written(env.flag('ENABLE_POD_ENI'), message('Security groups for pods keep one ENI for the trunk'))
      : []),
    ...(maxEni >= 1 && maxEni < limits.enis
      ? written(
          env.integer('MAX_ENI'),
          message('MAX_ENI allows {enis} of {all} ENIs', { enis: maxEni, all: limits.enis }),
        )
      : []),
  ];
}

/** The slot kept for a trunk ENI never takes the primary one. A memo, because groups share their types and settings. */
const hasSlotForTrunk = memoizedPair(
  (limits: OvercommittedType['limits'], settings: CapacitySettings): boolean =>
    bestCapacity(limits, settings).pods < bestCapacity(limits, { ...settings, podEni: false }).pods,
);

function prefixesOff(prefixes: Setting<boolean>, { settings: [carrier] }: Cluster): readonly Related[] {
  if (isWritten(prefixes)) return [{ at: prefixes.at, message: message('Prefix delegation is off') }];
  const text = message('Prefix delegation is off: nothing sets ENABLE_PREFIX_DELEGATION here');
  return carrier ? [{ at: envBlock(carrier)?.at ?? carrier.at, message: text }] : [];
}

/** The repairs of a number that is too high: a lower one, or prefix delegation where that makes it true. */
export function capacityFixes(group: NodeGroup, found: Overcommitment, cluster: Cluster): readonly Fix[] {
  const raised = turnOnPrefixes(group, found, cluster);
  // Who wrote the number may have turned on prefix delegation where no file shows it: the number stays.
  if (cniBasis(cluster) === 'shipped') return raised;
  const lowered = lowerMaxPods(group, found);
  // Who wrote a number wants it; a number that nobody wrote is nobody's wish.
  return group.maxPods.kind === 'set' ? [...raised, ...lowered] : [...lowered, ...raised];
}

/** Sets the number every type of the group can serve, and EKS recommends. */
function lowerMaxPods(group: NodeGroup, { over, fitting }: Overcommitment): readonly Fix[] {
  const { maxPods } = group;
  const types = [...over, ...fitting];
  if (maxPods.kind !== 'set' && maxPods.kind !== 'computed') return [];
  const smallest = types.reduce((least, type) => (type.servable < least.servable ? type : least));
  const cap = lowest(types.map(({ limits }) => recommendedCap(limits).pods));
  const pods = Math.min(smallest.servable, cap);
  const change = setMaxPods(group, pods);
  const { setting } = maxPods;
  if (change === undefined || setting === undefined || pods < 1) return [];
  return [{ title: loweredTitle(setting, pods, smallest), level: 'suggested', changes: [change] }];
}

function loweredTitle(setting: string, pods: number, { name, servable, assumesPrefixes }: TypeCapacity): Message {
  const numbers = { setting, pods, name };
  if (pods < servable) return message('Set {setting} to {pods}, the most EKS recommends for {name}', numbers);
  return assumesPrefixes
    ? message('Set {setting} to {pods}, what {name} can serve with prefix delegation', numbers)
    : message('Set {setting} to {pods}, what {name} can serve', numbers);
}

/** The change that writes max pods where nobody has; undefined where nobody knows where to. */
export function addedMaxPods(
  { block, setting, within }: Extract<NodeGroup['maxPods'], { readonly kind: 'computed' }>,
  pods: number,
): Change | undefined {
  if (block === undefined || setting === undefined) return undefined;
  return within === undefined
    ? { kind: 'addKey', map: block, key: setting, value: pods }
    : { kind: 'addKey', map: block, key: within, value: { [setting]: pods } };
}

/** The change that gives a group this max pods; undefined where nobody knows where to write it. */
export function setMaxPods({ maxPods }: NodeGroup, pods: number): Change | undefined {
  if (maxPods.kind === 'set') {
    const { digits } = maxPods;
    if (digits === 'all') return { kind: 'replaceValue', at: maxPods.at, value: String(pods), asString: false };
    return digits && { kind: 'replaceText', at: digits.at, written: digits.value, text: String(pods) };
  }
  if (maxPods.kind !== 'computed') return undefined;
  return addedMaxPods(maxPods, pods);
}

/** What prefix delegation makes of a group. */
interface WithPrefixes {
  /** Max pods it then can have: those that are written, else what all its types serve and EKS recommends. */
  readonly target: number;
  /** The type that is worst without, as it then is. */
  readonly worst: TypeCapacity;
}

/** A memo, because most groups of a cluster are of a few types. */
const podsWithPrefixes = memoizedPair(
  (limits: InstanceLimits, settings: CapacitySettings): number =>
    bestCapacity(limits, { ...settings, prefixDelegation: true }).pods,
);

/** Undefined where prefix delegation is on, cannot be had, or leaves the number too high. */
export function withPrefixes(
  group: NodeGroup,
  { over, fitting }: Overcommitment,
  cluster: Cluster,
): WithPrefixes | undefined {
  const settings = bestCaseSettings(cluster);
  const isOn = cniBasis(cluster) !== 'shipped' && settings?.prefixDelegation;
  if (settings === undefined || isOn || does(versionOf(cluster), 'prefixDelegation') === false) return undefined;
  // What an expression comes to does not follow from the settings of the CNI.
  if (group.maxPods.kind === 'expression' || group.amiFamily === 'windows') return undefined;
  const raise = (type: TypeCapacity): TypeCapacity => ({
    ...type,
    servable: podsWithPrefixes(type.limits, settings),
  });
  const worst = raise(over[0]);
  const types = [worst, ...[...over.slice(1), ...fitting].map(raise)];
  if (!types.every(({ limits }) => isPrefixCapable(limits))) return undefined;
  const most = types.map(({ limits, servable }) => Math.min(servable, recommendedCap(limits).pods));
  const target = group.maxPods.kind === 'set' ? group.maxPods.value : lowest(most);
  const isTooMuch = target > lowest(types.map(({ servable }) => servable));
  return isTooMuch || target <= over[0].servable ? undefined : { target, worst };
}

/** Turns on prefix delegation, where that alone makes the number right and nothing else of the cluster wrong. */
function turnOnPrefixes(group: NodeGroup, found: Overcommitment, cluster: Cluster): readonly Fix[] {
  const [carrier, ...others] = cluster.settings;
  if (others.length > 0 || (carrier === undefined && !isAsShipped(group, cluster))) return [];
  const raised = withPrefixes(group, found, cluster);
  const { changes, warm } = (raised && prefixesOn(carrier, cluster, group)) ?? { changes: [] };
  if (raised === undefined || changes.length === 0) return [];
  const { target, worst } = raised;
  if (group.maxPods.kind === 'set') {
    const title = raisedTitle(worst, warm, carrier !== undefined);
    return [{ title, level: carrier === undefined ? 'unsafe' : 'suggested', changes }];
  }
  const raise = setMaxPods(group, target);
  const setting = group.maxPods.kind === 'computed' ? group.maxPods.setting : undefined;
  // Nobody wishes for this number, and somebody for the warm ENIs.
  if (raise === undefined || setting === undefined || warm !== undefined) return [];
  const title = message('Turn on prefix delegation and set {setting} to {pods}', { setting, pods: target });
  return [{ title, level: 'suggested', changes: [...changes, raise] }];
}

function raisedTitle({ name, servable: pods }: TypeCapacity, warm: KeptWarm | undefined, isListed: boolean): Message {
  if (warm !== undefined) {
    return message(
      'Turn on prefix delegation, with WARM_PREFIX_TARGET {prefixes} in the place of WARM_ENI_TARGET {enis}: {name} then serves {pods} pods',
      { ...warm, name, pods },
    );
  }
  return isListed
    ? message('Turn on prefix delegation: {name} then serves {pods} pods', { name, pods })
    : message('List vpc-cni with prefix delegation: {name} then serves {pods} pods', { name, pods });
}

/** True where the CNI is what its tool installs and no file configures: an add-on in the list would. */
function isAsShipped({ maxPods }: NodeGroup, cluster: Cluster): boolean {
  return maxPods.kind === 'set' && cniBasis(cluster) === 'shipped';
}
