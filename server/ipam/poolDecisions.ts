import {
  addCidrs,
  arranged,
  attachEni,
  availableIps,
  detachEni,
  type Eni,
  isCooling,
  type Pool,
  type PoolCounts,
  releaseFreeCidrs,
  servesPods,
  totalIps,
} from './pool.js';
import { ADDRESSES_PER_PREFIX } from './settings.js';

/** The CNI leaves an ENI alone for so long after attaching it. Source: data_store.go:38 of amazon-vpc-cni-k8s v1.23.1. */
export const ENI_MIN_LIFE_SECONDS = 60;
/** More than so long passes between two releases of addresses. Source: ipamd.go:63 of v1.23.1. */
export const RELEASE_INTERVAL_SECONDS = 30;

/**
 * The start of a node up to the moment it would become Ready: at most one growth of the pool. False when the CNI gives up
 * because custom networking found no ENI for pods. Source: nodeInit and handlePreScaling, ipamd.go:458-693 of v1.23.1.
 */
export function startNode(pool: Pool): boolean {
  attachTrunk(pool);
  if (!isTooLow(pool)) return true;
  grow(pool);
  return !pool.config.customNet || pool.cidrs > 0;
}

/**
 * One round of the CNI's pool loop; true when it changed anything. Which ENI may go is decided on the numbers from before
 * the round grew or released. Source: ipamd.go:796-823 of v1.23.1.
 */
export function adjustPool(pool: Pool): boolean {
  const trunkAttached = attachTrunk(pool);
  const available = availableIps(pool);
  let changed = trunkAttached;
  if (isTooLow(pool)) changed = grow(pool) || changed;
  else if (excess(pool) > 0 && pool.now - pool.lastRelease > RELEASE_INTERVAL_SECONDS) {
    release(pool, excess(pool));
    changed = true;
  }
  if (mayFreeEni(pool, available)) changed = freeOneEni(pool) || changed;
  return changed;
}

/** Whether the CNI counts single addresses, and ignores the warm ENI and warm prefix targets. Source: ipamd.go:1941 of v1.23.1. */
export function isWarmTargetDefined({ config }: PoolCounts): boolean {
  return config.warmIP !== 0 || config.minIP !== 0;
}

/** CIDRs missing to the warm and minimum targets. Source: ipamd.go:2177-2231 of v1.23.1. */
function shortage(pool: PoolCounts): number {
  const { warmIP, minIP } = pool.config;
  return Math.ceil(Math.max(warmIP - availableIps(pool), minIP - totalIps(pool), 0) / pool.size);
}

/** Free CIDRs above the targets; a warm ENI target never gives one back. Source: ipamd.go:892-941, 2177-2231 of v1.23.1. */
function excess(pool: Pool): number {
  const { config, size } = pool;
  if (!isWarmTargetDefined(pool)) return config.pd ? Math.max(pool.freeCidrs - config.warmPrefix, 0) : 0;
  const aboveWarm = pool.cidrs - Math.ceil((pool.running + config.warmIP) / size);
  const aboveMinimum = pool.cidrs - Math.ceil(config.minIP / size);
  return Math.max(Math.min(pool.freeCidrs, aboveWarm, aboveMinimum), 0);
}

/** Whether the pool must grow. Source: ipamd.go:2623-2657 of v1.23.1; max pods limits growth nowhere else. */
export function isTooLow(pool: PoolCounts): boolean {
  const { config } = pool;
  if (totalIps(pool) >= config.maxPods) return false;
  if (isWarmTargetDefined(pool)) return shortage(pool) > 0;
  const available = availableIps(pool);
  const [unit, warm] = config.pd ? [ADDRESSES_PER_PREFIX, config.warmPrefix] : [pool.slots, config.warmENI];
  return available < unit * warm || (warm === 0 && available === 0);
}

/** CIDRs one growth asks for; 0 when nothing is missing. Source: ipamd.go:1115-1175, 1217-1260, 2551-2568, 2714-2731 of v1.23.1. */
export function wantedCidrs(pool: PoolCounts): number {
  const { config } = pool;
  if (config.pd && !isWarmTargetDefined(pool)) return Math.max(1, config.warmPrefix - pool.freeCidrs);
  if (config.pd) return Math.max(1, shortage(pool));
  return isWarmTargetDefined(pool) ? shortage(pool) : pool.slots;
}

/** Fills one ENI that has a free slot, else attaches one. Source: ipamd.go:968-1101 of v1.23.1. */
function grow(pool: Pool): boolean {
  const wanted = Math.min(wantedCidrs(pool), pool.slots);
  if (wanted === 0) return false;
  for (const eni of arranged(pool, pool.enis)) {
    const room = servesPods(pool, eni) ? pool.slots - eni.cidrs.length : 0;
    if (room > 0) {
      addCidrs(pool, eni, Math.min(room, wanted));
      pool.calls.assign++;
      return true;
    }
  }
  if (!hasRoomForEni(pool)) return false;
  addCidrs(pool, attachEni(pool, 'plain'), wanted);
  pool.calls.createEni++;
  return true;
}

/** A slot is kept for the trunk ENI until it is attached. Source: ipamd.go:2592-2621 of v1.23.1. */
function hasRoomForEni({ config, enis, hasTrunk }: Pool): boolean {
  const reserved = config.podENI && !hasTrunk ? 1 : 0;
  return enis.length < config.maxENI - reserved;
}

function attachTrunk(pool: Pool): boolean {
  const attaches = pool.config.podENI && !pool.hasTrunk && pool.enis.length < pool.config.maxENI;
  if (attaches) attachEni(pool, 'trunk');
  return attaches;
}

/** Takes free CIDRs from one ENI after the other, the primary one too. Source: ipamd.go:892-941 of v1.23.1. */
function release(pool: Pool, excessCidrs: number): void {
  let left = excessCidrs;
  for (const eni of arranged(pool, pool.enis)) {
    if (left === 0) break;
    const released = releaseFreeCidrs(pool, eni, left);
    if (released > 0) pool.calls.unassign++;
    left -= released;
  }
  pool.lastRelease = pool.now;
}

/** Source: ipamd.go:1488-1514 and data_store.go:1594 of v1.23.1. */
function mayFreeEni(pool: Pool, available: number): boolean {
  const { config } = pool;
  if (isWarmTargetDefined(pool)) return true;
  const warm = config.pd ? config.warmPrefix : config.warmENI;
  if (available >= (warm + 1) * pool.slots * pool.size) return true;
  return config.pd && pool.enis.some((eni) => !eni.primary && !eni.trunk && eni.pods === 0);
}

function freeOneEni(pool: Pool): boolean {
  for (const eni of arranged(pool, pool.enis)) {
    if (!isDeletable(pool, eni)) continue;
    detachEni(pool, eni);
    pool.calls.deleteEni++;
    return true;
  }
  return false;
}

/** Old enough, unused, not cooling, and not needed for a target. Source: data_store.go:1042-1093 of v1.23.1. */
function isDeletable(pool: Pool, eni: Eni): boolean {
  if (eni.primary || eni.trunk || eni.pods > 0) return false;
  if (pool.now - eni.attachedAt < ENI_MIN_LIFE_SECONDS) return false;
  const { config, size } = pool;
  const others = pool.cidrs - eni.cidrs.length;
  if (config.warmIP !== 0 && others * size - pool.running < inCidrs(config.warmIP, size)) return false;
  if (config.minIP !== 0 && others * size < inCidrs(config.minIP, size)) return false;
  if (config.pd && config.warmPrefix !== 0 && pool.freeCidrs - eni.cidrs.length < config.warmPrefix) return false;
  return !isCooling(pool, eni);
}

/** Addresses of the whole CIDRs that hold so many. */
function inCidrs(ips: number, size: number): number {
  return Math.ceil(ips / size) * size;
}
