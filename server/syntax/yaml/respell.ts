import { isJson } from '../host.js';
import type { Entry, MapNode, Node, ScalarNode } from '../node.js';
import type { Edits, StringForm } from '../syntax.js';
import { rewrite } from './edits.js';
import { padOf } from './members.js';
import { isJsonLiteral, spellString } from './spell.js';
import { escapeDouble } from './strings.js';

/**
 * Writes the document that the string of an entry holds in another form; `content` is its root. Keys keep their order, strings stay strings, numbers
 * keep their digits. Undefined where the form cannot stand there, or where what is written means something that the form cannot say.
 */
export function respellString(map: MapNode, entry: Entry, content: MapNode, form: StringForm): Edits {
  const { value, alias } = entry;
  if (alias !== undefined || value.kind !== 'scalar' || content.entries.length === 0) return undefined;
  if (form === 'jsonLine') {
    const written = spellJson(content, undefined);
    return written === undefined
      ? undefined
      : rewrite(value, spellString(written, isJson(map.host) ? 'double' : 'single'));
  }
  const pad = map.style === 'block' ? padOf(map) : undefined;
  const written = form === 'yaml' ? spellLines(content, '') : spellJson(content, '');
  if (pad === undefined || written === undefined) return undefined;
  const lines = written.split('\n').map((line) => `\n${pad}  ${line}`);
  return rewrite(value, `|-${lines.join('')}`);
}

/** JSON on one line, or in lines of which all but the first begin with `pad`. Undefined for what JSON cannot say. */
function spellJson(node: Node, pad: string | undefined): string | undefined {
  if (!isPlain(node)) return undefined;
  if (node.kind === 'scalar') return spellScalar(node);
  const deeper = pad === undefined ? undefined : `${pad}  `;
  const [open, close] = node.kind === 'map' ? ['{', '}'] : ['[', ']'];
  const members = node.kind === 'map' ? spelledEntries(node, deeper) : spelledItems(node.items, deeper);
  if (members === undefined) return undefined;
  if (members.length === 0) return `${open}${close}`;
  if (pad === undefined) return `${open}${members.join(',')}${close}`;
  return `${open}\n${members.map((member) => `${deeper}${member}`).join(',\n')}\n${pad}${close}`;
}

function spelledEntries(map: MapNode, pad: string | undefined): readonly string[] | undefined {
  const colon = pad === undefined ? ':' : ': ';
  return everyOne(map.entries, ({ key, value, alias }) => {
    const name = spellKey(key);
    const written = alias === undefined ? spellJson(value, pad) : undefined;
    return name === undefined || written === undefined ? undefined : `"${escapeDouble(name)}"${colon}${written}`;
  });
}

function spelledItems(
  items: readonly { readonly value: Node; readonly alias?: unknown }[],
  pad: string | undefined,
): readonly string[] | undefined {
  return everyOne(items, ({ value, alias }) => (alias === undefined ? spellJson(value, pad) : undefined));
}

/** A mapping or a list in lines of a block, of which all but the first begin with `pad`. Undefined for what cannot be said the same way. */
function spellLines(node: Node, pad: string): string | undefined {
  if (!isPlain(node)) return undefined;
  if (node.kind === 'scalar') return spellScalar(node);
  const isMap = node.kind === 'map';
  if ((isMap ? node.entries : node.items).length === 0) return isMap ? '{}' : '[]';
  const lines = isMap
    ? everyOne(node.entries, ({ key, value, alias }) => {
        const name = spellKey(key);
        const written = alias === undefined ? spellLines(value, `${pad}  `) : undefined;
        if (name === undefined || written === undefined) return undefined;
        return `${spellString(name, 'plain')}:${isBlock(value) ? `\n${pad}  ` : ' '}${written}`;
      })
    : everyOne(node.items, ({ value, alias }) => {
        const written = alias === undefined ? spellLines(value, `${pad}  `) : undefined;
        return written === undefined ? undefined : `- ${written}`;
      });
  return lines?.join(`\n${pad}`);
}

function isBlock(node: Node): boolean {
  return node.kind === 'map' ? node.entries.length > 0 : node.kind === 'seq' && node.items.length > 0;
}

/** False where something is meant that is written elsewhere or said by no JSON: a template, a tag, an anchor that is used, a merge. */
function isPlain(node: Node): boolean {
  const isMerged = node.kind === 'map' && node.merges.length > 0;
  return !node.open && !node.anchored && node.tag === undefined && !isMerged;
}

/** A key that everybody reads as this string. */
function spellKey(key: ScalarNode): string | undefined {
  return isPlain(key) && typeof key.value === 'string' && key.readAs.type === 'string' ? key.value : undefined;
}

/** A scalar that everybody reads as the same value, in a spelling that JSON and YAML share. */
function spellScalar(node: ScalarNode): string | undefined {
  const { value, readAs, text } = node;
  if (value === null) return readAs.type === 'null' ? 'null' : undefined;
  if (typeof value !== readAs.type) return undefined;
  if (typeof value === 'string') return `"${escapeDouble(value)}"`;
  return isJsonLiteral(text) ? text : typeof value === 'boolean' ? String(value) : undefined;
}

/** What is made of all, or undefined where it is undefined of one. */
function everyOne<A>(all: readonly A[], make: (each: A) => string | undefined): readonly string[] | undefined {
  const made = all.map(make);
  return made.every((each) => each !== undefined) ? made : undefined;
}
