import { message } from '../messages/message.js';
import { parseImage } from '../model/cniVersion.js';
import { envVar } from '../model/envVars.js';
import { known, unknown } from '../model/fact.js';
import type { CniSettings, ContainerName, ContainerSettings, Resource } from '../model/resource.js';
import type { MapNode, Node, SyntaxDocument } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import { isPlaceholderWord } from '../text/placeholderWord.js';
import { isTemplate } from '../text/template.js';
import { bareSettings } from './bare.js';
import { containerSettings, hasHiddenEnv, mapForList } from './env.js';
import type { Format } from './format.js';
import { kindFaults } from './manifests/kinds.js';
import { observedIf } from './observed.js';
import { at, type Place } from './place.js';
import { apiGroup, hasHiddenEntries, isKind, manifests } from './read.js';

/**
 * The aws-node DaemonSet: a whole manifest (also a `kubectl get` dump, also in a List), a patch of it, or a fragment:
 * a bare container list or env list that holds variables of ours.
 */
export const format: Format = {
  id: 'daemonSet',
  kinds: ['DaemonSet'],
  hints: [
    'aws-node',
    'AWS_VPC_K8S_',
    'ENABLE_PREFIX_DELEGATION',
    'WARM_ENI_TARGET',
    'WARM_IP_TARGET',
    'WARM_PREFIX_TARGET',
    'MINIMUM_IP_TARGET',
  ],
  read(document, place) {
    const all = manifests(document);
    const faults = all.flatMap((manifest) => kindFaults(manifest, ['DaemonSet'], place));
    const daemonSets = all.filter((manifest) => isDaemonSet(manifest));
    if (daemonSets.length > 0) {
      return [...faults, ...daemonSets.flatMap((manifest) => readManifest(document, manifest, place))];
    }
    const fragment = readFragment(document, place);
    return fragment.length > 0 ? [...faults, ...fragment, ...envMaps(document, document.root, place)] : faults;
  },
};

const containerNames: readonly ContainerName[] = ['aws-node', 'aws-vpc-cni-init', 'aws-eks-nodeagent'];

/** How many variables of ours a list without any name of ours must hold before we take it for aws-node's. */
const variablesThatTell = 2;

function isDaemonSet(manifest: MapNode): boolean {
  const group = apiGroup(manifest);
  return isKind(manifest, 'DaemonSet') && (group === undefined || group === 'apps' || group === 'extensions');
}

function readManifest(document: SyntaxDocument, manifest: MapNode, place: Place): readonly Resource[] {
  const podSpec = path(manifest, 'spec', 'template', 'spec');
  const named = namedContainers(podSpec);
  const isOurs =
    textOf(path(manifest, 'metadata', 'name')) === 'aws-node' || named.some(({ name }) => name === 'aws-node');
  if (!isOurs) return [];
  const containers = named.map(({ name, node }) => containerSettings(name, node, place));
  const node = named.find(({ name }) => name === 'aws-node')?.node;
  const settings = containers.find(({ name }) => name === 'aws-node');
  const spec = get(manifest, 'spec');
  const env = get(node, 'env');
  const isWhole =
    (get(spec, 'selector') !== undefined || hasHiddenEntries(spec)) &&
    (get(node, 'image') !== undefined || hasHiddenEntries(node)) &&
    (settings?.env.some(({ name }) => name.value === 'MY_NODE_NAME') === true ||
      (env?.kind === 'seq' && hasHiddenEnv(env)));
  const partlyHidden =
    document.templated ||
    containersOf(podSpec).some((container) => get(container, 'name')?.open === true) ||
    named.some((container) => hasHiddenEnv(get(container.node, 'env')));
  const isPatch = get(spec, 'selector') === undefined && get(node, 'image') === undefined;
  const reliable = isWhole && !partlyHidden && !containers.some(({ envFrom }) => envFrom);
  return [
    {
      ...bareSettings,
      at: at(place, manifest),
      takenBy: 'apiServer',
      whole: isWhole,
      absent: reliable ? 'codeDefault' : 'unknown',
      ...(isPatch && !partlyHidden ? { isPatch: true } : {}),
      ...observedIf(manifest),
      containers,
      ...imageFacts(get(node, 'image'), place),
      partlyHidden,
    },
    ...envMaps(document, manifest, place),
  ];
}

function envMaps(document: SyntaxDocument, manifest: Node | undefined, place: Place): readonly Resource[] {
  if (document.templated) return [];
  const text = message('env must be a list of names and values: the API server refuses a map in a container');
  return namedContainers(path(manifest, 'spec', 'template', 'spec')).flatMap(({ node }) =>
    mapForList(node, text, place),
  );
}

/** What a patch of the DaemonSet sets in its containers, and whether more of them may be filled in. */
export function patchedDaemonSet(
  patch: MapNode,
  place: Place,
): { readonly containers: readonly ContainerSettings[]; readonly isHidden: boolean } {
  const podSpec = path(patch, 'spec', 'template', 'spec');
  const named = namedContainers(podSpec);
  const lists = [get(podSpec, 'containers'), get(podSpec, 'initContainers')];
  const isHidden =
    hasHiddenEntries(patch) ||
    lists.some((list) => list?.kind === 'scalar') ||
    containersOf(podSpec).some((container) => container.kind === 'scalar' || get(container, 'name')?.open === true) ||
    named.some(({ node }) => hasHiddenEnv(get(node, 'env')));
  return { containers: named.map(({ name, node }) => containerSettings(name, node, place)), isHidden };
}

function containersOf(podSpec: Node | undefined): readonly Node[] {
  return [...items(get(podSpec, 'initContainers')), ...items(get(podSpec, 'containers'))];
}

function namedContainers(podSpec: Node | undefined): readonly { name: ContainerName; node: Node }[] {
  return containersOf(podSpec).flatMap((node) => {
    const name = containerNames.find((candidate) => candidate === textOf(get(node, 'name'))) ?? agentByImage(node);
    return name ? [{ name, node }] : [];
  });
}

/** Nobody asks for the agent by the name of its container, so it may have any. */
function agentByImage(container: Node): ContainerName | undefined {
  const image = textOf(get(container, 'image'));
  return image !== undefined && parseImage(image).name === 'aws-network-policy-agent' ? 'aws-eks-nodeagent' : undefined;
}

/**
 * Name and tag of `registry/path/name:tag@digest`, where a template makes neither of the two: a registry filled in later changes
 * nothing about the program. Without an image, as in a patch, both may be anything.
 */
export function imageFacts(image: Node | undefined, place: Place): Pick<CniSettings, 'version' | 'imageName'> {
  const text = textOf(image);
  if (image === undefined) return { version: unknown(), imageName: unknown() };
  const here = at(place, image);
  if (text === undefined) return { version: unknown(here), imageName: unknown(here) };
  const { name, tag } = parseImage(text);
  const hasTag = tag !== undefined && !isTemplate(tag) && !isPlaceholderWord(tag, 'version');
  const hasName = !isTemplate(name) && (hasTag || !isTemplate(text));
  return {
    version: hasTag ? known(tag, here) : unknown(here),
    imageName: hasName ? known(name, here) : unknown(here),
  };
}

/** A document that is no manifest: a piece of one, as people keep in snippets and templates. */
function readFragment(document: SyntaxDocument, place: Place): readonly CniSettings[] {
  const { root } = document;
  if (root === undefined || (root.kind === 'map' && (get(root, 'kind') ?? get(root, 'apiVersion')))) return [];
  const podSpec = path(root, 'spec', 'template', 'spec') ?? path(root, 'template', 'spec') ?? get(root, 'spec') ?? root;
  const named = namedContainers(podSpec).map(({ name, node }) => containerSettings(name, node, place));
  const isNamed = named.some(({ name }) => name === 'aws-node');
  const containers = isNamed ? named : unnamedContainers(root, podSpec, place);
  if (containers.length === 0) return [];
  return [
    {
      ...bareSettings,
      at: at(place, root),
      takenBy: !isNamed && mayBeValues(root) ? 'chart' : 'apiServer',
      absent: 'unknown',
      containers,
      partlyHidden: document.templated,
    },
  ];
}

/** A file that is nothing but `env:` may be the values of a chart that quotes; a bare list has nothing around it. */
function mayBeValues(root: Node): boolean {
  return root.kind === 'map' && get(root, 'env')?.kind === 'seq';
}

/** Env lists that say by their variables that they are aws-node's: at the root, under `env`, or in a container without a name. */
function unnamedContainers(root: Node, podSpec: Node, place: Place): readonly ContainerSettings[] {
  const candidates = root.kind === 'seq' ? [] : [root, ...items(get(podSpec, 'containers'))];
  const found = candidates
    .filter((node) => get(node, 'name') === undefined && get(node, 'env')?.kind === 'seq')
    .map((node) => containerSettings('aws-node', node, place));
  const bare: readonly ContainerSettings[] =
    root.kind === 'seq' ? [containerSettings('aws-node', listAsContainer(root), place)] : [];
  return [...found, ...bare]
    .filter(({ env }) => env.filter(({ name }) => envVar(name.value)).length >= variablesThatTell)
    .map((each) => ({ ...each, isUnnamed: true }));
}

/** A bare env list seen as the container it was cut out of. */
function listAsContainer(list: Node & { kind: 'seq' }): MapNode {
  const { span, host } = list;
  const key = {
    kind: 'scalar',
    value: 'env',
    text: 'env',
    style: 'plain',
    readAs: { type: 'string' },
    span: { start: span.start, end: span.start },
    host,
    anchored: false,
    open: false,
  } as const;
  return {
    kind: 'map',
    style: 'block',
    span,
    host,
    anchored: false,
    open: false,
    merges: [],
    entries: [{ key, value: list, span }],
  };
}
