import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifests } from '../bench/manifests.js';
import { clean, withError } from '../cli/manifests.js';
import { cli, folderWith, run } from '../cli/program.js';

/** What appeared on a terminal, and the exit code. */
interface Shown {
  readonly code: number | null;
  readonly text: string;
}

interface TerminalOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl-C is pressed as soon as this has appeared. */
  readonly interruptAt?: string;
}

/** Runs `eni-lens lint` with all its streams on a terminal, which the program `script` of every Linux makes. */
async function inTerminal(args: string, { cwd, env = {}, interruptAt }: TerminalOptions): Promise<Shown> {
  const command = `'${process.execPath}' '${cli}' lint ${args}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let text = '';
  let pressed = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (pressed || interruptAt === undefined || !text.includes(interruptAt)) return;
    pressed = true;
    child.stdin.write('\u0003');
  });
  const [code] = await once(child, 'close');
  child.stdin.destroy();
  return { code, text };
}

/** A folder that takes longer than a person likes to wait without a word; some of it can be fixed. */
function largeFolder(): string {
  const texts = manifests(4000).map(({ text }) => text);
  const generated = Array.from(
    { length: 400 },
    (_, index) => [`generated/${index}/a.yaml`, texts.slice(10 * index, 10 * index + 10).join('---\n')] as const,
  );
  const broken = Array.from({ length: 100 }, (_, index) => [`broken/${index}/a.yaml`, withError(`c${index}`)] as const);
  return folderWith(Object.fromEntries([...generated, ...broken]));
}

const contents = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path}\n${readFileSync(path, 'utf8')}`);

/** What moves the cursor, in a form that can be read. */
const readable = (text: string): string => text.replaceAll('\u001b[K', '<clear>').replaceAll('\r', '<start>');

describe('a long run at a terminal', () => {
  const cwd = largeFolder();
  const before = contents(cwd);
  const quietly = '--quiet --fail-on never';

  it('says how far it is, in one line that is gone at the end', async () => {
    const { code, text } = await inTerminal(quietly, { cwd });
    expect(code).toBe(0);
    const shown = readable(text);
    const end = shown.lastIndexOf('<start><clear>');
    const line = /<start>(\d+) of (\d+) (files read|clusters checked)<clear>/g;
    expect(shown.slice(0, end).replace(line, '')).toBe('');
    expect(shown.slice(end)).toMatch(/^<start><clear>(?!.*<clear>).*\b500 files checked\.<start>\n$/s);
    const steps = [...shown.matchAll(line)].map(([, done, total, part]) => ({ done: Number(done), total, part }));
    const [files, clusters] = ['files read', 'clusters checked'].map((part) =>
      steps.filter((step) => step.part === part),
    );
    expect(new Set(files?.map(({ total }) => total))).toEqual(new Set(['500']));
    for (const part of [files, clusters]) {
      const done = part?.map((step) => step.done) ?? [];
      expect(done).not.toEqual([]);
      expect(done).toEqual([...done].sort((a, b) => a - b));
    }
  });

  it('says nothing of it in CI, on a dumb terminal, or where standard error is none', async () => {
    const shown = await Promise.all([
      inTerminal(quietly, { cwd, env: { CI: 'true' } }),
      inTerminal(quietly, { cwd, env: { TERM: 'dumb' } }),
      inTerminal(`${quietly} 2>&1 | cat`, { cwd }),
    ]);
    expect(shown.map(({ text }) => readable(text).includes('<clear>'))).toEqual([false, false, false]);
  });

  it.each(['files read', 'clusters checked'])(
    'ends with 130 and a clean line on Ctrl-C at "%s"',
    async (interruptAt) => {
      const { code, text } = await inTerminal('--fix', { cwd, interruptAt });
      expect(code).toBe(130);
      // The terminal itself shows the key.
      const shown = readable(text).replace('^C', '');
      expect(shown).toMatch(/^(<start>\d+ of \d+ (files read|clusters checked)<clear>)+<start><clear>$/);
      expect(contents(cwd)).toEqual(before);
    },
  );

  it('is shown no line when it is short', async () => {
    const small = folderWith({ 'a.yaml': clean() });
    expect((await inTerminal('', { cwd: small })).text).toBe('No problems. 1 file checked.\r\n');
  });
});

/* Without a line to clear a signal ends the program at once, as it does any other: a shell says 130. */
describe.concurrent('a signal ends lint, with nothing written,', () => {
  it('while it reads files', async () => {
    const cwd = folderWith({ 'a.yaml': withError('a') });
    await run('mkfifo', [join(cwd, 'b.yaml')], {});
    const child = spawn(process.execPath, [cli, 'lint', '--fix', 'a.yaml', 'b.yaml'], { cwd });
    const ended = once(child, 'close');
    // Opened as soon as the program reads there.
    const pipe = await open(join(cwd, 'b.yaml'), 'w');
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    await pipe.close();
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(withError('a'));
  });

  it('while git looks for changes', async () => {
    const cwd = folderWith({ 'a.yaml': withError('a'), 'bin/git': '#!/bin/sh\n: > started\nexec sleep 600\n' });
    chmodSync(join(cwd, 'bin/git'), 0o755);
    const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` };
    const child = spawn(process.execPath, [cli, 'lint', '--fix', '--changed'], { cwd, env, detached: true });
    const ended = once(child, 'close');
    await appears(join(cwd, 'started'));
    // As a terminal does: to both programs.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(cwd)).toEqual(['a.yaml', 'bin', 'started']);
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(withError('a'));
  });
});

/** Resolves when there is a file. */
function appears(path: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(join(path, '..'), () => look());
    const look = (): void => {
      if (!existsSync(path)) return;
      watcher.close();
      resolve();
    };
    look();
  });
}
