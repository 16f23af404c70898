import { resolve } from 'node:path';
import { type ClusterReport, clusterReports, type FileLine, reasonTexts } from '../linter/clusterReport.js';
import { clusterTexts, countsText, titleOf, versionLine } from '../linter/clusterWords.js';
import { type Message, message } from '../messages/message.js';
import { harmless, jsonText, painter } from '../reporters/terminal.js';
import { readFile } from '../workspace/fileModel.js';
import { workspacesOf } from '../workspace/workspaces.js';
import type { Call } from './call.js';
import { wantsColor } from './color.js';
import { configsFor } from './configs.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { findFiles } from './files.js';
import type { ClustersOptions } from './options.js';
import { shownPath } from './shownPath.js';
import { tellProblems } from './tell.js';

/** Prints the clusters that the files under the paths make up, and returns the exit code. Throws a UsageError for a broken config file. */
export function runClusters(paths: readonly string[], options: ClustersOptions, call: Call): number {
  const { folder } = call;
  if (paths.includes('-')) throw new UsageError(noStdin);
  const { cut, entered } = configsFor(
    paths.map((each) => resolve(folder, each)),
    { folder, option: options.config, prepare: (config) => config },
  );
  const found = findFiles(paths, { folder, maxFileSize: options.maxFileSize, isIgnored: cut.isIgnored, entered });
  const models = found.sources.map((source) => readFile(source));
  const clusters = workspacesOf(models, cut, () => undefined).flatMap(clusterReports);
  const pathOf = (uri: string): string => shownPath(folder, uri);
  call.stdout.write(options.format === 'json' ? json(clusters, pathOf) : text(clusters, pathOf, call));
  tellProblems({ unclaimed: found.unclaimed.map(pathOf), unreadable: found.unreadable }, call);
  return found.unreadable.length > 0 ? exitCodes.unreadable : exitCodes.clean;
}

const noStdin = message('eni-lens clusters shows how files belong together: name files or folders instead of -');

function text(clusters: readonly ClusterReport[], pathOf: (uri: string) => string, call: Call): string {
  const { say } = call;
  if (clusters.length === 0) return `${say(clusterTexts.none)}\n`;
  const paint = painter(wantsColor(call));
  const place = (at: FileLine | undefined): string => (at === undefined ? '' : `${pathOf(at.uri)}:${at.line}`);
  const sections = clusters.map((cluster) => {
    const { files, settings, possibleFiles } = cluster;
    const part = (title: Message, rows: readonly (readonly [string, string])[]): readonly string[] =>
      rows.length === 0 ? [] : [`  ${say(title)}`, ...columns(rows).map((line) => `    ${line}`)];
    return [
      paint.bold(harmless(say(titleOf(cluster, pathOf)))),
      `  ${say(versionLine(cluster))}${cluster.cniVersion?.at ? `  ${place(cluster.cniVersion.at)}` : ''}`,
      `  ${say(countsText(cluster))}`,
      ...part(
        clusterTexts.files,
        files.map(({ uri, because }) => [pathOf(uri), say(reasonTexts[because])]),
      ),
      ...part(
        clusterTexts.settings,
        settings.map(({ name, value, at }) => [`${name} = ${value ?? say(clusterTexts.unseen)}`, place(at)]),
      ),
      ...part(
        clusterTexts.possible,
        possibleFiles.map((uri) => [pathOf(uri), '']),
      ),
    ].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}

/** Two columns, the second of which starts behind the longest of the first. */
function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = rows.reduce((most, [first]) => Math.max(most, first.length), 0);
  return rows.map(([first, second]) => harmless(`${first.padEnd(width)}  ${second}`.trimEnd()));
}

/** The shape is documented in `docs/json-output.md` and by `schemas/clusters-output.schema.json`. */
function json(clusters: readonly ClusterReport[], pathOf: (uri: string) => string): string {
  const placeOf = (at: FileLine | undefined) => at && { file: pathOf(at.uri), line: at.line };
  return jsonText({
    version: 1,
    clusters: clusters.map(({ name, files, cniVersion, settings, possibleFiles, ...rest }) => ({
      name,
      files: files.map(({ uri, because }) => ({ file: pathOf(uri), because })),
      cniVersion: cniVersion && { version: cniVersion.version, at: placeOf(cniVersion.at) },
      settings: settings.map(({ at, ...setting }) => ({ ...setting, at: placeOf(at) })),
      ...rest,
      possibleFiles: possibleFiles.map(pathOf),
    })),
  });
}
