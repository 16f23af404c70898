import type { EnvBlock } from '../model/change.js';
import { parseImage } from '../model/cniVersion.js';
import { type Fact, known, unknown } from '../model/fact.js';
import type {
  CniSettings,
  ContainerName,
  ContainerSettings,
  EnvEntry,
  EnvValue,
  Flag,
  Resource,
} from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entries, get, path, textOf } from '../syntax/read.js';
import type { Location } from '../text/span.js';
import { bareSettings, chosenContainer } from './bare.js';
import { bindAddressFaults, regionUnused } from './chartFaults.js';
import { cniOfChart, namesByKeyOnly } from './chartVersions.js';
import { eniConfigValues } from './eniConfigValues.js';
import { envList, envMap, hasHiddenEnv } from './env.js';
import { at, type Place } from './place.js';
import { hasHiddenEntries, isMissing, textFact } from './read.js';

/*
 * The values of the chart aws-vpc-cni, and what they become: the one place that knows. Whoever gives values to the chart (a values file, a
 * release, an application, a command) says which ones, in their order. Source: charts/aws-vpc-cni of amazon-vpc-cni-k8s v1.23.1,
 * templates/daemonset.yaml, templates/_helpers.tpl and templates/eniconfig.yaml.
 */

/** Values that a release of the chart is given, the earliest first: what comes later wins, key by key. */
export interface ChartSource {
  /** What stands for the settings as a whole. */
  readonly at: Location;
  /** Maps of values, as `-f` and `values` give them. */
  readonly maps: readonly ChartMap[];
  /** Single values, as `--set` gives them: they come after all maps. */
  readonly singles: readonly ChartValue[];
  /** Where single values are given, and what stands before their keys: undefined where none can be added. */
  readonly singlesBlock?: EnvBlock;
  /** Values are given that nobody sees: another file, a Secret, a template around them. */
  readonly isHidden: boolean;
  /** The chart's own version, not that of the CNI. */
  readonly chartVersion: Fact<string>;
  /** Where values go while none are written. */
  readonly newBlocks?: CniSettings['newBlocks'];
  readonly place: Place;
}

export interface ChartMap {
  readonly map: MapNode;
  /** What `KEY: null` does: Helm takes the chart's own value away with it; not all that pass values on to Helm keep it. */
  readonly nulls: 'removed' | 'unknown';
  /** It may as well be the configuration of an add-on, which has most of the keys, and wants some that the chart does not read. */
  readonly mayBeOfAddon?: true;
}

/** A value by the keys to it, such as `init`, `env`, `ENABLE_V6_EGRESS`. */
export interface ChartValue {
  readonly keys: readonly string[];
  /** Where the last of the keys stands, or all of them. */
  readonly name: Location;
  readonly value: EnvValue;
  readonly at: Location;
}

/** The settings that values of the chart make, the ENIConfigs among them, and what is wrong with the values. */
export function chartSettings(source: ChartSource): readonly Resource[] {
  const { maps, place } = source;
  const version = versionOf(source);
  const isHidden = source.isHidden || maps.some(({ map }) => hidesSettings(map));
  const last = maps.at(-1)?.map;
  const settings: CniSettings = {
    ...bareSettings,
    at: source.at,
    takenBy: 'chart',
    absent: isHidden ? 'unknown' : 'shippedDefault',
    containers: [...maps.flatMap((each) => containersIn(each, place)), ...containersOf(source)],
    version,
    newBlocks: last === undefined ? (source.newBlocks ?? {}) : blocksIn(last, place),
    partlyHidden: isHidden,
  };
  const byKeyOnly = namesByKeyOnly(version);
  return [
    settings,
    ...maps.flatMap(({ map, mayBeOfAddon }) => [
      ...eniConfigValues(map, place, byKeyOnly ? 'chart' : 'oldChart'),
      ...bindAddressFaults(map, place),
      ...(byKeyOnly ? regionUnused(map, mayBeOfAddon ? 'maybe' : 'certain', place) : []),
    ]),
  ];
}

/** Where variables of a container go that has no `env` among the values yet. */
export function blocksIn(map: MapNode, place: Place): CniSettings['newBlocks'] {
  const here = at(place, map);
  return { 'aws-node': { at: here, path: ['env'] }, 'aws-vpc-cni-init': { at: here, path: ['init', 'env'] } };
}

/** The values that become flags of the network policy agent: by its name, and by the keys to it. */
const agentValues = [
  ['enable-network-policy', ['enableNetworkPolicy']],
  ['enable-ipv6', ['nodeAgent', 'enableIpv6']],
  ['conntrack-cache-table-size', ['nodeAgent', 'conntrackCacheTableSize']],
] as const;

/** The flags of the network policy agent that a map of values sets. Source: templates/daemonset.yaml:150-158. */
export function agentFlags(values: MapNode, place: Place): readonly Flag[] {
  return agentValues.flatMap(([name, keys]) => {
    const node = path(values, ...keys);
    return isMissing(node) ? [] : [{ name, value: textFact(node, place), at: at(place, node), lead: '' }];
  });
}

function containersIn({ map, nulls }: ChartMap, place: Place): readonly ContainerSettings[] {
  const init = get(map, 'init');
  const extra = get(map, 'extraEnv');
  const flags = agentFlags(map, place);
  return [
    ofEnv('aws-node', map, nulls, place),
    ...(extra?.kind === 'seq' ? [ofList(extra, place)] : []),
    ...(get(init, 'env') === undefined || init === undefined ? [] : [ofEnv('aws-vpc-cni-init', init, nulls, place)]),
    ...(flags.length === 0
      ? []
      : [
          {
            ...chosenContainer,
            name: 'aws-eks-nodeagent' as const,
            at: at(place, get(map, 'nodeAgent') ?? map),
            flags,
          },
        ]),
  ];
}

function ofEnv(name: ContainerName, holder: Node, nulls: ChartMap['nulls'], place: Place): ContainerSettings {
  const env = get(holder, 'env');
  const block = env?.kind === 'map' ? ({ at: at(place, env), shape: 'map' } as const) : undefined;
  const read = envMap(env, place);
  const written = entries(env).filter(({ key }) => !key.open);
  const values = read.map((entry, index) => asRendered(entry, written[index]?.value, nulls, place));
  return { ...chosenContainer, name, at: at(place, holder), env: values, block };
}

/** `extraEnv` comes behind `env` in the container: of two entries of a name it is the one that counts. */
function ofList(list: Node, place: Place): ContainerSettings {
  const here = at(place, list);
  return {
    ...chosenContainer,
    name: 'aws-node',
    at: here,
    env: envList(list, place),
    block: { at: here, shape: 'list' },
  };
}

/** What the chart makes of a value: a text, by the way Go prints numbers. */
function asRendered(entry: EnvEntry, node: Node | undefined, nulls: ChartMap['nulls'], place: Place): EnvEntry {
  const { value } = entry;
  if (value.kind === 'none') {
    const here = node === undefined ? entry.at : at(place, node);
    return { ...entry, value: { kind: nulls, at: here } };
  }
  if (value.kind !== 'literal' || node?.kind !== 'scalar') return entry;
  const { readAs } = node;
  if (readAs.type === 'number') return { ...entry, value: { ...value, text: printed(readAs.value) } };
  return readAs.type === 'boolean' ? { ...entry, value: { ...value, text: String(readAs.value) } } : entry;
}

/** A number of YAML is a float to Helm, which is printed with an exponent from a million on (`1e+06`). */
export function printed(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 1_000_000) return String(value);
  return value.toExponential().replace(/\+(\d)$/, '+0$1');
}

function containersOf({ singles: values, singlesBlock }: ChartSource): readonly ContainerSettings[] {
  const envs = (
    [
      ['aws-node', ['env']],
      ['aws-vpc-cni-init', ['init', 'env']],
    ] as const
  ).flatMap(([name, keys]) => {
    const env = values.flatMap((value) => variableOf(value, keys));
    const [first] = env;
    const lead = `${singlesBlock?.lead ?? ''}${keys.join('.')}.`;
    const block = singlesBlock && { ...singlesBlock, lead };
    return first === undefined ? [] : [{ ...chosenContainer, name, at: first.at, env, block }];
  });
  const flags = agentValues.flatMap(([name, keys]) =>
    values.flatMap(({ keys: own, value, at: here }): readonly Flag[] => {
      if (own.join('.') !== keys.join('.') || value.kind === 'none' || value.kind === 'removed') return [];
      return [
        { name, value: value.kind === 'literal' ? known(value.text, value.at) : unknown(here), at: here, lead: '' },
      ];
    }),
  );
  const [first] = flags;
  return first === undefined ? envs : [...envs, { ...chosenContainer, name: 'aws-eks-nodeagent', at: first.at, flags }];
}

function variableOf({ keys, name, value, at: here }: ChartValue, env: readonly string[]): readonly EnvEntry[] {
  const variable = keys.at(-1);
  const isOfEnv = keys.length === env.length + 1 && env.every((key, index) => keys[index] === key);
  return variable === undefined || !isOfEnv ? [] : [{ name: { value: variable, at: name }, value, at: here }];
}

/** The CNI's version: the image's tag where one is given, else that of the chart. */
function versionOf({ maps, singles, chartVersion, place }: ChartSource): Fact<string> {
  const single = singles.findLast(({ keys }) => keys.join('.') === 'image.tag')?.value;
  if (single?.kind === 'literal') return known(single.text, single.at);
  const images = maps.map(({ map }) => get(map, 'image'));
  const tagOf = (image: Node | undefined): Node | undefined =>
    [get(image, 'override'), get(image, 'tag')].find((node) => !isMissing(node));
  const written = images.map(tagOf).findLast((node) => node !== undefined);
  if (single !== undefined || written === undefined) {
    return single === undefined ? cniOfChart(chartVersion) : unknown();
  }
  const fact = textFact(written, place);
  if (fact.kind !== 'known') return fact;
  const tag = fact.value.includes(':') ? parseImage(fact.value).tag : fact.value;
  return tag === undefined ? unknown(fact.at) : known(tag, fact.at);
}

/** True where variables may come from what is not seen. */
function hidesSettings(map: MapNode): boolean {
  const envs = [get(map, 'env'), path(map, 'init', 'env'), get(map, 'extraEnv')];
  return hasHiddenEntries(map) || envs.some((env) => env !== undefined && !isMissing(env) && hasHiddenEnv(env));
}

/** The chart's name, as releases and dependencies give it. */
export const chartName = 'aws-vpc-cni';

/** True for the chart by its name or where it lies: `aws-vpc-cni`, `eks/aws-vpc-cni`, `./charts/aws-vpc-cni`, `oci://…/aws-vpc-cni`. */
export function isChart(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && !node.open && /(?:^|\/)aws-vpc-cni\/?$/.test(textOf(node) ?? '');
}
