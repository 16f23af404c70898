import { Argument, type Command, Option } from 'commander';
import { severities } from '../model/lensConfig.js';
import { reporters } from '../reporters/index.js';
import { exitCodesOfLint } from './exitCodes.js';
import { type LintOptions, positiveInteger } from './options.js';

/** `eni-lens lint [paths…]`. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description('Check files and folders: aws-node DaemonSets, ENIConfigs, eksctl ClusterConfigs')
    .addArgument(
      new Argument('[paths...]', 'files and folders; - reads standard input').default(['.'], 'the current folder'),
    )
    .addOption(
      new Option('-f, --format <format>', 'how findings are printed')
        .choices(reporters.map(({ id }) => id))
        .default('stylish'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is at least so severe')
        .choices(['error', 'warning', 'info', 'never'])
        .default('error'),
    )
    .addOption(
      new Option('--min-severity <severity>', 'leave out findings that are less severe')
        .choices(severities)
        .default('info'),
    )
    .option('-c, --config <file>', 'config file (default: the nearest eni-lens.yaml upwards)')
    .option('--no-config', 'use no config file')
    .option('--stdin-filename <path>', 'the name that standard input goes by', 'stdin.yaml')
    .addOption(
      new Option('--max-file-size <bytes>', 'do not parse larger files')
        .argParser(positiveInteger)
        .default(5 * 1024 * 1024, '5 MiB'),
    )
    .addHelpText('after', examples)
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { runLint } = await import('./runLint.js');
      process.exitCode = await runLint(paths, options);
    });
}

const examples = `
Folders are searched for YAML and JSON files that .gitignore does not name; a file is read whatever it is called.

Examples:
  eni-lens lint                                    the current folder
  eni-lens lint clusters/prod.yaml --fail-on warning
  eni-lens lint --format json > findings.json
  kubectl -n kube-system get ds aws-node -o yaml | eni-lens lint -

${exitCodesOfLint}`;
