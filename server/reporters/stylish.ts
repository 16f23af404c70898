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

function summary({ reports, filesSeen, filesChecked }: LintResult): string {
  if (filesChecked === 0) {
    return filesSeen === 0
      ? 'No YAML or JSON file found: nothing was checked.'
      : `${filesSeen} ${plural(filesSeen, 'file')} seen, but none holds an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.`;
  }
  const files = `${filesChecked} ${plural(filesChecked, 'file')} checked`;
  if (reports.length === 0) return `No problems. ${files}.`;
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => ({ severity, count: reports.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity === 'info' ? 'info' : plural(count, severity)}`);
  const fixable = reports.filter(({ fixes }) => fixes.length > 0).length;
  const fixes = fixable > 0 ? ` ${fixable} with a fix.` : '';
  return `${reports.length} ${plural(reports.length, 'finding')}: ${counts.join(', ')}.${fixes} ${files}.`;
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
