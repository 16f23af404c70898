import type { Severity } from '../model/lensConfig.js';
import { fromOne, hasPlace, type LineRange } from './places.js';
import type { Reporter } from './reporter.js';
import { harmless } from './terminal.js';
import { remedies } from './words.js';

/** For GitHub Actions: workflow commands, which the runner shows as annotations of a commit or pull request. */
export const reporter: Reporter = {
  id: 'github',
  print: ({ reports, pathOf }, { say }) =>
    reports
      .map((each) => {
        const { uri, rule, severity, message: finding, range } = each;
        const properties = { file: pathOf(uri), ...(hasPlace(range) ? lines(range) : {}), title: rule };
        const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
        const body = [finding, ...remedies(each).map(({ label, text }) => `${say(label)}: ${text}`)];
        return `::${commands[severity]} ${written.join(',')}::${body.map(data).join('%0A')}\n`;
      })
      .join(''),
};

/** GitHub has three levels. */
const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Columns are for annotations of one line only. */
function lines(range: LineRange): Readonly<Record<string, number>> {
  const { start, end } = fromOne(range);
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return { line: start.line, endLine: end.line, ...columns };
}

/** What GitHub reads as an escape is escaped. Line breaks, which would end the command, are harmless already. */
function data(text: string): string {
  return harmless(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
