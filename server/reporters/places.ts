import type { Range, Report } from '../linter/report.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import type { Span } from '../text/span.js';
import type { LintResult } from './reporter.js';
import { harmless } from './terminal.js';

/** A place as people and formats count: lines and columns from one, columns in UTF-16 units; the end is behind the last character. */
export interface PlaceFromOne {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** Where something stands in the lines of a file, as the core counts: from zero. */
export type LineRange = Pick<Range, 'start' | 'end'>;

/** A range counted from one. */
export function fromOne({ start, end }: LineRange): PlaceFromOne {
  return {
    start: { line: start.line + 1, column: start.character + 1 },
    end: { line: end.line + 1, column: end.character + 1 },
  };
}

/** Where the offsets of a file are in its lines. */
export function linesAt(source: SourceFile, { start, end }: Span): LineRange {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}

/** False for a finding about a whole file, whose range is empty and at its start. */
export function hasPlace({ span }: Range): boolean {
  return span.end > 0;
}

/** `path:line:column`, as editors and terminals link it. */
export function placeText({ pathOf }: LintResult, { uri, range }: Pick<Report, 'uri' | 'range'>): string {
  const { line, column } = fromOne(range).start;
  return `${harmless(pathOf(uri))}:${line}:${column}`;
}

/** The text of a file with its lines, made once. */
export function sources({ textOf }: LintResult): (uri: string) => SourceFile {
  const made = new Map<string, SourceFile>();
  return (uri) => {
    const source = made.get(uri) ?? sourceFile(textOf(uri));
    made.set(uri, source);
    return source;
  };
}
