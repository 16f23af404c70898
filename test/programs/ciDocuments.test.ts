import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { clean, withError, withWarning } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { fences } from '../harness/pages.js';
import { asRepository, runScript } from './ciMachine.js';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Snippet {
  readonly jobs?: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
  readonly repos?: readonly { readonly repo: string; readonly rev?: string; readonly hooks: readonly object[] }[];
  readonly include?: readonly { readonly remote: string }[];
  readonly 'eni-lens'?: GitLabJob;
}

interface GitLabJob {
  readonly script: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly artifacts: { readonly when: string; readonly reports: { readonly codequality: string } };
}

const page = read('docs/ci.md');
const ours = `eni-lens/eni-lens@v${packageJson.version}`;
const template: { readonly 'eni-lens': GitLabJob } = parse(read('integrations/gitlab/eni-lens.gitlab-ci.yml'));
const found: readonly Snippet[] = [...fences(page, 'yaml'), read('integrations/github/code-scanning.yml')].map((text) =>
  parse(text),
);

describe('what documents tell people to write for their CI', () => {
  it('uses the action in this version, with inputs that it has', () => {
    const { inputs } = parse(read('action.yml'));
    const steps = found.flatMap((snippet) =>
      Array.isArray(snippet) ? snippet : Object.values(snippet.jobs ?? {}).flatMap((job) => job.steps),
    );
    const used = steps.filter(({ uses }) => uses?.startsWith('eni-lens/'));
    expect(used.length).toBeGreaterThanOrEqual(3);
    for (const { uses, with: given = {} } of used) {
      expect(uses).toBe(ours);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
    const table = Array.from(read('docs/ci.md').matchAll(/^\| `([\w-]+)` \|/gm), ([, name]) => name);
    expect(table).toEqual(Object.keys(inputs));
  });

  it('names hooks of pre-commit that there are', () => {
    const hooks: readonly { readonly id: string }[] = parse(read('.pre-commit-hooks.yaml'));
    const repos = found.flatMap(({ repos = [] }) => repos);
    expect(repos.length).toBeGreaterThanOrEqual(2);
    for (const { repo, rev, hooks: wanted } of repos) {
      const like = wanted.map((each) => hooks.find(({ id }) => 'id' in each && id === each.id));
      if (repo === 'local') {
        const [{ description, ...hook } = {}] = like as readonly Record<string, unknown>[];
        const args = ['--changed', '--fail-on', 'warning'];
        expect(description).toBeTypeOf('string');
        expect(wanted).toEqual([{ ...hook, args, additional_dependencies: [`eni-lens@${packageJson.version}`] }]);
      } else {
        expect([repo, rev]).toEqual([
          packageJson.repository.url.replace(/^git\+|\.git$/g, ''),
          `v${packageJson.version}`,
        ]);
        expect(like).not.toContain(undefined);
      }
    }
  });

  it('includes the template for GitLab with variables that it has', () => {
    const [snippet] = found.filter(({ include }) => include);
    const [{ remote } = { remote: '' }] = snippet?.include ?? [];
    expect(existsSync(new URL(`../../${remote.split(`v${packageJson.version}/`)[1]}`, import.meta.url))).toBe(true);
    const known = Object.keys(template['eni-lens'].variables);
    expect(known).toEqual(expect.arrayContaining(Object.keys(snippet?.['eni-lens']?.variables ?? {})));
  });

  it.each(fences(page, 'sh'))('is done by a shell, and fails for a warning: %s', async (line) => {
    const cwd = await asRepository(folderWith({ 'clusters/a.yaml': withWarning('a') }));
    const { code, stdout, stderr } = await runScript(line, { cwd });
    expect(stderr).toBe('');
    const isNothingNew = line.includes('--since');
    expect(code).toBe(isNothingNew ? 0 : 1);
    expect(stdout).toContain(isNothingNew ? 'No findings' : 'clusters/a.yaml:');
    const reports = Array.from(line.matchAll(/ -f \w+=(\S+)/g), ([, file = '']) => file);
    for (const file of reports) expect(readFileSync(join(cwd, file), 'utf8')).toContain('clusters/a.yaml');
  });

  it('fails builds for warnings, and says why', () => {
    const recipes = found.map((snippet) => JSON.stringify(snippet));
    expect(recipes.filter((recipe) => !/fail-on"?[:,"]? ?"?warning/.test(recipe))).toEqual([]);
    expect(page).toContain('## Which findings fail a build');
  });
});

describe('the template for GitLab', () => {
  it('writes the report for the widget, whatever the exit code is', async () => {
    const { script, variables, artifacts } = template['eni-lens'];
    const jobs = [
      { files: { 'a.yaml': withError('a') }, given: {}, code: 1, findings: 1 },
      { files: { 'a.yaml': clean('a') }, given: {}, code: 0, findings: 0 },
      {
        files: { 'x/a.yaml': withWarning('a'), 'y/b.yaml': withWarning('b'), 'c.yaml': withError('c') },
        given: { ENI_LENS_PATHS: 'x y/b.yaml', ENI_LENS_OPTIONS: '--fail-on warning --stats' },
        code: 1,
        findings: 2,
      },
    ];
    for (const { files, given, code, findings } of jobs) {
      const cwd = folderWith(files);
      // GitLab joins the lines of a script, and runs them with the shell of the image.
      const env = { ...variables, ...given };
      const outcome = await runScript(script.join('\n'), { cwd, env, shell: ['sh', '-e'] });
      expect(outcome.code, outcome.stderr).toBe(code);
      const report = JSON.parse(readFileSync(join(cwd, artifacts.reports.codequality), 'utf8'));
      expect(report).toHaveLength(findings);
      expect(artifacts.when).toBe('always');
    }
  });
});
