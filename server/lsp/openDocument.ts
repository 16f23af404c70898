import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { maxFileSize, tooLarge } from '../disk/maxFileSize.js';
import { syntaxOfLanguage } from '../syntax/claims.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import type { FileSource } from '../workspace/fileModel.js';
import { hasOwnHint } from '../workspace/hints.js';
import { canonicalUri } from './uris.js';

/** A document as the editor holds it. Immutable: every change makes a new one. */
export interface OpenDocument {
  /** As the editor writes it. */
  readonly uri: string;
  /** As we do. */
  readonly canonical: string;
  readonly version: number;
  readonly source: SourceFile;
  /** What the editor takes it for, where that is a syntax of ours; its name decides else. */
  readonly syntax: SyntaxId | undefined;
  /** The last change stayed within a line, as typing does. */
  readonly isWithinLine: boolean;
}

/** What the protocol library needs to keep documents of our own kind in step with the editor. */
export const openDocuments: TextDocumentsConfiguration<OpenDocument> = {
  create: (uri, languageId, version, text) => ({
    uri,
    canonical: canonicalUri(uri),
    version,
    source: sourceFile(text),
    syntax: syntaxOfLanguage(languageId)?.id,
    isWithinLine: false,
  }),
  update: (document, changes, version) => ({
    ...changes.reduce(changed, { ...document, isWithinLine: true }),
    version,
  }),
};

function changed(document: OpenDocument, change: TextDocumentContentChangeEvent): OpenDocument {
  const { source } = document;
  const { start, end, newText } =
    'range' in change ? replacementOf(change, source) : difference(source.text, change.text);
  const text = source.text.slice(0, start) + newText + source.text.slice(end);
  const isWithinLine = ![source.text.slice(start, end), newText].some((piece) => /[\r\n]/.test(piece));
  return { ...document, source: sourceFile(text), isWithinLine: document.isWithinLine && isWithinLine };
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

function replacementOf(
  { range, text }: Extract<TextDocumentContentChangeEvent, { readonly range: unknown }>,
  source: SourceFile,
): Replacement {
  const [a, b] = [source.offsetAt(range.start), source.offsetAt(range.end)];
  return { start: Math.min(a, b), end: Math.max(a, b), newText: text };
}

/** What an editor that sends the whole text has changed in it. */
function difference(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let behind = 0;
  while (
    behind < most - start &&
    before.charCodeAt(before.length - 1 - behind) === after.charCodeAt(after.length - 1 - behind)
  )
    behind++;
  return { start, end: before.length - behind, newText: after.slice(start, after.length - behind) };
}

/** An open text as a file: its text, or that it is too large to be read. Unlike a file on disk it counts without any hint too. */
export function openFileSource(uri: string, text: string, syntax: SyntaxId | undefined): FileSource {
  if (text.length <= maxFileSize) return { uri, text, syntax };
  return hasOwnHint(text)
    ? tooLarge(uri, new TextEncoder().encode(text).length, maxFileSize)
    : { uri, text: '', syntax };
}
