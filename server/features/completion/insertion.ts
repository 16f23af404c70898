import { type CompletionItem, InsertTextFormat, InsertTextMode } from 'vscode-languageserver-types';
import { lineBreakOf } from '../../text/lines.js';

/** What an editor makes of what it inserts. */
export interface InsertionSupport {
  /** It moves the cursor to places within what is inserted. */
  readonly snippets: boolean;
  /**
   * What it does with lines behind the first: nothing, where it was told so or says so itself; put the indentation of the first line before
   * them; or what it does not say. Those of them that know snippets adjust these (Neovim, Helix), and insert other texts as they are.
   */
  readonly indentation: 'asIs' | 'adjusted' | 'unsaid';
}

/** Where something is inserted. */
export interface InsertionPlace {
  /** The text that it goes into, for its kind of line break. */
  readonly text: string;
  /** What stands on the line before it. */
  readonly before: string;
  /** What every line begins with, such as `> `. */
  readonly margin: string;
}

/** The fields of a completion item that say what is inserted. */
export type Insertion = Pick<CompletionItem, 'insertTextFormat' | 'insertTextMode'> & { readonly newText: string };

/**
 * A proposal's text as an editor must get it, so that the same text comes out in every editor. Further lines stand in it as they are to
 * stand in the file. Undefined where the editor adjusts them and they begin further left than the first.
 */
export function insertion(text: string, place: InsertionPlace, editor: InsertionSupport): Insertion | undefined {
  const [first = '', ...further] = text.split('\n');
  const isAdjusted = editor.indentation === 'adjusted' || (editor.indentation === 'unsaid' && editor.snippets);
  const behindMargin = further.map((line) => withMargin(line, place.margin));
  const lines = isAdjusted ? relativeTo(place.before, behindMargin) : behindMargin;
  if (lines === undefined) return undefined;
  const written = [first, ...lines];
  const stopped = editor.indentation === 'unsaid' ? written.map(onlyAtTheEnd) : written;
  const whole = stopped.join(lineBreakOf(place.text));
  const isLong = lines.length > 0;
  const isSnippet = editor.snippets && (hasStop(whole) || (isLong && editor.indentation === 'unsaid'));
  return {
    newText: isSnippet ? whole : withoutStops(whole),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(isLong && editor.indentation !== 'unsaid' ? { insertTextMode: modes[editor.indentation] } : {}),
  };
}

const modes = { asIs: InsertTextMode.asIs, adjusted: InsertTextMode.adjustIndentation } as const;

/** The lines without the indentation that the editor puts before them. */
function relativeTo(before: string, lines: readonly string[]): readonly string[] | undefined {
  const indentation = /^[ \t]*/.exec(before)?.[0] ?? '';
  if (lines.some((line) => line !== '' && !line.startsWith(indentation))) return undefined;
  return lines.map((line) => line.slice(indentation.length));
}

function withMargin(line: string, margin: string): string {
  return line.startsWith(margin) ? line : margin + line.slice(margin.length);
}

/** A place for the cursor: `$1`, or `${1:text}` with a text to be typed over. */
const stop = /\$(?:\d|\{\d:([^}$]*)\})/g;

function hasStop(text: string): boolean {
  return text.search(stop) >= 0;
}

/** A text with the texts to be typed over, and nothing in the other places for the cursor. */
export function withoutStops(text: string): string {
  return text.replace(stop, (_, placeholder: string | undefined) => placeholder ?? '');
}

/** Neovim adds up the indentation of the lines before a place for the cursor, so there is one on the last line only. */
function onlyAtTheEnd(line: string, index: number, lines: readonly string[]): string {
  return index < lines.length - 1 ? withoutStops(line) : line;
}
