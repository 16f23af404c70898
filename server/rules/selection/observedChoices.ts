import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { choiceOf, hasHiddenEniConfigs, possibleEniConfigNames, selectionKeys } from '../../model/eniConfigChoice.js';
import { asItRuns } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { isServedByCni } from '../../model/observedNodes.js';
import type { NodeObject } from '../../model/resource.js';
import { groupBy } from '../../text/groupBy.js';
import type { Location } from '../../text/span.js';
import { firstFew } from '../related.js';
import type { Finding } from '../rule.js';

/** What a running node asks for. */
interface Asking {
  readonly node: NodeObject;
  /** The name of the ENIConfig, and the label or annotation that says it; none for a node that asks for `default`. */
  readonly name: string;
  readonly key: string | undefined;
  readonly at: Location;
}

/**
 * ENIConfigs that running nodes ask for and nobody has: nodes that ask for the same together. Silent where no ENIConfig was read from the cluster,
 * because nobody may have asked for them.
 */
export function* missingForRunningNodes(cluster: Cluster): Iterable<Finding> {
  const running = asItRuns(cluster);
  const isListed = cluster.eniConfigs.some(({ observed }) => observed);
  if (running === undefined || !isListed || hasHiddenEniConfigs(cluster)) return;
  if (selectionKeys(running).customNetworking !== true) return;
  const names = possibleEniConfigNames(cluster);
  const asking = cluster.nodes.filter(isServedByCni).flatMap((node) => askingOf(node, running));
  const missing = asking.filter(({ name }) => !names.has(name));
  for (const [first, ...others] of groupBy(missing, ({ name, key }) => `${key} ${name}`).values()) {
    if (first) yield finding(first, others);
  }
}

function askingOf(node: NodeObject, running: Cluster): readonly Asking[] {
  const keys = selectionKeys(running);
  if (keys.label === undefined || keys.annotation === undefined || node.name.kind !== 'known') return [];
  const choice = choiceOf(node, keys);
  if (choice === undefined) return [{ node, name: 'default', key: undefined, at: node.name.at }];
  const name = knownValue(choice.name);
  // An empty one is a finding of its own.
  return name === undefined || name === '' ? [] : [{ node, name, key: choice.key, at: choice.at }];
}

function finding({ node, name, key, at }: Asking, others: readonly Asking[]): Finding {
  const args = { node: knownValue(node.name) ?? '?', name, others: others.length };
  return {
    at,
    severity: 'warning',
    message:
      key === undefined
        ? message(
            'No label or annotation of node {node} chooses an ENIConfig, and the cluster has none named default: its pods get no addresses',
            args,
          )
        : message(
            'Node {node} asks for the ENIConfig {name} by {key}, and the cluster has none of that name: its pods get no addresses',
            {
              ...args,
              key,
            },
          ),
    related: firstFew(
      others,
      (other) => [{ at: other.at, message: message('Node {node} too', { node: knownValue(other.node.name) ?? '?' }) }],
      (more) => ({ at: more[0].at, message: message('{nodes} other nodes too', { nodes: more.length }) }),
    ),
  };
}
