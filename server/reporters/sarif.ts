import packageJson from '../../package.json' with { type: 'json' };
import { fingerprintOf } from '../linter/fingerprintOf.js';
import type { Report, ReportedFix } from '../linter/report.js';
import { message, type Say } from '../messages/message.js';
import { type Severity, severities } from '../model/lensConfig.js';
import type { SourceFile } from '../text/sourceFile.js';
import { fromOne, hasPlace, type LineRange, linesAt, sources } from './places.js';
import type { LintResult, PrintOptions, Reporter } from './reporter.js';
import { jsonText } from './terminal.js';
import { wordsOf } from './words.js';

/** For code scanning: SARIF 2.1.0, within the limits of GitHub. */
export const reporter: Reporter = {
  id: 'sarif',
  givesEdits: true,
  print: (result, options) =>
    jsonText({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run(result, options)],
    }),
};

/** What GitHub takes: results of a run, and places of a result. */
const mostResults = 25_000;
const mostPlaces = 1_000;

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** GitHub's names for the severities of rules. */
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
  hint: 'recommendation',
};

function run(result: LintResult, { say, language }: PrintOptions): object {
  const shown = mostSevere(result.reports);
  const left = result.reports.length - shown.length;
  const notifications = [
    ...result.unreadable.map(({ path, reason }) => ({
      level: 'warning',
      message: { text: plain(say(message('{path} was not read: {reason}', { path, reason }))) },
      locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
    })),
    ...(left > 0
      ? [{ level: 'warning', message: { text: say(message('{left} more findings are left out', { left })) } }]
      : []),
  ];
  const context = { ...result, say, sourceOf: sources(result) };
  const ids = [...new Set(shown.map(({ rule }) => rule))].toSorted();
  return {
    tool: {
      driver: {
        name: packageJson.displayName,
        version: packageJson.version,
        semanticVersion: packageJson.version,
        informationUri: packageJson.homepage,
        rules: ids.map((id) => ruleDescriptor(id, result)),
      },
    },
    language,
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [base]: { description: { text: say(message('The working directory of eni-lens')) } } },
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
    results: shown.map((each) => resultOf(each, ids.indexOf(each.rule), context)),
  };
}

/** In their order; where there are too many, the least severe ones go. */
function mostSevere(reports: readonly Report[]): readonly Report[] {
  if (reports.length <= mostResults) return reports;
  const sorted = severities.flatMap((severity) => reports.filter((each) => each.severity === severity));
  const kept = new Set(sorted.slice(0, mostResults));
  return reports.filter((each) => kept.has(each));
}

function ruleDescriptor(id: string, { ruleOf }: LintResult): object {
  const { severity, group, summary, page, link } = ruleOf(id);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: `${summary}\n\n${link}`, markdown: page },
    helpUri: link,
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [group], precision: 'very-high', 'problem.severity': problemSeverities[severity] },
  };
}

/** A run, with the texts of its files. */
interface Context extends LintResult {
  readonly say: Say;
  readonly sourceOf: (uri: string) => SourceFile;
}

function resultOf(each: Report, ruleIndex: number, context: Context): object {
  const identity = context.identityOf(each);
  const fingerprint = identity && fingerprintOf(identity, context.pathOf(each.uri));
  const place = physicalLocations(context);
  const places = each.related.slice(0, mostPlaces - 1);
  return {
    ruleId: each.rule,
    ruleIndex,
    level: levels[each.severity],
    message: { text: [plain(wordsOf(each, context.say)), ...places.map(link)].join('\n') },
    locations: [
      {
        physicalLocation: place(each),
        ...(identity?.path ? { logicalLocations: [{ fullyQualifiedName: identity.path }] } : {}),
      },
    ],
    relatedLocations: places.map((other, index) => ({
      id: index + 1,
      message: { text: plain(other.message) },
      physicalLocation: place(other),
    })),
    // GitHub knows a finding again by the first.
    partialFingerprints: fingerprint && {
      primaryLocationLineHash: `${fingerprint}:1`,
      'structuralPath/v1': fingerprint,
    },
    fixes: each.fixes.map((fix) => fixOf(fix, context)),
    properties: { severity: each.severity, tags: each.tags },
  };
}

function physicalLocations({ pathOf }: LintResult): (at: Pick<Report, 'uri' | 'range'>) => object {
  return ({ uri, range }) => ({
    artifactLocation: artifact(pathOf(uri)),
    region: hasPlace(range) ? region(range) : { startLine: 1 },
  });
}

function fixOf({ title, level, edits }: ReportedFix, { pathOf, sourceOf }: Context): object {
  return {
    description: { text: plain(title) },
    artifactChanges: edits.map(({ uri, edits: inFile }) => ({
      artifactLocation: artifact(pathOf(uri)),
      replacements: inFile.map(({ span, newText }) => ({
        deletedRegion: region(linesAt(sourceOf(uri), span)),
        insertedContent: { text: newText },
      })),
    })),
    properties: { level },
  };
}

const base = '%SRCROOT%';

/** A path as a relative reference. Half a surrogate pair has no place in one. */
function artifact(path: string): object {
  const uri = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return { uri, uriBaseId: base };
}

function region(range: LineRange): object {
  const { start, end } = fromOne(range);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A related place as GitHub shows it: a link in the message. */
function link({ message: text }: Report['related'][number], index: number): string {
  return `[${text.replace(/[[\]\\]/g, '\\$&')}](${index + 1})`;
}

/** Text without links: `[text](target)` would be one. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}
