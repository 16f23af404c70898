import type { Entry, Item, MapNode, Node, ScalarNode } from '../node.js';
import { declaredTag } from '../node.js';
import { like } from './strings.js';

/** What a variable may be declared as. */
export type Type =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  /** Maps, lists and sets, all of whose elements are of one type. */
  | { readonly kind: 'map' | 'list'; readonly of: Type }
  /** What it does not name is left out. */
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, Type> };

/** The type that an expression names; any type where there is none, undefined where it is none that is known. */
export function typeOf(node: Node | undefined): Type | undefined {
  if (node === undefined) return { kind: 'any' };
  if (node.kind !== 'scalar' || node.text.length > longestType) return undefined;
  const tokens = node.text.replace(/(?:#|\/\/)[^\n]*/g, '').match(/[\p{L}_][\p{L}\p{N}_-]*|\n|[^\s]/gu) ?? [];
  const reader = { tokens, at: 0 };
  const type = takeType(reader, 0);
  skipBreaks(reader);
  return reader.at === tokens.length ? type : undefined;
}

const longestType = 20_000;
const deepestType = 30;

interface Tokens {
  readonly tokens: readonly string[];
  at: number;
}

function skipBreaks(reader: Tokens): void {
  while (reader.tokens[reader.at] === '\n') reader.at++;
}

/** Passes a token if it comes next, whatever line it stands on. */
function takes(reader: Tokens, token: string): boolean {
  skipBreaks(reader);
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

function takeType(reader: Tokens, depth: number): Type | undefined {
  skipBreaks(reader);
  const name = reader.tokens[reader.at++];
  switch (name) {
    case 'any':
    case 'string':
    case 'number':
    case 'bool':
      return { kind: name };
    case 'map':
    case 'list':
    case 'set':
    case 'optional':
    case 'object':
      break;
    default:
      return undefined;
  }
  const isOpened = takes(reader, '(');
  // Before version 0.12 maps and lists were declared without the type of their elements.
  if (!isOpened) return name === 'map' || name === 'list' ? collection(name, { kind: 'any' }) : undefined;
  if (depth > deepestType) return undefined;
  const inner = name === 'object' ? takeAttributes(reader, depth + 1) : takeType(reader, depth + 1);
  if (name === 'optional') skipDefault(reader);
  if (inner === undefined || !takes(reader, ')')) return undefined;
  return name === 'object' || name === 'optional' ? inner : collection(name, inner);
}

function collection(name: 'map' | 'list' | 'set', of: Type): Type {
  return { kind: name === 'map' ? 'map' : 'list', of };
}

function takeAttributes(reader: Tokens, depth: number): Type | undefined {
  if (!takes(reader, '{')) return undefined;
  const attributes = new Map<string, Type>();
  while (!takes(reader, '}')) {
    const name = reader.tokens[reader.at++];
    if (name === undefined || !/^[\p{L}_]/u.test(name) || !(takes(reader, '=') || takes(reader, ':'))) return undefined;
    const type = takeType(reader, depth);
    if (type === undefined) return undefined;
    attributes.set(name, type);
    takes(reader, ',');
  }
  return { kind: 'object', attributes };
}

/** Passes the default of an attribute, up to the bracket that closes `optional`. */
function skipDefault(reader: Tokens): void {
  let depth = 0;
  for (; reader.at < reader.tokens.length; reader.at++) {
    const token = reader.tokens[reader.at] ?? '';
    if (/^[([{]$/.test(token)) depth++;
    else if (/^[)\]}]$/.test(token) && depth-- === 0) return;
  }
}

/** A value as Terraform converts it to a type; undefined where it refuses to, or what comes of it cannot be seen. */
export function asType(node: Node, type: Type): Node | undefined {
  if (type.kind === 'any') return node;
  if (node.kind === 'scalar') return node.open ? undefined : asScalar(node, type.kind);
  if (node.kind === 'seq') return type.kind === 'list' ? asList(node.items, node, type.of) : undefined;
  if (type.kind === 'map') {
    if (type.of.kind === 'any') return isUnified([node]) ? node : undefined;
    return asMap(node, node.entries, () => type.of);
  }
  if (type.kind !== 'object') return undefined;
  const kept = node.entries.filter(({ key }) => !key.open && type.attributes.has(key.text));
  return asMap(node, kept, (key) => type.attributes.get(key));
}

function asScalar(node: ScalarNode, kind: Type['kind']): ScalarNode | undefined {
  if (node.value === null) return node;
  switch (kind) {
    case 'string':
      if (typeof node.value === 'string') return node;
      // Other spellings of a number become another text.
      if (!/^(?:-?(?:0|[1-9]\d{0,14})|true|false)$/.test(node.text)) return undefined;
      return like(node, { value: node.text, readAs: { type: 'string' } });
    case 'number': {
      const value = typeof node.value === 'string' && /^-?\d{1,15}$/.test(node.value) ? Number(node.value) : node.value;
      return typeof value === 'number'
        ? like(node, { value, readAs: { type: 'number', value }, tag: declaredTag })
        : undefined;
    }
    case 'bool': {
      const value = /^(?:true|false)$/.test(node.text) ? node.text === 'true' : undefined;
      return value === undefined
        ? undefined
        : like(node, { value, readAs: { type: 'boolean', value }, tag: declaredTag });
    }
    default:
      return undefined;
  }
}

/** Elements of any type are made of one type: only where all are texts is nothing about them changed. */
function isUnified(values: readonly Node[]): boolean {
  return values.every((value) => {
    if (value.kind === 'scalar') return !value.open && value.readAs.type === 'string';
    return isUnified(
      value.kind === 'map' ? value.entries.map((entry) => entry.value) : value.items.map((item) => item.value),
    );
  });
}

function asList(items: readonly Item[], node: Extract<Node, { kind: 'seq' }>, of: Type): Node | undefined {
  if (of.kind === 'any') return isUnified([node]) ? node : undefined;
  const values = items.map(({ value }) => asType(value, of));
  const made = values.flatMap((value) => (value === undefined ? [] : [{ value }]));
  return made.length === values.length ? { ...node, items: made } : undefined;
}

function asMap(node: MapNode, kept: readonly Entry[], typeFor: (key: string) => Type | undefined): Node | undefined {
  if (node.merges.length > 0) return undefined;
  const made: Entry[] = [];
  for (const entry of kept) {
    const type = typeFor(entry.key.text);
    const value = type && asType(entry.value, type);
    if (value === undefined) return undefined;
    made.push({ ...entry, value });
  }
  return { ...node, entries: made };
}
