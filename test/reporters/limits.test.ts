import { describe, expect, it } from 'vitest';
import { lint } from '../../server/linter/lint.js';
import { type Report, report } from '../../server/linter/report.js';
import { sayWith } from '../../server/messages/message.js';
import type { Severity } from '../../server/model/lensConfig.js';
import { reporter as markdown } from '../../server/reporters/markdown.js';
import type { LintResult, Reporter } from '../../server/reporters/reporter.js';
import { reporter as sarif } from '../../server/reporters/sarif.js';
import { workspaceOf } from '../harness/check.js';

const workspace = workspaceOf([
  { path: 'a.yaml', text: '- { name: WARM_ENI_TARGET, value: 1 }\n- { name: MAX_ENI, value: "2" }\n' },
]);
const [one] = report(lint(workspace), workspace);

/** What is printed of the only finding of a text, as often as there are severities. */
function printed(reporter: Reporter, severities: readonly Severity[], change: Partial<Report> = {}): string {
  const reports = severities.flatMap((severity) => (one ? [{ ...one, severity, ...change }] : []));
  const result: LintResult = {
    reports,
    hidden: 0,
    baselined: 0,
    textOf: (uri) => workspace.files.get(uri)?.text ?? '',
    pathOf: (uri) => uri,
    identityOf: () => ({ rule: 'unquoted-value', path: '[WARM_ENI_TARGET].value', number: 1 }),
    ruleOf: () => ({ severity: 'error', group: 'values', summary: '', page: '', link: 'https://example.com' }),
    filesSeen: 1,
    filesChecked: ['a.yaml'],
    pathsIgnored: 0,
    unreadable: [],
  };
  return reporter.print(result, { color: false, say: sayWith(undefined), language: 'en' });
}

describe('the limits of GitHub', () => {
  it('leave out the least severe of more than 25,000 results, and say so', () => {
    const severities = Array.from({ length: 25_010 }, (_, index): Severity => (index % 100 === 0 ? 'info' : 'error'));
    const [run] = JSON.parse(printed(sarif, severities)).runs;
    expect(run.results).toHaveLength(25_000);
    // 251 infos at 0, 100, …, 25,000: the last ten go.
    const infos = run.results.filter(({ level }: { level: string }) => level === 'note');
    expect(infos).toHaveLength(251 - 10);
    expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
      { message: { text: '10 more findings are left out' } },
    ]);
  });

  it('leave out what is more than 1,000 places of one result', () => {
    const related = Array.from({ length: 1_500 }, () => ({
      uri: 'a.yaml',
      range: one?.range ?? never(),
      message: 'x',
    }));
    const [run] = JSON.parse(printed(sarif, ['error'], { related })).runs;
    const [{ locations, relatedLocations }] = run.results;
    expect(locations.length + relatedLocations.length).toBe(1_000);
  });

  it('keep a comment below 65,536 characters, with the most severe first, and say how many are missing', () => {
    const severities = Array.from({ length: 1_000 }, (_, index): Severity => (index % 2 === 0 ? 'info' : 'error'));
    const text = printed(markdown, severities);
    expect(text.length).toBeLessThan(65_536);
    const rows = text.match(/^\| \S+ (?:error|info) /gm) ?? [];
    expect(rows.slice(0, 100)).toEqual(Array(100).fill('| 🔴 error '));
    expect(text).toMatch(new RegExp(`\\n\\n${1_000 - rows.length} more are not shown here\\.\\n$`));
    expect(rows.length).toBeLessThan(1_000);
  });
});

function never(): never {
  throw new Error('the text has a finding');
}
