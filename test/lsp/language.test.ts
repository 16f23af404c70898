import { describe, expect, it } from 'vitest';
import type { CodeLens, CompletionList, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { cli, folderWith } from '../cli/program.js';
import { type Profile, uriOf, withClient } from './client.js';
import { awsNode, cluster } from './shop.js';

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** Everything with words in it that an editor is shown of a cluster whose 110 pods do not fit. */
async function shown(profile: Profile): Promise<Readonly<Record<string, unknown>>> {
  const folder = folderWith({ 'aws-node.yaml': awsNode('false') });
  const uri = uriOf(folder, 'cluster.yaml');
  const textDocument = { uri };
  let result: Readonly<Record<string, unknown>> = {};
  await withClient({ ...profile, folders: [folder] }, async ({ connection, open, settle, until, actions }) => {
    open(uri, cluster);
    await settle();
    const [finding] = await until(uri, ({ diagnostics }) => diagnostics.length > 0);
    const ask = <T>(method: string, params = {}): Promise<T> =>
      connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...params });
    const position = { line: 4, character: cluster.split('\n')[4]?.indexOf('m5.large') ?? 0 };
    const hover = await ask<Hover>('hover', { position });
    const lenses = await ask<CodeLens[]>('codeLens');
    const hints = await ask<InlayHint[]>('inlayHint', { range: everywhere });
    const { items } = await ask<CompletionList>('completion', { position });
    const fixes = await actions(uri, everywhere);
    result = {
      message: finding?.message,
      page: finding?.codeDescription?.href,
      hover: JSON.stringify(hover.contents),
      lens: lenses[0]?.command?.title,
      hint: hints[0]?.label,
      completion: items[0]?.detail,
      fix: fixes[0]?.title,
    };
  });
  return result;
}

describe.concurrent('the language of an editor', () => {
  it.each<[string, Profile]>([
    ['which it says', { locale: 'ja', environment: 'en_US.UTF-8' }],
    ['which it says with a region', { locale: 'ja-JP' }],
    ['of the environment it is started in, where it says none', { environment: 'ja_JP.UTF-8' }],
  ])('is that %s', async (_, profile) => {
    const { page, ...texts } = await shown(profile);
    expect(page).toMatch(/\/docs\/rules\/ja\/max-pods-above-capacity\.md$/);
    const english = Object.entries(texts).filter(([, text]) => !japanese.test(String(text)));
    expect(english).toEqual([]);
  });

  it.each<[string, Profile]>([
    ['it says so', { locale: 'en', environment: 'ja_JP.UTF-8' }],
    ['there is none for it', { locale: 'de' }],
  ])('is English where %s', async (_, profile) => {
    const { page, ...texts } = await shown(profile);
    expect(page).toMatch(/\/docs\/rules\/max-pods-above-capacity\.md$/);
    expect(Object.values(texts).filter((text) => text === undefined || japanese.test(String(text)))).toEqual([]);
  });

  it('is that of eni-lens lsp --lang before all others', async () => {
    const command = [cli, 'lsp', '--stdio', '--lang', 'ja'];
    expect((await shown({ locale: 'en', command })).message).toMatch(japanese);
  });
});
