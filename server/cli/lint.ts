import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { lint } from '../linter/lint.js';
import { report } from '../linter/report.js';
import { defaultConfig, type LensConfig, type Severity, severities } from '../model/lensConfig.js';
import { reporters } from '../reporters/index.js';
import { fileMatcher } from '../workspace/clusters.js';
import type { FileModel, FileSource } from '../workspace/fileModel.js';
import { emptyWorkspace, type Workspace, withConfig, withFiles } from '../workspace/workspace.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { type FoundFiles, findFiles, sourceOf, uriOf } from './files.js';
import { positiveInteger } from './options.js';

interface LintOptions {
  readonly format: string;
  readonly failOn: Severity | 'never';
  readonly minSeverity: Severity;
  readonly config: string | false | undefined;
  readonly stdinFilename: string;
  readonly maxFileSize: number;
}

/** `eni-lens lint [paths…]`. */
export function addLintCommand(program: Command): void {
  program
    .command('lint', { isDefault: false })
    .description('Check files and folders: aws-node DaemonSets, ENIConfigs, eksctl ClusterConfigs')
    .argument('[paths...]', 'files and folders; - reads standard input', ['.'])
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
    .option('--max-file-size <bytes>', 'do not parse larger files', positiveInteger, 5 * 1024 * 1024)
    .addHelpText('after', examples)
    .action((paths: readonly string[], options: LintOptions) => {
      process.exitCode = runLint(paths, options);
    });
}

const examples = `
Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 internal error, 4 some input unreadable.

Examples:
  eni-lens lint                                    the current folder
  eni-lens lint clusters/prod.yaml --fail-on warning
  kubectl -n kube-system get ds aws-node -o yaml | eni-lens lint -`;

function runLint(paths: readonly string[], options: LintOptions): number {
  const folder = process.cwd();
  const config = options.config === false ? defaultConfig : loadConfig(folder, options.config);
  const found = collect(paths, options, config);
  const workspace = withFiles(withConfig(emptyWorkspace, config), found.sources);
  const findings = lint(workspace);
  const shown = findings.filter(({ severity }) => isAtLeast(severity, options.minSeverity));
  const reporter = reporters.find(({ id }) => id === options.format);
  if (reporter === undefined) throw new UsageError(`There is no format ${options.format}`);
  const output = reporter.print(
    {
      reports: report(shown, workspace),
      textOf: (uri) => workspace.files.get(uri)?.text ?? '',
      pathOf: (uri) => uriOf(relative(folder, uri)) || uri,
      filesSeen: found.seen,
      filesChecked: checkedFiles(workspace),
    },
    { color: wantsColor() },
  );
  process.stdout.write(output);
  for (const reason of found.unreadable) process.stderr.write(`eni-lens: cannot read ${reason}\n`);
  if (findings.some(({ rule }) => rule === 'internal-error')) return exitCodes.internal;
  const { failOn } = options;
  if (failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn))) return exitCodes.findings;
  return found.unreadable.length > 0 ? exitCodes.unreadable : exitCodes.clean;
}

function collect(paths: readonly string[], options: LintOptions, config: LensConfig): FoundFiles {
  const isIgnored = fileMatcher(config.ignore, config.uri);
  const named = paths.filter((path) => path !== '-');
  const found = findFiles(named, { maxFileSize: options.maxFileSize, isIgnored });
  if (named.length === paths.length) return found;
  const uri = uriOf(resolve(options.stdinFilename));
  const source = sourceOf(uri, readFileSync(0), options.maxFileSize);
  const sources: readonly FileSource[] = source ? [source, ...found.sources] : found.sources;
  return { ...found, sources, seen: found.seen + 1 };
}

/** Files that hold a resource of ours, or could not be read although they may. */
function checkedFiles({ files }: Workspace): number {
  return [...files.values()].filter((file: FileModel) => file.documents.some(({ resources }) => resources.length > 0))
    .length;
}

function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}
