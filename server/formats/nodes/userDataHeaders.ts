import type { MimeForm } from '../../syntax/node.js';
import { withLineFeeds } from '../../text/lines.js';
import { delimiterLines, isEncoded, mayBeFilled } from '../../text/mimeHeaders.js';
import type { Span } from '../../text/span.js';
import { isTemplate } from '../../text/template.js';
import { contentType } from './contentType.js';

/*
 * User data in MIME form as nodeadm and Karpenter take it apart, which is how Go does: net/mail.ReadMessage, mime.ParseMediaType and
 * mime/multipart.Reader. Source: nodeadm/internal/configprovider/mime.go of amazon-eks-ami 81fec2e8, pkg/providers/amifamily/bootstrap/mime of
 * karpenter-provider-aws 1d927085.
 */

/** Why a text in MIME form cannot be taken apart, and where. */
export interface MimeFault {
  readonly fault:
    | 'blankStart'
    | 'indented'
    | 'notMultipart'
    | 'brokenHeader'
    | 'badType'
    | 'badPartType'
    | 'noBoundary'
    | 'bareBoundary'
    | 'otherBoundary'
    | 'noEnd';
  readonly span: Span;
  /** What is written there: a line, a type, or the boundary. */
  readonly written: string;
}

/**
 * What keeps a text that is meant to have parts from being taken apart, be it in one of the parts; undefined where nothing does, it is not meant to
 * have parts, or a template decides. `form`: of a piece of such a text.
 */
export function mimeFault(written: string, form?: MimeForm): MimeFault | undefined {
  const text = withLineFeeds(written);
  const read = multipartIn(text, form);
  return read && (read.fault === undefined ? partFault(text, read) : (read.fault ?? undefined));
}

/** A text that is meant to have parts, or a piece of one. `fault`: of its headers; null where a template decides. */
interface Multipart {
  readonly fault: MimeFault | null | undefined;
  readonly boundary: string;
  /** Where its headers say so. */
  readonly boundaryAt: Span;
  readonly bodyStart: number;
  /** No boundary stands before it, or behind it. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function multipartIn(text: string, form: MimeForm | undefined): Multipart | undefined {
  const { isFirst, isLast } = form ?? { isFirst: true, isLast: true };
  if (form === undefined || isFirst) {
    const read = multipart(text);
    return read && { ...read, isFirst, isLast };
  }
  const { boundary } = form;
  return { fault: undefined, boundary, boundaryAt: { start: 0, end: 0 }, bodyStart: 0, isFirst, isLast };
}

function multipart(text: string): Omit<Multipart, 'isFirst' | 'isLast'> | undefined {
  const start = text.search(/\S/);
  if (start < 0 || !/^(?:MIME-Version|Content-Type)[ \t]*:/i.test(text.slice(start, start + 40))) return undefined;
  const lineStart = text.lastIndexOf('\n', start) + 1;
  const meant = /^[ \t]*Content-Type[ \t]*:[ \t]*(?:multipart\/|application\/node\.eks\.aws\b)/im;
  const firstBlank = /\n[ \t]*\r?\n/.exec(text.slice(start));
  if (!meant.test(text.slice(lineStart, firstBlank ? start + firstBlank.index : undefined))) return undefined;
  const nothing = { boundary: '', boundaryAt: { start, end: start }, bodyStart: start };
  const faulty = (fault: MimeFault | null) => ({ ...nothing, fault });
  if (lineStart > 0) {
    const [first = ''] = /^[\w-]+/.exec(text.slice(start, start + 40)) ?? [];
    return faulty({ fault: 'blankStart', span: { start, end: start + first.length }, written: first });
  }
  const block = headerBlock(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (block.broken) return faulty(faultOfLine(block.broken, text));
  const header = block.headers.find(({ name }) => name === 'content-type');
  if (header === undefined) {
    const [line = ''] = /^[ \t]+Content-Type[^\r\n]*/im.exec(text.slice(0, block.end)) ?? [];
    const end = text.indexOf(line) + line.length;
    // With a blank before its colon it is another header.
    return line === '' ? undefined : faulty(faultOfLine({ start: end - line.length, end, isIndented: true }, text));
  }
  const type = contentType(header.value);
  const at = spanOf(text, header);
  if (isTemplate(header.value)) return faulty(null);
  const quoted = text.slice(at.start, at.end);
  if (type === undefined) {
    const [whole = '', bare = ''] = /\bboundary[ \t]*=[ \t]*([^\s;"]+)/i.exec(quoted) ?? [];
    const from = at.start + quoted.indexOf(whole) + whole.length - bare.length;
    return faulty(
      bare === '' || /^[\w!#$%&'*+.^`|~-]+$/.test(bare)
        ? { fault: 'badType', span: at, written: header.value }
        : { fault: 'bareBoundary', span: { start: from, end: from + bare.length }, written: bare },
    );
  }
  const boundary = type.parameters.get('boundary') ?? '';
  const isMultipart = type.type.startsWith('multipart/');
  if (boundary === '' || !isMultipart) {
    const [value = ''] = /^[^\s;]+/.exec(quoted) ?? [];
    const span = { start: at.start, end: at.start + value.length };
    return faulty({ fault: isMultipart ? 'noBoundary' : 'notMultipart', span, written: value });
  }
  const from = at.start + quoted.lastIndexOf(boundary);
  return {
    fault: undefined,
    boundary,
    boundaryAt: { start: from, end: from + boundary.length },
    bodyStart: block.end,
  };
}

function partFault(
  text: string,
  { boundary, boundaryAt, bodyStart, isFirst, isLast }: Multipart,
): MimeFault | undefined {
  let last: Span | undefined;
  let read = bodyStart;
  for (const { start, end, closes } of delimiterLines(text, boundary, bodyStart)) {
    // With a colon in it a boundary may be a header.
    if (start < read) continue;
    // Before the first part it is no boundary yet.
    if (closes && isFirst && last === undefined) continue;
    if (closes) return undefined;
    last = { start, end: start + boundary.length + 2 };
    const next = text.indexOf('\n', end) + 1;
    if (next === 0) break;
    // Go takes the end of the text behind a delimiter for the end of the parts.
    if (next === text.length) return undefined;
    const { headers, broken, end: headersEnd } = headerBlock(text, next);
    read = headersEnd;
    if (broken) return faultOfLine(broken, text) ?? undefined;
    const type = headers.find(({ name }) => name === 'content-type');
    if (type === undefined || type.value === '') continue;
    if (isTemplate(type.value)) return undefined;
    if (contentType(type.value) !== undefined) continue;
    return { fault: 'badPartType', span: spanOf(text, type), written: type.value };
  }
  if (!isLast) return undefined;
  if (last === undefined) {
    // A template may bring the parts.
    return mayBeFilled(text, bodyStart) ? undefined : { fault: 'otherBoundary', span: boundaryAt, written: boundary };
  }
  return mayBeFilled(text, last.end) ? undefined : { fault: 'noEnd', span: last, written: boundary };
}

/** A header with its value, folded lines put together. */
interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** Where its value starts and ends. */
  readonly start: number;
  readonly end: number;
}

interface HeaderBlock {
  readonly headers: readonly Header[];
  /** The line that is no header; undefined where all are. */
  readonly broken: (Span & { readonly isIndented: boolean }) | undefined;
  /** Behind the empty line, or the end of the text. */
  readonly end: number;
}

/** The headers that begin at a place, up to an empty line. A line of blanks is none: it goes on with the header before it. */
function headerBlock(text: string, from: number): HeaderBlock {
  const headers: Header[] = [];
  for (let start = from; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed > start && text[feed - 1] === '\r' ? feed - 1 : feed < 0 ? text.length : feed;
    if (start === end) return { headers, broken: undefined, end: next };
    const line = text.slice(start, end);
    const before = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (before === undefined) return { headers, broken: { start, end, isIndented: true }, end: next };
      headers[headers.length - 1] = { ...before, value: `${before.value} ${line.trim()}`.trimStart(), end };
    } else {
      const [, name, blank = ''] = /^([\w!#$%&'*+.^`|~ -]+):([ \t]*)/.exec(line) ?? [];
      if (name === undefined) return { headers, broken: { start, end, isIndented: false }, end: next };
      const valueStart = start + name.length + 1 + blank.length;
      headers.push({ name: name.toLowerCase(), value: text.slice(valueStart, end).trim(), start: valueStart, end });
    }
    start = next;
  }
  return { headers, broken: undefined, end: text.length };
}

/** Null where a template stands in the line. */
function faultOfLine({ start, end, isIndented }: NonNullable<HeaderBlock['broken']>, text: string): MimeFault | null {
  const line = text.slice(start, end);
  if (isTemplate(line)) return null;
  const written = line.trim();
  const from = start + line.indexOf(written);
  return {
    fault: isIndented ? 'indented' : 'brokenHeader',
    span: { start: from, end: from + written.length },
    written,
  };
}

function spanOf(text: string, { start, end }: Header): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** A NodeConfig in a part of another type. */
export interface ForeignPart {
  /** Empty where the part has no Content-Type. */
  readonly type: string;
  readonly typeSpan: Span;
  /** Its kind. */
  readonly kindSpan: Span;
}

/** The parts of a text of headers and boundaries, or of a piece of one, that hold a NodeConfig and are of another type than `type`. */
export function foreignParts(written: string, type: string, form?: MimeForm): readonly ForeignPart[] {
  const text = withLineFeeds(written);
  const read = multipartIn(text, form);
  const isRead = read !== undefined && read.fault === undefined;
  const starts = isRead
    ? [...delimiterLines(text, read.boundary, read.bodyStart)].flatMap(({ start, closes }) => (closes ? [] : [start]))
    : [...text.matchAll(/^--(?=\S)/gm)].map(({ index }) => index);
  return starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length;
    return foreignPart({ text, start, end, isPart: isRead }, type) ?? [];
  });
}

/** What stands behind a boundary. `isPart`: for certain, also where no header follows. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isPart: boolean;
}

/** So much of a part is looked at. */
const longestHead = 8_000;

function foreignPart({ text, start, end, isPart }: Piece, wanted: string): ForeignPart | undefined {
  const part = text.slice(start, Math.min(end, start + longestHead));
  const firstLine = part.indexOf('\n') + 1;
  if (firstLine === 0) return undefined;
  const { headers, broken, end: bodyStart } = headerBlock(part, firstLine);
  if (broken || (headers.length === 0 && !isPart)) return undefined;
  const header = headers.find(({ name }) => name === 'content-type');
  const [type = ''] = /^[^\s;]+/.exec(header?.value ?? '') ?? [];
  if (isEncoded(part.slice(0, bodyStart)) || type.toLowerCase() === wanted) return undefined;
  const body = part.slice(bodyStart);
  const kind = body.search(/\bNodeConfig\b/);
  if (kind < 0 || !isNodeConfig(body)) return undefined;
  // It may begin in the line behind that of its name.
  const typeStart = start + part.indexOf(type, header?.start ?? 0);
  const kindStart = start + bodyStart + kind;
  return {
    type,
    typeSpan: { start: typeStart, end: typeStart + type.length },
    kindSpan: { start: kindStart, end: kindStart + 'NodeConfig'.length },
  };
}

/** True for a document that is a NodeConfig from its first line on, and no script or other document that writes one. */
function isNodeConfig(body: string): boolean {
  const first = body.split('\n').find((line) => !/^[ \t]*(?:#(?!!)|\r?$)|^---[ \t]*\r?$/.test(line));
  return body.includes('node.eks.aws/') && /^(?:apiVersion|kind|spec|metadata|\{)/.test(first ?? '');
}
