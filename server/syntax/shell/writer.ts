import { beforeBreak } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { writtenValue } from '../assignments.js';
import { toEdits } from '../draft.js';
import { localSpan } from '../host.js';
import type { Item, Node, ScalarNode, SeqNode } from '../node.js';
import { get, textOf } from '../read.js';
import { type Edits, isNewMap, type NewMap, type NewValue, type Writer } from '../syntax.js';
import { isAssigning } from './nodes.js';
import { isAssigned, isAssignmentHost, isWordHost, writtenAs } from './strings.js';
import { type Quoting, quotingOf, spellWord } from './word.js';

/**
 * How commands are changed: words are replaced, `NAME=value` is added behind the last one of its kind and taken away with the blanks before it.
 * A command keeps at least one `NAME=value`, because without any it would be another command.
 */
export const writer: Writer = { replaceScalar, appendItem, removeItem };

function replaceScalar(node: ScalarNode, newText: string): Edits {
  // A here-document is changed within; as a whole it would need another end.
  if (node.anchored || node.hereDocument !== undefined) return undefined;
  const text = isAssigned(node) ? writtenValue(newText) : newText;
  const spelled = isWordHost(node.host) ? text : spellWord(text, quotingOf(writtenAs(node)));
  return toEdits(node.host, [{ ...localSpan(node.host, node.span), newText: spelled }]);
}

function appendItem(command: SeqNode, item: NewValue): Edits {
  const { host, items } = command;
  if (!isNewMap(item) || command.anchored) return undefined;
  const { name, value } = item;
  if (typeof name !== 'string') return undefined;
  if (typeof value !== 'string')
    return isNewMap(value ?? null) ? appendFlag(command, name, value as NewMap) : undefined;
  if (isAssignmentHost(host)) return appendAssignment(command, name, value);
  const { variables } = wordsOf(command);
  const last = variables.at(-1) ?? items.at(-1)?.value;
  if (last === undefined) return undefined;
  return insertBehind(last, `${name}=${spellWord(value, quotingAround(variables))}`);
}

/** Puts a word behind another one: on a line of its own where that one has one. */
function insertBehind({ host, span }: Node, word: string): Edits {
  const place = localSpan(host, span);
  const before = continuation.exec(blanksBefore(host.text, place.start))?.[0].replace(/\r\n?/, '\n') ?? ' ';
  return toEdits(host, [{ start: place.end, end: place.end, newText: before + word }]);
}

/** Puts `--set name=value` behind the last of such flags, in the way that one is written. */
function appendFlag(command: SeqNode, flag: string, { name, value }: NewMap): Edits {
  if (typeof name !== 'string' || typeof value !== 'string') return undefined;
  const last = command.items.findLast((item) => textOf(get(item.value, 'name')) === flag)?.value;
  const word = get(last, 'value');
  if (last === undefined || word === undefined) return undefined;
  const { text } = last.host;
  const { start } = localSpan(last.host, word.span);
  const written = writtenValue(value);
  const inQuotes = /^["']/.exec(text.slice(start, start + 1))?.[0];
  const quoting = inQuotes === undefined ? undefined : inQuotes === '"' ? 'double' : 'single';
  const assigned = get(word, 'value');
  const own = assigned?.kind === 'scalar' ? quotingOf(writtenAs(assigned)) : 'bare';
  const spelled =
    quoting === undefined ? `${name}=${spellWord(written, own)}` : spellWord(`${name}=${written}`, quoting);
  return insertBehind(last, `${flag}${text[start - 1] === '=' ? '=' : ' '}${spelled}`);
}

/** Puts `,name=value` behind the last assignment of a word. */
function appendAssignment({ host, items }: SeqNode, name: string, value: string): Edits {
  const last = items.at(-1)?.value;
  if (last?.kind !== 'map') return undefined;
  const { end } = localSpan(host, last.span);
  return toEdits(host, [{ start: end, end, newText: `,${name}=${writtenValue(value)}` }]);
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
  if (command.anchored) return undefined;
  const { variables, flags, indexes } = wordsOf(command);
  const index = indexes.get(item) ?? 0;
  if (isAssignmentHost(host)) return removeAssignment(command, index);
  const before = items[index - 1]?.value;
  const isFlag = flags.includes(item.value);
  const isLast = (isFlag ? flags : variables).length < 2;
  // A flag such as `-e` would take the next word instead.
  const belongsToFlag = !isFlag && /^-/.test(textOf(before) ?? '');
  if (before === undefined || isLast || belongsToFlag) return undefined;
  const { start, end } = localSpan(host, item.value.span);
  const from = localSpan(host, before.span).end;
  const blanks = blanksBefore(host.text.slice(from, start), start - from).length;
  return blanks === 0 ? undefined : toEdits(host, [{ start: start - blanks, end, newText: '' }]);
}

function removeAssignment({ host, items }: SeqNode, index: number): Edits {
  const [before, own, next] = [-1, 0, 1].map((step) => items[index + step]?.value);
  if (own === undefined) return undefined;
  const { start, end } = localSpan(host, own.span);
  if (before !== undefined) return toEdits(host, [{ start: localSpan(host, before.span).end, end, newText: '' }]);
  return next && toEdits(host, [{ start, end: localSpan(host, next.span).start, newText: '' }]);
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

/** The words `NAME=value` of a command and its flags that assign, and where each stands among all: it may have thousands, and a fix for each. */
const wordsOf = memoized(({ items }: SeqNode) => ({
  variables: items.map(({ value }) => value).filter(isVariable),
  flags: items.map(({ value }) => value).filter(isAssigning),
  indexes: new Map(items.map((item, index) => [item, index])),
}));

/** True for a word `NAME=value` that is no flag. */
function isVariable(word: Node): boolean {
  return word.kind === 'map' && textOf(get(word, 'name'))?.startsWith('-') === false;
}
