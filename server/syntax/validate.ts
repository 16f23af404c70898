import type { ErrorObject, ValidateFunction } from 'ajv';
import { type Argument, alternatives, list, type Message, message } from '../messages/message.js';
import { closest } from '../text/closest.js';
import type { Span } from '../text/span.js';
import type { Entry, Host, Node } from './node.js';
import { entries, entryOf } from './read.js';

/** A schema as ajv compiles it ahead of time, with `allErrors` and `verbose`. */
export type ShapeValidator = ValidateFunction;

/** A place that does not have the shape its schema asks for. */
export interface ShapeFault {
  /** The value, or the key where a whole mapping, a list or the key itself is at fault. */
  readonly span: Span;
  readonly host: Host;
  readonly message: Message;
  /** The schema keyword that failed. */
  readonly keyword: string;
  /** Keys and indices from the root to the value. */
  readonly path: readonly string[];
}

/**
 * The faults of a tree by a schema, in written order. Silent about what a template or a tag (`!Ref`) will fill in, and about
 * a plain scalar that has the wanted type as kubectl and eksctl read it (`yes`, `1_000`).
 */
export function validate(root: Node, validator: ShapeValidator): readonly ShapeFault[] {
  if (validator(toData(root, { left: mostNodes }))) return [];
  const errors = withoutBranches(validator.errors ?? []);
  const faults = errors.flatMap((error) => explain(root, error) ?? []);
  const kept = new Map(faults.map((fault) => [`${fault.span.start}:${fault.span.end}`, fault]));
  return [...kept.values()].sort((a, b) => a.span.start - b.span.start).slice(0, mostFaults);
}

/** A schema has nothing to say about more; what lies beyond is left out. */
const mostNodes = 200_000;
const mostFaults = 100;

/** The tree as plain values. Mappings have no prototype, so that `__proto__` is a key like any other. */
function toData(node: Node, budget: { left: number }): unknown {
  budget.left--;
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'seq':
      return node.items.filter(() => budget.left > 0).map(({ value }) => toData(value, budget));
    case 'map': {
      const map: Record<string, unknown> = Object.create(null);
      for (const { key, value } of entries(node)) if (budget.left > 0) map[key.text] = toData(value, budget);
      return map;
    }
    default:
      return node satisfies never;
  }
}

/** Where no branch of an `anyOf` fits, one error says so; those of the branches contradict each other. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf').slice(0, mostFaults);
  return errors.filter((error) =>
    choices.every((choice) => error === choice || !isBelow(error.instancePath, choice.instancePath)),
  );
}

function isBelow(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}

interface Target {
  readonly node: Node;
  /** The innermost entry on the way to the node. */
  readonly entry: Entry | undefined;
  /** The node's own place: that of its alias, or its own. */
  readonly span: Span;
  readonly isItem: boolean;
  readonly path: readonly string[];
}

function explain(root: Node, error: ErrorObject): ShapeFault | undefined {
  const target = locate(root, error.instancePath);
  if (target === undefined || target.node.open || readsAs(target.node, error)) return undefined;
  const { keyword } = error;
  const named = keyOf(target.node, error);
  if (named !== undefined) {
    if (named.key.open) return undefined;
    return {
      span: named.key.span,
      host: named.key.host,
      message: wrongKey(named.key.text, error),
      keyword,
      path: [...target.path, named.key.text],
    };
  }
  if (error.propertyName !== undefined) return undefined;
  if (keyword === 'required' && target.node.kind === 'map' && target.node.entries.some(({ key }) => key.open))
    return undefined;
  return {
    span: spanOf(target),
    host: target.node.host,
    message: wrongValue(nameOf(target), error),
    keyword,
    path: target.path,
  };
}

/** The node at a JSON pointer. */
function locate(root: Node, pointer: string): Target | undefined {
  let target: Target = { node: root, entry: undefined, span: root.span, isItem: false, path: [] };
  for (const part of pointer.split('/').slice(1)) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const path = [...target.path, step];
    const { node } = target;
    if (node.kind === 'map') {
      const found = entryOf(node, step);
      if (found === undefined) return undefined;
      target = { node: found.value, entry: found, span: found.alias ?? found.value.span, isItem: false, path };
    } else {
      const item = node.kind === 'seq' ? node.items[Number(step)] : undefined;
      if (item === undefined) return undefined;
      target = { node: item.value, entry: target.entry, span: item.alias ?? item.value.span, isItem: true, path };
    }
  }
  return target;
}

/** True when the scalar has a wanted type for those who read the file. */
function readsAs(node: Node, error: ErrorObject): boolean {
  if (error.keyword !== 'type' || node.kind !== 'scalar') return false;
  const { readAs } = node;
  const isInteger = readAs.type === 'number' && Number.isInteger(readAs.value);
  return wantedTypes(error).some((wanted) => wanted === readAs.type || (wanted === 'integer' && isInteger));
}

function wantedTypes({ params }: ErrorObject): readonly string[] {
  const { type } = params;
  return Array.isArray(type) ? type.map(String) : String(type).split(',');
}

/** The entry whose key is at fault, for the errors that are about keys. */
function keyOf(node: Node, { keyword, params }: ErrorObject): Entry | undefined {
  if (keyword === 'additionalProperties') return entryOf(node, String(params.additionalProperty));
  return keyword === 'propertyNames' ? entryOf(node, String(params.propertyName)) : undefined;
}

function spanOf({ node, entry: holder, span, isItem }: Target): Span {
  if (node.kind === 'scalar' && span.end > span.start) return span;
  return smallSpan(node, span, isItem ? undefined : holder?.key.span);
}

/** A small place for a large value, whose own place is `span`: its key, or where it has none its first key or where it starts. */
export function smallSpan(node: Node, span: Span, key: Span | undefined): Span {
  if (key !== undefined) return key;
  const first = node.kind === 'map' ? node.entries[0] : undefined;
  if (first !== undefined) return first.key.span;
  return { start: span.start, end: Math.min(span.end, span.start + 1) };
}

function nameOf({ path, isItem }: Target): Argument {
  const last = path.at(-1);
  if (last === undefined) return message('The document');
  const holder = path.at(-2);
  return isItem && holder !== undefined
    ? message('Item {number} of {name}', { number: Number(last) + 1, name: holder })
    : last;
}

function wrongKey(key: string, error: ErrorObject): Message {
  const known: unknown = error.keyword === 'additionalProperties' ? error.parentSchema?.properties : undefined;
  const [near] = known !== null && typeof known === 'object' ? closest(key, Object.keys(known)) : [];
  return near === undefined
    ? message('{key} is not known here', { key })
    : message('{key} is not known here: did you mean {near}?', { key, near });
}

function wrongValue(name: Argument, error: ErrorObject): Message {
  const { keyword, params } = error;
  switch (keyword) {
    case 'type': {
      const wanted = wantedTypes(error).filter((type) => type !== 'null');
      const expected = wanted.length === 0 ? message('empty') : alternatives(wanted.map(typeName));
      return message('{name} must be {expected}', { name, expected });
    }
    case 'required':
      return message('{name} needs {key}', { name, key: String(params.missingProperty) });
    case 'enum':
      return message('{name} must be one of {values}', { name, values: list(allowedValues(params.allowedValues)) });
    case 'const':
      return message('{name} must be {expected}', { name, expected: String(params.allowedValue) });
    case 'minimum':
      return message('{name} must be at least {limit}', { name, limit: Number(params.limit) });
    case 'maximum':
      return message('{name} must be at most {limit}', { name, limit: Number(params.limit) });
    case 'exclusiveMinimum':
      return message('{name} must be above {limit}', { name, limit: Number(params.limit) });
    case 'exclusiveMaximum':
      return message('{name} must be below {limit}', { name, limit: Number(params.limit) });
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return params.limit === 1
        ? message('{name} must not be empty', { name })
        : message('{name} is too short: {limit} is the least', { name, limit: Number(params.limit) });
    default:
      return message('{name} does not have the form it must have', { name });
  }
}

function allowedValues(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

/** What people call a type of JSON Schema. */
export function typeName(type: string): Message {
  switch (type) {
    case 'string':
      return message('a string');
    case 'integer':
      return message('an integer');
    case 'number':
      return message('a number');
    case 'boolean':
      return message('true or false');
    case 'array':
      return message('a list');
    default:
      return message('a mapping');
  }
}
