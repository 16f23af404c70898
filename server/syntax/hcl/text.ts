import { lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';

/** A quoted text or a here-document as it is read. */
export interface ReadText {
  readonly text: string;
  /** For each UTF-16 unit of the text, and for its end, where it stands in the file. */
  readonly offsets: readonly number[];
  /** Terraform puts something into it that is not seen here: `${var.x}`, `%{ if … }`. */
  readonly open: boolean;
  /** Behind its last character. */
  readonly end: number;
  /** The quote, or the line that ends it, is there. */
  readonly isClosed: boolean;
}

/** Reads a text in quotes that starts at an offset. Without a quote to close it, it ends with its line. */
export function readQuoted(source: string, start: number): ReadText {
  const taken = takeText(source, { start: start + 1, end: source.length }, 'quoted');
  const isClosed = source[taken.end] === '"';
  return { ...taken, end: isClosed ? taken.end + 1 : taken.end, isClosed };
}

const header = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*(?=\n|$)/uy;

/** True where a here-document starts. */
export function isHeredocAt(source: string, at: number): boolean {
  header.lastIndex = at;
  return source.startsWith('<<', at) && header.test(source);
}

/**
 * Reads a here-document that starts at an offset, up to the word that ends it. With `<<-` the blanks go that all its lines begin with.
 * Without a line that ends it, it is the rest of the file.
 */
export function readHeredoc(source: string, start: number): ReadText | undefined {
  header.lastIndex = start;
  const [written, flush, word = ''] = header.exec(source) ?? [];
  if (written === undefined) return undefined;
  const from = Math.min(start + written.length + 1, source.length);
  const last = lastLine(source, from, word);
  const to = last?.start ?? source.length;
  const taken = takeText(source, { start: from, end: to }, 'heredoc');
  const body = flush === '-' ? withoutIndent(taken) : taken;
  return { ...body, end: last?.end ?? source.length, isClosed: last !== undefined };
}

/** The line that ends a here-document: where it starts, and where its word ends. */
function lastLine(source: string, from: number, word: string): Span | undefined {
  for (let start = from; start < source.length; ) {
    const end = lineEnd(source, start);
    const line = source.slice(start, end);
    if (line.trim() === word) return { start, end: start + line.trimEnd().length };
    start = end + 1;
  }
  return undefined;
}

type Taken = Pick<ReadText, 'text' | 'offsets' | 'open' | 'end'>;

/** Takes the characters of a text, up to the quote or the line that ends it; what Terraform fills in stays as it is written. */
function takeText(source: string, within: Span, kind: 'quoted' | 'heredoc'): Taken {
  const offsets: number[] = [];
  const parts: string[] = [];
  let open = false;
  const put = (text: string, at: number, step = 0): void => {
    parts.push(text);
    for (let index = 0; index < text.length; index++) offsets.push(at + index * step);
  };
  let left = mostUnclosed;
  let at = within.start;
  while (at < within.end) {
    const character = source.charAt(at);
    const isMark = character === '$' || character === '%';
    if (kind === 'quoted' && (character === '"' || character === '\n')) break;
    if (isMark && source[at + 1] === character && source[at + 2] === '{') {
      put(`${character}{`, at, 2);
      at += 3;
    } else if (isMark && source[at + 1] === '{') {
      const closed = left > 0 ? templateEnd(source, at + 2, within.end) : undefined;
      if (closed === undefined) left--;
      const end = closed ?? at + 2;
      put(source.slice(at, end), at, 1);
      open = true;
      at = end;
    } else if (character === '\\' && kind === 'quoted') {
      const [written, stands] = escapeAt(source, at);
      put(stands, at);
      at += written;
    } else {
      put(character, at);
      at++;
    }
  }
  offsets.push(at);
  return { text: parts.join(''), offsets, open, end: at };
}

/** The escape at an offset: its length, and what it stands for. */
function escapeAt(source: string, at: number): readonly [number, string] {
  const [, letter, short, long] =
    /^\\(?:([nrt"\\])|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/.exec(source.slice(at, at + 10)) ?? [];
  if (letter !== undefined) return [2, letters[letter] ?? letter];
  const digits = short ?? long;
  if (digits === undefined) return [1, '\\'];
  const code = Number.parseInt(digits, 16);
  return [digits.length + 2, code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'];
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Longer expressions are not looked for in a text: without an end each would be looked for up to the end of the file. */
const longestTemplate = 2_000;
const mostLines = 20;
/** Of so many that have no end in one text. */
const mostUnclosed = 20;

/** Behind the brace that closes what Terraform fills into a text; undefined where none does. */
function templateEnd(source: string, from: number, end: number): number | undefined {
  /** What is open, the innermost last: braces, and texts in quotes within them. */
  const open: ('{' | '"')[] = ['{'];
  let lines = 0;
  const limit = Math.min(end, from + longestTemplate);
  for (let at = from; at < limit; at++) {
    const character = source[at];
    const isInText = open.at(-1) === '"';
    if (character === '\n' && (isInText || ++lines > mostLines)) return undefined;
    if (isInText && character === '\\') at++;
    else if (isInText && (character === '$' || character === '%') && source[at + 1] === '{') {
      open.push('{');
      at++;
    } else if (character === '"') {
      if (isInText) open.pop();
      else open.push('"');
    } else if (isInText) continue;
    else if (character === '{') open.push('{');
    else if (character === '}') {
      open.pop();
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}

/** A text without the blanks that all of its lines begin with. Lines of blanks do not count, and keep theirs. */
function withoutIndent(taken: Taken): Taken {
  const lines = taken.text.split('\n');
  const widths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const width = widths.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  if (width === 0 || width === Number.POSITIVE_INFINITY) return taken;
  const offsets: number[] = [];
  let start = 0;
  const kept = lines.map((line) => {
    const cut = line.trim() === '' ? 0 : width;
    for (let at = start + cut; at < start + line.length + 1; at++) offsets.push(taken.offsets[at] ?? taken.end);
    start += line.length + 1;
    return line.slice(cut);
  });
  return { ...taken, text: kept.join('\n'), offsets };
}
