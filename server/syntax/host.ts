import { lineBefore, lineBreakOf } from '../text/lines.js';
import type { Span } from '../text/span.js';
import type { Host, ScalarNode } from './node.js';
import { decodeScalar } from './yaml/scalarMap.js';

/** A document as host: offsets are its own. New lines in new text become the document's kind of line break. */
export function documentHost(text: string): Host {
  const lineBreak = lineBreakOf(text);
  return {
    text,
    exact: true,
    depth: 0,
    toDocument: (offset) => Math.max(0, Math.min(offset, text.length)),
    encode: (newText) => (lineBreak === '\n' ? newText : newText.replaceAll('\n', lineBreak)),
  };
}

/** The decoded text of a string scalar as host. Coarse where its offsets cannot be followed. */
export function scalarHost(node: ScalarNode): Host {
  const outer = node.host;
  const depth = outer.depth + 1;
  const decoded = outer.exact
    ? decodeScalar(withLineFeeds(outer.text), localSpan(outer, node.span), node.style, node.text)
    : undefined;
  if (decoded === undefined) {
    const { start, end } = node.span;
    const toDocument = (offset: number): number => (offset > 0 && offset >= node.text.length ? end : start);
    return { text: node.text, exact: false, depth, toDocument, encode: () => undefined };
  }
  const { text, offsets } = decoded;
  return {
    text,
    exact: true,
    depth,
    toDocument: (offset) => outer.toDocument(offsets[Math.max(0, Math.min(offset, text.length))] ?? 0),
    encode: (newText) => {
      const encoded = encodeFor(node, newText);
      return encoded === undefined ? undefined : outer.encode(encoded);
    },
  };
}

/** A span of the host's own text as a span of the document; the whole scalar where the host is coarse. */
export function spanInDocument(host: Host, start: number, end: number): Span {
  if (!host.exact) return { start: host.toDocument(0), end: host.toDocument(Math.max(1, host.text.length)) };
  const from = host.toDocument(start);
  return { start: from, end: Math.max(from, host.toDocument(end)) };
}

/** A span of the document as a span of the host's own text: the inverse of `spanInDocument` for exact hosts. */
export function localSpan(host: Host, span: Span): Span {
  if (host.depth === 0) return span;
  const start = localOffset(host, span.start);
  return { start, end: Math.max(start, localOffset(host, span.end)) };
}

/** True where only JSON can stand: in a text that starts with a bracket. */
export function isJson({ text }: Pick<Host, 'text'>): boolean {
  return /^\uFEFF?\s*[{[]/.test(text);
}

/** A lone CR is a line break in YAML; the parser knows LF and CRLF only. No offset changes. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

/** The first offset of the host's text that stands at or behind `documentOffset`. */
function localOffset(host: Host, documentOffset: number): number {
  let low = 0;
  let high = host.text.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (host.toDocument(middle) < documentOffset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function encodeFor(node: ScalarNode, text: string): string | undefined {
  if (node.anchored || (node.tag !== undefined && node.tag !== '!' && node.tag !== '!!str')) return undefined;
  switch (node.style) {
    case 'double':
      return escapeDouble(text);
    case 'single':
      return isPrintable(text) && !text.includes('\n') ? text.replaceAll("'", "''") : undefined;
    case 'literal':
      return isPrintable(text) ? indentLines(node, text) : undefined;
    case 'plain':
    case 'folded':
      return undefined;
    default:
      return node.style satisfies never;
  }
}

/** A text between double quotes, by the escapes JSON and YAML share. */
export function escapeDouble(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

/** True when YAML can show the text without escapes: no control characters but line feed and tab, no half surrogates. */
export function isPrintable(text: string): boolean {
  return !/(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text);
}

function indentLines(node: ScalarNode, text: string): string | undefined {
  if (!text.includes('\n')) return text;
  const indent = literalIndent(node);
  return indent === undefined ? undefined : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

/** The spaces before a line of a literal scalar. */
function literalIndent(node: ScalarNode): string | undefined {
  const outer = withLineFeeds(node.host.text);
  const { start, end } = localSpan(node.host, node.span);
  const decoded = decodeScalar(outer, { start, end }, node.style, node.text);
  const content = node.text.search(/[^\n]/);
  const at = decoded?.offsets[content];
  if (at === undefined || content < 0) return undefined;
  const indent = lineBefore(outer, at);
  return /^ *$/.test(indent) ? indent : undefined;
}
