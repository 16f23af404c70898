import { list, type Message, message } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { Finding } from '../rules/rule.js';
import { closest } from '../text/closest.js';
import { once } from '../text/memo.js';
import type { Location } from '../text/span.js';
import { directives, type Suppression } from '../workspace/suppressions.js';
import type { Workspace } from '../workspace/workspace.js';
import { categoryIds, noSuchRule, ruleIds } from './configProblems.js';
import { firstDocuments, type NamedRule, type Silenceable, silence } from './silencing.js';

/** A finding about a comment, with the rule it is of. */
export interface CommentFinding extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}

/** The findings that no comment silences, and those about the comments themselves, which nothing silences. */
export function applySuppressions<F extends Silenceable>(
  findings: readonly F[],
  workspace: Workspace,
  isOff: (rule: string, at: Location) => boolean,
): { readonly open: readonly F[]; readonly about: readonly CommentFinding[] } {
  const all = [...workspace.files.values()].flatMap((file) =>
    file.documents.flatMap((document) => document.suppressions),
  );
  // Kept per rule name, so that one of several ids can be unused.
  const { silenced, used } = silence(findings, all, firstDocuments(workspace));
  const unused = all.flatMap((suppression) => {
    if (suppression.scope === 'unknown') return [unknownDirective(suppression)];
    const { rules, mayBeUsed } = suppression;
    if (rules.length === 0) return used.has(suppression) || mayBeUsed ? [] : [idle(suppression)];
    const isIdle = (rule: NamedRule): boolean =>
      !used.has(rule) && !isOff(rule.value, rule.at) && !(mayBeUsed && ruleNames.has(rule.value));
    return idleNames(suppression, rules.filter(isIdle));
  });
  const asksReason = knownValue(workspace.config.requireReason) === true;
  const isBare = ({ scope, reason }: Suppression): boolean => scope !== 'unknown' && reason === undefined;
  const bare = asksReason ? all.filter(isBare).map(withoutReason) : [];
  return { open: findings.filter((finding) => !silenced.has(finding)), about: [...unused, ...bare] };
}

const unusedRule = { rule: 'unused-suppression', severity: 'warning' } as const;

function unknownDirective({ directive }: Suppression): CommentFinding {
  const { at, value: word } = directive;
  const known = [...directives.keys()];
  const [near] = closest(word.toLowerCase(), known);
  if (near === undefined) {
    const text = message('There is no comment {word}: there are {known}', { word, known: list(known) });
    return { ...unusedRule, at, message: text, advice: message('Write one of these, or remove the comment') };
  }
  const text = message('There is no comment {word}: did you mean {near}?', { word, near });
  return { ...unusedRule, at, message: text, advice: 'inMessage', fixes: once(() => [renamed(directive, near)]) };
}

function idle(suppression: Suppression): CommentFinding {
  return {
    ...unusedRule,
    at: suppression.at,
    message: message('This comment silences nothing'),
    fixes: once(() => [removal(suppression)]),
  };
}

/** A finding for each name without effect. All that can go goes in one fix, so that no comment is left that names nothing and so silences all. */
function idleNames(suppression: Suppression, names: readonly NamedRule[]): readonly CommentFinding[] {
  const meantBy = new Map(
    names.map(({ value }) => [value, ruleNames.has(value) ? undefined : closest(value, ruleIds)[0]]),
  );
  const removable = names.filter(({ value }) => meantBy.get(value) === undefined);
  // One for all of them, however many names there are.
  const removing = once(() => [shortened(suppression, removable)]);
  return names.map((name): CommentFinding => {
    const meant = meantBy.get(name.value);
    const text = ruleNames.has(name.value)
      ? message('This comment silences no finding of {rule}', { rule: name.value })
      : noSuchName(name.value);
    const fixes = meant === undefined ? removing : once(() => [renamed(name, meant)]);
    const advice = adviceOfName(name.value, meant, removable.length < suppression.rules.length);
    return { ...unusedRule, at: name.at, message: text, ...advice, tags: ['unnecessary'], fixes };
  });
}

const ruleNames: ReadonlySet<string> = new Set(ruleIds);

/** `isKept`: the comment has other names. What else is meant by the name its message says. */
function adviceOfName(rule: string, meant: string | undefined, isKept: boolean): Pick<CommentFinding, 'advice'> {
  if (meant !== undefined || categoryIds.includes(rule)) return { advice: 'inMessage' };
  return isKept ? { advice: message('Remove the name from the comment') } : {};
}

function noSuchName(rule: string): Message {
  return categoryIds.includes(rule)
    ? message('There is no rule {rule}, but a category of that name: name its rules, or none for all of them', { rule })
    : noSuchRule(rule);
}

function shortened(suppression: Suppression, removed: readonly NamedRule[]): Fix {
  const gone = new Set(removed);
  const kept = suppression.rules.filter((rule) => !gone.has(rule)).map(({ value }) => value);
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
    message: message('This comment silences findings and does not say why'),
  };
}
