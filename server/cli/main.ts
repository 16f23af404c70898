import { existsSync } from 'node:fs';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { closest } from '../text/closest.js';
import { exitCodeOf, exitCodes, exitCodesOfLint, UsageError } from './exitCodes.js';
import { addLintCommand } from './lint.js';
import { addLspCommand } from './lsp.js';
import { addMaxPodsCommand } from './maxPods.js';
import { addWarmPoolCommand } from './warmPool.js';

/** The command line. Every command answers every input: with its result, or with what is wrong and what to do. */
async function main(): Promise<void> {
  const program = new Command('eni-lens')
    .description(packageJson.description)
    .version(packageJson.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(eni-lens --help shows what there is)')
    .addHelpText('after', examples)
    .exitOverride();
  addLintCommand(program);
  addMaxPodsCommand(program);
  addWarmPoolCommand(program);
  addLspCommand(program);
  for (const command of program.commands)
    command.exitOverride().showHelpAfterError(`(eni-lens ${command.name()} --help shows what there is)`);
  program.on('command:*', ([name = '']: readonly string[]) => {
    throw new UsageError(unknownCommand(name, program));
  });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

const examples = `
Examples:
  eni-lens lint clusters/
  eni-lens max-pods m5.large
  eni-lens warm-pool m5.large --env WARM_IP_TARGET=5 --env MINIMUM_IP_TARGET=10

${exitCodesOfLint}`;

function unknownCommand(name: string, program: Command): string {
  const names = program.commands.map((command) => command.name());
  const [near] = closest(name, names);
  const meant = name === '-' || existsSync(name) ? `lint ${name}` : near;
  return `There is no command ${name}. ${meant ? `Did you mean eni-lens ${meant}?` : `There are ${names.join(', ')}.`} (eni-lens --help shows more)`;
}

/** A reader that closes early (`| head`) is no fault; a full disk is, but not one of ours. */
function endOnBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') {
    process.exitCode = exitCodes.internal;
    process.stderr.write(`eni-lens: the output cannot be written: ${error.message}\n`);
  }
  process.exit();
}

process.stdout.on('error', endOnBrokenPipe);
process.stderr.on('error', () => process.exit());
void main();
