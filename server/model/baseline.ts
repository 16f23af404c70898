import type { Location } from '../text/span.js';
import type { ConfigProblem } from './lensConfig.js';

/** Findings that are known and left for later, as `eni-lens baseline` recorded them. */
export interface Baseline {
  readonly uri: string;
  /** Its text, so that places in it can be shown and changed. */
  readonly text: string;
  /** What was linted when it was recorded, relative to its folder: only who sees all of it can say that an entry is left over. */
  readonly paths: readonly string[];
  readonly entries: readonly BaselineEntry[];
  /** The address of its schema, where somebody wrote one. */
  readonly schema: string | undefined;
  readonly problems: readonly ConfigProblem[];
}

/** So many findings of a rule at one place of a file, whatever line it is on. */
export interface RecordedFinding {
  /** Relative to the folder of the baseline, with forward slashes. */
  readonly file: string;
  readonly rule: string;
  /** The structural path of the place. */
  readonly path: string;
  readonly count: number;
  /** Why it is left for later: people write it, and recording again keeps it. */
  readonly reason: string | undefined;
}

export interface BaselineEntry extends RecordedFinding {
  readonly at: Location;
}
