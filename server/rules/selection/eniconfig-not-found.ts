import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  type Choice,
  closestEniConfig,
  defaultKey,
  hasHiddenEniConfigs,
  isZoneKey,
  likelyChoiceOf,
  possibleEniConfigNames,
  type SelectionKeys,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import type { Severity } from '../../model/lensConfig.js';
import type { NodeObject } from '../../model/resource.js';
import type { Sourced } from '../../text/span.js';
import type { Finding, Rule } from '../rule.js';
import { missingForRunningNodes } from './observedChoices.js';

export const rule: Rule = {
  id: 'eniconfig-not-found',
  severity: 'error',
  followsSettings: true,
  advice: message('Write an ENIConfig of this name, or name one that there is'),
  reportsAbsence: true,
  silentWithout: ['nodeGroups', 'nodes'],
  *check(cluster) {
    yield* missingForRunningNodes(cluster);
    const keys = selectionKeys(cluster);
    if (keys.customNetworking === false || hasHiddenEniConfigs(cluster)) return;
    const names = possibleEniConfigNames(cluster);
    for (const of of [...cluster.nodeGroups, ...declaredNodes(cluster)]) {
      const choice = likelyChoiceOf(of, keys);
      // A zone label written on a group is another mistake, and an empty name is half typed or an annotation's own finding.
      if (choice?.name.kind !== 'known' || choice.name.value === '' || names.has(choice.name.value)) continue;
      if (of.kind === 'nodeGroup' && isZoneKey(choice.key)) continue;
      // Of what a command asks for only a slip is sure.
      const isSeen = of.kind === 'nodeGroup' || of.partlyHidden !== true;
      if (isSeen || closestEniConfig(choice.name.value, cluster)) {
        yield finding(choice, choice.name.value, cluster, keys);
      }
    }
    yield* nodesWithoutChoice(cluster, keys, names);
  },
};

/** Those that were not read from a running cluster. */
function declaredNodes({ nodes }: Cluster): readonly NodeObject[] {
  return nodes.filter(({ observed }) => observed === undefined);
}

/** A Node that is listed with its labels, and has none that chooses, asks for `default`: only where it is seen which label chooses. */
function* nodesWithoutChoice(cluster: Cluster, keys: SelectionKeys, names: ReadonlySet<string>): Iterable<Finding> {
  const nodes = declaredNodes(cluster);
  const isKeySeen =
    keys.label !== undefined || nodes.some(({ labels }) => labels.some(({ key }) => key.value === defaultKey));
  if (names.size === 0 || names.has('default') || !isKeySeen) return;
  const label = keys.label ?? defaultKey;
  for (const node of nodes) {
    if (
      node.name.kind !== 'known' ||
      node.labels.length === 0 ||
      node.partlyHidden ||
      likelyChoiceOf(node, keys) !== undefined
    )
      continue;
    yield {
      at: node.name.at,
      severity: 'info',
      message: message(
        'Node {node} has no label {label}, which chooses the ENIConfig: it asks for one named default, and none of the files given declares it',
        { node: node.name.value, label },
      ),
      advice: message('Give the node the label, or write an ENIConfig named default'),
    };
  }
}

function finding(choice: Choice, name: string, cluster: Cluster, keys: SelectionKeys): Finding {
  const near = closestEniConfig(name, cluster);
  const { at, kind, key } = choice;
  const label = kind === 'label' ? message('label') : message('annotation');
  return {
    at,
    severity: severityOf(near, cluster, keys),
    message: near
      ? message('The {label} {key} names an ENIConfig {name} that does not exist: did you mean {near}?', {
          label,
          key,
          name,
          near: near.value,
        })
      : message('The {label} {key} names an ENIConfig {name} that none of the files given declares', {
          label,
          key,
          name,
        }),
    ...(near ? { advice: 'inMessage' } : {}),
    related: near ? [{ at: near.at, message: message('ENIConfig {name}', { name: near.value }) }] : [],
    fixes: () =>
      near
        ? [
            {
              title: message('Use the ENIConfig {name}', { name: near.value }),
              level: 'suggested',
              changes: [{ kind: 'replaceValue', at, value: near.value, asString: true }],
            },
          ]
        : [],
  };
}

/** Where not everything is seen, the one named here may well exist. */
function severityOf(near: Sourced<string> | undefined, cluster: Cluster, keys: SelectionKeys): Severity {
  if (cluster.whollyVisible && keys.customNetworking === true) return 'error';
  return near ? 'warning' : 'info';
}
