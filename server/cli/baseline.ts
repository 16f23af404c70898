import { Argument, type Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import type { BaselineCommandOptions } from './options.js';
import { maxFileSizeOption, noConfigOption } from './readOptions.js';

/** `eni-lens baseline [paths…]`. */
export function addBaselineCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('baseline')
    .description(say(message('Record the findings there are, so that eni-lens lint --baseline shows new ones only')))
    .addArgument(
      new Argument('[paths...]', say(message('files and folders'))).default(['.'], say(message('the current folder'))),
    )
    .option(
      '--output <file>',
      say(message('the file to write (default: what the config file names, else eni-lens-baseline.json beside it)')),
    )
    .option('--prune', say(message('remove what no finding is left for, and record nothing')))
    .option(
      '-c, --config <file>',
      say(message('config file for everything (default: for each file the nearest eni-lens.yaml upwards)')),
    )
    .addOption(noConfigOption(say))
    .addOption(maxFileSizeOption(say))
    .addHelpText('after', say(notes))
    .action(async (paths: readonly string[], options: BaselineCommandOptions) => {
      const { runBaseline } = await import('./runBaseline.js');
      call.end(await runBaseline(paths, options, call));
    });
}

const notes = message(`
Findings are known by file, rule and the place in the file by names and keys, not by line. Recording again keeps the \
reasons that people wrote, and what was recorded of other paths.

Examples:
  eni-lens baseline
  eni-lens lint --baseline
  eni-lens baseline --prune

Exit codes: 0 recorded, 2 wrong usage or configuration, or it cannot be written, 3 a fault of eni-lens, \
4 some input could not be read and nothing was recorded.`);
