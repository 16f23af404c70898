import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { absent, type Fact, unknown } from '../../model/fact.js';
import { type GroupType, groupTypes, isServedByAnotherCni } from '../../model/groupTypes.js';
import { instanceLimits } from '../../model/instanceTypes.js';
import type { BootScript, ExpressionText, NodeConfig } from '../../model/nodeConfig.js';
import type { NodeGroup } from '../../model/resource.js';
import { groupBy } from '../../text/groupBy.js';
import { memoized } from '../../text/memo.js';
import { byCodeUnit } from '../../text/order.js';
import { type Location, placeKey, type Sourced } from '../../text/span.js';

/** The NodeConfigs of one text that a node is given. */
export interface UserDataText {
  /** Those that nodeadm reads, and merges in this order. */
  readonly read: readonly NodeConfig[];
  /** Those behind another document, which it never sees. */
  readonly further: readonly NodeConfig[];
  /** What those that are read come to. */
  readonly merged: MergedNodeConfig;
}

/** The NodeConfigs of a cluster by the text they stand in. */
export const userDataTexts = memoized(({ nodeConfigs, bootScripts }: Cluster): readonly UserDataText[] => {
  const scripted = new Set(bootScripts.flatMap((script) => (script.mayWriteMaxPods ? [script.userData] : [])));
  return [...groupBy(nodeConfigs, ({ userData }) => userData)].map(([userData, all]) => {
    const read = inOrderOfMerge(all.filter(({ behind }) => behind === 'nothing'));
    const further = all.filter(({ behind }) => behind === 'document');
    return { read, further, merged: scripted.has(userData) ? unseen : merged(read) };
  });
});

/**
 * User data comes first, then the files that scripts write, by their names, wherever the scripts stand. Source: nodeadm-run.service and
 * nodeadm/internal/configprovider/file.go of amazon-eks-ami 81fec2e8.
 */
function inOrderOfMerge(configs: readonly NodeConfig[]): readonly NodeConfig[] {
  return configs.toSorted((a, b) => byCodeUnit(a.dropIn ?? '', b.dropIn ?? ''));
}

/** The NodeConfigs of a cluster that something reads. */
export const readNodeConfigs = memoized((cluster: Cluster): readonly NodeConfig[] => {
  const unread = new Set(userDataTexts(cluster).flatMap(({ read, further }) => (read.length > 0 ? further : [])));
  return cluster.nodeConfigs.filter((config) => !unread.has(config));
});

/** What the merged NodeConfigs of one text come to: of each setting the last one that is written. */
export interface MergedNodeConfig {
  readonly maxPods: NodeConfig['maxPods'];
  readonly maxPodsFlag: NodeConfig['maxPodsFlag'];
  readonly expression: NodeConfig['expression'];
}

/** Where a script may write what is merged on top of them. */
const unseen: MergedNodeConfig = { maxPods: unknown(), maxPodsFlag: unknown(), expression: unknown() };

/** Source: nodeadm/internal/api/merge.go of amazon-eks-ami 81fec2e8: maps are merged, lists of flags put one behind the other. */
export function merged(configs: readonly NodeConfig[]): MergedNodeConfig {
  return {
    maxPods: lastWritten(configs.map(({ maxPods }) => maxPods)),
    maxPodsFlag: lastWritten(configs.map(({ maxPodsFlag }) => maxPodsFlag)),
    expression: lastWritten(configs.map(({ expression }) => expression)),
  };
}

/** What decides the max pods of a node where several places write it. */
export interface MaxPodsWinner {
  /** The setting as the person knows it, e.g. `--max-pods`. */
  readonly by: string;
  readonly pods: number;
  readonly at: Location;
}

/**
 * nodeadm hands a flag to the kubelet behind its config file, and a number there wins over its own, which an expression gives. Undefined where
 * no number is written, or nobody sees which.
 */
export function winnerOf({ maxPods, maxPodsFlag }: MergedNodeConfig): MaxPodsWinner | undefined {
  if (maxPodsFlag.kind === 'known') return { by: '--max-pods', pods: maxPodsFlag.value.pods, at: maxPodsFlag.at };
  if (maxPodsFlag.kind === 'unknown' || maxPods.kind !== 'known' || maxPods.value === 0) return undefined;
  return { by: 'kubelet.config.maxPods', pods: maxPods.value, at: maxPods.at };
}

/** A number of max pods in a NodeConfig. */
export interface WrittenNumber {
  readonly setting: string;
  readonly value: number;
  readonly at: Location;
}

/** The numbers that a NodeConfig writes, whichever of them counts. */
export function writtenNumbers({ maxPods, overruledFlags, maxPodsFlag }: NodeConfig): readonly WrittenNumber[] {
  const flags = [...overruledFlags, maxPodsFlag].flatMap((flag) =>
    flag.kind === 'known' ? [{ setting: '--max-pods', value: flag.value.pods, at: flag.at }] : [],
  );
  return maxPods.kind === 'known'
    ? [{ setting: 'kubelet.config.maxPods', value: maxPods.value, at: maxPods.at }, ...flags]
    : flags;
}

/** That a number of a NodeConfig is not the one that the kubelet is given. */
export function overruledText(
  { setting, value }: Omit<WrittenNumber, 'at'>,
  { by, pods: winning }: MaxPodsWinner,
): Message {
  return message('{setting} {value} has no effect: {by} {winning} wins', { setting, value, by, winning });
}

/**
 * What the kubelet is given where a NodeConfig writes a number: `isRead` is false where nodeadm never sees the NodeConfig, no `winner` where a script may
 * write one that nobody sees.
 */
export function decidingMaxPods(
  config: NodeConfig,
  cluster: Cluster,
): { readonly isRead: boolean; readonly winner: MaxPodsWinner | undefined } {
  const isRead = readNodeConfigs(cluster).includes(config);
  return { isRead, winner: winnerOf(mergedOf(cluster).get(config) ?? merged([config])) };
}

function lastWritten<T>(facts: readonly Fact<T>[]): Fact<T> {
  return facts.findLast(({ kind }) => kind !== 'absent') ?? absent;
}

const mergedOf = memoized(
  (cluster: Cluster): ReadonlyMap<NodeConfig, MergedNodeConfig> =>
    new Map(
      userDataTexts(cluster).flatMap(({ read, merged: whole }) => read.map((config) => [config, whole] as const)),
    ),
);

/** An expression that is written, and what is known of the nodes it runs on. */
export interface WrittenExpression {
  readonly config: NodeConfig;
  readonly expression: ExpressionText;
  readonly at: Location;
  /** The group that carries it, if one is seen. */
  readonly group: NodeGroup | undefined;
  /** The group's types; undefined where they cannot be seen. */
  readonly types: readonly GroupType[] | undefined;
  /** What decides the node's max pods instead: a number, a later expression, or something that is not seen. Undefined where it decides. */
  readonly instead: MaxPodsWinner | 'expression' | 'unseen' | undefined;
  /** True when nothing else decides the node's max pods, as far as can be seen, and the VPC CNI serves the pods. */
  readonly decides: boolean;
}

/** The expressions of a cluster. Those of Karpenter's user data have no effect, whatever they hold: Karpenter sets max pods itself. */
export function writtenExpressions(cluster: Cluster): readonly WrittenExpression[] {
  return readNodeConfigs(cluster).flatMap((config) => {
    if (config.expression.kind !== 'known' || config.isOverruled || config.isHybrid) return [];
    const { value: expression, at } = config.expression;
    const group = groupOf(config, cluster);
    const instead = decidingInstead(config, group, mergedOf(cluster).get(config) ?? config);
    const isForeign = group !== undefined && isServedByAnotherCni(group, cluster);
    const types = group && groupTypes(group, cluster);
    return [{ config, expression, at, group, types, instead, decides: instead === undefined && !isForeign }];
  });
}

function decidingInstead(
  { expression }: NodeConfig,
  group: NodeGroup | undefined,
  all: MergedNodeConfig,
): WrittenExpression['instead'] {
  if (all.expression !== expression) return all.expression.kind === 'known' ? 'expression' : 'unseen';
  if (group === undefined) {
    const isWithoutNumber = all.maxPods.kind === 'absent' && all.maxPodsFlag.kind === 'absent';
    return isWithoutNumber ? undefined : (winnerOf(all) ?? 'unseen');
  }
  const { maxPods } = group;
  if (maxPods.kind === 'set') return { by: maxPods.setting, pods: maxPods.value, at: maxPods.at };
  return maxPods.kind === 'expression' ? undefined : 'unseen';
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
export function wrongDashes(cluster: Cluster): readonly Sourced<string>[] {
  return [...readNodeConfigs(cluster), ...cluster.bootScripts].flatMap((text) => text.wrongDashes);
}

/** A memo, because every NodeConfig asks for its group. */
const groupsByPlace = memoized(
  ({ nodeGroups }: Cluster): ReadonlyMap<string, NodeGroup> =>
    new Map(nodeGroups.map((group) => [placeKey(group.at), group])),
);
