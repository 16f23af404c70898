import { type Fact, unknown } from '../model/fact.js';
import type { BootScript, MaxPodsFlag, NodeConfig } from '../model/nodeConfig.js';
import { isComputedByEks } from '../model/nodeGroup.js';
import type { AmiFamily, Label, MaxPods, NodeGroup, Resource } from '../model/resource.js';
import type { MapNode, ScalarNode } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { readScript, scriptIn, setsMaxPods } from './bootScript.js';
import { type BootstrapCall, bootstrapCall, mentionsMaxPodsBeside } from './bootstrapCall.js';
import { nodeConfigsIn, readUserData } from './nodeConfig.js';
import { mayHoldNodeConfig } from './nodeText.js';
import { at, type Place } from './place.js';
import { integerFact } from './read.js';

/** What a node group of eksctl gives its nodes to start with: NodeConfigs, and scripts that say something about max pods. */
export function groupUserData(group: MapNode, family: AmiFamily, place: Place): readonly Resource[] {
  if (family === 'bottlerocket' || family === 'windows') return [];
  const here = at(place, group);
  const scripts = scriptsOf(group);
  const system = systems[family];
  const override = get(group, 'overrideBootstrapCommand');
  const setting = scripts.filter(({ text }) => setsMaxPods(text));
  const hasField = ['maxPodsPerNode', 'kubeletExtraConfig'].some((key) => get(group, key) !== undefined);
  return scripts.flatMap((script): readonly Resource[] => {
    if (mayHoldNodeConfig(script)) return readUserData(script, { group: here, isOverruled: false }, place);
    // eksctl refuses a script there, and nothing of it ever runs.
    if (system === 'al2023' && script === override) return [];
    const isSetBeside = hasField || setting.length > (setsMaxPods(script.text) ? 1 : 0);
    const around = { group: here, system, isMimePart: false, isSetBeside } as const;
    const read = readScript(scriptIn(script), around, place);
    return read ? [read] : [];
  });
}

const systems: Readonly<Record<AmiFamily, BootScript['system']>> = {
  al2: 'al2',
  al2023: 'al2023',
  ubuntu: 'unknown',
  bottlerocket: 'unknown',
  windows: 'unknown',
  unknown: 'unknown',
};

function scriptsOf(group: MapNode): readonly ScalarNode[] {
  const nodes = [get(group, 'overrideBootstrapCommand'), ...items(get(group, 'preBootstrapCommands'))];
  return nodes.filter((node): node is ScalarNode => node?.kind === 'scalar' && typeof node.value === 'string');
}

/** What the group's scripts say about max pods. */
export type ScriptedMaxPods =
  /** Nothing. */
  | { readonly kind: 'nothing' }
  /** The bootstrap script of Amazon Linux 2 or Ubuntu: what it is not given it does not have, whatever the group says. */
  | { readonly kind: 'bootstrap'; readonly number: MaxPods | undefined; readonly usesMaxPods: boolean }
  /** A NodeConfig: a number in it wins over the group's own, an expression gives way to it. */
  | { readonly kind: 'nodeConfig'; readonly number: MaxPods | undefined; readonly expression: MaxPods | undefined }
  /** Something that is not seen. */
  | { readonly kind: 'unknown' };

/**
 * Max pods by the group's scripts. eksctl puts the NodeConfig of overrideBootstrapCommand behind its own
 * (pkg/nodebootstrap/al2023.go:62-87 of eksctl 99984adb); within it flags win over config, config over the expression
 * (nodeadm/internal/kubelet/config.go:352-376 and environment.go:26-27 of amazon-eks-ami 81fec2e8).
 */
export function scriptedMaxPods(
  group: MapNode,
  { amiFamily, ...rest }: Pick<NodeGroup, 'amiFamily' | 'management' | 'customAmi' | 'launchTemplate'>,
  place: Place,
): ScriptedMaxPods {
  const override = get(group, 'overrideBootstrapCommand');
  const scripts = scriptsOf(group);
  const config = scripts.find((script) => script === override && mayHoldNodeConfig(script));
  const called = amiFamily === 'al2' || amiFamily === 'ubuntu' ? callOf(group, place) : undefined;
  const others = scripts.filter((script) => script !== config && (script !== override || called === undefined));
  if (others.some((script) => /max[-_]?pods/i.test(textOf(script) ?? ''))) return { kind: 'unknown' };
  if (called) {
    const { maxPods, usesMaxPods } = called;
    return { kind: 'bootstrap', number: maxPods.kind === 'absent' ? undefined : setByFlag(maxPods), usesMaxPods };
  }
  if (config === undefined) {
    return { kind: override !== undefined && amiFamily !== 'al2023' ? 'unknown' : 'nothing' };
  }
  const configs = nodeConfigsIn(config, { group: at(place, group), isOverruled: false }, place);
  if (configs.length === 0 || amiFamily !== 'al2023') return { kind: 'unknown' };
  const isEksFirst = isComputedByEks(rest);
  return { kind: 'nodeConfig', number: writtenIn(configs), expression: expressionIn(configs, isEksFirst) };
}

/**
 * `podsPerCore` of the kubelet: in the NodeConfig of `overrideBootstrapCommand`, which stands behind eksctl's own, or in `kubeletExtraConfig`, which
 * managed groups do not have.
 */
export function podsPerCore(
  group: MapNode,
  management: NodeGroup['management'],
  family: AmiFamily,
  place: Place,
): Fact<number> {
  const extra = management === 'selfManaged' ? get(get(group, 'kubeletExtraConfig'), 'podsPerCore') : undefined;
  const own = integerFact(extra, place);
  const script = get(group, 'overrideBootstrapCommand');
  if (script?.kind !== 'scalar' || family !== 'al2023' || !mayHoldNodeConfig(script)) return own;
  const configs = nodeConfigsIn(script, { group: at(place, group), isOverruled: false }, place);
  const last = lastWritten(configs.map((config) => config.podsPerCore));
  return last.kind === 'absent' ? own : last;
}

/** The call of bootstrap.sh in `overrideBootstrapCommand`, where that alone decides about max pods. */
function callOf(group: MapNode, place: Place): BootstrapCall | undefined {
  const script = get(group, 'overrideBootstrapCommand');
  if (script?.kind !== 'scalar' || typeof script.value !== 'string') return undefined;
  const call = bootstrapCall(script, place);
  return call && !mentionsMaxPodsBeside(script, call) ? call : undefined;
}

/** Labels that the flags in `overrideBootstrapCommand` give the nodes beside those of the group. */
export function scriptedLabels(
  group: MapNode,
  family: AmiFamily,
  place: Place,
): { readonly labels: readonly Label[]; readonly hidden: boolean } {
  const script = get(group, 'overrideBootstrapCommand');
  const nothing = { labels: [], hidden: false };
  if (script?.kind !== 'scalar' || !/node[-_]labels/i.test(script.text)) return nothing;
  if (family === 'al2023') {
    const configs = nodeConfigsIn(script, { group: undefined, isOverruled: false }, place);
    return {
      labels: configs.flatMap(({ labels }) => labels),
      hidden: configs.some(({ labelsPartlyHidden }) => labelsPartlyHidden),
    };
  }
  const call = family === 'al2' || family === 'ubuntu' ? bootstrapCall(script, place) : undefined;
  return call ? { labels: call.labels, hidden: call.labelsHidden } : nothing;
}

function writtenIn(configs: readonly NodeConfig[]): MaxPods | undefined {
  const flag = lastWritten(configs.map(({ maxPodsFlag }) => maxPodsFlag));
  if (flag.kind !== 'absent') return setByFlag(flag);
  const number = lastWritten(configs.map(({ maxPods }) => maxPods));
  if (number.kind === 'absent') return undefined;
  return number.kind === 'known' && number.value > 0
    ? { kind: 'set', value: number.value, setting: 'kubelet.config.maxPods', digits: 'all', at: number.at }
    : { kind: 'unknown' };
}

function setByFlag(flag: Fact<MaxPodsFlag>): MaxPods {
  if (flag.kind !== 'known' || flag.value.pods <= 0) return { kind: 'unknown' };
  const { pods, digits } = flag.value;
  return { kind: 'set', value: pods, setting: '--max-pods', digits, at: flag.at };
}

function expressionIn(configs: readonly NodeConfig[], isEksFirst: boolean): MaxPods | undefined {
  const expression = lastWritten(configs.map((config) => config.expression));
  if (expression.kind === 'absent') return undefined;
  // EKS documents that its own number wins over an expression, but not how; then nobody can say.
  if (expression.kind === 'unknown' || isEksFirst) return { kind: 'unknown' };
  return { kind: 'expression', expression: expression.value, at: expression.at };
}

function lastWritten<T>(facts: readonly Fact<T>[]): Fact<T> {
  return facts.findLast(({ kind }) => kind !== 'absent') ?? facts.at(-1) ?? unknown();
}
