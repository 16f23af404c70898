import { catalogueReader } from '../disk/catalogue.js';
import { ioReason } from '../disk/ioReason.js';
import { message, type Say, sayWith } from '../messages/message.js';
import { exitCodeOf, exitCodes } from './exitCodes.js';
import { languageFor } from './language.js';
import { programOf } from './program.js';

/** The command line. Every command answers every input: with its result, or with what is wrong and what to do. */
async function main(): Promise<void> {
  let say = sayWith(undefined);
  process.stdout.on('error', (error) => endUnread(error, say));
  try {
    const language = languageFor(process.argv.slice(2), process.env);
    const catalogue = catalogueReader(__dirname)(language);
    say = sayWith(catalogue);
    await programOf({ say, language, catalogue }).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error, say);
  }
}

/** A reader that closes early (`| head`) is no fault; a full disk is, but not one of ours, and findings weigh more. */
function endUnread(error: NodeJS.ErrnoException, say: Say): void {
  if (error.code !== 'EPIPE') {
    process.exitCode ||= exitCodes.unreadable;
    const text = message('eni-lens: cannot write to standard output: {reason}', { reason: ioReason(error) });
    process.stderr.write(`${say(text)}\n`);
  }
  process.exit();
}

process.stderr.on('error', () => process.exit());
void main();
