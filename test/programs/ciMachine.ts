import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { cli, folderWith, type Outcome, run } from '../cli/program.js';

/* A machine as CI systems have it, without a network: programs that would fetch ENI Lens start the one that was built. */

const node = process.execPath;
const image = `ghcr.io/eni-lens/eni-lens:${packageJson.version}`;

const programs: Readonly<Record<string, string>> = {
  'eni-lens': `exec "${node}" "${cli}" "$@"`,
  npx: `[ "$1 $2" = "--yes eni-lens@${packageJson.version}" ] || { echo "npx $*" >&2; exit 64; }
shift 2
exec "${node}" "${cli}" "$@"`,
  // The image has the working directory as /work, and starts eni-lens.
  docker: `[ "\${*:1:8}" = "run --rm --init --network none --volume $PWD:/work:ro ${image}" ] || { echo "docker $*" >&2; exit 64; }
shift 8
exec "${node}" "${cli}" "$@"`,
  // Reads what it is told to read, and fails where it is told to.
  reviewdog: `exec "${node}" -e '
const { diagnostics } = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const { location, message } of diagnostics) console.log(location.path + ": " + message);
const level = process.argv.find((each) => each.startsWith("-fail-level="))?.slice(12);
const failing = { error: ["ERROR"], warning: ["ERROR", "WARNING"] }[level] ?? [];
process.exitCode = diagnostics.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
' -- "$@"`,
};

/** A folder for PATH with `eni-lens`, `npx`, `docker` and `reviewdog`. */
function folderOfPrograms(): string {
  const folder = folderWith(
    Object.fromEntries(Object.entries(programs).map(([name, script]) => [name, `#!/usr/bin/env bash\n${script}\n`])),
  );
  for (const name of Object.keys(programs)) chmodSync(join(folder, name), 0o755);
  return folder;
}

/** Runs a script with a shell as CI systems start it. */
export function runScript(
  script: string,
  { cwd, shell = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'], env = {} }: ScriptOptions,
): Promise<Outcome> {
  const [program = '', ...options] = shell;
  const folder = folderOfPrograms();
  // Not in the working directory: several scripts may run there at once.
  const file = join(folder, '.script');
  writeFileSync(file, script);
  return run(program, [...options, file], { cwd, env: { HOME: cwd, ...env, PATH: `${folder}:${process.env.PATH}` } });
}

interface ScriptOptions {
  readonly cwd: string;
  readonly shell?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Makes a folder a git repository, all files of it committed, on a branch `main` that `origin/main` is as well. */
export async function asRepository(cwd: string): Promise<string> {
  const commands = [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'a'],
    ['update-ref', 'refs/remotes/origin/main', 'HEAD'],
  ];
  for (const args of commands) expect(await run('git', args, { cwd, env: { HOME: cwd } })).toMatchObject({ code: 0 });
  return cwd;
}
