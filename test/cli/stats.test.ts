import { describe, expect, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { clean, irrelevant, withError, withWarning } from './manifests.js';
import { eniLens, folderWith, json, type LintJson, shell } from './program.js';
import { gitEnv, repositoryWith } from './repository.js';

interface Stats extends LintJson {
  readonly stats: {
    readonly milliseconds: number;
    readonly files: Readonly<Record<string, number>>;
    readonly phases: readonly { readonly name: string; readonly milliseconds: number }[];
    readonly rules: readonly { readonly id: string; readonly milliseconds: number }[];
  };
}

const files = {
  'a.yaml': withError('a'),
  'b.yaml': withWarning('b'),
  'c.yaml': irrelevant,
  'd.yaml': Buffer.from(`\ufeff${clean('d')}`, 'utf16le'),
};

describe.concurrent('lint --stats', () => {
  it('tells programs the time of every part and every rule that was asked, within the time of all', async () => {
    const { stats } = json<Stats>('lint', await eniLens(['lint', '--stats', '-f', 'json'], { cwd: folderWith(files) }));
    expect(stats.files).toEqual({ seen: 4, skipped: 1, parsed: 3 });
    expect(stats.phases.map(({ name }) => name)).toEqual([
      'config',
      'find',
      'read',
      'parse',
      'join',
      'rules',
      'report',
    ]);
    const sum = (times: readonly { readonly milliseconds: number }[]): number =>
      times.reduce((total, { milliseconds }) => total + milliseconds, 0);
    const inRules = stats.phases.filter(({ name }) => name === 'rules');
    expect(sum(stats.phases)).toBeGreaterThan(0);
    // Each figure is rounded to a thousandth.
    expect(sum(stats.phases)).toBeLessThanOrEqual(stats.milliseconds + 0.01);
    expect(sum(stats.rules)).toBeLessThanOrEqual(sum(inRules) + 0.1);
    const asked = stats.rules.map(({ id }) => id);
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set([...rules.map(({ id }) => id), ...asked]));
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toContain('invalid-integer');
    // These files have no ENIConfig.
    expect(asked).not.toContain('eniconfig-invalid-id');
    const times = stats.rules.map(({ milliseconds }) => milliseconds);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('names the parts that fixes and git are', async () => {
    const cwd = await repositoryWith(files);
    const outcome = await eniLens(['lint', '--stats', '-f', 'json', '--changed', '--fix-dry-run'], {
      cwd,
      env: gitEnv,
    });
    expect(json<Stats>('lint', outcome).stats.phases.map(({ name }) => name)).toEqual([
      'config',
      'find',
      'read',
      'parse',
      'join',
      'rules',
      'changes',
      'fix',
      'report',
    ]);
  });

  it('shows people tables on standard error, and leaves the findings as they are', async () => {
    const cwd = folderWith(files);
    const outcome = await eniLens(['lint', '--stats'], { cwd });
    const plain = await eniLens(['lint'], { cwd });
    expect(outcome).toMatchObject({ code: plain.code, stdout: plain.stdout });
    const numberless = outcome.stderr.replace(/ *\d+\.\d\n/g, ' 0\n').replace(/^[a-z0-9-]+ 0$/gm, 'rule 0');
    expect(numberless).toMatch(
      /^part +ms\n[─ ]+\nstart and config file 0\nfind files 0\nread files 0\nrule 0\njoin into clusters 0\nrule 0\nrule 0\nthe rest 0\nall of it 0\n\nslowest rules +ms\n[─ ]+\n(rule 0\n){10}\n4 files seen, 1 of them without a hint and not parsed, 3 parsed\n$/,
    );
  });

  it('counts standard input, and not what cannot be read', async () => {
    const cwd = folderWith(files);
    const args = 'lint a.yaml missing.yaml - --stats -f json';
    const outcome = await shell(`echo x | eni-lens ${args}`, { cwd });
    expect(json<Stats>('lint', outcome).stats.files).toEqual({ seen: 2, skipped: 1, parsed: 1 });
  });
});
