import type { ConfigPath } from './schema.js';

/** Who uses a fact: rules, and what an editor shows beside them. */
export interface FactUsers {
  readonly rules: readonly string[];
  readonly shown: boolean;
}

const capacity = ['max-pods-above-capacity', 'max-pods-not-raised', 'mixed-instance-capacity'] as const;

const users: Readonly<Record<string, FactUsers>> = {
  budgets: { rules: ['budget-exceeded'], shown: false },
  cniVersion: { rules: ['variable-too-new', 'removed-variable', 'max-pods-above-capacity'], shown: true },
  expectedPodsPerNode: {
    rules: ['subnet-too-small', 'warm-ip-target-without-minimum', 'minimum-ip-target-below-warm'],
    shown: true,
  },
  subnets: { rules: ['subnet-too-small', 'subnet-cannot-hold-prefix', 'eniconfig-zone-uncovered'], shown: true },
  'subnets.cidr': { rules: ['subnet-too-small', 'subnet-cannot-hold-prefix'], shown: true },
  'subnets.freeAddresses': { rules: ['subnet-too-small', 'subnet-cannot-hold-prefix'], shown: true },
  'subnets.zone': { rules: ['subnet-too-small', 'eniconfig-zone-uncovered'], shown: false },
  nodeGroups: { rules: ['subnet-too-small', ...capacity], shown: true },
  'nodeGroups.nodes': { rules: ['subnet-too-small'], shown: true },
  'nodeGroups.maxNodes': { rules: ['subnet-too-small', 'warm-pool-oversized'], shown: true },
  'nodeGroups.instanceTypes': { rules: capacity, shown: true },
  'nodeGroups.maxPods': { rules: capacity, shown: true },
  'nodeGroups.subnets': { rules: ['subnet-too-small'], shown: true },
  instanceTypes: { rules: ['unknown-instance-type', ...capacity], shown: true },
};

/** Who uses the fact at a path of the config file; undefined for what is no fact. */
export function usersOf(path: ConfigPath): FactUsers | undefined {
  const names = path.filter((step) => typeof step === 'string');
  const inner = names[0] === 'clusters' ? names.slice(1) : names;
  const name = inner.join('.');
  return Object.hasOwn(users, name) ? users[name] : undefined;
}
