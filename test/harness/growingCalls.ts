import { lint } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import { planOf } from '../../server/plan/plan.js';
import { planReport } from '../../server/plan/report.js';
import { emptyWorkspace, type Workspace, withFiles } from '../../server/workspace/workspace.js';
import { callsOf, startCounting } from './calls.js';
import { largeCarriers, largeClusters } from './largeClusters.js';
import { largeFiles, largeTexts } from './largeFiles.js';
import { type LargeFolder, largeFolders } from './largeFolders.js';
import { charactersOf, startCountingCharacters } from './scans.js';

/*
 * A program, for `test/linter/growingCalls.long.test.ts`: prints for each large folder, as JSON, which functions are called more than twice as often when
 * there is twice as much, and what is looked for in more than twice as many characters.
 */

/** What is done with the files of a folder; what comes before the counted part is there already. */
type Work = (read: () => Workspace) => () => unknown;

const works: Readonly<Record<string, Work>> = {
  'to read, lint and plan': (read) => () => {
    const workspace = read();
    lint(workspace);
    for (const cluster of workspace.clusters) {
      planReport(planOf(cluster), { catalogue: undefined, placeOf: () => undefined });
    }
  },
  'to offer all fixes': (read) => {
    const workspace = read();
    const found = lint(workspace);
    return () => report(found, workspace).map(({ fixes }) => fixes.length);
  },
};

/** Few are enough: one that is called for each pair is called four times as often each time. */
const counts = [6, 12, 24, 48] as const;

/** What is counted whose additional counts more than double twice, and that comes many times for each of the things. */
function growing(folder: LargeFolder, work: Work): readonly string[] {
  const run = (count: number) => {
    const files = folder(count).map(({ path, text }) => ({ uri: `file:///shop/${path}`, text }));
    const done = work(() => withFiles(emptyWorkspace, files));
    let calls: ReadonlyMap<string, number> = new Map();
    const characters = charactersOf(() => {
      calls = callsOf(done);
    });
    return new Map([...calls, ...[...characters].map(([what, count]) => [`looking for ${what}`, count] as const)]);
  };
  // What is worked out once and kept is not to be counted with the first.
  run(counts[0]);
  const [few, some, more, most] = counts.map(run);
  if (few === undefined || some === undefined || more === undefined || most === undefined) throw new Error('no counts');
  return [...most].flatMap(([name, last]) => {
    const all = [few, some, more].map((calls) => calls.get(name) ?? 0);
    const [first = 0, second = 0, third = 0] = all;
    const steps = [second - first, third - second, last - third] as const;
    const isGrowing = steps[1] > mostGrowth * Math.max(1, steps[0]) && steps[2] > mostGrowth * steps[1];
    return isGrowing && last > fewEach * counts[3] ? [`${name}: ${[...all, last].join(', ')}`] : [];
  });
}

/** To sort takes 2.5 times as long at these sizes, and work for each pair of things four times. */
const mostGrowth = 2.9;
/** A third of a call for each pair. */
const fewEach = 16;

const files = Object.entries({ ...largeFiles, ...largeTexts }).map(([name, file]): [string, LargeFolder] => [
  name,
  (count) => [{ path: 'a.yaml', text: file(count) }],
]);

startCounting();
startCountingCharacters();
for (const [name, folder] of [...files, ...Object.entries({ ...largeFolders, ...largeClusters, ...largeCarriers })]) {
  for (const [what, work] of Object.entries(works)) {
    console.log(JSON.stringify({ name: `${name}, ${what}`, growing: growing(folder, work) }));
  }
}
