import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eniLensProgram, folderWith } from '../cli/program.js';
import { accessFaults, brokenWords } from '../harness/accessibility.js';
import { shop } from '../harness/shopOfTwoZones.js';
import { launchBrowser } from '../vscode/browser.js';
import { withFields } from './planTables.js';

/* The page of a plan for those who do not see it, do not see it well, or use no mouse: axe-core looks at it in all its states. */

const open = `  - { name: jobs, instanceTypes: [c5.xlarge, m5.xlarge], privateNetworking: true, minSize: 0, maxSize: 60 }
  - { name: hidden, instanceType: "{{ type }}", privateNetworking: true, maxSize: 6 }
  - { name: unsized, instanceType: m5.large, privateNetworking: true, maxSize: "{{ most }}" }
`;

const others = `---
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: six, region: eu-central-1 }
kubernetesNetworkConfig: { ipFamily: IPv6 }
availabilityZones: [eu-central-1a, eu-central-1b]
iam: { withOIDC: true }
addons: [{ name: vpc-cni }, { name: coredns }, { name: kube-proxy }]
managedNodeGroups: [{ name: jobs, instanceType: m5.large, minSize: 2, maxSize: 12 }]
---
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: unseen, region: eu-central-1 }
availabilityZones: [eu-central-1a, eu-central-1b]
addons: [{ name: vpc-cni, configurationValues: '{{ values }}' }]
managedNodeGroups: [{ name: web, instanceType: m5.large, minSize: 2, maxSize: 12 }]
`;

const config = "expectedPodsPerNode: 20\nbudgets: ['subnet.use <= 0.5']\n";

const pages: readonly (readonly [name: string, text: string, args: readonly string[]])[] = [
  ['one cluster', shop, []],
  ['three clusters with ranges and dashes', shop + open + others, []],
  ['three clusters in Japanese', shop + open + others, ['--lang', 'ja']],
  ['a cluster with changes', shop, ['--set', 'WARM_IP_TARGET=5', '--max-nodes', 'web=50']],
];

const states = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on paper', { media: 'print', colorScheme: 'light' }],
  ['in the colors of the system', { forcedColors: 'active' }],
] as const satisfies readonly (readonly [string, Parameters<Page['emulateMedia']>[0]])[];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function fileOf(text: string, args: readonly string[]): Promise<string> {
  const cwd = folderWith({ 'shop.yaml': text, 'eni-lens.yaml': config });
  const { stdout } = await eniLensProgram(['plan', '--format', 'html', ...args], { cwd });
  const file = join(cwd, 'page.html');
  writeFileSync(file, stdout);
  return pathToFileURL(file).href;
}

describe('axe-core finds nothing in the page of', () => {
  it.each(pages)('%s, in any light and width', async (_name, text, args) => {
    const address = await fileOf(text, args);
    for (const [state, media] of states) {
      for (const width of [1400, 700, 320]) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.emulateMedia(media);
        await page.goto(address);
        await withFields(page);
        expect([state, width, await accessFaults(page)]).toEqual([state, width, []]);
        if (state !== 'on paper') {
          const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect([state, width, over]).toEqual([state, width, 0]);
          expect(await brokenWords(page, 'legend, label, td, th, h1')).toEqual([]);
        }
        await page.close();
      }
    }
  });
});

describe('with the keyboard alone', () => {
  it('every field, button and table is reached, in the order in which they are read', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(await fileOf(shop + open, []));
    await withFields(page);
    // The fields of a hidden text, which copying shows, cannot be reached yet.
    const reachable = `[...document.querySelectorAll('input, select, button, .scroll, summary, a[href], pre:not([hidden])')]`;
    const all = await page.evaluate(`${reachable}.map((each, index) => (each.dataset.place = String(index)))`);
    const order: unknown[] = [];
    for (let tabs = 0; tabs < (all as readonly string[]).length; tabs++) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate('document.activeElement.dataset.place'));
      const ring = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(ring).not.toBe('none');
    }
    expect(order).toEqual(all);
    await page.close();
  });
});
