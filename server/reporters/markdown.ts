import type { Report } from '../linter/report.js';
import { message, type Say } from '../messages/message.js';
import { type Severity, severities } from '../model/lensConfig.js';
import { placeText } from './places.js';
import type { LintResult, Reporter } from './reporter.js';
import { severityNames, summary } from './summary.js';
import { harmless } from './terminal.js';
import { remedies } from './words.js';

/** For a comment on a pull request: what was found in a sentence, then a table with the most severe first. */
export const reporter: Reporter = {
  id: 'markdown',
  print(result, { say }) {
    const sorted = severities.flatMap((severity) => result.reports.filter((each) => each.severity === severity));
    const rows = fitting(sorted.map((each) => row(each, result, say)));
    const left = sorted.length - rows.length;
    const more = left > 0 ? ['', markdown(say(message('{left} more are not shown here.', { left })))] : [];
    const table = rows.length > 0 ? ['', head(say), '|---|---|---|', ...rows, ...more] : [];
    // A bot finds its comment of the last run by the first line.
    return `${['<!-- eni-lens -->', '### ENI Lens', '', markdown(say(summary(result))), ...table].join('\n')}\n`;
  },
};

/** GitHub takes comments of 65,536 characters. */
const mostCharacters = 60_000;

function fitting(rows: readonly string[]): readonly string[] {
  let length = 0;
  const end = rows.findIndex((each) => {
    length += each.length + 1;
    return length > mostCharacters;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

function head(say: Say): string {
  const titles = [message('Severity'), message('Place'), message('Finding')];
  return `| ${titles.map((title) => markdown(say(title))).join(' | ')} |`;
}

/** Signs beside the words: colours that a comment can show. */
const signs: Readonly<Record<Severity, string>> = { error: '🔴', warning: '🟡', info: '🔵', hint: '⚪' };

function row(each: Report, result: LintResult, say: Say): string {
  const { rule, severity, message: text } = each;
  const [remedy] = remedies(each);
  const lines = [
    markdown(text),
    ...(remedy ? [`${markdown(say(remedy.label))}: ${markdown(remedy.text)}`] : []),
    `[${rule}](${result.ruleOf(rule).link})`,
  ];
  const place = code(placeText(result, each));
  return `| ${signs[severity]} ${markdown(say(severityNames[severity]))} | ${place} | ${lines.join('<br>')} |`;
}

/** Text that means itself: no HTML, no links, no table cells, and nobody and no issue is notified by it. */
function markdown(text: string): string {
  return harmless(text).replace(
    /[\\`*[\]~|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|[&<>]|[@#](?=\w)|:(?=\/\/)|www(?=\.)/g,
    (sign) => entities[sign] ?? (/^[@#:w]/.test(sign) ? `${sign}&#8203;` : `\\${sign}`),
  );
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A code span in a table. Fences are longer than any row of backticks within. */
function code(text: string): string {
  const inside = harmless(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...Array.from(inside.matchAll(/`+/g), ([ticks]) => ticks.length)) + 1);
  const gap = /^`|`$/.test(inside) ? ' ' : '';
  return `${fence}${gap}${inside}${gap}${fence}`;
}
