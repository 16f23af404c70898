import packageJson from '../../package.json' with { type: 'json' };
import type { Report } from '../linter/report.js';
import type { Say } from '../messages/message.js';
import type { Severity } from '../model/lensConfig.js';
import { groupBy } from '../text/groupBy.js';
import { codeFrame } from './codeFrame.js';
import { fromOne, hasPlace, placeText, sources } from './places.js';
import type { LintResult, Reporter } from './reporter.js';
import { remedies } from './words.js';
import { element, xmlDocument, xmlText } from './xml.js';

/**
 * For the test reports of CI systems: a suite per checked file and a case per finding. A file without findings is one case that passes,
 * and what could not be read is an error.
 */
export const reporter: Reporter = {
  id: 'junit',
  print(result, { say }) {
    const { reports, filesChecked, unreadable, pathOf } = result;
    const inFile = groupBy(reports, ({ uri }) => uri);
    const uris = [...new Set([...filesChecked, ...inFile.keys()])].toSorted();
    const aboutOf = explanations(result, say);
    const suites = [
      ...uris.map((uri) =>
        suite(
          pathOf(uri),
          (inFile.get(uri) ?? []).map((each) => caseOf(each, result, aboutOf)),
        ),
      ),
      ...unreadable.map(({ path, reason }) => suite(path, [failedCase(path, reason)])),
    ];
    const root = { name: packageJson.name, ...counts(suites.flatMap(({ cases }) => cases)) };
    return xmlDocument(
      element(
        'testsuites',
        root,
        suites.flatMap(({ lines }) => lines),
      ),
    );
  },
};

interface Case {
  readonly outcome: 'passed' | 'failure' | 'error';
  readonly lines: readonly string[];
}

interface Suite {
  readonly cases: readonly Case[];
  readonly lines: readonly string[];
}

function suite(name: string, found: readonly Case[]): Suite {
  const passed: Case = { outcome: 'passed', lines: element('testcase', { name: packageJson.name, classname: name }) };
  const cases = found.length > 0 ? found : [passed];
  return {
    cases,
    lines: element(
      'testsuite',
      { name, ...counts(cases) },
      cases.flatMap(({ lines }) => lines),
    ),
  };
}

function counts(cases: readonly Case[]): {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
} {
  const count = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error') };
}

/** What is worth knowing fails no test. */
const outcomes: Readonly<Record<Severity, Case['outcome']>> = {
  error: 'failure',
  warning: 'failure',
  info: 'passed',
  hint: 'passed',
};

function caseOf(each: Report, result: LintResult, aboutOf: (each: Report) => readonly string[]): Case {
  const { severity, range } = each;
  const { line } = fromOne(range).start;
  const file = result.pathOf(each.uri);
  const about = aboutOf(each);
  const outcome = outcomes[severity];
  const content =
    outcome === 'failure'
      ? element('failure', { type: severity, message: each.message }, about.map(xmlText))
      : element('system-out', {}, [`${severity}: ${each.message}`, ...about].map(xmlText));
  return {
    outcome,
    lines: element('testcase', { name: caseName(each, result), classname: file, file, line }, content),
  };
}

/** Stays the same when lines move, so that a CI system knows the case again. */
function caseName(each: Report, { identityOf }: LintResult): string {
  const { path = '', number = 1 } = identityOf(each) ?? {};
  return [each.rule, ...(path === '' ? [] : [path]), ...(number > 1 ? [`(${number})`] : [])].join(' ');
}

function failedCase(path: string, reason: string): Case {
  const error = element('error', { type: 'unreadable', message: reason });
  return { outcome: 'error', lines: element('testcase', { name: packageJson.name, classname: path }, error) };
}

/** The place of a finding, its lines and what can be done. */
function explanations(result: LintResult, say: Say): (each: Report) => readonly string[] {
  const sourceOf = sources(result);
  return (each) => [
    placeText(result, each),
    ...(hasPlace(each.range) ? codeFrame(sourceOf(each.uri), each.range) : []),
    ...remedies(each).map(({ label, text }) => `${say(label)}: ${text}`),
  ];
}
