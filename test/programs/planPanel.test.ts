import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PanelPlans } from '../../server/page/panelMessages.js';
import { eniLensProgram, folderWith } from '../cli/program.js';
import { shop } from '../harness/shopOfTwoZones.js';
import { type Client, uriOf, withClient } from '../lsp/client.js';
import { launchBrowser } from '../vscode/browser.js';
import { cellsOf, cellsOfJson } from './planTables.js';

/* The page of the panel in a browser, with what the server says to it, and without VS Code between them. */

/** What a person types into the file, one after the other. */
const edits = [
  ['maxSize: 12', 'maxSize: 7'],
  ['metadata:', '# A comment.\nmetadata:'],
  ['"WARM_IP_TARGET":"2"', '"WARM_IP_TARGET":"3"'],
  ['10.0.1.0/24', '10.0.1.0/25'],
  [
    'maxSize: 7 }\n',
    'maxSize: 7 }\n  - { name: jobs, instanceType: c5.xlarge, privateNetworking: true, maxSize: 6 }\n',
  ],
  ['desiredCapacity: 4, ', ''],
  ['minSize: 2, ', ''],
  ['  - { name: jobs, instanceType: c5.xlarge, privateNetworking: true, maxSize: 6 }\n', ''],
] as const;

/** An empty panel. */
async function openedPanel(page: Page, folder: string): Promise<void> {
  const { stdout } = await eniLensProgram(['plan', '--format', 'html'], { cwd: folder });
  await page.setContent('<main></main><datalist id="types"></datalist>');
  await page.evaluate('acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
  const [, program = ''] = / id="program">([^<]*)</.exec(stdout) ?? [];
  await page.addScriptTag({ content: gunzipSync(Buffer.from(program, 'base64')).toString() });
}

/** Sends the page a message as the extension does. */
async function post(page: Page, data: object): Promise<void> {
  await page.evaluate(`dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(data)} }))`);
}

/** Tells the page all plans that the server told since the last ones. */
function teller(client: Client, page: Page): () => Promise<void> {
  let count = 0;
  return async () => {
    const told = client.told.filter(({ method }) => method === 'eniLens/plans');
    for (const { params } of told.slice(count)) await post(page, { kind: 'plans', ...(params as object) });
    count = told.length;
  };
}

it('shows the plan of the text as it is edited, and keeps what a person changed in the fields', async () => {
  const folder = folderWith({ 'eni-lens.yaml': 'expectedPodsPerNode: 20\n', 'shop.yaml': shop });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('pageerror', (error) => said.push(error.message));
    await openedPanel(page, folder);
    await withClient({ initializationOptions: {}, folders: [folder] }, async (client) => {
      const uri = uriOf(folder, 'shop.yaml');
      const tell = teller(client, page);
      client.open(uri, shop);
      await client.connection.sendNotification('eniLens/followPlan', { uri });
      await client.waitFor('eniLens/plans');
      await tell();
      expect(await cellsOf(page)).toEqual(await cellsOfJson(folder));

      await page.getByLabel('WARM_IP_TARGET', { exact: true }).fill('5');
      const web = page.getByRole('group', { name: 'Node group web' }).getByLabel('nodes at most');
      await web.focus();
      let text = shop;
      for (const [from, to] of edits) {
        expect(text).toContain(from);
        client.edit(uri, from, to);
        text = text.replace(from, to);
        writeFileSync(join(folder, 'shop.yaml'), text);
        await client.settle();
        await tell();
        const json = await cellsOfJson(folder, '--set', 'WARM_IP_TARGET=5');
        expect((await cellsOf(page)).slice(-json.length)).toEqual(json);
        expect(await page.getByLabel('WARM_IP_TARGET', { exact: true }).inputValue()).toBe('5');
      }
      expect(await page.evaluate('document.activeElement?.id')).toBe(await web.getAttribute('id'));
      expect(await web.inputValue()).toBe('7');
    });
    expect(said).toEqual([]);
  } finally {
    await browser.close();
  }
});

it.each([
  ['written', true, 'Written', ['', 'Written', 'Written', '']],
  [
    'not written',
    false,
    'Nothing is written: it stands nowhere',
    ['', 'Nothing is written: it stands nowhere', '', ''],
  ],
] as const)(
  'says that what was to be applied is %s until the files change after it',
  async (_, isWritten, said, shown) => {
    const folder = folderWith({ 'shop.yaml': shop });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await openedPanel(page, folder);
      await withClient({ initializationOptions: {}, folders: [folder] }, async (client) => {
        const uri = uriOf(folder, 'shop.yaml');
        const tell = teller(client, page);
        client.open(uri, shop);
        await client.connection.sendNotification('eniLens/followPlan', { uri });
        const { keys } = (await client.waitFor('eniLens/plans')) as PanelPlans;
        await tell();
        const line = page.locator('.applied');
        const lines: (string | null)[] = [];
        await page.getByRole('group', { name: 'Node group web' }).getByLabel('nodes at most').fill('9');
        await page.getByRole('button', { name: 'Apply to the files' }).click();
        lines.push(await line.textContent());
        await post(page, { kind: 'applied', key: keys[0], said, isWritten });
        lines.push(await line.textContent());
        // The edit that it was applied by, or one of a person; and one that takes it back.
        for (const [from, to] of [
          ['maxSize: 12', isWritten ? 'maxSize: 9' : 'maxSize: 11'],
          [isWritten ? 'maxSize: 9' : 'maxSize: 11', 'maxSize: 12'],
        ] as const) {
          client.edit(uri, from, to);
          await client.settle();
          await tell();
          lines.push(await line.textContent());
        }
        expect(lines).toEqual(shown);
      });
    } finally {
      await browser.close();
    }
  },
);
