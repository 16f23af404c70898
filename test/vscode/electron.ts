import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
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
  const vscodeExecutablePath = await downloadAndUnzipVSCode('stable');
  const [program = '', ...flags] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, {
    reuseMachineInstall: true,
  });
  const user = join(stage.profile, 'user');
  const profile = ['--user-data-dir', user, '--extensions-dir', join(stage.profile, 'extensions')];
  for (const vsix of stage.vsixs) execFileSync(program, [...flags, ...profile, '--install-extension', vsix]);
  const outcomes: Outcome[] = [];
  for (const name of suites) {
    await runTests({
      vscodeExecutablePath,
      reuseMachineInstall: true,
      extensionDevelopmentPath: stage.runner,
      extensionTestsPath: join(stage.runner, 'extension.cjs'),
      extensionTestsEnv: { ...stage.variables },
      launchArgs: [stage.folders[name], ...profile, '--disable-workspace-trust', '--no-sandbox', '--disable-updates'],
    });
    outcomes.push(...(await outcomeOf(stage, name)));
  }
  return outcomes;
}
