import type { NodeConfig } from '../model/nodeConfig.js';
import type { Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import { readScript, scriptIn } from './bootScript.js';
import type { Format } from './format.js';
import { isNodeConfig, readNodeConfig, type Surroundings } from './nodeConfigFields.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, manifests } from './read.js';

/**
 * nodeadm's NodeConfig: a document, a part of user data in MIME form, or text of either kind in a string, such as the user data of a
 * Karpenter node class. What eksctl's node groups carry is read with them.
 */
export const format: Format = {
  id: 'nodeConfig',
  kinds: ['NodeConfig'],
  hints: ['node.eks.aws'],
  apiGroups: ['node.eks.aws'],
  read(document, place) {
    if (document.form.syntax === 'mime') {
      const text = { text: document.text, span: { start: 0, end: document.text.length }, locate: spanOf };
      const script = readScript(
        text,
        { group: undefined, system: 'unknown', isMimePart: true, isSetBeside: false },
        place,
      );
      return script ? [script] : [];
    }
    if (!document.text.includes('node.eks.aws')) return [];
    return manifests(document).flatMap((manifest) => {
      if (isNodeConfig(manifest)) {
        return [readNodeConfig(manifest, { ...free, templated: document.templated }, place)];
      }
      if (apiGroup(manifest) === 'eksctl.io' && isKind(manifest, 'ClusterConfig')) return [];
      return userDataIn(manifest).flatMap((text) =>
        readUserData(text, { ...free, isOverruled: isOfKarpenter(manifest) }, place),
      );
    });
  },
};

const free = { group: undefined, isOverruled: false } as const;

function isOfKarpenter(manifest: MapNode): boolean {
  return /^karpenter(\.|$)/.test(apiGroup(manifest) ?? '');
}

function spanOf(start: number, end: number): { readonly start: number; readonly end: number } {
  return { start, end };
}

/** True when a string may hold a NodeConfig, by itself or in MIME form. */
export function mayHoldNodeConfig(node: ScalarNode): boolean {
  return typeof node.value === 'string' && node.text.includes('node.eks.aws/') && node.text.includes('NodeConfig');
}

/** The NodeConfigs in a string, in the order in which nodeadm merges them. */
export function nodeConfigsIn(
  node: ScalarNode,
  around: Pick<Surroundings, 'group' | 'isOverruled'>,
  place: Place,
): readonly NodeConfig[] {
  if (!mayHoldNodeConfig(node)) return [];
  const { root, rest, templated } = openScalar(node);
  const roots = root === undefined ? [] : [root, ...rest];
  return roots.filter(isNodeConfig).map((config) => readNodeConfig(config, { ...around, templated }, place));
}

/** What a string of user data holds: NodeConfigs, scripts beside them, and what cannot be read. */
export function readUserData(
  node: ScalarNode,
  around: Pick<Surroundings, 'group' | 'isOverruled'>,
  place: Place,
): readonly Resource[] {
  const configs = nodeConfigsIn(node, around, place);
  if (configs.length === 0) return [];
  const { group } = around;
  const script = openScalar(node).isMime
    ? readScript(scriptIn(node), { group, system: 'al2023', isMimePart: false, isSetBeside: false }, place)
    : undefined;
  const problem = node.open ? undefined : openScalar(node).problems.find(({ rule }) => rule === 'syntax-error');
  return [
    ...configs,
    // The flags of the NodeConfigs are read with them.
    ...(script ? [{ ...script, wrongDashes: [] }] : []),
    ...(problem
      ? [
          {
            kind: 'shapeProblem',
            fault: 'embeddedDocument',
            at: at(place, problem),
            field: 'NodeConfig',
            problem: 'notReadable',
            detail: problem.message,
          } as const,
        ]
      : []),
  ];
}

/** The strings of a tree that may hold a NodeConfig; one behind an alias is found where it stands. */
function userDataIn(node: Node): readonly ScalarNode[] {
  switch (node.kind) {
    case 'scalar':
      return mayHoldNodeConfig(node) ? [node] : [];
    case 'seq':
      return node.items.flatMap(({ value, alias }) => (alias ? [] : userDataIn(value)));
    case 'map':
      return node.entries.flatMap(({ value, alias }) => (alias ? [] : userDataIn(value)));
    default:
      return node satisfies never;
  }
}
