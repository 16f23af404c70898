import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  watch,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { shownPatch } from '../../server/cli/patch.js';
import { clean, clusterWith, delicate, irrelevant, withError, withWarning } from './manifests.js';
import { cli, eniLens, eniLensMany, folderWith, json, type LintJson, type Outcome, run } from './program.js';

interface FixJson extends LintJson {
  readonly unwritable: readonly { readonly path: string; readonly reason: string }[];
  readonly fixed: readonly {
    readonly file: string;
    readonly fixes: readonly { readonly rule: string; readonly title: string }[];
    readonly output?: string;
  }[];
}

/** `withError` after its fix. */
function repaired(cluster = 'shop'): string {
  return clean(cluster);
}

function fix(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return eniLens(['lint', '--no-config', '--fix', ...args], { cwd });
}

function text(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}

describe.concurrent('lint --fix and lint --diff', () => {
  it('keep every other byte, and the mode', async () => {
    const cwd = folderWith(delicate);
    for (const name of Object.keys(delicate)) chmodSync(join(cwd, name), 0o640);
    await fix(cwd);
    const wanted = Object.entries(delicate).map(([name, content]) => [
      name,
      content
        .replace('WARM_ENI_TARGET: 1', 'WARM_ENI_TARGET: "1"')
        .replace('WARM_IP_TARGET": 2', 'WARM_IP_TARGET": "2"'),
    ]);
    expect(wanted.map(([name = '']) => [name, text(cwd, name)])).toEqual(wanted);
    expect(wanted.map(([name = '']) => statSync(join(cwd, name)).mode & 0o777)).toEqual(wanted.map(() => 0o640));
  });

  it('name files from the top of a repository, so that git applies the patch below it', async () => {
    const cwd = folderWith({ 'in/a.yaml': withError('a'), 'b.yaml': withError('b') });
    await run('git', ['init', '--quiet'], { cwd });
    const inside = join(cwd, 'in');
    const diff = await eniLens(['lint', '..', '--no-config', '--diff'], { cwd: inside });
    expect(await run('git', ['apply'], { cwd, input: diff.stdout })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect([text(cwd, 'in/a.yaml'), text(cwd, 'b.yaml')]).toEqual([repaired('a'), repaired('b')]);
    writeFileSync(join(inside, 'a.yaml'), withError('c'));
    const again = await eniLens(['lint', '--no-config', '--diff'], { cwd: inside });
    await run('git', ['apply'], { cwd: inside, input: again.stdout });
    expect(text(inside, 'a.yaml')).toBe(repaired('c'));
  });

  it('apply safe fixes only, unless a level says more, and print what remains', async () => {
    const both = clusterWith('shop', 'WARM_IP_TARGET: 2');
    const cwd = folderWith({ 'a.yaml': both, 'b.yaml': both.replace('shop', 'other') });
    expect((await eniLens(['lint'], { cwd })).stdout).toContain(
      '2 fixable with --fix. 2 fixable with --fix --fix-level suggested.',
    );
    const safe = await fix(cwd, 'a.yaml');
    expect(safe).toMatchObject({ code: 0, stderr: '' });
    expect(safe.stdout).toMatch(/^a\.yaml:8:25 {2}warning {2}warm-ip-target-without-minimum\n/);
    expect(safe.stdout).toMatch(/\nFixed 1 finding in 1 file\. 1 finding: 1 warning\. /);
    expect(text(cwd, 'a.yaml')).toBe(both.replace('2\n', '"2"\n'));
    expect((await fix(cwd, '--fix-level', 'suggested')).stdout).toBe(
      'Fixed 3 findings in 2 files. No problems. 2 files checked.\n',
    );
  });

  it('leave alone what is not shown', async () => {
    const cwd = folderWith({ 'a.yaml': withWarning() });
    expect((await fix(cwd, '--fix-level', 'suggested', '--min-severity', 'error')).stdout).toMatch(/^Nothing to fix\./);
    expect(text(cwd, 'a.yaml')).toBe(withWarning());
  });

  it('are refused together, and the level alone', async () => {
    const cwd = folderWith({ 'a.yaml': withError() });
    const wrong = [
      ['--fix', '--diff'],
      ['--fix', '--fix-dry-run'],
      ['--fix-dry-run', '--diff'],
      ['--fix-level', 'safe'],
    ];
    const outcomes = await eniLensMany(
      wrong.map((args) => ['lint', ...args]),
      cwd,
    );
    expect(outcomes.map(({ code, stdout }) => ({ code, stdout }))).toEqual(wrong.map(() => ({ code: 2, stdout: '' })));
    expect(outcomes.map(({ stderr }) => stderr).join('')).toMatch(/add --fix, --fix-dry-run or --diff\n$/);
    expect(text(cwd, 'a.yaml')).toBe(withError());
  });
});

describe.concurrent('lint --fix-dry-run', () => {
  it('tells programs what --fix would write, and writes nothing', async () => {
    const cwd = folderWith({ 'a.yaml': withError(), 'b.yaml': withWarning('b') });
    const outcome = await eniLens(['lint', '--fix-dry-run', '-f', 'json'], { cwd });
    const result = json<FixJson>('lint', outcome);
    expect(outcome.code).toBe(0);
    expect(result.fixed).toEqual([
      { file: 'a.yaml', fixes: [{ rule: 'unquoted-value', title: 'Write "1"' }], output: repaired() },
    ]);
    expect(result.summary).toMatchObject({ fixed: 1, warnings: 1, errors: 0 });
    expect(result.findings.map(({ file }) => file)).toEqual(['b.yaml']);
    expect(text(cwd, 'a.yaml')).toBe(withError());
    const written = json<FixJson>('lint', await fix(cwd, '-f', 'json'));
    const [{ output: _, ...same } = { file: '', fixes: [] }] = result.fixed;
    expect(written).toEqual({ ...result, fixed: [same] });
  });
});

describe.concurrent('lint --fix of standard input', () => {
  it('prints the fixed text, and the findings on standard error', async () => {
    const cwd = folderWith({ 'a.yaml': withError(), 'b.yaml': withError('b') });
    const input = `\ufeff${withError().replaceAll('\n', '\r\n')}`;
    const args = ['lint', '-', '.', '--fix', '--stdin-filename', 'a.yaml'];
    const outcome = await eniLens(args, { cwd, input });
    expect(outcome.stdout).toBe(`\ufeff${repaired().replaceAll('\n', '\r\n')}`);
    // The others are there to make the cluster whole.
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/b\.yaml:8:26 {2}error/);
    expect([text(cwd, 'a.yaml'), text(cwd, 'b.yaml')]).toEqual([withError(), withError('b')]);
    const diff = await eniLens(['lint', '-', '--diff', '--stdin-filename', 'x y.yaml'], { cwd, input: withError() });
    expect(diff.stdout).toMatch(/^diff --git a\/x y\.yaml b\/x y\.yaml\n--- a\/x y\.yaml\t\n/);
  });

  it('gives back what it does not fix, byte for byte', async () => {
    // UTF-16, which is not read, and UTF-8 with nothing of ours in it.
    for (const input of [Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a, 0]), Buffer.from(irrelevant)]) {
      const { code, stdout } = await run(
        'bash',
        ['-c', `"$0" "$1" lint - --fix 2>/dev/null | od -An -v -tx1 | tr -d ' \\n'`, process.execPath, cli],
        { input },
      );
      expect({ code, stdout }).toEqual({ code: 0, stdout: input.toString('hex') });
    }
  });
});

describe.concurrent('lint --fix writes', () => {
  it('UTF-16 as UTF-16', async () => {
    const cwd = folderWith({ 'a.yaml': Buffer.from(`\ufeff${withError()}`, 'utf16le') });
    await fix(cwd, '.');
    expect(readFileSync(join(cwd, 'a.yaml')).toString('utf16le')).toBe(`\ufeff${repaired()}`);
  });

  it('through a symbolic link that stays within what is linted, and through no other', async () => {
    const outside = folderWith({ 'far.yaml': withError('far'), 'deep/far.yaml': withError('deep') });
    const cwd = folderWith({ 'real/a.yaml': withError('a'), 'b.yaml': withError('b') });
    symlinkSync('real/a.yaml', join(cwd, 'near.yaml'));
    symlinkSync(join(outside, 'far.yaml'), join(cwd, 'far.yaml'));
    symlinkSync(join(outside, 'deep'), join(cwd, 'deep'));
    const outcome = await fix(cwd, 'near.yaml', 'far.yaml', 'deep', 'b.yaml', '--fail-on', 'never');
    expect(outcome.code).toBe(4);
    expect(outcome.stderr.match(/^eni-lens: cannot fix .*/gm)).toEqual([
      `eni-lens: cannot fix deep/far.yaml: it is a symbolic link to ${join(outside, 'deep/far.yaml')}, outside of the folders that are linted: name that file instead`,
      `eni-lens: cannot fix far.yaml: it is a symbolic link to ${join(outside, 'far.yaml')}, outside of the folders that are linted: name that file instead`,
    ]);
    expect(text(cwd, 'real/a.yaml')).toBe(repaired('a'));
    expect(text(cwd, 'b.yaml')).toBe(repaired('b'));
    expect(lstatSync(join(cwd, 'near.yaml')).isSymbolicLink()).toBe(true);
    expect([text(outside, 'far.yaml'), text(outside, 'deep/far.yaml')]).toEqual([withError('far'), withError('deep')]);
    // As the message says: the file itself may be named, wherever it is.
    expect(await fix(cwd, join(outside, 'far.yaml'))).toMatchObject({ code: 0, stderr: '' });
    expect(text(outside, 'far.yaml')).toBe(repaired('far'));
  });

  it('below a working directory that is itself a link, and a file once that has two names', async () => {
    const folder = folderWith({ 'real/a.yaml': withError() });
    symlinkSync('real', join(folder, 'link'));
    symlinkSync('a.yaml', join(folder, 'real/b.yaml'));
    const outcome = await fix(join(folder, 'link'), 'a.yaml', 'b.yaml');
    expect(outcome.stderr).toBe('eni-lens: cannot fix b.yaml: it is a.yaml under another name\n');
    expect(text(folder, 'real/a.yaml')).toBe(repaired());
  });

  it('no file that is read-only, and tells programs too', async () => {
    const cwd = folderWith({ 'a.yaml': withError('a'), 'b.yaml': withError('b') });
    chmodSync(join(cwd, 'a.yaml'), 0o444);
    const outcome = await fix(cwd, '-f', 'json');
    expect(outcome.code).toBe(1);
    const reason = 'it is read-only: make it writable first';
    expect(json<FixJson>('lint', outcome)).toMatchObject({
      unwritable: [{ path: 'a.yaml', reason }],
      fixed: [{ file: 'b.yaml' }],
      findings: [{ file: 'a.yaml' }],
    });
    expect(outcome.stderr).toBe(`eni-lens: cannot fix a.yaml: ${reason}\n`);
    expect((await fix(cwd, '--fail-on', 'never')).code).toBe(4);
    expect(text(cwd, 'a.yaml')).toBe(withError('a'));
  });

  it('nothing when it is interrupted before everything can be put in place', async () => {
    const cwd = folderWith({ 'a.yaml': withError('a') });
    const pipe = join(cwd, 'b.yaml');
    await run('mkfifo', [pipe], {});
    // The program reads the pipe twice: to lint it, and to see that it is what it was. The signal comes before or while it waits there.
    const child = spawn(process.execPath, [cli, 'lint', '--fix', '--no-config', 'a.yaml', 'b.yaml'], { cwd });
    const ended = once(child, 'exit');
    await feed(pipe, withError('b'), child);
    await temporaryIn(cwd);
    child.kill('SIGINT');
    await feed(pipe, withError('b'), child);
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(cwd)).toEqual(['a.yaml', 'b.yaml']);
    expect(text(cwd, 'a.yaml')).toBe(withError('a'));
  });
});

/** Writes into a pipe as soon as somebody reads it; nothing once the reader has ended. */
async function feed(pipe: string, content: string, reader: ChildProcess): Promise<void> {
  while (reader.exitCode === null) {
    try {
      const file = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(file, content);
      closeSync(file);
      return;
    } catch (error) {
      // Nobody has opened it yet.
      expect(error).toMatchObject({ code: 'ENXIO' });
      await setImmediate();
    }
  }
}

/** Resolves when a new text waits on the disk for its place. */
function temporaryIn(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!readdirSync(folder).some((name) => name.startsWith('.eni-lens-'))) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, look);
    look();
  });
}

it('shows a person the patch without what could steer the terminal', () => {
  const shown = shownPatch('--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\u001b[2J\r\n+b\rc\n', true);
  expect(shown).toBe(
    '\u001b[1m--- a/x\u001b[0m\n\u001b[1m+++ b/x\u001b[0m\n\u001b[36m@@ -1 +1 @@\u001b[0m\n\u001b[31m-a\\u{1b}[2J\u001b[0m\n\u001b[32m+b\\u{d}c\u001b[0m\n',
  );
});
