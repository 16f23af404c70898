import { type Connection, TextDocuments } from 'vscode-languageserver';
import { type OpenDocument, openDocuments } from './openDocument.js';
import type { OpenTexts } from './session.js';

/** The documents that are open in the editor, by canonical uri. */
export interface Documents extends OpenTexts {
  /** Undefined for a closed one. */
  readonly versionOf: (uri: string) => number | undefined;
  /** How the editor spells the uri of a document it opened, also of one it closed again. */
  readonly spelled: (uri: string) => string;
  readonly count: () => number;
  /** Keeps them in step with the editor, and tells of every change. */
  readonly listen: (connection: Connection, changes: DocumentChanges) => void;
}

export interface DocumentChanges {
  readonly opened: (uri: string) => void;
  /** A document has another text. */
  readonly edited: (uri: string, isWithinLine: boolean) => void;
  readonly closed: (uri: string) => void;
}

export function documentsOfEditor(): Documents {
  const documents = new TextDocuments(openDocuments);
  const spelling = new Map<string, string>();
  const opened = new Set<string>();
  const openAt = (uri: string): OpenDocument | undefined => documents.get(spelling.get(uri) ?? uri);
  return {
    get(uri) {
      const document = openAt(uri);
      return document && { text: document.source.text, syntax: document.syntax };
    },
    versionOf: (uri) => openAt(uri)?.version,
    spelled: (uri) => spelling.get(uri) ?? uri,
    count: () => documents.keys().length,
    listen(connection, changes) {
      documents.onDidChangeContent(({ document: { canonical, uri, isWithinLine } }) => {
        const isNew = !opened.has(canonical);
        opened.add(canonical);
        spelling.set(canonical, uri);
        if (isNew) changes.opened(canonical);
        else changes.edited(canonical, isWithinLine);
      });
      documents.onDidClose(({ document: { canonical } }) => {
        opened.delete(canonical);
        changes.closed(canonical);
      });
      documents.listen(connection);
    },
  };
}
