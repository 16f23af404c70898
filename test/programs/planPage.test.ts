import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eniLensProgram, folderWith } from '../cli/program.js';
import { shop } from '../harness/shopOfTwoZones.js';
import { launchBrowser } from '../vscode/browser.js';
import { cellsOf, cellsOfJson, settled, withFields } from './planTables.js';

const folder = folderWith({
  'eni-lens.yaml': "expectedPodsPerNode: 20\nbudgets: ['subnet.use <= 0.5']\n",
  'shop.yaml': `${shop}  - { name: jobs, instanceTypes: [c5.xlarge, m5.xlarge], privateNetworking: true, minSize: 0, maxSize: 6 }
`,
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The page in a browser, what it said on the console, and how many bytes it has. */
async function opened(
  ...args: readonly string[]
): Promise<{ readonly page: Page; readonly said: readonly string[]; readonly bytes: number }> {
  const { stdout } = await eniLensProgram(['plan', '--format', 'html', ...args], { cwd: folder });
  const file = join(folder, `page-${args.join('-').replace(/\W/g, '-')}.html`);
  writeFileSync(file, stdout);
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) said.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  await withFields(page);
  return { page, said, bytes: Buffer.byteLength(stdout) };
}

describe('the page of a plan', () => {
  it('shows the numbers of the command line, also after changes, and nothing of it is refused', async () => {
    const { page, said, bytes } = await opened();
    expect(bytes).toBeLessThan(300_000);
    const before = await cellsOf(page);
    expect(before.length).toBeGreaterThan(20);
    expect(before).toEqual(await cellsOfJson(folder));

    await page.getByLabel('WARM_IP_TARGET', { exact: true }).fill('5');
    await page.getByLabel('expected on a node').fill('12');
    const web = page.getByRole('group', { name: 'Node group web' });
    await web.getByLabel('nodes at most').fill('50');
    await web.getByLabel('instance types').fill('m6i.xlarge');
    const changed = ['--set', 'WARM_IP_TARGET=5', '--pods-per-node', '12', '--max-nodes', 'web=50'];
    const after = (await cellsOf(page)).slice(-(await cellsOfJson(folder)).length);
    expect(after).toEqual(await cellsOfJson(folder, ...changed, '--instance-type', 'web=m6i.xlarge'));
    await page.getByRole('heading', { name: 'Before and after' }).waitFor();

    await page.getByRole('button', { name: 'As in the files' }).click();
    await page.getByRole('heading', { name: 'Before and after' }).waitFor({ state: 'detached' });
    expect(await cellsOf(page)).toEqual(before);
    expect(said).toEqual([]);
    await page.close();
  });

  it('follows the range of a subnet, and takes what is none for no change', async () => {
    const { page, said } = await opened();
    const range = page.getByRole('textbox', { name: '10.0.0.0/24' });
    await range.fill('10.0.0.0/22');
    await page.getByRole('rowheader', { name: '10.0.0.0/22' }).first().waitFor();
    // 2 ^ 10 - 5.
    expect((await cellsOf(page)).flat()).toContain('1\u202f019');
    await range.fill('10.0.0.0/2');
    expect(await range.getAttribute('aria-invalid')).toBe('true');
    expect(await cellsOf(page)).toEqual(await cellsOfJson(folder));
    expect(said).toEqual([]);
    await page.close();
  });

  it('copies the settings as they are changed', async () => {
    const { page } = await opened();
    await page.getByLabel('ENABLE_PREFIX_DELEGATION').selectOption('true');
    await page.getByRole('button', { name: 'kubectl set env' }).click();
    expect(await page.locator('pre').textContent()).toBe(
      'kubectl set env daemonset/aws-node -n kube-system \\\n  ENABLE_PREFIX_DELEGATION=true \\\n  WARM_IP_TARGET=2 \\\n  MINIMUM_IP_TARGET=10',
    );
    await page
      .getByRole('status')
      .filter({ hasText: /^(Copied|Selected: )/ })
      .waitFor();
    await page.close();
  });

  it('begins with the settings of the command line, in its language', async () => {
    const { page, said, bytes } = await opened('--set', 'WARM_IP_TARGET=4', '--lang', 'ja');
    expect(bytes).toBeLessThan(300_000);
    expect(await page.getByLabel('WARM_IP_TARGET', { exact: true }).inputValue()).toBe('4');
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    const before = await page.locator('.results').textContent();
    await page.getByLabel('WARM_IP_TARGET', { exact: true }).fill('3');
    await page.getByLabel('WARM_IP_TARGET', { exact: true }).fill('4');
    // The program of the page has the same words.
    await settled(page);
    expect(await page.locator('.results').textContent()).toBe(before);
    expect(said).toEqual([]);
    await page.close();
  });

  it('is used with the keyboard, and said by a screen reader', async () => {
    const { page, said } = await opened();
    // As texts: what a compiler adds to functions is not there in the browser.
    const all = (selector: string, test: string): Promise<unknown> =>
      page.evaluate(
        `[...document.querySelectorAll('${selector}')].filter((each) => ${test}).map((each) => each.outerHTML)`,
      );
    expect(await all('input, select', '!(each.labels?.[0]?.textContent.trim())')).toEqual([]);
    expect(await all('button, legend, h1, h2, h3, caption, th', '!each.textContent.trim()')).toEqual([]);
    expect(await all('[id]', 'document.querySelectorAll("#" + each.id).length > 1')).toEqual([]);
    expect(await all('table', '!each.caption')).toEqual([]);
    expect(await all('thead th', 'each.scope !== "col"')).toEqual([]);
    expect(await all('tbody tr:not(.more)', '!each.querySelector("th[scope=row]")')).toEqual([]);
    expect(await all('figure', 'each.getAttribute("role") !== "img" || !each.getAttribute("aria-label")')).toEqual([]);
    expect(await all('.scroll', 'each.tabIndex !== 0 || !each.getAttribute("aria-label")')).toEqual([]);

    const focused = (): Promise<unknown> =>
      page.evaluate('document.activeElement.id || document.activeElement.ariaLabel');
    const status = page.locator('.lead[role=status]');
    const before = await status.innerText();
    for (let tabs = 0; tabs < 20 && (await focused()) !== 'cluster0-MINIMUM_IP_TARGET'; tabs++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('28');
    expect(await page.getByLabel('MINIMUM_IP_TARGET', { exact: true }).inputValue()).toBe('28');
    expect(await status.innerText()).not.toBe(before);
    expect(await focused()).toBe('cluster0-MINIMUM_IP_TARGET');

    // What is read keeps the focus when it becomes otherwise.
    await page.getByRole('group', { name: 'Table: Node groups' }).focus();
    await page.evaluate(`(() => {
      const field = document.querySelector('#cluster0-MINIMUM_IP_TARGET');
      field.value = '3';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
    await settled(page);
    expect(await focused()).toBe('Table: Node groups');

    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await all('.results > section', 'getComputedStyle(each).contentVisibility !== "visible"')).toEqual([]);
    expect(said).toEqual([]);
    await page.close();
  });

  it('shows nothing of an earlier change that is not marked as busy', async () => {
    const { page, said } = await opened();
    for (const [name, value] of [
      ['WARM_IP_TARGET', '5'],
      ['expected on a node', '12'],
      ['ENABLE_PREFIX_DELEGATION', 'true'],
    ] as const) {
      const field = await page.getByLabel(name, { exact: true }).getAttribute('id');
      // As a text: what a compiler adds to functions is not there in the browser.
      const looks = (await page.evaluate(`(async () => {
        const field = document.getElementById('${field}');
        const parts = () => [...document.querySelector('.results').children].map((each) => ({
          isBusy: each.ariaBusy === 'true',
          text: each.textContent,
        }));
        field.value = '${value}';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        const looks = [parts()];
        while (looks.at(-1).some(({ isBusy }) => isBusy)) {
          await new Promise((then) => requestAnimationFrame(then));
          looks.push(parts());
        }
        return looks;
      })()`)) as readonly (readonly { readonly isBusy: boolean; readonly text: string }[])[];
      const [first = [], last = []] = [looks[0], looks.at(-1)];
      expect(first.some(({ isBusy }) => isBusy)).toBe(true);
      expect(first.some(({ isBusy }, part) => !isBusy && last[part]?.text !== '')).toBe(true);
      const shown = looks.flatMap((parts) => parts.map((each, part) => (each.isBusy ? undefined : [part, each.text])));
      expect(shown.filter((each) => each && each[1] !== last[Number(each[0])]?.text)).toEqual([]);
    }
    const changed = ['--set', 'WARM_IP_TARGET=5', '--pods-per-node', '12', '--set', 'ENABLE_PREFIX_DELEGATION=true'];
    const json = await cellsOfJson(folder, ...changed);
    expect((await cellsOf(page)).slice(-json.length)).toEqual(json);
    expect(said).toEqual([]);
    await page.close();
  });

  it('is whole when it is printed, and after changes that come faster than it is shown', async () => {
    const { page, said } = await opened();
    const isBusy = (await page.evaluate(`(async () => {
      const field = document.querySelector('[data-change=pods]');
      for (let pods = 5; pods < 15; pods++) {
        field.value = pods;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        if (pods % 3 === 0) await new Promise(requestAnimationFrame);
      }
      const isBusy = () => document.querySelector('[aria-busy=true]') !== null;
      const before = isBusy();
      dispatchEvent(new Event('beforeprint'));
      return [before, isBusy()];
    })()`)) as readonly boolean[];
    expect(isBusy).toEqual([true, false]);
    const json = await cellsOfJson(folder, '--pods-per-node', '14');
    expect((await cellsOf(page)).slice(-json.length)).toEqual(json);
    expect(said).toEqual([]);
    await page.close();
  });

  it('shows its numbers, and says what is missing, where no script runs', async () => {
    const { stdout } = await eniLensProgram(['plan', '--format', 'html'], { cwd: folder });
    writeFileSync(join(folder, 'silent.html'), stdout);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, 'silent.html')).href);
    expect(await cellsOf(page)).toEqual(await cellsOfJson(folder));
    await page.getByText('No script runs here, so there are no fields to change').waitFor();
    expect(await page.locator('input, select, button').count()).toBe(0);
    await context.close();
  });

  it('plans a cluster that no file describes', async () => {
    const { page, said } = await opened('--instance-type', 'm5.large', '--nodes', '50', '--subnet', '10.0.0.0/22');
    await page.getByText('50 nodes take').waitFor();
    await page.getByLabel('nodes at most').fill('60');
    await page.getByText('50–60 nodes take').waitFor();
    expect(said).toEqual([]);
    await page.close();
  });
});

describe('the page of 200 groups in 60 subnets', () => {
  const subnets = Array.from({ length: 60 }, (_, at) => {
    const zone = `eu-west-1${'abc'[at % 3]}`;
    return `      s${at}: { id: subnet-0aaaaaaaaaaaaaa${100 + at}, cidr: 10.${at}.0.0/20, az: ${zone} }\n`;
  });
  const types = ['m5.large', 'c5.xlarge', 'm6i.2xlarge', 'r5.4xlarge', 't3.medium', 'm5.8xlarge', 'c6i.4xlarge'];
  const groups = Array.from({ length: 200 }, (_, at) => {
    const named = [0, 1, 2].map((part) => `s${(at * 3 + part) % 60}`).join(', ');
    const sizes = `minSize: ${1 + (at % 3)}, maxSize: ${5 + (at % 17)}`;
    return `  - { name: g${at}, instanceType: ${types[at % 7]}, subnets: [${named}], privateNetworking: true, ${sizes} }\n`;
  });
  const many = folderWith({
    'eni-lens.yaml': 'expectedPodsPerNode: 20\n',
    'many.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: many, region: eu-west-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
${subnets.join('')}addons: [{ name: vpc-cni, version: v1.21.1 }]
managedNodeGroups:
${groups.join('')}`,
  });
  const written = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await eniLensProgram(['plan', '--format', 'html', ...args], { cwd: many });
    writeFileSync(join(many, 'page.html'), stdout);
    return stdout;
  };

  it('takes less than 300 KB, in any language', async () => {
    for (const language of ['en', 'ja']) {
      expect(Buffer.byteLength(await written('--lang', language))).toBeLessThan(300_000);
    }
  });

  it('shows all rows, and the first ones of a table where no script runs', async () => {
    await written();
    const address = pathToFileURL(join(many, 'page.html')).href;
    const json = await cellsOfJson(many);
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('group', { name: 'Node group g199' }).waitFor();
    expect(await cellsOf(page)).toEqual(json);
    await page.close();

    const context = await browser.newContext({ javaScriptEnabled: false });
    const silent = await context.newPage();
    await silent.goto(address);
    const cells = await cellsOf(silent);
    const said = cells.filter((row) => row.length === 1).flat();
    // A row of each size of a subnet, a row of each group, and a row of each group's max pods; there are 60 of what ends first.
    expect(said).toEqual([120, 200, 200].map((count) => `No script runs here, so only 60 of ${count} are shown`));
    expect(json.map((row) => row.join())).toEqual(
      expect.arrayContaining(cells.filter((row) => row.length > 1).map((row) => row.join())),
    );
    expect(await silent.getByRole('row', { name: 'g59' }).count()).toBe(2);
    await context.close();
  });
});

describe('the page of 200 groups with a finding each', () => {
  const groups = Array.from(
    { length: 200 },
    (_, at) => `  - { name: g${at}, instanceType: m5.large, maxSize: ${3 + at}, maxPodsPerNode: 110 }\n`,
  );
  const faulty = folderWith({
    'faulty.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: faulty, region: eu-west-1 }
addons: [{ name: vpc-cni, version: v1.21.1 }]
managedNodeGroups:
${groups.join('')}`,
  });

  it.each(['en', 'ja'] as const)(
    'takes less than 300 KB, and shows all findings where its script runs: %s',
    async (language) => {
      const { stdout } = await eniLensProgram(['plan', '--format', 'html', '--lang', language], { cwd: faulty });
      expect(Buffer.byteLength(stdout)).toBeLessThan(300_000);
      const file = join(faulty, `${language}.html`);
      writeFileSync(file, stdout);
      const context = await browser.newContext({ javaScriptEnabled: false });
      const [silent, page] = [await context.newPage(), await browser.newPage()];
      const items = (of: Page) =>
        of.locator('ul', { hasText: 'max-pods-above-capacity' }).locator('li').allTextContents();
      await silent.goto(pathToFileURL(file).href);
      await page.goto(pathToFileURL(file).href);
      await withFields(page);
      await settled(page);
      const all = await items(page);
      expect(all.filter((text) => text.includes('max-pods-above-capacity'))).toHaveLength(200);
      const [first, last] = [
        all.slice(0, 60),
        { en: `only 60 of ${all.length} are`, ja: `${all.length} 件のうち 60 件` },
      ];
      expect(await items(silent)).toEqual([...first, expect.stringContaining(last[language])]);
      await page.close();
      await context.close();
    },
  );
});

it('shows of a long table at once what is looked at, wherever that is', async () => {
  const ranges = Array.from({ length: 48 }, (_, at) => `10.0.${at}.0/24`);
  const zone = (at: number): string => `eu-west-1${'abc'[at % 3]}`;
  const large = folderWith({
    'eni-lens.yaml': 'expectedPodsPerNode: 20\n',
    'large.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: large, region: eu-west-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
${ranges.map((cidr, at) => `      s${at}: { id: subnet-0aaaaaaaaaaaaaa${100 + at}, cidr: ${cidr}, az: ${zone(at)} }\n`).join('')}
addons: [{ name: vpc-cni, version: v1.21.1 }]
managedNodeGroups:
${ranges.map((_, at) => `  - { name: g${at}, instanceType: m5.large, subnets: [s${at}], minSize: 1, desiredCapacity: 2, maxSize: ${3 + at} }\n`).join('')}`,
  });
  const { stdout } = await eniLensProgram(['plan', '--format', 'html'], { cwd: large });
  writeFileSync(join(large, 'page.html'), stdout);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(large, 'page.html')).href);
  const field = page.getByLabel('WARM_IP_TARGET', { exact: true });
  await field.fill('1');
  await settled(page);
  const table = page.getByRole('group', { name: 'Table: Subnets: addresses taken' });
  for (const [row, value] of [
    [10, '2'],
    [70, '3'],
    [130, '4'],
  ] as const) {
    await table
      .locator('tbody tr')
      .nth(row)
      .evaluate((each) => each.scrollIntoView({ block: 'center' }));
    // As a text: what a compiler adds to functions is not there in the browser.
    const [before, at, isBusy, seen] = (await page.evaluate(`(() => {
      const field = document.getElementById('cluster0-WARM_IP_TARGET');
      const section = document.querySelector('[aria-label="Table: Subnets: addresses taken"]').closest('section');
      const rows = () => [...section.querySelectorAll('tbody tr')];
      const texts = () => rows().map((each) => each.textContent);
      const before = texts();
      const seen = rows().map((each) => each.getBoundingClientRect()).map(({ top, bottom }) => bottom > 0 && top < innerHeight);
      field.value = '${value}';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return [before, texts(), section.ariaBusy === 'true', seen];
    })()`)) as readonly [readonly string[], readonly string[], boolean, readonly boolean[]];
    await settled(page);
    const after = (await table.locator('tbody tr').allTextContents()).map(String);
    expect(before).toHaveLength(144);
    expect(before.filter((text, index) => text === after[index])).toEqual([]);
    expect([isBusy, seen[row]]).toEqual([true, true]);
    expect(at).toEqual(after.map((text, index) => (seen[index] ? text : before[index])));
  }
  // A group that has a size less has a row less.
  const sizes = page.getByRole('group', { name: 'Node group g20' });
  await sizes.getByLabel('nodes at least').fill('2');
  await settled(page);
  expect(await table.locator('tbody tr').count()).toBe(143);
  const changed = ['--set', 'WARM_IP_TARGET=4', '--pods-per-node', '20'];
  await sizes.getByLabel('nodes at least').fill('1');
  const json = await cellsOfJson(large, ...changed);
  expect((await cellsOf(page)).slice(-json.length)).toEqual(json);
  await page.close();
});

it('holds nothing of the machine that wrote it', async () => {
  const { stdout } = await eniLensProgram(['plan', '--format', 'html'], { cwd: folder });
  const packed = [...stdout.matchAll(/ id="(?:content|program)">([^<]*)</g)].map(([, text = '']) => text);
  const texts = [stdout, ...packed.map((text) => gunzipSync(Buffer.from(text, 'base64')).toString())];
  expect(texts).toHaveLength(3);
  expect(texts[1]).toContain('shop.yaml');
  for (const text of texts) expect(text).not.toContain(folder);
});
