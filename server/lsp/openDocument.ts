import type { TextDocumentContentChangeEvent, TextDocumentsConfiguration } from 'vscode-languageserver';
import { maxFileSize, tooLarge } from '../disk/maxFileSize.js';
import { syntaxOfLanguage } from '../syntax/claims.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import { type SourceFile, sourceFile } from '../text/sourceFile.js';
import type { FileSource } from '../workspace/fileModel.js';
import { hasHint } from '../workspace/hints.js';
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
}

/** What the protocol library needs to keep documents of our own kind in step with the editor. */
export const openDocuments: TextDocumentsConfiguration<OpenDocument> = {
  create: (uri, languageId, version, text) => ({
    uri,
    canonical: canonicalUri(uri),
    version,
    source: sourceFile(text),
    syntax: syntaxOfLanguage(languageId)?.id,
  }),
  update: (document, changes, version) => ({ ...document, version, source: changes.reduce(changed, document.source) }),
};

function changed(source: SourceFile, change: TextDocumentContentChangeEvent): SourceFile {
  if (!('range' in change)) return sourceFile(change.text);
  const [a, b] = [source.offsetAt(change.range.start), source.offsetAt(change.range.end)];
  const { text } = source;
  return sourceFile(text.slice(0, Math.min(a, b)) + change.text + text.slice(Math.max(a, b)));
}

/** An open text as a file: its text, or that it is too large to be read. Unlike a file on disk it counts without any hint too. */
export function openFileSource(uri: string, text: string, syntax: SyntaxId | undefined): FileSource {
  if (text.length <= maxFileSize) return { uri, text, syntax };
  return hasHint(text) ? tooLarge(uri, new TextEncoder().encode(text).length, maxFileSize) : { uri, text: '', syntax };
}
