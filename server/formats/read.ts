import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { Label } from '../model/resource.js';
import type { Entry, MapNode, Node, SyntaxDocument } from '../syntax/node.js';
import { entries, get, items, textOf } from '../syntax/read.js';
import { at, isFilledIn, type Place } from './place.js';

/** True for a value that is not there yet: no node, or a key with nothing behind it. */
export function isMissing(node: Node | undefined): node is undefined {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** True for a value that is not known here: what a template fills in or, in documentation, its reader. */
export function isOpen(node: Node, place: Place): boolean {
  return node.open || (node.kind === 'scalar' && isFilledIn(place, node.text));
}

/** The value of a field in whatever case it is written, as Go's encoding/json finds it; its own case comes first. */
export function getAnyCase(node: Node | undefined, field: string): Node | undefined {
  return get(node, field) ?? inOtherCase(node, field)?.value;
}

/** The entry that has a field's name in another case; undefined where the field itself is there. */
export function inOtherCase(node: Node | undefined, field: string): Entry | undefined {
  if (get(node, field) !== undefined) return undefined;
  return entries(node).find(({ key }) => !key.open && key.text.toLowerCase() === field.toLowerCase());
}

/** A text field. Numbers and booleans are taken as they are written; a template or a nested value is unknown. */
export function textFact(node: Node | undefined, place: Place): Fact<string> {
  if (isMissing(node)) return absent;
  if (node.kind !== 'scalar' || isOpen(node, place)) return unknown(at(place, node));
  return known(node.text, at(place, node));
}

/** A text field of a program to which an empty text is the same as none, as the Go structs of eksctl are. */
export function filledTextFact(node: Node | undefined, place: Place): Fact<string> {
  const fact = textFact(node, place);
  return fact.kind === 'known' && fact.value === '' ? absent : fact;
}

/** A whole-number field, read as kubectl and eksctl read it. Any other value is unknown here and a fault of shape elsewhere. */
export function integerFact(node: Node | undefined, place: Place): Fact<number> {
  if (isMissing(node)) return absent;
  const read = node.kind === 'scalar' ? node.readAs : undefined;
  return read?.type === 'number' && Number.isInteger(read.value) && Math.abs(read.value) <= largestInteger
    ? known(read.value, at(place, node))
    : unknown(at(place, node));
}

/** Go's int has 64 bits: what is larger is refused. */
export const largestInteger = 2 ** 63;

/** A true/false field, read as kubectl and eksctl read it (`yes` and `on` are true). Any other value is unknown here. */
export function booleanFact(node: Node | undefined, place: Place): Fact<boolean> {
  if (isMissing(node)) return absent;
  const read = node.kind === 'scalar' ? node.readAs : undefined;
  return read?.type === 'boolean' ? known(read.value, at(place, node)) : unknown(at(place, node));
}

/** A list of texts. Something else than a list is unknown, and one that may be cut short; null items are left out. */
export function textListFact(node: Node | undefined, place: Place): Fact<readonly Fact<string>[]> {
  if (isMissing(node)) return absent;
  if (node.kind !== 'seq' || node.open) return unknown(at(place, node));
  const values = items(node)
    .map((item) => textFact(item, place))
    .filter((fact) => fact.kind !== 'absent');
  return known(values, at(place, node));
}

/** The entries of a map of texts, such as labels. Templated keys are left out: see `hasHiddenEntries`. */
export function labels(node: Node | undefined, place: Place): readonly Label[] {
  return entries(node)
    .filter(({ key }) => !key.open)
    .map((entry) => label(entry, place));
}

/** One entry of such a map. */
export function label({ key, value }: Entry, place: Place): Label {
  return {
    key: { value: key.text, at: at(place, key) },
    value: value.kind === 'scalar' && value.value === null ? known('', at(place, value)) : textFact(value, place),
  };
}

/** True when a map may hold more than is written: it is a template as a whole, or one of its keys is. */
export function hasHiddenEntries(node: Node | undefined): boolean {
  if (isMissing(node)) return false;
  return node.kind !== 'map' || entries(node).some(({ key }) => key.open);
}

/** What people name freely: a template among its keys is one more entry, not some field of the map around it. */
const freelyNamed: ReadonlySet<string> = new Set(['labels', 'annotations', 'tags', 'taints', 'subnets']);

/** True when a key of a map, or of one within it, is a template and may turn out to be any of its fields. */
export function mayHoldMore(node: Node | undefined): boolean {
  if (isMissing(node) || node.kind !== 'map') return false;
  return entries(node).some(({ key, value }) => key.open || (!freelyNamed.has(key.text) && mayHoldMore(value)));
}

/** The facts read of such a map: what is not seen of it is unknown, not absent. */
export function withoutAbsent<T extends object>(facts: T): T {
  const isAbsent = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === absent.kind;
  const unseen = Object.entries(facts).filter(([, value]) => isAbsent(value));
  return { ...facts, ...Object.fromEntries(unseen.map(([name]) => [name, unknown()])) };
}

/** The keys of taints, each a map; what is none is left out. */
export function taintKeys(taints: readonly Node[]): readonly string[] {
  return taints.flatMap((taint) => textOf(get(taint, 'key')) ?? []);
}

/** An IP family as the API of EKS spells it, `ipv4` or `ipv6`. Anything else is unknown. */
export function ipFamilyFact(node: Node | undefined, place: Place): Fact<'IPv4' | 'IPv6'> {
  const fact = textFact(node, place);
  if (fact.kind !== 'known') return fact;
  const family = (['IPv4', 'IPv6'] as const).find((name) => name.toLowerCase() === fact.value);
  return family === undefined ? unknown(fact.at) : known(family, fact.at);
}

/** The manifests of a document: its root map, or the items when it is a `kind: List`. */
export function manifests(document: SyntaxDocument): readonly MapNode[] {
  const { root } = document;
  if (root?.kind !== 'map') return [];
  const list = get(root, 'items');
  const isList = (textOf(get(root, 'kind')) ?? '').endsWith('List') && list?.kind === 'seq';
  return isList ? items(list).filter((item) => item.kind === 'map') : [root];
}

/** The API group of a manifest: `apps` of `apps/v1`, '' of `v1`; undefined where apiVersion is missing or no text. */
export function apiGroup(manifest: MapNode): string | undefined {
  const version = textOf(get(manifest, 'apiVersion'));
  if (version === undefined) return undefined;
  const slash = version.lastIndexOf('/');
  return slash < 0 ? '' : version.slice(0, slash);
}

/** True for a manifest of this kind, whatever its API group. */
export function isKind(manifest: MapNode, kind: string): boolean {
  return textOf(get(manifest, 'kind')) === kind;
}
