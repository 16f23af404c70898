import { groupBy } from '../../text/groupBy.js';
import { memoized, once } from '../../text/memo.js';
import { byCodeUnit } from '../../text/order.js';
import { isSameDocument } from '../../text/span.js';
import { documentHost } from '../host.js';
import type { Host, Node } from '../node.js';
import { get } from '../read.js';
import type { FolderDefinition, Scope } from '../syntax.js';
import type { Cursor } from './cursor.js';
import { makeEntry, readExpression, readerOf } from './expression.js';
import { resolveLocals } from './locals.js';
import { nodeMaker } from './nodes.js';
import { readBody } from './read.js';
import { givenName } from './sharing.js';
import { valuesFile } from './valuesFiles.js';
import { defaultOf, isVariable } from './variables.js';

/** What the files of a folder define. Each value is read once, when somebody first asks for it, however many files name it. */
export function scope(definitions: readonly FolderDefinition[]): Scope {
  return scopeOf(
    definitions,
    groupBy(definitions, ({ name }) => name),
    false,
  );
}

type ByName = ReadonlyMap<string, readonly FolderDefinition[]>;

function scopeOf(definitions: readonly FolderDefinition[], byName: ByName, withDefaults: boolean): Scope {
  /** Undefined while it is being read: within itself a value stays unknown. */
  const values = new Map<string, ReturnType<Scope['valueOf']>>();
  let depth = 0;
  const other = once(() => scopeOf(definitions, byName, true));
  const own: Scope = {
    definitions,
    get withDefaults() {
      return withDefaults ? own : other();
    },
    isRepeated: (name) => (byName.get(name)?.length ?? 0) > 1,
    isConditional: (name) => byName.get(name)?.some(hasCondition) === true,
    valueOf(name) {
      const [definition, ...others] = byName.get(name) ?? [];
      if (definition === undefined || others.length > 0) return undefined;
      if (isVariable(name) && !withDefaults) return undefined;
      if (values.has(name) || depth >= deepest) return values.get(name);
      values.set(name, undefined);
      depth++;
      const value = isVariable(name) ? assumedIn(definition, byName) : valueIn(definition, own);
      depth--;
      values.set(name, value);
      return value;
    },
  };
  return own;
}

const hasCondition = memoized(({ text }: FolderDefinition): boolean => text.includes('?'));

/** Names within names are followed so far. */
const deepest = 30;

/** A definition read where it stands, with what it names put in. */
function valueIn(definition: FolderDefinition, scope: Scope | undefined): NonNullable<ReturnType<Scope['valueOf']>> {
  const host = hostOf(definition);
  const cursor: Cursor = { text: host.text, at: 0, comments: [], isBroken: false };
  const reader = readerOf(cursor, nodeMaker(host.text, { host, base: 0, shared: false }));
  const entry = makeEntry(reader, reader.make.name({ start: 0, end: 0 }), read());
  const withDefaults = scope !== undefined && scope.withDefaults === scope;
  const usesHalfTyped = resolveLocals([], reader, { scope, withDefaults });
  return { node: entry.value, halfTyped: definition.halfTyped || usesHalfTyped || cursor.isBroken };

  function read(): Node {
    const whole = { start: 0, end: host.text.length };
    if (definition.form === 'value') return readExpression(reader, 'bracket', 0) ?? reader.make.expression(whole);
    cursor.at = 1;
    return reader.make.map('block', readBody(reader, 1), whole);
  }
}

/** What a variable is unless something gives it another value: what the last file of values says that is read by itself, else its default. */
function assumedIn(variable: FolderDefinition, byName: ByName): ReturnType<Scope['valueOf']> {
  const { node: body, halfTyped } = valueIn(variable, undefined);
  if (body.kind !== 'map' || halfTyped) return undefined;
  const all = byName.get(givenName(variable.name)) ?? [];
  const given = all.filter(({ in: { uri } }) => valuesFile.test(uri)).toSorted(byPrecedence);
  const last = given.at(-1);
  if (last === undefined) return found(defaultOf(body, get(body, 'default')));
  const isTwice = given.some((each) => each !== last && isSameDocument(each.in, last.in));
  const said = valueIn(last, undefined);
  return isTwice || said.halfTyped ? undefined : found(defaultOf(body, said.node));
}

function found(node: Node | undefined): ReturnType<Scope['valueOf']> {
  return node && { node, halfTyped: false };
}

/**
 * Of what several files of values say the last counts: first `terraform.tfvars`, then the others by their names. Source: terraform 0558a390,
 * internal/command/meta_vars.go, collectVariableValues.
 */
function byPrecedence(a: FolderDefinition, b: FolderDefinition): number {
  const rank = ({ in: { uri } }: FolderDefinition): number => (uri.endsWith('.auto.tfvars') ? 1 : 0);
  return rank(a) - rank(b) || byCodeUnit(a.in.uri, b.in.uri);
}

/** The text of a definition, whose spans are those of the document in which it stands. */
function hostOf({ text, span, in: elsewhere }: FolderDefinition): Host {
  const host = documentHost(text, 'hcl');
  return { ...host, toDocument: (offset) => span.start + host.toDocument(offset), elsewhere };
}
