import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { additionEdits, type ConfigAddition } from '../linter/configAddition.js';
import type { SourceFile } from '../text/sourceFile.js';
import { textEdits } from './convert.js';
import { type EditSupport, editFor, newFile } from './workspaceEdit.js';

/** The config file that is for a file, there or not. */
export interface ConfigTarget {
  readonly uri: string;
  /** Undefined while there is none. */
  readonly source: SourceFile | undefined;
}

/**
 * An edit of the config file that leaves everything else in it byte for byte, or that makes the file. Undefined where the file cannot be read,
 * where a person has to write it, or where the editor makes no files.
 */
export function configEdit(
  { uri, source }: ConfigTarget,
  addition: ConfigAddition,
  support: EditSupport,
): WorkspaceEdit | undefined {
  if (source === undefined) return newFile(uri, addition.text, support);
  const edits = additionEdits(uri, source.text, addition);
  const textDocument = { uri, version: support.versionOf(uri) };
  return edits && editFor([{ textDocument, edits: textEdits({ lines: source }, edits) }], support);
}
