import type { Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfAnswers } from './exitCodes.js';
import type { WarmPoolCommandOptions } from './options.js';
import {
  answerFormatOption,
  instanceTypesConfigOption,
  namedValues,
  noConfigOption,
  podRange,
  positiveInteger,
} from './readOptions.js';

/** `eni-lens warm-pool <type>`. */
export function addWarmPoolCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('warm-pool')
    .description(say(message('What ipamd attaches to a node for each number of pods: ENIs, addresses, EC2 calls')))
    .argument('<type>', say(message('EC2 instance type, such as m5.large')))
    .option(
      '--env <name=value>',
      say(message('a variable of aws-node, as often as needed; the others have their shipped default')),
      namedValues(say),
    )
    .option(
      '--pods <range>',
      say(message('pods, such as 0..29 or 12: a fresh node, one more pod per step')),
      podRange(say),
    )
    .option(
      '--max-pods <number>',
      say(message('max pods of the node (default: that of a self-managed node, by nodeadm)')),
      positiveInteger(say),
    )
    .option(
      '--nodes <number>',
      say(message('what so many nodes take from subnets, and how large a subnet they need')),
      positiveInteger(say),
    )
    .option('--custom-networking', say(message('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is on')))
    .option('--burst', say(message('all pods of a step come at once instead of one per loop of ipamd')))
    .addOption(answerFormatOption(say))
    .addOption(instanceTypesConfigOption(say))
    .addOption(noConfigOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfAnswers)}`)
    .action(async (type: string, options: WarmPoolCommandOptions) => {
      const { runWarmPool } = await import('./runWarmPool.js');
      call.end(runWarmPool(type, options, call));
    });
}

const examples = message(`
Examples:
  eni-lens warm-pool m5.large
  eni-lens warm-pool m5.large --env WARM_IP_TARGET=5 --env MINIMUM_IP_TARGET=10 --pods 0..29
  eni-lens warm-pool t3.small --env ENABLE_PREFIX_DELEGATION=true --max-pods 110 --pods 0..44 --format json`);
