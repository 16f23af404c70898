import { memoized } from '../../text/memo.js';
import { localSpan, stringHost } from '../host.js';
import type { Host, ScalarNode } from '../node.js';
import type { DecodedText, Strings } from '../syntax.js';
import { escapeAnsi, escapeDouble, quotingOf } from './word.js';

/** A memo: nodes never change, and an entry goes with its node. Where the characters of a word stand is known when it is read. */
const words = new WeakMap<ScalarNode, DecodedText>();

/** Keeps where the characters of a word stand in its host's text. */
export function rememberWord(node: ScalarNode, decoded: DecodedText): void {
  words.set(node, decoded);
}

/** How a here-document is written: in a quoted one nothing is replaced; `margin` are the tabs that are taken from its lines. */
interface HereDocumentForm {
  readonly isQuoted: boolean;
  readonly margin: string;
}

/** A memo, as `words`. */
const hereDocuments = new WeakMap<ScalarNode, HereDocumentForm>();

/** Keeps how a here-document is written, and where its characters stand in its host's text. */
export function rememberHereDocument(node: ScalarNode, decoded: DecodedText, form: HereDocumentForm): void {
  rememberWord(node, decoded);
  hereDocuments.set(node, form);
}

/** A memo, as `words`: how what a command prints is written. */
const printed = new WeakMap<ScalarNode, 'escapes' | 'format'>();

/** Keeps that a word has escapes of `echo -e`, or is a format of `printf`, and where the characters it stands for are in its host's text. */
export function rememberPrinted(node: ScalarNode, decoded: DecodedText, by: 'escapes' | 'format'): void {
  rememberWord(node, decoded);
  printed.set(node, by);
}

/** A word with what is found out about it later; it is written as it was. */
export function withMore(word: ScalarNode, more: Partial<ScalarNode>): ScalarNode {
  const node = { ...word, ...more };
  rememberWord(node, decode(word));
  const by = printed.get(word);
  if (by !== undefined) printed.set(node, by);
  return node;
}

/** How words and here-documents hold documents. */
export const strings: Strings = { decode, encode };

function decode(node: ScalarNode): DecodedText {
  const known = words.get(node);
  if (known !== undefined) return known;
  const { start } = localSpan(node.host, node.span);
  return { text: node.text, offsets: Array.from({ length: node.text.length + 1 }, (_, index) => start + index) };
}

function encode(node: ScalarNode, plain: string): string | undefined {
  const by = printed.get(node);
  if (by === undefined) return encodeWord(node, plain);
  const escaped = plain.replaceAll('\\', '\\\\');
  const word = encodeWord(node, by === 'format' ? escaped.replaceAll('%', '%%') : escaped);
  return word?.replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function encodeWord(node: ScalarNode, text: string): string | undefined {
  const form = hereDocuments.get(node);
  if (form !== undefined) {
    const escaped = form.isQuoted ? text : text.replace(/[\\$`]/g, '\\$&');
    return form.margin === '' ? escaped : escaped.replaceAll('\n', `\n${form.margin}`);
  }
  // The quotes are around all of the word.
  if (isWordHost(node.host)) return text;
  switch (quotingOfWord(node)) {
    case 'double':
      return escapeDouble(text);
    case 'single':
      return text.includes("'") ? undefined : text;
    case 'ansi':
      return escapeAnsi(text);
    case 'bare':
      return text.includes('\n') ? undefined : text.replace(/[^\w./:@%+,=-]/g, '\\$&');
    case 'mixed':
      return undefined;
  }
}

/** How a word is quoted, which is looked for in all of it: there may be thousands of changes in one. */
const quotingOfWord = memoized((node: ScalarNode) => quotingOf(writtenAs(node)));

/** A word, or a part of one, as it is written. */
export function writtenAs({ host, span }: ScalarNode): string {
  const { start, end } = localSpan(host, span);
  return host.text.slice(start, end);
}

/** A memo: which hosts are the text of a word. */
const wordHosts = new WeakSet<Host>();

/** True for the text of a word that is in quotes as a whole: what stands in it needs no quotes of its own. */
export function isWordHost(host: Host): boolean {
  return wordHosts.has(host);
}

/** A memo: values that stand behind `--set`, where a comma begins another assignment. */
const assigned = new WeakSet<ScalarNode>();

/** Keeps that a value has to be written as Helm takes it. */
export function rememberAssigned(value: ScalarNode): void {
  assigned.add(value);
}

/** A memo: which hosts are a word of several assignments. */
const assignmentHosts = new WeakSet<Host>();

/** The text of a word of several assignments as a host. */
export function assignmentHost(word: ScalarNode): Host {
  const host = wordHost(word);
  assignmentHosts.add(host);
  return host;
}

/** True for a word of several assignments. */
export function isAssignmentHost(host: Host): boolean {
  return assignmentHosts.has(host);
}

/** True for what has to be written as Helm takes it. */
export function isAssigned(node: ScalarNode): boolean {
  return assigned.has(node) || assignmentHosts.has(node.host);
}

/** The text of a word as a host, for a word that is in quotes as a whole. */
export function wordHost(word: ScalarNode): Host {
  const host = stringHost(word, word.host.syntax, decode(word), (newText) => encode(word, newText));
  wordHosts.add(host);
  return host;
}
