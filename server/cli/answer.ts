import type { CatalogueReader } from '../disk/catalogue.js';
import { sayWith } from '../messages/message.js';
import type { Call, Caller } from './call.js';
import { exitCodeOf, exitCodes } from './exitCodes.js';
import { speechFor } from './language.js';
import { lintDefaults } from './options.js';

/**
 * Answers a call with what its command prints, or with what is wrong and what to do; returns the exit code. Never throws. Catalogues are
 * those of the package, where no others are given.
 */
export async function answer(caller: Caller, catalogues?: CatalogueReader): Promise<number> {
  let say = sayWith(undefined);
  let exitCode: number = exitCodes.clean;
  const end = (code: number): void => {
    exitCode = code;
  };
  try {
    const speech = speechFor(caller, catalogues);
    say = speech.say;
    await run({ ...caller, ...speech, end });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, { say, stderr: caller.stderr });
  }
}

/** Most calls are about paths and say nothing else: they are understood without describing all options first. */
async function run(call: Call): Promise<void> {
  const [command, ...paths] = call.args;
  if (command === 'lint' && paths.every((path) => path === '-' || !path.startsWith('-'))) {
    const { runLint } = await import('./runLint.js');
    return call.end(await runLint(paths.length > 0 ? paths : ['.'], lintDefaults, call));
  }
  const { programFor } = await import('./program.js');
  await programFor(call).parseAsync(call.args, { from: 'user' });
}
