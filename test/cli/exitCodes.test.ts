import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodeOf, UsageError } from '../../server/cli/exitCodes.js';
import { exitCodeFor } from '../../server/cli/runLint.js';
import { type Catalogue, message, sayWith } from '../../server/messages/message.js';
import { clean, withError, withInfo, withWarning } from './manifests.js';
import { eniLens, eniLensMany, eniLensProgram, folderWith, json, type LintJson, shell, validJson } from './program.js';

/** A catalogue with a text that is not to be had. */
function faultyCatalogue(template: string): Catalogue {
  const get = (): never => {
    throw new RangeError('too deep');
  };
  return Object.defineProperty({}, template, { enumerable: true, get });
}

describe.concurrent('the exit code of lint', () => {
  const cwd = folderWith({
    'clean.yaml': clean('a'),
    'info.yaml': withInfo('b'),
    'warning.yaml': withWarning('c'),
    'error.yaml': withError('d'),
  });

  it.each([
    ['clean.yaml', [0, 0, 0, 0]],
    ['info.yaml', [0, 0, 1, 0]],
    ['warning.yaml', [0, 1, 1, 0]],
    ['error.yaml', [1, 1, 1, 0]],
  ] as const)('of %s follows --fail-on error, warning, info and never', async (file, codes) => {
    const levels = ['error', 'warning', 'info', 'never'];
    const outcomes = await eniLensMany(
      levels.map((level) => ['lint', file, '--fail-on', level]),
      cwd,
    );
    expect(outcomes.map(({ code }) => code)).toEqual(codes);
  });

  it('is 1 for errors without --fail-on, and counts what --min-severity hides', async () => {
    expect(await eniLens(['lint', 'error.yaml'], { cwd })).toMatchObject({ code: 1 });
    expect(
      await eniLens(['lint', 'warning.yaml', '--min-severity', 'error', '--fail-on', 'warning'], { cwd }),
    ).toMatchObject({
      code: 1,
      stdout: 'No findings to show. 1 less severe finding not shown (--min-severity). 1 file checked.\n',
    });
  });

  it('is 4 where something cannot be read, unless there are findings', async () => {
    const codes = await Promise.all(
      ['clean.yaml', 'error.yaml'].map((file) => eniLens(['lint', file, 'missing.yaml'], { cwd })),
    );
    expect(codes.map(({ code }) => code)).toEqual([4, 1]);
    expect(await eniLens(['lint', 'error.yaml', 'missing.yaml', '--fail-on', 'never'], { cwd })).toMatchObject({
      code: 4,
    });
  });

  it.runIf(process.platform === 'linux')(
    'is 4 where the output finds no space, unless there are findings',
    async () => {
      const outcomes = await Promise.all([
        shell('eni-lens lint clean.yaml >/dev/full', { cwd }),
        shell('eni-lens lint error.yaml >/dev/full', { cwd }),
        shell('eni-lens rules >/dev/full', { cwd }),
      ]);
      expect(outcomes.map(({ code }) => code)).toEqual([4, 1, 4]);
      const stderr = 'eni-lens: cannot write to standard output: there is no space left on its file system\n';
      expect(outcomes.map((outcome) => outcome.stderr)).toEqual([stderr, stderr, stderr]);
    },
  );

  it('says nothing about what holds what where all of it is unreadable', async () => {
    const locked = folderWith({
      'a.yaml': withError('a'),
      'nobody.cjs': 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }',
    });
    chmodSync(join(locked, 'a.yaml'), 0);
    const nodeOptions = ['--require', join(locked, 'nobody.cjs')];
    expect(await eniLensProgram(['lint', 'a.yaml'], { cwd: locked, nodeOptions })).toEqual({
      code: 4,
      stdout: 'Nothing was checked.\n',
      stderr: 'eni-lens: cannot read a.yaml: permission denied\n',
    });
  });

  it('is that of the findings for each --min-severity', async () => {
    const levels = ['error', 'warning', 'info', 'hint'];
    const outcomes = await eniLensMany(
      levels.map((level) => ['lint', '-f', 'json', '--min-severity', level]),
      cwd,
    );
    const shown = outcomes.map((outcome) => json<LintJson>('lint', outcome));
    expect(shown.map(({ findings }) => findings.map(({ severity }) => severity))).toEqual([
      ['error'],
      ['error', 'warning'],
      ['error', 'info', 'warning'],
      ['error', 'info', 'warning'],
    ]);
    expect(shown.map(({ summary }) => summary.hidden)).toEqual([2, 1, 0, 0]);
  });

  it('is 3 where a rule fails, whatever else there is', () => {
    const failed = { rule: 'internal-error', severity: 'error' } as const;
    expect(exitCodeFor([{ rule: 'syntax-error', severity: 'error' }, failed], 'never', true)).toBe(3);
  });

  describe('is 3 where a part of the run fails, which is told of, and the rest is done:', () => {
    const files = { 'a.yaml': withWarning('a'), 'b.yaml': withError('b') };
    const failingAt = (template: string) => (locale: string) =>
      locale === 'ja' ? faultyCatalogue(template) : undefined;

    it('the report of a finding', async () => {
      const { code, stdout } = await eniLens(['lint', '-f', 'compact', '--lang', 'ja'], {
        cwd: folderWith(files),
        catalogues: failingAt('{name} is {text} without quotes, {type}: the add-on refuses all but strings'),
      });
      expect(code).toBe(3);
      expect(stdout.split('\n').map((line) => line.replace(/:.* \[(.*)\]$/, ' ($1)'))).toEqual([
        'a.yaml (warm-ip-target-without-minimum)',
        'b.yaml (internal-error)',
        '',
      ]);
    });

    it('one of several formats', async () => {
      const cwd = folderWith(files);
      const args = ['lint', '-f', 'stylish', '-f', 'json=out.json', '--lang', 'ja'];
      const { code, stdout, stderr } = await eniLens(args, { cwd, catalogues: failingAt('{count} files checked.') });
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toMatch(/^eni-lens failed: RangeError: too deep\n/);
      const { findings } = validJson<LintJson>('lint-output.schema.json', readFileSync(join(cwd, 'out.json'), 'utf8'));
      expect(findings).toHaveLength(2);
    });
  });

  it('is 3 where the program itself fails', async () => {
    const broken = folderWith({ 'break.cjs': 'process.cwd = () => { throw new TypeError("no folder"); };' });
    const { code, stdout, stderr } = await eniLensProgram(['lint'], {
      nodeOptions: ['--require', `${broken}/break.cjs`],
    });
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^eni-lens failed: TypeError: no folder\n/);
    expect(stderr).toContain('This is a fault of eni-lens: please report it');
  });
});

describe('the exit code of what a command throws', () => {
  it.each([
    [new UsageError(message('wrong'), message('in two lines')), 2, 'wrong\nin two lines\n'],
    [new UsageError(message('{escape}', { escape: '\u001b[2J' })), 2, '\\u{1b}[2J\n'],
    [new CommanderError(1, 'commander.unknownOption', 'printed already'), 2, ''],
    [new CommanderError(0, 'commander.helpDisplayed', 'printed already'), 0, ''],
    ['no error at all', 3, expect.stringContaining('no error at all')],
  ])('%s', (error, code, said) => {
    let text = '';
    const write = (chunk: string | Uint8Array): void => {
      text += chunk;
    };
    expect(exitCodeOf(error, { say: sayWith(undefined), stderr: { write } })).toBe(code);
    expect(text).toEqual(said);
  });
});

describe.concurrent('a wrong command line ends with 2 and says what is meant', () => {
  it('for everything that can be wrong in it', async () => {
    const wrong: readonly (readonly [args: readonly string[], said: string])[] = [
      [['lnt'], 'There is no command lnt. Did you mean eni-lens lint?'],
      [['max-pod', 'm5.large'], 'There is no command max-pod. Did you mean eni-lens max-pods?'],
      [['-'], 'There is no command -. Did you mean eni-lens lint -?'],
      [['.'], 'There is no command .. Did you mean eni-lens lint .?'],
      [['something'], 'There is no command something. There are lint, plan, max-pods'],
      [['--verison'], "unknown option '--verison'\n(Did you mean --version?)"],
      [['lint', '--fial-on', 'error'], "unknown option '--fial-on'\n(Did you mean --fail-on?)"],
      [['lint', '--fail-on', 'eror'], 'it takes error, warning, info, never'],
      [['lint', '--format', 'xml'], "does not take 'xml'. It takes checkstyle, compact,"],
      [['lint', '--max-file-size', '5MB'], 'A whole number of at least 1 is needed.'],
      [['max-pods'], "missing required argument 'types'"],
      [['max-pods', 'm5.large', '--max-eni', '0'], 'A whole number of at least 1 is needed.'],
      [['warm-pool'], "missing required argument 'type'"],
      [['warm-pool', 'm5.large', 'm5.xlarge'], 'too many arguments'],
      [['lint', '--config'], "option '-c, --config <file>' argument missing"],
    ];
    const outcomes = await eniLensMany(wrong.map(([args]) => args));
    for (const [index, [args, said]] of wrong.entries()) {
      const { code, stdout, stderr } = outcomes[index] ?? { code: undefined, stdout: '', stderr: '' };
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toContain(said);
      expect(stderr).toContain('--help shows');
    }
  });

  it('in a process of its own too', async () => {
    expect(await eniLensProgram(['lnt'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no command lnt. Did you mean eni-lens lint? (eni-lens --help shows more)\n',
    });
  });

  it('or with everything there is, where nothing was asked', async () => {
    const { code, stderr } = await eniLens([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: eni-lens');
  });
});

describe.concurrent('help', () => {
  it.each([['lint'], ['plan'], ['max-pods'], ['warm-pool'], ['explain'], ['rules'], ['lsp']])(
    'of %s has examples and exit codes',
    async (command) => {
      const outcomes = await eniLensMany([
        [command, '--help'],
        ['help', command],
      ]);
      for (const { code, stdout, stderr } of outcomes) {
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        expect(stdout).toMatch(new RegExp(`^Usage: eni-lens ${command} `));
        expect(stdout).toMatch(new RegExp(`\nExamples?:\n {2}eni-lens ${command}`));
        expect(stdout).toContain('\nExit codes: 0 ');
      }
    },
  );

  it('names every command, and --version the version', async () => {
    const help = await eniLens(['--help']);
    expect(help.code).toBe(0);
    for (const text of [
      'lint [options]',
      'plan [options]',
      'max-pods [options]',
      'warm-pool [options]',
      'explain [options]',
      'rules [options]',
      'Exit codes: 0 ',
    ]) {
      expect(help.stdout).toContain(text);
    }
    expect(await eniLens(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});

describe.concurrent('a reader that closes early', () => {
  it('gets what it reads, and nothing is said', async () => {
    const many = Array.from({ length: 400 }, (_, index) => withWarning(`c${index}`)).join('---\n');
    const cwd = folderWith({ 'many.yaml': many });
    const { stdout, stderr } = await shell(
      'eni-lens lint --fail-on warning many.yaml | head -n 1; echo "${PIPESTATUS[0]}"',
      { cwd },
    );
    expect({ stdout, stderr }).toEqual({
      stdout: 'many.yaml:8:25  warning  warm-ip-target-without-minimum\n1\n',
      stderr: '',
    });
  });
});
