import { type Fact, knownValue } from '../model/fact.js';
import { formula } from '../model/formula.js';
import { placeOfGroup } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import { lowest } from '../text/extremes.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { freshNodeCalls } from './calls.js';
import type { PerState, PlannedInstanceType, PlannedNodeGroup, State } from './clusterPlan.js';
import { groupUse, subnetOf } from './groupUse.js';
import { nodeLimit, nodesThatFit } from './limits.js';
import { servedPods } from './nodes.js';
import { formIn, type GroupPlan, type Plan, type PlannedKind, type SubnetPlan } from './plan.js';
import { hullOf } from './pool.js';
import { assumed, eksctlDefault, type Source, written } from './source.js';
import { perState } from './states.js';
import { sourceOf, type Telling, told } from './telling.js';
import { takenBy } from './totals.js';
import { whyUnplaced, whyUnsized } from './unplanned.js';

/** A group of a plan as it is told. */
export function groupReport(plan: Plan, own: GroupPlan, telling: Telling): PlannedNodeGroup {
  const { group, nodes, update, kinds, perNode, runningPods } = own;
  const use = groupUse(plan, own);
  return {
    name: knownValue(group.name),
    at: telling.placeOf(placeOfGroup(group)),
    leastNodes: nodes?.least,
    desiredNodes: nodes?.desired,
    mostNodes: nodes?.most,
    sizesFrom: sourceOf(sourceOfSizes(group), telling),
    sizesUnknownBecause: told(whyUnsized(own), telling),
    nodesAddedByUpdate: update?.nodes,
    runningPodsPerNode: runningPods,
    instanceTypes: kinds.map((kind) => typeReport(kind, telling)),
    addressesPerNode: perNode,
    prefixesPerNode: perState((state) => hullOf(kinds, (kind) => formIn(kind, state).prefixes)),
    taken: takenBy(own),
    nodesThatFit: roomFor(plan, own),
    podSubnets: {
      names: own.zones.flatMap(({ pods }) => pods?.name ?? []),
      addressesPerNode: use.perNode,
      takenAddresses: use.all,
      takenAddressesDuringUpdate: use.duringUpdate,
      takenAddressesOfAllGroups: use.allGroups ?? use.all?.[1],
      availableAddresses: use.available,
      unknownBecause: told(whyUnplaced(own), telling),
    },
    nodeSubnets: own.apart === 0 ? [] : own.zones.flatMap((zone) => zone.nodes?.name ?? []),
  };
}

function sourceOfSizes({ maxSize, desiredCapacity, minSize, defaultNodes }: NodeGroup): Source {
  const facts: readonly Fact<number>[] = [maxSize, desiredCapacity, minSize];
  const known = facts.find((fact) => fact.kind === 'known');
  if (known?.kind === 'known') return written(known.at);
  return defaultNodes === undefined ? assumed : eksctlDefault;
}

/** In the zone that has least, times the zones: the nodes are spread evenly. */
function roomFor(plan: Plan, { group, nodes, zones }: GroupPlan): PerState<number> | undefined {
  const rooms = zones.flatMap((zone) => (zone.nodes?.key === zone.pods?.key ? [zone.nodes] : [zone.nodes, zone.pods]));
  const subnets = rooms.map((room) => room && subnetOf(plan, room.key));
  const isKnown = subnets.length > 0 && subnets.every((subnet) => subnet !== undefined);
  // A group that has no node in any case draws on nothing.
  if (!isKnown || nodes === undefined || nodes.most === 0) return undefined;
  const inZone = (state: State): number =>
    lowest(
      subnets.flatMap((subnet) =>
        (drawsByGroup(subnet).get(group) ?? []).map((draw) => nodesThatFit(subnet, draw, state)),
      ),
    );
  return perState((state) => zones.length * inZone(state));
}

const drawsByGroup = memoized(({ draws }: SubnetPlan) => groupBy(draws, ({ group }) => group));

function typeReport(kind: PlannedKind, telling: Telling): PlannedInstanceType {
  const { type, maxPods, podsSource, servable, held, servableWithPrefixes, pool } = kind;
  const { untilReady, untilFull } = freshNodeCalls(pool);
  const { vcpus } = type.limits;
  const { from, at } = sourceOf(podsSource, telling);
  const pods = servedPods(kind);
  return {
    instanceType: type.name,
    vcpus,
    maxPods: maxPods?.pods,
    maxPodsFrom: from,
    maxPodsAt: at,
    maxPodsBy: told(maxPods?.by, telling),
    maxPodsFormula: told(maxPods?.derivation && formula(maxPods.derivation), telling),
    servablePods: servable === undefined ? undefined : Math.min(servable, held ?? servable),
    servablePodsWithPrefixDelegation: servableWithPrefixes,
    podsPerNode: pods,
    podsPerVcpu: vcpus === undefined || vcpus === 0 ? undefined : pods / vcpus,
    limitedBy: nodeLimit(kind),
    addressesPerNode: perState((state) => formIn(kind, state).subnetIPs),
    enisIdle: pool.idle.enis,
    enisFull: pool.full.enis,
    ec2CallsUntilReady: untilReady,
    ec2CallsUntilFull: untilFull,
  };
}
