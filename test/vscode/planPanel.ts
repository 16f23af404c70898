import { join } from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { accessFaults, brokenWords } from '../harness/accessibility.js';
import { goTo, inOrder } from './browser.js';
import type { Outcome } from './plan.js';

/** Looks at the IP plan beside `planned/shop.yaml`, which is open: it follows the text, and the text follows it. */
export async function lookAtPlan(page: Page, file: string, artifacts: string): Promise<readonly Outcome[]> {
  const plan: FrameLocator = page.frameLocator('iframe.webview').frameLocator('iframe');
  const field = (name: string): Locator => plan.getByLabel(name, { exact: true });
  const lineWith = (text: string): Locator => page.locator('.view-line', { hasText: text });
  const choose = async (text: string, row: string): Promise<void> => {
    await page.keyboard.insertText(text);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  };
  const runCommand = async (name: string): Promise<void> => {
    // What is typed into a page stays there.
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('F1');
    await choose(`>${name}`, name);
  };
  const useTheme = async (name: string): Promise<void> => {
    await runCommand('Preferences: Color Theme');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Dark Modern' }).first().waitFor();
    await choose(name, name);
  };
  const picture = (name: string) => page.screenshot({ path: join(artifacts, `${name}.png`) });
  return inOrder(page, artifacts, [
    [
      'opens the IP plan beside the file from a lens',
      async () => {
        await page.locator('.codelens-decoration a', { hasText: 'IP plan' }).first().click();
        // 3–9 and 1–4 nodes.
        await plan.locator('.lead', { hasText: '4–13 nodes take 68–510 addresses' }).waitFor();
        await plan.locator('.charts svg').first().waitFor();
        await picture('plan');
      },
    ],
    [
      'keeps a field that was changed while the plan follows what is typed',
      async () => {
        await field('WARM_IP_TARGET').fill('2');
        await goTo(page, file, 'maxSize: 9');
        await page.keyboard.press('Backspace');
        await page.keyboard.insertText('8');
        await plan.locator('.lead', { hasText: '4–12 nodes' }).waitFor();
        if ((await field('WARM_IP_TARGET').inputValue()) !== '2') throw new Error('The field is as in the file again');
      },
    ],
    [
      'follows the file further after a restart of the server',
      async () => {
        await page.keyboard.press('F1');
        await page.keyboard.insertText('>ENI Lens: Restart Server');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Restart Server' }).first().click();
        // The file on the disk says so still.
        await goTo(page, file, 'maxSize: 9');
        await page.keyboard.press('Backspace');
        await page.keyboard.insertText('7');
        await plan.locator('.lead', { hasText: '4–11 nodes' }).waitFor();
        await page.keyboard.press('Backspace');
        await page.keyboard.insertText('8');
        await plan.locator('.lead', { hasText: '4–12 nodes' }).waitFor();
      },
    ],
    [
      'writes what was changed as one edit, which is undone as one',
      async () => {
        await plan.getByRole('group', { name: 'Node group jobs' }).getByLabel('nodes at most').fill('6');
        await plan.getByRole('button', { name: 'Apply to the files' }).click();
        await plan.locator('.applied', { hasText: 'Written' }).waitFor();
        await lineWith('WARM_IP_TARGET: "2"').waitFor();
        await lineWith('maxSize: 6').waitFor();
        await picture('plan-applied');
        await page.locator('.monaco-editor .view-lines').first().click();
        await page.keyboard.press('Control+Z');
        // Undoing may scroll, and lines that are not seen are not there.
        await page.keyboard.press('Control+Home');
        await lineWith('WARM_IP_TARGET: "5"').waitFor();
        await lineWith('maxSize: 4').waitFor();
        await plan.locator('.lead', { hasText: '4–12 nodes' }).waitFor();
      },
    ],
    [
      'goes from a number of the plan to its line',
      async () => {
        await plan.getByRole('button', { name: 'shop.yaml:9' }).first().click();
        await page.locator('.statusbar-item', { hasText: 'Ln 9, Col ' }).waitFor();
      },
    ],
    [
      'shows one panel of a file, however often it is opened',
      async () => {
        await page.locator('.codelens-decoration a', { hasText: 'IP plan' }).first().click();
        await field('WARM_IP_TARGET').fill('3');
        await runCommand('ENI Lens: Show IP Plan');
        const count = await page.locator('.tab', { hasText: 'IP plan: shop.yaml' }).count();
        if (count !== 1) throw new Error(`There are ${count} panels`);
        if ((await field('WARM_IP_TARGET').inputValue()) !== '3') throw new Error('The field is as in the file again');
      },
    ],
    [
      'has the panel with what was changed in it after the window was loaded anew',
      async () => {
        await field('expected on a node').fill('12');
        await plan.locator('.lead', { hasText: '12 pods expected on a node' }).waitFor();
        await kept(page);
        // A window that is told to open a file has no editors of before.
        const address = new URL(page.url());
        address.searchParams.delete('payload');
        await page.goto(address.href);
        await page.locator('.monaco-workbench').waitFor();
        await plan.locator('.lead', { hasText: '12 pods expected on a node' }).waitFor({ timeout: 60_000 });
        const values = [await field('WARM_IP_TARGET').inputValue(), await field('expected on a node').inputValue()];
        if (values.join() !== '3,12') throw new Error(`The fields hold ${values}`);
        // It follows the file, as before.
        await goTo(page, file, 'maxSize: 9');
        await page.keyboard.press('Backspace');
        await page.keyboard.insertText('7');
        await plan.locator('.lead', { hasText: '4–11 nodes' }).waitFor();
        await page.keyboard.press('Backspace');
        await page.keyboard.insertText('8');
        await plan.locator('.lead', { hasText: '4–12 nodes' }).waitFor();
        await picture('plan-reloaded');
      },
    ],
    [
      'writes the pods on a node into a config file that it makes',
      async () => {
        await plan.getByRole('button', { name: 'As in the files' }).click();
        await field('expected on a node').fill('12');
        await plan.getByRole('button', { name: 'Apply to the files' }).click();
        await plan.locator('.applied', { hasText: 'Written' }).waitFor();
        // It is what the files say now, and no change of a field.
        await plan.locator('[data-change="pods"][data-was="12"]').waitFor();
      },
    ],
    [
      'is as the files are when it is opened again after it was closed',
      async () => {
        await field('WARM_IP_TARGET').fill('4');
        await page.locator('.tab', { hasText: 'IP plan: shop.yaml' }).locator('.action-label').first().click();
        await page.locator('.tab', { hasText: 'IP plan: shop.yaml' }).waitFor({ state: 'detached' });
        await page.locator('.codelens-decoration a', { hasText: 'IP plan' }).first().click();
        await plan.locator('.lead', { hasText: '4–12 nodes' }).waitFor();
        if ((await field('WARM_IP_TARGET').inputValue()) !== '5') throw new Error('The field is not as in the file');
      },
    ],
    [
      'is readable in themes of high contrast, and breaks no word of a name',
      async () => {
        const broken: string[] = [];
        for (const [theme, shade] of [
          ['Dark High Contrast', 'vscode-high-contrast'],
          ['Light High Contrast', 'vscode-high-contrast-light'],
          ['Dark Modern', 'vscode-dark'],
        ] as const) {
          await useTheme(theme);
          await plan.locator(`body.${shade}`).waitFor();
          await field('WARM_IP_TARGET').focus();
          await picture(`plan-${shade}`);
          const frame = await frameOf(page);
          const faults = [...(await accessFaults(frame)), ...(await brokenWords(frame, 'legend, label, td, th, h1'))];
          broken.push(...faults.map((fault) => `${theme}: ${fault}`));
          await plan.locator('section').last().scrollIntoViewIfNeeded();
          await picture(`plan-${shade}-end`);
        }
        await useTheme('Light Modern');
        if (broken.length > 0) throw new Error(broken.join('\n'));
      },
    ],
  ]);
}

/**
 * Waits until VS Code in a browser has written down what the panel of a plan keeps, a field with the value 12 among it: it does so once a
 * minute, and when a window is closed for good.
 */
async function kept(page: Page): Promise<void> {
  const texts = `(async () => {
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of database.objectStoreNames) {
        found.push(await new Promise((resolve) => {
          const all = database.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => resolve(all.result.join(' '));
        }));
      }
      database.close();
    }
    return found.join(' ');
  })()`;
  for (const end = Date.now() + 90_000; Date.now() < end; ) {
    const all: string = await page.evaluate(texts);
    if (/pods\W+12\W/.test(all)) return;
    await page.waitForEvent('console', { timeout: 1000 }).catch(() => undefined);
  }
  throw new Error('VS Code keeps nothing of the panel');
}

/** The page of the panel. */
export async function frameOf(page: Page): Promise<Frame> {
  const outer = await page.locator('iframe.webview').elementHandle();
  const inner = await (await outer?.contentFrame())?.locator('iframe').elementHandle();
  const frame = await inner?.contentFrame();
  if (!frame) throw new Error('There is no panel');
  return frame;
}
