import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { placeIn, plannedClusters } from '../../server/linter/plans.js';
import { readCluster, writtenCluster } from '../../server/page/pageCluster.js';
import { partHtml } from '../../server/page/parts.js';
import { planner, type Results, resultParts } from '../../server/page/results.js';
import type { PlanChanges } from '../../server/plan/planChanges.js';
import { workspaceOf } from '../harness/features.js';
import { connect, fullCapabilities, uriOf } from '../lsp/client.js';
import { launchBrowser } from '../vscode/browser.js';
import { percentile } from './percentile.js';
import { ms, processorTime, runProgram } from './timing.js';

/*
 * The IP plan of a large cluster: how the work of its page grows with the groups, how long the page takes in a browser from a change of a
 * field until it is painted, wherever a person has scrolled to, and how long the panel takes from an edit in an editor until its page is.
 */

const counts = [50, 100, 200] as const;
const most = { groups: 200, subnets: 60 } as const;
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Measures and prints. Needs what `npm run build` makes. */
export async function measurePlan(): Promise<void> {
  console.log(`IP plan of ${most.groups} node groups in ${most.subnets} subnets:`);
  measureGrowthOfPage();
  const folder = mkdtempSync(join(tmpdir(), 'eni-lens-bench-'));
  try {
    writeFileSync(join(folder, 'cluster.yaml'), clusterOf(most.groups));
    writeFileSync(join(folder, 'eni-lens.yaml'), 'expectedPodsPerNode: 20\n');
    await measurePage(folder);
    await measureEditor(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Groups of a few types, each in three of the subnets. */
function clusterOf(groups: number): string {
  const types = ['m5.large', 'c5.xlarge', 'm6i.2xlarge', 'r5.4xlarge', 't3.medium', 'm5.8xlarge', 'c6i.4xlarge'];
  const subnets = Array.from(
    { length: most.subnets },
    (_, at) =>
      `      s${at}: { id: subnet-0aaaaaaaaaaaaa${1000 + at}, cidr: 10.${at}.0.0/20, az: eu-west-1${'abc'[at % 3]} }\n`,
  );
  const own = Array.from({ length: groups }, (_, at) => {
    const named = [0, 1, 2].map((part) => `s${(at * 3 + part) % most.subnets}`);
    const sizes = `minSize: ${1 + (at % 3)}, maxSize: ${5 + (at % 17)}`;
    return `  - { name: g${at}, instanceType: ${types[at % types.length]}, subnets: [${named.join(', ')}], privateNetworking: true, ${sizes} }\n`;
  });
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: large, region: eu-west-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
${subnets.join('')}addons: [{ name: vpc-cni, version: v1.21.1, configurationValues: '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}' }]
managedNodeGroups:
${own.join('')}`;
}

/** What somebody changes on the page, each time something else. */
const changes: Readonly<Record<string, (round: number) => PlanChanges>> = {
  'a variable': (round) => ({ variables: { WARM_IP_TARGET: String(3 + round) } }),
  'pods on a node': (round) => ({ expectedPodsPerNode: 5 + round }),
  'the size of a group': (round) => ({ nodeGroups: { g3: { maxSize: 20 + round } } }),
  'the range of a subnet': (round) => ({ subnets: { '10.3.0.0/20': `10.3.0.0/${18 + (round % 8)}` } }),
};

function measureGrowthOfPage(): void {
  for (const [name, changeOf] of Object.entries(changes)) {
    const times = counts.map((count) => {
      const resultsOf = plannerOf(count);
      let round = 0;
      return processorTime(5, () => void htmlOf(resultsOf(changeOf(round++))));
    });
    const [first = 1, , last = 1] = times;
    const exponent = Math.log2(last / first) / Math.log2(counts[2] / counts[0]);
    const shown = times.map((time) => ms(time)).join(', ');
    console.log(
      `  ${exponent.toFixed(2)}${exponent <= 1.2 ? '' : ' MISSED'}  growth of the page's work, ${name} (${shown})`,
    );
  }
}

function htmlOf(results: Results): string {
  return resultParts(results, undefined)
    .map(({ make }) => partHtml(make()))
    .join('');
}

function plannerOf(groups: number): ReturnType<typeof planner> {
  const workspace = workspaceOf([
    { path: 'cluster.yaml', text: clusterOf(groups) },
    { path: 'eni-lens.yaml', text: 'expectedPodsPerNode: 20\n' },
  ]);
  const [cluster] = plannedClusters(workspace);
  if (cluster === undefined) throw new Error('no cluster');
  const placeOf: Parameters<typeof writtenCluster>[0]['placeOf'] = (at) => placeIn(workspace, at, (uri) => uri);
  const written = writtenCluster({ cluster, placeOf, findings: [], budgets: [], changes: {} });
  return planner(readCluster(JSON.parse(JSON.stringify(written))), undefined);
}

/** The fields of the same changes, and what is typed into them. */
const fields = {
  'a variable': ['[data-name=WARM_IP_TARGET]', (round: number) => String(3 + round)],
  'pods on a node': ['[data-change=pods]', (round: number) => String(5 + round)],
  'the size of a group': ['[data-name=g3][data-field=maxSize]', (round: number) => String(20 + round)],
  'the range of a subnet': ['[data-name="10.3.0.0/20"]', (round: number) => `10.3.0.0/${18 + (round % 8)}`],
} as const satisfies Readonly<Record<string, readonly [selector: string, typed: (round: number) => string]>>;

async function measurePage(folder: string): Promise<void> {
  const file = join(folder, 'page.html');
  const cli = join(root, 'dist', 'cli.cjs');
  writeFileSync(file, runProgram(process.execPath, [cli, 'plan', '--format', 'html', '.'], folder));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(pathToFileURL(file).href);
    for (const [name, [selector, typed]] of Object.entries(fields)) {
      const times = await paintTimes(
        page,
        selector,
        Array.from({ length: 25 }, (_, round) => typed(round)),
      );
      // The first ones compile.
      const [painted, whole] = [0, 1].map((at) =>
        percentile(
          times.slice(5).map((each) => each[at] ?? 0),
          0.5,
        ),
      );
      verdict(`page in a browser, ${name} until painted, p50`, painted ?? 0, 50);
      console.log(`    until all of it is shown: ${ms(whole ?? 0)}`);
    }
    await measureScrolled(page);
  } finally {
    await browser.close();
  }
}

/**
 * The same for a person who has scrolled to a part of the page: to where each begins, and to the middle and the end of long ones. Beside it
 * what the browser's own time for it is, which other programs disturb less.
 */
async function measureScrolled(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const places = (await page.evaluate(scrolling)) as readonly (readonly [name: string, top: number])[];
  for (const [name, top] of places) {
    for (const change of ['a variable', 'pods on a node'] as const) {
      const [selector, typed] = fields[change];
      await page.evaluate(`scrollTo(0, ${top})`);
      const rounds: (readonly [painted: number, work: number])[] = [];
      for (let round = 0; round < 7; round++) {
        const before = await worked();
        const [[painted = 0] = []] = await paintTimes(page, selector, [typed(40 + round)], false);
        rounds.push([painted, (await worked()) - before]);
        await page.evaluate(`(async () => { ${allShown} })()`);
      }
      const [painted, work] = [0, 1].map((at) =>
        percentile(
          rounds.slice(2).map((each) => each[at] ?? 0),
          0.5,
        ),
      );
      verdict(`page scrolled to "${name}", ${change} until painted, p50`, painted ?? 0, 50);
      console.log(`    of it the browser works: ${ms(work ?? 0)}`);
    }
  }
}

/** Where parts begin, and what is in the middle and at the end of those that are longer than a window. */
const scrolling = `(async () => {
  // What was never shown has no height yet: once through all of it.
  for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
    scrollTo(0, top);
    await new Promise((then) => requestAnimationFrame(() => setTimeout(then, 0)));
  }
  return [...document.querySelector('.results').children].flatMap((part) => {
    const box = (part.querySelector(':scope > figure') ?? part).getBoundingClientRect();
    const name = part.querySelector('h3')?.textContent ?? part.querySelector('svg title, figure')?.textContent.slice(0, 30) ?? '';
    if (name === '') return [];
    const top = box.top + scrollY;
    const bottom = (part.lastElementChild ?? part).getBoundingClientRect().bottom + scrollY;
    return [
      [name, top],
      ...(bottom - top > 2 * innerHeight ? [[name + ', in the middle', (top + bottom) / 2], [name + ', at the end', bottom - innerHeight]] : []),
    ];
  });
})()`;

/** Waits in the page until nothing that is shown is of an earlier change. */
const allShown = "while (document.querySelector('[aria-busy=true]')) await new Promise((then) => setTimeout(then, 0));";

/**
 * Milliseconds from each input into a field until the next picture is painted, and until nothing is left of the one before, for which it waits
 * where `isWhole`.
 */
function paintTimes(
  page: Page,
  selector: string,
  values: readonly string[],
  isWhole = true,
): Promise<readonly (readonly [painted: number, whole: number])[]> {
  // As text: what a compiler adds to functions is not there in the browser.
  return page.evaluate(`(async () => {
    const input = document.querySelector(${JSON.stringify(selector)});
    const times = [];
    for (const value of ${JSON.stringify(values)}) {
      await new Promise((then) => requestAnimationFrame(() => setTimeout(then, 30)));
      const started = performance.now();
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((then) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(undefined);
      }));
      const painted = performance.now() - started;
      if (${isWhole}) { ${allShown} }
      times.push([painted, performance.now() - started]);
    }
    return times;
  })()`);
}

/** From an edit to the plan that the panel gets, until its page is painted. What carries it there is the browser's remote control, not VS Code. */
async function measureEditor(folder: string): Promise<void> {
  const server = [join(root, 'dist', 'server.cjs'), '--stdio'];
  const client = await connect({ command: server, capabilities: fullCapabilities, folders: [folder] });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.setContent('<main></main><datalist id="types"></datalist>');
    await page.evaluate('acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
    await page.addScriptTag({ path: join(root, 'dist', 'page.js') });
    const uri = uriOf(folder, 'cluster.yaml');
    client.open(uri, clusterOf(most.groups));
    await client.next(0, ({ method }) => method === 'textDocument/publishDiagnostics');
    await client.connection.sendNotification('eniLens/followPlan', { uri });
    await shownInPanel(page, await client.waitFor('eniLens/plans'));
    const times: number[] = [];
    for (let round = 0; round < 25; round++) {
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      const told = client.told.length;
      const before = round === 0 ? 12 : 100 + round - 1;
      const started = performance.now();
      client.edit(uri, `minSize: 2, maxSize: ${before} }`, `minSize: 2, maxSize: ${100 + round} }`);
      const { params } = await client.next(told, ({ method }) => method === 'eniLens/plans');
      await shownInPanel(page, params);
      times.push(performance.now() - started);
    }
    verdict('panel in an editor, an edit until its page is painted, p50', percentile(times.slice(5), 0.5), 100);
  } finally {
    client.kill();
    await browser.close();
  }
}

/** Tells the page of the panel, and waits until it is painted. */
function shownInPanel(page: Page, plans: unknown): Promise<unknown> {
  return page.evaluate(`(async () => {
    dispatchEvent(new MessageEvent('message', { data: { kind: 'plans', ...${JSON.stringify(plans)} } }));
    await new Promise((then) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(undefined);
    }));
  })()`);
}

function verdict(name: string, milliseconds: number, aim: number): void {
  console.log(`  ${name}: ${ms(milliseconds)} (aim ${ms(aim)}: ${milliseconds <= aim ? 'met' : 'MISSED'})`);
}
