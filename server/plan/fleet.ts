import { unavailableNodes, updateSurge } from '../ipam/subnet.js';
import { knownValue } from '../model/fact.js';
import { sizesOf } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import type { PerSize } from './clusterPlan.js';
import type { Bounds } from './pool.js';

/** How many nodes a group has. */
export interface FleetSize {
  readonly least: number;
  /** Undefined where nobody says it, as of a NodePool of Karpenter without replicas, whose pods decide: any number from the fewest to the most. */
  readonly desired: number | undefined;
  readonly most: number;
}

/** The nodes an update adds to a managed group. */
export interface Update {
  readonly nodes: number;
  /** The zones EKS counts: those of all the group's subnets. */
  readonly zones: number;
  readonly maxUnavailable: number;
}

/** The nodes of a group, with the tool's defaults; undefined where a template decides, or nobody says. */
export function fleetSize(group: NodeGroup): FleetSize | undefined {
  const sizes = sizesOf(group);
  const most = sizes?.max;
  if (sizes === undefined || most === undefined) return undefined;
  // A minimum above the maximum, as the default of a group that writes a maximum of 1 alone, is refused: then the maximum counts.
  const least = Math.min(sizes.min ?? most, most);
  const desired = sizes.desired ?? (least === most ? most : undefined);
  return { least, desired: desired === undefined ? undefined : Math.min(desired, most), most };
}

/** The nodes of a group at a size: one number twice, or from the fewest to the most where nobody says how many are desired. */
export function nodesAt({ least, desired, most }: FleetSize, size: keyof PerSize<unknown>): Bounds {
  switch (size) {
    case 'least':
      return [least, least];
    case 'desired':
      return desired === undefined ? [least, most] : [desired, desired];
    case 'most':
      return [most, most];
    default:
      return size satisfies never;
  }
}

/** The nodes an update of a group adds; undefined for a group that EKS does not update, and one without nodes. */
export function updateOf(group: NodeGroup, most: number, zones: number): Update | undefined {
  if (group.management !== 'managed' || most === 0 || zones === 0) return undefined;
  const percentage = knownValue(group.maxUnavailablePercentage);
  const maxUnavailable =
    percentage === undefined ? (knownValue(group.maxUnavailable) ?? 1) : unavailableNodes(most, percentage);
  return { nodes: updateSurge({ zones, maxUnavailable }), zones, maxUnavailable };
}
