import { cpSync, mkdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import type { Outcome, Plan } from './plan.js';

/** The suites, and the folder under test/vscode that each is run in. */
const workspaces = { editor: 'workspace', unrelated: 'unrelated' } as const;
export type Suite = keyof typeof workspaces;
const here = import.meta.dirname;
export const suites: readonly Suite[] = ['editor', 'unrelated'];

/** A fresh set of folders, packages and suites for one run. */
export interface Stage {
  /** Of the user: settings and extensions. */
  readonly profile: string;
  readonly runner: string;
  readonly vsixs: readonly string[];
  readonly folders: Readonly<Record<Suite | 'pictures' | 'planned', string>>;
  readonly plan: Plan;
  readonly variables: Readonly<Record<string, string>>;
}

/** Bundles the suites, packages the runner and the stub, and copies what they change. */
export async function prepareStage(
  root: string,
  work: string,
  { startedBy, only }: Pick<Plan, 'startedBy' | 'only'>,
): Promise<Stage> {
  const folders = {
    editor: join(work, workspaces.editor),
    unrelated: join(work, workspaces.unrelated),
    pictures: join(work, 'clusters'),
    planned: join(work, 'planned'),
  };
  // A copy, because a build of another terminal may replace it.
  const vsix = join(work, 'eni-lens.vsix');
  cpSync(join(root, 'eni-lens.vsix'), vsix);
  for (const name of suites) cpSync(join(here, workspaces[name]), folders[name], { recursive: true });
  cpSync(join(root, 'examples/broken'), folders.pictures, { recursive: true });
  cpSync(join(here, 'planned'), folders.planned, { recursive: true });
  const runner = join(work, 'runner');
  const stub = join(work, 'stub');
  cpSync(join(here, 'runner'), runner, { recursive: true });
  cpSync(join(here, 'stub'), stub, { recursive: true });
  await bundle('runner', join(runner, 'extension.cjs'));
  await Promise.all(suites.map((name) => bundle(name, join(work, `${name}.cjs`))));
  const packed = await Promise.all(
    [runner, stub].map((folder) => pack(folder, join(work, `${basename(folder)}.vsix`))),
  );
  const profile = join(work, 'profile');
  mkdirSync(join(profile, 'user', 'User'), { recursive: true });
  cpSync(join(here, 'settings.json'), join(profile, 'user', 'User', 'settings.json'));
  const plan: Plan = {
    startedBy,
    mocha: createRequire(import.meta.url).resolve('mocha'),
    only,
    suites: Object.fromEntries(
      suites.map((name) => [folders[name], { file: join(work, `${name}.cjs`), outcome: join(work, `${name}.json`) }]),
    ),
  };
  const planFile = join(work, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  return {
    profile,
    runner,
    vsixs: [vsix, ...(startedBy === 'activation' ? packed.slice(0, 1) : [])],
    folders,
    plan,
    variables: { ENI_LENS_TEST_PLAN: planFile, ENI_LENS_TEST_STUB: join(work, 'stub.vsix') },
  };
}

async function bundle(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(here, 'suite', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

async function pack(folder: string, packagePath: string): Promise<string> {
  await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  return packagePath;
}

const patienceMilliseconds = 900_000;

/** Waits until the suite has written what came of it. */
export async function outcomeOf(stage: Stage, name: Suite): Promise<readonly Outcome[]> {
  const suite = stage.plan.suites[stage.folders[name]];
  if (suite === undefined) throw new Error(`There is no suite ${name}`);
  const signal = AbortSignal.timeout(patienceMilliseconds);
  return new Promise((resolve, reject) => {
    const look = () => {
      const outcomes = readOutcomes(suite.outcome);
      if (outcomes === undefined) return;
      watcher.close();
      resolve(outcomes);
    };
    const watcher = watch(dirname(suite.outcome), look);
    signal.addEventListener('abort', () => {
      watcher.close();
      reject(new Error(`The suite ${basename(suite.file)} came to no end: the extension host may not have started`));
    });
    look();
  });
}

/** Undefined while the file is not there or half written. */
function readOutcomes(path: string): readonly Outcome[] | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
