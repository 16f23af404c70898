import { type IpamSettings, isPrefixCapable } from '../ipam/settings.js';
import { type Argument, enumeration, type Message, message } from '../messages/message.js';
import type { Cluster, ClusterFacts } from '../model/cluster.js';
import { does } from '../model/cniBehavior.js';
import { distinctTypes } from '../model/groupTypes.js';
import { nameOfGroup } from '../model/nodeGroup.js';
import { lowest } from '../text/extremes.js';
import { memoizedLately, memoizedWithin } from '../text/memo.js';
import type { ChoiceId } from './clusterPlan.js';
import { minimumBeside } from './minimumTarget.js';
import { makePlan, type Plan } from './plan.js';
import { inIpv6, isIpv6, type PoolVariable, type SettingsInForce, withTexts } from './settings.js';
import { nowhere } from './source.js';
import { ipv6Note } from './withoutEffect.js';

/** One way to configure the CNI of a cluster, and the plan it leads to. */
export interface Choice {
  readonly id: ChoiceId;
  readonly title: Argument;
  readonly isConfigured: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly plan: Plan;
  /** What has to be there beside the variables: nothing; subnets and ENIConfigs; another cluster. */
  readonly effort: 0 | 1 | 2;
  readonly impossible: Message | undefined;
}

/** The choices of a cluster, and the pods on a node by which they are compared. */
export interface Choices {
  readonly comparedPods: number;
  /** Nobody says how many pods are expected: a node is compared full, as it is configured. */
  readonly isExpected: boolean;
  readonly choices: readonly Choice[];
}

/** The warm addresses that AWS's own examples keep beside a minimum. */
const usualWarm = 2;

const shippedTexts = {
  ENABLE_PREFIX_DELEGATION: 'false',
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'false',
  WARM_ENI_TARGET: '1',
  WARM_IP_TARGET: '0',
  MINIMUM_IP_TARGET: '0',
  WARM_PREFIX_TARGET: '1',
} as const satisfies Partial<Record<PoolVariable, string>>;

const custom = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true' };
const prefixes = { ENABLE_PREFIX_DELEGATION: 'true' };

/** What else a cluster's CNI could be told. None where no pool of the VPC CNI can be worked out, and in IPv6, which nothing can change. */
export function choicesOf(plan: Plan): Choices {
  const { cluster, settings } = plan;
  if (isIpv6(settings)) return { comparedPods: 0, isExpected: false, choices: [] };
  const { pods: comparedPods, isExpected } = comparedLoad(plan);
  const loaded = withPods(comparedPods, cluster);
  const own = { variables: {}, effort: 0, impossible: settings.refused } as const;
  const configured: Choice = {
    ...own,
    id: 'configured',
    title: message('as configured'),
    isConfigured: true,
    plan: loaded === cluster ? plan : makePlan(loaded, settings),
  };
  const others = waysOf(cluster, settings).map((way) => choiceOf(way, loaded, settings));
  const same = others.find(
    ({ plan }) => plan.settings.refused === undefined && isSame(plan.settings.ipam, settings.ipam),
  );
  const all =
    same && settings.refused === undefined
      ? others.map((each) => (each === same ? { ...each, isConfigured: true } : each))
      : [configured, ...others];
  const most = Math.max(...all.map(({ plan }) => plan.groups.length));
  if (most === 0) return { comparedPods, isExpected, choices: [] };
  const choices = all.map((each) =>
    each.id === 'ipv6' || each.impossible || each.plan.groups.length === most
      ? each
      : { ...each, impossible: noAddresses },
  );
  return { comparedPods, isExpected, choices };
}

const noAddresses = message('The node does not become Ready with these settings: it gets no addresses');

/** A choice before it is worked out. */
interface Way extends Pick<Choice, 'id' | 'title' | 'effort' | 'impossible'> {
  readonly texts: Readonly<Record<string, string>>;
}

function waysOf(cluster: Cluster, { ipam, version }: SettingsInForce): readonly Way[] {
  const minimum = minimumBeside(usualWarm, cluster);
  const targets = { WARM_IP_TARGET: String(usualWarm), ...(minimum ? { MINIMUM_IP_TARGET: String(minimum) } : {}) };
  const easy = { effort: 0, impossible: undefined } as const;
  const withSubnets = { effort: ipam.customNetworking ? 0 : 1, impossible: undefined } as const;
  const hasPrefixes = does(version, 'prefixDelegation') !== false;
  const noPrefixes =
    hasPrefixes && canUsePrefixes(cluster)
      ? undefined
      : message('No instance type here can have prefixes with this CNI');
  return [
    { ...easy, id: 'shipped', title: message('shipped default'), texts: {} },
    { ...easy, id: 'targets', title: textOf(targets), texts: targets },
    { ...easy, id: 'prefixes', title: message('prefix delegation'), texts: prefixes, impossible: noPrefixes },
    { ...withSubnets, id: 'customNetworking', title: message('custom networking'), texts: custom },
    {
      ...withSubnets,
      id: 'customNetworkingWithPrefixes',
      title: message('custom networking with prefix delegation'),
      texts: { ...custom, ...prefixes },
      impossible: noPrefixes,
    },
    {
      id: 'ipv6',
      title: 'IPv6',
      texts: { ENABLE_IPv6: 'true', ENABLE_IPv4: 'false', ...prefixes },
      effort: 2,
      impossible: whyNoIpv6(cluster, version),
    },
  ];
}

function choiceOf({ id, title, texts, effort, impossible }: Way, cluster: Cluster, settings: SettingsInForce): Choice {
  const all = { ...shippedTexts, ...texts };
  const changed = withTexts(settings, all);
  const variables = Object.fromEntries(
    Object.entries(all).filter(([name]) => {
      const before = settings.variables.get(name as PoolVariable);
      const after = changed.variables.get(name as PoolVariable);
      return after === undefined || before?.value !== after.value;
    }),
  );
  const made = planWith(id === 'ipv6' ? inIpv6(changed) : changed, cluster);
  return { id, title, isConfigured: false, variables, plan: made, effort, impossible };
}

/** A memo: most of what somebody changes is a variable that every choice but the configured one replaces. */
const planWith = memoizedLately((settings: SettingsInForce, cluster: Cluster): Plan => makePlan(cluster, settings));

function textOf(variables: Readonly<Record<string, string>>): Argument {
  return enumeration(Object.entries(variables).map(([name, value]) => `${name} ${value}`));
}

function isSame(one: IpamSettings, other: IpamSettings): boolean {
  const names = Object.keys(one) as (keyof IpamSettings)[];
  return names.every((name) => one[name] === other[name]);
}

/** As many as are expected, else those that have an address on the smallest node when it is full, as configured or as shipped. */
function comparedLoad({ cluster, settings, groups }: Plan): { readonly pods: number; readonly isExpected: boolean } {
  const expected = cluster.facts.expectedPodsPerNode?.value;
  if (expected !== undefined) return { pods: expected, isExpected: true };
  const seen = groups.length > 0 ? groups : makePlan(cluster, withTexts(settings, shippedTexts)).groups;
  const pods = seen.flatMap(({ kinds }) => kinds.map(({ pool }) => pool.fullPods));
  return { pods: pods.length > 0 ? lowest(pods) : 0, isExpected: false };
}

const withPods = memoizedWithin((pods: number, cluster: Cluster): Cluster => {
  const facts = factsWith(pods, cluster.facts);
  return facts === cluster.facts ? cluster : { ...cluster, facts };
});

const factsWith = memoizedWithin(
  (pods: number, facts: ClusterFacts): ClusterFacts =>
    facts.expectedPodsPerNode?.value === pods ? facts : { ...facts, expectedPodsPerNode: { value: pods, at: nowhere } },
);

function canUsePrefixes(cluster: Cluster): boolean {
  return cluster.nodeGroups.some((group) =>
    distinctTypes(group, cluster)?.some(({ limits }) => isPrefixCapable(limits)),
  );
}

/** Source of what EKS does not take into an IPv6 cluster: its user guide, "IPv6 feature support". */
function whyNoIpv6(cluster: Cluster, version: SettingsInForce['version']): Message | undefined {
  const { declaration, nodeGroups } = cluster;
  if (declaration?.ipv4Only) return declaration.ipv4Only;
  const windows = nodeGroups.find(({ amiFamily }) => amiFamily === 'windows');
  if (windows) return message('EKS has no Windows nodes in IPv6: {group}', { group: nameOfGroup(windows) });
  const types = nodeGroups.flatMap((group) => distinctTypes(group, cluster) ?? []);
  const unable = types.find(({ limits }) => !isPrefixCapable(limits));
  if (unable) return ipv6Note(unable);
  return does(version, 'ipFamilies') === false ? message('This version of the CNI has no IPv6') : undefined;
}
