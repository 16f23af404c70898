import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { clean, withError, withWarning } from '../cli/manifests.js';
import { eniLens, folderWith, type Outcome } from '../cli/program.js';
import { asRepository, runScript } from './ciMachine.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly shell: string;
      readonly run: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8');
const action: Action = parse(text);
const [step] = action.runs.steps;

/** Runs the action as a runner does: inputs that are not given have their default, and come as variables of the step. */
async function runAction(
  cwd: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Outcome & { readonly summary: string }> {
  const unknown = Object.keys(given).filter((name) => action.inputs[name] === undefined);
  expect(unknown).toEqual([]);
  const env = Object.entries(step?.env ?? {}).map(([variable, expression]) => {
    const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
    expect(action.inputs, expression).toHaveProperty(name);
    return [variable, given[name] ?? String(action.inputs[name]?.default)];
  });
  const summary = join(folderWith({ summary: '' }), 'summary');
  const outcome = await runScript(step?.run ?? '', {
    cwd,
    env: { ...Object.fromEntries(env), GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: 'true' },
  });
  return { ...outcome, summary: readFileSync(summary, 'utf8') };
}

describe.concurrent('the GitHub Action', () => {
  it('is one step of bash, whose inputs all come as variables and none as part of the script', () => {
    expect(action.runs).toMatchObject({ using: 'composite', steps: [{ shell: 'bash' }] });
    expect(step?.run).not.toContain('${{');
    expect(Object.values(step?.env ?? {})).toEqual(Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`));
    expect(action.inputs.version?.default).toBe(packageJson.version);
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/^[A-Z].*[^.]$/);
  });

  it('annotates the places, fills the summary and fails on errors', async () => {
    const cwd = folderWith({ 'clusters/a.yaml': withError('a'), 'b.yaml': withWarning('b') });
    const { code, stdout, stderr, summary } = await runAction(cwd);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=clusters\/a\.yaml,line=\d+,.*title=[\w-]+::/m);
    expect(stdout).toMatch(/^::warning file=b\.yaml,line=\d+,/m);
    expect(summary).toMatch(/^### ENI Lens$/m);
    expect(summary).toContain('`clusters/a.yaml:');
  });

  it('passes without errors, and with another limit fails on less', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning('a'), 'b.yaml': clean('b') });
    const [usual, strict, tolerant] = await Promise.all([
      runAction(cwd),
      runAction(cwd, { 'fail-on': 'warning' }),
      runAction(cwd, { 'fail-on': 'never', args: '--rule all=error' }),
    ]);
    expect([usual.code, strict.code, tolerant.code]).toEqual([0, 1, 0]);
    expect(tolerant.stdout).toMatch(/^::error file=a\.yaml/m);
  });

  it('takes paths on lines, formats with files, a config file and further options', async () => {
    const cwd = folderWith({
      'my clusters/a.yaml': withWarning('a'),
      'other/b.yaml': withWarning('b'),
      'not/c.yaml': withWarning('c'),
      'ci/lens.yaml': 'rules: { warm-ip-target-without-minimum: error }\n',
    });
    const { code, stdout, stderr, summary } = await runAction(cwd, {
      paths: 'my clusters\nother/b.yaml\n',
      format: 'github\nsarif=eni-lens.sarif json=eni-lens.json\n',
      summary: 'false',
      config: 'ci/lens.yaml',
      args: '--quiet  --max-warnings 0',
    });
    expect({ code, stderr, summary }).toEqual({ code: 1, stderr: '', summary: '' });
    expect(stdout.match(/^::error file=.*?,/gm)).toEqual([
      '::error file=my clusters/a.yaml,',
      '::error file=other/b.yaml,',
    ]);
    expect(JSON.parse(readFileSync(join(cwd, 'eni-lens.sarif'), 'utf8')).runs[0].results).toHaveLength(2);
    expect(existsSync(join(cwd, 'eni-lens.json'))).toBe(true);
  });

  it('hides what a baseline holds, and what a branch did not bring', async () => {
    const cwd = await asRepository(folderWith({ 'a.yaml': withError('a') }));
    expect((await eniLens(['baseline', '--output', 'known.json'], { cwd })).code).toBe(0);
    const [all, baseline, since] = await Promise.all([
      runAction(cwd),
      runAction(cwd, { baseline: 'known.json' }),
      runAction(cwd, { since: 'origin/main' }),
    ]);
    expect([all.code, baseline.code, since.code]).toEqual([1, 0, 0]);
    expect([all.stderr, baseline.stderr, since.stderr]).toEqual(['', '', '']);
  });

  it('runs nothing that stands in an input', async () => {
    const evil = '$(touch run) `touch run` "; touch run; " && touch run | touch run';
    const cwd = folderWith({ 'a.yaml': clean('a') });
    for (const name of Object.keys(action.inputs)) await runAction(cwd, { [name]: evil });
    expect(existsSync(join(cwd, 'run'))).toBe(false);
  });
});
