import { catalogueReader } from '../disk/catalogue.js';
import { sayWith } from '../messages/message.js';
import { exitCodeOf, exitCodes } from './exitCodes.js';
import { languageFor } from './language.js';
import { programOf } from './program.js';

/** The command line. Every command answers every input: with its result, or with what is wrong and what to do. */
async function main(): Promise<void> {
  let say = sayWith(undefined);
  try {
    const language = languageFor(process.argv.slice(2), process.env);
    const catalogue = catalogueReader(__dirname)(language);
    say = sayWith(catalogue);
    await programOf({ say, language, catalogue }).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error, say);
  }
}

/** A reader that closes early (`| head`) is no fault; a full disk is, but not one of ours. */
function endOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.exitCode = exitCodes.internal;
    process.stderr.write(`eni-lens: ${error.message}\n`);
  }
  process.exit();
}

process.stdout.on('error', endOnBrokenPipe);
process.stderr.on('error', () => process.exit());
void main();
