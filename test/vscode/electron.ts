import { join } from 'node:path';
import { runTests, runVSCodeCommand } from '@vscode/test-electron';
import type { Outcome } from './plan.js';
import { outcomeOf, type Stage, suites } from './stage.js';

/**
 * Whether VS Code itself can run: it can be downloaded, and there is a display (`xvfb-run -a` makes one). `ENI_LENS_VSCODE` decides
 * instead: `download` or `code-server`.
 */
export async function canRunVisualStudioCode(): Promise<boolean> {
  const wanted = process.env.ENI_LENS_VSCODE;
  if (wanted !== undefined) return wanted === 'download';
  if (process.platform === 'linux' && process.env.DISPLAY === undefined) return false;
  const signal = AbortSignal.timeout(5_000);
  return fetch('https://update.code.visualstudio.com/api/releases/stable', { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Runs the suites in VS Code's test mode. Pictures are taken in the browser only. */
export async function runInVisualStudioCode(stage: Stage): Promise<readonly Outcome[]> {
  // Both calls take the newest release, which the first one downloads.
  const release = { version: 'stable', reuseMachineInstall: true } as const;
  const user = join(stage.profile, 'user');
  const profile = ['--user-data-dir', user, '--extensions-dir', join(stage.profile, 'extensions')];
  for (const vsix of stage.vsixs) await runVSCodeCommand(['--install-extension', vsix, ...profile], release);
  const outcomes: Outcome[] = [];
  for (const name of suites) {
    await runTests({
      ...release,
      extensionDevelopmentPath: stage.runner,
      extensionTestsPath: join(stage.runner, 'extension.cjs'),
      extensionTestsEnv: { ...stage.variables },
      launchArgs: [stage.folders[name], ...profile, '--disable-workspace-trust', '--no-sandbox', '--disable-updates'],
    });
    outcomes.push(...(await outcomeOf(stage, name)));
  }
  return outcomes;
}
