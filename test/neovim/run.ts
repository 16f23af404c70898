import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acceptances } from '../harness/acceptances.js';
import type { Outcome } from '../vscode/plan.js';
import { findOrInstallNeovim, versionOf } from './neovim.js';

/*
 * `npm run test:neovim`: runs suite.lua in a Neovim without a screen, with the configuration that docs/editors.md shows and the built
 * server as `eni-lens` on the PATH. The last line is `N passed, N failed`.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const patienceMilliseconds = 180_000;

function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'eni-lens-neovim-'));
  try {
    const program = findOrInstallNeovim();
    console.log(versionOf(program));
    report(runSuite(program, work));
  } catch (error) {
    const failure = error instanceof Error ? error.message : `${error}`;
    report([{ title: 'Neovim runs the suite', milliseconds: 0, failure }]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs the suite over a copy of the broken example. Throws when Neovim did not come to its end. */
function runSuite(program: string, work: string): readonly Outcome[] {
  const workspace = join(work, 'workspace');
  const bin = join(work, 'bin');
  const init = join(work, 'init.lua');
  const outcome = join(work, 'outcome.json');
  const rows = join(work, 'acceptances.json');
  const accepting = join(work, 'accepting');
  cpSync(join(root, 'examples', 'broken'), workspace, { recursive: true });
  mkdirSync(join(workspace, '.git'));
  mkdirSync(bin);
  // Beside the workspace, whose clusters are none of theirs.
  mkdirSync(accepting);
  symlinkSync(join(root, 'dist', 'cli.cjs'), join(bin, 'eni-lens'));
  writeFileSync(init, documentedConfiguration());
  writeFileSync(rows, JSON.stringify(acceptances));
  const suite = fileURLToPath(new URL('suite.lua', import.meta.url));
  const { error, stderr } = spawnSync(
    program,
    ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-S', suite, '-c', 'qall!'],
    {
      cwd: workspace,
      encoding: 'utf8',
      timeout: patienceMilliseconds,
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
        XDG_CONFIG_HOME: work,
        XDG_DATA_HOME: work,
        XDG_STATE_HOME: work,
        XDG_CACHE_HOME: work,
        ENI_LENS_INIT: init,
        ENI_LENS_OUTCOME: outcome,
        ENI_LENS_ACCEPTANCES: rows,
        ENI_LENS_ACCEPTING: accepting,
      },
    },
  );
  if (error !== undefined) throw error;
  return readOutcome(outcome, stderr);
}

function readOutcome(path: string, said: string): readonly Outcome[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`Neovim wrote no outcome. It said:\n${said}`);
  }
}

/** The Lua block below the heading Neovim. */
function documentedConfiguration(): string {
  const page = readFileSync(join(root, 'docs', 'editors.md'), 'utf8');
  const [, block] = /^## Neovim$[\s\S]*?^```lua\n([\s\S]*?)^```$/m.exec(page) ?? [];
  if (block === undefined) throw new Error('docs/editors.md has no Lua block below the heading Neovim');
  return block;
}

function report(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ failure }) => failure !== undefined);
  for (const { title, milliseconds, failure } of outcomes) {
    console.log(failure === undefined ? `  ✓ ${title} (${milliseconds} ms)` : `  ✗ ${title}\n${indent(failure)}`);
  }
  console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}

main();
