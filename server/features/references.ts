import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type Position,
} from 'vscode-languageserver-types';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf, rangeOf } from './convert.js';
import { nameAt, placesOf } from './names.js';

/** Every place of the cluster that uses the name at a position, and its definitions where they are asked for. */
export function references(
  workspace: Workspace,
  uri: string,
  position: Position,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): readonly Location[] {
  const name = nameAt(workspace, uri, position)?.name;
  if (name === undefined) return [];
  const places = includeDeclaration ? placesOf(name) : name.uses;
  return places.flatMap(({ at }) => locationOf(workspace, at) ?? []);
}

/**
 * The places of the file that name what is named at a position: those that define it as written, the others as read. Undefined where
 * nothing of ours has a name, so that the editor may mark equal words.
 */
export function documentHighlights(
  workspace: Workspace,
  uri: string,
  position: Position,
): readonly DocumentHighlight[] | undefined {
  const name = nameAt(workspace, uri, position)?.name;
  if (name === undefined) return undefined;
  const marked = (places: typeof name.uses, kind: DocumentHighlightKind): readonly DocumentHighlight[] =>
    places.flatMap(({ at }) => {
      const range = at.uri === uri ? rangeOf(workspace, at) : undefined;
      return range ? [{ range, kind }] : [];
    });
  return [...marked(name.definitions, DocumentHighlightKind.Write), ...marked(name.uses, DocumentHighlightKind.Read)];
}
