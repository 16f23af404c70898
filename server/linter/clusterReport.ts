import { type Message, message } from '../messages/message.js';
import { type Cluster, configuredKey } from '../model/cluster.js';
import { clusterName } from '../model/clusterName.js';
import { versionText } from '../model/cniVersion.js';
import { entryOf, versionOf } from '../model/env.js';
import { knownValue } from '../model/fact.js';
import type { CniSettings, ContainerName, EnvEntry, NodeGroup } from '../model/resource.js';
import { isShippedAlong } from '../model/shippedValues.js';
import { byCodeUnit } from '../text/order.js';
import { folderOf } from '../text/paths.js';
import type { Location } from '../text/span.js';
import { spanInFile } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';

/** How the files of a workspace were joined into one cluster, as plain data: what a person asks who misses a finding. */
export interface ClusterReport {
  /** As its files or the config file call it; undefined where neither does. */
  readonly name: string | undefined;
  readonly files: readonly JoinedFile[];
  /** The version that counts; undefined where no file says one, and the newest one is assumed. */
  readonly cniVersion: { readonly version: string; readonly at: FileLine | undefined } | undefined;
  /** What files write for the variables of aws-node, each once. */
  readonly settings: readonly ReportedSetting[];
  readonly nodeGroups: number;
  readonly eniConfigs: number;
  readonly subnets: number;
  /** Files that may belong to it, or to another cluster: beside them nothing is said to be missing. */
  readonly possibleFiles: readonly string[];
  /** The first few of the clusters it may be a part of; none where there is no doubt. */
  readonly mayBelongTo: readonly string[];
}

export interface JoinedFile {
  readonly uri: string;
  readonly because: Reason;
}

/** Why a file belongs to a cluster, in the order in which that is decided (`workspace/clusters.ts`). */
export type Reason = 'named' | 'example' | 'declares' | 'names' | 'enclosed' | 'only' | 'alone';

export interface ReportedSetting {
  readonly name: string;
  readonly container: ContainerName;
  /** Undefined where it cannot be seen: a template, or a value from elsewhere. */
  readonly value: string | undefined;
  readonly at: FileLine | undefined;
}

/** `line` counts from 1. */
export interface FileLine {
  readonly uri: string;
  readonly line: number;
}

/** What to say of each reason, behind the name of a file. */
export const reasonTexts = {
  named: message('named in eni-lens.yaml'),
  example: message('stands in documentation: checked by itself'),
  declares: message('declares the cluster'),
  names: message('says the name of the cluster'),
  enclosed: message('lies in the folder of the cluster, or below it'),
  only: message('no other cluster is declared'),
  alone: message('no cluster is declared for it'),
} as const satisfies Readonly<Record<Reason, Message>>;

/** All clusters of a workspace, those that are declared or named first; examples in documentation come last. */
export function clusterReports(workspace: Workspace): readonly ClusterReport[] {
  const rank = ({ isExample, declaration, key }: Cluster): number =>
    isExample ? 2 : declaration || key.startsWith(configuredKey) ? 0 : 1;
  return workspace.clusters
    .filter(({ resources }) => resources.length > 0)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((cluster) => reportOf(cluster, workspace));
}

function reportOf(cluster: Cluster, workspace: Workspace): ClusterReport {
  const { possibleEniConfigs, possibleSettings, mayBelongTo, nodeGroups, eniConfigs, subnets } = cluster;
  return {
    name: clusterName(cluster),
    files: urisOf(cluster.resources).map((uri) => ({ uri, because: reasonFor(uri, cluster) })),
    cniVersion: versionReport(cluster, workspace),
    settings: settingsReport(cluster, workspace),
    nodeGroups: nodeGroups.length,
    eniConfigs: eniConfigs.length,
    subnets: subnets.length,
    possibleFiles: urisOf([...possibleSettings, ...possibleEniConfigs]),
    mayBelongTo: mayBelongTo?.names ?? [],
  };
}

function urisOf(resources: readonly { readonly at: Location }[]): readonly string[] {
  return [...new Set(resources.map(({ at }) => at.uri))].sort(byCodeUnit);
}

function reasonFor(uri: string, cluster: Cluster): Reason {
  const { key, declaration, isExample } = cluster;
  if (key.startsWith(configuredKey)) return 'named';
  if (isExample) return 'example';
  if (declaration === undefined) return 'alone';
  if (declaration.at.uri === uri) return 'declares';
  if (namesIt(uri, cluster)) return 'names';
  return uri.startsWith(folderOf(declaration.at.uri)) ? 'enclosed' : 'only';
}

/** True for a file with settings or groups that say of which cluster they are. */
function namesIt(uri: string, { declaration, settings, nodeGroups }: Cluster): boolean {
  const name = declaration && knownValue(declaration.name);
  const isOfIt = ({ at, clusterName: of }: CniSettings | NodeGroup): boolean =>
    at.uri === uri && of !== undefined && knownValue(of) === name;
  return name !== undefined && [...settings, ...nodeGroups].some(isOfIt);
}

function versionReport(cluster: Cluster, workspace: Workspace): ClusterReport['cniVersion'] {
  const version = versionOf(cluster);
  if (version === undefined) return undefined;
  const { cniVersion } = cluster.facts;
  const [written] = cluster.settings.flatMap(({ version: each }) => (each.kind === 'known' ? [each.at] : []));
  const at = cniVersion?.at ?? written;
  return { version: versionText(version), at: at && lineOf(at, workspace) };
}

function settingsReport(cluster: Cluster, workspace: Workspace): readonly ReportedSetting[] {
  return cluster.settings.flatMap((settings) =>
    settings.containers.flatMap(({ name: container, env }) =>
      env
        .filter((entry) => isChosen(entry, container, settings))
        .map((entry) => ({
          name: entry.name.value,
          container,
          value: textOf(entry),
          at: lineOf(entry.name.at, workspace),
        })),
    ),
  );
}

/** False for what is shipped along, taken away again, or written anew behind it. */
function isChosen(entry: EnvEntry, container: ContainerName, settings: CniSettings): boolean {
  const counts = entryOf(settings, entry.name.value, container) === entry;
  return counts && entry.value.kind !== 'removed' && !isShippedAlong(entry, settings);
}

function textOf({ value }: EnvEntry): string | undefined {
  return value.kind === 'literal' ? value.text : undefined;
}

function lineOf(at: Location, { files }: Workspace): FileLine | undefined {
  const file = files.get(at.uri);
  const span = file && spanInFile(file, at);
  return file && span && { uri: at.uri, line: file.lines.positionAt(span.start).line + 1 };
}
