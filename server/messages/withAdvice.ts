import { message, type Say, signs, whole } from './message.js';

/** What a finding says and what to do about it, both in the language of a person, as one text. Behind a question there is no period. */
export function withAdvice(finding: string, advice: string | undefined, say: Say): string {
  if (advice === undefined) return finding;
  const parts = { finding: whole(finding), advice: whole(advice) };
  return say(/[?？]$/.test(finding) ? signs('{finding} {advice}', parts) : message('{finding}. {advice}', parts));
}
