import { relative, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sourceOf, uriOf } from '../disk/fileSource.js';
import { checkedFiles } from '../linter/checkedFiles.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import { report } from '../linter/report.js';
import { type Catalogue, message, sayWith } from '../messages/message.js';
import { type LensConfig, type Severity, severities } from '../model/lensConfig.js';
import { reporters } from '../reporters/index.js';
import { harmless } from '../reporters/terminal.js';
import { ignoreMatcher } from '../workspace/clusters.js';
import { emptyWorkspace, withConfig, withFiles } from '../workspace/workspace.js';
import { wantsColor } from './color.js';
import { loadConfig } from './config.js';
import { exitCodes, UsageError } from './exitCodes.js';
import { type FoundFiles, findFiles } from './files.js';
import { fixFiles, fixReport, fixRequestOf } from './fix.js';
import type { LintOptions } from './options.js';
import { leastShown, tooManyWarnings, withRuleOptions } from './severityOptions.js';

/** Lints the paths, prints what the format makes of it and returns the exit code. Throws a UsageError for a broken config file. */
export async function runLint(
  paths: readonly string[],
  options: LintOptions,
  catalogue: Catalogue | undefined,
): Promise<number> {
  const say = sayWith(catalogue);
  const folder = process.cwd();
  const request = fixRequestOf(options);
  const config = withRuleOptions(loadConfig(folder, options.config), options);
  const found = await collect(paths, options, config);
  const seen = withFiles(withConfig(emptyWorkspace, config), found.sources);
  const pathOf = (uri: string): string => uriOf(relative(folder, uri)) || uri;
  const isWanted = ({ severity }: RuleFinding): boolean => isAtLeast(severity, leastShown(options));
  const fixed = request && (await fixFiles(seen, request, { paths, stdin: found.stdin, isWanted, pathOf }));
  const workspace = fixed?.workspace ?? seen;
  const findings = lint(workspace);
  const shown = findings.filter(isWanted);
  const reporter = reporters.find(({ id }) => id === options.format);
  if (reporter === undefined) throw new UsageError(message('There is no format {format}', { format: options.format }));
  const output = reporter.print(
    {
      reports: report(shown, workspace, catalogue),
      hidden: findings.length - shown.length,
      textOf: (uri) => workspace.files.get(uri)?.text ?? '',
      pathOf,
      filesSeen: found.seen,
      filesChecked: checkedFiles(workspace),
      pathsIgnored: found.ignored,
      fixed: fixed && fixReport(fixed, say),
      unreadable: found.unreadable.map(({ path, reason }) => ({ path, reason: say(reason) })),
    },
    { color: wantsColor(), say },
  );
  if (fixed?.output !== undefined) process.stdout.write(fixed.output);
  (fixed?.output === undefined ? process.stdout : process.stderr).write(output);
  for (const { path, reason } of found.unreadable) {
    const shown = path === '' ? message('an empty path') : path;
    process.stderr.write(`${harmless(say(message('eni-lens: cannot read {shown}: {reason}', { shown, reason })))}\n`);
  }
  const unwritable = fixed?.unwritable ?? [];
  for (const { path, reason } of unwritable) {
    process.stderr.write(`${harmless(say(message('eni-lens: cannot fix {path}: {reason}', { path, reason })))}\n`);
  }
  const warnings = tooManyWarnings(findings, options);
  if (warnings) process.stderr.write(`${say(warnings)}\n`);
  const code = exitCodeFor(findings, options.failOn, found.unreadable.length + unwritable.length > 0);
  return warnings && code !== exitCodes.internal ? exitCodes.findings : code;
}

/** The exit code of a lint run: a fault of ours weighs most, then findings, then what could not be read. */
export function exitCodeFor(
  findings: readonly { readonly rule: string; readonly severity: Severity }[],
  failOn: Severity | 'never',
  isIncomplete: boolean,
): number {
  if (findings.some(({ rule }) => rule === 'internal-error')) return exitCodes.internal;
  if (failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn))) return exitCodes.findings;
  return isIncomplete ? exitCodes.unreadable : exitCodes.clean;
}

async function collect(paths: readonly string[], options: LintOptions, config: LensConfig): Promise<FoundFiles> {
  const isIgnored = ignoreMatcher(config);
  const named = paths.filter((path) => path !== '-');
  const found = findFiles(named, { maxFileSize: options.maxFileSize, isIgnored });
  if (named.length === paths.length) return found;
  const uri = uriOf(resolve(options.stdinFilename));
  const bytes = await buffer(process.stdin);
  const stdin = { uri, bytes };
  if (isIgnored(uri)) return { ...found, stdin, ignored: found.ignored + 1 };
  const source = sourceOf(uri, bytes, options.maxFileSize);
  // What an editor sends is newer than the file of that name on the disk.
  const others = found.sources.filter((each) => each.uri !== uri);
  const sources = source ? [...others, source] : others;
  return { ...found, stdin, sources: sources.toSorted((a, b) => (a.uri < b.uri ? -1 : 1)), seen: found.seen + 1 };
}

function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}
