import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dress } from './packing.mjs';

/*
 * What npm runs before it packs a checkout, and when it installs the package from git, as pre-commit does: it builds. Of a package that
 * is installed globally from git, npm 11 installs no development packages before (it takes `--global` for itself), so that is done here.
 */

const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('npm runs this: npm run prepare');
const run = (...args) => execFileSync(process.execPath, [npm, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

if (!existsSync('node_modules/tsx')) run('ci', '--ignore-scripts', '--global=false', '--include=dev');
run('run', '--silent', 'build');
// `npm ci` prepares a checkout, which is to stay as it is.
if (['pack', 'publish'].includes(process.env.npm_command ?? '')) dress();
