import type { CniSettings, Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { bareContainer, bareSettings } from './bare.js';
import { type ChartSource, type ChartValue, chartSettings, isChart } from './chartValues.js';
import { envList } from './env.js';
import { at, type Place } from './place.js';
import { isMissing, textFact } from './read.js';
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
  const documents = items(get(body, 'values')).map(documentOf);
  const sets = ['set', 'set_sensitive'].flatMap((key) => innerBlocks(body, key));
  const isHidden =
    documents.includes(undefined) ||
    sets.some((set) => isOpen(get(set, 'name'))) ||
    isOpen(get(body, 'values')) ||
    ['dynamic', 'set_list', 'set_wo'].some((key) => !isMissing(get(body, key)));
  return chartSettings({
    at: at(place, body),
    maps: documents.flatMap((map) => (map === undefined ? [] : [{ map, nulls: 'removed' }])),
    singles: sets.flatMap((set) => setValue(set, place)),
    ...singlesBlock(body, place),
    isHidden,
    chartVersion: textFact(get(body, 'version'), place),
    place,
  });
}

/** Where values of `set` go: into a list, as the provider's third version has it, or into blocks. */
function singlesBlock(body: MapNode, place: Place): Pick<ChartSource, 'singlesBlock'> {
  const set = get(body, 'set');
  if (set?.kind === 'seq') return { singlesBlock: { at: at(place, set), shape: 'list' } };
  return set?.kind === 'map' ? { singlesBlock: { at: at(place, body), shape: 'blocks', key: 'set' } } : {};
}

/** The map that a text of `values` holds; undefined where it is not seen. */
function documentOf(text: Node): MapNode | undefined {
  if (text.kind !== 'scalar') return undefined;
  const { root, problems } = openScalar(text);
  return root?.kind === 'map' && problems.length === 0 ? root : undefined;
}

/** `set { name = "env.X" }`: a comma in a value would begin another one, and a brace a list. */
function setValue(set: MapNode, place: Place): readonly ChartValue[] {
  const [name, value] = [get(set, 'name'), get(set, 'value')];
  const text = textOf(name) ?? '';
  if (name === undefined || isOpen(name) || !/^\w+(?:\.\w+)*$/.test(text)) return [];
  const isSeen = value?.kind === 'scalar' && !value.open && !/[,{]/.test(value.text);
  const here = at(place, value ?? name);
  const isNull = isSeen && /^null$/i.test(value.text) && !isText(get(set, 'type'), 'string');
  return [
    {
      keys: text.split('.'),
      name: at(place, name),
      value: isNull
        ? { kind: 'removed', at: here }
        : isSeen
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
