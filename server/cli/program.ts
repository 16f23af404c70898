import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { languages } from '../disk/catalogue.js';
import { enumeration, list, type Message, message } from '../messages/message.js';
import { closest } from '../text/closest.js';
import { addBaselineCommand } from './baseline.js';
import type { Call } from './call.js';
import { addClustersCommand } from './clusters.js';
import { translateCommander } from './commanderTexts.js';
import { addCompletionCommand } from './completion.js';
import { exitCodesOfLint, UsageError } from './exitCodes.js';
import { addExplainCommand } from './explain.js';
import { addInitCommand } from './init.js';
import { addLintCommand } from './lint.js';
import { addLspCommand } from './lsp.js';
import { addMaxPodsCommand } from './maxPods.js';
import { addPlanCommand } from './plan.js';
import { addRulesCommand } from './rules.js';
import { addWarmPoolCommand } from './warmPool.js';

/** The commands in the order of the help. */
const commands: Readonly<Record<string, (program: Command, call: Call) => void>> = {
  lint: addLintCommand,
  plan: addPlanCommand,
  'max-pods': addMaxPodsCommand,
  'warm-pool': addWarmPoolCommand,
  clusters: addClustersCommand,
  explain: addExplainCommand,
  rules: addRulesCommand,
  init: addInitCommand,
  baseline: addBaselineCommand,
  completion: addCompletionCommand,
  lsp: addLspCommand,
};

/** All commands with their options, and what they do. The help, the shell completions and the man page are made from it. */
export function programOf(call: Call): Command {
  return programWith(Object.values(commands), call);
}

/** As much of the program as answers a call: where it begins with a command, that one, and none for the version. Describing all of them takes as long as linting a file. */
export function programFor(call: Call): Command {
  const [name = ''] = call.args;
  if (name === '--version' || name === '-V') return programWith([], call);
  // Completion is about all commands.
  const own = name !== 'completion' && Object.hasOwn(commands, name) ? commands[name] : undefined;
  return own ? programWith([own], call) : programOf(call);
}

function programWith(added: readonly ((program: Command, call: Call) => void)[], call: Call): Command {
  const { say, folder } = call;
  const program = new Command('eni-lens')
    .description(say(description))
    .version(packageJson.version, '-V, --version', say(message('show the version')))
    .helpCommand('help [command]', say(message('show the help of a command')))
    .showSuggestionAfterError()
    .addHelpText('after', `${say(examples)}\n\n${say(environment)}\n\n${say(documents)}\n\n${say(exitCodesOfLint)}`);
  for (const add of added) add(program, call);
  const lang = say(message('language of the output: {languages}', { languages: enumeration(['en', ...languages]) }));
  for (const command of [program, ...program.commands]) {
    command
      .option('--color', say(message('color the output, also in a pipe or a file')))
      .option('--no-color', say(message('do not color it')))
      .option('--lang <language>', lang);
  }
  translateCommander(program, call);
  program.on('command:*', ([name = '']: readonly string[]) => {
    throw new UsageError(unknownCommand(name, program, folder));
  });
  return program;
}

const description = message(
  'Checks Amazon EKS pod networking settings: VPC CNI environment, ENIConfig and node groups, with the arithmetic behind every finding',
);

const examples = message(`
Examples:
  eni-lens lint clusters/
  eni-lens plan clusters/prod.yaml
  eni-lens max-pods m5.large
  eni-lens warm-pool m5.large --env WARM_IP_TARGET=5 --env MINIMUM_IP_TARGET=10`);

const environment = message(`Environment:
  NO_COLOR, FORCE_COLOR       never or always colors, unless --color says it
  LC_ALL, LC_MESSAGES, LANG   the language, unless --lang says it`);

const documents = message('Documents: {link}', { link: packageJson.homepage });

function unknownCommand(name: string, program: Command, folder: string): Message {
  const names = program.commands.map((command) => command.name());
  const [near] = closest(name, names);
  const meant = name === '-' || existsSync(resolve(folder, name)) ? `lint ${name}` : near;
  return meant === undefined
    ? message('There is no command {name}. There are {names}. (eni-lens --help shows more)', {
        name,
        names: list(names, names.length),
      })
    : message('There is no command {name}. Did you mean eni-lens {meant}? (eni-lens --help shows more)', {
        name,
        meant,
      });
}
