import type { Message } from '../messages/message.js';
import type { Change } from '../model/change.js';
import type { Cluster } from '../model/cluster.js';
import type { Severity } from '../model/lensConfig.js';
import type { Location } from '../text/span.js';

/**
 * One thing we know to be wrong, wasteful or worth knowing. A rule is a file `<group>/<id>.ts` with its page `docs/rules/<id>.md`;
 * `npm run generate` puts it into the list. It sees the joined model only, so it works for every carrier.
 */
export interface Rule {
  readonly id: string;
  /** The severity most of its findings have; a finding may choose another one. */
  readonly severity: Severity;
  /** It says that something is not there, which may be what comes next: an editor shows it when the typing pauses. */
  readonly reportsAbsence?: true;
  /** Yields what is wrong in a cluster. Stays silent about what cannot be seen. */
  readonly check: (cluster: Cluster) => Iterable<Finding>;
}

export interface Finding {
  readonly at: Location;
  /** What is wrong, with the setting, its value, the number it leads to and the limit. */
  readonly message: Message;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Other places that explain it. */
  readonly related?: readonly Related[];
  /** Best first. */
  readonly fixes?: readonly Fix[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

export interface Related {
  readonly at: Location;
  readonly message: Message;
}

/** How sure it is that a fix does what is meant, the surest first. */
export const fixLevels = ['safe', 'suggested', 'unsafe'] as const;

export interface Fix {
  /** What will be done, in the imperative, with its effect in numbers where there is one. */
  readonly title: Message;
  /** `safe` is applied by fix-all; `suggested` changes what the program does; `unsafe` may not be what is meant. */
  readonly level: (typeof fixLevels)[number];
  readonly changes: readonly Change[];
}

/** What is applied when a person wants fixes of a level: those of the levels before it too. */
export function levelsUpTo(level: Fix['level']): readonly Fix['level'][] {
  return fixLevels.slice(0, fixLevels.indexOf(level) + 1);
}
