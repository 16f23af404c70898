import type { Diagnostic } from 'vscode-languageserver';
import { rangeOf } from '../features/convert.js';
import { diagnosticOf, isShapeRule, problemDiagnostic } from '../features/diagnostics.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import type { Catalogue } from '../messages/message.js';
import { rules } from '../rules/index.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Editor, reportsShape } from './editor.js';
import type { OwnFile, Snapshot } from './snapshot.js';
import type { Typed } from './typing.js';

/** The findings of one file as they were sent, and all they depended on. */
export interface Sent {
  readonly findings: readonly RuleFinding[];
  /** The file's model and those of files that related places lie in. */
  readonly models: readonly (FileModel | undefined)[];
  readonly own: readonly OwnFile[];
  readonly version: number | undefined;
  /** The diagnostics as the findings say them now. */
  readonly found: Found;
  readonly diagnostics: readonly Diagnostic[];
  /** Some say what they said before a line was begun, or nothing yet, and not what is found now. */
  readonly isHeld: boolean;
}

export type SentByUri = ReadonlyMap<string, Sent>;

export interface PublishContext {
  readonly editor: Editor;
  readonly catalogue?: Catalogue | undefined;
  /** The version of an open document, undefined for a closed one. */
  readonly versionOf: (uri: string) => number | undefined;
  /** What somebody is typing: nothing new is said before the line is finished, and before the pause not that something is missing. */
  readonly typed: Typed;
  /** Runs work; where it fails, the log says so and there is nothing. */
  readonly survive: <T>(name: string, work: () => T) => T | undefined;
  readonly send: (uri: string, version: number | undefined, diagnostics: readonly Diagnostic[]) => void;
}

/**
 * Sends the findings of every file where they changed, or where the editor has a new version of the text, and nothing of files
 * that had and have none. Returns what the editor now shows.
 */
export function publish(snapshot: Snapshot, before: SentByUri, context: PublishContext): SentByUri {
  const after = new Map<string, Sent>();
  for (const [uri, all] of groups(snapshot, context.editor, context.versionOf)) {
    const known = before.get(uri);
    // One file that we fail at stays as it is shown, and the others are sent.
    const sent = context.survive(`the findings of ${uri}`, () => publishGroup(uri, all, known, context)) ?? known;
    if (sent !== undefined && sent.diagnostics.length > 0) after.set(uri, sent);
  }
  for (const uri of before.keys()) if (!after.has(uri)) context.send(uri, context.versionOf(uri), []);
  return after;
}

/** What the editor now shows of a file. */
function publishGroup(uri: string, all: Group, known: Sent | undefined, context: PublishContext): Sent {
  const group = { ...all, findings: all.findings.filter((each) => !isTooSoon(each, all.workspace, known, context)) };
  const version = context.versionOf(uri);
  const models = modelsOf(uri, group);
  const isWithinLine = context.typed === 'line';
  const isHeld = isWithinLine || (context.typed === 'lines' && group.own.length > 0);
  const isKnown = known !== undefined && isSame(known, { ...group, version, models });
  if (isKnown && isHeld === known.isHeld) return known;
  // At the pause behind a line only the words of before go, and thousands of diagnostics are not made anew.
  const found = isKnown ? known.found : diagnosticsOf(group, context);
  const problems = isHeld && !isWithinLine ? saidAlready(found.problems, known) : found.problems;
  const diagnostics = isWithinLine ? held(found, uri, group, known) : [...found.own, ...problems];
  const isNew = known === undefined || known.version !== version;
  const isOther = isNew || JSON.stringify(known.diagnostics) !== JSON.stringify(diagnostics);
  if (diagnostics.length > 0 && isOther) context.send(uri, version, diagnostics);
  return { findings: group.findings, own: group.own, models, version, found, diagnostics, isHeld };
}

/**
 * The diagnostics in the words in which they are shown, because no half of a name or number is said elsewhere; and no new ones of files of our
 * own. Where lines came or went since then, they are as they are found.
 */
function held(
  { own, problems }: Found,
  uri: string,
  { workspace }: Group,
  known: Sent | undefined,
): readonly Diagnostic[] {
  const shown = groupBy(known?.diagnostics ?? [], lineOfRule);
  const [lines, before] = [workspace?.files.get(uri)?.lines, known?.models[0]?.lines];
  if (lines !== undefined && lines.lineCount() !== before?.lineCount()) return own;
  const found = [...own, ...problems.filter((each) => shown.has(lineOfRule(each)))];
  const sameAs = new Map<Diagnostic, Diagnostic>();
  for (const [line, now] of groupBy(found, lineOfRule)) {
    const then = shown.get(line) ?? [];
    // Of several in a line nobody knows which is which once there are more or fewer.
    if (now.length !== then.length) continue;
    for (const [index, same] of then.entries()) if (now[index]) sameAs.set(now[index], same);
  }
  return found.map((each) => ({ ...(sameAs.get(each) ?? each), range: each.range }));
}

/** What is wrong with a file of ours and shown already: the next line may give a key its list, or an item the key that it lacks. */
function saidAlready(problems: readonly Diagnostic[], known: Sent | undefined): readonly Diagnostic[] {
  const said = new Set(known?.diagnostics.map(({ message }) => message));
  return problems.filter(({ message }) => said.has(message));
}

function lineOfRule({ code, range }: Diagnostic): string {
  return `${range.start.line} ${code}`;
}

interface Group {
  readonly workspace: Workspace | undefined;
  readonly findings: readonly RuleFinding[];
  /** Our own files of that name, where they have problems. */
  readonly own: readonly OwnFile[];
}

function groups(
  snapshot: Snapshot,
  editor: Editor,
  versionOf: PublishContext['versionOf'],
): ReadonlyMap<string, Group> {
  const found = new Map<string, { workspace: Workspace; findings: RuleFinding[]; own: [] }>();
  for (const workspace of snapshot.workspaces.values()) {
    for (const finding of lint(workspace)) {
      const { uri } = finding.at;
      if (!isShown(finding, editor) || (editor.settings.openFilesOnly && versionOf(uri) === undefined)) continue;
      const group = found.get(uri);
      if (group) group.findings.push(finding);
      else found.set(uri, { workspace, findings: [finding], own: [] });
    }
  }
  const all = new Map<string, Group>(found);
  for (const file of [...snapshot.configs.values(), ...snapshot.baselines.values()]) {
    if (file.problems.length === 0) continue;
    const group = all.get(file.uri) ?? { workspace: undefined, findings: [], own: [] };
    all.set(file.uri, { ...group, own: [...group.own, file] });
  }
  return all;
}

/** The rules whose findings may be untrue as soon as the next line is typed. */
const hastyRules = new Set(
  rules.flatMap(({ id, reportsAbsence, needsAll }) => (reportsAbsence || needsAll ? [id] : [])),
);

/** True for a finding that what is typed next may make untrue, and that is not shown yet. */
function isTooSoon(
  finding: RuleFinding,
  workspace: Workspace | undefined,
  known: Sent | undefined,
  { typed }: PublishContext,
): boolean {
  const isHasty = typed === 'line' || (typed === 'lines' && hastyRules.has(finding.rule));
  return isHasty && workspace !== undefined && !isShownAlready(finding, workspace, known);
}

/** True where the same rule had a finding in the same line, as counted from the start or, behind lines that came or went, from the end. */
function isShownAlready({ rule, at }: RuleFinding, workspace: Workspace, known: Sent | undefined): boolean {
  const line = rangeOf(workspace, at)?.start.line;
  const [lines, before] = [workspace.files.get(at.uri)?.lines, known?.models[0]?.lines];
  if (known === undefined || line === undefined || lines === undefined || before === undefined) return false;
  const fromEnd = before.lineCount() - lines.lineCount() + line;
  const shown = linesOfRules(known.diagnostics).get(rule);
  return shown !== undefined && (shown.has(line) || shown.has(fromEnd));
}

/** The lines that diagnostics begin in, by their rule. A memo, because at a keystroke every finding of a file asks. */
const linesOfRules = memoized((diagnostics: readonly Diagnostic[]): ReadonlyMap<unknown, ReadonlySet<number>> => {
  const byRule = new Map<unknown, Set<number>>();
  for (const { code, range } of diagnostics) {
    const lines = byRule.get(code) ?? new Set();
    byRule.set(code, lines.add(range.start.line));
  }
  return byRule;
});

/** False for what a YAML extension reports as well. */
export function isShown({ rule }: RuleFinding, editor: Editor): boolean {
  return !isShapeRule(rule) || reportsShape(editor);
}

function modelsOf(uri: string, { workspace, findings }: Group): Sent['models'] {
  const related = findings.flatMap((finding) => finding.related?.map(({ at }) => at.uri) ?? []);
  return [...new Set([uri, ...related])].map((each) => workspace?.files.get(each));
}

/** True when nothing that a diagnostic shows can have changed. */
function isSame(sent: Sent, now: Omit<Sent, 'found' | 'diagnostics' | 'isHeld'>): boolean {
  return (
    sent.version === now.version &&
    sent.own.length === now.own.length &&
    sent.own.every((file, index) => file === now.own[index]) &&
    sent.models.length === now.models.length &&
    sent.models.every((model, index) => model === now.models[index]) &&
    sent.findings.length === now.findings.length &&
    sent.findings.every((finding, index) => finding === now.findings[index])
  );
}

/** What is found in a file, and what is wrong with a file of our own. */
interface Found {
  readonly own: readonly Diagnostic[];
  readonly problems: readonly Diagnostic[];
}

function diagnosticsOf({ workspace, findings, own: files }: Group, { editor, catalogue }: PublishContext): Found {
  const own = workspace ? findings.map((each) => diagnosticOf(each, workspace, editor.diagnostics, catalogue)) : [];
  const problems = files.flatMap(({ code, source, problems: all }) =>
    all.map((each) => problemDiagnostic(each, code, source, catalogue)),
  );
  // A file above several workspace folders is there once for each of them.
  const unique = new Map(problems.map((each) => [JSON.stringify(each), each]));
  return { own, problems: [...unique.values()] };
}
