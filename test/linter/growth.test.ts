import { describe, expect, it } from 'vitest';
import { readBy } from '../../server/formats/format.js';
import { formats } from '../../server/formats/index.js';
import { resourceNames } from '../../server/formats/manifests/resourceNames.js';
import { format as nodeObjects } from '../../server/formats/nodeObjects.js';
import { checkCluster, lint } from '../../server/linter/lint.js';
import { planOf } from '../../server/plan/plan.js';
import { planReport } from '../../server/plan/report.js';
import { readDocument } from '../../server/syntax/document.js';
import { readFile } from '../../server/workspace/fileModel.js';
import { workspaceOf } from '../harness/check.js';
import { counting } from '../harness/counting.js';
import { largeFiles } from '../harness/largeFiles.js';
import { type LargeFolder, largeFolders } from '../harness/largeFolders.js';

/** What rules and plan read of the model of a folder: clocks differ from run to run, this does not. */
function readsOf(files: ReturnType<LargeFolder>): number {
  const { clusters } = workspaceOf(files);
  return clusters.reduce((sum, cluster) => {
    const counted = counting(cluster);
    checkCluster(counted.value);
    planReport(planOf(counted.value), { catalogue: undefined, placeOf: () => undefined });
    return sum + counted.reads();
  }, 0);
}

/**
 * With twice as many again, twice as much is to be added. Sorting adds 2.3 times as much at this size, and work for each pair of things four
 * times.
 */
function growthOf(folder: LargeFolder, reads: typeof readsOf): number {
  const [few, more, most] = [20, 40, 80].map((count) => reads(folder(count)));
  if (few === undefined || more === undefined || most === undefined) throw new Error('not counted');
  // Of comments and of settings that nobody asks for rules and plan read nothing.
  return (most - more) / Math.max(1, more - few);
}

/** What formats read of the trees of a folder. */
function readsOfFormats(files: ReturnType<LargeFolder>): number {
  return files
    .flatMap(({ path, text }) => readFile({ uri: path, text }).documents.map((document) => ({ path, document })))
    .reduce((sum, { path, document: { id, form, text = '' } }) => {
      const counted = counting(readDocument(text, form));
      readBy(formats, counted.value, { uri: path, document: id });
      return sum + counted.reads();
    }, 0);
}

/** What finding the names of a list's manifests reads of its tree and its resources. */
function readsOfNames(count: number): number {
  const items = Array.from(
    { length: count },
    (_, index) => `  - { apiVersion: v1, kind: Node, metadata: { name: n${index}, labels: { a: b } } }\n`,
  ).join('');
  const document = readDocument(`apiVersion: v1\nkind: List\nitems:\n${items}`, { syntax: 'yaml' });
  const resources = readBy([nodeObjects], document, { uri: 'a.yaml', document: 0 });
  expect(resources.length).toBe(count);
  const counted = counting({ document, resources });
  expect(resourceNames(counted.value.document, counted.value.resources).length).toBe(count);
  return counted.reads();
}

it('what the names of a list of nodes take grows no faster than the list', () => {
  const [few, more, most] = [20, 40, 80].map(readsOfNames);
  if (few === undefined || more === undefined || most === undefined) throw new Error('not counted');
  expect((most - more) / (more - few)).toBeLessThan(2.3);
});

const files = Object.entries(largeFiles).map(([name, file]): [string, LargeFolder] => [
  name,
  (count) => [{ path: 'a.yaml', text: file(count) }],
]);

describe('what rules and plan read grows no faster than', () => {
  it.each([...files, ...Object.entries(largeFolders)])('%s', (_, folder) => {
    expect(growthOf(folder, readsOf)).toBeLessThan(2.3);
  });
});

describe('what formats read of their files grows no faster than', () => {
  it.each([...files, ...Object.entries(largeFolders)])('%s', (_, folder) => {
    expect(growthOf(folder, readsOfFormats)).toBeLessThan(2.3);
  });
});

describe('a finding names a few places and counts the others', () => {
  it.each([...files, ...Object.entries(largeFolders)])('%s', (_, folder) => {
    const places = lint(workspaceOf(folder(60))).map(({ related = [] }) => related.length);
    // Eight groups with up to three lines each, and one for the others.
    expect(Math.max(0, ...places)).toBeLessThanOrEqual(25);
  });
});
