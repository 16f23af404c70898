import { ADDRESSES_PER_PREFIX } from './settings.js';
import type { WarmPoolConfig } from './warmPoolConfig.js';

/** One CIDR of an ENI: a single address, or a /28 prefix. */
export interface Cidr {
  readonly eni: Eni;
  pods: number;
  /** When addresses that still cool were given back, oldest first; undefined until the first one is. */
  removedAt: number[] | undefined;
}

export interface Eni {
  readonly primary: boolean;
  readonly trunk: boolean;
  readonly attachedAt: number;
  readonly cidrs: Cidr[];
  pods: number;
}

/** EC2 calls of the CNI since the node's start. The trunk ENI is attached by another program and not counted. */
export interface Ec2Calls {
  /** ENIs created and attached, first addresses included. */
  readonly createEni: number;
  /** Addresses or prefixes assigned to an ENI already attached. */
  readonly assign: number;
  /** Addresses or prefixes taken from one ENI. */
  readonly unassign: number;
  /** ENIs detached and deleted. */
  readonly deleteEni: number;
}

/** Puts items in the order a visit takes. The real program walks Go maps, whose order is random. */
export type Arrange = <T>(items: readonly T[]) => readonly T[];

/** The counts from which the CNI decides how its pool is to grow or shrink. */
export interface PoolCounts {
  readonly config: WarmPoolConfig;
  /** Addresses per CIDR. */
  readonly size: number;
  /** CIDRs an ENI can hold beside its primary address. */
  readonly slots: number;
  /** CIDRs held. */
  readonly cidrs: number;
  /** CIDRs no pod uses. */
  readonly freeCidrs: number;
  /** Pods that have an address. */
  readonly running: number;
}

/**
 * A node's pool while it is played. Mutable for speed and never handed out. What is counted here is kept in step with the
 * ENIs by the functions below, so that no decision has to walk over all addresses.
 */
export interface Pool extends PoolCounts {
  /** Undefined: the order of attaching, which is one of the orders the real program may take. */
  readonly arrange: Arrange | undefined;
  readonly enis: Eni[];
  /** The CIDR of each running pod, oldest first. */
  readonly pods: Cidr[];
  readonly calls: { -readonly [kind in keyof Ec2Calls]: number };
  now: number;
  cidrs: number;
  freeCidrs: number;
  running: number;
  hasTrunk: boolean;
  lastRelease: number;
  /** When a pod was last removed. */
  lastRemoval: number;
}

/** The counts of a pool without CIDRs. */
export function emptyCounts(config: WarmPoolConfig): PoolCounts {
  return {
    config,
    size: config.pd ? ADDRESSES_PER_PREFIX : 1,
    slots: Math.max(config.ipv4PerENI - 1, 0),
    cidrs: 0,
    freeCidrs: 0,
    running: 0,
  };
}

/** The pool of a node that has just booted: the primary ENI and nothing else. */
export function createPool(config: WarmPoolConfig, arrange: Arrange | undefined): Pool {
  return {
    ...emptyCounts(config),
    arrange,
    enis: [{ primary: true, trunk: false, attachedAt: 0, cidrs: [], pods: 0 }],
    pods: [],
    calls: { createEni: 0, assign: 0, unassign: 0, deleteEni: 0 },
    now: 0,
    hasTrunk: false,
    lastRelease: Number.NEGATIVE_INFINITY,
    lastRemoval: Number.NEGATIVE_INFINITY,
  };
}

/** Addresses for pods the pool holds. */
export function totalIps({ cidrs, size }: PoolCounts): number {
  return cidrs * size;
}

/** Addresses no pod uses; those that cool count too, as in the real program. */
export function availableIps(counts: PoolCounts): number {
  return totalIps(counts) - counts.running;
}

/** Whether pods may get addresses from the ENI. */
export function servesPods(pool: Pool, eni: Eni): boolean {
  return !eni.trunk && !(eni.primary && pool.config.customNet);
}

/** Attaches an ENI without CIDRs. */
export function attachEni(pool: Pool, kind: 'plain' | 'trunk'): Eni {
  const eni: Eni = { primary: false, trunk: kind === 'trunk', attachedAt: pool.now, cidrs: [], pods: 0 };
  pool.enis.push(eni);
  if (eni.trunk) pool.hasTrunk = true;
  return eni;
}

/** Adds free CIDRs to an ENI. */
export function addCidrs(pool: Pool, eni: Eni, added: number): void {
  for (let i = 0; i < added; i++) eni.cidrs.push({ eni, pods: 0, removedAt: undefined });
  pool.cidrs += added;
  pool.freeCidrs += added;
}

/** Takes up to `most` free CIDRs from an ENI, whether their addresses cool or not, and says how many. */
export function releaseFreeCidrs(pool: Pool, eni: Eni, most: number): number {
  const leaving = new Set<Cidr>();
  for (const cidr of arranged(pool, eni.cidrs)) {
    if (leaving.size === most) break;
    if (cidr.pods === 0) leaving.add(cidr);
  }
  if (leaving.size === 0) return 0;
  const staying = eni.cidrs.filter((cidr) => !leaving.has(cidr));
  eni.cidrs.length = 0;
  for (const cidr of staying) eni.cidrs.push(cidr);
  pool.cidrs -= leaving.size;
  pool.freeCidrs -= leaving.size;
  return leaving.size;
}

/** Detaches an ENI without pods; its CIDRs go with it. */
export function detachEni(pool: Pool, eni: Eni): void {
  pool.enis.splice(pool.enis.indexOf(eni), 1);
  pool.cidrs -= eni.cidrs.length;
  pool.freeCidrs -= eni.cidrs.length;
}

/** Gives up to `wanted` pods an address, as far as addresses are free and not cooling, and says how many got one. */
export function addPods(pool: Pool, wanted: number): number {
  // In the order of attaching each pod visits the first CIDRs again, so one walk serves all pods.
  if (!pool.arrange) return placeInWalk(pool, wanted);
  let placed = 0;
  while (placed < wanted && placeInWalk(pool, 1) === 1) placed++;
  return placed;
}

/** Removes the newest pods until `kept` are left; their addresses start to cool. */
export function removeNewestPods(pool: Pool, kept: number): void {
  while (pool.pods.length > kept) {
    const cidr = pool.pods.pop();
    if (!cidr) return;
    pool.running--;
    cidr.pods--;
    cidr.eni.pods--;
    if (cidr.pods === 0) pool.freeCidrs++;
    cidr.removedAt ??= [];
    cidr.removedAt.push(pool.now);
    pool.lastRemoval = pool.now;
  }
}

/** Whether an address of the ENI was given back no longer than the cooldown ago. */
export function isCooling(pool: Pool, eni: Eni): boolean {
  return eni.cidrs.some((cidr) => coolingAddresses(pool, cidr) > 0);
}

/** Items in the order the pool visits them. */
export function arranged<T>(pool: Pool, items: readonly T[]): readonly T[] {
  return pool.arrange ? pool.arrange(items) : items;
}

/** The first moment after now at which an address ends its cooldown; infinite when none cools. */
export function nextCooled(pool: Pool): number {
  let next = Number.POSITIVE_INFINITY;
  if (pool.now - pool.lastRemoval > pool.config.cooldown) return next;
  for (const eni of pool.enis) {
    for (const cidr of eni.cidrs) {
      if (coolingAddresses(pool, cidr) > 0 && cidr.removedAt) {
        next = Math.min(next, (cidr.removedAt[0] ?? next) + pool.config.cooldown);
      }
    }
  }
  return next;
}

/** One walk over all CIDRs that gives each as many of the pods as it has addresses for; how many pods got one. */
function placeInWalk(pool: Pool, wanted: number): number {
  let left = wanted;
  for (const eni of arranged(pool, pool.enis)) {
    if (eni.pods === eni.cidrs.length * pool.size) continue;
    for (const cidr of arranged(pool, eni.cidrs)) {
      if (left === 0) return wanted;
      const free = Math.min(pool.size - cidr.pods - coolingAddresses(pool, cidr), left);
      if (free > 0) place(pool, cidr, free);
      left -= free;
    }
  }
  return wanted - left;
}

function place(pool: Pool, cidr: Cidr, pods: number): void {
  if (cidr.pods === 0) pool.freeCidrs--;
  cidr.pods += pods;
  cidr.eni.pods += pods;
  pool.running += pods;
  for (let pod = 0; pod < pods; pod++) pool.pods.push(cidr);
}

function coolingAddresses(pool: Pool, cidr: Cidr): number {
  const times = cidr.removedAt;
  if (!times) return 0;
  let cooled = 0;
  for (const time of times) {
    if (pool.now - time <= pool.config.cooldown) break;
    cooled++;
  }
  if (cooled > 0) times.splice(0, cooled);
  return times.length;
}
