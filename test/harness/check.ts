import { expect } from 'vitest';
import { baselineFileName, readBaseline } from '../../server/formats/eniLens/baseline.js';
import { readLensConfig } from '../../server/formats/eniLens/config.js';
import { lint } from '../../server/linter/lint.js';
import { type Report, type ReportedFix, report } from '../../server/linter/report.js';
import { defaultConfig, type LensConfig } from '../../server/model/lensConfig.js';
import { rules } from '../../server/rules/index.js';
import { applyEdits } from '../../server/text/edit.js';
import {
  emptyWorkspace,
  type Workspace,
  withBaseline,
  withConfig,
  withFiles,
} from '../../server/workspace/workspace.js';
import { type Expectation, type Fixture, parseFixture } from './fixture.js';
import { movedIntoDefaults } from './movedIntoDefaults.js';
import { takenApart } from './takenApart.js';

/**
 * Lints a fixture and compares all findings with the expectations in it: place, severity, rule and the beginning of the message.
 * Unexpected findings fail too. A file `eni-lens.yaml` in the fixture is its config, `eni-lens-baseline.json` its baseline. `only` looks at the findings of one rule.
 */
export function check(text: string, { only }: { readonly only?: string } = {}): void {
  const fixture = parseFixture(text);
  const found = findings(fixture.files).filter(({ rule }) => only === undefined || rule === only);
  const lines = found.map((each) => describe(each, fixture));
  const expected = fixture.expectations.map((each) => {
    const same = found.find((candidate) => matches(candidate, each));
    return same
      ? describe(same, fixture)
      : `${each.path}:${each.line + 1} ${each.start}..${each.end} ${each.severity} ${each.rule}: ${each.message}`;
  });
  expect([...lines].sort()).toEqual([...expected].sort());
  if (only !== undefined) return;
  expectSameTakenApart(fixture.files, findings(fixture.files));
  expectSameByDefault(fixture.files);
}

/** A module of Terraform is all files of its folder: what is found in one file is found in several, in the same words and of the same texts. */
export function expectSameTakenApart(files: Fixture['files'], found: readonly Report[]): void {
  const parts = takenApart(files);
  if (parts !== undefined) expect(wordsOf(findings(parts), parts), 'taken apart').toEqual(wordsOf(found, files));
}

const judging: ReadonlySet<string> = new Set(rules.flatMap(({ id, judgesValues }) => (judgesValues ? [id] : [])));

/** Variables of aws-node that are the default of a variable of Terraform: of each value the same is said, and of all else nothing that is not said without. */
function expectSameByDefault(files: Fixture['files']): void {
  const moved = movedIntoDefaults(files);
  if (moved === undefined) return;
  const [before, after] = [findings(files), findings(moved)];
  const values = (found: readonly Report[]) => found.filter(({ rule }) => judging.has(rule));
  const rest = (found: readonly Report[]) => found.filter(({ rule }) => !judging.has(rule));
  expect(wordsOf(values(after), moved), 'by default').toEqual(wordsOf(values(before), files));
  // In other words, where what they are was known.
  const known = new Set(rest(before).map(({ rule }) => rule));
  expect(
    rest(after).filter(({ rule }) => !known.has(rule)),
    'a fact by default',
  ).toEqual([]);
}

/** Findings without their places, and without the names of other files. */
function wordsOf(found: readonly Report[], files: Fixture['files']): readonly string[] {
  return found
    .map(({ uri, rule, severity, message, range: { span } }) => {
      const text = files.find(({ path }) => path === uri)?.text.slice(span.start, span.end);
      return `${severity} ${rule} ${message.replace(/ \(by the settings in [^)]*\)/, '')} | ${text}`;
    })
    .toSorted();
}

/** Lints a fixture and expects nothing, hints included. */
export function checkClean(text: string): void {
  expect(parseFixture(text).expectations).toEqual([]);
  check(text);
}

/**
 * Applies one fix of the first finding of a rule (the first fix, or the one whose title begins with `title`) and compares the text of the
 * first file with `expected`. The rule must then be silent at that place, and no other rule may have become louder.
 */
export function checkFix(
  text: string,
  { rule, title, expected }: { readonly rule: string; readonly title?: string; readonly expected: string },
): void {
  const { files } = parseFixture(text);
  const before = findings(files);
  const finding = before.find((each) => each.rule === rule && each.fixes.some((fix) => isWanted(fix, title)));
  const fix = finding?.fixes.find((each) => isWanted(each, title));
  expect(
    fix?.title,
    `a fix of ${rule}; there are: ${before.map(({ rule: id, fixes }) => `${id}: ${fixes.map((f) => f.title)}`).join(' | ')}`,
  ).toBeDefined();
  const after = fix ? applyFix(files, fix) : files;
  expect(after[0]?.text).toBe(parseFixture(expected).files[0]?.text);
  expectNothingNew(before, findings(after), rule);
}

/** Applies every fix of every finding of a fixture, one at a time, and lints the result: its finding goes and no new one comes. */
export function checkAllFixes(text: string): number {
  const { files } = parseFixture(text);
  const before = findings(files);
  let applied = 0;
  for (const { rule, fixes } of before) {
    for (const fix of fixes) {
      expectNothingNew(before, findings(applyFix(files, fix)), rule);
      applied++;
    }
  }
  return applied;
}

/**
 * Applies every fix of every finding once more to the same files with CRLF line ends behind a byte order mark: the outcome must be the
 * same text with these, so that a fix changes no byte but its own.
 */
export function checkFixesWithCrlf(text: string): void {
  const plain = parseFixture(text).files;
  const crlf = plain.map(({ path, text: each }) => ({ path, text: withCrlf(each) }));
  const outcomes = (files: Fixture['files']) =>
    findings(files).flatMap(({ rule, fixes }) =>
      fixes.map((fix) => ({ rule, title: fix.title, files: applyFix(files, fix) })),
    );
  const expected = outcomes(plain).map(({ files, ...rest }) => ({
    ...rest,
    files: files.map((file) => ({ path: file.path, text: withCrlf(file.text) })),
  }));
  expect(outcomes(crlf)).toEqual(expected);
}

function withCrlf(text: string): string {
  return `\uFEFF${text.replace(/\r?\n/g, '\r\n')}`;
}

/** The findings of files in the order they are reported. */
export function findings(files: Fixture['files']): readonly Report[] {
  const workspace = workspaceOf(files);
  return report(
    lint(workspace).filter(({ baselined }) => !baselined),
    workspace,
  );
}

/** The workspace of files, with the config file and the baseline among them. */
export function workspaceOf(files: Fixture['files']): Workspace {
  const config = files.find(({ path }) => path === 'eni-lens.yaml');
  const settings: LensConfig = config ? readLensConfig(config.path, config.text) : defaultConfig;
  const baseline = files.find(({ path }) => path === baselineFileName);
  const known = baseline && readBaseline(baseline.path, baseline.text);
  return withFiles(
    withBaseline(withConfig(emptyWorkspace, settings), known, 'all'),
    files.map(({ path, text }) => ({ uri: path, text })),
  );
}

function expectNothingNew(before: readonly Report[], after: readonly Report[], fixed: string): void {
  const count = (all: readonly Report[]) => {
    const counts = new Map<string, number>();
    for (const { rule } of all) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  const old = count(before);
  const now = count(after);
  expect(now.get(fixed) ?? 0, `findings of ${fixed} after its fix`).toBeLessThan(old.get(fixed) ?? 0);
  // A hint is no result: nobody is worse off with one.
  for (const [rule, number] of count(after.filter(({ severity }) => severity !== 'hint')))
    expect(number, `findings of ${rule} after a fix of ${fixed}`).toBeLessThanOrEqual(old.get(rule) ?? 0);
}

function applyFix(files: Fixture['files'], fix: ReportedFix): Fixture['files'] {
  return files.map(({ path, text }) => {
    const edits = fix.edits.filter(({ uri }) => uri === path).flatMap((each) => each.edits);
    const edited = applyEdits(text, edits);
    expect(edited, `the edits of "${fix.title}" overlap`).toBeDefined();
    return { path, text: edited ?? text };
  });
}

function isWanted(fix: ReportedFix, title: string | undefined): boolean {
  return title === undefined || fix.title.startsWith(title);
}

function matches(found: Report, expected: Expectation): boolean {
  const { start, end } = found.range;
  const sameEnd = end.line !== start.line || end.character === expected.end;
  return (
    found.uri === expected.path &&
    found.rule === expected.rule &&
    found.severity === expected.severity &&
    start.line === expected.line &&
    start.character === expected.start &&
    sameEnd &&
    found.message.startsWith(expected.message)
  );
}

function describe({ uri, range, severity, rule, message }: Report, fixture: Fixture): string {
  const line = fixture.files.find(({ path }) => path === uri)?.text.split('\n')[range.start.line] ?? '';
  const end = range.end.line === range.start.line ? range.end.character : line.length;
  return `${uri}:${range.start.line + 1} ${range.start.character}..${end} ${severity} ${rule}: ${message}`;
}
