import { list, type Message, message } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { Finding } from '../rules/rule.js';
import { closest } from '../text/closest.js';
import { groupBy } from '../text/groupBy.js';
import { once } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { directives, type Suppression } from '../workspace/suppressions.js';
import type { Workspace } from '../workspace/workspace.js';
import { categoryIds, noSuchRule, ruleIds } from './configProblems.js';

/** A finding about a comment, with the rule it is of. */
export interface CommentFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/** What is asked of a finding that comments may silence. */
type Silenceable = Pick<Finding, 'at'> & { readonly rule: string };

/** One of the rules a comment names. */
type NamedRule = Suppression['rules'][number];

/** The findings that no comment silences, and those about the comments themselves, which nothing silences. */
export function applySuppressions<F extends Silenceable>(
  findings: readonly F[],
  workspace: Workspace,
  isOff: (rule: string, at: Location) => boolean,
): { readonly open: readonly F[]; readonly about: readonly CommentFinding[] } {
  const all = [...workspace.files.values()].flatMap((file) =>
    file.documents.flatMap((document) => document.suppressions),
  );
  const inHome = groupBy(all, ({ at, scope }) => (scope === 'file' ? at.uri : documentOf(at)));
  const firstOf = firstDocuments(workspace);
  // Kept per rule name, so that one of several ids can be unused.
  const used = new Set<Suppression | NamedRule>();
  const open = findings.filter((finding) => {
    const home = documentOf(finding.at);
    const here = [finding.at.uri, home].flatMap((each) => inHome.get(each) ?? []);
    const above = inHome.get(firstOf.get(home) ?? '')?.filter(({ covers }) => covers === 'all') ?? [];
    const silencing = [...here, ...above].filter((suppression) => silences(suppression, finding));
    for (const suppression of silencing) {
      used.add(suppression.rules.find(({ value }) => value === finding.rule) ?? suppression);
    }
    return silencing.length === 0;
  });
  const unused = all.flatMap((suppression) => {
    if (suppression.scope === 'unknown') return [unknownDirective(suppression)];
    if (suppression.rules.length === 0) return used.has(suppression) ? [] : [idle(suppression)];
    return idleNames(
      suppression,
      suppression.rules.filter((rule) => !used.has(rule) && !isOff(rule.value, rule.at)),
    );
  });
  const asksReason = knownValue(workspace.config.requireReason) === true;
  const isBare = ({ scope, reason }: Suppression): boolean => scope !== 'unknown' && reason === undefined;
  const bare = asksReason ? all.filter(isBare).map(withoutReason) : [];
  return { open, about: [...unused, ...bare] };
}

/** What comments are for, unless they are for the whole file. */
function documentOf({ uri, document }: Location): string {
  return `${uri}#${document}`;
}

/** For documents that go on with what another one has begun: that one. */
function firstDocuments({ files }: Workspace): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { uri, documents } of files.values()) {
    let first: string | undefined;
    for (const { id, form } of documents) {
      if (!form.continues) first = `${uri}#${id}`;
      else if (first !== undefined) found.set(`${uri}#${id}`, first);
    }
  }
  return found;
}

/** Whether a comment silences a finding in its document, or in its file where it is for all of that. */
function silences({ scope, rules, covers }: Suppression, { rule, at }: Silenceable): boolean {
  if (scope === 'unknown') return false;
  // A fault of ours is hidden by its own name only.
  if (rule === 'internal-error' && rules.length === 0) return false;
  if (typeof covers === 'object' && (at.span.start < covers.start || covers.end <= at.span.start)) return false;
  return rules.length === 0 || rules.some(({ value }) => value === rule);
}

const unusedRule = { rule: 'unused-suppression', severity: 'warning' } as const;

function unknownDirective({ directive }: Suppression): CommentFinding {
  const { at, value: word } = directive;
  const known = [...directives.keys()];
  const [near] = closest(word.toLowerCase(), known);
  if (near === undefined) {
    const text = message('There is no comment {word}: there are {known}', { word, known: list(known) });
    return { ...unusedRule, at, message: text };
  }
  const text = message('There is no comment {word}: did you mean {near}?', { word, near });
  return { ...unusedRule, at, message: text, fixes: once(() => [renamed(directive, near)]) };
}

function idle(suppression: Suppression): CommentFinding {
  return {
    ...unusedRule,
    at: suppression.at,
    message: message('This comment silences nothing: remove it'),
    fixes: once(() => [removal(suppression)]),
  };
}

/** A finding for each name without effect. All that can go goes in one fix, so that no comment is left that names nothing and so silences all. */
function idleNames(suppression: Suppression, names: readonly NamedRule[]): readonly CommentFinding[] {
  const near = (name: NamedRule) => (ruleIds.includes(name.value) ? undefined : closest(name.value, ruleIds)[0]);
  const removable = names.filter((name) => near(name) === undefined);
  return names.map((name): CommentFinding => {
    const meant = near(name);
    const text = ruleIds.includes(name.value)
      ? message('This comment silences no finding of {rule}: remove it', { rule: name.value })
      : noSuchName(name.value);
    const fixes = once(() => [meant === undefined ? shortened(suppression, removable) : renamed(name, meant)]);
    return { ...unusedRule, at: name.at, message: text, tags: ['unnecessary'], fixes };
  });
}

function noSuchName(rule: string): Message {
  return categoryIds.includes(rule)
    ? message('There is no rule {rule}, but a category of that name: name its rules, or none for all of them', { rule })
    : noSuchRule(rule);
}

function shortened(suppression: Suppression, removed: readonly NamedRule[]): Fix {
  const kept = suppression.rules.filter((rule) => !removed.includes(rule)).map(({ value }) => value);
  const { list: names } = suppression;
  if (kept.length === 0 || names === undefined) return removal(suppression);
  return {
    title: message('Remove {rules} from the comment', { rules: list(removed.map(({ value }) => value)) }),
    level: 'safe',
    changes: [{ kind: 'replaceText', at: names.at, written: names.value, text: kept.join(', ') }],
  };
}

function removal({ removal: { at, value } }: Suppression): Fix {
  return {
    title: message('Remove the comment'),
    level: 'safe',
    changes: [{ kind: 'replaceText', at, written: value, text: '' }],
  };
}

function renamed({ at, value }: NamedRule, meant: string): Fix {
  return {
    title: message('Write {right}', { right: meant }),
    level: 'suggested',
    changes: [{ kind: 'replaceText', at, written: value, text: meant }],
  };
}

function withoutReason({ at }: Suppression): CommentFinding {
  return {
    rule: 'suppression-without-reason',
    severity: 'warning',
    at,
    message: message('This comment silences findings and does not say why: give the reason behind --'),
  };
}
