import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { measure, sizeTable, tooLarge } from '../../server/tools/packageSize.js';
import { launchBrowser, lookAtFindings, lookForSilence, openWorkbench } from './browser.js';
import { allowJapanese, installCodeServer, installExtensions, startCodeServer } from './codeServer.js';
import { lookAtCrashes } from './crashing.js';
import { canRunVisualStudioCode, runInVisualStudioCode } from './electron.js';
import { lookInJapanese } from './japanese.js';
import type { Outcome } from './plan.js';
import { lookAtPlan } from './planPanel.js';
import { outcomeOf, prepareStage, type Stage, suites } from './stage.js';

/*
 * `npm run test:vscode`: installs the packaged extension into a real VS Code and runs the suites inside its extension host.
 * With a regular expression behind `--` only tests of the suite in the editor whose title it fits. The last line is `N passed, N failed`. Pictures go to `.cache/vscode`, or to the folder that ENI_LENS_ARTIFACTS names.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const [only] = process.argv.slice(2);
const artifacts = process.env.ENI_LENS_ARTIFACTS ?? join(root, '.cache', 'vscode');

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'eni-lens-vscode-'));
  mkdirSync(artifacts, { recursive: true });
  try {
    const electron = await canRunVisualStudioCode();
    const stage = await prepareStage(root, work, { startedBy: electron ? 'testMode' : 'activation', only });
    const outcomes = electron ? await runInVisualStudioCode(stage) : await runInCodeServer(stage);
    report([lookAtPackage(join(root, 'eni-lens.vsix')), ...outcomes]);
  } catch (error) {
    report([
      { title: 'the editor starts', milliseconds: 0, failure: error instanceof Error ? error.message : `${error}` },
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function runInCodeServer(stage: Stage): Promise<readonly Outcome[]> {
  const installed = installCodeServer();
  installExtensions(installed, stage.profile, stage.vsixs);
  allowJapanese(stage.profile);
  const browser = await launchBrowser();
  try {
    const log = join(artifacts, 'code-server.log');
    const running = await startCodeServer(installed, stage.profile, log, stage.variables);
    try {
      return await runInBrowser(browser, running.address, stage);
    } finally {
      running.stop();
    }
  } finally {
    await browser.close();
  }
}

async function runInBrowser(browser: Browser, address: string, stage: Stage): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const name of only === undefined ? suites : suites.slice(0, 1)) {
    const page = await openWorkbench(browser, address, stage.folders[name]);
    outcomes.push(...(await outcomeOf(stage, name)));
    await page.screenshot({ path: join(artifacts, `after-${name}.png`) });
    if (name === 'unrelated') outcomes.push(...(await lookForSilence(page, artifacts)));
    await page.close();
  }
  if (only !== undefined) return outcomes;
  const harbor = await openWorkbench(browser, address, stage.folders.pictures, 'harbor.yaml');
  outcomes.push(...(await lookAtFindings(harbor, join(stage.folders.pictures, 'harbor.yaml'), artifacts)));
  outcomes.push(...(await lookAtCrashes(harbor, stage.profile, artifacts)));
  await harbor.close();
  const planned = await openWorkbench(browser, address, stage.folders.planned, 'shop.yaml');
  outcomes.push(...(await lookAtPlan(planned, join(stage.folders.planned, 'shop.yaml'), artifacts)));
  await planned.close();
  const japanese = await openWorkbench(browser, address, stage.folders.pictures, 'harbor.yaml', 'ja-JP');
  outcomes.push(...(await lookInJapanese(japanese, join(stage.folders.pictures, 'harbor.yaml'), artifacts)));
  await japanese.close();
  return outcomes;
}

/** No part is larger than its budget. The names of the files stand in a zip as they are. */
function lookAtPackage(path: string): Outcome {
  const vsix = readFileSync(path);
  const parts = measure(vsix);
  console.log(sizeTable(parts));
  const faults = [...tooLarge(parts), ...(vsix.includes('node_modules/') ? ['it holds node_modules'] : [])];
  const outcome = { title: 'the package is small and holds nobody else’s packages', milliseconds: 0 };
  return faults.length === 0 ? outcome : { ...outcome, failure: faults.join(', ') };
}

function report(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  for (const { title, milliseconds, failure } of outcomes) {
    console.log(failure === undefined ? `  ✓ ${title} (${milliseconds} ms)` : `  ✗ ${title}\n${indent(failure)}`);
  }
  console.log(`Pictures: ${artifacts}`);
  console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

await main();
