import type { Location, Position } from 'vscode-languageserver-types';
import { distinctBy } from '../text/groupBy.js';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf } from './convert.js';
import { referenceAt } from './definition.js';
import { definitionsOf, usesOf } from './eniConfigNames.js';

/** Every place of the cluster that names the ENIConfig under the cursor, and its definition where that is asked for. */
export function references(
  workspace: Workspace,
  uri: string,
  position: Position,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): readonly Location[] {
  const reference = referenceAt(workspace, uri, position);
  if (reference === undefined) return [];
  const { name, cluster } = reference;
  const definitions = definitionsOf(name, cluster).flatMap((config) =>
    config.name.kind === 'known' ? [config.name.at] : [],
  );
  const places = [...(includeDeclaration ? definitions : []), ...usesOf(name, cluster).map(({ at }) => at)];
  const found = places.flatMap((at) => locationOf(workspace, at) ?? []);
  // A zone that several groups share is one place.
  return distinctBy(found, (each) => JSON.stringify(each));
}
