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
    edits.push({ span: { start: host.toDocument(start), end: host.toDocument(end) }, newText: encoded });
  }
  return edits;
}
