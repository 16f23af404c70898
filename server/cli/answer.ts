import type { CatalogueReader } from '../disk/catalogue.js';
import { sayWith } from '../messages/message.js';
import type { Caller } from './call.js';
import { exitCodeOf, exitCodes } from './exitCodes.js';
import { speechFor } from './language.js';
import { programFor } from './program.js';

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
    await programFor({ ...caller, ...speech, end }).parseAsync(caller.args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, { say, stderr: caller.stderr });
  }
}
