import { beginningOf } from '../../text/lines.js';
import { delimiterLines, isEncoded, mayBeFilled } from '../../text/mimeHeaders.js';
import type { MimeForm } from '../node.js';

/** A part of a MIME multipart text, or what stands between two of them; joined again they are the text. */
export interface MimePiece {
  readonly start: number;
  readonly text: string;
  /** `nodeConfig`: the body of a part of type application/node.eks.aws. `prose`: headers, boundaries and every other part. */
  readonly kind: 'nodeConfig' | 'prose';
  /** Of prose, where the text names a boundary. */
  readonly mime?: MimeForm;
}

/** A header block longer than this is none. */
const longestHeader = 2_000;

/**
 * Cuts user data in MIME multipart form into the NodeConfigs in it and the rest; undefined for any other text.
 * Source: RFC 2046, 5.1, as nodeadm reads it (internal/configprovider/mime.go of amazon-eks-ami).
 */
export function splitMime(text: string): readonly MimePiece[] | undefined {
  const headers = multipartHeaders(text);
  if (headers === undefined) return undefined;
  const { boundary } = headers;
  // Whoever reads it finds no parts; as YAML it would be full of faults.
  if (boundary === undefined) return [{ start: 0, text, kind: 'prose' }];
  const pieces: Omit<MimePiece, 'mime'>[] = [];
  let position = 0;
  const cut = (end: number, kind: MimePiece['kind']): void => {
    if (end > position) pieces.push({ start: position, text: text.slice(position, end), kind });
    position = Math.max(position, end);
  };
  const delimiters = [...delimiterLines(text, boundary, 0)].map(({ start }) => start);
  delimiters.forEach((start, index) => {
    const end = delimiters[index + 1] ?? text.length;
    const body = bodyOf(text.slice(start, end));
    if (body === undefined) return;
    cut(start + body, 'prose');
    cut(end, 'nodeConfig');
  });
  cut(text.length, 'prose');
  const last = mayBeFilled(text, delimiters.at(-1) ?? 0) ? undefined : pieces.findLast(({ kind }) => kind === 'prose');
  return pieces.map((piece) =>
    piece.kind === 'prose'
      ? { ...piece, mime: { boundary, isFirst: piece === pieces[0], isLast: piece === last } }
      : piece,
  );
}

/** The boundary that the headers at the start of a text name, where they say that it has parts; undefined for any other text. */
function multipartHeaders(text: string): { readonly boundary: string | undefined } | undefined {
  const beginning = beginningOf(text, 2 * longestHeader)
    .trimStart()
    .slice(0, longestHeader);
  // A key of YAML looks like a header.
  if (
    !/^[A-Za-z-]+:/.test(beginning) ||
    !/^Content-Type:|^MIME-Version:.*(?:\r?\n|\r)[ \t]+Content-Type:/im.test(beginning)
  )
    return undefined;
  const [headers = ''] = beginning.split(/\n[ \t]*\n/, 1);
  const type = /^[ \t]*Content-Type:[ \t]*multipart\/[\w.+-]+[ \t]*(?:;([^\n]*(?:\n[ \t][^\n]*)*))?/im.exec(headers);
  if (type === null) return undefined;
  const [, quoted, bare] = /\bboundary=(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(type[1] ?? '') ?? [];
  return { boundary: quoted ?? bare };
}

/** Where the body of a part starts; undefined for a part that is no NodeConfig in plain text. */
function bodyOf(part: string): number | undefined {
  const [headers, gap] =
    /^(?:[^\r\n]+(?:\r\n|\r(?!\n)|\n))*?(\r\n|\r(?!\n)|\n)/.exec(part.slice(0, 2 * longestHeader)) ?? [];
  if (headers === undefined || gap === undefined || beginningOf(headers, longestHeader + 1).length > longestHeader)
    return undefined;
  const isNodeConfig = /^Content-Type:\s*application\/node\.eks\.aws\s*(?:;|$)/im.test(headers);
  return isNodeConfig && !isEncoded(headers) ? headers.length : undefined;
}
