import type { Page } from 'playwright-core';
import { sayWith } from '../../server/messages/message.js';
import type { ClusterPlan } from '../../server/plan/clusterPlan.js';
import { planWords } from '../../server/wording/planSections.js';
import { bare } from '../../server/wording/planTexts.js';
import { eniLensProgram, json } from '../cli/program.js';

type Cells = readonly (readonly string[])[];

/** Waits until the script of a page shows the fields of all clusters. */
export async function withFields(page: Page): Promise<void> {
  await page.locator('aside > .late').first().waitFor({ state: 'detached' });
}

/** Waits until nothing that is shown is of an earlier change. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** The cells of all tables that a person sees once all is shown. */
export async function cellsOf(page: Page): Promise<Cells> {
  await settled(page);
  return page
    .locator('.results tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

/** The cells of the same tables as the command line's JSON has their numbers. */
export async function cellsOfJson(folder: string, ...args: readonly string[]): Promise<Cells> {
  const outcome = await eniLensProgram(['plan', '--format', 'json', ...args], { cwd: folder });
  const [plan] = json<{ readonly clusters: readonly ClusterPlan[] }>('plan', outcome).clusters;
  return plan
    ? planWords(plan, sayWith(undefined)).sections.flatMap(({ rows }) => rows.map((row) => row.map(bare)))
    : [];
}
