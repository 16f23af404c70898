import { type Command, Option } from 'commander';
import { message } from '../messages/message.js';
import type { Call } from './call.js';
import { exitCodesOfRules } from './exitCodes.js';
import type { ExplainOptions } from './options.js';

/** `eni-lens explain <rule…>`. */
export function addExplainCommand(program: Command, call: Call): void {
  const { say } = call;
  program
    .command('explain')
    .description(say(message('Show what a rule reports, why, and how to repair it, with examples')))
    .argument('<rules...>', say(message('ids of rules, such as max-pods-above-capacity')))
    .addOption(
      new Option('-f, --format <format>', say(message('how the page is printed')))
        .choices(['text', 'markdown', 'json'])
        .default('text'),
    )
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfRules)}`)
    .action(async (ids: readonly string[], options: ExplainOptions) => {
      const { runExplain } = await import('./runExplain.js');
      call.end(runExplain(ids, options.format, call));
    });
}

const examples = message(`
The pages are part of the program: no network is needed. eni-lens rules lists the rules.

Examples:
  eni-lens explain max-pods-above-capacity
  eni-lens explain warm-eni-target-zero cooldown-unsafe --format markdown`);
