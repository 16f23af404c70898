import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findOrInstallChromium } from './chromium.js';
import type { Outcome } from './plan.js';

/* What a person sees: the workbench in Chromium, looked at by its elements, and pictures of it for people. */

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findOrInstallChromium(), args: flags });
}

/** Opens a folder in the workbench, and a file of it. */
export async function openWorkbench(browser: Browser, address: string, folder: string, path?: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1120, height: 660 }, locale: 'en-US' });
  const url = new URL(address);
  url.searchParams.set('folder', folder);
  if (path !== undefined) {
    const file = `vscode-remote://${url.host}${join(folder, path)}`;
    url.searchParams.set('payload', JSON.stringify([['openFile', file]]));
  }
  await page.goto(url.href);
  await page.locator('.monaco-workbench').waitFor();
  return page;
}

/** Looks at the file of `folder/path`, which has findings, and takes three pictures into `artifacts`. */
export async function lookAtFindings(page: Page, artifacts: string): Promise<readonly Outcome[]> {
  const picture = (name: string) => page.screenshot({ path: join(artifacts, `${name}.png`) });
  return inOrder([
    [
      'underlines findings',
      async () => {
        await page.locator('.squiggly-error').first().waitFor();
        await page.locator('.squiggly-warning').first().waitFor();
        await picture('squiggles');
      },
    ],
    [
      'shows findings, their number and our name in the problems panel',
      async () => {
        await page.keyboard.press('Control+Shift+M');
        await page.locator('.markers-panel .monaco-list-row', { hasText: 'eni-lens' }).first().waitFor();
        await picture('problems');
        await page.keyboard.press('Control+Shift+M');
      },
    ],
    [
      'draws the chart of the warm pool in a hover',
      async () => {
        await hoverOver(page, 'WARM_IP_TARGET');
        const chart = page.locator('.monaco-hover img[src^="data:image/svg+xml"]').first();
        await chart.waitFor();
        // The place is reserved before the picture is drawn.
        await page.waitForFunction(
          `document.querySelector('.monaco-hover img[src^="data:image/svg"]').naturalWidth > 0`,
        );
        await picture('hover');
      },
    ],
    [
      'offers fixes that say what they do',
      async () => {
        await page.keyboard.press('Escape');
        await clickOn(page, 'maxPodsPerNode');
        await page.keyboard.press('Control+Period');
        await page.locator('.action-widget', { hasText: 'maxPodsPerNode to 44' }).waitFor();
        await picture('fixes');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'makes no picture too large for the README',
      async () => {
        for (const name of ['squiggles', 'hover', 'fixes']) {
          const { size } = statSync(join(artifacts, `${name}.png`));
          if (size > 150 * 1024) throw new Error(`${name}.png has ${size} bytes`);
        }
      },
    ],
  ]);
}

/** Looks at a folder with nothing of ours. */
export async function lookForSilence(page: Page, artifacts: string): Promise<readonly Outcome[]> {
  return inOrder([
    [
      'shows neither a message nor a panel where there is nothing of ours',
      async () => {
        await page.locator('.monaco-editor .view-line').first().waitFor();
        await page.screenshot({ path: join(artifacts, 'unrelated.png') });
        const seen = page.locator('.notification-toast, .panel:visible .output-view, .markers-panel:visible');
        if ((await seen.count()) > 0) throw new Error((await seen.first().textContent()) ?? '');
      },
    ],
  ]);
}

/** Moves the mouse over a word of the editor. */
async function hoverOver(page: Page, word: string): Promise<void> {
  await wordInEditor(page, word).hover();
}

async function clickOn(page: Page, word: string): Promise<void> {
  await wordInEditor(page, word).click();
}

function wordInEditor(page: Page, word: string) {
  return page.locator('.monaco-editor .view-line span span', { hasText: new RegExp(`^\\s*${word}`) }).first();
}

/** Runs the checks one after the other; one that fails does not end the others. */
async function inOrder(checks: readonly (readonly [string, () => Promise<void>])[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [title, check] of checks) {
    const start = performance.now();
    const failure = await check().then(
      () => undefined,
      (error: Error) => error.message,
    );
    const milliseconds = Math.round(performance.now() - start);
    outcomes.push({ title: `the workbench ${title}`, milliseconds, ...(failure === undefined ? {} : { failure }) });
  }
  return outcomes;
}
