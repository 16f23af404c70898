import { baselineText } from '../formats/eniLens/baseline.js';
import { type Message, message } from '../messages/message.js';
import type { Baseline, BaselineEntry, RecordedFinding } from '../model/baseline.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { Finding } from '../rules/rule.js';
import { groupBy } from '../text/groupBy.js';
import { memoized, once } from '../text/memo.js';
import { folderOf, pathFrom, uriFrom } from '../text/paths.js';
import type { Location } from '../text/span.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { pathsIn } from './findingPath.js';

/** A finding about an entry of the baseline, with the rule it is of. */
export interface StaleFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/** What is asked of a finding that may be recorded. */
type Recordable = Pick<Finding, 'at'> & { readonly rule: string };

/** What a baseline knows findings by. */
type Place = Pick<RecordedFinding, 'file' | 'rule' | 'path'>;

/**
 * The findings that the baseline of a workspace has, each with its entry, and what is left over in it. Where there are more findings
 * than it has at a place, it has none of them: nothing tells the new ones from the old. `silent` are the findings of rules that are
 * turned off: their entries wait for the rule.
 */
export function compareWithBaseline<F extends Recordable>(
  findings: readonly F[],
  workspace: Workspace,
  silent: () => readonly Recordable[],
): { readonly known: ReadonlyMap<F, BaselineEntry>; readonly stale: readonly StaleFinding[] } {
  const { baseline } = workspace;
  if (baseline === undefined || baseline.entries.length === 0) return { known: new Map(), stale: [] };
  const { entries, keys } = indexOf(baseline);
  const keyOf = keysFor(baseline, workspace);
  const found = groupBy(findings, keyOf);
  const known = [...entries].flatMap(([key, entry]) => {
    const here = found.get(key) ?? [];
    return here.length <= entry.count ? here.map((finding) => [finding, entry] as const) : [];
  });
  const leftIn = (counted: ReadonlyMap<string | undefined, readonly Recordable[]>) => (entry: BaselineEntry) => {
    const key = keys.get(entry) ?? '';
    return entries.get(key) === entry ? (counted.get(key)?.length ?? 0) : 0;
  };
  const isJudged = judge(workspace, folderOf(baseline.uri));
  const short = baseline.entries.filter((entry) => leftIn(found)(entry) < entry.count && isJudged(entry));
  const left = short.length > 0 ? leftIn(groupBy([...findings, ...silent()], keyOf)) : leftIn(found);
  const stale = short.filter((entry) => left(entry) < entry.count);
  return { known: new Map(known), stale: staleFindings(baseline, new Map(stale.map((entry) => [entry, left(entry)]))) };
}

/** The entries of a baseline by what they are known by. Of two for one place, as a merge may leave them, the first counts. */
interface BaselineIndex {
  readonly entries: ReadonlyMap<string, BaselineEntry>;
  readonly keys: ReadonlyMap<BaselineEntry, string>;
  /** Rules and files that are in it at all. */
  readonly named: ReadonlySet<string>;
}

const indexOf = memoized((baseline: Baseline): BaselineIndex => {
  const keyed = baseline.entries.map((entry) => [keyIn(entry), entry] as const);
  return {
    entries: new Map(keyed.toReversed()),
    keys: new Map(keyed.map(([key, entry]) => [entry, key])),
    named: new Set(baseline.entries.map(({ file, rule }) => `${rule} ${file}`)),
  };
});

/** How many findings of each rule there are at each place, for a baseline in a folder. */
export function recordedFindings(
  findings: readonly Recordable[],
  workspace: Workspace,
  folder: string,
): readonly RecordedFinding[] {
  const placeOf = placesFrom(folder, workspace);
  const places = findings.flatMap((finding) => (neverRecorded.has(finding.rule) ? [] : (placeOf(finding) ?? [])));
  return [...groupBy(places, keyIn).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, count: others.length + 1, reason: undefined }] : [],
  );
}

/** What is found now with the reasons there were, and what was recorded of files that are not seen now. */
export function recordAgain(
  before: Baseline | undefined,
  found: readonly RecordedFinding[],
  isSeen: (file: string) => boolean,
): readonly RecordedFinding[] {
  if (before === undefined) return found;
  const { entries } = indexOf(before);
  const keys = new Set(found.map(keyIn));
  const kept = before.entries.filter((entry) => !isSeen(entry.file) && !keys.has(keyIn(entry)));
  return [...kept, ...found.map((each) => ({ ...each, reason: entries.get(keyIn(each))?.reason }))];
}

/** A text for each place that no other place has. */
function keyIn({ file, rule, path }: Place): string {
  return JSON.stringify([file, rule, path]);
}

/** A fault of ours is never recorded, nor what tells of the baseline itself. */
const neverRecorded: ReadonlySet<string> = new Set(['internal-error', 'stale-baseline']);

/** The keys of findings that a baseline may have. For the others no path is looked for. */
function keysFor(baseline: Baseline, workspace: Workspace): (finding: Recordable) => string | undefined {
  const { named } = indexOf(baseline);
  const folder = folderOf(baseline.uri);
  const fileOf = filesFrom(folder);
  const placeOf = placesFrom(folder, workspace);
  return (finding) => {
    const { rule, at } = finding;
    if (neverRecorded.has(rule) || !named.has(`${rule} ${fileOf(at.uri)}`)) return undefined;
    const place = placeOf(finding);
    return place && keyIn(place);
  };
}

function placesFrom(folder: string, { files }: Workspace): (finding: Recordable) => Place | undefined {
  const fileOf = filesFrom(folder);
  const finders = new Map<string, (at: Location) => string | undefined>();
  return ({ rule, at }) => {
    const find = finders.get(at.uri) ?? pathsIn(files.get(at.uri));
    finders.set(at.uri, find);
    const path = find(at);
    return path === undefined ? undefined : { file: fileOf(at.uri), rule, path };
  };
}

function filesFrom(folder: string): (uri: string) => string {
  const known = new Map<string, string>();
  return (uri) => {
    const file = known.get(uri) ?? pathFrom(folder, uri);
    known.set(uri, file);
    return file;
  };
}

/** Whether an entry can be left over: in a file that is read half, what is missing may be in the other half. */
function judge({ files, judgedEntries }: Workspace, folder: string): (entry: BaselineEntry) => boolean {
  if (judgedEntries === 'none') return () => false;
  let seen: ReadonlyMap<string, FileModel> | undefined;
  return ({ file }) => {
    seen ??= new Map([...files.values()].map((each) => [pathFrom(folder, each.uri), each]));
    const model = seen.get(file);
    if (model !== undefined) return model.text !== undefined && model.documents.every(({ parsed }) => parsed);
    return typeof judgedEntries === 'function' ? judgedEntries(uriFrom(folder, file)) : judgedEntries === 'all';
  };
}

function staleFindings(baseline: Baseline, left: ReadonlyMap<BaselineEntry, number>): readonly StaleFinding[] {
  if (left.size === 0) return [];
  const fixes = once(() => [pruning(baseline, left)]);
  return [...left].map(([entry, count]) => ({
    rule: 'stale-baseline',
    severity: 'info',
    at: entry.at,
    message: staleText(entry, count),
    fixes,
  }));
}

function staleText({ rule, count: recorded }: BaselineEntry, left: number): Message {
  return left === 0
    ? message('There is no finding of {rule} here any more', { rule })
    : message('{recorded} findings of {rule} are recorded here, but only {left} found', {
        recorded,
        rule,
        left,
      });
}

/** One fix for all that is left over: entries removed one by one would trip over each other's commas. */
function pruning(baseline: Baseline, left: ReadonlyMap<BaselineEntry, number>): Fix {
  const entries = baseline.entries.flatMap((entry) => {
    const count = left.get(entry) ?? entry.count;
    return count > 0 ? [{ ...entry, count }] : [];
  });
  const { uri, text } = baseline;
  const at = { uri, document: 0, span: { start: 0, end: text.length } };
  return {
    title: message('Remove from the baseline what no finding is left for'),
    level: 'safe',
    changes: [{ kind: 'replaceText', at, written: text, text: baselineText(baseline, entries) }],
  };
}
