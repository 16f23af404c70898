import { type Catalogue, render } from '../messages/message.js';
import { type Cluster, clusterName } from '../model/cluster.js';
import { versionText } from '../model/cniVersion.js';
import { knownValue } from '../model/fact.js';
import { freshNodeCalls } from './calls.js';
import type { ClusterPlan, PlannedInstanceType, PlannedNodeGroup, PlannedSubnet } from './clusterPlan.js';
import { type GroupUse, groupUse } from './groupUse.js';
import { fullNodesThatFit, nodeLimit, podsThatFit } from './limits.js';
import type { GroupPlan, Plan, PlannedKind, SubnetPlan } from './plan.js';

/** A plan as the library gives it, with words in the language of the catalogue. */
export function planReport(plan: Plan, cluster: Cluster, catalogue: Catalogue | undefined): ClusterPlan {
  const { settings, groups, subnets } = plan;
  return {
    name: clusterName(cluster),
    ipFamily: settings.ipFamily,
    cniVersion: settings.version && versionText(settings.version),
    isSeen: settings.isSeen,
    noPoolBecause: settings.refused && render(settings.refused, catalogue),
    settings: [...settings.variables.values()].map(({ name, value, source, standing }) => ({
      name,
      value,
      from: source.kind,
      standing,
    })),
    nodeGroups: groups.map((group) => groupReport(group, groupUse(plan, group))),
    subnets: subnets.map(subnetReport),
  };
}

function groupReport(plan: GroupPlan, use: GroupUse): PlannedNodeGroup {
  const { group, nodes, update, kinds, perNode, runningPods } = plan;
  return {
    name: knownValue(group.name),
    uri: group.at.uri,
    leastNodes: nodes?.least,
    desiredNodes: nodes?.desired,
    mostNodes: nodes?.most,
    nodesAddedByUpdate: update?.nodes,
    runningPodsPerNode: runningPods,
    instanceTypes: kinds.map(typeReport),
    addressesPerNode: perNode,
    podSubnets: {
      addressesPerNode: use.perNode,
      takenAddresses: use.all,
      takenAddressesDuringUpdate: use.duringUpdate,
      takenAddressesOfAllGroups: use.allGroups ?? use.all?.[1],
      availableAddresses: use.available,
    },
  };
}

function typeReport(kind: PlannedKind): PlannedInstanceType {
  const { type, maxPods, podsSource, servable, held, servableWithPrefixes, pool } = kind;
  const { untilReady, untilFull } = freshNodeCalls(pool);
  return {
    instanceType: type.name,
    maxPods: maxPods?.pods,
    maxPodsFrom: podsSource.kind,
    servablePods: servable === undefined ? undefined : Math.min(servable, held ?? servable),
    servablePodsWithPrefixDelegation: servableWithPrefixes,
    limitedBy: nodeLimit(kind),
    enisIdle: pool.idle.enis,
    enisFull: pool.full.enis,
    ec2CallsUntilReady: untilReady,
    ec2CallsUntilFull: untilFull,
  };
}

function subnetReport(subnet: SubnetPlan): PlannedSubnet {
  const { room, draws, total, duringUpdate, exceededBy } = subnet;
  return {
    name: room.name,
    availableAddresses: room.addresses,
    availablePrefixes: room.prefixes,
    nodeGroups: draws.map((draw) => ({
      name: knownValue(draw.group.name),
      part: draw.part,
      mostNodes: draw.nodes,
      nodesAddedByUpdate: draw.surge,
      fullNodesThatFit: fullNodesThatFit(subnet, draw),
    })),
    needed: total,
    neededDuringUpdate: duringUpdate,
    exceededBy,
    podsPerNodeThatFit: podsThatFit(subnet),
  };
}
