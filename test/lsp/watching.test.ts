import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { clean, withWarning } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { commit, git, repositoryWith } from '../cli/repository.js';
import { type Client, codesOf, fullCapabilities, uriOf, withClient, write } from './client.js';
import { awsNode, cluster } from './shop.js';

/* Nothing here asks for a scan: the server has only what the editor tells of the disk, and editors tell of a folder as one. */

const warning = 'warm-ip-target-without-minimum';
const [created, changed, deleted] = [1, 2, 3];

type Event = readonly [path: string, type: number | undefined];

function tell(client: Client, folder: string, ...events: readonly Event[]): void {
  const changes = events.map(([path, type]) => ({ uri: uriOf(folder, path), type }));
  void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

/** The codes a file has as soon as it has any. */
async function found(client: Client, uri: string): Promise<readonly unknown[]> {
  return codesOf(await client.until(uri, ({ diagnostics }) => diagnostics.length > 0));
}

async function cleared(client: Client, uri: string): Promise<void> {
  expect(await client.until(uri, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
}

it.concurrent('asks to be told of every file and folder that comes or goes', async () => {
  await withClient({ folders: [folderWith({})] }, async (client) => {
    const { params } = await client.next(0, ({ params: told }) => JSON.stringify(told).includes('watchers'));
    const watchers = JSON.parse(JSON.stringify(params)).registrations[0].registerOptions.watchers;
    expect(watchers).toContainEqual({ globPattern: '**', kind: 1 + 4 });
  });
});

it.concurrent('drops all that lay in a folder when one event says that it is gone', async () => {
  const folder = folderWith({
    'x/deep/a.yaml': withWarning('a'),
    'x/b.yaml': withWarning('b'),
    'x/eni-lens.yaml': 'rulez: {}\n',
    'xy/c.yaml': withWarning('c'),
  });
  await withClient({ folders: [folder] }, async (client) => {
    expect(await found(client, uriOf(folder, 'x/eni-lens.yaml'))).toEqual(['invalid-config']);
    rmSync(join(folder, 'x'), { recursive: true });
    tell(client, folder, ['x', deleted]);
    for (const path of ['x/deep/a.yaml', 'x/b.yaml', 'x/eni-lens.yaml']) await cleared(client, uriOf(folder, path));
    expect(client.published.filter(({ uri }) => uri === uriOf(folder, 'xy/c.yaml'))).toHaveLength(1);
  });
});

it.concurrent('takes what lay in a deleted folder out of the clusters of other files', async () => {
  const folder = folderWith({ 'gone/aws-node.yaml': awsNode('false'), 'cluster.yaml': cluster });
  await withClient({ folders: [folder] }, async (client) => {
    expect(await found(client, uriOf(folder, 'cluster.yaml'))).toEqual(['max-pods-above-capacity']);
    rmSync(join(folder, 'gone'), { recursive: true });
    tell(client, folder, ['gone', deleted]);
    // No file configures the CNI any more: what is left is what eksctl installs.
    const isShipped = ({ message }: Diagnostic) => String(message).includes('as eksctl installs it');
    await client.until(uriOf(folder, 'cluster.yaml'), ({ diagnostics }) => diagnostics.some(isShipped));
  });
});

it.concurrent('reads a folder that one event says is new, and not what git leaves out in it', async () => {
  const folder = folderWith({ '.git/HEAD': '', '.gitignore': 'out/\n', 'cluster.yaml': cluster });
  await withClient({ folders: [folder] }, async (client) => {
    await client.waitFor('client/registerCapability');
    const outside = folderWith({
      'deep/aws-node.yaml': awsNode('false'),
      'out/b.yaml': withWarning('b'),
      'node_modules/m/c.yaml': withWarning('c'),
    });
    renameSync(outside, join(folder, 'in'));
    write(folder, 'out/d.yaml', withWarning('d'));
    tell(client, folder, ['out', created], ['in', created]);
    expect(await found(client, uriOf(folder, 'cluster.yaml'))).toEqual(['max-pods-above-capacity']);
    expect(new Set(client.published.map(({ uri }) => uri))).toEqual(new Set([uriOf(folder, 'cluster.yaml')]));
  });
});

it.concurrent('reads what git tracks although it leaves it out, and nothing beside it', async () => {
  const folder = folderWith({
    '.gitignore': 'out/\n',
    'out/a.yaml': withWarning('a'),
    'out/b.yaml': withWarning('b'),
    'c.yaml': withWarning('c'),
  });
  await git(folder, 'init', '-q');
  await git(folder, 'add', '-f', 'out/a.yaml');
  await withClient({ folders: [folder] }, async (client) => {
    expect(await found(client, uriOf(folder, 'out/a.yaml'))).toEqual([warning]);
    write(folder, 'out/a.yaml', clean('a'));
    write(folder, 'out/b.yaml', withWarning('other'));
    tell(client, folder, ['out/a.yaml', changed], ['out/b.yaml', changed]);
    await cleared(client, uriOf(folder, 'out/a.yaml'));
    expect(client.published.map(({ uri }) => uri)).not.toContain(uriOf(folder, 'out/b.yaml'));
  });
});

const moves: readonly { readonly told: string; readonly events: readonly Event[] }[] = [
  {
    told: 'of both folders',
    events: [
      ['from', deleted],
      ['to', created],
    ],
  },
  { told: 'of the new folder only', events: [['to', created]] },
  {
    told: 'of the old folder and one file of the new one',
    events: [
      ['from', deleted],
      ['to/deep/b.yaml', created],
    ],
  },
  {
    told: 'of one file of each',
    events: [
      ['from/a.yaml', deleted],
      ['to/a.yaml', created],
    ],
  },
  { told: 'of a file that is none of ours', events: [['to/deep/README.txt', created]] },
  {
    told: 'of both at once as changed',
    events: [
      ['from', changed],
      ['to', changed],
    ],
  },
];

for (const { told, events } of moves) {
  it.concurrent(`follows a folder that was moved, told ${told}`, async () => {
    const folder = folderWith({
      'from/a.yaml': withWarning('a'),
      'from/deep/b.yaml': withWarning('b'),
      'from/deep/README.txt': '',
    });
    await withClient({ folders: [folder] }, async (client) => {
      await found(client, uriOf(folder, 'from/a.yaml'));
      renameSync(join(folder, 'from'), join(folder, 'to'));
      tell(client, folder, ...events);
      for (const path of ['to/a.yaml', 'to/deep/b.yaml'])
        expect(await found(client, uriOf(folder, path))).toEqual([warning]);
      for (const path of ['from/a.yaml', 'from/deep/b.yaml']) await cleared(client, uriOf(folder, path));
    });
  });
}

it.concurrent('drops a whole folder when it is told of one of the files in it only, and a file beside one that is gone', async () => {
  const folder = folderWith({
    'all/deep/a.yaml': withWarning('a'),
    'all/b.yaml': withWarning('b'),
    'some/c.yaml': withWarning('c'),
    'some/d.yaml': withWarning('d'),
    'some/e.yaml': withWarning('e'),
  });
  await withClient({ folders: [folder] }, async (client) => {
    await found(client, uriOf(folder, 'some/e.yaml'));
    rmSync(join(folder, 'all'), { recursive: true });
    for (const path of ['some/c.yaml', 'some/d.yaml']) rmSync(join(folder, path));
    tell(client, folder, ['all/deep/a.yaml', deleted], ['some/c.yaml', deleted]);
    for (const path of ['all/deep/a.yaml', 'all/b.yaml', 'some/c.yaml', 'some/d.yaml'])
      await cleared(client, uriOf(folder, path));
  });
});

it.concurrent('looks at the disk, whatever an event says that comes late', async () => {
  const folder = folderWith({ 'in/a.yaml': withWarning('a'), 'b.yaml': withWarning('b') });
  await withClient({ folders: [folder] }, async (client) => {
    await found(client, uriOf(folder, 'b.yaml'));
    write(folder, 'in/c.yaml', withWarning('c'));
    rmSync(join(folder, 'b.yaml'));
    tell(client, folder, ['in', created], ['in', deleted], ['b.yaml', created]);
    await cleared(client, uriOf(folder, 'b.yaml'));
    expect(await found(client, uriOf(folder, 'in/c.yaml'))).toEqual([warning]);
    expect(client.published.findLast(({ uri }) => uri === uriOf(folder, 'in/a.yaml'))?.diagnostics).toHaveLength(1);
  });
});

it.concurrent('follows git from one branch to another and back, told of folders only', async () => {
  const folder = await repositoryWith({ 'cluster.yaml': cluster, 'aws-node.yaml': awsNode('true') });
  const names = Array.from({ length: 20 }, (_, at) => `team-${at}`);
  await git(folder, 'checkout', '-qb', 'many');
  for (const name of names) write(folder, `${name}/deep/a.yaml`, withWarning(name));
  write(folder, 'aws-node.yaml', awsNode('false'));
  await commit(folder);
  await git(folder, 'checkout', '-q', 'main');
  const manifest: Event = ['aws-node.yaml', changed];
  await withClient({ folders: [folder] }, async (client) => {
    const uris = names.map((name) => uriOf(folder, `${name}/deep/a.yaml`));
    await client.waitFor('client/registerCapability');
    for (const round of [1, 2]) {
      await git(folder, 'checkout', '-q', 'many');
      tell(client, folder, ...names.map((name): Event => [name, created]), manifest);
      for (const uri of uris) expect(await found(client, uri), `round ${round}`).toEqual([warning]);
      expect(await found(client, uriOf(folder, 'cluster.yaml'))).toEqual(['max-pods-above-capacity']);
      await git(folder, 'checkout', '-q', 'main');
      tell(client, folder, ...names.map((name): Event => [name, deleted]), manifest);
      for (const uri of uris) await cleared(client, uri);
      await cleared(client, uriOf(folder, 'cluster.yaml'));
    }
  });
});

it.concurrent('keeps what is open in an editor when its folder goes', async () => {
  const folder = folderWith({ 'in/a.yaml': withWarning('a'), 'in/b.yaml': withWarning('b') });
  await withClient({ folders: [folder] }, async (client) => {
    const open = uriOf(folder, 'in/a.yaml');
    client.open(open, withWarning('a'));
    await client.ofVersion(open, 1);
    rmSync(join(folder, 'in'), { recursive: true });
    tell(client, folder, ['in', deleted]);
    await cleared(client, uriOf(folder, 'in/b.yaml'));
    expect(client.published.findLast(({ uri }) => uri === open)?.diagnostics).toHaveLength(1);
    client.close(open);
    await cleared(client, open);
  });
});

it.concurrent('takes up a workspace folder that was deleted and is made again', async () => {
  const folder = folderWith({ 'root/a.yaml': withWarning('a') });
  await withClient({ folders: [join(folder, 'root')] }, async (client) => {
    const a = uriOf(folder, 'root/a.yaml');
    await found(client, a);
    rmSync(join(folder, 'root'), { recursive: true });
    tell(client, folder, ['root', deleted]);
    await cleared(client, a);
    write(folder, 'root/a.yaml', withWarning('a'));
    tell(client, folder, ['root', created]);
    expect(await found(client, a)).toEqual([warning]);
  });
});

it.concurrent('reads a workspace folder that is added, and what comes into it from then on', async () => {
  const [one, two] = [folderWith({ 'a.yaml': clean('a') }), folderWith({ 'in/b.yaml': withWarning('b') })];
  await withClient({ folders: [one] }, async (client) => {
    await client.waitFor('client/registerCapability');
    const event = { added: [{ uri: uriOf(two), name: 'two' }], removed: [] };
    void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    expect(await found(client, uriOf(two, 'in/b.yaml'))).toEqual([warning]);
    write(two, 'new/deep/c.yaml', withWarning('c'));
    tell(client, two, ['new', created]);
    expect(await found(client, uriOf(two, 'new/deep/c.yaml'))).toEqual([warning]);
    void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: event.added },
    });
    for (const path of ['in/b.yaml', 'new/deep/c.yaml']) await cleared(client, uriOf(two, path));
  });
});

it.concurrent('works off many quick events together', async () => {
  const names = Array.from({ length: 200 }, (_, at) => `d${at}`);
  const folder = folderWith(Object.fromEntries(names.map((name) => [`${name}/a.yaml`, withWarning(name)])));
  const workspace = { ...fullCapabilities.workspace, codeLens: { refreshSupport: true } };
  await withClient({ folders: [folder], capabilities: { ...fullCapabilities, workspace } }, async (client) => {
    for (const name of names) await found(client, uriOf(folder, `${name}/a.yaml`));
    const before = client.told.length;
    for (const name of names) {
      rmSync(join(folder, name), { recursive: true });
      tell(client, folder, [name, deleted]);
    }
    for (const name of names) await cleared(client, uriOf(folder, `${name}/a.yaml`));
    const refreshed = client.told.slice(before).filter(({ method }) => method === 'workspace/codeLens/refresh');
    expect(refreshed.length).toBeLessThan(names.length / 10);
  });
});
