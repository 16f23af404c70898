import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium; on Debian and as root it is installed when there is none. `CHROMIUM` names another one. */
export function findOrInstallChromium(): string {
  const found = process.env.CHROMIUM ?? find();
  if (found !== undefined) return found;
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (!mayInstall) {
    throw new Error('There is no Chromium: install the package `chromium`, or set CHROMIUM to the path of one');
  }
  console.log('Installing chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  // A browser without fonts draws boxes.
  const packages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const installed = find();
  if (installed === undefined) throw new Error('The package chromium was installed, but there is no such program');
  return installed;
}

function find(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}
