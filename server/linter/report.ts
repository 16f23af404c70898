import { faultText } from '../messages/fault.js';
import { type Catalogue, message, render } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import { attempted } from '../text/fault.js';
import { once } from '../text/memo.js';
import { type Position, sourceFile } from '../text/sourceFile.js';
import type { Location, Span } from '../text/span.js';
import { spanInFile } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { adviceOf } from './advice.js';
import type { FileEdits } from './fixEdits.js';
import { offeredFixes } from './guard.js';
import { lint, type RuleFinding } from './lint.js';

/** A finding as a person or a machine reads it: in words, with places in files. */
export interface Report {
  readonly uri: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do, where the message does not say it. */
  readonly advice?: string;
  readonly range: Range;
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
  /** Written when somebody first reads them. */
  readonly fixes: readonly ReportedFix[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
}

/** Half-open, lines and characters from zero, characters in UTF-16 units; `span` are the same places as offsets in the file. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
  readonly span: Span;
}

export interface ReportedFix {
  readonly title: string;
  readonly level: Fix['level'];
  /** Per file; spans are offsets in the file, and do not overlap. */
  readonly edits: FileEdits;
}

const noLines = sourceFile('');

/**
 * Which fixes of findings are told: those that do no harm (`offeredFixes`), which takes as long as to lint what they change, or all that can
 * be written (`writtenFixes`), for whoever shows no more of them than their titles.
 */
export type FixesOf = typeof offeredFixes;

/**
 * The findings in words. A fix whose changes cannot be written safely (in an alias, a folded string …) is left out.
 */
export function report(
  findings: readonly RuleFinding[],
  workspace: Workspace,
  catalogue?: Catalogue,
  fixesOf: FixesOf = offeredFixes,
): readonly Report[] {
  const rangeOf = (at: Location): Range => {
    const file = workspace.files.get(at.uri);
    const span = (file && spanInFile(file, at)) ?? { start: 0, end: 0 };
    const lines = file?.lines ?? noLines;
    return { start: lines.positionAt(span.start), end: lines.positionAt(span.end), span };
  };
  const offered = once(() => fixesOf(workspace, findings));
  const written = (finding: RuleFinding): readonly ReportedFix[] =>
    (offered().get(finding) ?? []).map(({ fix: { title, level }, edits }) => ({
      title: render(title, catalogue),
      level,
      edits,
    }));
  const reportOf = (finding: RuleFinding): Report => {
    const { at, rule, severity, related = [], tags = [] } = finding;
    const made = once(() => written(finding));
    const advice = adviceOf(finding);
    return {
      uri: at.uri,
      rule,
      severity,
      message: render(finding.message, catalogue),
      ...(advice ? { advice: render(advice, catalogue) } : {}),
      range: rangeOf(at),
      related: related.map((other) => ({
        uri: other.at.uri,
        range: rangeOf(other.at),
        message: render(other.message, catalogue),
      })),
      get fixes() {
        return made();
      },
      tags,
    };
  };
  return findings.map((finding) => {
    const made = attempted(() => reportOf(finding));
    return 'value' in made ? made.value : faultyReport(finding, rangeOf(finding.at), made.fault);
  });
}

/** What is left of a finding whose report we fail at: where it is, and what it says in English. */
function faultyReport({ at, rule, message: text }: RuleFinding, range: Range, fault: unknown): Report {
  const told = message('The report of {rule} failed: {error}. Please report this. The finding is: {finding}', {
    rule,
    error: faultText(fault),
    finding: text,
  });
  const rest = { related: [], fixes: [], tags: [] };
  return { uri: at.uri, rule: 'internal-error', severity: 'error', message: render(told), range, ...rest };
}

/** The same for findings of several workspaces, in their order. */
export function reportAll(
  findings: readonly RuleFinding[],
  workspaces: readonly Workspace[],
  catalogue?: Catalogue,
  fixesOf?: FixesOf,
): readonly Report[] {
  const wanted = new Set(findings);
  const reports = new Map<RuleFinding, Report | undefined>();
  for (const workspace of workspaces) {
    const own = lint(workspace).filter((finding) => wanted.has(finding));
    const made = report(own, workspace, catalogue, fixesOf);
    own.forEach((finding, index) => {
      reports.set(finding, made[index]);
    });
  }
  return findings.flatMap((finding) => reports.get(finding) ?? []);
}
