import type { Report } from '../linter/report.js';
import { message, type Say } from '../messages/message.js';
import { type Severity, severities } from '../model/lensConfig.js';
import { severityNames } from '../wording/severities.js';
import { code, markdown } from './markdownText.js';
import { placeText } from './places.js';
import type { LintResult, Reporter } from './reporter.js';
import { summary } from './summary.js';

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
