import { fixLevels } from '../linter/fixLevels.js';
import type { Report, ReportedFix } from '../linter/report.js';
import { enumeration, type Message, message, signs } from '../messages/message.js';
import { type Severity, severities } from '../model/lensConfig.js';
import { sourceFile } from '../text/sourceFile.js';
import { codeFrame } from './codeFrame.js';
import { type Fixed, fixCount, type LintResult, type Reporter } from './reporter.js';
import { harmless, painter } from './terminal.js';

/** For people: every finding with its place, the lines it is about, what explains it and what can be done. */
export const reporter: Reporter = {
  id: 'stylish',
  print(result, { color, say }) {
    const paint = painter(color);
    const sources = new Map(result.reports.map(({ uri }) => [uri, sourceFile(result.textOf(uri))]));
    const blocks = result.reports.map((each) => {
      const source = sources.get(each.uri);
      const frame = source && each.range.span.end > 0 ? codeFrame(source, each.range) : [];
      return [
        `${paint.bold(place(result, each))}  ${paint[each.severity](say(severityNames[each.severity]))}  ${paint.dim(each.rule)}`,
        `  ${harmless(each.message)}`,
        ...frame.map((line) => paint.dim(`    ${line}`)),
        ...each.related.map(
          (other) =>
            `  ${paint.dim(say(message('see {place}', { place: place(result, other) })))}  ${harmless(other.message)}`,
        ),
        ...each.fixes.map(({ title }) => `  ${paint.info(say(message('fix')))}  ${harmless(title)}`),
        '',
      ].join('\n');
    });
    return `${[...blocks, say(summary(result))].join('\n')}\n`;
  },
};

/** `path:line:column`, from one, as editors and terminals link it. */
function place({ pathOf }: LintResult, { uri, range }: Pick<Report, 'uri' | 'range'>): string {
  return `${harmless(pathOf(uri))}:${range.start.line + 1}:${range.start.character + 1}`;
}

/** Severities as people read them. */
export const severityNames: Readonly<Record<Severity, Message>> = {
  error: message('error'),
  warning: message('warning'),
  info: message('info'),
  hint: message('hint'),
};

/** What was found and checked, in sentences. */
function summary(result: LintResult): Message {
  const { reports, hidden, unrelated = 0, baselined, filesChecked, pathsIgnored } = result;
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
  if (filesSeen === 0) {
    return pathsIgnored > 0 || unreadable.length > 0
      ? message('Nothing was checked.')
      : message('No YAML or JSON file found: nothing was checked.');
  }
  return counted(
    filesSeen,
    message(
      '1 file seen, but none holds an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.',
    ),
    message(
      '{count} files seen, but none holds an aws-node DaemonSet, an ENIConfig or an eksctl ClusterConfig: nothing was checked.',
      { count: filesSeen },
    ),
  );
}

/** Languages differ in how they count; English has one word for one. */
function counted(count: number, one: Message, many: Message): Message {
  return count === 1 ? one : many;
}
