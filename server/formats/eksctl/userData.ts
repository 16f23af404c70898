import { type Fact, unknown } from '../../model/fact.js';
import type { BootScript, NodeConfig } from '../../model/nodeConfig.js';
import { isComputedByEks } from '../../model/nodeGroup.js';
import type { AmiFamily, Label, MaxPods, NodeGroup, Resource } from '../../model/resource.js';
import type { MapNode, ScalarNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { placeKey } from '../../text/span.js';
import {
  labelsBy,
  lastWritten,
  nodeConfigsIn,
  readDropIns,
  readUserData,
  writtenExpression,
  writtenMaxPods,
} from '../nodeConfig.js';
import { readsDropIns } from '../nodes/amiRelease.js';
import {
  mentionsMaxPods,
  mentionsNodeLabels,
  mentionsPodsPerCore,
  readScript,
  scriptIn,
  setsMaxPods,
} from '../nodes/bootScript.js';
import {
  type BootstrapCall,
  bootstrapCall,
  joinedOptions,
  maxPodsByFlag,
  mentionsMaxPodsBeside,
} from '../nodes/bootstrapCall.js';
import { type DropIn, dropInsOf, isUnseen, textBeside } from '../nodes/dropIns.js';
import { mayHoldNodeConfig } from '../nodes/nodeText.js';
import { at, type Place } from '../place.js';
import { integerFact } from '../read.js';

/** What a node group of eksctl gives its nodes to start with: NodeConfigs, and scripts that say something about max pods. */
export function groupUserData(group: MapNode, family: AmiFamily, place: Place): readonly Resource[] {
  if (family === 'bottlerocket' || family === 'windows') return [];
  const here = at(place, group);
  const scripts = scriptsOf(group);
  if (scripts.length === 0) return [];
  const system = systems[family];
  const override = get(group, 'overrideBootstrapCommand');
  const setting = scripts.filter(({ text }) => setsMaxPods(text));
  const hasField = ['maxPodsPerNode', 'kubeletExtraConfig'].some((key) => get(group, key) !== undefined);
  const dropIns = dropInsOfGroup(group, family);
  const carried = { group: here, userData: placeKey(here) } as const;
  const read = scripts.flatMap((script): readonly Resource[] => {
    if (mayHoldNodeConfig(script))
      return readUserData(script, { ...carried, isOverruled: false, reader: 'eksctl' }, place);
    // eksctl refuses a script there, and nothing of it ever runs.
    if (system === 'al2023' && script === override) return [];
    const isSetBeside = hasField || setting.length > (setsMaxPods(script.text) ? 1 : 0);
    const around = { ...carried, system, isMimePart: false, isSetBeside, beside: textBeside(script, dropIns) };
    const boots = readScript(scriptIn(script), around, place);
    return [...(boots ? [boots] : []), ...(system === 'al2023' ? [] : joinedOptions(script, place))];
  });
  return [...read, ...readDropIns(dropIns, { ...carried, release: releaseOf(group) }, place)];
}

/** The release of the AMI; undefined where EKS or an id chooses it. */
function releaseOf(group: MapNode): string | undefined {
  return textOf(get(group, 'releaseVersion'));
}

/** What the scripts of a group write for nodeadm; on other families nobody reads it. */
function dropInsOfGroup(group: MapNode, family: AmiFamily): readonly DropIn[] {
  const override = get(group, 'overrideBootstrapCommand');
  return family === 'al2023' ? dropInsOf(scriptsOf(group).filter((script) => script !== override)) : [];
}

/**
 * The NodeConfigs that a group of Amazon Linux 2023 gives its nodes beside eksctl's own, in the order in which nodeadm merges them, and what its
 * scripts say besides.
 */
interface GroupNodeConfigs {
  readonly configs: readonly NodeConfig[];
  readonly beside: readonly string[];
  /** Scripts write what nobody sees into the files that nodeadm reads. */
  readonly partlyHidden: boolean;
}

/** Source of the order: pkg/nodebootstrap/al2023.go:62-87 of eksctl 99984adb; nodeadm-run.service of amazon-eks-ami 81fec2e8. */
function nodeConfigsOf(group: MapNode, family: AmiFamily, place: Place): GroupNodeConfigs {
  const scripts = scriptsOf(group);
  if (scripts.length === 0) return noNodeConfigs;
  const dropIns = dropInsOfGroup(group, family);
  const override = get(group, 'overrideBootstrapCommand');
  const config = scripts.find((script) => script === override && mayHoldNodeConfig(script));
  const isRead = readsDropIns(releaseOf(group));
  const texts = [...(config ? [config] : []), ...(isRead ? dropIns.map(({ text }) => text) : [])];
  const configs = texts.flatMap((text) => nodeConfigsIn(text, { group: at(place, group), isOverruled: false }, place));
  return {
    configs: configs.filter(({ behind }) => behind === 'nothing'),
    beside: scripts.filter((script) => script !== config).map((script) => textBeside(script, dropIns)),
    partlyHidden: isRead && dropIns.some(isUnseen),
  };
}

const noNodeConfigs: GroupNodeConfigs = { configs: [], beside: [], partlyHidden: false };

const systems: Readonly<Record<AmiFamily, BootScript['system']>> = {
  al2: 'al2',
  al2023: 'al2023',
  ubuntu: 'unknown',
  bottlerocket: 'unknown',
  windows: 'unknown',
  unknown: 'unknown',
};

/** The scripts of a group; most have none, and are asked again and again. */
function scriptsOf(group: MapNode): readonly ScalarNode[] {
  const [override, others] = [get(group, 'overrideBootstrapCommand'), get(group, 'preBootstrapCommands')];
  if (override === undefined && others === undefined) return noScripts;
  const nodes = [override, ...items(others)];
  return nodes.filter((node): node is ScalarNode => node?.kind === 'scalar' && typeof node.value === 'string');
}

const noScripts: readonly ScalarNode[] = [];

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
 * Max pods by the group's scripts. Within NodeConfigs flags win over config, config over the expression
 * (nodeadm/internal/kubelet/config.go:352-376 and environment.go:26-27 of amazon-eks-ami 81fec2e8).
 */
export function scriptedMaxPods(
  group: MapNode,
  { amiFamily, ...rest }: Pick<NodeGroup, 'amiFamily' | 'management' | 'customAmi' | 'launchTemplate'>,
  place: Place,
): ScriptedMaxPods {
  const override = get(group, 'overrideBootstrapCommand');
  const called = amiFamily === 'al2' || amiFamily === 'ubuntu' ? callOf(group, place) : undefined;
  if (called) {
    const others = scriptsOf(group).filter((script) => script !== override);
    if (others.some(({ text }) => mentionsMaxPods(text))) return { kind: 'unknown' };
    const { maxPods, usesMaxPods } = called;
    return { kind: 'bootstrap', number: maxPods.kind === 'absent' ? undefined : maxPodsByFlag(maxPods), usesMaxPods };
  }
  const { configs, beside, partlyHidden } = nodeConfigsOf(group, amiFamily, place);
  if (partlyHidden || beside.some(mentionsMaxPods)) return { kind: 'unknown' };
  if (configs.length > 0 && amiFamily === 'al2023') {
    const isEksFirst = isComputedByEks(rest);
    return { kind: 'nodeConfig', number: writtenMaxPods(configs), expression: writtenExpression(configs, isEksFirst) };
  }
  const isNodeConfig = override?.kind === 'scalar' && mayHoldNodeConfig(override);
  const isUnknown = override !== undefined && (amiFamily !== 'al2023' || isNodeConfig);
  return { kind: isUnknown ? 'unknown' : 'nothing' };
}

/**
 * `podsPerCore` of the kubelet: in the NodeConfigs of scripts, which stand behind eksctl's own, or in `kubeletExtraConfig`, which managed groups
 * do not have.
 */
export function podsPerCore(
  group: MapNode,
  management: NodeGroup['management'],
  family: AmiFamily,
  place: Place,
): Fact<number> {
  const extra = management === 'selfManaged' ? get(get(group, 'kubeletExtraConfig'), 'podsPerCore') : undefined;
  const own = integerFact(extra, place);
  if (family !== 'al2023') return own;
  const { configs, beside, partlyHidden } = nodeConfigsOf(group, family, place);
  if (partlyHidden || beside.some(mentionsPodsPerCore)) return unknown();
  if (configs.length === 0) return own;
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

/** Labels that scripts give the nodes beside those of the group. */
export function scriptedLabels(
  group: MapNode,
  family: AmiFamily,
  place: Place,
): { readonly labels: readonly Label[]; readonly hidden: boolean } {
  if (family === 'bottlerocket' || !scriptsOf(group).some(({ text }) => mentionsNodeLabels(text))) return noLabels;
  if (family === 'al2' || family === 'ubuntu') {
    const override = get(group, 'overrideBootstrapCommand');
    const call = override?.kind === 'scalar' ? bootstrapCall(override, place) : undefined;
    const others = scriptsOf(group).filter((script) => script !== override || call === undefined);
    const isBeside = others.some(({ text }) => mentionsNodeLabels(text));
    return { labels: call?.labels ?? [], hidden: isBeside || call?.labelsHidden === true };
  }
  const { configs, beside, partlyHidden } = nodeConfigsOf(group, family, place);
  const { labels, labelsHidden } = labelsBy(configs, beside.join('\n'));
  return { labels, hidden: partlyHidden || labelsHidden };
}

const noLabels = { labels: [], hidden: false } as const;
