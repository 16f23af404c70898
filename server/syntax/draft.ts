import type { TextEdit } from '../text/edit.js';
import type { Host } from './node.js';

/** A change to a host's own text. */
export interface Draft {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The changes as edits of the document, or undefined where one of them cannot be written there. */
export function toEdits(host: Host, drafts: readonly Draft[]): readonly TextEdit[] | undefined {
  if (!host.exact) return undefined;
  const edits: TextEdit[] = [];
  for (const { start, end, newText } of drafts) {
    const encoded = host.encode(newText);
    if (encoded === undefined) return undefined;
    // What is added goes behind what stands before it.
    const first = start === end && start > 0 ? host.toDocument(start, 'end') : host.toDocument(start);
    const span = { start: first, end: Math.max(first, host.toDocument(end, 'end')) };
    if (host.gaps?.some((gap) => span.start < gap.end && gap.start < span.end) === true) return undefined;
    edits.push({ span, newText: encoded });
  }
  return edits;
}
