import type { Range } from '../linter/report.js';
import type { SourceFile } from '../text/sourceFile.js';
import { displayWidth, harmless } from './terminal.js';

/** Lines longer than this are shown as a window around what is marked. */
const longestLine = 140;

/** The lines of a finding with one line before it and carets under its first line: `  12 | …` and `     |   ^^^`. */
export function codeFrame(source: SourceFile, { start, end }: Range): readonly string[] {
  const first = Math.max(0, start.line - 1);
  const gutter = String(start.line + 1).length;
  const number = (line: number | undefined) => `${line === undefined ? '' : line + 1}`.padStart(gutter);
  const text = source.lineText(start.line);
  const lastCharacter = end.line === start.line ? end.character : text.trimEnd().length;
  const from = windowStart(text, start.character, lastCharacter);
  const before = first < start.line ? [`${number(first)} | ${shorten(source.lineText(first), from)}`] : [];
  const lead = harmless(text.slice(from, start.character));
  const marked = harmless(text.slice(start.character, Math.min(lastCharacter, from + longestLine)));
  const prefix = from > 0 ? 1 : 0;
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  return [
    ...before,
    `${number(start.line)} | ${shorten(text, from)}`,
    `${number(undefined)} | ${' '.repeat(displayWidth(lead) + prefix)}${carets}`,
  ];
}

function windowStart(text: string, start: number, end: number): number {
  return text.length <= longestLine || end <= longestLine ? 0 : Math.max(0, start - 40);
}

function shorten(text: string, from: number): string {
  const cut = text.slice(from, from + longestLine);
  return `${from > 0 ? '…' : ''}${harmless(cut)}${from + longestLine < text.length ? '…' : ''}`.trimEnd();
}
