import { faultMessage, faultText } from '../messages/fault.js';
import { type Message, message } from '../messages/message.js';
import type { BaselineEntry } from '../model/baseline.js';
import { byDefault, type Cluster } from '../model/cluster.js';
import type { Severity } from '../model/lensConfig.js';
import { rules } from '../rules/index.js';
import { presentIn } from '../rules/present.js';
import type { Finding, Rule } from '../rules/rule.js';
import { attempted } from '../text/fault.js';
import { memoized, memoizedByName, once } from '../text/memo.js';
import { byCodeUnit } from '../text/order.js';
import type { Location } from '../text/span.js';
import { startOf } from '../workspace/fault.js';
import { documentHolding, type FileModel, spanInFile } from '../workspace/fileModel.js';
import { namesIn } from '../workspace/namedResources.js';
import type { Workspace } from '../workspace/workspace.js';
import { withoutConsequences } from './asMeant.js';
import { compareWithBaseline } from './baseline.js';
import { withFilesReliedOn } from './elsewhere.js';
import { decided, severityResolver } from './severity.js';
import { applySuppressions } from './suppressions.js';

/** A finding with the rule that made it and the severity that counts. */
export interface RuleFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The baseline has it: it is known and left for later. */
  readonly baselined?: BaselineEntry;
}

/** Does the work of a rule, such as between two looks at a clock: the core has none. */
export type Around = <T>(rule: string, work: () => T) => T;

const straight: Around = (_rule, work) => work();

/**
 * All findings of a workspace, sorted by file, place and rule: the same for the same files in any order.
 * What the config file turns off and what comments silence is left out; silencing comments and entries of the baseline without effect
 * are findings. What the baseline has is marked.
 * A rule that throws becomes one `internal-error`, and the others still run.
 */
export const lint = memoized((workspace: Workspace): readonly RuleFinding[] => {
  const judged = attempted(() => judge(workspace));
  if ('value' in judged) return judged.value;
  const found = workspace.clusters.flatMap((cluster) => checkCluster(cluster));
  const [uri = ''] = [workspace.config.uri, ...workspace.files.keys()].filter((each) => each !== undefined);
  return [...found, internalError(startOf(uri), faultMessage(judged.fault))];
});

function judge(workspace: Workspace): readonly RuleFinding[] {
  const resolve = severityResolver(workspace.config, namesIn(workspace));
  const isShown = shownPlaces(workspace);
  const isChosen = chosenPlaces(workspace);
  const weigh = (finding: RuleFinding): readonly RuleFinding[] => {
    const wanted = decided(resolve(finding.rule, finding.at), finding.severity);
    const severity = isShown(finding.at) ? inDocumentation(finding.rule, wanted) : wanted;
    if (severity === 'off' || (combiningRules.has(finding.rule) && isChosen(finding.at))) return [];
    return severity === finding.severity ? [finding] : [{ ...finding, severity }];
  };
  const isOff = (rule: string, at: RuleFinding['at']): boolean => resolve(rule, at)?.severity === 'off';
  const found = workspace.clusters.flatMap((cluster) => checkCluster(cluster));
  const all = [...faultsOfOwnFiles(workspace), ...oncePerFile(found, workspace)];
  const { open, about } = applySuppressions(all.flatMap(weigh), workspace, isOff);
  const fileOf = ({ at }: RuleFinding): FileModel | undefined => workspace.files.get(at.uri);
  const findings = sortAndDeduplicate([...open, ...about.flatMap(weigh)], fileOf);
  if (workspace.baseline === undefined) return findings;
  const { known: entries, stale } = compareWithBaseline(findings, workspace, () =>
    all.filter(({ rule, at }) => isOff(rule, at)),
  );
  const marked = findings.map((each) => withEntry(each, entries.get(each)));
  return stale.length === 0 ? marked : sortAndDeduplicate([...marked, ...stale.flatMap(weigh)], fileOf);
}

/** A file is a template once, however many of its documents are. */
function oncePerFile(findings: readonly RuleFinding[], { files }: Workspace): readonly RuleFinding[] {
  const hints = findings.filter(({ rule }) => rule === 'templated-file');
  if (hints.length < 2) return findings;
  const startOfHint = ({ at }: RuleFinding): number => {
    const file = files.get(at.uri);
    return (file && spanInFile(file, at)?.start) ?? 0;
  };
  const first = new Map<string, RuleFinding>();
  for (const hint of hints) {
    const before = first.get(hint.at.uri);
    if (before === undefined || startOfHint(hint) < startOfHint(before)) first.set(hint.at.uri, hint);
  }
  return findings.filter((finding) => finding.rule !== 'templated-file' || first.get(finding.at.uri) === finding);
}

/** That we failed at the config file or the baseline: they say nothing then. */
function faultsOfOwnFiles({ config, baseline }: Workspace): readonly RuleFinding[] {
  const problems = [...config.problems, ...(baseline?.problems ?? [])];
  return problems.flatMap(({ isFault, at, message: text }) => (isFault ? [internalError(at, text)] : []));
}

function internalError(at: Location, text: Message): RuleFinding {
  return { rule: 'internal-error', severity: 'error', at, message: text };
}

/** Nobody applies documentation as it stands, so nothing in it is worse than a warning, and nothing is missing from it. */
function inDocumentation(rule: string, wanted: Severity | 'off'): Severity | 'off' {
  if (absenceRules.has(rule)) return 'off';
  return wanted === 'error' ? 'warning' : wanted;
}

/** What they miss may stand in another piece of a documentation, or be left to its reader. */
const absenceRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, reportsAbsence }) => (reportsAbsence ? [id] : [])),
);

/** The rules that put several places together. */
const combiningRules: ReadonlySet<string> = new Set(
  rules.flatMap(({ id, group, combines }) => (combines || group === 'combinations' ? [id] : [])),
);

/** Whether template lines choose what is in force where a place is. */
function chosenPlaces({ files }: Workspace): (at: Location) => boolean {
  return (at) => {
    const file = files.get(at.uri);
    return file !== undefined && documentHolding(at, file)?.branches === true;
  };
}

/** Whether a place is in documentation. */
function shownPlaces({ files }: Workspace): (at: Location) => boolean {
  return (at) => {
    const file = files.get(at.uri);
    return file !== undefined && documentHolding(at, file)?.form.isFragment === true;
  };
}

/** All findings of workspaces that share no file but a baseline, sorted as those of one. */
export function lintAll(workspaces: readonly Workspace[]): readonly RuleFinding[] {
  const [only, ...others] = workspaces;
  if (only !== undefined && others.length === 0) return lint(only);
  const homes = new Map(workspaces.flatMap((each) => lint(each).map((finding) => [finding, each] as const)));
  return sortAndDeduplicate([...homes.keys()], (finding) => homes.get(finding)?.files.get(finding.at.uri));
}

/** A memo: what is the same after an edit is the same object, so that nobody sends it again. */
const inBaseline = new WeakMap<RuleFinding, RuleFinding>();

function withEntry(finding: RuleFinding, entry: BaselineEntry | undefined): RuleFinding {
  if (entry === undefined) return finding;
  const before = inBaseline.get(finding);
  const marked = before?.baselined === entry ? before : { ...finding, baselined: entry };
  inBaseline.set(finding, marked);
  return marked;
}

/** A memo: a cluster never changes, and one that is the same after an edit is the same object. */
const known = new WeakMap<Cluster, readonly RuleFinding[]>();

/**
 * What the rules say about one cluster, before config file and comments have a word. `lint` asks for every cluster: who does so before,
 * one by one, can tell a person how far it is.
 */
export function checkCluster(cluster: Cluster, around: Around = straight): readonly RuleFinding[] {
  const before = known.get(cluster);
  if (before !== undefined) return before;
  const check = (each: Cluster): readonly RuleFinding[] => foundIn(each, askedOf(each), around);
  const found = withoutConsequences(check(cluster), cluster, check);
  const all = cluster.unlessGiven.length === 0 ? found : [...found, ...foundByDefault(cluster, around)];
  known.set(cluster, all);
  return all;
}

/** What is wrong with values that hold unless something gives others: each by itself, and nothing of what they come to together. */
function foundByDefault(cluster: Cluster, around: Around): readonly RuleFinding[] {
  const assumed = byDefault(cluster);
  const judging = askedOf(assumed).filter(({ judgesValues }) => judgesValues);
  return foundIn(assumed, judging, around);
}

/** What each rule finds, whatever follows from what. */
function foundIn(cluster: Cluster, asked: readonly Rule[], around: Around): readonly RuleFinding[] {
  const found: RuleFinding[] = [];
  for (const rule of asked) run(rule, cluster, { found, around });
  return found;
}

/** What decides whether rules are asked. */
const askedFor: ReadonlySet<string> = new Set(rules.flatMap(({ silentWithout = [] }) => silentWithout));

/** The rules that may find something in a cluster: a third of all, where it has a few settings and node groups. */
function askedOf(cluster: Cluster): readonly Rule[] {
  const present = [...presentIn(cluster)].filter((each) => askedFor.has(each)).sort();
  return askedWith(present.join(' '));
}

/** A memo: most clusters have the same few things. */
const askedWith = memoizedByName((all: string): readonly Rule[] => {
  const present = new Set(all.split(' '));
  return rules.filter(({ silentWithout }) => silentWithout?.some((each) => present.has(each)) ?? true);
});

/** Adds what a rule finds. */
function run(
  rule: Rule,
  cluster: Cluster,
  { found, around }: { readonly found: RuleFinding[]; readonly around: Around },
): void {
  const before = found.length;
  const made = attempted(() =>
    around(rule.id, () => {
      for (const finding of rule.check(cluster)) {
        const fixes = finding.fixes && { fixes: guarded(finding.fixes) };
        const said = withFilesReliedOn(finding, rule, cluster);
        found.push({ severity: rule.severity, ...finding, ...fixes, message: said, rule: rule.id });
      }
    }),
  );
  if ('value' in made) return;
  found.length = before;
  const first = cluster.declaration ?? cluster.resources[0];
  if (first === undefined) return;
  const text = message('The rule {rule} failed: {error}. Please report this; the other rules ran', {
    rule: rule.id,
    error: faultText(made.fault),
  });
  found.push(internalError(first.at, text));
}

/** Makes fixes once. A finding is as right without a fix: one that cannot be made costs nobody the others. */
function guarded(fixes: NonNullable<Finding['fixes']>): NonNullable<Finding['fixes']> {
  return once(() => {
    const made = attempted(fixes);
    return 'value' in made ? made.value : [];
  });
}

function sortAndDeduplicate(
  findings: readonly RuleFinding[],
  fileOf: (finding: RuleFinding) => FileModel | undefined,
): readonly RuleFinding[] {
  const keyed = findings.map((finding) => {
    const file = fileOf(finding);
    const span = file && spanInFile(file, finding.at);
    // Only what stands at one place is compared by its text.
    const text = once(() => JSON.stringify(finding.message));
    return { finding, start: span?.start ?? 0, end: span?.end ?? 0, text };
  });
  keyed.sort(
    (a, b) =>
      byCodeUnit(a.finding.at.uri, b.finding.at.uri) ||
      a.start - b.start ||
      a.end - b.end ||
      byCodeUnit(a.finding.rule, b.finding.rule) ||
      byCodeUnit(a.text(), b.text()),
  );
  return keyed
    .filter((each, index) => {
      const before = keyed[index - 1];
      const isSame =
        before?.finding.at.uri === each.finding.at.uri &&
        before.start === each.start &&
        before.finding.rule === each.finding.rule &&
        before.text() === each.text();
      return !isSame;
    })
    .map(({ finding }) => finding);
}
