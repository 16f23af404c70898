import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, clusterWith, inTwoFolders, joinedByConfig, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, eniLensMany, filesOf, folderWith, json, type LintJson, lintJson } from './program.js';

const off = 'rules: { warm-ip-target-without-minimum: off }\n';

describe.concurrent('the config file', () => {
  it('is the nearest from each file upwards, and that alone', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': off,
      'a.yaml': withWarning('a'),
      'in/ner/b.yaml': withWarning('b'),
      'own/eni-lens.json': '{ "rules": {} }',
      'own/c.yaml': withWarning('c'),
    });
    const found = async (folder: string) => (await eniLens(['lint', '.'], { cwd: join(cwd, folder) })).stdout;
    expect(await found('in/ner')).toBe('No problems. 1 file checked.\n');
    expect(await found('own')).toContain('c.yaml:8:25');
    expect(await found('.')).toMatch(/^own\/c\.yaml:8:25 [\s\S]*\n1 finding: 1 warning\. .*3 files checked/);
  });

  it('is named where it counts nowhere, because another one lies beside it', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': off,
      'eni-lens.json': '{}',
      'own/eni-lens.yml': '{}',
      'a.yaml': withWarning('a'),
    });
    const told = async (...args: readonly string[]) => (await eniLens(['lint', ...args], { cwd })).stderr;
    expect(await told()).toBe(
      'eni-lens: eni-lens.json counts nowhere, because eni-lens.yaml lies beside it: remove one of them\n',
    );
    expect(await told('--no-config')).toBe('');
    expect(await told('--config', 'eni-lens.yaml')).toBe('');
  });

  it('counts for named files, for standard input by its name, and for paths elsewhere, as for folders', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'ignore: [vendor/]\n',
      'a/eni-lens.yaml': off,
      'a/x.yaml': withWarning('x'),
      'vendor/own/eni-lens.yaml': '{}\n',
      'vendor/own/v.yaml': withWarning('v'),
      'y.yaml': withWarning('w'),
    });
    const outside = folderWith({ 'eni-lens.yaml': off, 'z.yaml': withWarning('z'), 'in/eni-lens.yaml': '{}\n' });
    const rulesOf = async (args: readonly string[], folder = cwd, input = '') => {
      const outcome = await eniLens(['lint', '-f', 'json', ...args], { cwd: folder, input });
      const { findings, pathsIgnored } = json<LintJson>('lint', outcome);
      return [findings.map(({ file }) => file), pathsIgnored];
    };
    expect(await rulesOf(['a/x.yaml', 'y.yaml', 'vendor/own/v.yaml', 'vendor'])).toEqual([['y.yaml'], 2]);
    expect(await rulesOf(['v.yaml'], join(cwd, 'vendor/own'))).toEqual([['v.yaml'], 0]);
    expect(await rulesOf(['-', '--stdin-filename', 'a/new.yaml'], cwd, withWarning())).toEqual([[], 0]);
    expect(await rulesOf(['-', '--stdin-filename', 'new.yaml'], cwd, withWarning())).toEqual([['new.yaml'], 0]);
    expect(await rulesOf([join(outside, 'z.yaml')])).toEqual([[], 0]);
    expect(await rulesOf([outside, '.', '--config', 'a/eni-lens.yaml'])).toEqual([[], 0]);
    expect(await rulesOf(['a', '--no-config'])).toEqual([['a/x.yaml'], 0]);
  });

  it('is refused where it counts, and not read where it does not', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'ignore: [fixtures/]\n',
      'fixtures/eni-lens.yaml': 'rulez: {}\n',
      'fixtures/x.yaml': withWarning('x'),
      'a.yaml': clean(),
      'b/a.yaml': clean(),
    });
    expect(await eniLens(['lint'], { cwd })).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await eniLens(['lint'], { cwd: join(cwd, 'fixtures') });
    expect([code, stderr]).toEqual([2, expect.stringContaining('eni-lens.yaml:1:1: ')]);
    writeFileSync(join(cwd, 'b/eni-lens.yaml'), 'rulez: {}\n');
    const broken = await eniLens(['lint'], { cwd });
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('b/eni-lens.yaml:1:1: ')]);
  });

  it('is fixed under and printed for the file it counts for, and makes no part of a new one above', async () => {
    const cwd = folderWith({
      'a/eni-lens.yaml': 'rules: { unquoted-value: off }\n',
      'a/x.yaml': withError('x'),
      'y.yaml': withError('w'),
    });
    const fixed = await eniLens(['lint', '--fix-dry-run', '-f', 'json'], { cwd });
    expect(json<LintJson>('lint', fixed)).toMatchObject({ fixed: [{ file: 'y.yaml' }] });
    const printed = async (...args: readonly string[]) =>
      (await eniLens(['lint', '--print-config', ...args], { cwd })).stdout.split('\n')[0];
    expect(await printed('a/new.yaml')).toBe('Config file: a/eni-lens.yaml');
    expect(await printed('new.yaml')).toBe('No config file: everything but the options is as the rules have it');
    await eniLens(['init'], { cwd });
    const text = readFileSync(join(cwd, 'eni-lens.yaml'), 'utf8');
    expect([text.includes('name: w'), text.includes('name: x')]).toEqual([true, false]);
  });

  it('is another with --config and none with --no-config', async () => {
    const cwd = folderWith({ 'eni-lens.yaml': off, 'other.yaml': '\ufeff{}\n', 'a.yaml': withWarning() });
    const options = [[], ['--no-config'], ['--config', 'other.yaml'], ['-c', join(cwd, 'eni-lens.yaml')]];
    const outcomes = await eniLensMany(
      options.map((args) => ['lint', 'a.yaml', ...args]),
      cwd,
    );
    expect(outcomes.map(({ code, stdout }) => [code, stdout.includes('1 finding')])).toEqual([
      [0, false],
      [0, true],
      [0, true],
      [0, false],
    ]);
  });

  it('is empty or all comments without harm', async () => {
    const runs = ['', '# nothing yet\n', '---\n'].map((text) => ({
      args: ['lint', 'a.yaml'],
      cwd: folderWith({ 'eni-lens.yaml': text, 'a.yaml': clean() }),
    }));
    expect((await eniLensMany(runs)).map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
  });

  it('is refused whole when it is wrong, with the place of each fault', async () => {
    const wrong = [
      ['rules: { warm-ip-target-without-minimun: off }', '1:10', 'did you mean warm-ip-target-without-minimum?'],
      ['rules:\n  syntax-error: fatal', '2:17', 'error, warning, info, hint'],
      ['rulez: {}', '1:1', 'rulez'],
      ['ignore: vendor/', '1:9', 'list'],
      ['overrides:\n  - files: [a]\n    rules: { no-such-rule-at-all: off }', '3:14', 'no-such-rule-at-all'],
      ['clusters:\n  - name: x', '2:5', 'files'],
      ['instanceTypes: { m99.large: { enis: 3 } }', '1:18', 'm99.large needs ipv4PerEni'],
      ['expectedPodsPerNode: many', '1:22', 'integer'],
      ['rules: {\nignore: [', '', ''],
      ['- a\n- list', '1:1', ''],
    ] as const;
    const runs = wrong.map(([text]) => {
      const folder = folderWith({ 'eni-lens.yaml': `${text}\n`, 'a.yaml': withError(), 'in/.keep': '' });
      return { args: ['lint', '..'], cwd: join(folder, 'in') };
    });
    const outcomes = await eniLensMany(runs);
    for (const [index, [text, place, said]] of wrong.entries()) {
      const { code, stdout, stderr } = outcomes[index] ?? { code: undefined, stdout: '', stderr: '' };
      expect({ text, code, stdout }).toEqual({ text, code: 2, stdout: '' });
      expect(stderr).toContain(`../eni-lens.yaml:${place}`);
      expect(stderr).toContain(said);
      const lines = stderr.trimEnd().split('\n');
      for (const line of lines) expect(line).toMatch(/^\.\.\/eni-lens\.yaml:\d+:\d+: \S/);
      const places = lines.map((line) => line.split(': ')[0]);
      expect(new Set(places).size, stderr).toBe(places.length);
    }
  });

  it('is refused when it cannot be read', async () => {
    const cwd = folderWith({ 'folder/a': '' });
    for (const name of ['missing.yaml', 'folder']) {
      expect(await eniLens(['lint', '--config', name], { cwd })).toEqual({
        code: 2,
        stdout: '',
        stderr: `The config file ${name} cannot be read: check its path and permissions\n`,
      });
    }
  });

  it('is refused in another encoding than UTF-8', async () => {
    const text = 'rules: {}\n';
    const encodings = [
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from('# \xfc\n', 'latin1'),
    ];
    const runs = encodings.map((bytes) => ({
      args: ['lint', 'a.yaml'],
      cwd: folderWith({ 'eni-lens.yaml': bytes, 'a.yaml': clean() }),
    }));
    const stderr = 'eni-lens.yaml is not UTF-8 text: save it as UTF-8\n';
    expect(await eniLensMany(runs)).toEqual(encodings.map(() => ({ code: 2, stdout: '', stderr })));
  });

  it('counts for every command', async () => {
    const cwd = folderWith({ 'eni-lens.yaml': 'rulez: {}\n' });
    const commands = [
      ['max-pods', 'm5.large'],
      ['warm-pool', 'm5.large'],
      ['max-pods', 'm5.large', '--no-config'],
    ];
    const outcomes = await eniLensMany(commands, cwd);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 0]);
  });
});

describe.concurrent('what the config file says', () => {
  it('about severities decides exit codes too, the last override that matches counting', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': `rules: { warm-ip-target-without-minimum: error }
overrides:
  - { files: [sandbox/], rules: { warm-ip-target-without-minimum: info } }
  - { files: [sandbox/quiet/], rules: { warm-ip-target-without-minimum: off } }
`,
      'a.yaml': withInfo('a'),
      'sandbox/b.yaml': withWarning('b'),
      'sandbox/quiet/c.yaml': withWarning('c'),
    });
    const config = ['--config', 'eni-lens.yaml'];
    const { findings, code } = await lintJson(['.', ...config], { cwd });
    expect(findings.map(({ file, severity }) => [file, severity])).toEqual([
      ['a.yaml', 'error'],
      ['sandbox/b.yaml', 'info'],
    ]);
    expect(code).toBe(1);
    expect((await lintJson(['sandbox', ...config], { cwd })).code).toBe(0);
  });

  it('about ignored files holds for folders, named files and standard input', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': 'ignore: ["/generated/", "*.old.yaml", "!kept.old.yaml"]\n',
      'generated/a.yaml': withWarning('a'),
      'deep/generated/b.yaml': withWarning('b'),
      'c.old.yaml': withWarning('c'),
      'kept.old.yaml': withWarning('d'),
    });
    const config = ['--config', 'eni-lens.yaml'];
    expect(filesOf(await lintJson(['.', ...config], { cwd }))).toEqual(['deep/generated/b.yaml', 'kept.old.yaml']);
    const named = await lintJson(['c.old.yaml', 'generated', '-', '--stdin-filename', 'x.old.yaml', ...config], {
      cwd,
      input: withWarning(),
    });
    expect(named).toMatchObject({ findings: [], pathsIgnored: 3, filesSeen: 0, code: 0 });
  });

  it('about clusters joins files that nothing else joins', async () => {
    // With prefixes an m5.large serves 110 pods and more: only the DaemonSet says that there are none.
    expect(await lintJson(['.'], { cwd: folderWith(inTwoFolders) })).toMatchObject({
      findings: [{ file: 'two/aws-node.yaml', rule: 'ambiguous-cluster' }],
      filesChecked: 3,
    });
    const cwd = folderWith({ ...inTwoFolders, 'eni-lens.yaml': joinedByConfig });
    const joined = await lintJson(['.', '--config', 'eni-lens.yaml'], { cwd });
    expect(joined.findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['one/shop.yaml', 'max-pods-above-capacity'],
    ]);
    expect(joined.findings[0]?.message).toContain('the 29 pods m5.large can serve');
  });
});

describe.concurrent('a comment silences', () => {
  const comment = (text: string) =>
    withWarning().replace('    configurationValues', `    # ${text}\n    configurationValues`);

  it('the finding below it', async () => {
    const input = comment('eni-lens-disable-next-line warm-ip-target-without-minimum -- few pods');
    expect(await lintJson(['-'], { input })).toMatchObject({ findings: [], code: 0, filesChecked: 1 });
  });

  it('and is reported where it silences nothing, or names no rule', async () => {
    const unused = comment('eni-lens-disable-next-line syntax-error, warm-ip-target-without-minimum');
    const result = await lintJson(['-'], { input: unused });
    expect(result.findings.map(({ rule, severity, message }) => [rule, severity, message])).toEqual([
      ['unused-suppression', 'warning', 'This comment silences no finding of syntax-error'],
    ]);
    const wrong = await lintJson(['-'], { input: comment('eni-lens-disable-file warm-ip-target-without-minimun') });
    expect(wrong.findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'unused-suppression',
        'There is no rule warm-ip-target-without-minimun: did you mean warm-ip-target-without-minimum?',
      ],
      ['warm-ip-target-without-minimum', expect.any(String)],
    ]);
  });

  it('everything without ids, and a file in all its documents', async () => {
    const input = `${withWarning('a')}---\n# eni-lens-disable-file\n${withError('b')}`;
    expect((await lintJson(['-'], { input })).findings).toEqual([]);
    const document = `${withWarning('a')}---\n# eni-lens-disable-document\n${withError('b')}`;
    expect((await lintJson(['-'], { input: document })).findings).toHaveLength(1);
  });

  it('nothing where it is text of a string', async () => {
    const input = clusterWith('shop', '# eni-lens-disable-line\n        WARM_IP_TARGET: "2"');
    expect((await lintJson(['-'], { input })).findings.map(({ rule }) => rule)).toEqual([
      'warm-ip-target-without-minimum',
    ]);
  });
});
