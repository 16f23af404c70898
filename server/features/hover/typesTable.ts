import type { InstanceLimits } from '../../ipam/settings.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { distinctTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { Table } from './content.js';

/** A number of each type of each group that the VPC CNI serves; no table where there is none. */
export function typesTable(
  cluster: Cluster,
  head: Message,
  numberOf: (limits: InstanceLimits) => Argument,
): readonly Table[] {
  const rows = cluster.nodeGroups
    .filter((group) => group.amiFamily !== 'windows' && !isServedByAnotherCni(group, cluster))
    .flatMap((group) =>
      (distinctTypes(group, cluster) ?? []).map(({ name, limits }) => [nameOfGroup(group), name, numberOf(limits)]),
    );
  return rows.length > 0 ? [{ head: [message('Node group'), message('Instance type'), head], rows }] : [];
}
