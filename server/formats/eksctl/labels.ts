import { type Message, message } from '../../messages/message.js';
import { removal } from '../../model/fix.js';
import { isLabelKey, isLabelWord, isReservedLabel, longestLabel } from '../../model/kubernetesNames.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { Label, NodeGroup } from '../../model/resource.js';
import type { Node } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { reservedLabels } from '../nodes/nodeConfigRefusals.js';
import { at } from '../place.js';
import { getAnyCase, hasHiddenEntries, inOtherCase, isMissing, isOpen } from '../read.js';
import type { Refused } from '../refused.js';
import { taintEffects } from './release.js';
import { oneOf } from './rowKinds.js';
import { refusal, refusedByEksctl, type Subject } from './rows.js';

/** Labels that Kubernetes does not take, or no kubelet may set. Source: validation.go:1286-1316. */
export function labelRefusals(subject: Subject, group: NodeGroup): readonly Refused[] {
  // Those of scripts come behind them, and eksctl does not know these.
  const written = get(subject.map, 'labels');
  const own = group.labels.slice(0, entries(written).filter(({ key }) => !key.open).length);
  // Those of NodeConfigs are judged with them.
  const hasBootstrap = group.amiFamily === 'al2' || group.amiFamily === 'ubuntu';
  const scripted = hasBootstrap ? reservedLabels(group.labels.slice(own.length)) : [];
  const refused = own.flatMap((label) => labelRefusal(label, subject, group));
  return [...refused, ...booleanKeys(written, subject, group), ...scripted];
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
  if (isReservedLabel(label)) return [reserved(label, key.at, group)];
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
export function taintRefusals(subject: Subject, management: NodeGroup['management']): readonly Refused[] {
  const taints = get(subject.map, 'taints');
  if (taints?.kind === 'map') {
    // A managed group takes a list only, which is said already.
    if (management === 'managed') return [];
    return entries(taints).flatMap(({ key, value }) => {
      const text = textOf(value);
      if (isOpen(key, subject.place) || isOpen(value, subject.place) || text === undefined) return [];
      const [first = '', second, ...rest] = text.split(':');
      const effect = rest.length > 0 ? '' : (second ?? first);
      const own = second === undefined || rest.length > 0 ? '' : first;
      return taintFaults(subject, {
        key: { node: key, text: key.text },
        value: { node: value, text: own },
        effect: { node: value, text: effect },
      });
    });
  }
  // The list of a self-managed group is decoded by encoding/json, to which `Key` is `key` (types.go:2301-2322).
  const field = management === 'selfManaged' ? getAnyCase : get;
  return items(taints).flatMap((taint) => {
    if (taint.kind !== 'map' || hasHiddenEntries(taint)) return [];
    const [key, value, effect] = ['key', 'value', 'effect'].map((name) => field(taint, name));
    if ([key, value, effect].some((node) => node !== undefined && isOpen(node, subject.place))) return [];
    const place = (node: Node | undefined, name: string) =>
      isMissing(node) ? (inOtherCase(taint, name)?.key ?? taint) : node;
    const part = (node: Node | undefined, name: string) => ({ node: place(node, name), text: textOf(node) ?? '' });
    const parts = { value: part(value, 'value'), effect: part(effect, 'effect') };
    return taintFaults(subject, { key: part(key, 'key'), ...parts });
  });
}

interface TaintPart {
  readonly node: Node;
  readonly text: string;
}

function taintFaults(
  subject: Subject,
  { key, value, effect }: { readonly key: TaintPart; readonly value: TaintPart; readonly effect: TaintPart },
): readonly Refused[] {
  const refused = (why: Message, node: Node, field: string, text: string) => [
    refusal(subject, { at: at(subject.place, node), field, why, value: text }),
  ];
  const keyWhy = keyFault(key.text);
  if (keyWhy !== undefined) return refused(keyWhy, key.node, 'taints.key', key.text);
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
