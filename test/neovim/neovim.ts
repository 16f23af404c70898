import { execFileSync, spawnSync } from 'node:child_process';

/** The program of Neovim; on Debian and as root it is installed when there is none. `NVIM` names another one. */
export function findOrInstallNeovim(): string {
  const program = process.env.NVIM ?? 'nvim';
  if (runs(program)) return program;
  const mayInstall = process.env.NVIM === undefined && process.getuid?.() === 0 && runs('apt-get');
  if (!mayInstall) {
    throw new Error(
      `${program} does not run: install the package \`neovim\`, or set NVIM to the path of Neovim 0.7 or newer`,
    );
  }
  console.log('Installing neovim');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', 'neovim']]) {
    execFileSync('apt-get', command, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return program;
}

/** The first line of what Neovim says about itself. */
export function versionOf(program: string): string {
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '';
}

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
