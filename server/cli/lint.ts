import { Argument, type Command, Option } from 'commander';
import { type Catalogue, message, type Say } from '../messages/message.js';
import { severities } from '../model/lensConfig.js';
import { reporters } from '../reporters/index.js';
import { exitCodesOfLint } from './exitCodes.js';
import { type LintOptions, positiveInteger } from './options.js';

/** `eni-lens lint [paths…]`. */
export function addLintCommand(program: Command, say: Say, catalogue: Catalogue | undefined): void {
  program
    .command('lint')
    .description(say(message('Check files and folders: aws-node DaemonSets, ENIConfigs, eksctl ClusterConfigs')))
    .addArgument(
      new Argument('[paths...]', say(message('files and folders; - reads standard input'))).default(
        ['.'],
        say(message('the current folder')),
      ),
    )
    .addOption(
      new Option('-f, --format <format>', say(message('how findings are printed')))
        .choices(reporters.map(({ id }) => id))
        .default('stylish'),
    )
    .addOption(
      new Option('--fail-on <severity>', say(message('exit with 1 when a finding is at least so severe')))
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .addOption(
      new Option('--min-severity <severity>', say(message('leave out findings that are less severe')))
        .choices(severities)
        .default('info'),
    )
    .option('-c, --config <file>', say(message('config file (default: the nearest eni-lens.yaml upwards)')))
    .option('--no-config', say(message('use no config file')))
    .option('--stdin-filename <path>', say(message('the name that standard input goes by')), 'stdin.yaml')
    .addOption(
      new Option('--max-file-size <bytes>', say(message('do not parse larger files')))
        .argParser(positiveInteger(say))
        .default(5 * 1024 * 1024, '5 MiB'),
    )
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfLint)}`)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { runLint } = await import('./runLint.js');
      process.exitCode = await runLint(paths, options, catalogue);
    });
}

const examples = message(`
Folders are searched for YAML and JSON files that .gitignore does not name; a file is read whatever it is called.

Examples:
  eni-lens lint                                    the current folder
  eni-lens lint clusters/prod.yaml --fail-on warning
  eni-lens lint --format json > findings.json
  kubectl -n kube-system get ds aws-node -o yaml | eni-lens lint -`);
