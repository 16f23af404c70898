import { parseImage } from '../../model/cniVersion.js';
import { absent, type Fact, known, unknown } from '../../model/fact.js';
import type { CniSettings, ContainerName, ContainerSettings, EnvEntry, Resource } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, get, path, textOf } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { agentFlags, blocksIn } from '../addon/agentValues.js';
import { bareSettings, chosenContainer } from '../bare.js';
import { envList, envMap, hasHiddenEnv } from '../env.js';
import { eniConfigValues } from '../manifests/eniConfigValues.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, isMissing, textFact } from '../read.js';
import { bindAddressFaults, regionUnused, singleAddressFault } from './faults.js';
import { type ChartSingles, type ChartValue, mapOfSingles, variablesOf } from './singles.js';
import { cniOfChart, namesByKeyOnly } from './versions.js';

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
  readonly singles: readonly ChartSingles[];
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

/** The settings that values of the chart make, the ENIConfigs among them, and what is wrong with the values. */
export function chartSettings(source: ChartSource): readonly Resource[] {
  const { maps, place } = source;
  const singles = source.singles.flatMap(({ values }) => values);
  const version = versionOf(source, singles);
  const isHidden = source.isHidden || maps.some(({ map }) => hidesSettings(map));
  const last = maps.at(-1)?.map;
  const own = mapOfSingles(singles);
  const all = [...maps, ...(own === undefined ? [] : [{ map: own, mayBeOfAddon: true } as const])];
  const settings: CniSettings = {
    ...bareSettings,
    at: source.at,
    takenBy: 'chart',
    absent: isHidden ? 'unknown' : 'shippedDefault',
    containers: [
      ...maps.flatMap((each) => containersIn(each, place)),
      ...source.singles.flatMap((each) => variablesOf(each, place)),
      ...(own === undefined ? [] : furtherOf(own, place)),
    ],
    version,
    newBlocks: last === undefined ? (source.newBlocks ?? {}) : blocksIn(last, place),
    partlyHidden: isHidden,
  };
  const byKeyOnly = namesByKeyOnly(version);
  // Of ENIConfigs that several sources make together, none need be complete.
  const isWhole = !source.isHidden && all.filter(({ map }) => get(map, 'eniConfig') !== undefined).length < 2;
  return [
    settings,
    ...all.flatMap(({ map, mayBeOfAddon }) => [
      ...eniConfigValues(map, place, byKeyOnly ? 'chart' : 'oldChart').filter((each) => isWhole || !isIncomplete(each)),
      ...(byKeyOnly ? regionUnused(map, mayBeOfAddon ? 'maybe' : 'certain', place) : []),
    ]),
    ...maps.flatMap(({ map }) => bindAddressFaults(map, place)),
    ...singles.flatMap((each) => singleAddressFault(each, place)),
  ];
}

function isIncomplete(resource: Resource): boolean {
  return resource.kind === 'shapeProblem' && resource.fault === 'eniConfigValues';
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

/** What other single values set in containers: flags of the agent, and items of `extraEnv`, which nothing can be added to. */
function furtherOf(own: MapNode, place: Place): readonly ContainerSettings[] {
  const map = { ...own, entries: own.entries.filter(({ key }) => key.text !== 'env' && key.text !== 'init') };
  const containers = containersIn({ map, nulls: 'unknown' }, place);
  return containers
    .filter(({ env, flags }) => env.length + flags.length > 0)
    .map((each) => ({ ...each, block: undefined }));
}

/** The CNI's version: the image's tag where one is given, else that of the chart. */
function versionOf({ maps, chartVersion, place }: ChartSource, singles: readonly ChartValue[]): Fact<string> {
  const single = singles.findLast(({ keys }) => keys.join('.') === 'image.tag')?.value;
  if (single !== undefined) return single.kind === 'scalar' ? textFact(single, place) : unknown();
  const images = maps.map(({ map }) => get(map, 'image'));
  const tagOf = (image: Node | undefined): Node | undefined =>
    [get(image, 'override'), get(image, 'tag')].find((node) => !isMissing(node));
  const written = images.map(tagOf).findLast((node) => node !== undefined);
  if (written === undefined) return cniOfChart(chartVersion);
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

/**
 * True for the chart by its name or where it lies: `aws-vpc-cni`, `eks/aws-vpc-cni`, `./charts/aws-vpc-cni`, `aws-vpc-cni-1.19.2.tgz`,
 * `oci://…/aws-vpc-cni`, there also with a version or a digest.
 */
export function isChart(node: Node | undefined): boolean {
  if (node?.kind !== 'scalar' || node.open) return false;
  return /(?:^|\/)aws-vpc-cni(?:\/|-\d[\w.+-]*\.tgz)?$|^oci:\/\/\S*\/aws-vpc-cni[:@]/.test(node.text);
}

/** The version that stands in the name of a chart itself. */
export function versionInName(chart: Node | undefined, place: Place): Fact<string> {
  const [, inFile, inTag] = /(?:^|\/)aws-vpc-cni(?:-(\d[\w.+-]*)\.tgz$|:([\w.+-]+))/.exec(textOf(chart) ?? '') ?? [];
  const version = inFile ?? inTag;
  return chart === undefined || version === undefined ? absent : known(version, at(place, chart));
}
