import { changesToEdits } from '../formats/changes.js';
import { type Catalogue, render } from '../messages/message.js';
import { placeOf } from '../model/change.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { TextEdit } from '../text/edit.js';
import { once } from '../text/memo.js';
import { type Position, sourceFile } from '../text/sourceFile.js';
import type { Location, Span } from '../text/span.js';
import { documentHolding, spanInFile } from '../workspace/fileModel.js';
import { treeOf } from '../workspace/tree.js';
import type { Workspace } from '../workspace/workspace.js';
import { lint, type RuleFinding } from './lint.js';

/** A finding as a person or a machine reads it: in words, with places in files. */
export interface Report {
  readonly uri: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
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
  readonly edits: readonly { readonly uri: string; readonly edits: readonly TextEdit[] }[];
}

const noLines = sourceFile('');

/** The findings in words. A fix whose changes cannot be written safely (in an alias, a folded string …) is left out. */
export function report(
  findings: readonly RuleFinding[],
  workspace: Workspace,
  catalogue?: Catalogue,
): readonly Report[] {
  const rangeOf = (at: Location): Range => {
    const file = workspace.files.get(at.uri);
    const span = (file && spanInFile(file, at)) ?? { start: 0, end: 0 };
    const lines = file?.lines ?? noLines;
    return { start: lines.positionAt(span.start), end: lines.positionAt(span.end), span };
  };
  const written = (fixes: readonly Fix[]): readonly ReportedFix[] =>
    fixes.flatMap((fix) => {
      const edits = editsOf(fix, workspace);
      return edits ? [{ title: render(fix.title, catalogue), level: fix.level, edits }] : [];
    });
  return findings.map(({ at, rule, severity, message, related = [], fixes, tags = [] }) => {
    const made = once(() => written(fixes?.() ?? []));
    return {
      uri: at.uri,
      rule,
      severity,
      message: render(message, catalogue),
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
  });
}

/** The same for findings of several workspaces, in their order. */
export function reportAll(
  findings: readonly RuleFinding[],
  workspaces: readonly Workspace[],
  catalogue?: Catalogue,
): readonly Report[] {
  const wanted = new Set(findings);
  const reports = new Map<RuleFinding, Report | undefined>();
  for (const workspace of workspaces) {
    const own = lint(workspace).filter((finding) => wanted.has(finding));
    const made = report(own, workspace, catalogue);
    own.forEach((finding, index) => {
      reports.set(finding, made[index]);
    });
  }
  return findings.flatMap((finding) => reports.get(finding) ?? []);
}

/** The edits of a fix, or undefined when one of its changes has no safe spelling, or its file no text to change. */
export function editsOf(fix: Fix, workspace: Workspace): ReportedFix['edits'] | undefined {
  const perDocument = new Map<string, { readonly at: Location; readonly changes: Fix['changes'][number][] }>();
  for (const change of fix.changes) {
    const at = placeOf(change);
    const key = `${at.uri}#${at.document}`;
    const group = perDocument.get(key);
    if (group) group.changes.push(change);
    else perDocument.set(key, { at, changes: [change] });
  }
  const edits: { readonly uri: string; readonly edits: readonly TextEdit[] }[] = [];
  for (const { at, changes } of perDocument.values()) {
    const file = workspace.files.get(at.uri);
    const document = file && documentHolding(at, file);
    // What is wrong with a fact of the config file is wrong in the cluster: another number there would repair nothing.
    if (document?.text === undefined || at.uri === workspace.config.uri) return undefined;
    const inDocument = changesToEdits(treeOf(document), changes);
    if (inDocument === undefined) return undefined;
    const shifted = inDocument.map(({ span, newText }) => ({
      span: { start: span.start + document.start, end: span.end + document.start },
      newText,
    }));
    edits.push({ uri: at.uri, edits: shifted });
  }
  return edits;
}
