import type { Span } from './span.js';

/** A text whose template parts are overwritten by characters that mean nothing in YAML. Every offset stays what it was. */
export interface MaskedText {
  readonly text: string;
  /** What was overwritten, in order. */
  readonly masked: readonly Span[];
}

/**
 * Overwrites `{{ }}`, `{% %}`, `{# #}`, `<% %>` and lines of `%{ }`, Mako (`% if`) or ytt (`#@ if`) so that the rest can be read as YAML:
 * a line of nothing else becomes blank, a part of a line becomes a word. Returns undefined where there is none.
 */
export function maskTemplates(text: string): MaskedText | undefined {
  if (!/\{[{%#]|<%|^[ \t]*(?:%|#@)/m.test(text)) return undefined;
  const masked = apart([...engineRegions(text), ...lineRegions(text, controlLines)]);
  if (masked.length === 0) return undefined;
  return { text: blankControlLines(asWords(text, masked)), masked };
}

/** The text with a word in place of each of the spans, which must be in order. */
export function asWords(text: string, spans: readonly Span[]): string {
  return overwrite(text, spans, (part) => part.replace(/[^\r\n]/g, filler));
}

/**
 * Placeholders that YAML reads as something else than a word and finds nothing wrong with: `{az}` is a mapping to it, `[[ az ]]` a list
 * in a list, `#{az}` and ytt's `#@ az` a comment, `?` a key to come.
 */
export function disguisedParts(text: string): readonly Span[] {
  return /[{[?]|#@/.test(text) ? apart(lineRegions(text, disguised)) : [];
}

const disguised: readonly RegExp[] = [
  /(?<![^\s[,:(])\{(?:[A-Za-z_][\w.-]*(?:![rsa])?|\d{1,2})\}/g,
  /(?<![^\s[,:{(])\[\[[^[\]\r\n,]+\]\]/g,
  /#(?<=(?:[:,[-]|^)[ \t]+#)\{[\w.: -]+\}#?/gm,
  /(?<![^\r\n])#\{[\w.-]+\}#?(?=:[ \t\r\n])/g,
  /#(?<=[:-][ \t]+#)@ [^\r\n]*/g,
  /\?(?<=(?:[:-][ \t]|[,[])[ \t]*\?)(?=[ \t]*(?:[,}\]\r\n]|$))/g,
];

/** Placeholders that may stand where YAML stumbles over them: in brackets (`[${A},${B}]`), or at the start of a value (`%s`, `@AZ@`). */
export function valueParts(text: string): readonly Span[] {
  return apart([...braced(text), ...lineRegions(text, stumbling)]);
}

const stumbling: readonly RegExp[] = [
  /\$\([^)$\r\n]*\)/g,
  /\$[A-Za-z_]\w*/g,
  /__[A-Z][A-Z0-9_]*__/g,
  /\$?\[\[[^[\]\r\n]*\]\]/g,
  /\$\[[^$[\]\r\n]+\]/g,
  /\[%[^%\r\n]*%\]/g,
  /\|[A-Za-z_][\w.-]*\|/g,
  /<[!?][^<>\r\n]*>/g,
  /%\([\w.]+\)[\w.-]*[A-Za-z]/g,
  /%(?:\[\d+\])?[-+#0]?\d*(?:\.\d+)?(?:s|[vq](?![A-Za-z]{2})|[difu](?![A-Za-z\d]{2}))/g,
  /%[A-Za-z_][\w.-]*%/g,
  /@[A-Za-z_][\w.]*@/g,
  /`[^`\r\n]*`/g,
  /\(\([^()\r\n]*\)\)/g,
  /\(@[^@\r\n]*@\)/g,
  /<<?[ \t]*[A-Za-z][^<>\r\n]*>>?/g,
  /\\\([^()\r\n]*\)/g,
];

/** `${…}`, `#{…}`, `@{…}`, `%{…}` and `{…}` of a name, with what is in braces within (`${A:-${B}}`), on one line. */
function braced(text: string): Span[] {
  const found: Span[] = [];
  const opener = /[$#@%]\{|(?<![{$#@%])\{(?=[A-Za-z_][\w.-]*\}|\d{1,2}\})/g;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const end = closingBrace(text, match.index);
    if (end === undefined) continue;
    found.push({ start: match.index, end: text[match.index] === '#' && text[end] === '#' ? end + 1 : end });
    opener.lastIndex = end;
  }
  return found;
}

/** Behind the brace that closes the first one at or behind `at`, on the same line and not too far away. */
function closingBrace(text: string, at: number): number | undefined {
  let depth = 0;
  for (let end = at; end < Math.min(text.length, at + longestPlaceholder); end++) {
    const character = text[end];
    if (character === '\n' || character === '\r') return undefined;
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) return end + 1;
  }
  return undefined;
}

const longestPlaceholder = 300;

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

/** Lines that hold one placeholder only (`${SUBNETS}`, `$(cat x)`, `$SUBNETS`, `%s`): it may stand for any number of lines. */
export function placeholderLines(text: string): readonly Span[] {
  return /[$%@{`<([~§|?…]|\.{3}|TODO|TBD|FIXME/.test(text) ? lineRegions(text, [placeholderLine]) : [];
}

const placeholderLine =
  /(?<![^\r\n])[ \t]*(?:\$\{[^}\r\n]*\}|\$\([^)\r\n]*\)|\$[A-Z_][A-Z0-9_]*|%[sv]|%\(\w+\)s|%\w+%|@\w+@|`[^`\r\n]+`|__[A-Z][A-Z0-9_]*__|\{\w+\}|[#@]\{[\w.]+\}#?|\$?\[\[[^[\]\r\n,]+\]\]|\(\([^()\r\n]+\)\)|<[A-Za-z!?][^<>\r\n]*>|\$\[[^$[\]\r\n]+\]|\[%[^%\r\n]*%\]|~[A-Za-z_][\w.-]*~|§[^§\r\n]+§|\|[A-Za-z_][\w.-]*\||(?<=[ \t])\.{3}|…|(?<=[ \t])\?{2,}|(?<=[ \t])(?:TODO|TBD|FIXME))[ \t]*(?![^\r\n])/g;

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
  /(?<![^\r\n])[ \t]*#@(?: (?:if|elif|else|end|for|while|def|load|let|var)\b|\w+\/\w)[^\r\n]*/g,
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
