import type { CniSettings, NodeGroup, Resource } from '../model/resource.js';
import type { FolderDefinition } from '../syntax/syntax.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { firstBehind } from '../text/order.js';
import { documentKey, type Location } from '../text/span.js';

/*
 * What a document declares where variables of its tool have their defaults. Somebody may give them other values, so nothing of it is a fact: values are
 * judged each by itself (`Rule.judgesValues`), because a default that its program does not take is wrong whoever else gives another one.
 */

/** Whether a place lies in a default. A memo, because all documents of a folder ask. */
export const defaultPlaces = memoized((definitions: readonly FolderDefinition[]): ((at: Location) => boolean) => {
  const defaults = definitions.filter(({ isDefault }) => isDefault);
  const byDocument = new Map(
    [...groupBy(defaults, (each) => documentKey(each.in))].map(
      ([key, all]) => [key, all.map(({ span }) => span).toSorted((a, b) => a.start - b.start)] as const,
    ),
  );
  return (at) => {
    const spans = byDocument.get(documentKey(at)) ?? [];
    const last = spans[firstBehind(spans, ({ start }) => at.span.start < start) - 1];
    return last !== undefined && at.span.end <= last.end;
  };
});

/** What of a resource stands in a default: variables of aws-node, faults, instance types. */
export function partWithin(resource: Resource, isDefault: (at: Location) => boolean): readonly Resource[] {
  switch (resource.kind) {
    case 'cniSettings':
      return settingsWithin(resource, isDefault);
    case 'shapeProblem':
      return isDefault(resource.at) ? [resource] : [];
    case 'nodeGroup':
      return typesWithin(resource, isDefault);
    default:
      return [];
  }
}

/** The variables and flags of which a default says the name or the value. What else there is, such as what comes beside them, cannot be seen. */
function settingsWithin(settings: CniSettings, isDefault: (at: Location) => boolean): readonly CniSettings[] {
  const containers = settings.containers.flatMap((container) => {
    const env = container.env.filter(({ name, value }) => isDefault(name.at) || ('at' in value && isDefault(value.at)));
    const flags = container.flags.filter(({ at }) => isDefault(at));
    return env.length > 0 || flags.length > 0 ? [{ ...container, env, flags }] : [];
  });
  const { madeAfterNodes: _, ...others } = settings;
  return containers.length === 0 ? [] : [{ ...others, containers, absent: 'unknown', partlyHidden: true }];
}

function typesWithin(group: NodeGroup, isDefault: (at: Location) => boolean): readonly NodeGroup[] {
  const { instanceTypes } = group;
  if (instanceTypes.kind !== 'known') return [];
  const value = instanceTypes.value.filter((type) => type.kind === 'known' && isDefault(type.at));
  return value.length === 0 ? [] : [{ ...group, instanceTypes: { ...instanceTypes, value } }];
}
