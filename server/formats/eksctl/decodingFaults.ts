import { type Argument, type Message, message, signs } from '../../messages/message.js';
import { type Fix, removal } from '../../model/fix.js';
import type { Entry, MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { entries } from '../../syntax/read.js';
import { smallSpan, typeName } from '../../syntax/validate.js';
import type { Span } from '../../text/span.js';
import { at, type Place, spanAt } from '../place.js';
import type { Refused } from '../refused.js';
import { inQuotes, plainInteger, unquoting } from '../writtenScalar.js';
import type { FieldType } from './fields.js';
import { droppedText, fieldMeant, type Holder, unknownAdvice, unknownText } from './meantField.js';
import { refusedByEksctl } from './rows.js';

/* What is said of a value that eksctl cannot decode, or of a field that it drops: the field, the value, what it may be, and how to mend it. */

/** A value, and how people know it: a field, an entry of a map such as `labels`, an item of a list. */
export interface DecodedValue {
  readonly node: Node;
  /** The alias in its place, or its own. */
  readonly span: Span;
  /** The key it stands behind, or its list. */
  readonly key: Entry['key'];
  readonly name:
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'member'; readonly name: string; readonly of: string }
    | { readonly kind: 'item'; readonly number: number; readonly of: string };
}

/** A map or a list where something else is wanted. */
export function wrongShape(value: DecodedValue, node: Node, type: FieldType, place: Place): Refused {
  const args = { name: nameOf(value), expected: wanted(type) };
  const text =
    node.kind === 'map'
      ? message('eksctl refuses {name}: it must be {expected}, and this is a mapping', args)
      : message('eksctl refuses {name}: it must be {expected}, and this is a list', args);
  return refusedByEksctl('invalid-structure', spanAt(place, smallPlace(value)), text);
}

/** A scalar that cannot be what is wanted. */
export function wrongScalar(value: DecodedValue, node: ScalarNode, type: FieldType, place: Place): Refused {
  if (node.style === 'literal' || node.style === 'folded') {
    const args = { name: nameOf(value), expected: wanted(type) };
    const text = message('eksctl refuses {name}: it must be {expected}, and this is a text', args);
    return refusedByEksctl('invalid-structure', spanAt(place, smallPlace(value)), text);
  }
  const args = { value: named(value, node), expected: wanted(type) };
  const text = message('eksctl refuses {value}: it must be {expected}', args);
  const fixes = [...unquote(node, type, place), ...listOf(value, node, type, place)];
  return refusedByEksctl('invalid-structure', spanAt(place, value.span), text, { fixes });
}

/** A number or a boolean, as YAML 1.1 takes it, where a text is wanted. A version loses its zeros by that: `1.30` is 1.3. */
export function quotesMissing(value: DecodedValue, node: ScalarNode, place: Place): Refused {
  const title = message('Put quotes around {written}', { written: node.text });
  const fixes: readonly Fix[] = [{ title, level: 'safe', changes: [{ kind: 'quote', at: at(place, node) }] }];
  const isVersion = value.name.kind === 'field' && value.name.name === 'version';
  if (isVersion && node.readAs.type === 'number') {
    const text = versionIsNumber(node.text, String(node.readAs.value));
    return refusedByEksctl('version-not-a-string', spanAt(place, value.span), text, { fixes });
  }
  const args = { value: named(value, node) };
  const text =
    node.readAs.type === 'boolean'
      ? message('eksctl refuses {value}: it wants a string, and without quotes this is a boolean', args)
      : message('eksctl refuses {value}: it wants a string, and without quotes this is a number', args);
  return refusedByEksctl('invalid-structure', spanAt(place, value.span), text, { fixes });
}

function versionIsNumber(written: string, readAs: string): Message {
  const args = { written, readAs };
  return written === readAs
    ? message('version {written} is a number, and eksctl refuses it: it wants a string', args)
    : message('version {written} is the number {readAs}, and eksctl refuses it: it wants a string', args);
}

/** A number that JSON, which eksctl makes of the file, has not. */
export function wrongNumber(value: DecodedValue, node: ScalarNode, place: Place): Refused {
  const text = message('eksctl refuses {value}: it takes no such number', { value: named(value, node) });
  return refusedByEksctl('invalid-structure', spanAt(place, value.span), text);
}

/** A key that is no field of the innermost of the types around it. */
export function unknownField(entry: Entry, map: MapNode, holders: readonly Holder[], place: Place): Refused {
  const key = entry.key.text || '""';
  const meant = fieldMeant(key, holders);
  const [near, ...others] = meant?.kind === 'near' ? meant.names : [];
  const fixes = near !== undefined && others.length === 0 ? rename(entry, near, map, place) : [];
  const here = at(place, entry.key);
  if (holders.at(-1)?.type.dropsUnknown === true) {
    return refusedByEksctl('eksctl-dropped-field', here, droppedText(key, holders), { fixes });
  }
  const advice = unknownAdvice(holders, meant);
  const further = { fixes, ...(advice && { advice }) };
  return refusedByEksctl('eksctl-unknown-field', here, unknownText(key, holders, meant), further);
}

/** A field in another case than its own. */
export function otherCase(entry: Entry, field: string, map: MapNode, place: Place): Refused {
  const text = message('{key} has no effect: eksctl reads {field}, and drops it in any other case without a word', {
    key: entry.key.text,
    field,
  });
  const fixes = rename(entry, field, map, place);
  return refusedByEksctl('eksctl-dropped-field', at(place, entry.key), text, { fixes });
}

/** A key that is set, or merged, and merged again. */
export function mergedAgain(first: Entry['key'], merged: Entry['key'], place: Place): Refused {
  const text = message('eksctl refuses {key}: it comes with a merge (<<) too, and must not be set again', {
    key: first.text,
  });
  const related = [{ at: at(place, merged), message: message('It is merged from here') }];
  return refusedByEksctl('duplicate-key', at(place, first), text, { related });
}

/** Where the map has that field already, what is meant is not known. */
function rename({ key }: Entry, name: string, map: MapNode, place: Place): readonly Fix[] {
  const here = at(place, key);
  if (entries(map).some((other) => other.key.text === name)) {
    return [removal(message('Remove {name}', { name: key.text }), here)];
  }
  const title = message('Replace {key} with {name}', { key: key.text, name });
  return [{ title, level: 'suggested', changes: [{ kind: 'renameKey', at: here, key: name }] }];
}

/** For a text within quotes that would be right without them. */
function unquote(node: ScalarNode, { kind }: FieldType, place: Place): readonly Fix[] {
  const isRight = kind === 'boolean' ? /^(?:true|false)$/ : kind === 'integer' ? plainInteger : undefined;
  return isRight ? unquoting(node, isRight, place) : [];
}

/** For a single text where a list of texts is wanted. */
function listOf(value: DecodedValue, node: ScalarNode, type: FieldType, place: Place): readonly Fix[] {
  const isWanted = type.kind === 'list' && type.items.kind === 'string' && value.name.kind === 'field';
  if (!isWanted || node.readAs.type !== 'string' || !/^[\w./:-]+$/.test(node.text)) return [];
  const written = inQuotes(node);
  const change = { kind: 'replaceText', at: at(place, node), written, text: `[${written}]` } as const;
  return [
    { title: message('Make a list of {written}', { written: node.text }), level: 'suggested', changes: [change] },
  ];
}

function smallPlace({ node, span, key, name }: DecodedValue): Span {
  return smallSpan(node, span, name.kind === 'item' ? undefined : key.span);
}

function nameOf({ name }: DecodedValue): Argument {
  switch (name.kind) {
    case 'field':
      return name.name;
    case 'member':
      return /^[\w-]+$/.test(name.name) ? `${name.of}.${name.name}` : `${name.of}["${name.name}"]`;
    case 'item':
      return message('item {number} of {name}', { number: name.number, name: name.of });
    default:
      return name satisfies never;
  }
}

function named(value: DecodedValue, node: ScalarNode): Argument {
  const args = { name: nameOf(value), written: inQuotes(node) };
  return value.name.kind === 'item' ? message('{name}, {written}', args) : signs('{name} {written}', args);
}

function wanted(type: FieldType): Message {
  switch (type.kind) {
    case 'cidr':
      return message('a range such as 10.0.0.0/16');
    case 'arn':
      return message('an ARN');
    case 'list':
      return typeName('array');
    default:
      return typeName(type.kind);
  }
}
