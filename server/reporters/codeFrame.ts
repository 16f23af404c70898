import type { Range } from '../linter/report.js';
import { characterStart } from '../text/characters.js';
import type { SourceFile } from '../text/sourceFile.js';
import { displayWidth, harmless } from './terminal.js';

/** Lines longer than this are shown as a window around what is marked. */
const longestLine = 140;
/** Characters a window shows before what is marked. */
const lead = 40;

/** The lines of a finding with one line before it and carets under its first line: `  12 | …` and `     |   ^^^`. */
export function codeFrame(source: SourceFile, { start, end }: Range): readonly string[] {
  const gutter = String(start.line + 1).length;
  const number = (line: number | undefined) => `${line === undefined ? '' : line + 1}`.padStart(gutter);
  const text = source.lineText(start.line);
  const lastCharacter = end.line === start.line ? end.character : text.trimEnd().length;
  const window = windowOf(text, start.character, lastCharacter);
  const above = source.lineText(start.line - 1);
  const isAboveShown = start.line > 0 && above.length >= window.from;
  const before = displayWidth(harmless(text.slice(window.from, start.character)));
  const marked = displayWidth(harmless(text.slice(start.character, Math.min(lastCharacter, window.to))));
  const indent = before + (window.from > 0 ? 1 : 0);
  return [
    ...(isAboveShown ? [`${number(start.line - 1)} | ${shorten(above, window)}`.trimEnd()] : []),
    `${number(start.line)} | ${shorten(text, window)}`.trimEnd(),
    `${number(undefined)} | ${' '.repeat(indent)}${'^'.repeat(Math.max(1, marked))}`,
  ];
}

/** What of a line is shown, in UTF-16 units. */
interface Window {
  readonly from: number;
  readonly to: number;
}

function windowOf(text: string, start: number, end: number): Window {
  const from = text.length <= longestLine || end <= longestLine ? 0 : Math.max(0, start - lead);
  return { from: characterStart(text, from), to: characterStart(text, from + longestLine) };
}

function shorten(text: string, { from, to }: Window): string {
  return `${from > 0 ? '…' : ''}${harmless(text.slice(from, to))}${to < text.length ? '…' : ''}`;
}
