import type { EnvBlock } from '../../model/change.js';
import type { CniSettings, Resource } from '../../model/resource.js';
import { mapIn } from '../../syntax/embedded.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import { bareContainer, bareSettings } from '../bare.js';
import { asHelmTakes, asText, type ChartValue, keysTo } from '../chart/singles.js';
import { chartSettings, isChart } from '../chart/values.js';
import { envList } from '../env.js';
import { at, type Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { innerBlocks, resourceBlocks } from './blocks.js';

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
  const block = blocks.length === 0 ? undefined : ({ at: at(place, body), shape: 'blocks' } as const);
  const list = { ...body, kind: 'seq', style: 'block', items: blocks.map((value) => ({ value })) } as const;
  return [
    {
      ...bareSettings,
      at: at(place, body),
      takenBy: 'command',
      absent: 'unknown',
      containers: [{ ...bareContainer, name, at: at(place, body), env: envList(list, place), block }],
      partlyHidden: true,
    },
  ];
}

/**
 * `helm_release` of the chart aws-vpc-cni: the texts of `values` in their order, then `set`. Source: terraform-provider-helm ecffae0,
 * helm/resource_helm_release.go:1540-1570.
 */
function helmRelease(body: MapNode, place: Place): readonly Resource[] {
  if (!isChart(get(body, 'chart'))) return [];
  const documents = items(get(body, 'values')).map(mapIn);
  const sets = ['set', 'set_sensitive'].flatMap((key) => innerBlocks(body, key));
  const isHidden =
    documents.includes(undefined) ||
    sets.some((set) => isOpen(get(set, 'name'))) ||
    isOpen(get(body, 'values')) ||
    ['dynamic', 'set_list', 'set_wo'].some((key) => !isMissing(get(body, key)));
  return chartSettings({
    at: at(place, body),
    maps: documents.flatMap((map) => (map === undefined ? [] : [{ map, nulls: 'removed' }])),
    singles: [{ values: sets.flatMap((set) => setValue(set, place)), block: setBlock(body, place) }],
    isHidden,
    chartVersion: textFact(get(body, 'version'), place),
    place,
  });
}

/** Where values of `set` go: into a list, as the provider's third version has it, or into blocks. */
function setBlock(body: MapNode, place: Place): EnvBlock | undefined {
  const set = get(body, 'set');
  if (set?.kind === 'seq') return { at: at(place, set), shape: 'list' };
  return set?.kind === 'map' ? { at: at(place, body), shape: 'blocks', key: 'set' } : undefined;
}

/** `set { name = "env.X" }`: a comma in a value would begin another one, and a brace a list. */
function setValue(set: MapNode, place: Place): readonly ChartValue[] {
  const [name, value] = [get(set, 'name'), get(set, 'value')];
  const keys = keysTo(name, '');
  if (keys === undefined || name?.kind !== 'scalar') return [];
  const type = get(set, 'type');
  const isSeen = value?.kind === 'scalar' && !/[,{\\]/.test(value.text);
  const taken = !isSeen
    ? { ...(value ?? name), open: true }
    : isText(type, 'string')
      ? asText(value)
      : asHelmTakes(value);
  const typed = { kind: 'addKey', map: at(place, set), key: 'type', value: 'string' } as const;
  return [{ keys, name, value: taken, span: set.span, asText: type === undefined ? typed : undefined }];
}

function isText(node: Node | undefined, text: string): boolean {
  return node?.kind === 'scalar' && !node.open && textOf(node) === text;
}

function isOpen(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.open;
}
