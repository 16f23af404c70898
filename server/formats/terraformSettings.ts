import { absent, unknown } from '../model/fact.js';
import type { CniSettings, ContainerName, ContainerSettings, EnvEntry, Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import { envList, envMap, hasHiddenEnv } from './env.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, isMissing } from './read.js';
import { innerBlocks, resourceBlocks } from './terraformBlocks.js';

/** Settings of aws-node that Terraform writes otherwise than by the add-on: into the DaemonSet, and as values of the chart. */
export function settingsOfTerraform(root: MapNode, place: Place): readonly Resource[] {
  const envs = resourceBlocks(root, 'kubernetes_env').flatMap(({ body }) => kubernetesEnv(body, place));
  return [...envs, ...resourceBlocks(root, 'helm_release').flatMap(({ body }) => helmRelease(body, place))];
}

/**
 * `kubernetes_env` of the DaemonSet aws-node: one container, a block `env` a variable, whose values are made texts. What it does not name stays as it is.
 */
function kubernetesEnv(body: MapNode, place: Place): readonly CniSettings[] {
  const isAwsNode = innerBlocks(body, 'metadata').some((metadata) => isText(get(metadata, 'name'), 'aws-node'));
  const container = get(body, 'container') ?? get(body, 'init_container');
  const name = (['aws-node', 'aws-vpc-cni-init'] as const).find((each) => isText(container, each));
  if (!isAwsNode || !isText(get(body, 'kind'), 'DaemonSet') || name === undefined) return [];
  const blocks = innerBlocks(body, 'env');
  const list = { ...body, kind: 'seq', style: 'block', items: blocks.map((value) => ({ value })) } as const;
  return [
    {
      ...bare(body, place),
      takenBy: 'command',
      absent: 'unknown',
      containers: [containerOf(name, envList(list, place), undefined, body, place)],
      partlyHidden: true,
    },
  ];
}

/**
 * `helm_release` of the chart aws-vpc-cni: the texts of `values` in their order, then `set`. The chart makes texts of all values. Source:
 * terraform-provider-helm ecffae0, helm/resource_helm_release.go:1540-1570.
 */
function helmRelease(body: MapNode, place: Place): readonly CniSettings[] {
  const chart = get(body, 'chart');
  if (chart?.kind !== 'scalar' || chart.open || !/(?:^|\/)aws-vpc-cni$/.test(textOf(chart) ?? '')) return [];
  const documents = items(get(body, 'values')).map(documentOf);
  const sets = ['set', 'set_sensitive'].flatMap((key) => innerBlocks(body, key));
  const isHidden =
    documents.some((each) => each === undefined || hasHiddenEntries(each) || hasHiddenEnv(get(each, 'env'))) ||
    sets.some((set) => isOpen(get(set, 'name'))) ||
    isOpen(get(body, 'values')) ||
    ['dynamic', 'set_list', 'set_wo'].some((key) => !isMissing(get(body, key)));
  const envOf = (name: ContainerName, keys: readonly string[]): ContainerSettings => {
    const maps = documents.map((each) => path(each, ...keys));
    const prefix = `${keys.join('.')}.`;
    const env = [...maps.flatMap((map) => envMap(map, place)), ...sets.flatMap((set) => setEntry(set, prefix, place))];
    return containerOf(
      name,
      env,
      maps.findLast((map) => map?.kind === 'map'),
      body,
      place,
    );
  };
  return [
    {
      ...bare(body, place),
      takenBy: 'chart',
      absent: isHidden ? 'unknown' : 'shippedDefault',
      containers: [envOf('aws-node', ['env']), envOf('aws-vpc-cni-init', ['init', 'env'])],
      partlyHidden: isHidden,
    },
  ];
}

/** The map that a text of `values` holds; undefined where it is not seen. */
function documentOf(text: Node): MapNode | undefined {
  if (text.kind !== 'scalar') return undefined;
  const { root, problems } = openScalar(text);
  return root?.kind === 'map' && problems.length === 0 ? root : undefined;
}

/** `set { name = "env.X" }`, where a comma would begin another one. */
function setEntry(set: MapNode, prefix: string, place: Place): readonly EnvEntry[] {
  const [name, value] = [get(set, 'name'), get(set, 'value')];
  const text = textOf(name) ?? '';
  if (name === undefined || isOpen(name) || !text.startsWith(prefix) || !/^\w+$/.test(text.slice(prefix.length)))
    return [];
  const isSeen = value?.kind === 'scalar' && !value.open && !value.text.includes(',');
  const here = at(place, value ?? name);
  return [
    {
      name: { value: text.slice(prefix.length), at: at(place, name) },
      value: isSeen
        ? { kind: 'literal', text: value.text, written: 'string', at: here }
        : { kind: 'unknown', at: here },
      at: at(place, set),
    },
  ];
}

function isText(node: Node | undefined, text: string): boolean {
  return node?.kind === 'scalar' && !node.open && textOf(node) === text;
}

function isOpen(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.open;
}

function bare(body: MapNode, place: Place) {
  return {
    kind: 'cniSettings',
    at: at(place, body),
    whole: false,
    layer: undefined,
    layers: [],
    clusterName: absent,
    version: unknown(),
    imageName: unknown(),
    newBlocks: {},
  } as const;
}

function containerOf(
  name: ContainerName,
  env: readonly EnvEntry[],
  block: Node | undefined,
  body: MapNode,
  place: Place,
): ContainerSettings {
  return {
    name,
    at: at(place, body),
    env,
    envFrom: false,
    block: block === undefined ? undefined : { at: at(place, block), shape: 'map' },
    flags: [],
    image: absent,
    mountPaths: [],
    probeWords: [],
  };
}
