import { openDocuments } from '../../../server/lsp/openDocument.js';
import { sourceFile } from '../../../server/text/sourceFile.js';
import type { Case } from '../file.js';
import type { Random } from '../random.js';
import type { Invariant, Looks } from './invariant.js';

/** What an editor sends, piece by piece, adds up to the text it shows. */
function* editsAddUp({ files, changed, before }: Case, random: Random): Looks {
  const index = files.indexOf(changed);
  let text = before[index]?.text ?? '';
  let document = openDocuments.create('file:///a.yaml', 'yaml', 1, text);
  for (const wanted of [changed.text, text]) {
    while (text !== wanted) {
      const change = changeTowards(text, wanted, random);
      const { start, end, newText } = change;
      const source = sourceFile(text);
      const range = { start: source.positionAt(start), end: source.positionAt(end) };
      text = text.slice(0, start) + newText + text.slice(end);
      document = openDocuments.update(document, [{ range, text: newText }], document.version + 1);
      const isSame = document.source.text === text;
      yield isSame ? undefined : `an edit of ${start}..${end} gives another text than the editor's`;
      if (!isSame) return;
    }
  }
}

function changeTowards(text: string, wanted: string, random: Random) {
  let start = 0;
  while (start < text.length && text[start] === wanted[start]) start++;
  let left = 0;
  const most = Math.min(text.length, wanted.length) - start;
  while (left < most && text.at(-1 - left) === wanted.at(-1 - left)) left++;
  const span = unsplit(text, start, text.length - left);
  const newText = wanted.slice(span.start, wanted.length - (text.length - span.end));
  // Typed bit by bit, where there is much of it.
  const cut = newText.length > 40 && random.oneIn(2) ? 1 + random.below(newText.length) : newText.length;
  return { ...span, newText: isBetween(newText, cut) ? newText : newText.slice(0, cut) };
}

/** An editor's changes split no line break: no position is between its two halves. */
function unsplit(text: string, start: number, end: number) {
  return {
    start: isBetween(text, start) ? start - 1 : start,
    end: isBetween(text, end) ? end + 1 : end,
  };
}

function isBetween(text: string, offset: number): boolean {
  return offset > 0 && text[offset - 1] === '\r' && text[offset] === '\n';
}

/** What holds for edits as an editor sends them. */
export const editingInvariants: readonly Invariant[] = [
  { id: 'typing', claim: 'the edits of an editor add up to its text', look: editsAddUp },
];
