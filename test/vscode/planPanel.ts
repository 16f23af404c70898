import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { goTo, inOrder } from './browser.js';
import type { Outcome } from './plan.js';

/** Looks at the IP plan beside `planned/shop.yaml`, which is open: it follows the text, and the text follows it. */
export async function lookAtPlan(page: Page, file: string, artifacts: string): Promise<readonly Outcome[]> {
  const plan: FrameLocator = page.frameLocator('iframe.webview').frameLocator('iframe');
  const field = (name: string): Locator => plan.getByLabel(name, { exact: true });
  const lineWith = (text: string): Locator => page.locator('.view-line', { hasText: text });
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
  ]);
}
