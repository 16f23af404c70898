import { type Message, message } from '../messages/message.js';
import { rules } from '../rules/index.js';
import type { RuleFinding } from './lint.js';

/** What a finding says and what to do about it, as one text. Fixes are not made for it: that costs more than all else about a finding. */
export function told(finding: RuleFinding): Message {
  const advice = adviceOf(finding);
  return advice === undefined ? finding.message : message('{finding}. {advice}', { finding: finding.message, advice });
}

/** What to do about a finding, in words, whether there are fixes or not; undefined where its message says it. */
export function adviceOf({ rule, advice }: RuleFinding): Message | undefined {
  if (advice !== undefined) return advice;
  const own = adviceOfRules.get(rule);
  return own === 'inMessage' ? undefined : own;
}

/** Whether a rule says in all of its messages what to do. */
export function saysWhatToDo(rule: string): boolean {
  return adviceOfRules.get(rule) === 'inMessage';
}

const adviceOfRules: ReadonlyMap<string, Message | 'inMessage'> = new Map(rules.map(({ id, advice }) => [id, advice]));
