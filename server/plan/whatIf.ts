import { parseCidr } from '../ipam/cidr.js';
import { isSubnetLength } from '../ipam/subnet.js';
import type { Cluster } from '../model/cluster.js';
import { absent, type Fact, known, knownValue } from '../model/fact.js';
import type { ClusterDeclaration, NodeGroup, Subnet } from '../model/resource.js';
import { makePlan, type Plan } from './plan.js';
import type { GroupChanges, PlanChanges } from './planChanges.js';
import { settingsInForce, withTexts } from './settings.js';
import { nowhere } from './source.js';

/** The plan of a cluster with changes: the same calculation with other inputs. */
export function whatIf(cluster: Cluster, changes: PlanChanges): Plan {
  const changed = onlyVariables(changes) ? cluster : changedCluster(cluster, changes);
  return makePlan(changed, withTexts(settingsInForce(changed), changes.variables ?? {}));
}

/** True where the cluster itself stays what it is, with all that was found out about it. */
function onlyVariables({ cniVersion, expectedPodsPerNode, nodeGroups = {}, subnets = {} }: PlanChanges): boolean {
  const isAny = (named: object): boolean => Object.keys(named).length > 0;
  return cniVersion === undefined && expectedPodsPerNode === undefined && !isAny(nodeGroups) && !isAny(subnets);
}

function changedCluster(
  cluster: Cluster,
  { cniVersion, expectedPodsPerNode, nodeGroups = {}, subnets = {} }: PlanChanges,
): Cluster {
  const { facts, declaration } = cluster;
  const isOtherFact = cniVersion !== undefined || expectedPodsPerNode !== undefined;
  return {
    ...cluster,
    nodeGroups: mapped(cluster.nodeGroups, (group) => changedGroup(group, changesOf(group, nodeGroups))),
    subnets: mapped(cluster.subnets, (subnet) => changedSubnet(subnet, subnets)),
    declaration: declaration && changedDeclaration(declaration, subnets),
    facts: isOtherFact
      ? {
          ...facts,
          ...(cniVersion === undefined ? {} : { cniVersion: { value: cniVersion, at: nowhere } }),
          ...(expectedPodsPerNode === undefined
            ? {}
            : { expectedPodsPerNode: { value: expectedPodsPerNode, at: nowhere } }),
        }
      : facts,
  };
}

/** The same list where nothing in it is another: what was found out about it holds then. */
function mapped<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

/** A subnet of another range has other addresses, so how many were free says nothing of it. */
function changedSubnet(subnet: Subnet, ranges: NonNullable<PlanChanges['subnets']>): Subnet {
  const before = knownValue(subnet.cidr);
  const range = before !== undefined && Object.hasOwn(ranges, before) ? ranges[before] : undefined;
  if (range === undefined || parseCidr(range).kind !== 'cidr') return subnet;
  return { ...subnet, cidr: known(range, nowhere), freeAddresses: absent };
}

function changedDeclaration(
  declaration: ClusterDeclaration,
  ranges: NonNullable<PlanChanges['subnets']>,
): ClusterDeclaration {
  const { madeVpc } = declaration;
  if (madeVpc === undefined) return declaration;
  const subnets = mapped(madeVpc.subnets, (subnet) => {
    const name = `/${subnet.prefixLength}`;
    const length = Object.hasOwn(ranges, name) ? /^\/(\d\d)$/.exec(ranges[name] ?? '')?.[1] : undefined;
    return length !== undefined && isSubnetLength(Number(length))
      ? { ...subnet, prefixLength: Number(length) }
      : subnet;
  });
  return subnets === madeVpc.subnets ? declaration : { ...declaration, madeVpc: { ...madeVpc, subnets } };
}

function changesOf({ name }: NodeGroup, changes: NonNullable<PlanChanges['nodeGroups']>): GroupChanges | undefined {
  return name.kind === 'known' && Object.hasOwn(changes, name.value) ? changes[name.value] : undefined;
}

function changedGroup(group: NodeGroup, changes: GroupChanges | undefined): NodeGroup {
  if (changes === undefined) return group;
  const either = (number: number | undefined, before: Fact<number>): Fact<number> =>
    number === undefined ? before : known(number, nowhere);
  const { instanceTypes, maxPods } = changes;
  return {
    ...group,
    minSize: either(changes.minSize, group.minSize),
    maxSize: either(changes.maxSize, group.maxSize),
    desiredCapacity: either(changes.desiredCapacity, group.desiredCapacity),
    ...(instanceTypes && {
      instanceTypes: known(
        instanceTypes.map((type) => known(type, nowhere)),
        nowhere,
      ),
      instanceTypesDefaulted: false,
    }),
    ...(maxPods !== undefined && {
      maxPods: { kind: 'set', value: maxPods, setting: 'maxPods', digits: 'all', at: nowhere },
    }),
  };
}
