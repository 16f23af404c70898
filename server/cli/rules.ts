import { type Command, Option } from 'commander';
import { message } from '../messages/message.js';
import { severities } from '../model/lensConfig.js';
import { ruleGroups } from '../rules/groups.js';
import type { Call } from './call.js';
import { exitCodesOfRules } from './exitCodes.js';
import type { RulesOptions } from './options.js';
import { noConfigOption } from './readOptions.js';

/** `eni-lens rules`. */
export function addRulesCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('rules')
    .description(say(message('List the rules, what they report, the severity they have here and what can be fixed')))
    .addOption(new Option('--group <group...>', say(message('only rules of these groups'))).choices(ruleGroups))
    .addOption(
      new Option('--severity <severity...>', say(message('only rules of these severities'))).choices([
        ...severities,
        'off',
      ]),
    )
    .option('--fixable', say(message('only rules with a fix')))
    .addOption(
      new Option('-f, --format <format>', say(message('how the list is printed')))
        .choices(['table', 'json'])
        .default('table'),
    )
    .option('-c, --config <file>', say(message('config file (default: the nearest eni-lens.yaml upwards)')))
    .addOption(noConfigOption(say))
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfRules)}`)
    .action(async (options: RulesOptions) => {
      const { runRules } = await import('./runRules.js');
      call.end(runRules(options, call));
    });
}

const examples = message(`
Examples:
  eni-lens rules
  eni-lens rules --group eniconfig selection --severity error
  eni-lens rules --fixable --format json`);
