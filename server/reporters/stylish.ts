import type { Report } from '../linter/report.js';
import { sourceFile } from '../text/sourceFile.js';
import { codeFrame } from './codeFrame.js';
import type { LintResult, Reporter } from './reporter.js';
import { harmless, painter } from './terminal.js';

/** For people: every finding with its place, the lines it is about, what explains it and what can be done. */
export const reporter: Reporter = {
  id: 'stylish',
  print(result, { color }) {
    const paint = painter(color);
    const sources = new Map(result.reports.map(({ uri }) => [uri, sourceFile(result.textOf(uri))]));
    const blocks = result.reports.map((each) => {
      const source = sources.get(each.uri);
      const frame = source && each.range.span.end > 0 ? codeFrame(source, each.range) : [];
      return [
        `${paint.bold(place(result, each))}  ${paint[each.severity](each.severity)}  ${paint.dim(each.rule)}`,
        `  ${harmless(each.message)}`,
        ...frame.map((line) => paint.dim(`    ${line}`)),
        ...each.related.map((other) => `  ${paint.dim(`see ${place(result, other)}`)}  ${harmless(other.message)}`),
        ...each.fixes.map(({ title }) => `  ${paint.info('fix')}  ${harmless(title)}`),
        '',
      ].join('\n');
    });
    return `${[...blocks, summary(result)].join('\n')}\n`;
  },
};

/** `path:line:column`, from one, as editors and terminals link it. */
function place({ pathOf }: LintResult, { uri, range }: Pick<Report, 'uri' | 'range'>): string {
  return `${harmless(pathOf(uri))}:${range.start.line + 1}:${range.start.character + 1}`;
}

function summary(result: LintResult): string {
  const { reports, hidden, filesChecked, pathsIgnored } = result;
  const sentences = [
    reports.length > 0 ? findings(result) : undefined,
    filesChecked === 0 ? nothingChecked(result) : undefined,
    filesChecked > 0 && reports.length === 0 ? (hidden > 0 ? 'No findings to show.' : 'No problems.') : undefined,
    hidden > 0 ? `${hidden} less severe ${plural(hidden, 'finding')} not shown (--min-severity).` : undefined,
    filesChecked > 0 ? `${filesChecked} ${plural(filesChecked, 'file')} checked.` : undefined,
    pathsIgnored > 0
      ? `${pathsIgnored} ${plural(pathsIgnored, 'path')} left out by ignore in the config file.`
      : undefined,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function findings({ reports }: LintResult): string {
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => ({ severity, count: reports.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity === 'info' ? 'info' : plural(count, severity)}`);
  const fixable = reports.filter(({ fixes }) => fixes.length > 0).length;
  const fixes = fixable > 0 ? ` ${fixable} with a fix.` : '';
  return `${reports.length} ${plural(reports.length, 'finding')}: ${counts.join(', ')}.${fixes}`;
}

function nothingChecked({ reports, filesSeen, pathsIgnored, unreadable }: LintResult): string | undefined {
  if (reports.length > 0) return undefined;
  if (filesSeen === 0) {
    return pathsIgnored > 0 || unreadable.length > 0
      ? 'Nothing was checked.'
      : 'No YAML or JSON file found: nothing was checked.';
  }
  return `${filesSeen} ${plural(filesSeen, 'file')} seen, but none holds an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
