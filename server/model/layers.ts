import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { cniChart } from './addonNames.js';
import { isBeforeLaterSchemas } from './addonVersions.js';
import type { Cluster } from './cluster.js';
import { type Fact, knownValue } from './fact.js';
import type { ShapeProblem } from './problem.js';
import type { CniSettings, Resource } from './resource.js';

/*
 * Settings that are made one after the other are one to a cluster: what they come to. Their containers stay as they are, the earliest
 * first, so that the last entry of a name counts as it does in one list, and a fix finds the place that an entry stands in.
 */

/**
 * The settings of a cluster: those of a stack as one, in the place of its last layer, the others as they are. `below` are settings of files that
 * come right before those of a command: they are layers too.
 */
export function settledSettings(
  all: readonly CniSettings[],
  below: ReadonlyMap<CniSettings, readonly CniSettings[]>,
): readonly CniSettings[] {
  if (all.every(({ layer, onlyIfGiven }) => layer === undefined && !onlyIfGiven)) return all;
  const inFiles = new Set([...below.values()].flat());
  const layers = all.filter((settings) => !inFiles.has(settings) && !settings.onlyIfGiven);
  const ordered = layers.toSorted((a, b) => (a.layer?.order ?? 0) - (b.layer?.order ?? 0));
  const stacks = groupBy(ordered, ({ layer }) => layer?.stack);
  return layers.flatMap((settings) => {
    const own = settings.layer && stacks.get(settings.layer.stack);
    if (own === undefined) return [settings];
    if (own.at(-1) !== settings) return [];
    const stack = own.flatMap((layer) => [...(below.get(layer) ?? []).map((file) => givenTo(layer, file)), layer]);
    return stack.length === 1 ? [settings] : [settled(settings, stack)];
  });
}

/** True for what by itself may be of anything, and counts only where a command gives it to the CNI. */
export function isOnlyIfGiven(resource: Resource): boolean {
  return 'onlyIfGiven' in resource && resource.onlyIfGiven === true;
}

/** A file as the program takes it that a command gives it to: what could be values of the chart may be the configuration of an add-on. */
function givenTo({ takenBy }: CniSettings, file: CniSettings): CniSettings {
  return takenBy === 'addon' ? ofAddon(file) : file;
}

/** A memo, so that what was found out about a file is kept while it is the same. A key that is none of the add-on may be meant for a setting. */
const ofAddon = memoized((file: CniSettings): CniSettings => {
  const mayMeanMore = file.asAddon?.newest.some(
    ({ fault }) => fault === 'unsupportedKey' || fault === 'settingsNotUnderEnv',
  );
  return { ...file, takenBy: 'addon', ...(mayMeanMore && { absent: 'unknown', partlyHidden: true }) };
});

/**
 * What is wrong with the shape of all, where files below the settings of a command are given to an add-on: what its version does not take of them, in
 * place of what the chart would make of them.
 */
export function withFaultsOfGiven(
  problems: readonly ShapeProblem[],
  below: ReadonlyMap<CniSettings, readonly CniSettings[]>,
): readonly ShapeProblem[] {
  const given = [...below].flatMap(([{ takenBy, version }, files]) =>
    takenBy === 'addon' ? files.map((file) => ({ version: knownValue(version), file })) : [],
  );
  if (given.length === 0) return problems;
  const uris = new Set(given.map(({ file }) => file.at.uri));
  const others = problems.filter((problem) => !uris.has(problem.at.uri) || !isOfChart(problem));
  const own = given.flatMap(({ version, file: { asAddon } }) =>
    isBeforeLaterSchemas(version) ? (asAddon?.early ?? []) : (asAddon?.newest ?? []),
  );
  return [...others, ...own];
}

/** True for what the chart makes of values, or does not read in them. */
function isOfChart(problem: ShapeProblem): boolean {
  return problem.fault === 'refused'
    ? problem.by === cniChart
    : problem.fault === 'eniConfigValues' && problem.takenBy === 'chart';
}

/** What a carrier's settings are a part of in its cluster: the stack as a whole, or themselves. */
export function settledIn(cluster: Cluster, settings: CniSettings): CniSettings {
  return stacksByLayer(cluster).get(settings) ?? settings;
}

const stacksByLayer = memoized(
  ({ settings }: Cluster): ReadonlyMap<CniSettings, CniSettings> =>
    new Map(settings.toReversed().flatMap((stack) => stack.layers.map((layer) => [layer, stack] as const))),
);

/** What settings were put together from, the earliest first: themselves where one carrier writes them. */
export function layersOf(settings: CniSettings): readonly CniSettings[] {
  return settings.layers.length > 0 ? settings.layers : [settings];
}

/** What a stack comes to: the same object while its layers are the same, so that what was found out about it is kept. */
function settled(top: CniSettings, stack: readonly CniSettings[]): CniSettings {
  const { made } = lastMade(top);
  const isSameStack = made?.layers.length === stack.length && made.layers.every((each, index) => each === stack[index]);
  if (made && isSameStack) return made;
  const joined = join(top, stack);
  lastMade(top).made = joined;
  return joined;
}

/** A memo: what the stack with this layer on top came to when it was last asked for. */
const lastMade = memoized((_top: CniSettings): { made?: CniSettings } => ({}));

function join(top: CniSettings, stack: readonly CniSettings[]): CniSettings {
  const [lowest = top, ...others] = stack;
  const lastSaid = <T>(field: (layer: CniSettings) => Fact<T>): Fact<T> =>
    field(stack.findLast((layer) => said(field(layer))) ?? lowest);
  const { madeAfterNodes: _, over: __, ...last } = top;
  const hidesMore = (layer: CniSettings): boolean =>
    isOnFiles(layer, stack) ? layer.over?.hidesMore === true : layer.partlyHidden;
  return {
    ...last,
    // What the first layer sets, the nodes find.
    ...(lowest.madeAfterNodes && { madeAfterNodes: lowest.madeAfterNodes }),
    whole: lowest.whole,
    // What a layer does not write is as the layers below have it, unless it may write what cannot be seen.
    absent: others.some(hidesMore) ? 'unknown' : lowest.absent,
    layers: stack,
    clusterName: lastSaid(({ clusterName }) => clusterName),
    containers: stack.flatMap(({ containers }) => containers),
    version: lastSaid(({ version }) => version),
    imageName: lastSaid(({ imageName }) => imageName),
    newBlocks: Object.fromEntries(stack.flatMap(({ newBlocks }) => Object.entries(newBlocks))),
    partlyHidden: stack.some(hidesMore),
  };
}

/** True for a layer whose files are the layers right below it. */
function isOnFiles(layer: CniSettings, stack: readonly CniSettings[]): boolean {
  if (layer.over === undefined) return false;
  const below = stack[stack.indexOf(layer) - 1];
  return below !== undefined && below.layer === undefined;
}

/** True where a layer writes the field, readable or not. */
function said(fact: Fact<unknown>): boolean {
  return fact.kind === 'known' || (fact.kind === 'unknown' && fact.at !== undefined);
}
