import { type SettledForm, settledForm } from '../ipam/closedForm.js';
import { HOST_NETWORK_PODS, nodeadmMaxPods } from '../ipam/maxPods.js';
import { type PoolRanges, poolRanges } from '../ipam/poolRanges.js';
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { subnetLengthFor } from '../ipam/subnet.js';
import { type PoolState, simulateWarmPool } from '../ipam/warmPool.js';
import { defaultDriver, type WarmPoolConfig, type WarmPoolDriver, warmPoolConfig } from '../ipam/warmPoolConfig.js';
import { alternatives, type Message, message } from '../messages/message.js';
import { type EnvVarName, interpret, isEnvVarName } from '../model/envVars.js';
import { highest } from '../text/extremes.js';
import { eksMaxPods } from './maxPods.js';
import { type SettingsInForce, settingsOfTexts } from './settings.js';
import { ipv6Note, withoutEffect } from './withoutEffect.js';

export interface WarmPoolQuestion {
  /** The name of the type, for notes. */
  readonly type: string;
  readonly limits: InstanceLimits;
  /** Variables of aws-node that are set; the others have their shipped default. */
  readonly env: Readonly<Record<string, string>>;
  /** Max pods of the node; undefined: nodeadm's default for the type. */
  readonly maxPods: number | undefined;
  /** Pods wanted, one number per step, on a fresh node. */
  readonly pods: readonly number[];
  readonly driver: WarmPoolDriver;
}

/** What a node's pool does, or why there is none. */
export type WarmPoolAnswer = PlayedPool | NoPool;

/** Why there is no pool; `nodeRuns` where the node works without. */
export interface NoPool {
  readonly kind: 'refused';
  readonly reason: Message;
  readonly nodeRuns: boolean;
}

export interface PlayedPool {
  readonly kind: 'pool';
  readonly config: WarmPoolConfig;
  readonly driver: WarmPoolDriver;
  readonly states: readonly PoolState[];
  /** For each state, what the CNI's random order leaves open; of a node that never rests, both states between which it goes. */
  readonly ranges: readonly PoolRanges[];
  /** Who says max pods. */
  readonly maxPodsFrom: 'asked' | 'nodeadm';
  /** Of max pods those that are not on the host network. */
  readonly podsWithAddress: number;
  /** What the CNI makes of values it does not take as written, what has no effect, and where the kubelet stops. */
  readonly notes: readonly Message[];
}

/** Plays the warm pool of a node with these variables. Names that are no variable are left to the caller. */
export function warmPoolAnswer(question: WarmPoolQuestion): WarmPoolAnswer {
  const { limits, env, maxPods, pods, driver } = question;
  const ipv6 = isOn('ENABLE_IPv6', env);
  const refused = readingsOf(env).find(({ read }) => read.kind === 'refused');
  if (refused) {
    const { name, written: value } = refused;
    return {
      kind: 'refused',
      reason: message('aws-node does not start with {name}="{value}": there is no pool', { name, value }),
      nodeRuns: false,
    };
  }
  // The manifest turns IPv4 on, so only who turns it off is without a family.
  if (!ipv6 && Object.hasOwn(env, 'ENABLE_IPv4') && !isOn('ENABLE_IPv4', env)) {
    return { kind: 'refused', reason: message('Without an IP family ipamd exits: there is no pool'), nodeRuns: false };
  }
  const ofFamily = ipv6 ? whyIpv6Stops(question) : undefined;
  if (ofFamily) return { kind: 'refused', reason: ofFamily, nodeRuns: false };
  const settings = settingsOfTexts(env, undefined);
  if (settings.refused) return { kind: 'refused', reason: settings.refused, nodeRuns: settings.runsWithoutPool };
  const own = maxPods ?? nodeadmMaxPods(limits).pods;
  const podsWithAddress = Math.max(own - HOST_NETWORK_PODS, 0);
  const config = warmPoolConfig(limits, settings.ipam, own);
  const states = simulateWarmPool(config, pods, driver);
  return {
    kind: 'pool',
    config,
    driver,
    states,
    ranges: poolRanges(config, pods, driver).map((each) => restlessRanges(config, each)),
    maxPodsFrom: maxPods === undefined ? 'nodeadm' : 'asked',
    podsWithAddress,
    notes: [
      ...notTakenAsWritten(env),
      ...withoutEffect({ name: question.type, limits }, settings.ipam, Object.keys(env)),
      ...withoutTrunk(config, states),
      ...restless(config, states),
      ...podsBeyond(question, { own, podsWithAddress }, settings),
    ],
  };
}

/**
 * Why ipamd does not start in IPv6. What EKS sets itself in an IPv6 cluster counts where it is written only. Source: pkg/ipamd/ipamd.go:2755-2782 of
 * amazon-vpc-cni-k8s v1.23.1, isConfigValid.
 */
function whyIpv6Stops({ type, limits, env }: WarmPoolQuestion): Message | undefined {
  if (isOn('ENABLE_IPv4', env)) return message('With ENABLE_IPv4 and ENABLE_IPv6 ipamd exits: there is no pool');
  if (isOn('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', env)) {
    return message('With custom networking ipamd exits in IPv6: there is no pool');
  }
  if (Object.hasOwn(env, 'ENABLE_PREFIX_DELEGATION') && !isOn('ENABLE_PREFIX_DELEGATION', env)) {
    return message('Without prefix delegation ipamd exits in IPv6: there is no pool');
  }
  return isPrefixCapable(limits) ? undefined : ipv6Note({ name: type, limits });
}

/** That the trunk ENI finds no slot. */
function withoutTrunk({ podENI }: WarmPoolConfig, states: readonly PoolState[]): readonly Message[] {
  const isWithout = podENI && states.length > 0 && states.every(({ trunk, initError }) => trunk === 0 && !initError);
  return isWithout ? [message('no slot is left for the trunk ENI: no pod with security groups starts')] : [];
}

/** The numbers of pods with which a node never rests: without a warm ENI, where its pods just fill its ENIs. */
function restless(config: WarmPoolConfig, states: readonly PoolState[]): readonly Message[] {
  const counts = states.flatMap(({ pods }) => (restlessForm(config, pods) ? [pods] : []));
  return counts.length > 0
    ? [
        message(
          'with {counts} pods the node never rests: it attaches an ENI and deletes it again about every 65 seconds',
          {
            counts: alternatives(counts),
          },
        ),
      ]
    : [];
}

/** What a node that never rests holds by turns; undefined for one that rests. */
function restlessForm(config: WarmPoolConfig, pods: number): SettledForm | undefined {
  if (config.pd || config.warmENI !== 0 || config.warmIP !== 0 || config.minIP !== 0) return undefined;
  const settled = settledForm(config, pods);
  return settled !== undefined && settled.enis[0] < settled.enis[1] ? settled : undefined;
}

/** A state is that of one moment: a minute later such a node has an ENI more or less. */
function restlessRanges(config: WarmPoolConfig, ranges: PoolRanges): PoolRanges {
  const isOne = ranges.initError === undefined && ranges.enis[0] === ranges.enis[1];
  const settled = isOne ? restlessForm(config, ranges.pods) : undefined;
  if (settled === undefined) return ranges;
  const { running, enis, totalIPs, subnetIPs } = settled;
  const idleIPs = [totalIPs[0] - running[0], totalIPs[1] - running[1]] as const;
  return { ...ranges, running, enis, cidrsPerENI: undefined, totalIPs, idleIPs, subnetIPs };
}

function isOn(name: EnvVarName, env: WarmPoolQuestion['env']): boolean {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  const read = text === undefined ? undefined : interpret(name, text, {});
  return read?.kind === 'accepted' && read.value === true;
}

/** What nodes of one kind take from subnets. */
export interface FleetAnswer {
  /** For each state, what all nodes take together: from the lowest to the highest that the CNI's random order leaves open. */
  readonly subnetIPs: readonly (readonly [low: number, high: number])[];
  /** The most of all states. */
  readonly most: FleetDemand;
  /** With custom networking, of `most` what the subnets of the nodes themselves give: `most` is then of the others alone. */
  readonly ofNodes: FleetDemand | undefined;
}

export interface FleetDemand {
  readonly addresses: number;
  /** Of the smallest subnet that has as many addresses and whole prefixes; undefined where none of a VPC has. */
  readonly subnetLength: number | undefined;
}

/** What so many nodes take, each of which does the same. */
export function fleetOf(nodes: number, { config, states, ranges }: PlayedPool): FleetAnswer {
  const ofAll = (field: 'subnetIPs' | 'prefixes') =>
    states.map((state, index) => {
      const [low, high] = ranges[index]?.[field] ?? [state[field], state[field]];
      return [nodes * low, nodes * high] as const;
    });
  const subnetIPs = ofAll('subnetIPs');
  const prefixes = highest(ofAll('prefixes').map(([, high]) => high));
  // The address of each primary ENI.
  const apart = config.customNet ? nodes : 0;
  const most = highest(subnetIPs.map(([, high]) => high)) - apart;
  return {
    subnetIPs,
    most: demand(most, prefixes),
    ofNodes: config.customNet ? demand(apart, 0) : undefined,
  };
}

function demand(addresses: number, prefixes: number): FleetDemand {
  return { addresses, subnetLength: subnetLengthFor(addresses, prefixes) };
}

/** Loop rounds in which a node comes to rest. */
const roundsToRest = defaultDriver.ticksPerStep;

/**
 * One pod per loop round, as a person scales up by hand: a step lasts as many rounds as it has new pods, and then those in which the node
 * comes to rest. What is shown is never on its way.
 */
export function oneByOneDriver(pods: readonly number[]): WarmPoolDriver {
  const jumps = pods.map((each, index) => each - (pods[index - 1] ?? 0));
  const most = highest([0, ...jumps]);
  return { ...defaultDriver, burst: false, ticksPerStep: roundsToRest + (most > 1 ? most : 0) };
}

/** A variable that somebody sets, and what the CNI makes of it. */
interface ReadVariable {
  readonly name: EnvVarName;
  readonly written: string;
  readonly read: ReturnType<typeof interpret>;
}

function readingsOf(env: WarmPoolQuestion['env']): readonly ReadVariable[] {
  const context = { ipv6: isOn('ENABLE_IPv6', env), podEni: isOn('ENABLE_POD_ENI', env) };
  return Object.entries(env).flatMap(([name, written]) =>
    isEnvVarName(name) ? [{ name, written, read: interpret(name, written, context) }] : [],
  );
}

/** What the CNI uses in the place of values that it cannot read, a sentence for each. */
export function notTakenAsWritten(env: WarmPoolQuestion['env']): readonly Message[] {
  return readingsOf(env).flatMap(({ name, written, read }) => {
    if (read.kind !== 'replaced') return [];
    const used = read.effective === undefined ? message('nothing') : String(read.effective);
    return [message('{name}="{written}" is not taken as written: the CNI uses {used}', { name, written, used })];
  });
}

/** Why not all pods of a node get an address from the pool, and who would give it more pods. */
function podsBeyond(
  { limits, maxPods, pods }: WarmPoolQuestion,
  { own, podsWithAddress }: { readonly own: number; readonly podsWithAddress: number },
  { ipam, version }: SettingsInForce,
): readonly Message[] {
  const most = highest([0, ...pods]);
  const notes: Message[] = [];
  if (most > podsWithAddress) {
    notes.push(
      message(
        '2 of the {maxPods} pods of max pods are on the host network and need no address (aws-node and kube-proxy): at most {needing} pods of this node need one',
        { maxPods: own, needing: podsWithAddress },
      ),
    );
  }
  const byEks = eksMaxPods([{ limits }], ipam, version)?.pods;
  if (maxPods === undefined && byEks !== undefined && byEks !== own) {
    notes.push(
      message(
        'max pods {maxPods} is the default of a self-managed node (nodeadm); EKS gives the nodes of a managed node group {byEks}: --max-pods {byEks}',
        { maxPods: own, byEks },
      ),
    );
  }
  if (most > own) {
    notes.push(
      message('the kubelet starts at most {maxPods} pods on this node (--max-pods), so it never has {most}', {
        maxPods: own,
        most,
      }),
    );
  }
  return notes;
}
