import type { ResourceName } from '../formats/manifests/resourceNames.js';
import { type Location, touches } from '../text/span.js';
import { matchesWildcard } from '../text/wildcard.js';
import { documentHolding } from './fileModel.js';
import type { Workspace } from './workspace.js';

/** The names of all that a place lies in. */
export type NamesAt = (at: Location) => readonly ResourceName[];

/** Finds what places lie in: a finding about a value of a group lies in the group and in the cluster that has it. */
export function namesIn({ files }: Pick<Workspace, 'files'>): NamesAt {
  return (at) => {
    const file = files.get(at.uri);
    const names = (file && documentHolding(at, file)?.names) ?? [];
    return names.filter(({ span }) => touches(span, at.span.start));
  };
}

/**
 * Whether a name is one of those wanted: `Kind/name` in any namespace, or `Kind/namespace/name`, where `*` stands for any text.
 * Kinds may be written in any case, as kubectl takes them.
 */
export function resourceMatcher(patterns: readonly string[]): (name: ResourceName) => boolean {
  const wanted = patterns.map((pattern) => {
    const parts = pattern.split('/');
    const kind = (parts[0] ?? '').toLowerCase();
    return { kind, namespace: parts.length > 2 ? (parts[1] ?? '') : '*', name: parts.at(-1) ?? '' };
  });
  return ({ kind, namespace, name }) =>
    wanted.some(
      (each) =>
        matchesWildcard(kind.toLowerCase(), each.kind) &&
        matchesWildcard(name, each.name) &&
        matchesWildcard(namespace ?? '', each.namespace),
    );
}
