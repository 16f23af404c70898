import { Argument, type Command, Option } from 'commander';
import { message, type Say } from '../messages/message.js';
import { fixLevels } from '../model/fix.js';
import { severities } from '../model/lensConfig.js';
import { reporterIds } from '../reporters/reporterIds.js';
import type { Call } from './call.js';
import { exitCodesOfLint } from './exitCodes.js';
import { formatOption } from './formatOption.js';
import { type LintOptions, lintDefaults } from './options.js';
import { maxFileSizeOption, noConfigOption, wholeNumber } from './readOptions.js';

/** `eni-lens lint [paths…]`. */
export function addLintCommand(program: Command, call: Call): void {
  const { say } = call;
  const command = program
    .command('lint')
    .description(
      say(
        message(
          'Check files and folders: aws-node DaemonSets, ENIConfigs, eksctl ClusterConfigs and others that configure pod networking',
        ),
      ),
    )
    .addArgument(
      new Argument('[paths...]', say(message('files and folders; - reads standard input'))).default(
        ['.'],
        say(message('the current folder')),
      ),
    );
  // In the order of the help.
  for (const add of [addReportOptions, addFixOptions, addSeverityOptions, addChangeOptions, addSourceOptions])
    add(command, say);
  command
    .addHelpText('after', `${say(examples)}\n\n${say(exitCodesOfLint)}`)
    .action(async (paths: readonly string[], options: LintOptions) => {
      if (options.printConfig !== undefined) {
        const { runPrintConfig } = await import('./runPrintConfig.js');
        const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli');
        return call.end(runPrintConfig({ ...options, given }, call));
      }
      const { runLint } = await import('./runLint.js');
      return call.end(await runLint(paths, options, call));
    });
}

function addReportOptions(command: Command, say: Say): void {
  command.addOption(
    new Option(
      '-f, --format <format>',
      say(message('how findings are printed (default: stylish); several times, as format=file, for several reports')),
    )
      .choices(reporterIds)
      .argParser(formatOption(say)),
  );
}

function addFixOptions(command: Command, say: Say): void {
  command
    .addOption(
      new Option('--fix', say(message('fix what can be fixed, and print what remains'))).conflicts([
        'fixDryRun',
        'diff',
      ]),
    )
    .addOption(new Option('--fix-dry-run', say(message('the same without writing files'))).conflicts('diff'))
    .option('--diff', say(message('print a patch with the fixes instead of writing files')))
    .addOption(
      new Option('--fix-level <level>', say(message('apply fixes up to this level (default: safe)'))).choices(
        fixLevels,
      ),
    );
}

function addSeverityOptions(command: Command, say: Say): void {
  command
    .addOption(
      new Option('--fail-on <severity>', say(message('exit with 1 when a finding is at least so severe')))
        .choices(['error', 'warning', 'info', 'never'])
        .default(lintDefaults.failOn),
    )
    .addOption(
      new Option('--min-severity <severity>', say(message('leave out findings that are less severe')))
        .choices(severities)
        .default(lintDefaults.minSeverity),
    )
    .addOption(
      new Option('--quiet', say(message('show errors only; short for --min-severity error'))).conflicts('minSeverity'),
    )
    .addOption(
      new Option(
        '--max-warnings <number>',
        say(message('exit with 1 when there are more warnings, shown or not')),
      ).argParser(wholeNumber(say)),
    )
    .option(
      '--rule <id=severity>',
      say(message('severity of a rule or a category, above what the config file says; may be given several times')),
      (written: string, before: readonly string[] = []) => [...before, written],
    );
}

function addChangeOptions(command: Command, say: Say): void {
  command
    .addOption(
      new Option(
        '--changed',
        say(message('show only findings that have to do with changes since the last commit, asking git')),
      ).conflicts('since'),
    )
    .option('--since <ref>', say(message('the same for changes since the current branch left a branch or commit')));
}

/** What is read, and what is told of the run. */
function addSourceOptions(command: Command, say: Say): void {
  command
    .option(
      '-c, --config <file>',
      say(message('config file for everything (default: for each file the nearest eni-lens.yaml upwards)')),
    )
    .addOption(noConfigOption(say))
    .option('--baseline [file]', say(message('hide the findings that eni-lens baseline has recorded')))
    .option('--no-baseline', say(message('show them, also where the config file names a baseline')))
    .option('--stdin-filename <path>', say(message('the name that standard input goes by')), lintDefaults.stdinFilename)
    .addOption(maxFileSizeOption(say))
    .option('--stats', say(message('print where the time went to standard error; -f json has it too')))
    .option(
      '--print-config [file]',
      say(message('print the settings that count, for a file, with their origin; lints nothing')),
    );
}

const examples = message(`
Folders are searched for YAML, JSON, TOML, Terraform, shell, Makefile, Markdown and AsciiDoc files that .gitignore does not name or git tracks all \
the same. A file that you name may also be user data in .txt, have no ending, or say what it is in its first line; others are not read.

Examples:
  eni-lens lint                                    the current folder
  eni-lens lint clusters/prod.yaml --fail-on warning
  eni-lens lint --format json > findings.json
  eni-lens lint --format github --format sarif=eni-lens.sarif
  eni-lens lint --rule subnets=off --max-warnings 0
  eni-lens lint --fix                              write the safe fixes
  eni-lens lint --diff --fix-level suggested | git apply
  eni-lens lint --since origin/main                what a branch brings
  eni-lens lint --baseline                         what eni-lens baseline has not recorded
  kubectl -n kube-system get ds aws-node -o yaml | eni-lens lint -`);
