import { message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import type { Severity } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import type { Finding, Rule } from '../rules/rule.js';
import { closest } from '../text/closest.js';
import { spanInFile } from '../workspace/fileModel.js';
import { groupBy } from '../workspace/groupBy.js';
import type { Suppression } from '../workspace/suppressions.js';
import type { Workspace } from '../workspace/workspace.js';
import { severityResolver } from './severity.js';

/** A finding with the rule that made it and the severity that counts. */
export interface RuleFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/**
 * All findings of a workspace, sorted by file, place and rule: the same for the same files in any order.
 * What the config file turns off and what comments silence is left out; silencing comments without effect are findings.
 * A rule that throws becomes one `internal-error`, and the others still run.
 */
export function lint(workspace: Workspace): readonly RuleFinding[] {
  const before = results.get(workspace);
  if (before !== undefined) return before;
  const findings = judge(workspace);
  results.set(workspace, findings);
  return findings;
}

/** A memo: a workspace never changes. */
const results = new WeakMap<Workspace, readonly RuleFinding[]>();

function judge(workspace: Workspace): readonly RuleFinding[] {
  const resolve = severityResolver(workspace.config);
  const judged = workspace.clusters.flatMap(findingsOf);
  const wanted = judged.flatMap((finding) => {
    const severity = resolve(finding.rule, finding.at.uri) ?? finding.severity;
    if (severity === 'off') return [];
    return severity === finding.severity ? [finding] : [{ ...finding, severity }];
  });
  const { open, unused } = applySuppressions(wanted, workspace, (rule, uri) => resolve(rule, uri) === 'off');
  const reported = [...open, ...unused].filter((finding) => resolve(finding.rule, finding.at.uri) !== 'off');
  return sortAndDeduplicate(reported, workspace);
}

/** A memo: a cluster never changes, and one that is the same after an edit is the same object. */
const known = new WeakMap<Cluster, readonly RuleFinding[]>();

function findingsOf(cluster: Cluster): readonly RuleFinding[] {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const found = rules.flatMap((rule) => run(rule, cluster));
  known.set(cluster, found);
  return found;
}

function run(rule: Rule, cluster: Cluster): readonly RuleFinding[] {
  try {
    return [...rule.check(cluster)].map((finding) => ({ severity: rule.severity, ...finding, rule: rule.id }));
  } catch (error) {
    const [first] = [cluster.declaration, ...cluster.settings, ...cluster.nodeGroups, ...cluster.eniConfigs];
    if (first === undefined) return [];
    const text = message('The rule {rule} failed: {error}. Please report this; the other rules ran', {
      rule: rule.id,
      error: error instanceof Error ? error.message : String(error),
    });
    return [{ rule: 'internal-error', severity: 'error', at: first.at, message: text }];
  }
}

function applySuppressions(
  findings: readonly RuleFinding[],
  workspace: Workspace,
  isOff: (rule: string, uri: string) => boolean,
): { readonly open: readonly RuleFinding[]; readonly unused: readonly RuleFinding[] } {
  const all = [...workspace.files.values()].flatMap((file) =>
    file.documents.flatMap((document) => document.suppressions),
  );
  const inFile = groupBy(all, ({ at }) => at.uri);
  // Kept per rule name, so that one of several ids can be unused.
  const used = new Set<Suppression | Suppression['rules'][number]>();
  const open = findings.filter((finding) => {
    const silencing = (inFile.get(finding.at.uri) ?? []).filter((suppression) => silences(suppression, finding));
    for (const suppression of silencing) {
      used.add(suppression.rules.find(({ value }) => value === finding.rule) ?? suppression);
    }
    return silencing.length === 0;
  });
  const unused = all.flatMap((suppression) => {
    if (suppression.rules.length === 0) return used.has(suppression) ? [] : [unusedFinding(suppression, undefined)];
    return suppression.rules
      .filter((rule) => !used.has(rule) && !isOff(rule.value, suppression.at.uri))
      .map((rule) => unusedFinding(suppression, rule));
  });
  return { open, unused };
}

function silences(suppression: Suppression, { rule, at }: RuleFinding): boolean {
  if (suppression.rules.length > 0 && !suppression.rules.some(({ value }) => value === rule)) return false;
  if (suppression.scope === 'file') return true;
  if (suppression.at.document !== at.document) return false;
  const { covers } = suppression;
  return covers === undefined || (covers.start <= at.span.start && at.span.start < covers.end);
}

function unusedFinding(suppression: Suppression, named: Suppression['rules'][number] | undefined): RuleFinding {
  const rule = 'unused-suppression';
  if (named === undefined) {
    return {
      rule,
      severity: 'warning',
      at: suppression.at,
      message: message('This comment silences nothing: remove it'),
    };
  }
  const ids = rules.map(({ id }) => id);
  if (ids.includes(named.value)) {
    const text = message('This comment silences no finding of {rule}: remove it', { rule: named.value });
    return { rule, severity: 'warning', at: named.at, message: text, tags: ['unnecessary'] };
  }
  const [near] = closest(named.value, ids);
  const text = near
    ? message('There is no rule {rule}: did you mean {near}?', { rule: named.value, near })
    : message('There is no rule {rule}', { rule: named.value });
  return { rule, severity: 'warning', at: named.at, message: text };
}

function sortAndDeduplicate(findings: readonly RuleFinding[], workspace: Workspace): readonly RuleFinding[] {
  const keyed = findings.map((finding) => {
    const file = workspace.files.get(finding.at.uri);
    const span = file && spanInFile(file, finding.at);
    const text = JSON.stringify(finding.message);
    return { finding, start: span?.start ?? 0, end: span?.end ?? 0, text };
  });
  keyed.sort(
    (a, b) =>
      compare(a.finding.at.uri, b.finding.at.uri) ||
      a.start - b.start ||
      a.end - b.end ||
      compare(a.finding.rule, b.finding.rule) ||
      compare(a.text, b.text),
  );
  return keyed
    .filter((each, index) => {
      const before = keyed[index - 1];
      const isSame =
        before?.finding.at.uri === each.finding.at.uri &&
        before.start === each.start &&
        before.finding.rule === each.finding.rule &&
        before.text === each.text;
      return !isSame;
    })
    .map(({ finding }) => finding);
}

/** By UTF-16 code units: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
