import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { ConfiguredGroup } from '../model/lensConfig.js';
import type { NodeGroup } from '../model/resource.js';
import { memoized, memoizedPair } from '../text/memo.js';

/**
 * The groups of a cluster with what the config file says about them, then the groups that only it names. Numbers of nodes count
 * instead of the manifests', because an autoscaler knows better than they; the rest fills in what they leave open.
 */
export function withConfigured(
  groups: readonly NodeGroup[],
  configured: readonly ConfiguredGroup[],
): readonly NodeGroup[] {
  if (configured.length === 0) return groups;
  const named = new Map(configured.map((facts) => [facts.name.value, facts]));
  const found = new Set<ConfiguredGroup>();
  const described = groups.map((group) => {
    const facts = group.name.kind === 'known' ? named.get(group.name.value) : undefined;
    if (facts === undefined) return group;
    found.add(facts);
    return merge(group, facts);
  });
  const others = [...named.values()].filter((facts) => !found.has(facts));
  return [...described, ...others.map(make)];
}

/** A memo, because a cluster that stays the same keeps its very groups, so that what was found out about it is kept. */
const merge = memoizedPair((group: NodeGroup, facts: ConfiguredGroup): NodeGroup => {
  const { instanceTypes, maxPods, subnetRefs } = group;
  const hasTypes = instanceTypes.kind === 'known' && instanceTypes.value.every(({ kind }) => kind === 'known');
  const isOpen = maxPods.kind === 'unknown' || maxPods.kind === 'computed';
  return {
    ...group,
    ...sizes(group, facts),
    instanceTypes: hasTypes ? instanceTypes : either(facts.instanceTypes, instanceTypes),
    maxPods: isOpen ? (maxPodsOf(facts) ?? maxPods) : maxPods,
    subnetRefs: subnetRefs.kind === 'known' ? subnetRefs : either(facts.subnets, subnetRefs),
  };
});

type Sizes = Pick<NodeGroup, 'minSize' | 'maxSize' | 'desiredCapacity'>;

function sizes(group: Sizes, { nodes, maxNodes }: ConfiguredGroup): Sizes {
  return {
    minSize: either(nodes, group.minSize),
    desiredCapacity: either(nodes, group.desiredCapacity),
    maxSize: either(maxNodes, either(nodes, group.maxSize)),
  };
}

function either<T>(fact: Fact<T>, otherwise: Fact<T>): Fact<T> {
  return fact.kind === 'known' ? fact : otherwise;
}

function maxPodsOf({ maxPods }: ConfiguredGroup): NodeGroup['maxPods'] | undefined {
  return maxPods.kind === 'known'
    ? { kind: 'set', value: maxPods.value, setting: 'maxPods', digits: 'all', at: maxPods.at }
    : undefined;
}

/** A group made with other tools: what is not said about it is out of sight. A memo, as above. */
const make = memoized((facts: ConfiguredGroup): NodeGroup => {
  const { at, name, instanceTypes, subnets } = facts;
  const inSubnets = subnets.kind === 'known';
  return {
    kind: 'nodeGroup',
    at,
    name: known(name.value, name.at),
    management: 'selfManaged',
    amiFamily: 'unknown',
    customAmi: unknown(),
    launchTemplate: unknown(),
    instanceTypes: either(instanceTypes, unknown()),
    instanceTypesDefaulted: false,
    maxPods: maxPodsOf(facts) ?? { kind: 'unknown' },
    podsPerCore: absent,
    ...sizes({ minSize: absent, maxSize: absent, desiredCapacity: absent }, facts),
    defaultNodes: undefined,
    availabilityZones: inSubnets ? absent : unknown(),
    localZones: inSubnets ? absent : unknown(),
    nodesTogether: undefined,
    subnetRefs: inSubnets ? subnets : unknown(),
    privateNetworking: unknown(),
    labels: [],
    labelsPartlyHidden: true,
    taintKeys: [],
    maxUnavailable: unknown(),
    maxUnavailablePercentage: unknown(),
  };
});
