import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticTag } from 'vscode-languageserver-types';
import packageFile from '../../package.json' with { type: 'json' };
import { adviceOf } from '../linter/advice.js';
import type { RuleFinding } from '../linter/lint.js';
import { ruleLink } from '../linter/ruleLink.js';
import { type Catalogue, message, render, sayWith, whole } from '../messages/message.js';
import { withAdvice } from '../messages/withAdvice.js';
import type { ConfigProblem } from '../model/lensConfig.js';
import type { LineIndex } from '../text/sourceFile.js';
import type { Workspace } from '../workspace/workspace.js';
import { locationOf, rangeInFile, rangeOf, severityOf } from './convert.js';

/** The name under which the editor shows our findings. */
export const diagnosticSource = 'eni-lens';

/** The codes of problems in `eni-lens.yaml` and in a baseline: no rules, so they have no page and cannot be turned off. */
export type ProblemCode = 'invalid-config' | 'invalid-baseline';

/** What a diagnostic carries for whoever sends it back: which rule made it, and of which release. */
export interface DiagnosticExtra {
  readonly rule: string;
  readonly version: string;
}

/** What an editor can show of a diagnostic. */
export interface DiagnosticSupport {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly extra: boolean;
  readonly tags: readonly DiagnosticTag[];
}

/** More related places than anybody follows; what matters most comes first among them. */
const mostRelated = 20;

/** The rules whose findings a YAML extension has too: broken text, and values of the wrong shape. */
const shapeRules: ReadonlySet<string> = new Set(['syntax-error', 'duplicate-key', 'invalid-structure']);

/** True when a YAML extension reports the findings of a rule as well, so that they would stand there twice. */
export function isShapeRule(rule: string): boolean {
  return shapeRules.has(rule);
}

/** A finding for the editor. A place that is no longer there becomes the start of the file. */
export function diagnosticOf(
  finding: RuleFinding,
  workspace: Workspace,
  support: DiagnosticSupport,
  catalogue?: Catalogue,
): Diagnostic {
  const { rule, related = [], tags = [] } = finding;
  const shownTags = tags.map((tag) => tagNumbers[tag]).filter((tag) => support.tags.includes(tag));
  const shown = support.relatedInformation ? related.slice(0, mostRelated) : [];
  const others = shown.flatMap((each) => relatedTo(each, workspace, catalogue));
  const extra: DiagnosticExtra = { rule, version: packageFile.version };
  return {
    range: rangeOf(workspace, finding.at) ?? startOfFile,
    severity: severityOf(finding.baselined ? 'hint' : finding.severity),
    code: rule,
    source: diagnosticSource,
    message: textOf(finding, catalogue),
    ...(support.codeDescription ? { codeDescription: { href: ruleLink(rule, catalogue) } } : {}),
    ...(shownTags.length > 0 ? { tags: shownTags } : {}),
    ...(others.length > 0 ? { relatedInformation: others } : {}),
    ...(support.extra ? { data: extra } : {}),
  };
}

/** What is known and left for later says so, with the reason a person gave. */
function textOf(each: RuleFinding, catalogue: Catalogue | undefined): string {
  const { baselined } = each;
  const say = sayWith(catalogue);
  const advice = adviceOf(each);
  const told = withAdvice(say(each.message), advice && say(advice), say);
  if (baselined === undefined) return told;
  const finding = whole(told);
  return baselined.reason === undefined
    ? say(message('{finding} (in the baseline)', { finding }))
    : say(message('{finding} (in the baseline: {reason})', { finding, reason: baselined.reason }));
}

/** A problem of a config file or a baseline for the editor. */
export function problemDiagnostic(
  problem: ConfigProblem,
  code: ProblemCode,
  lines: LineIndex,
  catalogue?: Catalogue,
): Diagnostic {
  return {
    range: rangeInFile({ lines }, problem.at.span),
    severity: severityOf('error'),
    code,
    source: diagnosticSource,
    message: render(problem.message, catalogue),
  };
}

const startOfFile = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const tagNumbers = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

function relatedTo(
  { at, message }: NonNullable<RuleFinding['related']>[number],
  workspace: Workspace,
  catalogue: Catalogue | undefined,
): readonly DiagnosticRelatedInformation[] {
  const location = locationOf(workspace, at);
  return location ? [{ location, message: render(message, catalogue) }] : [];
}
