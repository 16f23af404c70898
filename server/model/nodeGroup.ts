import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { knownValue } from './fact.js';
import type { NodeGroup } from './resource.js';

/** Where a finding about a group as a whole belongs: its name, or the group when it has none. */
export function placeOfGroup({ name, at }: NodeGroup): Location {
  return name.kind === 'absent' ? at : (name.at ?? at);
}

/** The group's name as a message calls it; `?` where a template or nothing stands in its place. */
export function nameOfGroup({ name }: NodeGroup): string {
  return knownValue(name) ?? '?';
}

/** A group of a file as its cluster has it: with what the config file says about it. */
export function groupIn({ nodeGroups }: Cluster, group: NodeGroup): NodeGroup {
  return nodeGroups.find(({ at }) => at === group.at) ?? group;
}
