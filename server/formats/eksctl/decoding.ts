import { isCidr } from '../../model/goValues.js';
import type { Entry, MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { entries } from '../../syntax/read.js';
import { isPlaceholderForNumber } from '../../text/placeholderWord.js';
import type { Span } from '../../text/span.js';
import type { Place } from '../place.js';
import { largestInteger } from '../read.js';
import type { Refused } from '../refused.js';
import {
  type DecodedValue,
  mergedAgain,
  otherCase,
  quotesMissing,
  unknownField,
  wrongNumber,
  wrongScalar,
  wrongShape,
} from './decodingFaults.js';
import { type FieldType, type StructType, structNamed } from './fields.js';
import type { Holder } from './meantField.js';

/*
 * What eksctl refuses or drops when it decodes a file: unknown fields, wrong types and merged keys that are set again. It decodes twice, and
 * strictly only the first time: then fields may be written in any case, the second time they may not, and what is written otherwise is gone.
 * Source: eksctl 99984adb, pkg/eks/api.go:215-236 (ParseConfig); sigs.k8s.io/yaml 1.6.0, yaml.go; encoding/json; sigs.k8s.io/json.
 */

/** A fault, and the value it is about, where that is not the place itself. */
export interface DecodingFault {
  readonly refused: Refused;
  readonly value: Span;
}

/** The faults of a ClusterConfig in what its fields are called and what they take. Linear in the size of the file: what aliases share is read once. */
export function decodingFaults(config: MapNode, place: Place): readonly DecodingFault[] {
  const walk: Walk = { place, found: [], shared: new Map() };
  const type = structNamed('ClusterConfig');
  decodeFields(config, type, { walk, holders: [{ type, name: 'ClusterConfig' }], isDropped: false });
  return walk.found;
}

interface Walk {
  readonly place: Place;
  readonly found: DecodingFault[];
  /** What stands behind an anchor, with the types as which it was read. */
  readonly shared: Map<Node, Set<FieldType>>;
}

/** Where in the file a value stands. */
interface Context {
  readonly walk: Walk;
  /** The types around it, the outermost first. */
  readonly holders: readonly Holder[];
  /** It stands under a field that the second decoding drops, so that only the first one looks at it. */
  readonly isDropped: boolean;
}

function decode(value: DecodedValue, type: FieldType, context: Context): void {
  const { node } = value;
  if (node.open || isNull(node) || isReadBefore(node, type, context.walk)) return;
  if (type.kind === 'either') decode(value, node.kind === 'seq' ? type.list : type.map, context);
  else if (type.kind === 'any') decodeAny(value, context);
  else if (type.kind === 'list' && node.kind === 'seq') decodeItems(value, node.items, type.items, context);
  else if (type.kind === 'map' && node.kind === 'map') decodeMembers(value, node, type.values, context);
  else if (type.kind === 'document' && node.kind === 'map') decodeMembers(value, node, anything, context);
  else if (type.kind === 'fields' && node.kind === 'map')
    decodeFields(node, type.type, within(context, type.type, value));
  else if (node.kind === 'scalar') decodeScalar(value, node, type, context);
  else if (!looksLikeTemplate(node)) add(context, value, wrongShape(value, node, type, context.walk.place));
}

const anything: FieldType = { kind: 'any' };

function within(context: Context, type: StructType, { key }: DecodedValue): Context {
  return { ...context, holders: [...context.holders, { type, name: key.text }] };
}

/** A map with fields of its own. */
function decodeFields(map: MapNode, type: StructType, context: Context): void {
  decodeMerges(map, context);
  for (const entry of entries(map)) {
    const { key, value, alias } = entry;
    if (key.open) continue;
    const folded = type.fields.has(key.text) ? undefined : type.folded.get(key.text.toLowerCase());
    const name = folded ?? key.text;
    const field = type.fields.get(name);
    if (field === undefined) {
      decodeUnknown(entry, map, context);
      continue;
    }
    const member = { node: value, span: alias ?? value.span, key, name: { kind: 'field', name } } as const;
    if (folded === undefined || type.anyCase) {
      decode(member, field, context);
    } else {
      if (!context.isDropped) add(context, member, otherCase(entry, folded, map, context.walk.place));
      decode(member, field, { ...context, isDropped: true });
    }
  }
}

function decodeUnknown({ key, value, span }: Entry, map: MapNode, context: Context): void {
  const { walk, holders, isDropped } = context;
  const type = holders.at(-1)?.type;
  if (type === undefined || (isDropped && type.dropsUnknown)) return;
  add(context, { span }, unknownField({ key, value, span }, map, holders, walk.place));
}

/** A map of names that somebody chose. */
function decodeMembers({ key: holder }: DecodedValue, map: MapNode, values: FieldType, context: Context): void {
  decodeMerges(map, context);
  for (const { key, value, alias } of entries(map)) {
    const name = { kind: 'member', name: key.text, of: holder.text } as const;
    decode({ node: value, span: alias ?? value.span, key, name }, values, context);
  }
}

type Items = Extract<Node, { readonly kind: 'seq' }>['items'];

function decodeItems({ key }: DecodedValue, items: Items, type: FieldType, context: Context): void {
  items.forEach(({ value, alias }, index) => {
    const name = { kind: 'item', number: index + 1, of: key.text } as const;
    decode({ node: value, span: alias ?? value.span, key, name }, type, context);
  });
}

/** Anything but numbers that JSON has not. */
function decodeAny(value: DecodedValue, context: Context): void {
  const { node } = value;
  if (node.kind === 'map') decodeMembers(value, node, anything, context);
  else if (node.kind === 'seq') decodeItems(value, node.items, anything, context);
  else if (node.readAs.type === 'number' && !Number.isFinite(node.readAs.value)) {
    add(context, value, wrongNumber(value, node, context.walk.place));
  }
}

function decodeScalar(value: DecodedValue, node: ScalarNode, type: FieldType, context: Context): void {
  const { place } = context.walk;
  const { readAs } = node;
  if (fits(node, type, context) || isYetToBeFilledIn(value, node, type)) return;
  const isUnquoted = wantsText(type) && (readAs.type === 'number' || readAs.type === 'boolean');
  const fault = isUnquoted ? quotesMissing(value, node, place) : wrongScalar(value, node, type, place);
  add(context, value, fault);
}

function isYetToBeFilledIn({ key }: DecodedValue, { text, readAs }: ScalarNode, { kind }: FieldType): boolean {
  const wantsNumber = kind === 'boolean' || kind === 'integer' || kind === 'number';
  return wantsNumber && readAs.type === 'string' && isPlaceholderForNumber(text, key.text);
}

function wantsText({ kind }: FieldType): boolean {
  return kind === 'string' || kind === 'cidr' || kind === 'arn';
}

/** Whether eksctl takes a scalar that is not null for a type. Under a field it drops only the first decoding looks, which makes texts of numbers. */
function fits({ readAs, text }: ScalarNode, { kind }: FieldType, { isDropped }: Context): boolean {
  switch (kind) {
    case 'string':
      return readAs.type === 'string' || isDropped;
    case 'boolean':
      return readAs.type === 'boolean';
    case 'integer':
      return readAs.type === 'number' && Number.isInteger(readAs.value) && Math.abs(readAs.value) <= largestInteger;
    case 'number':
      return readAs.type === 'number' && Number.isFinite(readAs.value);
    case 'cidr':
      return readAs.type === 'string' && isCidr(text);
    case 'arn':
      return readAs.type === 'string' && text.startsWith('arn:') && text.split(':', 6).length === 6;
    default:
      return false;
  }
}

/** What a program that fills in `{name}` makes of it is not known. */
function looksLikeTemplate(node: Node): boolean {
  if (node.kind !== 'map' || node.style !== 'flow') return false;
  const [only, ...others] = node.entries;
  return only !== undefined && others.length === 0 && isNull(only.value);
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.readAs.type === 'null';
}

function isReadBefore(node: Node, type: FieldType, { shared }: Walk): boolean {
  if (!node.anchored || node.kind === 'scalar') return false;
  const types = shared.get(node) ?? new Set();
  shared.set(node, types);
  if (types.has(type)) return true;
  types.add(type);
  return false;
}

/** A key that `<<` brings and that is set again, or brought twice, whatever comes first. */
function decodeMerges(map: MapNode, context: Context): void {
  if (map.merges.length === 0) return;
  const own = new Map(map.entries.map(({ key }) => [key.text, key]));
  for (const merged of map.merges) {
    for (const { key } of entries(merged)) {
      const first = own.get(key.text);
      if (first !== undefined) add(context, first, mergedAgain(first, key, context.walk.place));
      else own.set(key.text, key);
    }
  }
}

function add({ walk }: Context, { span }: { readonly span: Span }, refused: Refused): void {
  walk.found.push({ refused, value: span });
}
