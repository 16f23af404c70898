import { codeActions } from '../../server/features/codeActions.js';
import { codeLens } from '../../server/features/codeLens.js';
import { diagnosticOf } from '../../server/features/diagnostics.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { readLensConfig } from '../../server/formats/eniLens/config.js';
import { fixWorkspace } from '../../server/linter/fixWorkspace.js';
import { lint } from '../../server/linter/lint.js';
import { defaultConfig, type LensConfig } from '../../server/model/lensConfig.js';
import { emptyWorkspace, type Workspace, withConfig, withFiles } from '../../server/workspace/workspace.js';
import { ableEditor } from '../harness/actionOptions.js';
import { largeClusters } from '../harness/largeClusters.js';
import { type LargeFile, largeFiles, largeTexts } from '../harness/largeFiles.js';
import { largeFolders } from '../harness/largeFolders.js';
import { processorTime } from './timing.js';

/*
 * How the processor time grows when there is twice as much of something. The exponent is 1 where twice as much takes twice as long, and 2
 * where it takes four times as long; what is the same for every file brings it below 1. `test/linter/growth.test.ts` counts the same for
 * rules and plan, without a clock.
 */

const counts = [500, 1000, 2000] as const;
const aim = 1.2;

/** Measures and prints. A few minutes. */
export function measureGrowth(): void {
  console.log(`growth of processor time, for ${counts.join(', ')} of each (aim: an exponent of at most ${aim}):`);
  const whole = Object.entries({ ...largeFiles, ...largeTexts });
  for (const [name, file] of whole) measure(`lint, ${name}`, (count) => workspaceOf(file(count)), lint);
  for (const [name, folder] of Object.entries({ ...largeFolders, ...largeClusters })) {
    measure(`lint, ${name}`, (count) => workspaceWith(folder(count).map(atHome), defaultConfig), lint);
  }
  measure('lint, files and clusters of eni-lens.yaml', clustersAndFiles, lint);
  const high = file('node groups with a max-pods finding');
  const unquoted = file('values without quotes');
  measure('code actions over the file, max-pods findings', (count) => workspaceOf(high(count)), allActions);
  measure('code actions over the file, values without quotes', (count) => workspaceOf(unquoted(count)), allActions);
  measure('fixes, max-pods findings', (count) => workspaceOf(high(count)), fixAll);
  measure('fixes, values without quotes', (count) => workspaceOf(unquoted(count)), fixAll);
  measure(
    'code lenses, node groups',
    (count) => workspaceOf(high(count)),
    (workspace) => codeLens(workspace, uri),
  );
  measure(
    'inlay hints, node groups',
    (count) => workspaceOf(high(count)),
    (workspace) => inlayHints(workspace, uri, wholeFile),
  );
}

/** The work is done on a workspace that is read anew each time: with the reading, as in the command line and after an edit. */
function measure(name: string, workspace: (count: number) => Workspace, work: (workspace: Workspace) => unknown): void {
  const run = (count: number): void => void work(workspace(count));
  // What is not compiled yet makes few things look dear, and the growth small.
  run(counts[0]);
  const times = counts.map((count) => processorTime(2, () => run(count)));
  const [first = 1, , last = 1] = times;
  const exponent = Math.log2(last / first) / Math.log2(counts[2] / counts[0]);
  const verdict = exponent <= aim ? '' : ' MISSED';
  console.log(
    `  ${exponent.toFixed(2)}${verdict}  ${name} (${times.map((time) => `${time.toFixed(0)} ms`).join(', ')})`,
  );
}

const uri = 'file:///shop/cluster.yaml';
const atHome = ({ path, text }: { readonly path: string; readonly text: string }) => ({
  uri: `file:///shop/${path}`,
  text,
});
const wholeFile = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };

function file(name: string): LargeFile {
  const found = { ...largeFiles, ...largeTexts }[name];
  if (found === undefined) throw new Error(`no large file is named ${name}`);
  return found;
}

function workspaceOf(text: string): Workspace {
  return workspaceWith([{ uri, text }], defaultConfig);
}

function workspaceWith(
  files: readonly { readonly uri: string; readonly text: string }[],
  config: LensConfig,
): Workspace {
  return withFiles(withConfig(emptyWorkspace, config), files);
}

/** As many clusters in the config file as there are files, each of a folder of its own. */
function clustersAndFiles(count: number): Workspace {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const clusters = indexes.map((index) => `  - { name: c-${index}, files: [folder-${index}/**] }\n`);
  const config = readLensConfig('file:///shop/eni-lens.yaml', `clusters:\n${clusters.join('')}`);
  const one = file('node groups with a max-pods finding')(1);
  return workspaceWith(
    indexes.map((index) => ({ uri: `file:///shop/folder-${index}/cluster.yaml`, text: one })),
    config,
  );
}

function fixAll(workspace: Workspace): unknown {
  return fixWorkspace(workspace, { levels: ['safe', 'suggested'], mayChange: () => true, isWanted: () => true });
}

function allActions(workspace: Workspace): unknown {
  const shown = { relatedInformation: true, codeDescription: true, extra: true, tags: [] };
  const diagnostics = lint(workspace).map((finding) => diagnosticOf(finding, workspace, shown));
  return codeActions(workspace, uri, wholeFile, { diagnostics }, ableEditor);
}
