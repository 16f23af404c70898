import { type Message, message } from '../messages/message.js';
import { rules } from '../rules/index.js';
import type { RuleFinding } from './lint.js';

/**
 * What a finding says, and behind it what to do where no fix would do it: every finding is told in these words. `hasFix` is asked only
 * where it matters.
 */
export function told(finding: RuleFinding, hasFix: (finding: RuleFinding) => boolean = isMended): Message {
  const advice = adviceOf(finding, hasFix);
  return advice === undefined ? finding.message : message('{finding}. {advice}', { finding: finding.message, advice });
}

/** What to do about a finding, in words; undefined where its fixes or its message say it. */
export function adviceOf(finding: RuleFinding, hasFix: (finding: RuleFinding) => boolean): Message | undefined {
  if (finding.advice !== undefined) return finding.advice;
  const own = adviceOfRules.get(finding.rule);
  return own === undefined || own === 'inMessage' || hasFix(finding) ? undefined : own;
}

/** Whether a rule says in all of its messages what to do. */
export function saysWhatToDo(rule: string): boolean {
  return adviceOfRules.get(rule) === 'inMessage';
}

/** True where there is a fix, whether its edits can be written or not: files that nobody has open keep no text to try it. */
function isMended({ fixes }: RuleFinding): boolean {
  return fixes !== undefined && fixes().length > 0;
}

const adviceOfRules: ReadonlyMap<string, Message | 'inMessage'> = new Map(rules.map(({ id, advice }) => [id, advice]));
