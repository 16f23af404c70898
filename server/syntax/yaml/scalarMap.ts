import { behindBreak, isBreakAt, lineEnd } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { ScalarStyle } from '../node.js';
import { isClosedQuote } from './tokens.js';

/** A scalar's decoded text, and for each UTF-16 unit of it, and for its end, the offset in the source. Offsets never fall. */
export interface DecodedScalar {
  readonly text: string;
  readonly offsets: Uint32Array;
}

/**
 * Decodes a scalar written at `span` of `source`. `expected` is the text the parser found for it: undefined is returned
 * where this decoding differs, so that an offset is either right or not given.
 */
export function decodeScalar(
  source: string,
  span: Span,
  style: ScalarStyle,
  expected: string,
): DecodedScalar | undefined {
  const isQuoted = style === 'single' || style === 'double';
  if (isQuoted && !isClosedQuote(source.slice(span.start, span.end))) return undefined;
  // What is in quotes ends before the last one: what is written there must not meet it.
  const output = createOutput(expected.length, isQuoted ? span.end - 1 : span.end);
  switch (style) {
    case 'plain':
      decodeLines(source, span, output.copy, output);
      break;
    case 'single':
      decodeLines(source, { start: span.start + 1, end: span.end - 1 }, copySingleQuoted(output), output);
      break;
    case 'double':
      decodeDouble(source, { start: span.start + 1, end: span.end - 1 }, output);
      break;
    case 'literal':
    case 'folded':
      decodeBlock(source, span, style, expected, output);
      break;
    default:
      style satisfies never;
  }
  const decoded = output.finish();
  return decoded.text === expected ? decoded : undefined;
}

/**
 * The text of a literal scalar of `source` when the parser saw `masked`, which has blank lines where `source` has template lines,
 * and found `parsed`. Lines indented less than the scalar keep what they have.
 */
export function decodeMaskedLiteral(source: string, masked: string, span: Span, parsed: string): string {
  const indent = contentIndent(linesOfBlock(masked, span), parsed);
  const lines = linesOfBlock(source, span);
  const texts = lines.map((line) => source.slice(line.start + Math.min(line.indent, indent), line.end));
  return texts.join('\n') + (parsed.endsWith('\n') ? '\n' : '');
}

/** Collects decoded text together with where it came from. */
interface Output {
  /** Source text taken as it is. */
  copy(source: string, start: number, end: number): void;
  /** Text that stands for what the source has at `offset`. */
  put(text: string, offset: number): void;
  /** The number of units so far. */
  length(): number;
  finish(): DecodedScalar;
}

function createOutput(expectedLength: number, sourceEnd: number): Output {
  const pieces: string[] = [];
  let offsets = new Uint32Array(expectedLength + 16);
  let length = 0;
  const reserve = (count: number): void => {
    if (length + count < offsets.length) return;
    const larger = new Uint32Array(2 * (length + count) + 16);
    larger.set(offsets.subarray(0, length));
    offsets = larger;
  };
  return {
    copy(source, start, end) {
      if (end <= start) return;
      reserve(end - start);
      for (let index = start; index < end; index++) offsets[length++] = index;
      pieces.push(source.slice(start, end));
    },
    put(text, offset) {
      reserve(text.length);
      offsets.fill(offset, length, length + text.length);
      length += text.length;
      pieces.push(text);
    },
    length: () => length,
    finish() {
      reserve(1);
      offsets[length] = Math.max(sourceEnd, length === 0 ? 0 : (offsets[length - 1] ?? 0));
      return { text: pieces.join(''), offsets: offsets.subarray(0, length + 1) };
    },
  };
}

type CopyLine = (source: string, start: number, end: number) => void;

/** Plain and single-quoted scalars: lines are trimmed, one break is a space, each further one a line feed. */
function decodeLines(source: string, span: Span, copy: CopyLine, output: Output): void {
  let from = span.start;
  let separator = '';
  let separatorAt = span.start;
  for (;;) {
    const to = lineEnd(source, from, span.end);
    const isFirst = from === span.start;
    const isLast = to >= span.end;
    const start = isFirst ? from : skipBlanks(source, from, to);
    const end = isLast ? to : skipBlanksBack(source, to, start);
    if (isFirst || isLast || start < end) {
      output.put(separator, separatorAt);
      copy(source, start, end);
      separator = ' ';
      separatorAt = Math.max(end, start);
    } else {
      if (separator === '\n') {
        output.put('\n', separatorAt);
        separatorAt = from;
      }
      // The first of several breaks is none in the text, so the text before it ends where the second one is taken for.
      separator = '\n';
    }
    if (isLast) return;
    from = behindBreak(source, to);
  }
}

function copySingleQuoted(output: Output): CopyLine {
  return (source, start, end) => {
    let position = start;
    for (const { index } of source.slice(start, end).matchAll(/''/g)) {
      output.copy(source, position, start + index);
      output.put("'", start + index);
      position = start + index + 2;
    }
    output.copy(source, position, end);
  };
}

function decodeDouble(source: string, { start, end }: Span, output: Output): void {
  let position = start;
  while (position < end) {
    const next = nextSpecial(source, position, end);
    output.copy(source, position, next);
    position = next < end ? decodeSpecial(source, next, end, output) : end;
  }
}

/** The next character of a double-quoted scalar that does not stand for itself alone. */
function nextSpecial(source: string, start: number, end: number): number {
  let position = start;
  while (position < end && source[position] !== '\\' && !isBlank(source, position) && !isBreakAt(source, position))
    position++;
  return position;
}

function decodeSpecial(source: string, at: number, end: number, output: Output): number {
  const character = source[at];
  if (character === '\\') return decodeEscape(source, at, end, output);
  const afterBlanks = skipBlanks(source, at, end);
  if (afterBlanks === end || !isBreakAt(source, afterBlanks)) {
    output.copy(source, at, afterBlanks);
    return afterBlanks;
  }
  let breaks = 0;
  let position = afterBlanks;
  let from = at;
  while (position < end && isBreakAt(source, position)) {
    if (breaks > 0) {
      output.put('\n', from);
      from = position;
    }
    breaks++;
    position = skipBlanks(source, behindBreak(source, position), end);
  }
  if (breaks === 1) output.put(' ', at);
  return position;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function decodeEscape(source: string, at: number, end: number, output: Output): number {
  const letter = source[at + 1] ?? '';
  if (Object.hasOwn(escapes, letter)) {
    output.put(escapes[letter] ?? '', at);
    return at + 2;
  }
  if (at + 1 < end && isBreakAt(source, at + 1)) return skipBlanks(source, behindBreak(source, at + 1), end);
  const length = Object.hasOwn(hexLengths, letter) ? (hexLengths[letter] ?? 0) : 0;
  const digits = source.slice(at + 2, at + 2 + length);
  const code =
    length > 0 && digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : -1;
  if (code >= 0 && code <= 0x10ffff) {
    output.put(String.fromCodePoint(code), at);
    return at + 2 + length;
  }
  output.copy(source, at, Math.min(at + 2, end));
  return at + 2;
}

interface BlockLine {
  readonly start: number;
  readonly end: number;
  /** The number of spaces it starts with. */
  readonly indent: number;
}

function decodeBlock(source: string, span: Span, style: 'literal' | 'folded', expected: string, output: Output): void {
  const lines = linesOfBlock(source, span);
  const indent = contentIndent(lines, expected);
  if (style === 'literal') decodeLiteral(source, lines, indent, output);
  else decodeFolded(source, lines, indent, output);
  let position = span.end;
  while (output.length() < expected.length && expected[output.length()] === '\n') {
    output.put('\n', position);
    if (position < source.length && isBreakAt(source, position)) {
      position = skipBlanks(source, behindBreak(source, position), source.length);
    }
  }
}

/** The lines behind the header. */
function linesOfBlock(source: string, { start, end }: Span): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  for (let from = behindBreak(source, lineEnd(source, start, end)); from < end; ) {
    const to = lineEnd(source, from, end);
    let content = from;
    while (content < to && source[content] === ' ') content++;
    lines.push({ start: from, end: to, indent: content - from });
    if (to >= end) break;
    from = behindBreak(source, to);
  }
  return lines;
}

/** How many spaces the scalar's indentation takes: what the first line of content has more in the source than decoded. */
function contentIndent(lines: readonly BlockLine[], expected: string): number {
  const first = lines.find((line) => line.start + line.indent < line.end);
  if (first === undefined) return lines.reduce((most, line) => Math.max(most, line.indent), 0);
  const decoded = /(?:^|\n)( *)[^ \n]/.exec(expected)?.[1]?.length ?? 0;
  return Math.max(0, first.indent - decoded);
}

function decodeLiteral(source: string, lines: readonly BlockLine[], indent: number, output: Output): void {
  lines.forEach((line, index) => {
    output.copy(source, line.start + Math.min(line.indent, indent), line.end);
    if (index + 1 < lines.length) output.put('\n', line.end);
  });
}

/** Folding as YAML 1.2.2, 8.1.3 has it: lines with more indentation keep their breaks, and so do the breaks around them. */
function decodeFolded(source: string, lines: readonly BlockLine[], indent: number, output: Output): void {
  let pendingBreaks: number[] = [];
  let previousFolds = false;
  let started = false;
  for (const line of lines) {
    const start = line.start + Math.min(line.indent, indent);
    const isEmpty = start >= line.end;
    if (!isEmpty) {
      const folds = line.indent <= indent && source[start] !== '\t';
      const [first, ...rest] = pendingBreaks;
      if (started && first !== undefined) {
        if (!(folds && previousFolds)) for (const at of pendingBreaks) output.put('\n', at);
        else if (rest.length === 0) output.put(' ', first);
        else for (const at of pendingBreaks.slice(0, -1)) output.put('\n', at);
      } else {
        for (const at of pendingBreaks) output.put('\n', at);
      }
      pendingBreaks = [];
      output.copy(source, start, line.end);
      previousFolds = folds;
      started = true;
    }
    pendingBreaks.push(line.end);
  }
}

function isBlank(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 32 || code === 9;
}

function skipBlanks(source: string, start: number, end: number): number {
  let position = start;
  while (position < end && isBlank(source, position)) position++;
  return position;
}

function skipBlanksBack(source: string, end: number, start: number): number {
  let position = end;
  while (position > start && isBlank(source, position - 1)) position--;
  return position;
}
