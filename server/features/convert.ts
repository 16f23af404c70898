import {
  DiagnosticSeverity,
  type Location,
  type Position,
  type Range,
  type TextEdit,
} from 'vscode-languageserver-types';
import type { Severity } from '../model/lensConfig.js';
import type { TextEdit as SpanEdit } from '../text/edit.js';
import { memoized } from '../text/memo.js';
import { type LineIndex, type SourceFile, sourceFile } from '../text/sourceFile.js';
import type { Location as Place, Span } from '../text/span.js';
import { type DocumentModel, type FileModel, spanInFile } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';

/* The one file that speaks both languages: offsets in documents on our side, lines and characters (UTF-16) on the editor's. */

/** A cursor in a file with text. `offset` counts from the start of the `---` document. */
export interface Cursor {
  readonly file: FileModel;
  readonly document: DocumentModel;
  /** The document's text. */
  readonly text: string;
  readonly offset: number;
}

/** Where a position lies; undefined in a file we do not have, or whose text was let go. */
export function cursorAt(workspace: Workspace, uri: string, position: Position): Cursor | undefined {
  const file = workspace.files.get(uri);
  if (file?.text === undefined) return undefined;
  const offset = sourceOf(file).offsetAt(position);
  const document = file.documents.findLast(({ start }) => start <= offset) ?? file.documents[0];
  if (document?.text === undefined) return undefined;
  return { file, document, text: document.text, offset: offset - document.start };
}

/** The range of a span that counts from the start of the file. */
export function rangeInFile(file: { readonly lines: LineIndex }, span: Span): Range {
  return { start: file.lines.positionAt(span.start), end: file.lines.positionAt(span.end) };
}

/** The range of a span that counts from the start of a document of the file. */
export function rangeInDocument(file: FileModel, { start }: { readonly start: number }, span: Span): Range {
  return rangeInFile(file, { start: start + span.start, end: start + span.end });
}

/** The range of a place; undefined when its document is no longer there. */
export function rangeOf(workspace: Workspace, place: Place): Range | undefined {
  const file = workspace.files.get(place.uri);
  const span = file && spanInFile(file, place);
  return file && span && rangeInFile(file, span);
}

/** The place as the editor names it; undefined when its document is no longer there. */
export function locationOf(workspace: Workspace, place: Place): Location | undefined {
  const range = rangeOf(workspace, place);
  return range && { uri: place.uri, range };
}

/** Edits with spans in the file, for the editor. */
export function textEdits(file: { readonly lines: LineIndex }, edits: readonly SpanEdit[]): TextEdit[] {
  return edits.map(({ span, newText }) => ({ range: rangeInFile(file, span), newText }));
}

/** The severity as the protocol counts it. */
export function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'info':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
    default:
      return severity satisfies never;
  }
}

/** True when the two ranges touch or overlap: a cursor at the end of a range counts. */
export function rangesTouch(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

const sourceOf = memoized((file: FileModel): SourceFile => sourceFile(file.text ?? ''));
