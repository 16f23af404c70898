import type { Command } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfAnswers } from './exitCodes.js';
import type { MaxPodsCommandOptions } from './options.js';
import { answerFormatOption, instanceTypesConfigOption, noConfigOption, positiveInteger } from './readOptions.js';

/** `eni-lens max-pods <type…>`. */
export function addMaxPodsCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('max-pods')
    .description(say(message('Max pods of instance types on every path that sets it, with the calculation')))
    .argument('<types...>', say(message('EC2 instance types, such as m5.large')))
    .option(
      '--custom-networking',
      say(message('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is on: pods do not use the primary ENI')),
    )
    .option('--prefix-delegation', say(message('ENABLE_PREFIX_DELEGATION is on: a /28 prefix per address slot')))
    .option(
      '--max-eni <number>',
      say(message('MAX_ENI: the most ENIs that the CNI attaches to a node')),
      positiveInteger(say),
    )
    .option('--pod-eni', say(message('ENABLE_POD_ENI is on: a trunk ENI takes the place of one that serves pods')))
    .option('--ipv6', say(message('an IPv6 cluster: EKS turns prefix delegation on, and addresses do not limit pods')))
    .option('--cni-version <version>', say(message('version of the VPC CNI (default: the newest whose code was read)')))
    .option(
      '--no-cap',
      say(message('without the cap of 110 or 250 of the calculator; EKS always applies it to managed node groups')),
    )
    .addOption(answerFormatOption(say))
    .addOption(instanceTypesConfigOption(say))
    .addOption(noConfigOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfAnswers)}`)
    .action(async (types: readonly string[], options: MaxPodsCommandOptions) => {
      const { runMaxPods } = await import('./runMaxPods.js');
      call.end(runMaxPods(types, options, call));
    });
}

const examples = message(`
Examples:
  eni-lens max-pods m5.large
  eni-lens max-pods m5.large c6i.4xlarge --prefix-delegation --custom-networking
  eni-lens max-pods p4d.24xlarge --max-eni 4 --no-cap --format json`);
