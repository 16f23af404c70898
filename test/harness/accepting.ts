import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import type { InsertionSupport } from '../../server/features/completion/insertion.js';
import { applyEdits } from '../../server/text/edit.js';
import { sourceFile } from '../../server/text/sourceFile.js';

/*
 * What editors make of an accepted proposal, each in its own way. The text that comes out must be the same in all of them.
 */

interface TestedEditor {
  readonly name: string;
  readonly support: InsertionSupport;
  /** What is inserted for the new text of an item, where the line begins with `indentation`. */
  readonly inserted: (item: CompletionItem, newText: string, indentation: string) => string;
}

/** VS Code and others, which are told to leave lines alone; others that are told nothing but to adjust; Neovim; one that knows no snippets. */
export const editors: readonly TestedEditor[] = [
  {
    name: 'one that is told to leave indentation alone',
    support: { snippets: true, indentation: 'asIs' },
    inserted: (item, newText, indentation) =>
      item.insertTextMode === 1 ? expanded(item, newText) : adjusted(expanded(item, newText), indentation),
  },
  {
    name: 'one that adjusts indentation',
    support: { snippets: true, indentation: 'adjusted' },
    inserted: (item, newText, indentation) => adjusted(expanded(item, newText), indentation),
  },
  {
    name: 'one that adjusts the indentation of snippets, and says nothing of it',
    support: { snippets: true, indentation: 'unsaid' },
    inserted: (item, newText, indentation) => (item.insertTextFormat === 2 ? addedUp(newText, indentation) : newText),
  },
  {
    name: 'one without snippets',
    support: { snippets: false, indentation: 'unsaid' },
    inserted: (_, newText) => newText,
  },
];

/** The text of a file in which a proposal was accepted. */
export function accepted(text: string, item: CompletionItem, editor: TestedEditor): string {
  const edit = item.textEdit;
  if (edit === undefined || !('range' in edit)) throw new Error('the proposal has no edit');
  const { offsetAt } = sourceFile(text);
  const start = offsetAt(edit.range.start);
  const indentation = /(?:^|[\r\n])([ \t]*)[^\r\n]*$/.exec(text.slice(0, start))?.[1] ?? '';
  const own = { range: edit.range, newText: editor.inserted(item, edit.newText, indentation) };
  const all: readonly TextEdit[] = [...(item.additionalTextEdits ?? []), own];
  const spans = all.map(({ range, newText }) => ({
    span: { start: offsetAt(range.start), end: offsetAt(range.end) },
    newText,
  }));
  const after = applyEdits(text, spans);
  if (after === undefined) throw new Error('the edits of the proposal overlap');
  return after;
}

/** A snippet with the cursor at its end, its texts to be typed over left as they are. */
function expanded({ insertTextFormat }: CompletionItem, newText: string): string {
  return insertTextFormat === 2 ? newText.replace(stop, (_, placeholder?: string) => placeholder ?? '') : newText;
}

const stop = /\$(?:\d|\{\d:([^}]*)\})/g;

function adjusted(text: string, indentation: string): string {
  return text.replace(/(\r\n?|\n)/g, `$1${indentation}`);
}

/** As Neovim does: behind each place for the cursor the indentation of the last line so far is added to that of the lines that follow. */
function addedUp(snippet: string, indentation: string): string {
  let [written, base] = ['', indentation];
  for (const [, text = '', mark = ''] of snippet.matchAll(/([^$]*)(\$(?:\d|\{\d:[^}]*\})|$)/g)) {
    for (const part of [text, mark.replace(stop, (_, placeholder?: string) => placeholder ?? '')]) {
      base += /(?:^|\n)(\s*)\S.*$/.exec(written)?.[1] ?? '';
      written += adjusted(part, base);
    }
  }
  return written;
}
