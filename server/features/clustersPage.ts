import { type ClusterReport, clusterReports, type FileLine, reasonTexts } from '../linter/clusterReport.js';
import { clusterTexts, countsText, titleOf, versionLine } from '../linter/clusterWords.js';
import { type Catalogue, type Message, message, sayWith } from '../messages/message.js';
import { pathBelow, unescaped } from '../text/paths.js';
import type { Workspace } from '../workspace/workspace.js';
import { escapeMarkdown, target } from './hover/markdown.js';

/** A workspace and the folder that its paths are shown from, with a slash at the end. */
export interface ShownWorkspace {
  readonly workspace: Workspace;
  readonly folder: string;
}

/** The page that says how files were joined into clusters, as Markdown with links to the places. */
export function clustersPage(workspaces: readonly ShownWorkspace[], catalogue: Catalogue | undefined): string {
  const say = sayWith(catalogue);
  const sections = workspaces.flatMap(({ workspace, folder }) => {
    const { uri: config } = workspace.config;
    const links = linksFrom(folder);
    const head =
      config === undefined
        ? message('No eni-lens.yaml counts here')
        : message('The config file is {file}', { file: '{}' });
    const clusters = clusterReports(workspace);
    if (clusters.length === 0) return [];
    return [
      say(head).replace('{}', config === undefined ? '' : links.file(config)),
      ...clusters.map((cluster) => section(cluster, links, say)),
    ];
  });
  const title = `# ${say(message('Clusters'))}`;
  return `${[title, ...(sections.length > 0 ? sections : [say(clusterTexts.none)])].join('\n\n')}\n`;
}

interface Links {
  readonly path: (uri: string) => string;
  readonly file: (uri: string) => string;
  readonly line: (at: FileLine) => string;
}

function linksFrom(folder: string): Links {
  const path = (uri: string): string => pathBelow(folder, uri) ?? unescaped(uri);
  return {
    path,
    file: (uri) => `[${escapeMarkdown(path(uri))}](${target(uri)})`,
    line: ({ uri, line }) => `[${escapeMarkdown(path(uri))}:${line}](${target(uri)}#L${line})`,
  };
}

function section(cluster: ClusterReport, links: Links, say: (text: Message) => string): string {
  const { files, settings, possibleFiles, cniVersion } = cluster;
  const part = (title: Message, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [`**${say(title)}**\n\n${lines.map((line) => `- ${line}`).join('\n')}`];
  return [
    `## ${escapeMarkdown(say(titleOf(cluster, links.path)))}`,
    `${say(versionLine(cluster))}${cniVersion?.at ? ` (${links.line(cniVersion.at)})` : ''}  \n${say(countsText(cluster))}`,
    ...part(
      clusterTexts.files,
      files.map(({ uri, because }) => `${links.file(uri)}: ${say(reasonTexts[because])}`),
    ),
    ...part(
      clusterTexts.settings,
      settings.map(
        ({ name, value, at }) =>
          `\`${name}\` = ${value === undefined ? say(clusterTexts.unseen) : code(value)}${at ? ` (${links.line(at)})` : ''}`,
      ),
    ),
    ...part(clusterTexts.possible, possibleFiles.map(links.file)),
  ].join('\n\n');
}

/** A text as code; one with back quotes gets more of them around it. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const longest = [...line.matchAll(/`+/g)].reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  return longest === 0 && line !== '' ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}
