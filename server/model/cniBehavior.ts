import { atLeast, type CniVersion } from './cniVersion.js';

/**
 * What the CNI does from a release on, beyond the reading of single variables, which is in the table of variables, and its dealings with
 * the network policy agent, which are in `agentPair.ts`. Each was read at the tags on both sides.
 */
const since = {
  /** Prefixes for single addresses (ENABLE_PREFIX_DELEGATION). */
  prefixDelegation: '1.9.0',
  /** ENABLE_IPv4 and ENABLE_IPv6, of which ipamd wants exactly one. pkg/ipamd/ipamd.go, isConfigValid. */
  ipFamilies: '1.10.0',
  /** A pool as large as max pods does not grow. pkg/ipamd/ipamd.go, isDatastorePoolTooLow. */
  poolStopsAtMaxPods: '1.16.3',
  /** A type that cannot carry a trunk ENI keeps no slot for one. pkg/ipamd/ipamd.go:2592-2612 of v1.23.1. */
  trunkSlotOnlyWhereUseful: '1.20.4',
  /** ipamd asks EC2 about subnets for every ENI it sets up. pkg/ipamd/ipamd.go, setupENI (IsSubnetExcluded). */
  asksAboutSubnets: '1.22.0',
  /** ipamd answers on a socket file and no longer on port 50051. pkg/ipamd/rpc_handler.go. */
  answersOnSocket: '1.23.0',
} as const;

/** What the CNI does in some releases and not in others. */
export type CniBehavior = keyof typeof since;

/** Whether a version does it; undefined where no version, or no patch of it, can be seen. */
export function does(version: CniVersion | undefined, behavior: CniBehavior): boolean | undefined {
  return atLeast(version, since[behavior]);
}
