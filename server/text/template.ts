import type { Span } from './span.js';

/**
 * True when a text contains a placeholder a template engine or a person will fill in, so that its value is not known here.
 * Known are `${X}`, `$(X)`, `$X`, `{{ }}`, `{% %}`, `<% %>`, `%{ }`, `%x%`, `<x>`, `__X__` and `@x@`. A text that merely contains
 * one is a template, because the rest does not say what the whole will be.
 * Not templates: `$5`, `a < b`, `100%`, `user@host`, `__init__`, and what kubectl prints for absent values (`<none>`, `<nil>` …).
 */
export function isTemplate(text: string): boolean {
  if (!mayHoldTemplate(text)) return false;
  if (placeholders.some((pattern) => pattern.test(text))) return true;
  if (enclosers.some(([open, close]) => encloses(text, open, close))) return true;
  for (const [, name] of text.matchAll(/<([A-Za-z][^<>\r\n]*)>/g)) {
    if (name !== undefined && !/\s$/.test(name) && !absentNames.has(name)) return true;
  }
  return false;
}

/** False for a text in which nothing is a template: a cheap look at a whole document, instead of one at each of its words. */
export function mayHoldTemplate(text: string): boolean {
  return /[$<%@]|__|\{\{/.test(text);
}

/** Every pattern fails where it would have to read a character twice, so that no text takes more than linear time. */
const placeholders: readonly RegExp[] = [
  /\$\{[^}$]*\}/,
  /\$\([^)$]*\)/,
  /\$[A-Za-z_]/,
  /%[A-Za-z_][\w.-]*%/,
  /__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__/,
  /(?<![\w.])@[A-Za-z_][\w.]*@(?!\w)/,
];

const enclosers: readonly (readonly [string, string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['%{', '}'],
];

const absentNames: ReadonlySet<string> = new Set([
  'none',
  'nil',
  'null',
  'unset',
  'unknown',
  'invalid',
  'empty',
  'no value',
]);

function encloses(text: string, open: string, close: string): boolean {
  const start = text.indexOf(open);
  return start >= 0 && text.indexOf(close, start + open.length) >= 0;
}

/** A text whose template parts are overwritten by characters that mean nothing in YAML. Every offset stays what it was. */
export interface MaskedText {
  readonly text: string;
  /** What was overwritten, in order. */
  readonly masked: readonly Span[];
}

/**
 * Overwrites `{{ }}`, `{% %}`, `{# #}`, `<% %>` and lines of `%{ }` or Mako (`% if`) so that the rest can be read as YAML:
 * a line of nothing else becomes blank, a part of a line becomes a word. Returns undefined where there is none.
 */
export function maskTemplates(text: string): MaskedText | undefined {
  if (!/\{[{%#]|<%|^[ \t]*%/m.test(text)) return undefined;
  const masked = apart([...engineRegions(text), ...lineRegions(text, controlLines)]);
  if (masked.length === 0) return undefined;
  const words = overwrite(text, masked, (part) => part.replace(/[^\r\n]/g, filler));
  return { text: blankControlLines(words), masked };
}

/**
 * Makes the lines blank that hold nothing but overwritten parts, except within a block scalar, where they are text.
 * There a line that is indented less than the scalar is made blank, because it would end it.
 */
function blankControlLines(words: string): string {
  let blockIndent: number | undefined;
  return words.replace(/[^\r\n]+/g, (line) => {
    const indent = line.search(/[^ ]/);
    if (indent < 0) return line;
    const isInBlock = blockIndent !== undefined && indent > blockIndent;
    if (/^[ \t]*\uE000[\uE000 \t]*$/.test(line)) return isInBlock ? line : ' '.repeat(line.length);
    if (!isInBlock) blockIndent = /(?:^|[ \t])[|>][-+1-9]{0,2}[ \t]*(?:#[\s\S]*)?$/.test(line) ? indent : undefined;
    return line;
  });
}

/** Lines that hold one placeholder only (`${SUBNETS}`, `$(cat x)`, `$SUBNETS`): it may stand for any number of lines. */
export function placeholderLines(text: string): readonly Span[] {
  return text.includes('$')
    ? lineRegions(text, [/(?<![^\r\n])[ \t]*(?:\$\{[^}\r\n]*\}|\$\([^)\r\n]*\)|\$[A-Z_][A-Z0-9_]*)[ \t]*(?![^\r\n])/g])
    : [];
}

/** The spans in order, without those that overlap an earlier one. */
export function apart(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

/** The text with spaces in place of the spans, which must be in order. */
export function blank(text: string, spans: readonly Span[]): string {
  return overwrite(text, spans, (part) => part.replace(/[^\r\n]/g, ' '));
}

/** A private-use character: YAML reads it as part of a word anywhere. */
const filler = '\uE000';

const controlLines: readonly RegExp[] = [
  /(?<![^\r\n])[ \t]*%\{[^\r\n]*\}[ \t]*(?![^\r\n])/g,
  /(?<![^\r\n])[ \t]*%[ \t]*(?:if|elif|else|endif|for|endfor|while|endwhile|try|except|endtry)\b[^\r\n]*/g,
];

function lineRegions(text: string, patterns: readonly RegExp[]): Span[] {
  return patterns.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: line, index }) => ({ start: index, end: index + line.length })),
  );
}

const closers: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '<%': '%>' };

/** Longer than this a template part is taken for an opener somebody forgot to close. */
const longestPart = 4_000;

function engineRegions(text: string): Span[] {
  const nextAt = nextOccurrence(text);
  const regions: Span[] = [];
  const openers = /\{[{%#]|<%/g;
  for (let match = openers.exec(text); match !== null; match = openers.exec(text)) {
    const open = match[0];
    const start = match.index;
    const close = nextAt(closers[open] ?? '', start + 2);
    const reopened = nextAt(open, start + 2);
    openers.lastIndex = start + 1;
    if (close < 0 || close - start > longestPart) continue;
    if (reopened >= 0 && reopened < close) continue;
    const triple = open === '{{' && text[start + 2] === '{' && text[close + 2] === '}';
    const end = close + (triple ? 3 : 2);
    regions.push({ start, end });
    openers.lastIndex = end;
  }
  return regions;
}

/** `indexOf` for positions that only grow: remembers the last answer, so that many questions cost one pass. */
function nextOccurrence(text: string): (part: string, from: number) => number {
  const known = new Map<string, number>();
  return (part, from) => {
    const last = known.get(part);
    if (last !== undefined && (last < 0 || last >= from)) return last;
    const found = text.indexOf(part, from);
    known.set(part, found);
    return found;
  };
}

function overwrite(text: string, spans: readonly Span[], replace: (part: string) => string): string {
  let result = '';
  let position = 0;
  for (const { start, end } of spans) {
    result += text.slice(position, start) + replace(text.slice(start, end));
    position = end;
  }
  return result + text.slice(position);
}
