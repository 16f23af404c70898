import type { Location, LocationLink, Position } from 'vscode-languageserver-types';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf, rangeInDocument, rangeOf } from './convert.js';
import { nameAt } from './names.js';

/**
 * Where the thing is defined that is named at a position: the ENIConfig of a label, annotation or zone, the subnet of an id or key, what
 * says which zones there are, the node group.
 */
export function definition(workspace: Workspace, uri: string, position: Position): readonly Location[] {
  const under = nameAt(workspace, uri, position);
  return under?.name.definitions.flatMap(({ at }) => locationOf(workspace, at) ?? []) ?? [];
}

/** The same with the range the name stands in, for editors that underline it. */
export function definitionLinks(workspace: Workspace, uri: string, position: Position): readonly LocationLink[] {
  const under = nameAt(workspace, uri, position);
  if (under === undefined) return [];
  const { cursor, span, name } = under;
  const originSelectionRange = rangeInDocument(cursor.file, cursor.document, span);
  return name.definitions.flatMap(({ at }): readonly LocationLink[] => {
    const range = rangeOf(workspace, at);
    return range ? [{ originSelectionRange, targetUri: at.uri, targetRange: range, targetSelectionRange: range }] : [];
  });
}
