import { type Fact, unknown } from '../model/fact.js';
import type { NodeConfig } from '../model/nodeConfig.js';
import type { Label, MaxPods, Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import { spanInDocument } from '../syntax/host.js';
import { joinedText } from '../syntax/joined.js';
import type { Host, MapNode, Node, ScalarNode, SyntaxDocument } from '../syntax/node.js';
import { get } from '../syntax/read.js';
import { documentKey, placeKey } from '../text/span.js';
import { maxPodsLeftOpen } from './bare.js';
import { isCloudFormation } from './cloudFormation/root.js';
import type { Format } from './format.js';
import { repeatedWithin } from './manifests/repeatedKeys.js';
import { readsDropIns } from './nodes/amiRelease.js';
import { mentionsNodeLabels, mentionsPodsPerCore, readScript, type ScriptText, scriptIn } from './nodes/bootScript.js';
import { maxPodsByFlag } from './nodes/bootstrapCall.js';
import { cloudInitDropIns, type DropIn, dropInFolder, dropInsOf, foreignDropIn, textBeside } from './nodes/dropIns.js';
import { amiAlias, isCustom } from './nodes/karpenterClass.js';
import { isNodeConfig, readNodeConfig, type Surroundings } from './nodes/nodeConfigFields.js';
import { identityRefusal, mimeRefusals, typeProblems, unreadDropIns } from './nodes/nodeConfigRefusals.js';
import { eksApiTexts, mayHoldNodeConfig } from './nodes/nodeText.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, manifests } from './read.js';

/**
 * nodeadm's NodeConfig: a document, a part of user data in MIME form, or text of either kind in a string, such as the user data of a
 * Karpenter node class. What eksctl's node groups carry is read with them.
 */
export const format: Format = {
  id: 'nodeConfig',
  kinds: ['NodeConfig'],
  hints: ['node.eks.aws', 'node.eks.amazonaws.com', 'eks.aws/v1', dropInFolder],
  apiGroups: ['node.eks.aws'],
  takes: { syntaxes: ['mime'], texts: [...eksApiTexts, dropInFolder] },
  read(document, place) {
    if (document.form.syntax === 'mime') return readHeaders(document, place);
    // What templates start nodes with is read with their groups.
    if (isCloudFormation(document)) return [];
    return manifests(document).flatMap((manifest) => readManifest(manifest, document, place));
  },
};

/** What stands around the NodeConfigs of user data in MIME form. */
function readHeaders({ text, host, form }: SyntaxDocument, place: Place): readonly Resource[] {
  const script: ScriptText = {
    text,
    host,
    span: { start: 0, end: text.length },
    locate: (start, end) => ({ start, end }),
  };
  const node = scriptNode(host);
  const dropIns = dropInsOf([node]);
  const around = { group: undefined, userData: place.uri, system: 'unknown', isMimePart: true } as const;
  const read = readScript(script, { ...around, isSetBeside: false, beside: textBeside(node, dropIns) }, place);
  return [
    ...(read ? [read] : []),
    ...(place.isFragment
      ? []
      : mimeRefusals(script, { reader: 'nodeadm', ...(form.mime && { form: form.mime }) }, place)),
    ...readDropIns(dropIns, { group: undefined, userData: place.uri }, place),
  ];
}

/** All of a document as a text that a node runs. */
function scriptNode(host: Host): ScalarNode {
  const { text } = host;
  return {
    kind: 'scalar',
    value: text,
    text,
    readAs: { type: 'string' },
    style: 'plain',
    span: spanInDocument(host, 0, text.length),
    host: { ...host, syntax: 'shell' },
    anchored: false,
    open: false,
  };
}

/**
 * What scripts write for nodeadm: whoever else gives the node a NodeConfig, these are merged behind it. `release`: of the AMI, where it is written.
 */
export function readDropIns(
  dropIns: readonly DropIn[],
  { release, ...around }: Pick<Surroundings, 'group' | 'userData'> & { readonly release?: string | undefined },
  place: Place,
): readonly Resource[] {
  if (release !== undefined && !readsDropIns(release)) return unreadDropIns(dropIns, release, place);
  return dropIns.flatMap(({ name, text }) => [
    ...readUserData(text, { ...around, dropIn: name, isOverruled: false, reader: 'nodeadm' }, place),
    ...foreignDropIn(text, place),
  ]);
}

function readManifest(
  manifest: MapNode,
  { templated, form, problems }: SyntaxDocument,
  place: Place,
): readonly Resource[] {
  if (isNodeConfig(manifest)) {
    // What documentation shows in one fence is several examples.
    const text = place.isFragment
      ? ({ userData: documentKey(at(place, manifest)), behind: 'nothing' } as const)
      : ({ userData: place.uri, behind: form.behind ?? 'nothing' } as const);
    return [
      readNodeConfig(manifest, { ...free, ...text, templated }, place),
      ...(text.behind === 'nothing' && !isBroken(problems)
        ? typeProblems(manifest, { templated, reader: 'nodeadm' }, place)
        : []),
    ];
  }
  if (apiGroup(manifest) === 'eksctl.io' && isKind(manifest, 'ClusterConfig')) return [];
  // Of several documents nodeadm reads the first.
  const refusal = place.isFragment || form.behind !== undefined ? undefined : identityRefusal(manifest, place);
  const release = amiAlias(get(manifest, 'spec')).release;
  const inStrings = userDataIn(manifest).flatMap((text) =>
    readUserData(text, { ...free, isOverruled: isOfKarpenter(manifest), reader: 'nodeadm', release }, place),
  );
  const written = dropInScriptsIn(manifest).flatMap((script) =>
    readDropIns(dropInsOf([script]), { group: undefined, userData: placeKey(at(place, script)), release }, place),
  );
  const foreign = place.isFragment ? [] : cloudInitDropIns(manifest).flatMap((text) => foreignDropIn(text, place));
  return [...(refusal ? [refusal] : []), ...inStrings, ...written, ...foreign];
}

function isBroken(problems: SyntaxDocument['problems']): boolean {
  return problems.some(({ rule }) => rule === 'syntax-error');
}

const free = { group: undefined, isOverruled: false, dropIn: undefined } as const;

/** Karpenter puts its own behind the user data, unless it hands that on as it is. */
function isOfKarpenter(manifest: MapNode): boolean {
  return /^karpenter(\.|$)/.test(apiGroup(manifest) ?? '') && !isCustom(get(manifest, 'spec'));
}

/**
 * What is known of the NodeConfigs in a string. `userData`: the text it is merged with, where that is not its own alone; `dropIn`: the name of the
 * file that a script makes of it, if one does.
 */
type Around = Pick<Surroundings, 'group' | 'isOverruled'> & Partial<Pick<Surroundings, 'userData' | 'dropIn'>>;

/** The NodeConfigs in a string, in the order in which nodeadm merges them. */
export function nodeConfigsIn(node: ScalarNode, around: Around, place: Place): readonly NodeConfig[] {
  if (!mayHoldNodeConfig(node)) return [];
  const { behind, templated } = openScalar(node);
  const { userData = placeKey(at(place, node)), dropIn } = around;
  return rootsIn(node)
    .filter(isNodeConfig)
    .map((config) =>
      readNodeConfig(
        config,
        { ...around, userData, dropIn, behind: behind.get(config) ?? 'nothing', templated },
        place,
      ),
    );
}

function rootsIn(node: ScalarNode): readonly Node[] {
  const { root, rest } = openScalar(node);
  return root === undefined ? [] : [root, ...rest];
}

/** What a string of user data holds: NodeConfigs, scripts beside them, and what cannot be read. `reader`: who reads the string first. */
export function readUserData(
  node: ScalarNode,
  {
    reader,
    release,
    ...around
  }: Around & { readonly reader: 'nodeadm' | 'eksctl'; readonly release?: string | undefined },
  place: Place,
): readonly Resource[] {
  const configs = nodeConfigsIn(node, around, place);
  const { isMime, problems, templated, behind } = openScalar(node);
  const { group, userData = placeKey(at(place, node)) } = around;
  const roots = mayHoldNodeConfig(node) ? rootsIn(node) : [];
  // What stands in broken text may be read wrongly.
  const maps = isBroken(problems)
    ? []
    : roots.filter((root): root is MapNode => root.kind === 'map' && behind.get(root) === undefined);
  // eksctl refuses what is no NodeConfig itself; documentation may cut it short.
  const isSeenWhole = reader === 'nodeadm' && !place.isFragment;
  const refused = maps.flatMap((root) => {
    if (isNodeConfig(root)) return typeProblems(root, { templated, reader }, place);
    return (isSeenWhole && identityRefusal(root, place)) || [];
  });
  const repeated = maps.some(isNodeConfig) ? repeatedWithin(problems, reader, node, place) : [];
  const ofHeaders =
    mayHoldNodeConfig(node) && isSeenWhole
      ? mimeRefusals(scriptIn(node), { reader: around.isOverruled ? 'Karpenter' : 'nodeadm' }, place)
      : [];
  const dropIns = isMime ? dropInsOf([node]) : [];
  const written = readDropIns(dropIns, { group, userData, release }, place);
  if (configs.length === 0) return [...refused, ...ofHeaders, ...written];
  const boots = { group, userData, system: 'al2023', isMimePart: false, isSetBeside: false } as const;
  const script = isMime
    ? readScript(scriptIn(node), { ...boots, beside: scriptsBeside(node, configs, dropIns) }, place)
    : undefined;
  const problem = node.open ? undefined : problems.find(({ rule }) => rule === 'syntax-error');
  return [
    ...configs,
    ...refused,
    ...repeated,
    ...ofHeaders,
    ...written,
    // The flags of the NodeConfigs are read with them.
    ...(script ? [{ ...script, wrongDashes: [] }] : []),
    ...(problem
      ? [
          {
            kind: 'shapeProblem',
            fault: 'embeddedDocument',
            at: at(place, { host: node.host, span: problem.span }),
            field: 'NodeConfig',
            problem: 'notReadable',
            detail: problem.message,
          } as const,
        ]
      : []),
  ];
}

/** What is left of user data without its NodeConfigs, and without what its scripts write for nodeadm. */
export function scriptsBeside(text: ScalarNode, configs: readonly NodeConfig[], dropIns: readonly DropIn[]): string {
  const beside = dropIns.length > 0 ? textBeside(text, dropIns) : text.text;
  if (configs.length === 0 || (dropIns.length > 0 && !mayHoldNodeConfig(text))) return beside;
  // Of user data in MIME form the scripts are parts of their own.
  const parts = beside.split(/^--/m);
  return parts.length < 2 ? '' : parts.filter((part) => !/\bnode\.eks\.aws\b/.test(part)).join('\n');
}

/** The strings of a tree that may hold a NodeConfig; one behind an alias is found where it stands. */
export function userDataIn(node: Node): readonly ScalarNode[] {
  return stringsIn(node, mayHoldNodeConfig);
}

/** Scripts that write files for nodeadm. */
function dropInScriptsIn(node: Node): readonly ScalarNode[] {
  return stringsIn(node, (each) => each.text.includes(dropInFolder) && !mayHoldNodeConfig(each));
}

function stringsIn(node: Node, isWanted: (node: ScalarNode) => boolean): readonly ScalarNode[] {
  const joined = node.kind === 'scalar' ? undefined : joinedText(node);
  if (joined !== undefined) return stringsIn(joined, isWanted);
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && isWanted(node) ? [node] : [];
    case 'seq':
      return node.items.flatMap(({ value, alias }) => (alias ? [] : stringsIn(value, isWanted)));
    case 'map':
      return node.entries.flatMap(({ value, alias }) => (alias ? [] : stringsIn(value, isWanted)));
    default:
      return node satisfies never;
  }
}

/** Max pods as NodeConfigs write it: a flag wins over the field; undefined where none says a number. */
export function writtenMaxPods(configs: readonly NodeConfig[]): MaxPods | undefined {
  const flag = lastWritten(configs.map(({ maxPodsFlag }) => maxPodsFlag));
  if (flag.kind !== 'absent') return maxPodsByFlag(flag);
  const number = lastWritten(configs.map(({ maxPods }) => maxPods));
  if (number.kind === 'absent') return undefined;
  return number.kind === 'known' && number.value > 0
    ? { kind: 'set', value: number.value, setting: 'kubelet.config.maxPods', digits: 'all', at: number.at }
    : { kind: 'unknown' };
}

/** Max pods by the expression of NodeConfigs; `isEksFirst`: EKS gives the nodes a number of its own as well. Undefined where none has one. */
export function writtenExpression(configs: readonly NodeConfig[], isEksFirst: boolean): MaxPods | undefined {
  const expression = lastWritten(configs.map((config) => config.expression));
  if (expression.kind === 'absent') return undefined;
  // EKS documents that its own number wins over an expression, but not how; then nobody can say.
  if (expression.kind === 'unknown' || isEksFirst) return { kind: 'unknown' };
  return { kind: 'expression', expression: expression.value, at: expression.at };
}

/** What nodes are told of their pods and labels when they start. */
export interface ToldNodes {
  readonly maxPods: MaxPods;
  readonly podsPerCore: Fact<number>;
  readonly labels: readonly Label[];
  /** They may be told further labels. */
  readonly labelsHidden: boolean;
}

/**
 * What NodeConfigs make of a node, where something says it; `beside`: the scripts with them, which name no max pods. `isEksFirst`: EKS gives the nodes
 * a number of its own as well.
 */
export function toldBy(
  configs: readonly NodeConfig[],
  { isEksFirst, beside }: { readonly isEksFirst: boolean; readonly beside: string },
): ToldNodes {
  return {
    maxPods: writtenMaxPods(configs) ?? writtenExpression(configs, isEksFirst) ?? maxPodsLeftOpen,
    podsPerCore: mentionsPodsPerCore(beside) ? unknown() : lastWritten(configs.map(({ podsPerCore }) => podsPerCore)),
    ...labelsBy(configs, beside),
  };
}

/** The labels of the same. */
export function labelsBy(configs: readonly NodeConfig[], beside: string): Pick<ToldNodes, 'labels' | 'labelsHidden'> {
  return {
    labels: configs.flatMap(({ labels }) => labels),
    labelsHidden: mentionsNodeLabels(beside) || configs.some(({ labelsPartlyHidden }) => labelsPartlyHidden),
  };
}

/** What the last of several NodeConfigs says that says it. */
export function lastWritten<T>(facts: readonly Fact<T>[]): Fact<T> {
  return facts.findLast(({ kind }) => kind !== 'absent') ?? facts.at(-1) ?? unknown();
}
