import { formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import { harmless, painter } from '../reporters/terminal.js';

/** A text before and after, and the path it goes by: relative, with forward slashes. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The changes as `git diff` writes them, for `git apply` and `patch -p1`: byte for byte, whatever the line breaks. */
export function patchOf(changes: readonly ChangedText[]): string {
  return changes.map(patchOfFile).join('');
}

function patchOfFile({ path, before, after }: ChangedText): string {
  const [from, to] = [`a/${path}`, `b/${path}`];
  const limits = { context: 3, maxEditLength: mostChangedLines };
  const found = structuredPatch(from, to, before, after, undefined, undefined, limits);
  const hunks = found?.hunks ?? [wholeFile(before, after)];
  const patch = formatPatch({ ...gitPatch, oldFileName: from, newFileName: to, hunks });
  // A tab tells where a name with spaces ends; git writes it too.
  return path.includes(' ') ? patch.replace(/^(---.*)\n(\+\+\+.*)$/m, '$1\t\n$2\t') : patch;
}

const gitPatch = { isGit: true, oldHeader: undefined, newHeader: undefined };

/** The search for the shortest patch takes the square of its length: with so many lines about two seconds. */
const mostChangedLines = 5000;

function wholeFile(before: string, after: string): StructuredPatchHunk {
  const [removed, added] = [linesOf(before, '-'), linesOf(after, '+')];
  const count = (lines: readonly string[]): number => lines.filter((line) => !line.startsWith('\\')).length;
  const lines = [...removed, ...added];
  return { oldStart: 1, oldLines: count(removed), newStart: 1, newLines: count(added), lines };
}

/** The lines of a text with a sign before each, and what a patch says where the last one does not end. */
function linesOf(text: string, sign: string): readonly string[] {
  const lines = text.split('\n').map((line) => `${sign}${line}`);
  return lines.at(-1) === sign ? lines.slice(0, -1) : [...lines, '\\ No newline at end of file'];
}

/** The patch for the eyes of a person: coloured, and without what could steer the terminal. */
export function shownPatch(patch: string, color: boolean): string {
  const paint = painter(color);
  return patch
    .split('\n')
    .map((line) => {
      const text = harmless(line.replace(/\r$/, ''));
      if (/^(diff --git|---|\+\+\+) /.test(line)) return paint.bold(text);
      if (line.startsWith('@@')) return paint.info(text);
      if (line.startsWith('-')) return paint.error(text);
      return line.startsWith('+') ? paint.added(text) : text;
    })
    .join('\n');
}
