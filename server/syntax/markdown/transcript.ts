import type { Span } from '../../text/span.js';

/** A line of a fence, as it stands in a text without its line break. */
export interface TranscriptLine {
  /** Where the line starts with all that stands before its code, and the next one. */
  readonly start: number;
  readonly next: number;
  readonly code: number;
  readonly text: string;
}

/** What a shell asks for commands with: `$ `, `user@host:~$ `, `[root@node ~]# `, `bash-5.2$ `, `❯ `. */
const prompt =
  /^[ \t]*(?:(?:\([\w.-]{1,40}\) ?)?(?:[\w.-]{1,40}@[\w.-]{1,60}[^$#%>\r\n]{0,80}[$#%]|\[[\w.-]{1,40}@[^\]\r\n]{1,80}\] ?[$#]|(?:bash|sh)-[\d.]{1,8}[$#]|~ ?[$%❯]|[$❯➜»])|%)[ \t]+(?=\S)/;

/** What a shell asks for the rest of a command with. */
const continuedPrompt = /^[ \t]*>[ \t]+/;

/** A command in quotes longer than this is taken for one that somebody forgot to close. */
const mostLines = 60;

/**
 * What in a transcript of a shell is no command: prompts, and lines without one, which is what commands print. Empty for a script, in which
 * no line starts with a prompt.
 */
export function outputIn(lines: readonly TranscriptLine[]): readonly Span[] {
  if (!lines.some(({ text }) => prompt.test(text))) return [];
  const cuts: Span[] = [];
  let rest: Unfinished | undefined;
  let since = 0;
  for (const { start, next, code, text } of lines) {
    const asked = prompt.exec(text)?.[0];
    const isRest = rest !== undefined && asked === undefined && since < mostLines;
    if (asked === undefined && !isRest) {
      cuts.push({ start, end: next });
      rest = undefined;
      continue;
    }
    const mark = asked ?? (rest?.hereDocument === undefined ? continuedPrompt.exec(text)?.[0] : undefined) ?? '';
    if (mark !== '') cuts.push({ start: code, end: code + mark.length });
    since = asked === undefined ? since + 1 : 0;
    rest = unfinished(text.slice(mark.length), asked === undefined ? rest : undefined);
  }
  return cuts;
}

/** What a line leaves open: a quote, a here-document, or the command itself behind a backslash. */
interface Unfinished {
  readonly quote: '"' | "'" | undefined;
  readonly hereDocument: string | undefined;
}

function unfinished(line: string, before: Unfinished | undefined): Unfinished | undefined {
  if (before?.hereDocument !== undefined) return line.trim() === before.hereDocument ? undefined : before;
  let quote = before?.quote;
  let isEscaped = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    isEscaped = character === '\\' && quote !== "'" && !isEscaped;
    if (isEscaped) {
      if (at === line.length - 1) break;
      at++;
      isEscaped = false;
    } else if (character === quote) quote = undefined;
    else if (quote === undefined && (character === '"' || character === "'")) quote = character;
    else if (quote === undefined && character === '#' && /^$|\s/.test(line.charAt(at - 1))) break;
  }
  const hereDocument = /(?<!<)<<-?[ \t]*\\?["']?([\w.-]+)/.exec(line)?.[1];
  if (hereDocument !== undefined && quote === undefined) return { quote: undefined, hereDocument };
  return isEscaped || quote !== undefined ? { quote, hereDocument: undefined } : undefined;
}
