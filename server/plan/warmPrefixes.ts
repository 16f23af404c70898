import { ADDRESSES_PER_PREFIX } from '../ipam/settings.js';
import type { Cluster } from '../model/cluster.js';
import { highest } from '../text/extremes.js';
import { kindsInIpv4 } from './nodes.js';

/**
 * The least WARM_PREFIX_TARGET with which every node of a cluster keeps at least as many addresses free as it does by a WARM_ENI_TARGET: a
 * whole ENI counts for its addresses but the primary one, a prefix for 16. At least 1, for ipamd takes no less. Source: isDatastorePoolTooLow of
 * amazon-vpc-cni-k8s v1.23.1, pkg/ipamd/ipamd.go.
 */
export function prefixesAsWarmAs(warmEnis: number, cluster: Cluster): number {
  const prefixes = kindsInIpv4(cluster).map(({ type }) =>
    Math.ceil((warmEnis * (type.limits.ipv4PerEni - 1)) / ADDRESSES_PER_PREFIX),
  );
  return highest([1, ...prefixes]);
}
