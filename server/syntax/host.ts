import { characterEnd, characterStart } from '../text/characters.js';
import { behindBreak, lineBreakOf } from '../text/lines.js';
import type { Span } from '../text/span.js';
import type { Host, Margin, ScalarNode } from './node.js';
import type { DecodedText } from './syntax.js';
import type { SyntaxId } from './syntaxId.js';

/**
 * A document as host: what stands in its margin is no part of its text, nor is a byte order mark, and every line break in it is an LF, so
 * that all readers find the same in the same text. Offsets are those of the document, where a line break stands where it begins. New
 * lines in new text become the document's kind of line break, with the margin before the next line.
 */
export function documentHost(document: string, syntax: SyntaxId, margin?: Margin): Host {
  const mark = document.startsWith('\uFEFF') ? [{ start: 0, end: 1 }] : [];
  const cuts = [...mark, ...(margin?.cuts ?? [])];
  const isOwn = cuts.length === 0 && !document.includes('\r');
  const { text, offsets } = isOwn ? { text: document, offsets: undefined } : ownText(document, cuts);
  const toDocument = (offset: number): number => {
    const own = within(offset, text.length);
    return offsets === undefined ? own : (offsets[own] ?? document.length);
  };
  return {
    syntax,
    text,
    exact: true,
    depth: 0,
    toDocument,
    edit: ({ start, end, newText }) => ({
      span: { start: toDocument(start), end: toDocument(end) },
      newText: newText.replaceAll('\n', () => lineBreakOf(document) + (margin?.newLine ?? '')),
    }),
    elsewhere: undefined,
  };
}

/** The text of a string, decoded exactly, as host of a text in a syntax; `encode` says how new text is written in the string. */
export function stringHost(
  { host: outer }: ScalarNode,
  syntax: SyntaxId,
  { text, offsets }: DecodedText,
  encode: (newText: string) => string | undefined,
): Host {
  const toOuter = (offset: number): number => offsets[within(offset, text.length)] ?? 0;
  return {
    syntax,
    text,
    exact: outer.exact,
    depth: outer.depth + 1,
    toDocument: (offset, as) => outer.toDocument(toOuter(offset), as),
    edit: ({ start, end, newText }) => {
      const encoded = encode(newText);
      return encoded === undefined
        ? undefined
        : outer.edit({ start: toOuter(start), end: toOuter(end), newText: encoded });
    },
    elsewhere: outer.elsewhere,
  };
}

function within(offset: number, length: number): number {
  return Math.max(0, Math.min(offset, length));
}

/** The text without the cuts, with LF line breaks, and for every character of it, and for its end, where it stands in the document. */
function ownText(document: string, cuts: readonly Span[]): { readonly text: string; readonly offsets: Uint32Array } {
  const offsets = new Uint32Array(document.length + 1);
  let [text, length, end] = ['', 0, 0];
  const take = (to: number): void => {
    if (to <= end) return;
    for (let at = end; at < to; at = Math.max(at + 1, Math.min(to, behindBreak(document, at)))) offsets[length++] = at;
    text += document.slice(end, to).replace(/\r\n?/g, '\n');
    // Of the end: what is cut behind the last character does not count.
    offsets[length] = to;
  };
  for (const cut of cuts) {
    take(cut.start);
    end = Math.max(end, cut.end);
    if (length === 0) offsets[0] = end;
  }
  take(document.length);
  return { text, offsets: offsets.subarray(0, length + 1) };
}

/** A span of the host's own text as a span of the document; the whole scalar where the host is coarse. */
export function spanInDocument(host: Host, start: number, end: number): Span {
  if (!host.exact) return { start: host.toDocument(0), end: host.toDocument(Math.max(1, host.text.length)) };
  const from = host.toDocument(characterStart(host.text, start));
  return { start: from, end: Math.max(from, host.toDocument(characterEnd(host.text, end), 'end')) };
}

/** A span of the document as a span of the host's own text: the inverse of `spanInDocument` for exact hosts. */
export function localSpan(host: Host, span: Span): Span {
  const { length } = host.text;
  if (host.depth === 0 && host.toDocument(length) === length) return span;
  const start = localOffset(host, span.start);
  return { start, end: Math.max(start, localOffset(host, span.end)) };
}

/** The first offset of the host's text that stands at or behind `documentOffset`. */
export function localOffset(host: Host, documentOffset: number): number {
  let low = 0;
  let high = host.text.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (host.toDocument(middle) < documentOffset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True where only JSON can stand: in a text that starts with a bracket. */
export function isJson({ text }: Pick<Host, 'text'>): boolean {
  return /^\uFEFF?\s*[{[]/.test(text);
}
