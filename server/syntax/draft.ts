import type { TextEdit } from '../text/edit.js';
import { localSpan } from './host.js';
import type { Draft, Host, Node } from './node.js';

/** The changes as edits of the document, or undefined where one of them cannot be written there. */
export function toEdits(host: Host, drafts: readonly Draft[]): readonly TextEdit[] | undefined {
  const edits = drafts.map((draft) => host.edit(draft));
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

/** New text as it is written in the place of a node; undefined where no safe spelling exists. */
export function spelledInPlace({ host, span }: Node, newText: string): string | undefined {
  return host.edit({ ...localSpan(host, span), newText })?.newText;
}
