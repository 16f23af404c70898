import schema from '../../../schemas/addon-configuration.json' with { type: 'json' };
import { cniChart } from '../../model/addonNames.js';
import { envVar } from '../../model/envVars.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, get, path } from '../../syntax/read.js';
import { isMissing } from '../read.js';

/*
 * What tells values of the chart aws-vpc-cni from those of all other charts, and from whatever else has a map called `env`. Where these marks are
 * missing nothing is said: a file's name tells nothing.
 */

/** True for a map that can only be values of the chart, whoever it belongs to. */
export function looksLikeValues(node: Node | undefined): node is MapNode {
  if (node?.kind !== 'map' || entries(node).some(({ key }) => foreignKeys.has(key.text))) return false;
  const variables = variablesIn(get(node, 'env'));
  const inInit = variablesIn(path(node, 'init', 'env'));
  const marks = ownMarks(node);
  const isMarked = variables >= 2 || inInit >= 1 || marks >= 2 || (variables === 1 && marks === 1) || tellsAlone(node);
  return isMarked && isMostlyOfChart(node);
}

/** True for a map of which `looksLikeValues` cannot be sure, and that a command may give to the CNI: variables stand in it, in their place or beside it. */
export function couldBeGiven(node: Node | undefined): node is MapNode {
  if (node?.kind !== 'map' || get(node, 'apiVersion') !== undefined) return false;
  return [path(node, 'env'), path(node, 'init', 'env'), path(node, 'init'), node].some((map) => variablesIn(map) > 0);
}

/** True for a map under the chart's name that holds some of its values. */
export function mayBeValues(node: Node | undefined): node is MapNode {
  return (
    node?.kind === 'map' &&
    ['env', 'init', 'nodeAgent', 'eniConfig', 'image', 'extraEnv'].some((key) => !isMissing(get(node, key)))
  );
}

/**
 * The values of the chart among those of a chart that depends on it: under its name, or under another one that the dependency gives it, which
 * the values themselves have to show.
 */
export function valuesOfDependency(values: Node | undefined): readonly MapNode[] {
  if (values?.kind !== 'map') return [];
  return entries(values).flatMap(({ key, value }) => {
    if (key.open) return [];
    const isOurs = key.text === cniChart ? mayBeValues(value) : looksLikeValues(value);
    return isOurs && value.kind === 'map' ? [value] : [];
  });
}

/** Files of other programs that have variables of their steps or services at the top. */
const foreignKeys: ReadonlySet<string> = new Set(
  'apiVersion kind version on jobs steps stages tasks runs services pipelines workflows Resources provider functions containers command'.split(
    ' ',
  ),
);

/** Keys of the chart, and no others, at the top of its values. */
const topLevel: ReadonlySet<string> = new Set([
  ...Object.keys(schema.fields),
  ...schema.chart.others.map((key) => key.split('.')[0] ?? key),
  ...schema.chart.images.map((key) => key.split('.')[0] ?? key),
  'global',
]);

function isMostlyOfChart(map: MapNode): boolean {
  const known = entries(map).filter(({ key }) => topLevel.has(key.text)).length;
  return known * 2 >= entries(map).length;
}

/** How many variables of a map only the CNI has. */
function variablesIn(env: Node | undefined): number {
  return entries(env).filter(({ key }) => isDistinct(key.text)).length;
}

function isDistinct(name: string): boolean {
  const row = envVar(name);
  return (
    row !== undefined &&
    row.group !== 'plumbing' &&
    row.group !== 'library' &&
    row.status !== 'elsewhere' &&
    name !== 'CLUSTER_NAME'
  );
}

function ownMarks(values: MapNode): number {
  const marks = [
    get(values, 'originalMatchLabels'),
    path(values, 'cniConfig', 'fileContents'),
    get(values, 'enableNetworkPolicy'),
    get(values, 'enableWindowsIpam'),
    get(values, 'branchENICooldown'),
    path(values, 'eniConfig', 'create'),
  ];
  return marks.filter((node) => node !== undefined).length;
}

/** Settings of the network policy agent, or subnets of ENIConfigs. */
function tellsAlone(values: MapNode): boolean {
  const agent = get(values, 'nodeAgent');
  const ofAgent = [
    'metricsBindAddr',
    'healthProbeBindAddr',
    'conntrackCacheTableSize',
    'networkPolicyAgentLogFileLocation',
  ];
  const zones = entries(path(values, 'eniConfig', 'subnets'));
  return (
    ofAgent.some((key) => get(agent, key) !== undefined) || zones.some(({ value }) => get(value, 'id') !== undefined)
  );
}
