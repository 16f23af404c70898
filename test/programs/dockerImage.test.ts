import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { withError } from '../cli/manifests.js';
import { folderWith, run } from '../cli/program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(root, 'integrations/docker/Dockerfile'), 'utf8');
const left = readFileSync(join(root, 'integrations/docker/Dockerfile.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of each stage, FROM first. */
const stages: readonly (readonly Instruction[])[] = dockerfile
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) =>
    stage.split('\n').flatMap((line) => {
      const [, name, text] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      return name === undefined || text === undefined ? [] : [{ name, text }];
    }),
  );
const [build = [], image = []] = stages;

function textsOf(stage: readonly Instruction[], name: string): readonly string[] {
  return stage.filter((each) => each.name === name).map(({ text }) => text);
}

describe('the Docker image', () => {
  it('runs eni-lens as a user who is not root, and needs nothing of its build but the package', () => {
    expect(stages).toHaveLength(2);
    expect(textsOf(image, 'USER').at(-1)).toBe('node');
    expect(image.at(-2)).toEqual({ name: 'ENTRYPOINT', text: '["eni-lens"]' });
    expect(textsOf(image, 'COPY')).toEqual(['--from=build /tmp/eni-lens /opt/eni-lens']);
    expect(textsOf(image, 'RUN').at(-1)).toBe(
      `ln -s /opt/eni-lens/${packageJson.bin['eni-lens']} /usr/local/bin/eni-lens`,
    );
    for (const from of [...textsOf(build, 'FROM'), ...textsOf(image, 'FROM')]) expect(from).toMatch(/^node:\d+-\w+/);
  });

  it('copies files that there are, and leaves out what the build makes itself', () => {
    for (const copy of textsOf(build, 'COPY')) {
      const [, ...words] = copy.split(' ');
      for (const source of words.slice(0, -1)) expect(existsSync(join(root, source)), source).toBe(true);
    }
    expect(left).toEqual(expect.arrayContaining(['.git', 'dist', 'node_modules']));
  });

  it('comes out of the steps of its build, done by a user without rights', async () => {
    // What begins at / in the image begins in a folder here. There is no network: the packages are those of this checkout.
    const machine = folderWith({ 'tmp/.keep': '', 'home/.keep': '' });
    const here = (text: string): string => text.replaceAll(/(?<![\w./-])\/(build|tmp)\b/g, `${machine}/$1`);
    const cwd = join(machine, 'build');
    mkdirSync(cwd);
    symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'));
    const user = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
    if (process.getuid?.() === 0)
      await run('chown', ['65534:65534', cwd, ...['tmp', 'home'].map((each) => join(machine, each))], {});
    const [program = '', ...options] = user;
    for (const { name, text } of build.slice(build.findIndex(({ name }) => name === 'WORKDIR'))) {
      if (name === 'COPY' && text.endsWith(' . .')) {
        const copied = (path: string): boolean => !left.some((each) => path === join(root, each));
        cpSync(root, cwd, { recursive: true, filter: copied });
        if (process.getuid?.() === 0) await run('chown', ['--recursive', '--no-dereference', '65534:65534', cwd], {});
      }
      if (name !== 'RUN' || text.startsWith('npm ci')) continue;
      const step = await run(program, [...options, 'bash', '-ec', here(text)], {
        cwd,
        env: { HOME: join(machine, 'home'), npm_config_update_notifier: 'false' },
      });
      expect(step.code, `${text}\n${step.stdout}${step.stderr}`).toBe(0);
    }
    const outcome = await run(
      program,
      [...options, join(machine, 'tmp/eni-lens', packageJson.bin['eni-lens']), 'lint'],
      {
        cwd: folderWith({ 'a.yaml': withError('a') }),
      },
    );
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(/^a\.yaml:\d+:\d+ {2}error {2}/m);
  });
});
