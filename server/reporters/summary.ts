import type { ReportedFix } from '../linter/report.js';
import { enumeration, type Message, message, signs } from '../messages/message.js';
import { fixLevels } from '../model/fix.js';
import { type Severity, severities } from '../model/lensConfig.js';
import { syntaxTitles } from '../syntax/claims.js';
import { type Fixed, fixCount, type LintResult } from './reporter.js';

/** What was found, what can be done about it and what was checked, in sentences. */
export function summary(result: LintResult): Message {
  const { reports, hidden, unrelated = 0, baselined, pathsIgnored } = result;
  const filesChecked = result.filesChecked.length;
  const nothingToShow = hidden + unrelated + baselined > 0 ? message('No findings to show.') : message('No problems.');
  const sentences = [
    result.fixed && fixedIn(result.fixed),
    reports.length > 0 ? findings(result) : undefined,
    ...fixable(result),
    filesChecked === 0 ? nothingChecked(result) : undefined,
    filesChecked > 0 && reports.length === 0 ? nothingToShow : undefined,
    hidden > 0
      ? counted(
          hidden,
          message('1 less severe finding not shown (--min-severity).'),
          message('{count} less severe findings not shown (--min-severity).', { count: hidden }),
        )
      : undefined,
    unrelated > 0
      ? counted(
          unrelated,
          message('1 finding has nothing to do with the changes and is not shown.'),
          message('{count} findings have nothing to do with the changes and are not shown.', { count: unrelated }),
        )
      : undefined,
    baselined > 0
      ? counted(
          baselined,
          message('1 finding in the baseline not shown.'),
          message('{count} findings in the baseline not shown.', { count: baselined }),
        )
      : undefined,
    filesChecked > 0
      ? counted(filesChecked, message('1 file checked.'), message('{count} files checked.', { count: filesChecked }))
      : undefined,
    pathsIgnored > 0
      ? counted(
          pathsIgnored,
          message('1 path left out by ignore in the config file.'),
          message('{count} paths left out by ignore in the config file.', { count: pathsIgnored }),
        )
      : undefined,
  ];
  const [first = nothingToShow, ...rest] = sentences.filter((sentence) => sentence !== undefined);
  return rest.reduce((left, right) => signs('{left} {right}', { left, right }), first);
}

function findings({ reports }: LintResult): Message {
  const count = (severity: Severity): number => reports.filter((each) => each.severity === severity).length;
  const [errors, warnings, infos, hints] = severities.map(count) as [number, number, number, number];
  const counts = [
    { count: errors, text: counted(errors, message('1 error'), message('{count} errors', { count: errors })) },
    {
      count: warnings,
      text: counted(warnings, message('1 warning'), message('{count} warnings', { count: warnings })),
    },
    { count: infos, text: message('{count} info', { count: infos }) },
    { count: hints, text: counted(hints, message('1 hint'), message('{count} hints', { count: hints })) },
  ].flatMap((each) => (each.count > 0 ? [each.text] : []));
  const all = enumeration(counts);
  return counted(
    reports.length,
    message('1 finding: {counts}.', { counts: all }),
    message('{total} findings: {counts}.', { total: reports.length, counts: all }),
  );
}

/** What --fix does about the findings, and what needs a bolder level: a fix is counted at the first level that applies it. */
function fixable({ reports }: LintResult): readonly Message[] {
  const count = (level: ReportedFix['level']): number =>
    reports.filter(({ fixes }) => fixLevels.find((each) => fixes.some((fix) => fix.level === each)) === level).length;
  const [safe, suggested, unsafe] = [count('safe'), count('suggested'), count('unsafe')];
  return [
    ...(safe > 0 ? [message('{count} fixable with --fix.', { count: safe })] : []),
    ...(suggested > 0 ? [message('{count} fixable with --fix --fix-level suggested.', { count: suggested })] : []),
    ...(unsafe > 0 ? [message('{count} fixable with --fix --fix-level unsafe.', { count: unsafe })] : []),
  ];
}

function fixedIn(fixed: Fixed): Message {
  const { isWritten, files } = fixed;
  if (files.length === 0) return message('Nothing to fix.');
  const args = { findings: findingsOf(fixCount(fixed)), files: filesOf(files.length) };
  return isWritten ? message('Fixed {findings} in {files}.', args) : message('Would fix {findings} in {files}.', args);
}

function findingsOf(count: number): Message {
  return counted(count, message('1 finding'), message('{count} findings', { count }));
}

function filesOf(count: number): Message {
  return counted(count, message('1 file'), message('{count} files', { count }));
}

function nothingChecked({ reports, filesSeen, pathsIgnored, unreadable }: LintResult): Message | undefined {
  if (reports.length > 0) return undefined;
  // Nothing is known of what could not be read; `unreadable` names it.
  if (filesSeen <= unreadable.length) {
    return pathsIgnored > 0 || unreadable.length > 0
      ? message('Nothing was checked.')
      : message('No file found of the kinds that are checked ({kinds}): nothing was checked.', {
          kinds: enumeration(syntaxTitles),
        });
  }
  return counted(
    filesSeen,
    message(
      '1 file seen, but nothing in it configures pod networking, such as an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.',
    ),
    message(
      '{count} files seen, but nothing in them configures pod networking, such as an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.',
      { count: filesSeen },
    ),
  );
}

/** Languages differ in how they count; English has one word for one. */
function counted(count: number, one: Message, many: Message): Message {
  return count === 1 ? one : many;
}
