import { withLineFeeds } from '../../text/lines.js';
import { isEncoded } from '../../text/mimeHeaders.js';
import type { Span } from '../../text/span.js';

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
export function mimeFault(written: string): MimeFault | undefined {
  return faultIn(withLineFeeds(written));
}

function faultIn(text: string): MimeFault | undefined {
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

/** The parts of a text of headers and boundaries that hold a NodeConfig and are of another type than `type`. */
export function foreignParts(written: string, type: string): readonly ForeignPart[] {
  const text = withLineFeeds(written);
  const starts = [...text.matchAll(/^--(?=\S)/gm)].map(({ index }) => index);
  return starts.flatMap(
    (start, index) => foreignPart(text.slice(start, starts[index + 1] ?? text.length), start, type) ?? [],
  );
}

function foreignPart(part: string, start: number, wanted: string): ForeignPart | undefined {
  const head = part.slice(0, longestHeader);
  const [gap] = /\r?\n[ \t]*\r?\n/.exec(head) ?? [];
  const headers = gap === undefined ? '' : head.slice(0, head.indexOf(gap));
  // Behind the boundary stand headers, or the body at once.
  if (gap === undefined || !/\n[A-Za-z][\w-]*[ \t]*:/.test(headers)) return undefined;
  const [whole = '', written = ''] = /^Content-Type[ \t]*:[ \t]*([^\s;]+)/im.exec(headers) ?? [];
  if (isEncoded(headers) || written.toLowerCase() === wanted) return undefined;
  const bodyStart = headers.length + gap.length;
  const body = part.slice(bodyStart, bodyStart + longestHeader);
  const kind = body.search(/\bNodeConfig\b/);
  if (kind < 0 || !isNodeConfig(body)) return undefined;
  const typeStart = start + headers.indexOf(whole) + whole.length - written.length;
  const kindStart = start + bodyStart + kind;
  return {
    type: written,
    typeSpan: { start: typeStart, end: typeStart + written.length },
    kindSpan: { start: kindStart, end: kindStart + 'NodeConfig'.length },
  };
}

/** True for a document that is a NodeConfig from its first line on, and no script or other document that writes one. */
function isNodeConfig(body: string): boolean {
  const first = body.split('\n').find((line) => !/^[ \t]*(?:#(?!!)|\r?$)|^---[ \t]*\r?$/.test(line));
  return body.includes('node.eks.aws/') && /^(?:apiVersion|kind|spec|metadata|\{)/.test(first ?? '');
}
