import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupCapacity } from '../../plan/capacity.js';
import { fittingPods } from '../../plan/fittingPods.js';
import type { Proposal } from './proposal.js';

/** What max pods of a group may be: what all its types serve with the settings in force, and what they serve with prefix delegation. */
export function maxPodsProposals(group: NodeGroup, cluster: Cluster): readonly Proposal[] {
  const fitting = fittingPods(group, cluster);
  if (fitting === undefined) return [];
  const most = Math.min(110, ...(groupCapacity(group, cluster) ?? []).map(({ servable }) => servable));
  const inForce: Proposal = {
    label: String(fitting.pods),
    kind: 'value',
    detail: message('what {type} can serve', { type: fitting.type }),
    text: String(fitting.pods),
    rank: 0,
  };
  if (most <= fitting.pods) return [inForce];
  const withPrefixes: Proposal = {
    label: String(most),
    kind: 'value',
    detail: message('only with prefix delegation'),
    text: String(most),
    rank: 1,
  };
  return [inForce, withPrefixes];
}
