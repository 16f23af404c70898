import { lineStart } from '../../text/lines.js';
import { isTemplate } from '../../text/template.js';
import { toEdits } from '../draft.js';
import { localOffset, localSpan } from '../host.js';
import type { ScalarNode } from '../node.js';
import type { Edits, Syntax } from '../syntax.js';
import { readToml } from './read.js';
import { spellToml } from './spell.js';

/** TOML, in which Bottlerocket has its settings. A table is an entry of the root whose key is all of its name. */
export const syntax: Syntax = {
  id: 'toml',
  title: 'TOML',
  claims: { endings: ['toml'], languages: ['toml'] },
  split: (text) => [{ start: 0, text, syntax: 'toml' }],
  read: readToml,
  strings: {
    decode: () => undefined,
    encode: (node, text) => (node.style === 'double' ? spellToml(text).slice(1, -1) : undefined),
  },
  writer: { replaceScalar },
  comments: {
    write: (words) => `# ${words}`,
    lineAbove: ({ host }, offset) => host.toDocument(lineStart(host.text, localOffset(host, offset))),
    reach: (_, line) => line.end,
    top: ({ host }) => host.toDocument(host.text.startsWith('\uFEFF') ? 1 : 0),
  },
  completion: {
    frames: () => [{ kind: 'word', before: '', after: '' }],
    variables: () => ({ nameOnly: true, entries: () => undefined }),
    key: (_, name) => name,
    value: (scalar, text) => (scalar.style === 'plain' ? text : undefined),
  },
};

function replaceScalar(node: ScalarNode, newText: string, { asString }: { readonly asString: boolean }): Edits {
  if (node.anchored || node.open || isTemplate(newText)) return undefined;
  const isWord = !asString && node.style === 'plain' && /^(?:-?\d+|true|false)$/.test(newText);
  return toEdits(node.host, [{ ...localSpan(node.host, node.span), newText: isWord ? newText : spellToml(newText) }]);
}
