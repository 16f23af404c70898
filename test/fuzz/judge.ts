import type { Case } from './file.js';
import type { Invariant } from './invariants/invariant.js';
import { randomOf } from './random.js';

/** How an invariant fared with a case: how much was looked at, and the first thing wrong. */
export interface Verdict {
  readonly looks: number;
  readonly fault: string | undefined;
}

/** Asks an invariant about a case. Whatever is thrown is a fault of it. */
export function judge({ id, look }: Invariant, input: Case): Verdict {
  let looks = 0;
  try {
    for (const fault of look(input, randomOf(`${id} ${input.number}`))) {
      looks++;
      if (fault !== undefined) return { looks, fault };
    }
    return { looks, fault: undefined };
  } catch (error) {
    return {
      looks,
      fault: `throws ${error instanceof Error ? firstLines(error.stack ?? error.message) : String(error)}`,
    };
  }
}

function firstLines(stack: string): string {
  return stack.split('\n').slice(0, 4).join('\n    ');
}

/** What two faults of one cause have in common: not their numbers, names and texts. */
export function kindOf(fault: string): string {
  return fault
    .replace(/"[^"]*"|'[^']*'|\d+/g, '*')
    .replace(/[:+-] .*/s, '')
    .slice(0, 80);
}
