import { absent, unknown } from '../../model/fact.js';
import type { AmiFamily, NodeGroup } from '../../model/resource.js';
import type { MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { maxPodsLeftOpen } from '../bare.js';
import { nodeConfigsIn, type ToldNodes, toldBy } from '../nodeConfig.js';
import { readsDropIns } from '../nodes/amiRelease.js';
import { mentionsMaxPods } from '../nodes/bootScript.js';
import { bootstrapOptions, joinedAmongOptions, maxPodsByFlag } from '../nodes/bootstrapCall.js';
import { labelsInSettings, maxPodsInSettings } from '../nodes/bottlerocketSettings.js';
import { dropInsOf, isUnseen, textBeside } from '../nodes/dropIns.js';
import { familyOfAmiType } from '../nodes/managedGroup.js';
import { reservedLabels } from '../nodes/nodeConfigRefusals.js';
import type { Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import type { Refused } from '../refused.js';
import { mustBeThere } from './blocks.js';

/** What the user data of a group says of its nodes. */
export interface Booted extends ToldNodes {
  readonly refused: readonly Refused[];
}

/** What changes what a node boots with, and so may decide its max pods. */
export const bootKeys = [
  'ami_id',
  'user_data_template_path',
  'enable_bootstrap_user_data',
  'bootstrap_extra_args',
  'pre_bootstrap_user_data',
  'post_bootstrap_user_data',
  'cloudinit_pre_nodeadm',
  'cloudinit_post_nodeadm',
  'launch_template_id',
  'launch_template_name',
  'create_launch_template',
  'use_custom_launch_template',
  'platform',
] as const;

/**
 * What a group of terraform-aws-modules/eks gives its nodes: by `bootstrap_extra_args` options of bootstrap.sh on Amazon Linux 2 and settings on
 * Bottlerocket, by `cloudinit_pre_nodeadm` and `cloudinit_post_nodeadm` NodeConfigs on Amazon Linux 2023. Undefined where there is nothing of the
 * kind, or another text or EKS may change it. Source: terraform-aws-eks bef29c4, modules/_user_data/main.tf and templates.
 */
export function bootedBy(
  map: MapNode,
  family: AmiFamily,
  management: NodeGroup['management'],
  place: Place,
): Booted | undefined {
  if (bootKeys.some((key) => mayChangeMore(map, key))) return undefined;
  const ami = management === 'managed' ? amiOf(map) : 'own';
  if (ami !== 'unknown') return bootedFirstBy(ami === 'ofEks' ? 'eks' : 'module', map, { family, management }, place);
  // Only what is so either way is known.
  const [first, second] = (['eks', 'module'] as const).map((starter) =>
    bootedFirstBy(starter, map, { family, management }, place),
  );
  return JSON.stringify(first) === JSON.stringify(second) ? first : undefined;
}

/** The same where it is known whether EKS gives the nodes something too. */
function bootedFirstBy(
  starter: 'eks' | 'module',
  map: MapNode,
  { family, management }: Pick<NodeGroup, 'management'> & { readonly family: AmiFamily },
  place: Place,
): Booted | undefined {
  const isEksFirst = starter === 'eks';
  const isModules = management === 'selfManaged' || isTrue(get(map, 'enable_bootstrap_user_data'));
  if (family === 'al2023') return byNodeConfigs(map, { isEksFirst, isModules }, place);
  const args = get(map, 'bootstrap_extra_args');
  // Where EKS starts the kubelet as well nobody here knows which of two numbers wins.
  if (isEksFirst || !isText(args) || cloudInitKeys.some((key) => !isMissing(get(map, key)))) return undefined;
  if (family === 'bottlerocket') return bySettings(args, place);
  return family === 'al2' && isModules ? byOptions(args, place) : undefined;
}

/** The family by the AMI type; without one, where EKS chooses no AMI, by `platform`, which the module has up to version 20. */
export function bootFamily(map: MapNode, management: NodeGroup['management'], place: Place): AmiFamily {
  const type = get(map, 'ami_type');
  const isOfEks = management === 'managed' && amiOf(map) !== 'own';
  if (!isMissing(type) || isOfEks) return familyOfAmiType(textFact(type, place));
  return platforms.get(textOf(get(map, 'platform')) ?? '') ?? 'unknown';
}

const platforms: ReadonlyMap<string, AmiFamily> = new Map([
  ['linux', 'al2'],
  ['al2023', 'al2023'],
  ['bottlerocket', 'bottlerocket'],
  ['windows', 'windows'],
]);

/** Whose AMI the nodes run: an empty text is none to the module, and a variable may be empty. What is looked up or made is there. */
function amiOf(map: MapNode): 'own' | 'ofEks' | 'unknown' {
  const id = get(map, 'ami_id');
  if (isMissing(id) || textOf(id) === '') return 'ofEks';
  return !id.open || mustBeThere(id) ? 'own' : 'unknown';
}

const cloudInitKeys = ['cloudinit_pre_nodeadm', 'cloudinit_post_nodeadm'] as const;

/** True for what may give the nodes another text than is read here. */
function mayChangeMore(map: MapNode, key: (typeof bootKeys)[number]): boolean {
  const node = get(map, key);
  if (isMissing(node)) return false;
  switch (key) {
    case 'ami_id':
    case 'bootstrap_extra_args':
    case 'cloudinit_pre_nodeadm':
    case 'cloudinit_post_nodeadm':
    case 'platform':
      return false;
    case 'enable_bootstrap_user_data':
    case 'create_launch_template':
    case 'use_custom_launch_template':
      return !isTrue(node);
    case 'pre_bootstrap_user_data':
    case 'post_bootstrap_user_data':
      // A script that says nothing of max pods leaves them as they are.
      return node.kind !== 'scalar' || mentionsMaxPods(node.text);
    default:
      return true;
  }
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.readAs.type === 'boolean' && node.readAs.value;
}

function isText(node: Node | undefined): node is ScalarNode {
  return node?.kind === 'scalar' && typeof node.value === 'string';
}

function byOptions(args: ScalarNode, place: Place): Booted | undefined {
  const call = bootstrapOptions(args, place);
  if (call === undefined) return undefined;
  const { maxPods, labels, labelsHidden, usesMaxPods } = call;
  const own = usesMaxPods ? maxPodsLeftOpen : ({ kind: 'unknown' } as const);
  return {
    maxPods: maxPods.kind === 'absent' ? own : maxPodsByFlag(maxPods),
    podsPerCore: /pods[-_]per[-_]core/.test(args.text) ? unknown() : absent,
    labels,
    labelsHidden,
    refused: [...reservedLabels(labels), ...joinedAmongOptions(args, place)],
  };
}

function bySettings(args: ScalarNode, place: Place): Booted {
  const { maxPods, refused } = maxPodsInSettings(args, place);
  return { maxPods: maxPods ?? { kind: 'unknown' }, refused, podsPerCore: absent, ...labelsInSettings(args, place) };
}

/** Parts of user data in MIME form, of which nodeadm merges those of its type, and on top of them what scripts write for it. */
function byNodeConfigs(
  map: MapNode,
  { isEksFirst, isModules }: { readonly isEksFirst: boolean; readonly isModules: boolean },
  place: Place,
): Booted | undefined {
  const lists = cloudInitKeys.slice(0, isModules ? 2 : 1).map((key) => get(map, key));
  const parts = lists.flatMap((list) => (isMissing(list) ? [] : partsOf(list)));
  const seen = parts.filter((part) => part !== undefined);
  if (seen.length === 0 || seen.length < parts.length) return undefined;
  const scripts = seen.filter(({ type }) => type !== nodeConfigType).map(({ text }) => text);
  const written = dropInsOf(scripts);
  const beside = scripts.map((script) => textBeside(script, written)).join('\n');
  const dropIns = readsDropIns(textOf(get(map, 'ami_release_version'))) ? written : [];
  if (dropIns.some(isUnseen) || mentionsMaxPods(beside)) return undefined;
  const texts = [...seen.filter(({ type }) => type === nodeConfigType), ...dropIns].map(({ text }) => text);
  const configs = texts.flatMap((text) => nodeConfigsIn(text, { group: undefined, isOverruled: false }, place));
  if (configs.length === 0) return undefined;
  return { ...toldBy(configs, { isEksFirst, beside }), refused: [] };
}

const nodeConfigType = 'application/node.eks.aws';

/** The parts of a list; undefined for one that is not seen whole, as what `file` reads. */
function partsOf(list: Node): readonly ({ readonly type: string; readonly text: ScalarNode } | undefined)[] {
  if (list.kind !== 'seq' || list.open) return [undefined];
  return items(list).map((part) => {
    const [text, type] = [get(part, 'content'), get(part, 'content_type')];
    const isSeen = isText(text) && type?.open !== true && !/^[ \t]*[$%]\{/m.test(text.text);
    return isSeen ? { text, type: textOf(type) ?? '' } : undefined;
  });
}
