import type { Message } from '../messages/message.js';
import type { ShapeProblem } from '../model/problem.js';
import type { Location } from '../text/span.js';

/** What a tool refuses, or reads and gives to nobody: the resource that the rule of its id turns into a finding. */
export type Refused = Extract<ShapeProblem, { readonly fault: 'refused' }>;

/** One tool's refusals; `further` is what not every finding has. */
export function refusedBy(tool: string) {
  return (
    rule: string,
    at: Location,
    message: Message,
    further: Partial<Pick<Refused, 'advice' | 'fixes' | 'related' | 'severity' | 'tags'>> = {},
  ): Refused => ({ kind: 'shapeProblem', fault: 'refused', by: tool, rule, at, message, fixes: [], ...further });
}
