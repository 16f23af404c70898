import { Argument, type Command, Option } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfPlan } from './exitCodes.js';
import type { PlanCommandOptions } from './options.js';
import { listed, maxFileSizeOption, namedValues, noConfigOption, nodeRange, positiveInteger } from './readOptions.js';

/** `eni-lens plan [paths…]`. */
export function addPlanCommand(program: Command, call: Call): void {
  const { say } = call;
  const command = program.command('plan');
  command
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
        .choices(['table', 'markdown', 'json', 'html'])
        .default('table'),
    )
    .option(
      '--set <name=value>',
      say(message('a variable of aws-node that is to be otherwise, as often as needed')),
      namedValues(say),
    )
    .option(
      '--instance-type <group=type>',
      say(message('other instance types of a group; a type alone is that of a cluster without files')),
      listed,
    )
    .option('--max-nodes <group=number>', say(message('another number of nodes a group has at most')), namedValues(say))
    .option('--pods-per-node <number>', say(message('the pods that a node is expected to run')), positiveInteger(say))
    .option('--apply', say(message('write what is to be otherwise into the files that hold it, all of it or nothing')))
    .option(
      '--assert <budget>',
      say(message('exit with 1 where a budget is exceeded, such as "subnet.use <= 0.8"; as often as needed')),
      listed,
    )
    .option('--nodes <number>', say(message('without files: the nodes, such as 50 or 5..50')), nodeRange(say))
    .option('--subnet <range>', say(message('without files: the range of a subnet, one for each zone')), listed)
    .addOption(
      new Option('--ip-family <family>', say(message('without files: the IP family of the cluster'))).choices([
        'ipv4',
        'ipv6',
      ]),
    )
    .option(
      '-c, --config <file>',
      say(message('config file for everything (default: for each file the nearest eni-lens.yaml upwards)')),
    )
    .addOption(noConfigOption(say))
    .option('--stdin-filename <path>', say(message('the name that standard input goes by')), 'stdin.yaml')
    .addOption(maxFileSizeOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfPlan)}`)
    .action(async (_: readonly string[], options: PlanCommandOptions) => {
      const { runPlan } = await import('./runPlan.js');
      call.end(await runPlan(command.args, options, call));
    });
}

const examples = message(`
Examples:
  eni-lens plan                                    the clusters of the current folder
  eni-lens plan clusters/prod.yaml --format markdown > plan.md
  eni-lens plan --format html > plan.html            a page to try other settings in
  eni-lens plan --format json
  eni-lens plan --set WARM_IP_TARGET=2 --set MINIMUM_IP_TARGET=10 --max-nodes web=50
  eni-lens plan --assert 'subnet.use <= 0.8' --assert 'group.fit >= group.nodes'
  eni-lens plan --instance-type m5.large --nodes 50 --pods-per-node 20 --subnet 10.0.0.0/22

Planning a cluster step by step: docs/ip-planning.md`);
