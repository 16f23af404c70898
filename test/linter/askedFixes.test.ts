import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import { rules } from '../../server/rules/index.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

const [text = ''] = examples('unquoted-value', 'Incorrect');

describe('the fixes of a finding', () => {
  it('are made when somebody reads them, and once', () => {
    const workspace = workspaceOf([{ path: 'a.yaml', text }]);
    let made = 0;
    const findings = lint(workspace).map((finding) => ({
      ...finding,
      fixes: () => {
        made++;
        return finding.fixes?.() ?? [];
      },
    }));
    const reports = report(findings, workspace);
    expect(reports.map(({ rule }) => rule)).toEqual(['unquoted-value']);
    expect(made).toBe(0);
    const titles = () => reports.flatMap(({ fixes }) => fixes.map(({ title }) => title));
    expect([titles(), titles()]).toEqual([['Write "true"'], ['Write "true"']]);
    expect(made).toBe(1);
  });

  // Whoever asks gets no fix where making one fails, so that nothing but this tells.
  it('are made without a failure', () => {
    const folder = new URL('../corpus/positive/', import.meta.url);
    const clusters = readdirSync(folder).flatMap((name) => {
      const { files } = parseFixture(readFileSync(new URL(name, folder), 'utf8'));
      return workspaceOf(files).clusters;
    });
    const made = clusters.flatMap((cluster) =>
      rules.flatMap(({ check }) => [...check(cluster)].flatMap(({ fixes }) => fixes?.() ?? [])),
    );
    expect(made.length).toBeGreaterThan(100);
  });
});
