import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clean, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, eniLensMany, folderWith, json } from './program.js';

const warning = 'warm-ip-target-without-minimum';

describe.concurrent('--rule', () => {
  it('has the last word, by rule or by category, and decides the exit code', async () => {
    const cwd = folderWith({
      'eni-lens.yaml': `rules: { ${warning}: off }\noverrides: [{ files: [a.yaml], rules: { ${warning}: hint } }]\n`,
      'a.yaml': withWarning(),
    });
    const args = [
      [],
      ['--rule', `${warning}=error`],
      ['--rule', 'combinations=error'],
      ['--rule', 'combinations=error', '--rule', `${warning}=info`],
      ['--rule', `${warning}=error`, '--rule', `${warning}=default`],
      ['--rule', 'all=error', '--rule', 'combinations=off'],
    ];
    const outcomes = await eniLensMany(
      args.map((each) => ['lint', ...each]),
      cwd,
    );
    expect(outcomes.map(({ code, stdout }) => [code, / (error|warning|info) {2}/.exec(stdout)?.[1]])).toEqual([
      [0, undefined],
      [1, 'error'],
      [1, 'error'],
      [0, 'info'],
      [0, 'warning'],
      [0, undefined],
    ]);
  });

  it('says which of them are wrong, and what may be meant', async () => {
    const wrong = [`${warning}s=off`, 'combination=off', warning, 'values=bad', 'values=warn', '=off'];
    const args = wrong.flatMap((each) => ['--rule', each]);
    const { code, stdout, stderr } = await eniLens(['lint', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    const said = [
      `did you mean ${warning}?`,
      'did you mean combinations?',
      'id=off',
      'bad',
      'did you mean warning?',
      'needs the id of a rule',
    ];
    expect(lines).toEqual(said.map((part) => expect.stringContaining(part)));
  });
});

describe.concurrent('--max-warnings and --quiet', () => {
  it('make more warnings than allowed the exit code 1, whether they are shown or not', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning('a'), 'b.yaml': withWarning('b') });
    const args = [['2'], ['1'], ['0', '--quiet'], ['0', '--rule', 'combinations=info'], ['-1']];
    const outcomes = await eniLensMany(
      args.map((each) => ['lint', '.', '--max-warnings', ...each]),
      cwd,
    );
    expect(outcomes.map(({ code }) => code)).toEqual([0, 1, 1, 0, 2]);
    const said = (allowed: number) => `eni-lens: 2 warnings are more than the ${allowed} that --max-warnings allows\n`;
    expect(outcomes.slice(0, 4).map(({ stderr }) => stderr)).toEqual(['', said(1), said(0), '']);
    expect(outcomes[2]?.stdout).not.toContain(warning);
    const one = await eniLens(['lint', 'a.yaml', '--max-warnings', '0'], { cwd });
    expect(one).toMatchObject({ code: 1, stderr: 'eni-lens: 1 warning, and --max-warnings allows none\n' });
  });

  it('show errors only, and contradict another --min-severity', async () => {
    const cwd = folderWith({ 'a.yaml': withError(), 'b.yaml': withWarning('b') });
    const [quiet, both] = await eniLensMany(
      [
        ['lint', '--quiet'],
        ['lint', '--quiet', '--min-severity', 'info'],
      ],
      cwd,
    );
    expect([quiet?.code, quiet?.stdout.includes('a.yaml'), quiet?.stdout.includes('b.yaml')]).toEqual([1, true, false]);
    expect(both).toMatchObject({ code: 2, stdout: '' });
    expect(both?.stderr).toContain("'--quiet' cannot be used with option '--min-severity");
  });
});

/** `lint --print-config -f json`, as far as the tests look at it. */
interface PrintedConfig {
  readonly configFile: string | null;
  readonly ignored: boolean;
  readonly values: readonly { readonly name: string; readonly value: unknown; readonly origin: unknown }[];
  readonly rules: readonly { readonly rule: string; readonly severity: string; readonly origin: unknown }[];
  readonly exceptions: readonly unknown[];
}

describe.concurrent('--print-config', () => {
  const files = {
    'eni-lens.yaml': `rules: { ${warning}: info }
ignore: [vendor/]
categories:
  values: error
overrides:
  - { files: [dev/], rules: { ${warning}: off } }
  - { resources: [NodeGroup/web-*], files: [dev/], categories: { nodegroups: hint } }
clusters:
  - { name: shop, files: [shop/], expectedPodsPerNode: 20 }
`,
    'in/.keep': '',
  };

  it('gives the values of JSON with comments', async () => {
    const cwd = folderWith({ 'eni-lens.json': '{\n  // why "this"\n  "cniVersion": /* not "v1" */ "v1.20.4"\n}\n' });
    const { values } = json<PrintedConfig>('config', await eniLens(['lint', '--print-config', '-f', 'json'], { cwd }));
    const origin = { kind: 'configFile', file: 'eni-lens.json', line: 3, column: 32, key: 'cniVersion' };
    expect(values.at(-1)).toEqual({ name: 'cniVersion', value: 'v1.20.4', origin });
  });

  it('gives every rule with the place that decides, for a file or without one', async () => {
    const cwd = join(folderWith(files), 'in');
    const print = async (...args: readonly string[]) =>
      json<PrintedConfig>('config', await eniLens(['lint', '--print-config', ...args, '-f', 'json'], { cwd }));
    const [general, dev, vendor] = await Promise.all([
      print(),
      print('../dev/a.yaml', '--rule', 'subnets=off', '--fail-on', 'never'),
      print('../vendor/x.yaml', '--no-config'),
    ]);
    const of = ({ rules }: PrintedConfig, id: string) => {
      const found = rules.find(({ rule }) => rule === id);
      return [found?.severity, found?.origin];
    };
    const place = (line: number, column: number, key: string) => ({
      kind: 'configFile',
      file: '../eni-lens.yaml',
      line,
      column,
      key,
    });
    expect(of(general, warning)).toEqual(['info', place(1, 10, `rules.${warning}`)]);
    expect(of(dev, warning)).toEqual(['off', place(6, 31, `overrides[0].rules.${warning}`)]);
    expect(of(general, 'unquoted-value')).toEqual(['error', place(4, 3, 'categories.values')]);
    expect(of(general, 'subnet-too-small')).toEqual(['warning', { kind: 'default' }]);
    expect(of(dev, 'subnet-too-small')).toEqual(['off', { kind: 'commandLine' }]);
    expect(dev.exceptions).toEqual([
      {
        resources: ['NodeGroup/web-*'],
        id: 'nodegroups',
        severity: 'hint',
        origin: place(7, 66, 'overrides[1].categories.nodegroups'),
      },
    ]);
    const value = ({ values }: PrintedConfig, wanted: string) => values.find(({ name }) => name === wanted);
    expect(value(dev, '--fail-on')).toEqual({ name: '--fail-on', value: 'never', origin: { kind: 'commandLine' } });
    const expected = 'clusters[0].expectedPodsPerNode';
    expect(value(general, expected)).toEqual({ name: expected, value: '20', origin: place(9, 56, expected) });
    expect([general, dev, vendor].map(({ configFile, ignored }) => [configFile, ignored])).toEqual([
      ['../eni-lens.yaml', false],
      ['../eni-lens.yaml', false],
      [null, false],
    ]);
  });

  it('is a table for people, which says that a file is left out', async () => {
    const cwd = folderWith(files);
    const [table, other] = await eniLensMany(
      [
        ['lint', '--print-config', 'vendor/x.yaml'],
        ['lint', '--print-config', '-f', 'sarif'],
      ],
      cwd,
    );
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table?.stdout).toContain('vendor/x.yaml is left out');
    expect(table?.stdout).toMatch(new RegExp(`^${warning} +info +eni-lens\\.yaml:1 +rules\\.${warning}$`, 'm'));
    expect(table?.stdout).toMatch(/^ignore\[0\] +vendor\/ +eni-lens\.yaml:2$/m);
    expect(other).toMatchObject({ code: 2, stdout: '' });
  });
});

describe.concurrent('eni-lens init', () => {
  const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - { name: web, instanceType: m99.large, subnets: [subnet-0123456789abcdef0] }
`;

  it('writes a file that changes nothing, with the names and gaps of what is there, and says what to do next', async () => {
    const cwd = folderWith({ 'clusters/shop/a.yaml': cluster, 'other.yaml': withInfo('bank'), 'eni-lens.json': '{}' });
    const inside = join(cwd, 'clusters');
    const { code, stdout, stderr } = await eniLens(['init'], { cwd: inside });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('lint --print-config');
    expect(stdout).toContain('../eni-lens.json no longer counts');
    const text = readFileSync(join(inside, 'eni-lens.yaml'), 'utf8');
    expect(text.replace(/^#.*\n|^\n/gm, '')).toBe('');
    expect(text).toMatch(/^# yaml-language-server: \$schema=https:\/\/.*\/schemas\/eni-lens-config\.schema\.json$/m);
    expect(text).toMatch(/^# {3}- name: shop$/m);
    expect(text).toMatch(/^# {5}files: \[\/shop\/\]$/m);
    expect(text).toContain('{ id: subnet-0123456789abcdef0, ');
    expect(text).toContain('{ name: web, nodes: 3, maxNodes: 6 }');
    expect(text).toContain('m99.large: {');
    // Uncommented as a whole it is a config file without a fault.
    writeFileSync(join(inside, 'eni-lens.yaml'), text.replace(/^# (?=[ a-z])/gm, '').replace(/^yaml-lang.*$/m, ''));
    const whole = await eniLens(['lint', '--print-config'], { cwd: inside });
    expect({ code: whole.code, stderr: whole.stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('never writes over one, whatever its name, nor where it may not', async () => {
    for (const name of ['eni-lens.yaml', 'eni-lens.yml', 'eni-lens.json']) {
      const cwd = folderWith({ [name]: clean() });
      expect(await eniLens(['init'], { cwd })).toEqual({
        code: 2,
        stdout: '',
        stderr: `${name} is there already: edit it, or remove it before eni-lens init\n`,
      });
      expect(readFileSync(join(cwd, name), 'utf8')).toBe(clean());
    }
    const closed = folderWith({ 'a.yaml': '' });
    chmodSync(closed, 0o555);
    const { code, stderr } = await eniLens(['init'], { cwd: closed });
    // Whoever may write everywhere has written.
    expect(process.getuid?.() === 0 ? [0, ''] : [2, 'Cannot write eni-lens.yaml: permission denied\n']).toEqual([
      code,
      stderr,
    ]);
  });
});
