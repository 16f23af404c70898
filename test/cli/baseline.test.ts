import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../server/reporters/index.js';
import { clean, withError, withWarning } from './manifests.js';
import { eniLens, eniLensMany, folderWith, json, type LintJson, type Outcome, run, validJson } from './program.js';

const warning = 'warm-ip-target-without-minimum';
const file = 'eni-lens-baseline.json';

interface Entry {
  readonly file: string;
  readonly rule: string;
  readonly path: string;
  readonly count: number;
  readonly reason?: string;
}

interface BaselineJson {
  readonly version: number;
  readonly paths: readonly string[];
  readonly findings: readonly Entry[];
}

function text(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}

/** The baseline of a folder, after checking it against its published schema. */
function baselineIn(folder: string, name = file): BaselineJson {
  return validJson('baseline.schema.json', text(folder, name));
}

async function record(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const outcome = await eniLens(['baseline', ...args], { cwd });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome;
}

/** Rules and files of what `lint` shows beside the baseline, and how many findings it hides. */
async function shownIn(cwd: string, ...args: readonly string[]) {
  const outcome = await eniLens(['lint', '--baseline', '-f', 'json', ...args], { cwd });
  const { findings, summary } = json<LintJson>('lint', outcome);
  return {
    code: outcome.code,
    shown: findings.map(({ file: of, rule }) => `${of} ${rule}`),
    hidden: summary.baselined,
  };
}

/** One error, one warning and one finding of which there are two at one place. */
const files = { 'a.yaml': withError('a'), 'in/b.yaml': withWarning('b') };

describe.concurrent('eni-lens baseline', () => {
  it('records findings by file, rule and path, and lint --baseline hides them everywhere', async () => {
    const cwd = folderWith(files);
    const { stdout } = await record(cwd);
    expect(stdout).toBe(
      `Findings recorded in ${file}: 2\nHide them with eni-lens lint --baseline, or always with the line baseline: ${file} in eni-lens.yaml\n`,
    );
    const env = (name: string) => `ClusterConfig/${name}:addons[vpc-cni].configurationValues.env`;
    expect(baselineIn(cwd)).toEqual({
      version: 1,
      paths: ['.'],
      findings: [
        { file: 'a.yaml', rule: 'unquoted-value', path: `${env('a')}.WARM_ENI_TARGET`, count: 1 },
        { file: 'in/b.yaml', rule: warning, path: `${env('b')}.WARM_IP_TARGET`, count: 1 },
      ],
    });
    const without = await eniLens(['lint'], { cwd });
    expect(without.code).toBe(1);
    const strict = ['lint', '--baseline', '--fail-on', 'info', '--max-warnings', '0'];
    expect(await eniLens(strict, { cwd })).toEqual({
      code: 0,
      stdout: 'No findings to show. 2 findings in the baseline not shown. 2 files checked.\n',
      stderr: '',
    });
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: [], hidden: 2 });
  });

  it('is hidden in every format', async () => {
    const cwd = folderWith({ 'a.yaml': withError('a'), 'b.yaml': withWarning('b') });
    await record(cwd, 'a.yaml');
    const runs = reporters.map(({ id }) => ['lint', '--baseline', '-f', id, 'b.yaml', 'a.yaml']);
    const outcomes = await eniLensMany(runs, cwd);
    const shows = ({ code, stdout }: Outcome) => [code, stdout.includes('unquoted-value'), stdout.includes(warning)];
    expect(outcomes.map(shows)).toEqual(reporters.map(() => [0, false, true]));
  });

  it('writes the same bytes again, in any order of paths', async () => {
    const cwd = folderWith(files);
    await record(cwd, 'in', 'a.yaml');
    const first = text(cwd, file);
    expect((await record(cwd, 'a.yaml', 'in')).stdout).toBe(`${file} is up to date\n`);
    await record(cwd, 'a.yaml', 'in', '--output', 'other.json');
    expect([text(cwd, file), text(cwd, 'other.json')]).toEqual([first, first]);
    expect(first).not.toMatch(/20\d\d-|:\d\d:/);
  });

  it('keeps hiding what moves, is reordered or written in another way, and shows what is new', async () => {
    const cluster = (groups: readonly string[], env: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
${env}
managedNodeGroups:
${groups.map((group) => `  - ${group}\n`).join('')}`;
    const group = (name: string) => `{ name: ${name}, instanceType: m5.large, maxPodsPerNode: 110 }`;
    const cwd = folderWith({
      'a.yaml': cluster(
        [group('web'), group('batch')],
        '    configurationValues: |-\n      env:\n        WARM_ENI_TARGET: 1',
      ),
    });
    await record(cwd);
    const moved = cluster(
      ['name: batch\n    maxPodsPerNode: 111\n    instanceType: m5.large', group('web')],
      `    # About warm ENIs.\n    configurationValues: '{"env": {"WARM_ENI_TARGET": 1}}'`,
    );
    writeFileSync(join(cwd, 'a.yaml'), `\n# Shop.\n${moved}`.replaceAll('\n', '\r\n'));
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: [], hidden: 3 });
    writeFileSync(join(cwd, 'a.yaml'), `${moved}  - ${group('jobs')}\n`);
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: ['a.yaml max-pods-above-capacity'], hidden: 3 });
  });

  it('shows all findings of a place where there are more than recorded', async () => {
    const comments = (count: number) =>
      `${'# eni-lens-disable-document invalid-integer -- why\n'.repeat(count)}${clean()}`;
    const cwd = folderWith({ 'a.yaml': comments(2) });
    await record(cwd);
    expect(baselineIn(cwd).findings).toEqual([
      { file: 'a.yaml', rule: 'unused-suppression', path: expect.any(String), count: 2 },
    ]);
    expect((await shownIn(cwd)).shown).toEqual([]);
    writeFileSync(join(cwd, 'a.yaml'), comments(3));
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: Array(3).fill('a.yaml unused-suppression'), hidden: 0 });
    writeFileSync(join(cwd, 'a.yaml'), comments(1));
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: [`${file} stale-baseline`], hidden: 1 });
    expect((await record(cwd, '--prune')).stdout).toBe(`Findings removed from ${file}: 1, left 1\n`);
    expect(baselineIn(cwd).findings.map(({ count }) => count)).toEqual([1]);
  });

  it('keeps the reasons people wrote, the schema, and what it has of other paths', async () => {
    const cwd = folderWith(files);
    await record(cwd);
    const written = baselineIn(cwd);
    const schema = './node_modules/eni-lens/schemas/baseline.schema.json';
    const findings = written.findings.map((entry) => ({ ...entry, reason: `see ${entry.file}` }));
    // The last entry is one that a merge may leave.
    const merged = [...findings, written.findings[0]];
    writeFileSync(join(cwd, file), JSON.stringify({ $schema: schema, ...written, findings: merged }));
    writeFileSync(join(cwd, 'a.yaml'), `${withError('a')}---\n${withWarning('c')}`);
    writeFileSync(join(cwd, 'in/b.yaml'), clean('b'));
    expect((await record(cwd, 'a.yaml')).stdout).toBe(`Findings recorded in ${file}: 4, before 3\n`);
    expect(baselineIn(cwd)).toMatchObject({ $schema: schema, paths: ['.'] });
    expect(baselineIn(cwd).findings.map(({ file: of, rule, reason }) => [of, rule, reason])).toEqual([
      ['a.yaml', 'unquoted-value', 'see a.yaml'],
      ['a.yaml', warning, undefined],
      ['a.yaml', 'cluster-config-not-read', undefined],
      ['in/b.yaml', warning, 'see in/b.yaml'],
    ]);
    await record(cwd);
    expect(baselineIn(cwd).findings.map(({ file: of }) => of)).toEqual(['a.yaml', 'a.yaml', 'a.yaml']);
  });

  it('lies where the config file says, else beside it, else where --output says', async () => {
    const cwd = folderWith({
      ...files,
      'eni-lens.yaml': 'baseline: ci/known.json\n',
      'ci/.keep': '',
      'x/eni-lens.json': '{}',
    });
    expect((await record(join(cwd, 'in'), '..')).stdout).toContain('Findings recorded in ../ci/known.json: 2\n');
    const entries = baselineIn(cwd, 'ci/known.json');
    expect(entries.findings.map(({ file: of }) => of)).toEqual(['../a.yaml', '../in/b.yaml']);
    expect(entries.paths).toEqual(['..']);
    // The config file names it: no option is needed, and --no-baseline shows everything.
    const [hidden, shown] = await eniLensMany(
      [['lint'], ['lint', '--no-baseline', '--fail-on', 'never']],
      join(cwd, 'in'),
    );
    expect(hidden).toMatchObject({ code: 0, stdout: expect.stringContaining('1 finding in the baseline') });
    expect(shown?.stdout).toContain('1 finding: 1 warning.');
    mkdirSync(join(cwd, 'x/y'));
    expect((await record(join(cwd, 'x/y'), '../..', '--output', 'mine.json')).stdout).toContain(
      'lint --baseline mine.json\n',
    );
    // What lies elsewhere is recorded where its own config file says.
    expect((await record(join(cwd, 'x/y'), '../..')).stdout).toBe('../../ci/known.json is up to date\n');
    expect(readdirSync(join(cwd, 'x'))).toEqual(['eni-lens.json', 'y']);
  });

  it('is one for each config file, whose files it has', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'baseline: known.json\n',
      'x.yaml': withWarning('x'),
      'a/eni-lens.yaml': '{}\n',
      'a/x.yaml': withWarning('ax'),
      'clean/eni-lens.yaml': '{}\n',
      'clean/x.yaml': clean('clean'),
    });
    expect((await record(cwd)).stdout).toBe(
      [
        'Findings recorded in known.json: 1',
        'eni-lens lint hides them from now on',
        `Findings recorded in a/${file}: 1`,
        `Hide them with eni-lens lint --baseline, or always with the line baseline: ${file} in eni-lens.yaml`,
        '',
      ].join('\n'),
    );
    expect(baselineIn(cwd, 'known.json')).toMatchObject({ paths: ['.'], findings: [{ file: 'x.yaml' }] });
    expect(baselineIn(cwd, `a/${file}`)).toMatchObject({ paths: ['.'], findings: [{ file: 'x.yaml' }] });
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: [], hidden: 2 });
    expect(await shownIn(join(cwd, 'a'))).toEqual({ code: 0, shown: [], hidden: 1 });
    writeFileSync(join(cwd, 'a/x.yaml'), clean('ax'));
    const { stdout } = await eniLens(['baseline', '--prune'], { cwd });
    expect(stdout).toBe(`Nothing in known.json is left over\nFindings removed from a/${file}: 1, left 0\n`);
  });

  it('may be one for several config files, of which each judges what is its own', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'baseline: known.json\n',
      'x.yaml': withWarning('x'),
      'gone.yaml': withWarning('gone'),
      'a/eni-lens.yaml': 'baseline: ../known.json\n',
      'a/x.yaml': withWarning('ax'),
      'a/gone.yaml': withWarning('agone'),
    });
    await record(cwd);
    const filesIn = () => baselineIn(cwd, 'known.json').findings.map(({ file: of }) => of);
    expect(filesIn()).toEqual(['a/gone.yaml', 'a/x.yaml', 'gone.yaml', 'x.yaml']);
    unlinkSync(join(cwd, 'gone.yaml'));
    unlinkSync(join(cwd, 'a/gone.yaml'));
    const stale = { ...(await eniLens(['lint', '-f', 'compact'], { cwd })) };
    expect(stale.stdout.match(/stale-baseline/g)).toHaveLength(2);
    await eniLens(['lint', '--fix'], { cwd });
    expect(filesIn()).toEqual(['a/x.yaml', 'x.yaml']);
    expect((await eniLens(['lint'], { cwd })).stdout).not.toContain('stale-baseline');
    // One that is named holds for all.
    await record(cwd, '--output', 'all.json');
    expect(baselineIn(cwd, 'all.json').findings.map(({ file: of }) => of)).toEqual(['a/x.yaml', 'x.yaml']);
    const all = await eniLens(['lint', '--baseline', 'all.json', '-f', 'json'], { cwd });
    expect(json<LintJson>('lint', all)).toMatchObject({ findings: [], summary: { baselined: 2 } });
  });

  it('has findings about facts of the config file, and those of standard input by its name', async () => {
    const facts = `baseline: ${file}
clusters:
  - name: shop
    files: [a.yaml]
    expectedPodsPerNode: 20
    subnets: [{ id: subnet-0123456789abcdef0, cidr: 10.0.0.0/28 }]
`;
    const group = 'managedNodeGroups: [{ name: web, instanceType: m5.large, subnets: [subnet-0123456789abcdef0] }]\n';
    const cwd = folderWith({ 'eni-lens.yaml': facts, 'a.yaml': `${withWarning('shop')}${group}` });
    await record(cwd, 'a.yaml');
    expect(baselineIn(cwd).findings.map(({ file: of, path }) => [of, path])).toEqual([
      ['a.yaml', 'ClusterConfig/shop:addons[vpc-cni].configurationValues.env.WARM_IP_TARGET'],
      ['eni-lens.yaml', 'clusters[shop].subnets[subnet-0123456789abcdef0].cidr'],
    ]);
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: [], hidden: 2 });
    const args = ['lint', '-', '--stdin-filename', 'a.yaml', '--fail-on', 'info'];
    expect(await eniLens(args, { cwd, input: `# Moved.\n${withWarning('shop')}${group}` })).toMatchObject({ code: 0 });
  });

  it('keeps mode and line breaks of the file, and writes through a link', async () => {
    const cwd = folderWith({ ...files, 'real/.keep': '' });
    await record(cwd, 'a.yaml');
    writeFileSync(join(cwd, file), `\ufeff${text(cwd, file).replaceAll('\n', '\r\n')}`);
    chmodSync(join(cwd, file), 0o640);
    renameSync(join(cwd, file), join(cwd, 'real', file));
    symlinkSync(join('real', file), join(cwd, file));
    await record(cwd);
    expect(statSync(join(cwd, 'real', file)).mode & 0o777).toBe(0o640);
    expect(text(cwd, 'real', file).match(/\r\n/g)).toHaveLength(8);
    expect(readdirSync(join(cwd, 'real')).sort()).toEqual(['.keep', file]);
    chmodSync(join(cwd, 'real', file), 0o444);
    writeFileSync(join(cwd, 'a.yaml'), clean('a'));
    const refused = `Cannot write ${file}: it is read-only: make it writable first\n`;
    expect(await eniLens(['baseline'], { cwd })).toEqual({ code: 2, stdout: '', stderr: refused });
  });

  it('records nothing where something could not be read, and nothing of standard input', async () => {
    const cwd = folderWith(files);
    const [missing, stdin] = await eniLensMany(
      [
        ['baseline', '.', 'gone.yaml'],
        ['baseline', '-'],
      ],
      cwd,
    );
    expect(missing).toMatchObject({ code: 4, stdout: '' });
    expect(missing?.stderr).toMatch(
      /^eni-lens: cannot read gone\.yaml: .*\neni-lens: eni-lens-baseline\.json is as it was\n$/,
    );
    expect(stdin).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(cwd)).toEqual(['a.yaml', 'in']);
    expect((await record(folderWith({ 'a.yaml': clean() }))).stdout).toBe('No findings: there is nothing to record\n');
  });
});

describe.concurrent('an entry of the baseline without a finding', () => {
  it('is reported at its place, and removed by --fix and by --prune alike', async () => {
    const cwd = folderWith(files);
    await record(cwd);
    writeFileSync(join(cwd, 'a.yaml'), clean('a'));
    const { code, stdout } = await eniLens(['lint', '--baseline'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^${file}:5:5 {2}info {2}stale-baseline\n  There is no finding of unquoted-value here any more`),
    );
    expect(stdout).toContain('1 finding: 1 info. 1 fixable with --fix. 1 finding in the baseline not shown.');
    const copy = folderWith({ 'a.yaml': clean('a'), 'in/b.yaml': withWarning('b'), [file]: text(cwd, file) });
    expect((await record(copy, '--prune')).stdout).toBe(`Findings removed from ${file}: 1, left 1\n`);
    expect((await record(copy, '--prune')).stdout).toBe(`Nothing in ${file} is left over\n`);
    expect((await eniLens(['lint', '--baseline', '--fix'], { cwd })).stdout).toContain('Fixed 1 finding in 1 file.');
    expect(text(cwd, file)).toBe(text(copy, file));
    expect(baselineIn(cwd).findings.map(({ rule }) => rule)).toEqual([warning]);
  });

  it('is one whose file is gone, or that stands there twice', async () => {
    const cwd = folderWith(files);
    await record(cwd);
    const { findings, ...rest } = baselineIn(cwd);
    writeFileSync(
      join(cwd, file),
      JSON.stringify({ ...rest, findings: [...findings, findings[0], { ...findings[0], file: 'gone.yaml' }] }),
    );
    expect(await shownIn(cwd)).toEqual({ code: 0, shown: Array(2).fill(`${file} stale-baseline`), hidden: 2 });
    await record(cwd, '--prune');
    expect(baselineIn(cwd).findings).toEqual(findings);
  });

  it('is not one whose rule is off, whose file cannot be parsed, or whose cause may not be seen', async () => {
    const cwd = folderWith(files);
    await record(cwd);
    writeFileSync(join(cwd, 'in/b.yaml'), `${withWarning('b')}---\nkind: ENIConfig\nmetadata: [\n`);
    const { shown } = await shownIn(cwd, '--rule', 'values=off');
    expect(shown.filter((each) => each.includes('stale'))).toEqual([]);
    writeFileSync(join(cwd, 'a.yaml'), clean('a'));
    writeFileSync(join(cwd, 'in/b.yaml'), clean('b'));
    const outcomes = await Promise.all([
      shownIn(cwd, 'a.yaml'),
      shownIn(cwd, 'in', 'a.yaml'),
      shownIn(cwd, '.', 'gone.yaml'),
    ]);
    expect(outcomes.flatMap((each) => each.shown)).toEqual([]);
    expect((await shownIn(cwd)).shown).toHaveLength(2);
    const part = await eniLens(['baseline', '--prune', 'in'], { cwd });
    expect(part).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Findings may follow from files that are not seen: name all that was recorded (.)\n',
    });
  });

  it('can be made an error, and is one more thing a change brings', async () => {
    const cwd = folderWith(files);
    await record(cwd);
    const git = (...args: readonly string[]) =>
      run('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd });
    await git('init', '--quiet');
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'one');
    expect(await shownIn(cwd, '--changed')).toEqual({ code: 0, shown: [], hidden: 2 });
    writeFileSync(join(cwd, 'a.yaml'), clean('a'));
    expect(await shownIn(cwd, '--changed', '--rule', 'stale-baseline=error')).toEqual({
      code: 1,
      shown: [`${file} stale-baseline`],
      hidden: 1,
    });
    // A finding that the change takes out of the baseline is one it brings.
    await git('checkout', '--quiet', 'a.yaml');
    const { findings, ...rest } = baselineIn(cwd);
    writeFileSync(join(cwd, file), JSON.stringify({ ...rest, findings: findings.slice(1) }));
    expect(await shownIn(cwd, '--changed')).toEqual({ code: 1, shown: ['a.yaml unquoted-value'], hidden: 1 });
    // The baseline need not be among what is linted.
    expect(await shownIn(cwd, '--changed', 'a.yaml')).toEqual({ code: 1, shown: ['a.yaml unquoted-value'], hidden: 0 });
  });
});

describe.concurrent('lint --fix', () => {
  it('leaves alone what is in the baseline, and fixes it with --no-baseline', async () => {
    const cwd = folderWith({ ...files, 'eni-lens.yaml': `baseline: ${file}\n` });
    await record(cwd);
    writeFileSync(join(cwd, 'c.yaml'), withError('c'));
    expect((await eniLens(['lint', '--fix'], { cwd })).stdout).toContain('Fixed 1 finding in 1 file.');
    expect([text(cwd, 'a.yaml'), text(cwd, 'c.yaml')]).toEqual([withError('a'), clean('c')]);
    await eniLens(['lint', '--fix', '--no-baseline'], { cwd });
    expect(text(cwd, 'a.yaml')).toBe(clean('a'));
  });

  it('writes a baseline that lies above what is linted', async () => {
    const cwd = folderWith({ 'in/b.yaml': withWarning('b'), 'eni-lens.yaml': `baseline: ${file}\n` });
    await record(join(cwd, 'in'));
    expect(baselineIn(cwd).paths).toEqual(['in']);
    writeFileSync(join(cwd, 'in/b.yaml'), clean('b'));
    expect(await eniLens(['lint', '--fix'], { cwd: join(cwd, 'in') })).toMatchObject({ code: 0, stderr: '' });
    expect(baselineIn(cwd).findings).toEqual([]);
  });
});

describe.concurrent('a baseline that is none', () => {
  it('is refused with its place and what to do, by every command that needs it', async () => {
    const wrong = [
      ['{ "version": 1, "findings": [', `${file}:1:`],
      ['{ "version": 2, "findings": [] }', `${file}:1:14: This eni-lens does not know version 2 of a baseline, but 1`],
      ['', 'it has no version'],
      ['[]', 'it has no version'],
      ['{ "version": 1 }', 'findings'],
      ['{ "version": 1, "findings": [{ "file": "a.yaml", "rule": "x", "path": "", "count": 0 }] }', `${file}:1:`],
      ['{ "version": 1, "findings": [{ "file": "a.yaml" }] }', 'Item 1 of findings needs'],
      ['<<<<<<< ours\n{ "version": 1, "findings": [] }\n', `${file}:1:`],
    ] as const;
    const runs = wrong.flatMap(([content]) => {
      const cwd = folderWith({ ...files, [file]: content });
      return [['lint', '--baseline'], ['baseline'], ['baseline', '--prune']].map((args) => ({ args, cwd }));
    });
    const outcomes = await eniLensMany(runs);
    for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
      const [content, said] = wrong[Math.floor(index / 3)] ?? ['', ''];
      expect({ content, code, stdout }).toEqual({ content, code: 2, stdout: '' });
      expect(stderr).toContain(said);
      expect(stderr).toContain('repair it, or remove it and run eni-lens baseline\n');
    }
    expect(runs.map(({ cwd }) => text(cwd, file))).toEqual(wrong.flatMap(([content]) => [content, content, content]));
  });

  it('is told apart from one that is not there, a folder, and a path that --baseline takes for it', async () => {
    const cwd = folderWith({ ...files, 'folder/a.json': '', 'eni-lens.yaml': 'baseline: none.json\n' });
    const swallowed = 'What follows --baseline is taken for its file: write the paths before it\n';
    const cases = [
      [['lint'], 'eni-lens.yaml:1:11: There is no baseline none.json: record one with eni-lens baseline\n'],
      [['lint', '--baseline', 'in/no.json'], 'There is no baseline in/no.json: record one with eni-lens baseline\n'],
      [['baseline', '--prune'], 'There is no baseline none.json: record one with eni-lens baseline\n'],
      [['lint', '--baseline', 'folder'], `The baseline folder cannot be read: it is a folder\n${swallowed}`],
      [['lint', '--baseline', 'a.yaml'], swallowed],
      [['baseline', '--output', 'a.yaml'], 'a.yaml is no baseline'],
      [['baseline', '--output', 'folder'], 'The baseline folder cannot be read: it is a folder\n'],
      [
        ['baseline', '--output', 'no/x.json'],
        `Cannot write no/x.json: there is no folder ${join(cwd, 'no')}: make it first\n`,
      ],
    ] as const;
    const outcomes = await eniLensMany(
      cases.map(([args]) => args),
      cwd,
    );
    for (const [index, [args, said]] of cases.entries()) {
      const outcome = outcomes[index];
      expect({ args, code: outcome?.code, stdout: outcome?.stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(outcome?.stderr).toContain(said);
      expect(outcome?.stderr.includes(swallowed)).toBe(said.includes(swallowed));
    }
    expect(text(cwd, 'a.yaml')).toBe(withError('a'));
  });
});
