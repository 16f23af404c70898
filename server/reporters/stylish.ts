import type { Report } from '../linter/report.js';
import { message } from '../messages/message.js';
import { sourceFile } from '../text/sourceFile.js';
import { codeFrame } from './codeFrame.js';
import type { LintResult, Reporter } from './reporter.js';
import { severityNames, summary } from './summary.js';
import { harmless, painter } from './terminal.js';

/** For people: every finding with its place, the lines it is about, what explains it and what can be done. */
export const reporter: Reporter = {
  id: 'stylish',
  print(result, { color, say }) {
    const paint = painter(color);
    const sources = new Map(result.reports.map(({ uri }) => [uri, sourceFile(result.textOf(uri))]));
    const blocks = result.reports.map((each) => {
      const source = sources.get(each.uri);
      const frame = source && each.range.span.end > 0 ? codeFrame(source, each.range) : [];
      return [
        `${paint.bold(place(result, each))}  ${paint[each.severity](say(severityNames[each.severity]))}  ${paint.dim(each.rule)}`,
        `  ${harmless(each.message)}`,
        ...frame.map((line) => paint.dim(`    ${line}`)),
        ...each.related.map(
          (other) =>
            `  ${paint.dim(say(message('see {place}', { place: place(result, other) })))}  ${harmless(other.message)}`,
        ),
        ...each.fixes.map(({ title }) => `  ${paint.info(say(message('fix')))}  ${harmless(title)}`),
        '',
      ].join('\n');
    });
    return `${[...blocks, say(summary(result))].join('\n')}\n`;
  },
};

/** `path:line:column`, from one, as editors and terminals link it. */
function place({ pathOf }: LintResult, { uri, range }: Pick<Report, 'uri' | 'range'>): string {
  return `${harmless(pathOf(uri))}:${range.start.line + 1}:${range.start.character + 1}`;
}
