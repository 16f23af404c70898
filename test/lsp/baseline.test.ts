import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { clean, withError, withWarning } from '../cli/manifests.js';
import { eniLens, folderWith } from '../cli/program.js';
import { applied, type Client, codesOf, shownOf, uriOf, withClient, write } from './client.js';

const name = 'eni-lens-baseline.json';
const everywhere = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** A folder whose findings are recorded. */
async function recorded(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const folder = folderWith(files);
  expect(await eniLens(['baseline', ...args], { cwd: folder })).toMatchObject({ code: 0 });
  return folder;
}

function severitiesOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ severity }) => severity);
}

function told(client: Client, uri: string): void {
  void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
}

it.concurrent('shows what is in the baseline as hints that say so, of open and closed files, and what is new as it is', async () => {
  const folder = await recorded({ 'a.yaml': withError('a'), 'in/b.yaml': withWarning('b') });
  const known = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  known.findings[0].reason = 'goes with the next cluster';
  write(folder, name, JSON.stringify(known));
  const [a, b] = [uriOf(folder, 'a.yaml'), uriOf(folder, 'in/b.yaml')];
  await withClient({ folders: [folder] }, async (client) => {
    const [first, second] = [await shownOf(client, a), await shownOf(client, b)];
    expect(severitiesOf([...first, ...second])).toEqual([DiagnosticSeverity.Hint, DiagnosticSeverity.Hint]);
    expect(first[0]?.message).toMatch(/ \(in the baseline: goes with the next cluster\)$/);
    expect(second[0]?.message).toMatch(/ \(in the baseline\)$/);
    client.open(b, withWarning('b'));
    const moved = await client.ofVersion(b, client.edit(b, 'addons:', '# Moved.\naddons:'));
    expect(severitiesOf(moved)).toEqual([DiagnosticSeverity.Hint]);
    const more = await client.ofVersion(b, client.edit(b, 'WARM_IP', 'WARM_ENI_TARGET: 1\n        WARM_IP'));
    expect(severitiesOf(more)).toContain(DiagnosticSeverity.Error);
    client.close(b);
    expect(severitiesOf(await shownOf(client, b))).toEqual([DiagnosticSeverity.Hint]);
  });
});

it.concurrent('reads the baseline that the config file names, says where it is missing or broken, and watches it', async () => {
  const folder = folderWith({
    'eni-lens.yaml': 'rules: {}\nbaseline: ci/known.json\n',
    'a.yaml': withWarning('a'),
    'ci/.keep': '',
  });
  const [config, a, baseline] = [
    uriOf(folder, 'eni-lens.yaml'),
    uriOf(folder, 'a.yaml'),
    uriOf(folder, 'ci/known.json'),
  ];
  await withClient({ folders: [folder] }, async (client) => {
    const [missing] = await shownOf(client, config);
    expect(missing).toMatchObject({
      code: 'invalid-config',
      range: { start: { line: 1, character: 10 } },
      message: 'There is no baseline ci/known.json: record one with eni-lens baseline',
    });
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Warning]);
    await eniLens(['baseline'], { cwd: folder });
    told(client, baseline);
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Hint]);
    expect(await shownOf(client, config)).toEqual([]);
    // Half typed, it counts as it was; from the disk it is what it is.
    const text = readFileSync(join(folder, 'ci/known.json'), 'utf8');
    client.open(baseline, text, 'json');
    const broken = await client.ofVersion(baseline, client.edit(baseline, '"findings": [', '"findings": '));
    expect(codesOf(broken)).toContain('invalid-baseline');
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Hint]);
    client.close(baseline);
    expect(await shownOf(client, baseline)).toEqual([]);
    unlinkSync(join(folder, 'ci/known.json'));
    told(client, baseline);
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Warning]);
  });
});

it.concurrent('reports what is left over in the baseline, with a fix', async () => {
  const folder = await recorded({ 'a.yaml': withError('a'), 'in/b.yaml': withWarning('b') });
  const [a, baseline] = [uriOf(folder, 'a.yaml'), uriOf(folder, name)];
  await withClient({ folders: [folder] }, async (client) => {
    expect(await shownOf(client, baseline)).toEqual([]);
    write(folder, 'a.yaml', clean('a'));
    told(client, a);
    expect(codesOf(await shownOf(client, baseline))).toEqual(['stale-baseline']);
    const text = readFileSync(join(folder, name), 'utf8');
    client.open(baseline, text, 'json');
    await client.ofVersion(baseline, 1);
    const fix = (await client.actions(baseline, everywhere)).find(({ isPreferred }) => isPreferred);
    expect(fix?.title).toBe('Remove from the baseline what no finding is left for');
    const pruned = applied(fix?.edit, baseline, text);
    expect(JSON.parse(pruned).findings.map(({ file }: { file: string }) => file)).toEqual(['in/b.yaml']);
    expect(await client.ofVersion(baseline, client.edit(baseline, text, pruned))).toEqual([]);
  });
});

it.concurrent('leaves a half typed baseline to the person who types it', async () => {
  const folder = await recorded({ 'a.yaml': withError('a'), 'b.yaml': withWarning('b') });
  const [a, baseline] = [uriOf(folder, 'a.yaml'), uriOf(folder, name)];
  const isAboutBaseline = ({ title }: { readonly title: string }) => title.includes('baseline');
  await withClient({ folders: [folder] }, async (client) => {
    client.open(a, withError('a'));
    client.open(uriOf(folder, 'b.yaml'), clean('b'));
    client.open(baseline, readFileSync(join(folder, name), 'utf8'), 'json');
    expect(codesOf(await shownOf(client, baseline))).toEqual(['stale-baseline']);
    expect((await client.actions(a, everywhere)).filter(isAboutBaseline)).toHaveLength(1);
    client.edit(baseline, '"findings": [', '\n\n"findings": ');
    expect(new Set(codesOf(await shownOf(client, baseline)))).toEqual(new Set(['invalid-baseline']));
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Hint]);
    expect((await client.actions(a, everywhere)).filter(isAboutBaseline)).toEqual([]);
    expect((await client.actions(baseline, everywhere)).filter(isAboutBaseline)).toEqual([]);
  });
});

it.concurrent('says nothing is left over where it sees a part: a file by itself, or one that is broken', async () => {
  const folder = await recorded({ 'a.yaml': withError('a'), 'b.yaml': withWarning('b') });
  const [a, baseline] = [uriOf(folder, 'a.yaml'), uriOf(folder, name)];
  write(folder, 'b.yaml', clean('b'));
  await withClient({ folders: [] }, async (client) => {
    client.open(a, withError('a'));
    expect(severitiesOf(await client.ofVersion(a, 1))).toEqual([DiagnosticSeverity.Hint]);
    expect(await shownOf(client, baseline)).toEqual([]);
  });
  write(folder, 'b.yaml', withWarning('b'));
  await withClient({ folders: [folder] }, async (client) => {
    client.open(a, withError('a'));
    await client.ofVersion(a, client.edit(a, 'addons:', 'addons: ['));
    expect(await shownOf(client, baseline)).toEqual([]);
  });
});

it.concurrent('takes a finding out of the baseline, and fixes none that is in it on save', async () => {
  const folder = await recorded({ 'a.yaml': withError('a') });
  const [a, baseline] = [uriOf(folder, 'a.yaml'), uriOf(folder, name)];
  await withClient({ folders: [folder] }, async (client) => {
    client.open(a, withError('a'));
    await client.ofVersion(a, 1);
    expect(await client.actions(a, everywhere, { only: ['source.fixAll'] })).toEqual([]);
    const action = (await client.actions(a, everywhere)).find(({ title }) => title === 'Take it out of the baseline');
    const text = readFileSync(join(folder, name), 'utf8');
    write(folder, name, applied(action?.edit, baseline, text));
    told(client, baseline);
    expect(severitiesOf(await shownOf(client, a))).toEqual([DiagnosticSeverity.Error]);
    expect(await client.actions(a, everywhere, { only: ['source.fixAll'] })).toHaveLength(1);
  });
});
