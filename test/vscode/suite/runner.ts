import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type Mocha from 'mocha';
import * as vscode from 'vscode';
import type { Outcome, Plan } from '../plan.js';

/** code-server knows no test mode, so there an installed extension starts the suite; VS Code calls `run` itself. */
export function activate(): void {
  const plan = readPlan();
  if (plan?.startedBy === 'activation') void run();
}

/** Runs the suite that the plan has for the open folder, and writes what came of it. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const plan = readPlan();
  const suite = plan?.suites[folder];
  if (plan === undefined || suite === undefined) return;
  writeFileSync(suite.outcome, JSON.stringify(await outcomesOf(suite.file, plan)));
}

function readPlan(): Plan | undefined {
  const path = process.env.ENI_LENS_TEST_PLAN;
  return path === undefined ? undefined : JSON.parse(readFileSync(path, 'utf8'));
}

async function outcomesOf(file: string, { mocha: mochaPath, only }: Plan): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  try {
    const { default: MochaClass } = (await import(pathToFileURL(mochaPath).href)) as { default: typeof Mocha };
    const mocha = new MochaClass({ ui: 'bdd', timeout: 120_000, reporter: 'min' });
    if (only !== undefined) mocha.grep(new RegExp(only));
    mocha.addFile(file);
    await mocha.loadFilesAsync();
    await new Promise<void>((resolve) => {
      const runner = mocha.run(() => resolve());
      runner.on('pass', (test) => outcomes.push({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
      runner.on('fail', (test, error: Error) =>
        outcomes.push({ title: test.fullTitle(), milliseconds: 0, failure: error.stack ?? error.message }),
      );
    });
  } catch (error) {
    outcomes.push({ title: `load ${file}`, milliseconds: 0, failure: String(error) });
  }
  return outcomes;
}
