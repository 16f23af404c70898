import type { WorkspaceEdit } from 'vscode-languageserver-types';
import { configDocument } from '../formats/eniLensConfig.js';
import { syntaxNamed } from '../syntax/claims.js';
import type { MapNode } from '../syntax/node.js';
import type { Edits, Writer } from '../syntax/syntax.js';
import type { SourceFile } from '../text/sourceFile.js';
import { textEdits } from './convert.js';
import { type EditSupport, editFor, newFile } from './workspaceEdit.js';

/** The config file that is for a file, there or not. */
export interface ConfigTarget {
  readonly uri: string;
  /** Undefined while there is none. */
  readonly source: SourceFile | undefined;
}

/** What is to be written into a config file. */
export interface ConfigAddition {
  /** As a text of its own, for a file that says nothing yet, or is not there. */
  readonly text: string;
  /** Among what the file says; undefined where a person has to write it. */
  readonly among: (root: MapNode, writer: Writer) => Edits;
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
  const edits = editsOf(uri, source.text, addition);
  const textDocument = { uri, version: support.versionOf(uri) };
  return edits && editFor([{ textDocument, edits: textEdits({ lines: source }, edits) }], support);
}

function editsOf(uri: string, text: string, { text: own, among }: ConfigAddition): Edits {
  const { root, problems } = configDocument(uri, text);
  const writer = syntaxNamed('yaml')?.writer;
  if (problems.length > 0 || writer === undefined) return undefined;
  if (root?.kind === 'map') return among(root, writer);
  const isEmpty = root === undefined || (root.kind === 'scalar' && root.value === null);
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  return isEmpty ? [{ span: { start: text.length, end: text.length }, newText: before + own }] : undefined;
}
