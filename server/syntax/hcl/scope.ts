import { documentHost } from '../host.js';
import type { Host, Node } from '../node.js';
import type { FolderDefinition, Scope } from '../syntax.js';
import type { Cursor } from './cursor.js';
import { makeEntry, readExpression, readerOf } from './expression.js';
import { resolveLocals } from './locals.js';
import { nodeMaker } from './nodes.js';
import { readBody } from './read.js';

/** What the files of a folder define. Each value is read once, when somebody first asks for it, however many files name it. */
export function scope(definitions: readonly FolderDefinition[]): Scope {
  const known = new Map<string, FolderDefinition>();
  const repeated = new Set<string>();
  for (const each of definitions) {
    if (known.has(each.name)) repeated.add(each.name);
    known.set(each.name, each);
  }
  /** Undefined while it is being read: within itself a value stays unknown. */
  const values = new Map<string, ReturnType<Scope['valueOf']>>();
  let depth = 0;
  const own: Scope = {
    isRepeated: (name) => repeated.has(name),
    valueOf(name) {
      const definition = known.get(name);
      if (definition === undefined || repeated.has(name)) return undefined;
      if (values.has(name) || depth >= deepest) return values.get(name);
      values.set(name, undefined);
      depth++;
      const value = valueIn(definition, own);
      depth--;
      values.set(name, value);
      return value;
    },
  };
  return own;
}

/** Names within names are followed so far. */
const deepest = 30;

/** A definition read where it stands, with what it names put in. */
function valueIn(definition: FolderDefinition, scope: Scope): ReturnType<Scope['valueOf']> {
  const host = hostOf(definition);
  const cursor: Cursor = { text: host.text, at: 0, comments: [], isBroken: false };
  const reader = readerOf(cursor, nodeMaker(host.text, { host, base: 0, shared: false }));
  const entry = makeEntry(reader, reader.make.name({ start: 0, end: 0 }), read());
  const usesHalfTyped = resolveLocals([], reader, scope);
  return { node: entry.value, halfTyped: definition.halfTyped || usesHalfTyped };

  function read(): Node {
    const whole = { start: 0, end: host.text.length };
    if (definition.form === 'value') return readExpression(reader, 'bracket', 0) ?? reader.make.expression(whole);
    cursor.at = 1;
    return reader.make.map('block', readBody(reader, 1), whole);
  }
}

/** The text of a definition, whose spans are those of the document in which it stands. */
function hostOf({ text, span, in: elsewhere }: FolderDefinition): Host {
  const host = documentHost(text, 'hcl');
  return { ...host, toDocument: (offset) => span.start + host.toDocument(offset), elsewhere };
}
