import type { Span } from './span.js';

/** Replaces the text of `span` by `newText`. An empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The text after all edits. Edits may come in any order; two insertions at one place keep their order.
 * Returns undefined when two edits overlap or one lies outside the text, because then there is no single right result.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
  let result = '';
  let position = 0;
  for (const { edit } of sorted) {
    const { start, end } = edit.span;
    if (start < position || end < start || end > text.length) return undefined;
    result += text.slice(position, start) + edit.newText;
    position = end;
  }
  return result + text.slice(position);
}
