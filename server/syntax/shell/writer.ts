import { beforeBreak } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { toEdits } from '../draft.js';
import { localSpan } from '../host.js';
import type { Item, Node, ScalarNode, SeqNode } from '../node.js';
import { get, textOf } from '../read.js';
import { type Edits, isNewMap, type NewValue, type Writer } from '../syntax.js';
import { isWordHost, writtenAs } from './strings.js';
import { type Quoting, quotingOf, spellWord } from './word.js';

/**
 * How commands are changed: words are replaced, `NAME=value` is added behind the last one of its kind and taken away with the blanks before it.
 * A command keeps at least one `NAME=value`, because without any it would be another command.
 */
export const writer: Writer = { replaceScalar, appendItem, removeItem };

function replaceScalar(node: ScalarNode, newText: string): Edits {
  // A here-document is changed within; as a whole it would need another end.
  if (node.anchored || node.hereDocument !== undefined) return undefined;
  const spelled = isWordHost(node.host) ? newText : spellWord(newText, quotingOf(writtenAs(node)));
  return toEdits(node.host, [{ ...localSpan(node.host, node.span), newText: spelled }]);
}

function appendItem(command: SeqNode, item: NewValue): Edits {
  const { host, items } = command;
  if (!isNewMap(item) || command.anchored) return undefined;
  const { name, value } = item;
  const { variables } = wordsOf(command);
  const last = variables.at(-1) ?? items.at(-1)?.value;
  if (last === undefined || typeof name !== 'string' || typeof value !== 'string') return undefined;
  const place = localSpan(host, last.span);
  const before = continuation.exec(blanksBefore(host.text, place.start))?.[0].replace(/\r\n?/, '\n') ?? ' ';
  return toEdits(host, [
    { start: place.end, end: place.end, newText: `${before}${name}=${spellWord(value, quotingAround(variables))}` },
  ]);
}

/** What continues a line, and the blanks of the next one. */
const continuation = /(?<![ \t])[ \t]*\\(?:\r\n|\r|\n)[ \t]*$/;

/** The quoting of the values there are. */
function quotingAround(variables: readonly Node[]): Quoting {
  const last = get(
    variables.findLast((word) => get(word, 'value')?.kind === 'scalar'),
    'value',
  );
  return last?.kind === 'scalar' ? quotingOf(writtenAs(last)) : 'bare';
}

function removeItem(command: SeqNode, item: Item): Edits {
  const { host, items } = command;
  const { variables, indexes } = wordsOf(command);
  const before = items[(indexes.get(item) ?? 0) - 1]?.value;
  const isLast = variables.length < 2;
  // A flag such as `-e` would take the next word instead.
  const belongsToFlag = /^-/.test(textOf(before) ?? '');
  if (before === undefined || isLast || belongsToFlag || command.anchored) return undefined;
  const { start, end } = localSpan(host, item.value.span);
  const from = localSpan(host, before.span).end;
  const blanks = blanksBefore(host.text.slice(from, start), start - from).length;
  return blanks === 0 ? undefined : toEdits(host, [{ start: start - blanks, end, newText: '' }]);
}

/** The blanks before an offset, and among them the line breaks behind a backslash, which are blanks to a shell. */
function blanksBefore(text: string, end: number): string {
  let at = end;
  for (let next = blankStart(text, at); next < at; next = blankStart(text, at)) at = next;
  return text.slice(at, end);
}

function blankStart(text: string, end: number): number {
  const line = beforeBreak(text, end);
  if (line < end) return text[line - 1] === '\\' ? line - 1 : end;
  return /[ \t]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

/** The words `NAME=value` of a command, and where each word stands among all: one command may have thousands, and a fix for each. */
const wordsOf = memoized(({ items }: SeqNode) => ({
  variables: items.map(({ value }) => value).filter(isVariable),
  indexes: new Map(items.map((item, index) => [item, index])),
}));

/** True for a word `NAME=value` that is no flag. */
function isVariable(word: Node): boolean {
  return word.kind === 'map' && textOf(get(word, 'name'))?.startsWith('-') === false;
}
