import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
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

/** Of the workbench, in pixels. */
const size = { width: 1120, height: 720 } as const;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findOrInstallChromium(), args: flags });
}

/** Opens a folder in the workbench, and a file of it, in the language of a locale. */
export async function openWorkbench(
  browser: Browser,
  address: string,
  folder: string,
  path?: string,
  locale: 'en-US' | 'ja-JP' = 'en-US',
): Promise<Page> {
  const page = await browser.newPage({ viewport: size, locale });
  // What is only slow, because the machine is busy, has not failed.
  page.setDefaultTimeout(90_000);
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

/** Looks at an open file of the examples, which has findings, and takes pictures into `artifacts`. */
export async function lookAtFindings(page: Page, file: string, artifacts: string): Promise<readonly Outcome[]> {
  const picture = (name: string, clip?: Area) =>
    page.screenshot({ path: join(artifacts, `${name}.png`), ...(clip && { clip }) });
  return inOrder(page, artifacts, [
    [
      'underlines findings and says above a node group what it takes',
      async () => {
        await page.locator('.squiggly-error').first().waitFor();
        await page.locator('.squiggly-warning').first().waitFor();
        await page.locator('.codelens-decoration', { hasText: 'addresses per node' }).first().waitFor();
        await page.keyboard.press('Control+B');
        await goTo(page, file, 'MINIMUM_IP_TARGET');
        await picture('squiggles');
      },
    ],
    [
      'shows findings and our name in the problems panel',
      async () => {
        await page.keyboard.press('Control+Shift+M');
        await page.locator('.markers-panel .monaco-list-row', { hasText: 'eni-lens' }).first().waitFor();
        await picture('problems');
        await page.keyboard.press('Control+Shift+M');
        await page.locator('.markers-panel').waitFor({ state: 'hidden' });
      },
    ],
    [
      'tells in the language status what was found, in which clusters, and what was assumed, without being cut',
      async () => {
        await page.locator('#status\\.languageStatus').hover();
        const items = page.locator('.hover-language-status');
        for (const text of [
          /ENI Lens: \d+ findings.*clusters: harbor, /,
          /no eni-lens\.yaml.*VPC CNI [\d.]+ assumed/,
        ]) {
          await items.filter({ hasText: text }).waitFor();
        }
        const rightmost = await items.evaluateAll((all) =>
          Math.max(...all.map((each) => each.scrollWidth - each.clientWidth)),
        );
        if (rightmost > 0) throw new Error(`A line is ${rightmost} pixels longer than what is shown of it`);
        await picture('status');
      },
    ],
    [
      'draws the chart of the warm pool in a hover',
      async () => {
        // VS Code makes hovers a quarter as high as the editor, but for the smallest ones: people see no more than this.
        const area = await aroundHover(page, 'WARM_IP_TARGET');
        const [shown, chart] = [
          await page.locator(hoverBox).boundingBox(),
          await page.locator(chartBox).first().boundingBox(),
        ];
        const isWhole = shown && chart && chart.y >= shown.y && chart.y + chart.height <= shown.y + shown.height;
        if (!isWhole)
          throw new Error(`The chart ${JSON.stringify(chart)} is not seen whole in ${JSON.stringify(shown)}`);
        await picture('hover', area);
      },
    ],
    [
      'offers fixes that say what they do',
      async () => {
        await page.keyboard.press('Escape');
        await goTo(page, file, 'maxPodsPerNode: 1');
        await openMenu(page, 'Control+Period', page.locator('.action-widget', { hasText: 'maxPodsPerNode to 44' }));
        await picture('fixes');
        await page.keyboard.press('Escape');
      },
    ],
    [
      'goes from the page of clusters to the line of a setting',
      async () => {
        await page.keyboard.press('F1');
        await page.keyboard.insertText('>ENI Lens: Show Clusters');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show Clusters' }).first().click();
        const clusters = page.frameLocator('iframe.webview').frameLocator('iframe');
        await clusters.getByRole('heading', { name: 'harbor' }).waitFor();
        await picture('clusters');
        await clusters.getByRole('link', { name: 'harbor.yaml:13' }).first().click();
        await page.locator('.statusbar-item', { hasText: 'Ln 13, Col ' }).waitFor();
      },
    ],
    [
      'proposes the keys of the config file',
      async () => {
        const config = join(dirname(file), 'eni-lens.yaml');
        writeFileSync(config, 'clusters:\n  - name: harbor\n    files: [harbor.yaml]\n    cniVersion: "1.20"\n');
        await page.keyboard.press('Control+P');
        await page.keyboard.insertText('eni-lens.yaml');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'eni-lens.yaml' }).first().click();
        await goTo(page, config, 'cniVersion: "1.20"');
        await page.keyboard.press('Enter');
        await page.keyboard.type('ex', { delay: 50 });
        await page.locator('.suggest-widget .monaco-list-row', { hasText: 'expectedPodsPerNode' }).waitFor();
        await picture('config', { x: 0, y: 0, width: 560, height: 220 });
        await page.keyboard.press('Escape');
        await page.keyboard.press('F1');
        await page.keyboard.insertText('>File: Revert File');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Revert File' }).first().click();
        await page.locator('.tab.active:not(.dirty)', { hasText: 'eni-lens.yaml' }).waitFor();
        await page.keyboard.press('Control+W');
        rmSync(config);
      },
    ],
    [
      'makes no picture too large for the README',
      async () => {
        for (const name of ['squiggles', 'hover', 'fixes', 'config']) {
          const { size } = statSync(join(artifacts, `${name}.png`));
          if (size > 150 * 1024) throw new Error(`${name}.png has ${size} bytes`);
        }
      },
    ],
  ]);
}

/** Looks at a folder with nothing of ours, after its suite has seen the extension at work there. */
export async function lookForSilence(page: Page, artifacts: string): Promise<readonly Outcome[]> {
  return inOrder(page, artifacts, [
    [
      'shows neither a message nor a panel where there is nothing of ours',
      async () => {
        const seen = page.locator('.notification-toast, .output-view:visible, .markers-panel:visible');
        if ((await seen.count()) > 0) throw new Error((await seen.first().textContent()) ?? '');
      },
    ],
  ]);
}

/** Opens a menu with a key. VS Code closes it again where it is still busy with the layout or with the cursor: then the key is pressed once more. */
export async function openMenu(page: Page, key: string, menu: Locator): Promise<void> {
  for (let left = 5; left > 0; left--) {
    await page.keyboard.press(key);
    const isOpen = await menu.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (isOpen) return;
    await page.keyboard.press('Escape');
  }
  await menu.waitFor();
}

/** Puts the cursor behind a text of the open file. */
export async function goTo(page: Page, file: string, text: string): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  const column = (lines[line]?.indexOf(text) ?? 0) + text.length + 1;
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+G');
  await page.keyboard.insertText(`${line + 1}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line + 1}, Col ${column}` }).waitFor();
}

export function wordInEditor(page: Page, word: string): Locator {
  return page.locator('.monaco-editor .view-line span span', { hasText: new RegExp(`^\\s*${word}`) }).first();
}

/** So much of the window stands in a picture of a hover. */
const shownHeight = 480;

const hoverBox = '.monaco-resizable-hover';
const chartBox = '.monaco-hover img[src^="data:image/svg"]';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Points at a word of the editor until its hover shows this: a layout that comes late closes it, and only a mouse that moves opens it again. */
export async function hoverUntil(page: Page, word: string, shown: Locator): Promise<void> {
  for (let attempt = 0; attempt < 6; attempt++) {
    await page.mouse.move(size.width / 2, 20);
    await wordInEditor(page, word).hover();
    const isShown = await shown.waitFor({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
  }
  throw new Error(`The hover of ${word} does not show what it should`);
}

/** Points at a word until its hover stays with its chart drawn; where that is, with the lines above it. */
export async function aroundHover(page: Page, word: string): Promise<Area> {
  const chart = page.locator(chartBox).first();
  for (let attempt = 0; attempt < 3; attempt++) {
    await hoverUntil(page, word, chart);
    // The place is reserved before the picture is drawn.
    await page.waitForFunction(`document.querySelector('${chartBox}')?.naturalWidth !== 0`);
    const box = await page.locator(hoverBox).boundingBox();
    if (box === null || !(await chart.isVisible())) continue;
    const bottom = box.y + box.height + 16;
    const top = Math.max(0, bottom - shownHeight);
    return { x: 0, y: top, width: box.x + box.width + 24, height: bottom - top };
  }
  throw new Error(`The hover of ${word} does not stay`);
}

/** Runs the checks one after the other; one that fails leaves a picture and does not end the others. */
export async function inOrder(
  page: Page,
  artifacts: string,
  checks: readonly (readonly [string, () => Promise<void>])[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [name, check] of checks) {
    const start = performance.now();
    const failure = await check().then(
      () => undefined,
      (error: Error) => error.message,
    );
    const title = `the workbench ${name}`;
    const milliseconds = Math.round(performance.now() - start);
    if (failure === undefined) {
      outcomes.push({ title, milliseconds });
      continue;
    }
    const picture = join(artifacts, `failed-${name.replace(/\W+/g, '-')}.png`);
    await page.screenshot({ path: picture });
    outcomes.push({ title, milliseconds, failure: `${failure}\nSee ${picture}` });
  }
  return outcomes;
}
