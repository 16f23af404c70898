import { clusterReports } from '../linter/clusterReport.js';
import { lint } from '../linter/lint.js';
import { type Catalogue, message, sayWith } from '../messages/message.js';
import type { Workspace } from '../workspace/workspace.js';
import { rangeOf } from './convert.js';
import { redacted } from './redaction.js';

/**
 * What a bug report says of a workspace, as Markdown: how many files and clusters there are, and of one file the rules of its findings with
 * their places, and its text without what is nobody's business. Only the counts where there is no such file.
 */
export function bugReport(workspace: Workspace, uri: string, catalogue: Catalogue | undefined): string {
  const say = sayWith(catalogue);
  const counts = clusterReports(workspace).map(
    ({ files, nodeGroups, eniConfigs, possibleFiles }) =>
      `- files: ${files.length}, nodeGroups: ${nodeGroups}, eniConfigs: ${eniConfigs}, possibleFiles: ${possibleFiles.length}`,
  );
  const file = workspace.files.get(uri);
  const heads = {
    clusters: `## ${say(message('Clusters'))}`,
    file: `## ${say(message('The file, its texts taken out'))}`,
  };
  const parts = [heads.clusters, counts.slice(0, mostClusters).join('\n')];
  if (file?.text === undefined) return parts.join('\n\n');
  const findings = lint(workspace)
    .filter(({ at }) => at.uri === uri)
    .map((finding) => {
      const start = rangeOf(workspace, finding.at)?.start;
      return `- ${finding.rule} ${finding.severity} ${start ? `${start.line + 1}:${start.character + 1}` : ''}`;
    });
  // As text, not as what it is: the report is a page of Markdown, and would have the findings of the file itself.
  const text = redacted(file.text);
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [
    ...parts,
    heads.file,
    [`- ${file.syntax ?? '–'}`, ...findings].join('\n'),
    `${fence}text\n${text}\n${fence}`,
  ].join('\n\n');
}

const mostClusters = 20;
