import type { SyntaxNode } from 'unbash';
import type { ScalarNode } from '../node.js';
import type { DecodedText } from '../syntax.js';
import { type Script, wordNode } from './nodes.js';
import { rememberPrinted, strings } from './strings.js';

type Command = Extract<SyntaxNode, { readonly type: 'Command' }>;
type Word = Extract<SyntaxNode, { readonly type: 'Word' }>;

/** The text that `echo` or `printf` prints, which is one word of theirs; undefined for another command, and where nobody can say what it is. */
export function printedText(command: Command, script: Script): ScalarNode | undefined {
  const printed = printedWord(command);
  const node = printed && wordNode(printed.word, script);
  if (printed === undefined || node?.kind !== 'scalar') return undefined;
  if (printed.by === 'asItIs') return node;
  const word = strings.decode(node);
  const decoded = word && withoutEscapes(word, printed.by);
  if (decoded === undefined) return undefined;
  const read: ScalarNode = { ...node, text: decoded.text, value: decoded.text };
  rememberPrinted(read, decoded, printed.by);
  return read;
}

/** True where a line break follows what `echo` or `printf` prints that is not in its text. */
export function endsLine(command: Command): boolean {
  const [name, ...words] = ownWords(command);
  if (name?.value !== 'echo') return words[0]?.value.endsWith('\\n') === true && words.length > 1;
  const options = words.slice(
    0,
    words.findIndex(({ value }) => !/^-[neE]+$/.test(value)),
  );
  return !options.some(({ value }) => value.includes('n'));
}

/** The words of a command, what it is redirected to left out. */
export function ownWords({ name, suffix }: Command): readonly Word[] {
  return [...(name ? [name] : []), ...suffix].filter((each): each is Word => each.type === 'Word');
}

/** How a text is taken: as it is, with the escapes of `echo -e`, or as the format of `printf`. */
export type PrintedBy = 'asItIs' | 'escapes' | 'format';

function printedWord(command: Command): { readonly word: Word; readonly by: PrintedBy } | undefined {
  if (command.prefix.length > 0) return undefined;
  const [name, ...words] = ownWords(command);
  const first = words.findIndex(({ value }) => !/^-[neE]+$/.test(value));
  const [word, next, ...others] = words.slice(first);
  if (first < 0 || word === undefined || others.length > 0) return undefined;
  if (name?.value === 'echo') {
    const options = words
      .slice(0, first)
      .map(({ value }) => value)
      .join('');
    const isPlain = options.lastIndexOf('e') <= options.lastIndexOf('E');
    return next === undefined ? { word, by: isPlain ? 'asItIs' : 'escapes' } : undefined;
  }
  if (name?.value !== 'printf' || first > 0) return undefined;
  if (next === undefined) return { word, by: 'format' };
  return /^%s(?:\\n)?$/.test(word.value) ? { word: next, by: 'asItIs' } : undefined;
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

/** A text without its escapes; undefined where it holds another one than these, or a conversion of `printf`. */
function withoutEscapes({ text, offsets }: DecodedText, by: 'escapes' | 'format'): DecodedText | undefined {
  let read = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    const isEscape = character === '\\' || (by === 'format' && character === '%');
    const stands = !isEscape ? character : character === '\\' ? letters[next] : next === '%' ? '%' : undefined;
    if (stands === undefined) return undefined;
    read += stands;
    places.push(offsets[at] ?? 0);
    if (isEscape) at++;
  }
  return { text: read, offsets: [...places, offsets[text.length] ?? 0] };
}
