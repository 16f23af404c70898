import type { Span } from '../text/span.js';

/** Why a program that reads mail strictly does not find the parts of a text in MIME form, and where it stumbles. */
export interface MimeFault {
  readonly fault: 'blankStart' | 'brokenHeader' | 'noBoundary' | 'bareBoundary' | 'otherBoundary';
  readonly span: Span;
  /** What is written there: the boundary, or the line. */
  readonly written: string;
}

/** A header block longer than this is none. */
const longestHeader = 4_000;

/**
 * What is wrong with the beginning of a text that is meant to be in MIME form; undefined where nothing is, or it is not meant to be.
 * Source: Go's net/mail.ReadMessage, mime.ParseMediaType (a boundary with other characters than those of a token needs quotes) and
 * mime/multipart, which nodeadm reads user data with (internal/configprovider/mime.go of amazon-eks-ami 81fec2e8).
 */
export function mimeFault(text: string): MimeFault | undefined {
  const start = text.search(/\S/);
  const beginning = text.slice(start, start + longestHeader);
  if (start < 0 || !/^(?:MIME-Version|Content-Type)[ \t]*:/i.test(beginning)) return undefined;
  const firstBlank = /\r?\n[ \t]*\r?\n/.exec(beginning);
  const headers = beginning.slice(0, firstBlank?.index ?? beginning.length);
  const type = /^Content-Type[ \t]*:[ \t]*multipart\/[^\n]*(?:\n[ \t][^\n]*)*/im.exec(headers);
  if (type === null) return undefined;
  const at = (from: number, written: string): Span => ({ start: start + from, end: start + from + written.length });
  if (/\n/.test(text.slice(0, start))) {
    const [written = ''] = /^[\w-]+/.exec(beginning) ?? [];
    return { fault: 'blankStart', span: at(0, written), written };
  }
  const broken = /^(?![ \t])(?![^\s:]+[ \t]*:)[^\r\n]+/m.exec(headers);
  if (broken) return { fault: 'brokenHeader', span: at(broken.index, broken[0]), written: broken[0] };
  const boundary = /\bboundary[ \t]*=[ \t]*(?:"([^"\r\n]*)"|([^\s;]*))/i.exec(type[0]);
  const written = boundary?.[1] ?? boundary?.[2] ?? '';
  if (boundary === null || written === '') {
    const [value = ''] = /multipart\/[\w.+-]+/i.exec(type[0]) ?? [];
    return { fault: 'noBoundary', span: at(type.index + type[0].indexOf(value), value), written: value };
  }
  const from = type.index + boundary.index + boundary[0].lastIndexOf(written);
  if (boundary[1] === undefined && !/^[\w!#$%&'*+.^`|~-]+$/.test(written)) {
    return { fault: 'bareBoundary', span: at(from, written), written };
  }
  const isUsed = text.includes(`\n--${written}`) || text.startsWith(`--${written}`);
  return isUsed ? undefined : { fault: 'otherBoundary', span: at(from, written), written };
}

/** A NodeConfig in a part of another type. */
export interface ForeignPart {
  readonly type: string;
  readonly typeSpan: Span;
  /** Its kind. */
  readonly kindSpan: Span;
}

/** The parts, among headers and boundaries, whose body is a NodeConfig by a pattern although their type is another one. */
export function foreignParts(text: string, type: string, body: RegExp): readonly ForeignPart[] {
  const found: ForeignPart[] = [];
  for (const match of text.matchAll(
    /^--[^\r\n]*\r?\n((?:[A-Za-z][\w-]*[ \t]*:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n){1,20})[ \t]*\r?\n/gm,
  )) {
    const [whole, headers = ''] = match;
    const written = /^Content-Type[ \t]*:[ \t]*([^\s;]+)/im.exec(headers);
    const isEncoded = /^Content-Transfer-Encoding:(?![ \t]*(?:7bit|8bit|binary)\b)/im.test(headers);
    if (isEncoded || written?.[1]?.toLowerCase() === type) continue;
    const start = match.index + whole.length;
    const next = text.slice(start).search(/^--\S/m);
    const content = text.slice(start, next < 0 ? text.length : start + next);
    const kind = content.search(/\bNodeConfig\b/);
    if (kind < 0 || !body.test(content)) continue;
    const value = written?.[1] ?? '';
    const typeStart =
      match.index + whole.indexOf(headers) + (written ? written.index + written[0].length - value.length : 0);
    found.push({
      type: value,
      typeSpan: { start: typeStart, end: typeStart + value.length },
      kindSpan: { start: start + kind, end: start + kind + 'NodeConfig'.length },
    });
  }
  return found;
}
