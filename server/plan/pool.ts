import { type SettledForm, settledForm } from '../ipam/closedForm.js';
import { HOST_NETWORK_PODS } from '../ipam/maxPods.js';
import { ADDRESSES_PER_PREFIX, type InstanceLimits, type IpamSettings } from '../ipam/settings.js';
import { type WarmPoolConfig, warmPoolConfig } from '../ipam/warmPoolConfig.js';
import { type Message, message } from '../messages/message.js';
import { memoizedPair, memoizedWithin } from '../text/memo.js';
import type { SettingsInForce } from './settings.js';

/** From the lowest to the highest of several numbers. */
export type Bounds = readonly [low: number, high: number];

/** What one node holds, by the number of pods that need an address. */
export type NodePool =
  | {
      readonly kind: 'pool';
      /** In IPv6 pods take nothing that is counted here. */
      readonly podsIn: 'IPv4' | 'IPv6';
      readonly config: WarmPoolConfig;
      /** Without pods, and with all that max pods allows and an address is there for. */
      readonly idle: SettledForm;
      readonly full: SettledForm;
      /** Pods with an address on a full node. */
      readonly fullPods: number;
    }
  | { readonly kind: 'refused'; readonly reason: Message };

export type Pool = Extract<NodePool, { readonly kind: 'pool' }>;

/** The pool of a node of a type with these settings; `maxPods` is its kubelet's. */
export function nodePool(limits: InstanceLimits, settings: SettingsInForce, maxPods: number): NodePool {
  return settings.refused
    ? { kind: 'refused', reason: settings.refused }
    : poolOf(maxPods, typeWith(limits, settings.ipam));
}

/** Nodes of one type with equal settings share what is worked out for them. */
const typeWith = memoizedPair((limits: InstanceLimits, ipam: IpamSettings) => ({ limits, ipam }));
type TypeWith = ReturnType<typeof typeWith>;

const configOf = memoizedWithin((maxPods: number, { limits, ipam }: TypeWith) => warmPoolConfig(limits, ipam, maxPods));
const idleOf = memoizedWithin((maxPods: number, type: TypeWith) => settledForm(configOf(maxPods, type), 0));
const poolOf = memoizedWithin((maxPods: number, type: TypeWith): NodePool => {
  const config = configOf(maxPods, type);
  const idle = idleOf(maxPods, type);
  const full = settledForm(config, Math.max(0, maxPods - HOST_NETWORK_PODS));
  if (idle === undefined || full === undefined) {
    return {
      kind: 'refused',
      reason: message('The node does not become Ready with these settings: it gets no addresses'),
    };
  }
  return { kind: 'pool', podsIn: 'IPv4', config, idle, full, fullPods: full.running[1] };
});

/** What a node holds without pods; undefined where it has no pool. */
export function idlePool(limits: InstanceLimits, settings: SettingsInForce, maxPods: number): SettledForm | undefined {
  return settings.refused ? undefined : idleOf(maxPods, typeWith(limits, settings.ipam));
}

/** What a node of the pool holds with so many pods that need an address; with more than it can run, what it holds full. */
export function poolWith(pool: Pool, pods: number): SettledForm {
  return formOf(Math.min(pods, pool.fullPods), pool);
}

/** Addresses a node takes from subnets with a number of pods that need one. */
export interface HeldAddresses {
  readonly pods: number;
  /** Two numbers where the CNI's random order leaves it open. */
  readonly low: number;
  readonly high: number;
}

/** What a node of the pool takes with no pod, with one, and so on until it is full. */
export function heldByPods(pool: Pool): readonly HeldAddresses[] {
  return Array.from({ length: pool.fullPods + 1 }, (_, pods) => {
    const [low, high] = poolWith(pool, pods).subnetIPs;
    return { pods, low, high };
  });
}

const formOf = memoizedWithin((pods: number, { config, full }: Pool): SettledForm => settledForm(config, pods) ?? full);

/** The smallest and the largest of several bounds. */
export function hull(bounds: readonly Bounds[]): Bounds {
  return hullOf(bounds, (each) => each);
}

/** The same of the bounds that each of some things has. Nothing is made for each: plans of large clusters ask of very many. */
export function hullOf<T>(things: readonly T[], boundsOf: (thing: T) => Bounds): Bounds {
  const [only] = things;
  if (only !== undefined && things.length === 1) return boundsOf(only);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const thing of things) {
    const [own, most] = boundsOf(thing);
    low = Math.min(low, own);
    high = Math.max(high, most);
  }
  return [low, high];
}

/**
 * The addresses for pods that a node without pods asks for under WARM_IP_TARGET and MINIMUM_IP_TARGET, whatever its type: the larger one,
 * in whole prefixes with prefix delegation. Source: `ipamd.go:2177-2231` of amazon-vpc-cni-k8s v1.23.1.
 */
export function addressesAskedFor(warmIp: number, minimumIp: number, usesPrefixes: boolean): number {
  const addresses = Math.max(warmIp, minimumIp);
  return usesPrefixes ? Math.ceil(addresses / ADDRESSES_PER_PREFIX) * ADDRESSES_PER_PREFIX : addresses;
}
