import type { Location, LocationLink, Position, Range } from 'vscode-languageserver-types';
import type { Cluster } from '../model/cluster.js';
import { knownValue } from '../model/fact.js';
import type { Location as Place } from '../text/span.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Cursor, cursorAt, locationOf, rangeInDocument, rangeOf } from './convert.js';
import { clusterOf } from './cursor.js';
import { definitionsOf, nameUnder } from './eniConfigNames.js';
import { type Subject, subjectAt } from './subject.js';

/** A name under the cursor that stands for something declared elsewhere. */
export interface Reference {
  readonly cursor: Cursor;
  readonly cluster: Cluster;
  readonly subject: Subject;
  readonly name: string;
}

/** The ENIConfig's name under a position, wherever it stands; undefined where there is none. */
export function referenceAt(workspace: Workspace, uri: string, position: Position): Reference | undefined {
  const cursor = cursorAt(workspace, uri, position);
  if (cursor === undefined) return undefined;
  const cluster = clusterOf(workspace, cursor);
  const subject = cluster && subjectAt(cursor);
  const name = subject && nameUnder(subject, cluster);
  return cluster && subject && name !== undefined ? { cursor, cluster, subject, name } : undefined;
}

/** Where the ENIConfig is defined that a label, annotation or zone names; also where the subnet of an id or key is described. */
export function definition(workspace: Workspace, uri: string, position: Position): readonly Location[] {
  return targets(workspace, uri, position).targets.flatMap((at) => locationOf(workspace, at) ?? []);
}

/** The same with the range the name stands in, for editors that underline it. */
export function definitionLinks(workspace: Workspace, uri: string, position: Position): readonly LocationLink[] {
  const { origin, targets: places } = targets(workspace, uri, position);
  return places.flatMap((at): readonly LocationLink[] => {
    const range = rangeOf(workspace, at);
    return range && origin
      ? [{ originSelectionRange: origin, targetUri: at.uri, targetRange: range, targetSelectionRange: range }]
      : [];
  });
}

function targets(
  workspace: Workspace,
  uri: string,
  position: Position,
): { readonly origin: Range | undefined; readonly targets: readonly Place[] } {
  const cursor = cursorAt(workspace, uri, position);
  const cluster = cursor && clusterOf(workspace, cursor);
  const subject = cursor && cluster && subjectAt(cursor);
  if (cursor === undefined || cluster === undefined || subject === undefined) return { origin: undefined, targets: [] };
  const origin = rangeInDocument(cursor.file, cursor.document, subject.span);
  const name = nameUnder(subject, cluster);
  if (name !== undefined) {
    const found = definitionsOf(name, cluster).flatMap((config) =>
      config.name.kind === 'known' ? [config.name.at] : [],
    );
    return { origin, targets: found };
  }
  return { origin, targets: subject.kind === 'subnetId' ? subnetPlaces(subject.id, cluster) : [] };
}

function subnetPlaces(id: string, { subnets }: Cluster): readonly Place[] {
  return subnets.flatMap((subnet) =>
    knownValue(subnet.id) === id && subnet.id.kind === 'known' ? [subnet.id.at] : [],
  );
}
