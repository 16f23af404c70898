import type { PlannedNeed, PlannedNodeGroup, PlannedSubnet, PlannedTotals } from './clusterPlan.js';

/** A number or a text that a budget may speak of, and how the number comes about. */
export interface Term<T> {
  readonly type: 'int' | 'double' | 'string';
  /** Undefined where it is not known. */
  readonly valueOf: (subject: T) => number | string | undefined;
  /** `200 / 251`; undefined where there is nothing to add. */
  readonly comesFrom?: (subject: T) => string | undefined;
}

/** What budgets are about, each with its terms. Numbers are the higher ones where a range is open, and pods and nodes that fit the lower. */
export const budgetTerms = {
  subnet: {
    name: { type: 'string', valueOf: ({ name }) => name },
    zone: { type: 'string', valueOf: ({ zone }) => zone },
    use: shareOf(({ needed }) => needed.most.duringUpdate),
    idle: shareOf(({ needed }) => needed.most.idle),
    full: shareOf(({ needed }) => needed.most.full),
    free: {
      type: 'int',
      valueOf: ({ availableAddresses, needed }) => availableAddresses - needed.most.duringUpdate.addresses[1],
      comesFrom: ({ availableAddresses, needed }) => `${availableAddresses} − ${needed.most.duringUpdate.addresses[1]}`,
    },
    pods: { type: 'int', valueOf: ({ podsPerNodeThatFit }) => podsPerNodeThatFit ?? 0 },
    nodes: { type: 'int', valueOf: ({ nodesThatFit }) => nodesThatFit.full[0] },
  } satisfies Readonly<Record<string, Term<PlannedSubnet>>> as Readonly<Record<string, Term<PlannedSubnet>>>,
  group: {
    name: { type: 'string', valueOf: ({ name }) => name },
    nodes: { type: 'int', valueOf: ({ mostNodes }) => mostNodes },
    fit: { type: 'int', valueOf: ({ nodesThatFit }) => nodesThatFit?.full },
    pods: { type: 'int', valueOf: ({ instanceTypes }) => Math.min(...instanceTypes.map((type) => type.podsPerNode)) },
    podsPerVcpu: { type: 'double', valueOf: densest },
    idle: { type: 'int', valueOf: ({ addressesPerNode }) => addressesPerNode.idle[1] },
    full: { type: 'int', valueOf: ({ addressesPerNode }) => addressesPerNode.full[1] },
  } satisfies Readonly<Record<string, Term<PlannedNodeGroup>>> as Readonly<Record<string, Term<PlannedNodeGroup>>>,
  cluster: {
    nodes: { type: 'int', valueOf: ({ nodes }) => nodes.most },
    idle: { type: 'int', valueOf: ({ addresses }) => addresses.most.idle[1] },
    use: { type: 'int', valueOf: ({ addresses }) => addresses.most.running[1] },
    full: { type: 'int', valueOf: ({ addresses }) => addresses.most.full[1] },
  } satisfies Readonly<Record<string, Term<Sums>>> as Readonly<Record<string, Term<Sums>>>,
} as const;

/** The sums of a cluster of which all groups are counted. */
export type Sums = Pick<PlannedTotals, 'nodes' | 'addresses'>;

export type BudgetScope = keyof typeof budgetTerms;

function shareOf(needOf: (subnet: PlannedSubnet) => PlannedNeed): Term<PlannedSubnet> {
  return {
    type: 'double',
    valueOf: (subnet) => needOf(subnet).share[1],
    comesFrom: (subnet) => {
      const { addresses, prefixes, share } = needOf(subnet);
      const { availableAddresses, availablePrefixes } = subnet;
      const isByAddresses = addresses[1] / Math.max(availableAddresses, 1) >= share[1];
      return isByAddresses
        ? `${addresses[1]} / ${availableAddresses}`
        : `${prefixes[1]} / ${availablePrefixes ?? '?'} × /28`;
    },
  };
}

function densest({ instanceTypes }: PlannedNodeGroup): number | undefined {
  const densities = instanceTypes.map(({ podsPerVcpu }) => podsPerVcpu);
  return densities.every((each) => each !== undefined) ? Math.max(...densities) : undefined;
}
