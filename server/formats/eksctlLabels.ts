import { type Message, message } from '../messages/message.js';
import { removal } from '../model/fix.js';
import { isLabelKey, isLabelWord, longestLabel } from '../model/kubernetesNames.js';
import { nameOfGroup } from '../model/nodeGroup.js';
import type { Label, NodeGroup } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { entries, get, items, textOf } from '../syntax/read.js';
import type { Location } from '../text/span.js';
import { taintEffects } from './eksctlRelease.js';
import { oneOf } from './eksctlRowKinds.js';
import { refusal, refusedByEksctl, type Subject } from './eksctlRows.js';
import { at } from './place.js';
import { hasHiddenEntries, isMissing, isOpen } from './read.js';
import type { Refused } from './refused.js';

/** Labels that Kubernetes does not take, or no kubelet may set. Source: validation.go:1286-1316. */
export function labelRefusals(subject: Subject, group: NodeGroup): readonly Refused[] {
  // Those of scripts come behind them, and eksctl does not know these.
  const written = get(subject.map, 'labels');
  const own = group.labels.slice(0, entries(written).filter(({ key }) => !key.open).length);
  return [...own.flatMap((label) => labelRefusal(label, subject, group)), ...booleanKeys(written, subject, group)];
}

/** `on: x` is the label `true`, for a key is read as YAML 1.1 has it and then written as JSON. Source: sigs.k8s.io/yaml, convertToJSONableObject. */
function booleanKeys(written: Node | undefined, { place }: Subject, group: NodeGroup): readonly Refused[] {
  return entries(written).flatMap(({ key }) => {
    if (key.readAs.type !== 'boolean' || String(key.readAs.value) === key.text || isOpen(key, place)) return [];
    const text = message(
      'eksctl reads the label {key} of {group} as {read}: without quotes YAML takes it for a boolean',
      {
        key: key.text,
        group: nameOfGroup(group),
        read: String(key.readAs.value),
      },
    );
    const here = at(place, key);
    const title = message('Put quotes around {written}', { written: key.text });
    const fixes = [{ title, level: 'suggested', changes: [{ kind: 'quote', at: here }] }] as const;
    return [refusedByEksctl('eksctl-dropped-field', here, text, { advice: message('Put it in quotes'), fixes })];
  });
}

function labelRefusal({ key, value }: Label, subject: Subject, group: NodeGroup): readonly Refused[] {
  const label = key.value;
  const why = keyFault(label);
  if (why !== undefined) return [refusal(subject, { at: key.at, field: 'labels', why, value: label })];
  if (isReserved(label)) return [reserved(label, key.at, group)];
  const valueWhy = value.kind === 'known' ? valueFault(value.value) : undefined;
  if (value.kind !== 'known' || valueWhy === undefined) return [];
  return [refusal(subject, { at: value.at, field: `labels.${label}`, why: valueWhy, value: value.value })];
}

function reserved(label: string, key: Location, group: NodeGroup): Refused {
  const text = message(
    'eksctl refuses the label {label} of {group}: a kubelet may not set labels of kubernetes.io and k8s.io but a few',
    { label, group: nameOfGroup(group) },
  );
  const fixes = [removal(message('Remove the label {label}', { label }), key)];
  return refusedByEksctl('reserved-node-label', key, text, { fixes });
}

/** Taints as a list or, on self-managed groups, a map of `value:effect`. Source: pkg/utils/taints/taints.go:13-77. */
export function taintRefusals(subject: Subject): readonly Refused[] {
  const taints = get(subject.map, 'taints');
  if (taints?.kind === 'map') {
    return entries(taints).flatMap(({ key, value }) => {
      const text = textOf(value);
      if (isOpen(key, subject.place) || isOpen(value, subject.place) || text === undefined) return [];
      const [first = '', second, ...rest] = text.split(':');
      const effect = rest.length > 0 ? '' : (second ?? first);
      const own = second === undefined || rest.length > 0 ? '' : first;
      return taintFaults(subject, { key, value: { node: value, text: own }, effect: { node: value, text: effect } });
    });
  }
  return items(taints).flatMap((taint) => {
    if (taint.kind !== 'map' || hasHiddenEntries(taint)) return [];
    const [key, value, effect] = ['key', 'value', 'effect'].map((field) => get(taint, field));
    if ([key, value, effect].some((node) => node !== undefined && isOpen(node, subject.place))) return [];
    const part = (node: Node | undefined) => ({ node: isMissing(node) ? taint : node, text: textOf(node) ?? '' });
    return taintFaults(subject, { key: isMissing(key) ? taint : key, value: part(value), effect: part(effect) });
  });
}

interface TaintPart {
  readonly node: Node;
  readonly text: string;
}

function taintFaults(
  subject: Subject,
  { key, value, effect }: { readonly key: Node; readonly value: TaintPart; readonly effect: TaintPart },
): readonly Refused[] {
  const refused = (why: Message, node: Node, field: string, text: string) => [
    refusal(subject, { at: at(subject.place, node), field, why, value: text }),
  ];
  const label = textOf(key) ?? '';
  const keyWhy = keyFault(label);
  if (keyWhy !== undefined) return refused(keyWhy, key, 'taints.key', label);
  const valueWhy = valueFault(value.text);
  if (valueWhy !== undefined) return refused(valueWhy, value.node, 'taints.value', value.text);
  if (taintEffects.includes(effect.text)) return [];
  return refused(oneOf(taintEffects), effect.node, 'taints.effect', effect.text);
}

/** Kubernetes' qualified name: a DNS subdomain and a slash, which may be missing, and a name. */
function keyFault(key: string): Message | undefined {
  if (key.split('/').length > 2) return message('the key of a label or taint has one slash at most');
  if (isLabelKey(key)) return undefined;
  return message(
    'a key is up to {most} letters, digits, "-", "_" and ".", with a letter or digit at both ends; a domain and a slash may stand before it',
    { most: longestLabel },
  );
}

function valueFault(value: string): Message | undefined {
  if (value === '' || isLabelWord(value)) return undefined;
  return message('a value is up to {most} letters, digits, "-", "_" and ".", with a letter or digit at both ends', {
    most: longestLabel,
  });
}

/** True for a label that kubelets must not set. Source: validation.go:1286-1316; Kubernetes, k8s.io/kubelet/pkg/apis/well_known_labels.go. */
function isReserved(key: string): boolean {
  const [namespace = '', name] = key.split('/');
  if (name === undefined || !/(^|\.)(kubernetes|k8s)\.io$/.test(namespace)) return false;
  return !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(namespace) && !allowed.has(key);
}

const allowed: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
]);
