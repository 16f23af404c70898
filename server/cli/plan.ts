import { Argument, type Command, Option } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfClusters } from './exitCodes.js';
import type { PlanCommandOptions } from './options.js';
import { maxFileSizeOption } from './readOptions.js';

/** `eni-lens plan [paths…]`. */
export function addPlanCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('plan')
    .description(
      say(message('The IP plan of every cluster: what its nodes take of which subnet, and what else would cost')),
    )
    .addArgument(
      new Argument('[paths...]', say(message('files and folders; - reads standard input'))).default(
        ['.'],
        say(message('the current folder')),
      ),
    )
    .addOption(
      new Option('-f, --format <format>', say(message('how the plan is printed')))
        .choices(['table', 'markdown', 'json'])
        .default('table'),
    )
    .option(
      '-c, --config <file>',
      say(message('config file for everything (default: for each file the nearest eni-lens.yaml upwards)')),
    )
    .option('--no-config', say(message('use no config file')))
    .option('--stdin-filename <path>', say(message('the name that standard input goes by')), 'stdin.yaml')
    .addOption(maxFileSizeOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfClusters)}`)
    .action(async (paths: readonly string[], options: PlanCommandOptions) => {
      const { runPlan } = await import('./runPlan.js');
      call.end(await runPlan(paths, options, call));
    });
}

const examples = message(`
Examples:
  eni-lens plan                                    the clusters of the current folder
  eni-lens plan clusters/prod.yaml --format markdown > plan.md
  eni-lens plan --format json`);
