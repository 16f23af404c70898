import { cniChart } from '../model/addonNames.js';
import type { Fact } from '../model/fact.js';
import type { CniSettings, Resource } from '../model/resource.js';
import { documentIn, mapIn } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { groupBy } from '../text/groupBy.js';
import { helmRefusals } from './chart/helmRefusals.js';
import { asHelmTakes, asText, type ChartSingles, type ChartValue, keysTo, mapOfSingles } from './chart/singles.js';
import { type ChartMap, chartSettings, isChart, versionInName } from './chart/values.js';
import { hasFlag, optionValues } from './commands/commandLine.js';
import { listedParts } from './commands/commandWord.js';
import { type ClusterLine, type ClusterProgram, clusterLines } from './commands/kubectl.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { textFact } from './read.js';

/**
 * `helm upgrade|install|template RELEASE …/aws-vpc-cni --set env.NAME=value -f values.yaml` in a script, and the same of a chart that depends on it, by
 * the keys below its name. Helm merges files, then `--set-json`, `--set`, `--set-string`, `--set-file`, `--set-literal`. Source: helm e9b85e4,
 * pkg/cli/values/options.go, pkg/strvals/parser.go, pkg/action/upgrade.go:607-645.
 */
export const format: Format = {
  id: 'helmCommand',
  kinds: [],
  hints: [cniChart],
  takes: { syntaxes: ['shell'] },
  read({ root }, place) {
    const calls = clusterLines(root, helm, place).flatMap((line) => callIn(line) ?? []);
    return counting(calls).flatMap((call) => [...settingsOf(call, place), ...helmRefusals(call.line, place)]);
  },
};

const helm: ClusterProgram = {
  name: /^helm3?(?:\.exe)?$/,
  valued: new Set(
    (
      '-f --values --version --keyring --repo --username --password --cert-file --key-file --ca-file -o --output --post-renderer ' +
      '--post-renderer-args --timeout --name-template --description -l --labels --history-max -s --show-only --output-dir --kube-version ' +
      '-a --api-versions -n --namespace --kubeconfig --kube-context --kube-token --kube-as-user --kube-as-group --kube-apiserver ' +
      '--kube-ca-file --kube-tls-server-name --registry-config --repository-config --repository-cache --content-cache --burst-limit --qps ' +
      '--color --colour --name --tiller-namespace'
    ).split(' '),
  ),
  asking: ['--kube-context', '--kubeconfig', '--kube-apiserver'],
};

/** A command that gives values to the chart. */
interface Call {
  readonly line: ClusterLine;
  readonly chart: Node | undefined;
  /** What stands before the keys of the chart's values: its name, where it is a dependency. */
  readonly lead: string;
  readonly files: readonly ScalarNode[];
  /** What the release had before is kept where nothing else is said. */
  readonly keepsValues: boolean;
}

function callIn(line: ClusterLine): Call | undefined {
  const [verb, ...rest] = line.words;
  const [first, second] = rest;
  const isUpgrade = textOf(verb) === 'upgrade';
  if (!isUpgrade && !/^(?:install|template)$/.test(textOf(verb) ?? '')) return undefined;
  if (hasFlag(line, '--help', '-h', '--dry-run')) return undefined;
  const chart = second ?? (isUpgrade ? undefined : first);
  const files = optionValues(line, '-f', '--values').flatMap(listedParts);
  const isOwn = isChart(chart);
  const isOfDependency = !isOwn && setWords(line, ...setFlags).some(({ name }) => belowChart(name));
  const hasValues = files.length > 0 || line.flags.some(({ name }) => name.startsWith('--set') || isFileFlag(name));
  if (!(isOwn && hasValues) && !isOfDependency) return undefined;
  const isReused = isUpgrade && hasFlag(line, '--reuse-values', '--reset-then-reuse-values');
  return {
    line,
    chart: isOwn ? chart : undefined,
    lead: isOwn ? '' : `${cniChart}.`,
    files,
    keepsValues: isReused && !hasFlag(line, '--reset-values'),
  };
}

function isFileFlag(name: string): boolean {
  return name === '-f' || name === '--values';
}

function belowChart(name: Node | undefined): boolean {
  return textOf(name)?.startsWith(`${cniChart}.`) === true;
}

/** Without those of which nothing is left where another one has run: a release is given all of its values anew. */
function counting(calls: readonly Call[]): readonly Call[] {
  const replaced = new Set<string | undefined>();
  const left = calls.toReversed().filter(({ line: { layer }, keepsValues, lead }) => {
    if (layer === undefined) return true;
    const isLeft = !replaced.has(layer.stack);
    if (!keepsValues && lead === '') replaced.add(layer.stack);
    return isLeft;
  });
  return left.toReversed();
}

/** Flags by which single values are given, the ones that win last. */
const setFlags = ['--set', '--set-string', '--set-file', '--set-literal'] as const;

type SetFlag = (typeof setFlags)[number];

interface SetWord {
  readonly flag: SetFlag;
  readonly flagNode: Node | undefined;
  /** The name that is given a value, what gives it, and all of both. */
  readonly name: Node | undefined;
  readonly value: Node | undefined;
  readonly pair: Node;
  /** The word of several assignments that it is one of. */
  readonly among: Node | undefined;
}

/** The assignments of flags, those of a flag in the order of the text. What Helm cannot read has no name. */
function setWords({ command }: ClusterLine, ...flags: readonly SetFlag[]): readonly SetWord[] {
  const words = items(command).map((word) => ({ flagNode: get(word, 'name'), value: get(word, 'value') }));
  return flags.flatMap((flag) =>
    words.flatMap(({ flagNode, value }): readonly SetWord[] => {
      if (textOf(flagNode) !== flag || value === undefined) return [];
      const among = value.kind === 'seq' && !value.open ? value : undefined;
      return (among === undefined ? [value] : items(among)).map((pair) => ({
        flag,
        flagNode,
        name: get(pair, 'name'),
        value: get(pair, 'value'),
        pair,
        among,
      }));
    }),
  );
}

function settingsOf(call: Call, place: Place): readonly Resource[] {
  const { line, files, keepsValues, lead } = call;
  const words = setWords(line, ...setFlags);
  const json = jsonMaps(line, lead);
  const isHidden =
    words.some(({ name }) => name === undefined || (name.kind === 'scalar' && name.open)) ||
    json.includes(undefined) ||
    keepsValues ||
    optionValues(line, '--post-renderer').length > 0;
  const read = chartSettings({
    at: at(place, line.command),
    maps: json.flatMap((map) => (map === undefined ? [] : [{ map, nulls: 'removed' } as ChartMap])),
    singles: singlesOf(call, words, place),
    isHidden: isHidden || files.length > 0,
    chartVersion: versionOf(call, place),
    place,
  });
  return read.map((resource) => (resource.kind === 'cniSettings' ? given(resource, call, isHidden, place) : resource));
}

/** What the command says of the settings beside their values. */
function given(settings: CniSettings, { line, files }: Call, isHidden: boolean, place: Place): CniSettings {
  const paths = files.map((file) => (file.open ? undefined : file.text));
  return {
    ...settings,
    layer: line.layer,
    clusterName: line.clusterName,
    newBlocks: {},
    ...(line.madeAfterNodes && { madeAfterNodes: { at: at(place, line.command), first: undefined } }),
    ...(paths.length > 0 && { over: { files: paths, hidesMore: isHidden } }),
  };
}

function versionOf({ line, chart, lead }: Call, place: Place): Fact<string> {
  const version = lead === '' ? optionValues(line, '--version').at(-1) : undefined;
  return version === undefined ? versionInName(chart, place) : textFact(version, place);
}

/** The values by the places where more may be written: behind a flag of the same kind, or in a word of several. */
function singlesOf({ line, lead }: Call, words: readonly SetWord[], place: Place): readonly ChartSingles[] {
  return setFlags.flatMap((flag) => {
    const own = words.filter((word) => word.flag === flag);
    const alone = own.filter(({ among }) => among === undefined);
    const lists = groupBy(own, ({ among }) => among);
    const within = { key: 'value', beside: { name: flag } };
    return [
      {
        values: alone.flatMap((word) => singleOf(word, lead, place) ?? []),
        block: flag === '--set-file' ? undefined : { at: at(place, line.command), shape: 'list', lead, within },
      },
      ...[...lists].flatMap(([list, listed]) => {
        if (list === undefined) return [];
        const values = listed.flatMap((word) => singleOf(word, lead, place) ?? []);
        return [{ values, block: { at: at(place, list), shape: 'list', lead } as const }];
      }),
    ];
  });
}

function singleOf(
  { flag, flagNode, name, value, pair, among }: SetWord,
  lead: string,
  place: Place,
): ChartValue | undefined {
  const keys = keysTo(name, lead);
  if (keys === undefined || name?.kind !== 'scalar' || value === undefined) return undefined;
  const isAlone = flag === '--set' && among === undefined && flagNode !== undefined;
  const asString = { kind: 'replaceText', written: '--set', text: '--set-string' } as const;
  return {
    keys,
    name,
    value: takenBy(flag, value),
    span: pair.span,
    asText: isAlone ? { ...asString, at: at(place, flagNode) } : undefined,
  };
}

/** A value as its flag has Helm take it: what stands in a file, and what a shell fills in, is not seen. */
function takenBy(flag: SetFlag, value: Node): Node {
  if (flag === '--set-file') return { ...value, open: true };
  if (value.kind === 'scalar') return flag === '--set' ? asHelmTakes(value) : asText(value);
  return value;
}

/** The values of `--set-json`, which are a map, or one of a key; undefined for what cannot be seen. */
function jsonMaps(line: ClusterLine, lead: string): readonly (MapNode | undefined)[] {
  return optionValues(line, '--set-json').map((word) => {
    if (word.kind === 'scalar') return inside(mapIn(word), lead);
    const [name, value] = [get(word, 'name'), get(word, 'value')];
    const keys = keysTo(name, lead);
    const root = documentIn(value, 'json');
    if (keys === undefined || name?.kind !== 'scalar' || root === undefined) return undefined;
    return mapOfSingles([{ keys, name, value: root, span: word.span }]);
  });
}

function inside(map: MapNode | undefined, lead: string): MapNode | undefined {
  const own = lead === '' ? map : get(map, cniChart);
  return own?.kind === 'map' ? own : undefined;
}
