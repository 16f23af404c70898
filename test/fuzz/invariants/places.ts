import type { Range as LspRange, Position } from 'vscode-languageserver-types';
import type { Range } from '../../../server/linter/report.js';
import type { TextEdit } from '../../../server/text/edit.js';
import { sourceFile } from '../../../server/text/sourceFile.js';
import type { Span } from '../../../server/text/span.js';

/** Why no span of a text can be there; undefined for a good one. */
export function spanFault(text: string, { start, end }: Span): string | undefined {
  if (!(0 <= start && start <= end && end <= text.length)) return `${start}..${end} is outside of ${text.length}`;
  const split = [start, end].find((offset) => isInside(text, offset));
  return split === undefined ? undefined : `${split} is within a character or a line break`;
}

/** Why a range of a finding cannot be right: its two ways to say where it is must agree. */
export function rangeFault(text: string, { start, end, span }: Range): string | undefined {
  const source = sourceFile(text);
  const agree = source.offsetAt(start) === span.start && source.offsetAt(end) === span.end;
  return spanFault(text, span) ?? (agree ? undefined : `${span.start}..${span.end} is not at its line and character`);
}

/** Why an editor's range cannot be in a text. */
export function lspRangeFault(text: string, { start, end }: LspRange): string | undefined {
  const source = sourceFile(text);
  const isThere = ({ line, character }: Position): boolean =>
    0 <= line && line < source.lineCount() && 0 <= character && character <= source.lineText(line).length;
  if (!isThere(start) || !isThere(end)) return `${JSON.stringify({ start, end })} is not in the text`;
  return spanFault(text, { start: source.offsetAt(start), end: source.offsetAt(end) });
}

/** Why edits are none that an editor could make: outside, overlapping, splitting a character, or changing nothing. */
export function editsFault(text: string, edits: readonly TextEdit[]): string | undefined {
  if (edits.length === 0) return 'there is no edit';
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (const [index, { span, newText }] of ordered.entries()) {
    const fault = spanFault(text, span);
    if (fault !== undefined) return `an edit at ${fault}`;
    if (text.slice(span.start, span.end) === newText) return `an edit at ${span.start}..${span.end} changes nothing`;
    const before = ordered[index - 1];
    if (before !== undefined && span.start < before.span.end) return `edits overlap at ${span.start}`;
  }
  return undefined;
}

/** True between the two halves of a character beyond 16 bits, and between those of a CRLF. */
function isInside(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return offset > 0 && (pair === '\r\n' || /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair));
}
