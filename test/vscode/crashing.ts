import type { Page } from 'playwright-core';
import { inOrder } from './browser.js';
import type { Outcome } from './plan.js';
import { serverProcesses } from './serverProcess.js';

/** It is started again four times within three minutes. */
const crashes = 5;

/** Ends the server of an open workbench with findings until the extension gives up, and starts it as a person would. `path` tells its process. */
export async function lookAtCrashes(page: Page, path: string, artifacts: string): Promise<readonly Outcome[]> {
  return inOrder(page, artifacts, [
    [
      'says that the server is stopped, for as long as it is, with a button that starts it again',
      async () => {
        await page.locator('.squiggly-error').first().waitFor();
        for (let crash = 1; crash <= crashes; crash++) {
          const killed = serverProcesses(path).at(-1);
          if (killed === undefined) throw new Error('There is no server');
          process.kill(killed, 'SIGKILL');
          if (crash < crashes) await untilAnother(page, path, killed);
        }
        const toast = page.locator('.notification-toast', { hasText: 'ended several times in a row' });
        await toast.waitFor();
        await page.locator('#status\\.languageStatus').hover();
        await page.locator('.hover-language-status', { hasText: 'ENI Lens is stopped' }).waitFor();
        await page.screenshot({ path: `${artifacts}/stopped.png` });
        await page.mouse.move(0, 0);
        await toast.getByRole('button', { name: 'Restart' }).click();
        await page.locator('.squiggly-error').first().waitFor();
        await page.locator('#status\\.languageStatus').hover();
        await page.locator('.hover-language-status', { hasText: /ENI Lens: \d+ findings/ }).waitFor();
      },
    ],
  ]);
}

/** Waits until another process of the server took the place of one. */
async function untilAnother(page: Page, path: string, killed: number): Promise<void> {
  for (let left = 200; left > 0; left--) {
    const latest = serverProcesses(path).at(-1);
    if (latest !== undefined && latest > killed) return;
    await page.waitForTimeout(50);
  }
  throw new Error('The server was not started again');
}
