import type { Random } from '../random.js';
import { type Mutator, onText } from './mutator.js';

/** What means something in one of the syntaxes, and what is rare in any. */
const pieces: readonly string[] = [
  ...'"\'{}[]:,-#&*!|>%@`?~\\/=$()<>;.+0 ',
  ...['\t', '\n', '\r', '\r\n', '\0', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\u200b', '\x07', '\x7f'],
  ...['😀', '𝒳', '\ud83d', '\ude00', 'é', 'e\u0301', '日本', '\u202e', 'ſ', 'İ'],
  ...['"""', '```', '~~~', '---\n', '...\n', ': ', ' #', '- ', '? ', '<<: ', '&a ', '*a ', '!!str ', '|-\n', '>+\n'],
  ...[
    '\\"',
    "''",
    '\\u00e9',
    '\\n',
    '\\\n',
    '{{',
    '}}',
    '{% ',
    '%}',
    '<%',
    '${',
    '$(',
    '{{ x }}',
    '${X}',
    '$X',
    '__X__',
  ],
  ...['EOF', '<<EOF\n', '#!/bin/bash\n', '<!--', '-->', '> ', '&&', '||', '$ ', 'null', '%YAML 1.1\n'],
];

/** What happens to single characters: typed, deleted, held down. */
export const characterMutators: readonly Mutator[] = [
  onText('delete characters', (text, { below }) => replaced(text, below(text.length), 1 + below(5), '')),
  onText('delete to a place', (text, { below }) => replaced(text, below(text.length), below(200), '')),
  onText('insert', (text, random) => replaced(text, random.below(text.length + 1), 0, random.pick(pieces))),
  onText('overwrite', (text, random) => replaced(text, random.below(text.length), 1, random.pick(pieces))),
  onText('insert at a token', (text, random) => replaced(text, tokenEdge(text, random), 0, random.pick(pieces))),
  onText('overwrite a token', (text, random) => replaced(text, tokenEdge(text, random), 1, random.pick(pieces))),
  onText('insert at a line end', (text, random) => replaced(text, lineEdge(text, random), 0, random.pick(pieces))),
  onText('hold a key down', (text, random) => {
    const times = random.pick([2, 3, 17, 40, 40, 200, 1_100, 2_100]);
    const unit = random.pick(pieces);
    return replaced(text, tokenEdge(text, random), 0, unit.repeat(Math.ceil(times / unit.length)));
  }),
  onText('hold down a key of its own', (text, { below, pick }) => {
    const at = below(text.length);
    return replaced(text, at, 0, text.slice(at, at + 1).repeat(pick([1, 2, 30, 300])));
  }),
  onText(
    'begin with',
    (text, { pick }) =>
      pick(['\ufeff', '\ufeff---\n', '%YAML 1.2\n---\n', '---\n', '\n', '#\n', `${'#'.repeat(60)}\n`]) + text,
  ),
  onText('swap two characters', (text, { below }) => {
    const at = below(text.length - 1);
    return replaced(text, at, 2, `${text[at + 1] ?? ''}${text[at] ?? ''}`);
  }),
];

function replaced(text: string, at: number, length: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + length);
}

/** A place where a word, a quote or a bracket begins or ends. */
function tokenEdge(text: string, random: Random): number {
  const from = random.below(text.length);
  const edge = text.slice(from, from + 300).search(/["'{}[\]:,#|>&*]|\b/);
  return edge < 0 ? from : from + edge;
}

function lineEdge(text: string, random: Random): number {
  const edge = text.indexOf('\n', random.below(text.length));
  return edge < 0 ? text.length : edge;
}
