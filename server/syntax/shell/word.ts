import type { Span } from '../../text/span.js';

/** What a word, or a part of one, comes to. */
export interface DecodedWord {
  readonly text: string;
  /** For each UTF-16 unit of the text, and for its end, where it stands in the script. */
  readonly offsets: ArrayLike<number>;
  /** Where in the text something stands that a shell replaces by what we do not see (`$X`): here it is as it is written. */
  readonly open: readonly Span[];
}

/** Takes a piece of a script into what is decoded, and returns where the next piece starts. */
type Take = (at: number) => number;

/**
 * Takes the quotes and backslashes from a word, or from a part of one that starts outside of quotes. `holes` is what a shell replaces,
 * in order and apart from each other. Quotes that are not closed end with the word.
 */
export function decodeWord(script: string, { start, end }: Span, holes: readonly Span[]): DecodedWord {
  const written = script.slice(start, end);
  if (holes.length === 0 && quotingOf(written) === 'bare' && !written.includes('\r')) {
    return {
      text: written,
      offsets: Uint32Array.from({ length: written.length + 1 }, (_, index) => start + index),
      open: [],
    };
  }
  let decoded = '';
  const offsets: number[] = [];
  const open: Span[] = [];
  const put = (text: string, at: number): void => {
    decoded += text;
    for (let index = 0; index < text.length; index++) offsets.push(at);
  };
  const takeCharacter: Take = (at) => {
    const isBreak = script.startsWith('\r\n', at);
    put(isBreak ? '\n' : script.charAt(at), at);
    return at + (isBreak ? 2 : 1);
  };
  const takeEscaped: Take = (at) => {
    const lineBreak = /^\\(?:\r\n|\r|\n)/.exec(script.slice(at, at + 3))?.[0];
    if (lineBreak !== undefined) return at + lineBreak.length;
    put(at + 1 < end ? script.charAt(at + 1) : '\\', at);
    return at + 2;
  };
  const takeDouble: Take = (at) => {
    const isEscape = script[at] === '\\' && /^[$`"\\\r\n]/.test(script.charAt(at + 1));
    return isEscape ? takeEscaped(at) : takeCharacter(at);
  };
  const takeSingle: Take = (from) => {
    let at = from + 1;
    while (at < end && script[at] !== "'") at = takeCharacter(at);
    return at + 1;
  };
  const takeAnsi: Take = (from) => {
    let at = from + 2;
    while (at < end && script[at] !== "'") {
      const [escaped, text] = ansiEscape(script.slice(at, Math.min(end, at + longestEscape)));
      if (escaped === '') at = takeCharacter(at);
      else put(text, at);
      at += escaped.length;
    }
    return at + 1;
  };
  let isQuoted = false;
  let next = 0;
  for (let at = start; at < end; ) {
    while ((holes[next]?.end ?? end) <= at) next++;
    const hole = holes[next];
    if (hole !== undefined && hole.start <= at) {
      const from = decoded.length;
      for (const last = Math.min(hole.end, end); at < last; at++) put(script.charAt(at), at);
      open.push({ start: from, end: decoded.length });
    } else if (script[at] === '"') {
      isQuoted = !isQuoted;
      at++;
    } else if (isQuoted) at = takeDouble(at);
    else if (script[at] === "'") at = takeSingle(at);
    else if (script.startsWith("$'", at)) at = takeAnsi(at);
    else if (script.startsWith('$"', at)) at++;
    else if (script[at] === '\\') at = takeEscaped(at);
    else at = takeCharacter(at);
  }
  // What is in quotes as a whole ends before the last one.
  const isClosed = /^(?:single|double|ansi)$/.test(quotingOf(written));
  offsets.push(isClosed ? end - 1 : end);
  return { text: decoded, offsets, open };
}

const longestEscape = 10;

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The escape that a text within `$'…'` starts with, and what it stands for; empty where it starts with none. */
function ansiEscape(text: string): readonly [written: string, stands: string] {
  const [written = '', letter, octal, hex, unicode, other] =
    /^\\(?:([abeEfnrtv])|([0-7]{1,3})|x([\dA-Fa-f]{1,2})|(?:u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8}))|c.|[\\'"?])/.exec(
      text,
    ) ?? [];
  if (letter !== undefined) return [written, letters[letter] ?? ''];
  if (octal !== undefined) return [written, String.fromCharCode(Number.parseInt(octal, 8) & 0xff)];
  const code = Number.parseInt(hex ?? unicode ?? other ?? '', 16);
  if (!Number.isNaN(code)) return [written, code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'];
  if (written.startsWith('\\c')) return [written, String.fromCharCode(written.charCodeAt(2) & 0x1f)];
  return [written, written.slice(1)];
}

/** True where a part of the text is not known here. */
export function isOpenIn({ open }: DecodedWord, from: number, to: number): boolean {
  return open.some(({ start, end }) => start < to && from < end);
}

/** How a word, or a part of one, is quoted. `mixed`: in parts, or with backslashes. */
export type Quoting = 'bare' | 'single' | 'double' | 'ansi' | 'mixed';

/** How a piece of a script is quoted that stands outside of quotes. */
export function quotingOf(written: string): Quoting {
  if (!/["'\\]/.test(written)) return 'bare';
  if (/^'[^']*'$/.test(written)) return 'single';
  if (/^"(?:[^"\\]|\\[\s\S])*"$/.test(written)) return 'double';
  return /^\$'(?:[^'\\]|\\[\s\S])*'$/.test(written) ? 'ansi' : 'mixed';
}

/** A text as a shell reads it back, in the wanted quoting where that can hold it. */
export function spellWord(text: string, quoting: Quoting): string {
  if (quoting === 'bare' && /^[\w./:@%+,-]+$/.test(text)) return text;
  if (quoting === 'ansi') return `$'${escapeAnsi(text)}'`;
  if (quoting === 'double' || text.includes("'")) return `"${escapeDouble(text)}"`;
  return quoting === 'single' || /["$`\\!]/.test(text) ? `'${text}'` : `"${text}"`;
}

/** A text as it stands within `$'…'`. */
export function escapeAnsi(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}

/** A text as it stands between double quotes. */
export function escapeDouble(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&');
}
