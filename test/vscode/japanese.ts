import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { accessFaults, brokenWords } from '../harness/accessibility.js';
import { aroundHover, goTo, hoverUntil, inOrder, openMenu } from './browser.js';
import type { Outcome } from './plan.js';
import { frameOf } from './planPanel.js';

/** Looks at an open file of the examples in a workbench that speaks Japanese: all that is ours does too, and it fits. */
export async function lookInJapanese(page: Page, file: string, artifacts: string): Promise<readonly Outcome[]> {
  const picture = (name: string) => page.screenshot({ path: join(artifacts, `ja-${name}.png`) });
  const webview: FrameLocator = page.frameLocator('iframe.webview').frameLocator('iframe');
  const runCommand = async (name: string): Promise<void> => {
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('F1');
    await page.keyboard.insertText(name);
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: `ENI Lens: ${name}` })
      .first()
      .click();
  };
  return inOrder(page, artifacts, [
    [
      'says in Japanese what a group takes, what was found and what a fix does',
      async () => {
        await page.locator('.squiggly-error').first().waitFor();
        await page.locator('.codelens-decoration', { hasText: 'ノードあたり 8 Pod' }).first().waitFor();
        await page.keyboard.press('Control+B');
        await page.keyboard.press('Control+Shift+M');
        const row = page.locator('.markers-panel .monaco-list-row', { hasText: '引用符で囲んでください' });
        await row.first().waitFor();
        await picture('problems');
        await page.keyboard.press('Control+Shift+M');
        await page.locator('.markers-panel').waitFor({ state: 'hidden' });
        await goTo(page, file, 'maxPodsPerNode: 1');
        await openMenu(page, 'Control+Period', page.locator('.action-widget', { hasText: '上限 44 に設定する' }));
        await picture('fixes');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'has the heads of a table in a Japanese hover on one line, and the chart with Japanese words',
      async () => {
        await goTo(page, file, 'maxPodsPerNode');
        const heads = page.locator('.monaco-hover th');
        await hoverUntil(page, 'maxPodsPerNode', heads.filter({ hasText: '起動できる Pod 数' }).first());
        await picture('hover-table');
        const broken = await page.evaluate<string[]>(`[...document.querySelectorAll('.monaco-hover th')]
          .filter((head) => head.clientHeight > 2 * Number.parseFloat(getComputedStyle(head).fontSize))
          .map((head) => head.textContent)`);
        if (broken.length > 0) throw new Error(`On two lines: ${broken.join(' | ')}`);
        await goTo(page, file, 'WARM_IP_TARGET');
        await aroundHover(page, 'WARM_IP_TARGET');
        await picture('hover-chart');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'has its pages in Japanese',
      async () => {
        await runCommand('クラスターを表示');
        await webview.getByRole('heading', { name: 'クラスター' }).waitFor();
        await picture('clusters');
        await page.keyboard.press('Control+W');
        await runCommand('ルールの説明');
        await page.locator('.quick-input-list', { hasText: 'このファイルの検出結果' }).waitFor();
        await page.keyboard.insertText('max-pods-above-capacity');
        await page.keyboard.press('Enter');
        await webview.getByRole('heading', { name: '理由' }).waitFor();
        await picture('rule');
        await page.keyboard.press('Control+W');
      },
    ],
    [
      'plans in Japanese, and breaks no word of it',
      async () => {
        await page.locator('.codelens-decoration a', { hasText: 'IP 計画' }).first().click();
        await webview.locator('.lead', { hasText: '3–15 ノードが 21–375 個の IP アドレスを使います' }).waitFor();
        await webview.locator('section').last().scrollIntoViewIfNeeded();
        await picture('plan');
        const frame = await frameOf(page);
        const faults = [...(await accessFaults(frame)), ...(await brokenWords(frame, 'legend, label, td, th, h1'))];
        if (faults.length > 0) throw new Error(faults.join('\n'));
      },
    ],
  ]);
}
