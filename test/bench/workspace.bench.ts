import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, connect, type Profile, uriOf } from '../lsp/client.js';
import { manifests } from './manifests.js';
import { strange } from './strange.js';
import { ms } from './timing.js';

/*
 * A large workspace in which little is ours, as monorepos are: how long until the server has read it, what it holds then, and what it does
 * while nobody does anything. Once as any editor starts it, once as our extension does.
 */

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
/** What VS Code leaves out where nobody says otherwise. */
const configuration: Profile['configuration'] = (section) =>
  section === 'files.exclude'
    ? Object.fromEntries(['.git', '.svn', '.hg', '.DS_Store', 'Thumbs.db'].map((name) => [`**/${name}`, true]))
    : null;

const starts: readonly (Profile & { readonly name: string })[] = [
  { name: 'eni-lens lsp --stdio', command: [join(dist, 'cli.cjs'), 'lsp', '--stdio'] },
  {
    name: "the extension's server",
    command: [join(dist, 'server.cjs'), '--stdio'],
    initializationOptions: { yamlExtensionActive: false },
    configuration,
  },
];

const fileCount = 80_000;
const oneOf = 100;
const aims = { seconds: 10, mebibytes: 250, idleMilliseconds: 0 };
const idleSeconds = 5;

/** Measures and prints. */
export async function measureWorkspace(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'eni-lens-workspace-'));
  try {
    const ours = write(folder);
    console.log(`workspace of ${fileCount} files, ${ours} of them ours, on ${availableParallelism()} processors:`);
    for (const { name, ...profile } of starts) await measure(name, profile, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(name: string, profile: Profile, folder: string): Promise<void> {
  const started = performance.now();
  const client = await connect({ ...profile, folders: [folder] });
  try {
    // It is answered when the workspace was read.
    await client.connection.sendRequest('eniLens/newConfig', { folder: uriOf(folder) });
    const ready = performance.now() - started;
    const busy = processorMilliseconds(client);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const before = processorMilliseconds(client);
    await new Promise((resolve) => setTimeout(resolve, 1000 * idleSeconds));
    const idle = processorMilliseconds(client) - before;
    const [now, peak] = [memory(client, 'VmRSS'), memory(client, 'VmHWM')];
    console.log(
      `  ${name}: ready after ${ms(ready)} (aim ${aims.seconds} s), ${ms(busy)} of processor time; ${now} MiB, at most ${peak} MiB (aim ${aims.mebibytes} MiB); ${ms(idle)} of processor time in ${idleSeconds} idle seconds (aim ${aims.idleMilliseconds})`,
    );
  } finally {
    client.kill();
  }
}

/** Writes the workspace; so many files of ours. */
function write(root: string): number {
  const ours = manifests(2 * (fileCount / oneOf)).filter(({ text }) => !text.includes('kind: Deployment'));
  let written = 0;
  mkdirSync(join(root, '.git'));
  writeFileSync(
    join(root, '.gitignore'),
    ['node_modules/', 'dist/', '*.log', '.env*', '!.env.example', '/coverage', '**/tmp/'].join('\n'),
  );
  for (let index = 0; index < fileCount; index++) {
    const own = index % oneOf === 0 ? ours[index / oneOf] : undefined;
    if (own) written++;
    const { path, text } = own ? { path: `clusters/${own.path}`, text: own.text } : strange(index);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return written;
}

/** Of the process, by its name in the kernel's list, in MiB. */
function memory({ child }: Client, what: 'VmRSS' | 'VmHWM'): number {
  const [, kibibytes = '0'] =
    new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

/** User and system time of the process so far. */
function processorMilliseconds({ child }: Client): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return 10 * (user + system);
}
