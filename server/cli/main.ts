import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { exitCodes, UsageError } from './exitCodes.js';
import { addLintCommand } from './lint.js';
import { addMaxPodsCommand } from './maxPods.js';
import { addWarmPoolCommand } from './warmPool.js';

/** The command line. Every command answers every input: with its result, or with what is wrong and what to do. */
function main(): void {
  const program = new Command('eni-lens')
    .description(packageJson.description)
    .version(packageJson.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(eni-lens --help shows what there is)')
    .exitOverride();
  addLintCommand(program);
  addMaxPodsCommand(program);
  addWarmPoolCommand(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(eni-lens ${command.name()} --help shows what there is)`);
  try {
    program.parse();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // commander has printed its own messages already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `eni-lens failed: ${text}\nThis is a fault of eni-lens: please report it with the file that causes it.\n`,
  );
  return exitCodes.internal;
}

// A reader that closes early (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
main();
