import { type Message, message } from '../../messages/message.js';
import {
  type Choice,
  likelyChoiceOf,
  likelyKeys,
  type SelectionKeys,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { knownValue } from '../../model/fact.js';
import type { Label, NodeGroup, NodeObject } from '../../model/resource.js';
import { removeLabel } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-empty-annotation',
  severity: 'error',
  advice: message('Remove it, so that what comes next decides'),
  silentWithout: ['nodeGroups', 'nodes'],
  *check(cluster) {
    const seen = selectionKeys(cluster);
    if (seen.customNetworking === false) return;
    for (const of of [...cluster.nodes, ...cluster.nodeGroups]) {
      const choice = likelyChoiceOf(of, seen);
      const label = choice && knownValue(choice.name) === '' ? labelOf(choice) : undefined;
      if (choice !== undefined && label !== undefined) yield finding(choice, label, seen);
    }
  },
};

/** The label or annotation that a choice is. */
function labelOf({ of, kind, key }: Choice): Label | undefined {
  const all = kind === 'label' ? of.labels : of.kind === 'node' ? of.annotations : [];
  return all.find((label) => label.key.value === key);
}

function finding({ of, kind, key }: Choice, label: Label, seen: SelectionKeys): Finding {
  const isSeen = kind === 'annotation' ? seen.annotation !== undefined : seen.label !== undefined;
  return {
    at: label.key.at,
    ...(isSeen ? {} : { severity: 'warning' }),
    message: textOf(kind, key, of),
    fixes: () => [removeLabel(label, 'suggested', titleOf(kind, of, key, seen))],
  };
}

function textOf(kind: Choice['kind'], key: string, of: NodeGroup | NodeObject): Message {
  if (kind === 'annotation') {
    return message(
      'The annotation {annotation} is empty, which counts as an ENIConfig without a name: the node gets no addresses for pods',
      { annotation: key },
    );
  }
  return of.kind === 'node'
    ? message(
        'The label {label} is empty, which counts as an ENIConfig without a name: the node gets no addresses for pods',
        { label: key },
      )
    : message(
        'The label {label} is empty, which counts as an ENIConfig without a name: no node of the group gets addresses for pods',
        { label: key },
      );
}

function titleOf(kind: Choice['kind'], of: NodeGroup | NodeObject, key: string, seen: SelectionKeys): Message {
  if (kind === 'label') return message('Remove the label {label}', { label: key });
  const next = of.labels.find((each) => each.key.value === likelyKeys(seen).label);
  return next?.value.kind === 'known' && next.value.value !== ''
    ? message('Remove the annotation: the node then gets {name}', { name: next.value.value })
    : message('Remove the annotation');
}
