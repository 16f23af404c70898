import type { Fix } from '../rules/rule.js';

/** The levels of fixes, the mildest first. */
export const fixLevels = ['safe', 'suggested', 'unsafe'] as const satisfies readonly Fix['level'][];

/** What is applied when a person wants fixes of a level: those of the levels before it too. */
export function levelsUpTo(level: Fix['level']): readonly Fix['level'][] {
  return fixLevels.slice(0, fixLevels.indexOf(level) + 1);
}
