import { isPrefixCapable } from '../../ipam/settings.js';
import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { formula } from '../../model/formula.js';
import { nodeLoads } from '../../model/nodeLoad.js';
import { isServedByCni, isWithoutTrunk, typeOfNode } from '../../model/observedNodes.js';
import type { NodeObject } from '../../model/resource.js';
import { bestCapacity } from '../../plan/capacity.js';
import { type ServedNode, servedNodes } from '../../plan/runningNode.js';
import { groupBy } from '../../text/groupBy.js';
import type { Location } from '../../text/span.js';
import { firstFew, podsOnNode } from '../related.js';
import type { Finding, Related, Rule } from '../rule.js';
import { decidingSettings } from './overcommitment.js';

export const rule: Rule = {
  id: 'node-max-pods-above-capacity',
  severity: 'warning',
  followsSettings: true,
  advice: message('Lower max pods where the nodes are declared, and replace them: a running node keeps its number'),
  silentWithout: ['nodes'],
  *check(cluster) {
    const served = servedNodes(cluster);
    if (served === undefined) return;
    const alike = groupBy(
      cluster.nodes.filter(isServedByCni),
      (node) => `${typeOfNode(node)} ${maxPodsOf(node)} ${isWithoutTrunk(node)}`,
    );
    for (const [first, ...others] of alike.values())
      if (first) yield* judge([first, ...others], served.of(first), served.running);
  },
};

function maxPodsOf({ observed }: NodeObject): number | undefined {
  return observed && knownValue(observed.maxPods);
}

type Nodes = readonly [NodeObject, ...NodeObject[]];

/** What is wrong with nodes of one type and one max pods. */
function* judge(nodes: Nodes, served: ServedNode | undefined, cluster: Cluster): Iterable<Finding> {
  const [first, ...others] = nodes;
  const written = first.observed?.maxPods;
  if (served === undefined || written?.kind !== 'known') return;
  const { type, limits, settings, capacity } = served;
  const { pods: servable, derivation } = capacity;
  if (written.value <= servable) return;
  const args = {
    node: knownValue(first.name) ?? '?',
    nodes: nodes.length,
    maxPods: written.value,
    servable,
    type,
    formula: formula(derivation),
    excess: written.value - servable,
  };
  const withPrefixes = isPrefixCapable(limits) ? bestCapacity(limits, { ...settings, prefixDelegation: true }).pods : 0;
  yield {
    at: written.at,
    message:
      others.length === 0
        ? message(
            'Node {node} takes {maxPods} pods, more than the {servable} that {type} serves as the VPC CNI runs here: {formula}, which leaves {excess} in ContainerCreating on a full node',
            args,
          )
        : message(
            '{nodes} nodes take {maxPods} pods, more than the {servable} that {type} serves as the VPC CNI runs here: {formula}, which leaves {excess} in ContainerCreating on a full node',
            args,
          ),
    ...(withPrefixes >= written.value ? { advice: adviceWithPrefixes(type, withPrefixes) } : {}),
    related: [...placesOf(others), ...decidingSettings(cluster, { limits }), ...waitingOn(nodes, cluster)],
  };
}

function adviceWithPrefixes(type: string, pods: number): Message {
  return message(
    'Turn on prefix delegation, with which {type} serves {pods}, or lower max pods where the nodes are declared; either way replace them: a running node keeps its number and its addresses',
    { type, pods },
  );
}

/** The node of them on which most pods wait for an address, where somebody asked for the pods. */
function waitingOn(nodes: Nodes, cluster: Cluster): readonly Related[] {
  const loads = nodeLoads(cluster);
  const loaded = nodes.flatMap(({ name }) => {
    const load = name.kind === 'known' ? loads.get(name.value) : undefined;
    return load === undefined || name.kind !== 'known' ? [] : [{ name, load }];
  });
  const [most] = loaded.toSorted((one, other) => other.load.waiting - one.load.waiting);
  return most === undefined ? [] : [podsOnNode(most.name.value, most.load, most.name.at)];
}

function placesOf(nodes: readonly NodeObject[]): readonly Related[] {
  const placeOf = ({ at, name }: NodeObject): Location => (name.kind === 'known' ? name.at : at);
  return firstFew(
    nodes,
    (node) => [{ at: placeOf(node), message: message('Node {node} too', { node: knownValue(node.name) ?? '?' }) }],
    (more) => ({ at: placeOf(more[0]), message: message('{nodes} other nodes too', { nodes: more.length }) }),
  );
}
