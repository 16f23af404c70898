import { Argument, type Command, Option } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfClusters } from './exitCodes.js';
import type { ClustersOptions } from './options.js';
import { maxFileSizeOption, noConfigOption } from './readOptions.js';

/** `eni-lens clusters [paths…]`. */
export function addClustersCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('clusters')
    .description(
      say(
        message(
          'Show which files were joined into which cluster and why, the settings that count, and what is in doubt',
        ),
      ),
    )
    .addArgument(
      new Argument('[paths...]', say(message('files and folders'))).default(['.'], say(message('the current folder'))),
    )
    .addOption(
      new Option('-f, --format <format>', say(message('how the result is printed')))
        .choices(['text', 'json'])
        .default('text'),
    )
    .option(
      '-c, --config <file>',
      say(message('config file for everything (default: for each file the nearest eni-lens.yaml upwards)')),
    )
    .addOption(noConfigOption(say))
    .addOption(maxFileSizeOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfClusters)}`)
    .action(async (paths: readonly string[], options: ClustersOptions) => {
      const { runClusters } = await import('./runClusters.js');
      call.end(runClusters(paths, options, call));
    });
}

const examples = message(`
Examples:
  eni-lens clusters
  eni-lens clusters clusters/ network/ --format json`);
