import type { Cluster } from '../model/cluster.js';
import { type Fact, known } from '../model/fact.js';
import type { NodeGroup } from '../model/resource.js';
import { makePlan, type Plan } from './plan.js';
import type { GroupChanges, PlanChanges } from './planChanges.js';
import { settingsInForce, withTexts } from './settings.js';
import { nowhere } from './source.js';

/** The plan of a cluster with changes: the same calculation with other inputs. */
export function whatIf(cluster: Cluster, changes: PlanChanges): Plan {
  const changed = changedCluster(cluster, changes);
  return makePlan(changed, withTexts(settingsInForce(changed), changes.variables ?? {}));
}

function changedCluster(cluster: Cluster, { cniVersion, expectedPodsPerNode, nodeGroups = {} }: PlanChanges): Cluster {
  const { facts } = cluster;
  return {
    ...cluster,
    nodeGroups: cluster.nodeGroups.map((group) => changedGroup(group, changesOf(group, nodeGroups))),
    facts: {
      ...facts,
      cniVersion: cniVersion === undefined ? facts.cniVersion : { value: cniVersion, at: nowhere },
      expectedPodsPerNode:
        expectedPodsPerNode === undefined ? facts.expectedPodsPerNode : { value: expectedPodsPerNode, at: nowhere },
    },
  };
}

function changesOf({ name }: NodeGroup, changes: NonNullable<PlanChanges['nodeGroups']>): GroupChanges {
  return (name.kind === 'known' && Object.hasOwn(changes, name.value) && changes[name.value]) || {};
}

function changedGroup(group: NodeGroup, changes: GroupChanges): NodeGroup {
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
