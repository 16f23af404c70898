import type { Finding } from '../rules/rule.js';
import { groupBy } from '../text/groupBy.js';
import { memoizedByName } from '../text/memo.js';
import { documentKey } from '../text/span.js';
import type { Suppression } from '../workspace/suppressions.js';
import type { Workspace } from '../workspace/workspace.js';

/*
 * Which comments silence which findings. However many there are of both, each is looked at a few times only: comments that are for a whole
 * document or file by the rules they name, the others in the order of their places.
 */

/** What is asked of a finding that comments may silence. */
export type Silenceable = Pick<Finding, 'at'> & { readonly rule: string };

/** Findings that are silenced; and what silences any: a comment that names no rule, or one of the names in a comment. */
export interface Silenced<F> {
  readonly silenced: ReadonlySet<F>;
  readonly used: ReadonlySet<Suppression | NamedRule>;
}

/** One of the rules a comment names. */
export type NamedRule = Suppression['rules'][number];

/** The findings that comments silence. `firstOf` is for documents that go on with another one. */
export function silence<F extends Silenceable>(
  findings: readonly F[],
  suppressions: readonly Suppression[],
  firstOf: ReadonlyMap<string, string>,
): Silenced<F> {
  const used = new Set<Suppression | NamedRule>();
  const silenced = new Set<F>();
  const silencers = suppressions.filter(({ scope }) => scope !== 'unknown').map(silencerOf);
  const inHome = groupBy(silencers, ({ of: { at, scope } }) => (scope === 'file' ? at.uri : documentKey(at)));
  const wholes = new Map([...inHome].map(([home, all]) => [home, byRule(all.filter(isWhole), used)]));
  const fromAbove = new Map([...inHome].map(([home, all]) => [home, byRule(all.filter(isForAll), used)]));
  for (const [home, here] of groupBy(findings, ({ at }) => documentKey(at))) {
    const [first] = here;
    if (first === undefined) continue;
    const checks = [wholes.get(first.at.uri), wholes.get(home), fromAbove.get(firstOf.get(home) ?? '')];
    for (const finding of here) {
      // Each of them counts as used, also where one is enough.
      const hits = checks.map((check) => check?.(finding.rule) === true);
      if (hits.includes(true)) silenced.add(finding);
    }
    const placed = (inHome.get(home) ?? []).flatMap((each) => placedOf(each) ?? []);
    for (const { finding, by } of inOrder(here, placed)) {
      used.add(by);
      silenced.add(finding);
    }
  }
  return { silenced, used };
}

/** A comment with the first of each name in it. */
interface Silencer {
  readonly of: Suppression;
  readonly names: ReadonlyMap<string, NamedRule>;
}

function silencerOf(suppression: Suppression): Silencer {
  const names = new Map(suppression.rules.toReversed().map((rule) => [rule.value, rule]));
  return { of: suppression, names };
}

/** What in a comment silences a rule. A fault of ours is hidden by its own name only. */
function silencing({ of, names }: Silencer, rule: string): Suppression | NamedRule | undefined {
  if (names.size > 0) return names.get(rule);
  return rule === 'internal-error' ? undefined : of;
}

function isWhole({ of: { covers } }: Silencer): boolean {
  return typeof covers !== 'object';
}

function isForAll({ of: { covers } }: Silencer): boolean {
  return covers === 'all';
}

/** Tells whether any of the comments silences a rule, wherever. */
function byRule(silencers: readonly Silencer[], used: Set<Suppression | NamedRule>): (rule: string) => boolean {
  const bare = silencers.filter(({ names }) => names.size === 0);
  const named = groupBy(
    silencers.flatMap((silencer) => [...silencer.names.keys()].map((name) => ({ name, silencer }))),
    ({ name }) => name,
  );
  return memoizedByName((rule: string) => {
    const candidates = [...bare, ...(named.get(rule) ?? []).map(({ silencer }) => silencer)];
    const hits = candidates.flatMap((each) => silencing(each, rule) ?? []);
    for (const hit of hits) used.add(hit);
    return hits.length > 0;
  });
}

/** A comment for some lines. */
interface PlacedSilencer extends Silencer {
  readonly start: number;
  readonly end: number;
}

function placedOf(silencer: Silencer): PlacedSilencer | undefined {
  const { covers } = silencer.of;
  return typeof covers === 'object' ? { ...silencer, start: covers.start, end: covers.end } : undefined;
}

/** Goes through findings and comments of one document from its beginning, with the comments at hand whose lines are not over. */
function* inOrder<F extends Silenceable>(
  findings: readonly F[],
  silencers: readonly PlacedSilencer[],
): Generator<{ readonly finding: F; readonly by: Suppression | NamedRule }, void> {
  if (silencers.length === 0) return;
  const waiting = silencers.toSorted((a, b) => b.start - a.start);
  let open: readonly PlacedSilencer[] = [];
  for (const finding of findings.toSorted((a, b) => a.at.span.start - b.at.span.start)) {
    const { start } = finding.at.span;
    const begun: PlacedSilencer[] = [];
    for (let next = waiting.at(-1); next !== undefined && next.start <= start; next = waiting.at(-1)) {
      begun.push(next);
      waiting.pop();
    }
    open = [...open, ...begun].filter(({ end }) => start < end);
    for (const silencer of open) {
      const by = silencing(silencer, finding.rule);
      if (by !== undefined) yield { finding, by };
    }
  }
}

/** For documents that go on with what another one has begun: that one. */
export function firstDocuments({ files }: Workspace): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { uri, documents } of files.values()) {
    let first: string | undefined;
    for (const { id, form } of documents) {
      const key = documentKey({ uri, document: id });
      if (!form.continues) first = key;
      else if (first !== undefined) found.set(key, first);
    }
  }
  return found;
}
