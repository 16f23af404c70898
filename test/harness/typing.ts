import { vi } from 'vitest';
import { type WiredEditor, wiredEditor } from './wire.js';

/*
 * Typing on the wire, key by key. The test drives the clock (`vi.useFakeTimers`): 120 ms lie between two keys, as between those of somebody who
 * types fast, and a pause is a pause.
 */

const keyMilliseconds = 120;
const pauseMilliseconds = 1_000;

const closerOf: Readonly<Record<string, string>> = { '"': '"', "'": "'", '{': '}', '[': ']', '(': ')' };

/** Brackets and quotes that an editor has closed by itself behind the cursor. */
function closers(text: string): string {
  const open: string[] = [];
  for (const [character] of text.matchAll(/\\.|[\s\S]/g)) {
    const inQuotes = open.at(-1) === '"' || open.at(-1) === "'";
    if (character === open.at(-1)) open.pop();
    else if (!inQuotes && character in closerOf) open.push(closerOf[character] ?? '');
  }
  return open.toReversed().join('');
}

/** How an editor helps: from what was typed, what stands in it. */
export const hands = {
  'nothing closed by itself': (text: string): string => text,
  'brackets and quotes closed by the editor': (text: string): string => text + closers(text),
};

/** A document that is typed key by key behind what stands in it already, with a line per key of what is shown. */
export async function type(editor: WiredEditor, typing: Typing): Promise<readonly Seen[]> {
  await editor.open(typing.uri, languageOf(typing.uri), (typing.before ?? '') + (typing.behind ?? ''));
  return keys(editor, typing);
}

/** The same in a document that is open. */
export async function keys(
  editor: WiredEditor,
  { uri, before = '', text, closing = (typed) => typed, behind = '' }: Typing,
): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (let at = 1; at <= text.length; at++) {
    const typed = text.slice(0, at);
    await key(editor, uri, before + closing(typed) + behind);
    seen.push({ typed, findings: shown(editor, uri) });
  }
  await pause(editor);
  return seen;
}

/** The language that VS Code takes a file for, by its ending. */
const languageOfEnding: Readonly<Record<string, string>> = {
  adoc: 'asciidoc',
  md: 'markdown',
  sh: 'shellscript',
  tf: 'terraform',
  txt: 'plaintext',
  yml: 'yaml',
};

/** The id of the language that VS Code takes a file for, by its name. */
export function languageOf(uri: string): string {
  const ending = uri.slice(uri.lastIndexOf('.') + 1);
  return uri.endsWith('/Makefile') ? 'makefile' : (languageOfEnding[ending] ?? ending);
}

/** Nothing is typed until what waits for a pause is said. */
export async function pause(editor: WiredEditor): Promise<void> {
  vi.advanceTimersByTime(pauseMilliseconds);
  await editor.settle();
}

/** What was seen that is not shown in the end. */
export function transient(editor: WiredEditor, uri: string, seen: readonly Seen[]): readonly Seen[] {
  const left = new Set(shown(editor, uri));
  return seen.filter(({ findings }) => findings.some((each) => !left.has(each)));
}

/** One key, and the time until the next. */
export async function key(editor: WiredEditor, uri: string, text: string): Promise<void> {
  await editor.change(uri, text);
  vi.advanceTimersByTime(keyMilliseconds);
  await editor.settle();
}

export interface Typing {
  readonly uri: string;
  readonly before?: string;
  readonly text: string;
  readonly closing?: (typed: string) => string;
  readonly behind?: string;
}

export interface Seen {
  readonly typed: string;
  readonly findings: readonly string[];
}

/** What is shown for a document, a line each. */
export function shown(editor: WiredEditor, uri: string): readonly string[] {
  return editor.shown(uri).map(({ code, message }) => `${code}: ${message}`);
}

/** An editor that is closed behind its use. */
export async function withEditor<T>(
  options: { yamlExtensionActive: boolean },
  use: (editor: WiredEditor) => Promise<T>,
): Promise<T> {
  const editor = await wiredEditor(options);
  try {
    return await use(editor);
  } finally {
    editor.close();
  }
}
