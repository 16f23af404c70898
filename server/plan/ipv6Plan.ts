import { settledForm } from '../ipam/closedForm.js';
import { HOST_NETWORK_PODS } from '../ipam/maxPods.js';
import { type InstanceLimits, isPrefixCapable } from '../ipam/settings.js';
import { warmPoolConfig } from '../ipam/warmPoolConfig.js';
import { message } from '../messages/message.js';
import { memoized } from '../text/memo.js';
import { groupPlan, type Plan, subnetPlans } from './plan.js';
import type { NodePool } from './pool.js';
import type { SettingsInForce } from './settings.js';

/**
 * What is told of a plan: in IPv6, where no node has a pool of IPv4 addresses, what its nodes themselves take of the IPv4 subnets; else the
 * plan itself. Rules and editors ask the plan, which has no groups in IPv6.
 */
export const toldPlan = memoized((plan: Plan): Plan => {
  const { cluster, settings } = plan;
  // Half of what IPv6 needs is no IPv6 cluster: aws-node does not run.
  if (settings.ipFamily !== 'IPv6' || !settings.runsWithoutPool || !settings.ipam.prefixDelegation) return plan;
  // There is no custom networking in IPv6: ipamd refuses to start with both.
  const own: SettingsInForce = { ...settings, ipam: { ...settings.ipam, customNetworking: false } };
  const groups = cluster.nodeGroups.flatMap((group) => groupPlan(group, cluster, own, ipv6Pool) ?? []);
  return { ...plan, groups, subnets: subnetPlans(groups) };
});

/** What the pods of a cluster in IPv6 have their addresses from. */
export const ipv6Prefix = message(
  'Each node has one /80 prefix of the IPv6 range of its subnet, for all its pods; what is counted here are IPv4 addresses, of which a node takes one for each of its ENIs',
);

/**
 * A node in IPv6 takes the IPv4 address of its primary ENI, and with security groups for pods that of its trunk ENI. All pods have theirs
 * from one /80 prefix, which the CNI asks for once. Source: pkg/ipamd/ipamd.go:769-780 and 1177-1214 of amazon-vpc-cni-k8s v1.23.1.
 */
function ipv6Pool(limits: InstanceLimits, { ipam }: SettingsInForce, maxPods: number): NodePool {
  const reason = message('The node does not become Ready with these settings: it gets no addresses');
  if (!isPrefixCapable(limits)) return { kind: 'refused', reason };
  const { podENI, ...others } = warmPoolConfig(limits, ipam, maxPods);
  const config = { ...others, podENI, maxENI: podENI ? 2 : 1, ipv4PerENI: 1, pd: false };
  const form = settledForm(config, 0);
  if (form === undefined) return { kind: 'refused', reason };
  return {
    kind: 'pool',
    podsIn: 'IPv6',
    config,
    idle: form,
    full: form,
    fullPods: Math.max(0, maxPods - HOST_NETWORK_PODS),
  };
}
