import type { Message } from '../messages/message.js';
import type { Location } from '../text/span.js';
import type { Change } from './change.js';

/** How sure it is that a fix does what is meant, the surest first. */
export const fixLevels = ['safe', 'suggested', 'unsafe'] as const;

/** Changes that mend what a finding is about. */
export interface Fix {
  /** What will be done, in the imperative, with its effect in numbers where there is one. */
  readonly title: Message;
  /** `safe` is applied by fix-all; `suggested` changes what the program does; `unsafe` may not be what is meant. */
  readonly level: (typeof fixLevels)[number];
  readonly changes: readonly Change[];
}

/** The fix that takes an entry of a map away; `key` is its key. */
export function removal(title: Message, key: Location, level: Fix['level'] = 'suggested'): Fix {
  return { title, level, changes: [{ kind: 'removeKey', at: key }] };
}

/** What is applied when a person wants fixes of a level: those of the levels before it too. */
export function levelsUpTo(level: Fix['level']): readonly Fix['level'][] {
  return fixLevels.slice(0, fixLevels.indexOf(level) + 1);
}
