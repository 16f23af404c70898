import { type Message, message } from '../../messages/message.js';
import type { NodeGroup } from '../../model/resource.js';
import { openScalar } from '../../syntax/embedded.js';
import type { MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { entryOf, get, path, textOf } from '../../syntax/read.js';
import { isNodeConfig } from '../nodes/nodeConfigFields.js';
import { mayHoldNodeConfig } from '../nodes/nodeText.js';
import { at } from '../place.js';
import { hasHiddenEntries, isMissing } from '../read.js';
import type { Refused } from '../refused.js';
import { refusal, refusedByEksctl, type Subject } from './rows.js';

const rule = 'override-not-node-config';
const field = 'overrideBootstrapCommand';

/**
 * What stands in `overrideBootstrapCommand` on Amazon Linux 2023 and is no NodeConfig. eksctl reads the text as one when it makes the user
 * data, and only as far as types go: another kind reaches the node, and nodeadm knows none. Of several YAML documents it takes the first.
 * Source: pkg/nodebootstrap/al2023.go:81-87, 172-179 of eksctl 99984adb; nodeadm/internal/api/bridge of amazon-eks-ami 81fec2e8.
 */
export function overrideRefusals(
  subject: Subject,
  { amiFamily, launchTemplate, management }: NodeGroup,
): readonly Refused[] {
  const entry = entryOf(subject.map, field);
  const isElsewhere = management === 'managed' && launchTemplate.kind !== 'absent';
  if (amiFamily !== 'al2023' || isElsewhere || entry === undefined || isMissing(entry.value)) return [];
  const { value, key } = entry;
  // What a template fills in makes no NodeConfig of a script.
  if (value.kind !== 'scalar' || (value.open && !isScript(value.text))) return [];
  const here = at(subject.place, key);
  const why = faultOf(value);
  const { name } = subject;
  if (why !== undefined) return [refusal({ rule, name }, { at: here, field, why, isLate: true })];
  const { root, templated } = openScalar(value);
  if (templated || hasHiddenEntries(root) || (root !== undefined && root.kind !== 'map')) return [];
  if (root !== undefined && isNodeConfig(root)) return typeRefusals(root, subject);
  const group = name ?? '';
  const kind = textOf(get(root, 'kind'));
  if (get(root, 'kind')?.open || get(root, 'apiVersion')?.open) return [];
  const text =
    kind === undefined || kind === 'NodeConfig'
      ? message(
          'overrideBootstrapCommand of {group} lacks apiVersion: node.eks.aws/v1alpha1 and kind: NodeConfig: nodeadm refuses it, and no node joins',
          { group },
        )
      : message(
          'overrideBootstrapCommand of {group} holds a {kind}, and nodeadm takes a NodeConfig only: no node joins',
          { group, kind },
        );
  return [refusedByEksctl(rule, here, text)];
}

function isScript(text: string): boolean {
  return /^\s*#!/.test(text);
}

/** What the text is, where it is no YAML map; undefined where it is, and where that cannot be seen. */
function faultOf(node: ScalarNode): Message | undefined {
  const { text } = node;
  if (/^\s*(?:MIME-Version|Content-Type):/i.test(text)) {
    return message('on Amazon Linux 2023 it takes a bare NodeConfig, and this is a MIME message');
  }
  const { root, problems, templated } = openScalar(node);
  const isBroken = problems.some((problem) => problem.rule === 'syntax-error');
  if (root?.kind === 'map' && !isBroken) return undefined;
  if (isScript(text)) {
    // Nothing but comments is nothing to eksctl.
    if (root === undefined && !isBroken) return undefined;
    return message('on Amazon Linux 2023 it is a NodeConfig, and commands belong into preBootstrapCommands');
  }
  // The rule for documents in strings says what is wrong in a NodeConfig.
  if (templated || (isBroken && mayHoldNodeConfig(node)) || (root === undefined && !isBroken)) return undefined;
  return message(
    'on Amazon Linux 2023 it takes a NodeConfig, and this is none: commands belong into preBootstrapCommands',
  );
}

/** What nodeadm's type has for the fields that people set. Source: nodeadm/api/v1alpha1/nodeconfig_types.go of amazon-eks-ami 81fec2e8. */
const shapes: readonly (readonly [keys: readonly string[], kind: Node['kind'], Message])[] = [
  [['spec'], 'map', message('it has to be a map')],
  [['spec', 'cluster'], 'map', message('it has to be a map')],
  [['spec', 'containerd'], 'map', message('it has to be a map')],
  [['spec', 'instance'], 'map', message('it has to be a map')],
  [['spec', 'kubelet'], 'map', message('it has to be a map')],
  [['spec', 'kubelet', 'config'], 'map', message('it has to be a map')],
  [['spec', 'kubelet', 'flags'], 'seq', message('it has to be a list')],
  [['spec', 'kubelet', 'maxPodsExpression'], 'scalar', message('it has to be a text')],
];

function typeRefusals(config: MapNode, { place, name }: Subject): readonly Refused[] {
  return shapes.flatMap(([keys, kind, why]) => {
    const node = path(config, ...keys);
    if (isMissing(node) || node.open || node.kind === kind) return [];
    return [refusal({ rule, name }, { at: at(place, node), field: keys.join('.'), why, isLate: true })];
  });
}
