import type { Location, LocationLink, Position } from 'vscode-languageserver-types';
import type { Location as Place, Span } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Cursor, cursorAt, locationOf, rangeInDocument, rangeOf } from './convert.js';
import { nameAt } from './names.js';
import { sharedNameAt } from './sharedNames.js';

/**
 * Where the thing is defined that is named at a position: the ENIConfig of a label, annotation or zone, the subnet of an id or key, what
 * says which zones there are, the node group; in Terraform the value of `local.x` and `var.x`.
 */
export function definition(workspace: Workspace, uri: string, position: Position): readonly Location[] {
  return (placesAt(workspace, uri, position)?.places ?? []).flatMap((at) => locationOf(workspace, at) ?? []);
}

/** The same with the range the name stands in, for editors that underline it. */
export function definitionLinks(workspace: Workspace, uri: string, position: Position): readonly LocationLink[] {
  const under = placesAt(workspace, uri, position);
  if (under === undefined) return [];
  const { cursor, span, places } = under;
  const originSelectionRange = rangeInDocument(cursor.file, cursor.document, span);
  return places.flatMap((at): readonly LocationLink[] => {
    const range = rangeOf(workspace, at);
    return range ? [{ originSelectionRange, targetUri: at.uri, targetRange: range, targetSelectionRange: range }] : [];
  });
}

/** Where the thing is defined that is named at a position: a thing of a cluster, or what the name of a value stands for. */
function placesAt(
  workspace: Workspace,
  uri: string,
  position: Position,
): { readonly cursor: Cursor; readonly span: Span; readonly places: readonly Place[] } | undefined {
  const under = nameAt(workspace, uri, position);
  if (under) return { cursor: under.cursor, span: under.span, places: under.name.definitions.map(({ at }) => at) };
  const cursor = cursorAt(workspace, uri, position);
  const shared = cursor && sharedNameAt(workspace, cursor);
  return shared && { cursor, span: shared.span, places: shared.definitions };
}
