import type { Cluster } from '../../model/cluster.js';
import { type GroupType, groupTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { instanceLimits } from '../../model/instanceTypes.js';
import type { BootScript, ExpressionText, NodeConfig } from '../../model/nodeConfig.js';
import type { NodeGroup } from '../../model/resource.js';
import { memoized } from '../../text/memo.js';
import { type Location, placeKey, type Sourced } from '../../text/span.js';

/** An expression that is written, and what is known of the nodes it runs on. */
export interface WrittenExpression {
  readonly config: NodeConfig;
  readonly expression: ExpressionText;
  readonly at: Location;
  /** The group that carries it, if one is seen. */
  readonly group: NodeGroup | undefined;
  /** The group's types; undefined where they cannot be seen. */
  readonly types: readonly GroupType[] | undefined;
  /** True when nothing else decides the node's max pods, as far as can be seen. */
  readonly decides: boolean;
}

/** The expressions of a cluster. Those of Karpenter's user data have no effect, whatever they hold: Karpenter sets max pods itself. */
export function writtenExpressions(cluster: Cluster): readonly WrittenExpression[] {
  return cluster.nodeConfigs.flatMap((config) => {
    if (config.expression.kind !== 'known' || config.isOverruled || config.isHybrid) return [];
    const { value: expression, at } = config.expression;
    const group = groupOf(config, cluster);
    const isWithoutNumber = config.maxPods.kind === 'absent' && config.maxPodsFlag.kind === 'absent';
    const decides = group ? group.maxPods.kind === 'expression' : isWithoutNumber;
    const isForeign = group !== undefined && isServedByAnotherCni(group, cluster);
    const types = group && groupTypes(group, cluster);
    return [{ config, expression, at, group, types, decides: decides && !isForeign }];
  });
}

/** The node group a NodeConfig or a script stands in. */
export function groupOf({ group }: Pick<NodeConfig | BootScript, 'group'>, cluster: Cluster): NodeGroup | undefined {
  return group && groupsByPlace(cluster).get(placeKey(group));
}

/** Types to name where none is visible: small and middle sizes that people run. */
export const typicalTypes: readonly Pick<GroupType, 'name' | 'limits'>[] = [
  't3.medium',
  'm5.large',
  'c5.9xlarge',
].flatMap((name) => {
  const limits = instanceLimits(name);
  return limits ? [{ name, limits }] : [];
});

/** All texts of a cluster in which a flag for max pods begins with a dash that is no hyphen. */
export function wrongDashes({ nodeConfigs, bootScripts }: Cluster): readonly Sourced<string>[] {
  return [...nodeConfigs, ...bootScripts].flatMap((text) => text.wrongDashes);
}

/** A memo, because every NodeConfig asks for its group. */
const groupsByPlace = memoized(
  ({ nodeGroups }: Cluster): ReadonlyMap<string, NodeGroup> =>
    new Map(nodeGroups.map((group) => [placeKey(group.at), group])),
);
