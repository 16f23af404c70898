import type { Call } from './call.js';
import { tellFault, UsageError } from './exitCodes.js';
import { Interrupted } from './interrupt.js';

/** The faults of ours that a run lives with: only what was being done when one came up is lost to it, and the person is told. */
export interface Faults {
  /** What the work gives, or undefined where it failed. What the person did wrong, and that they end the run, is still thrown. */
  readonly survive: <T>(work: () => T) => T | undefined;
  readonly surviveWaiting: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  readonly any: () => boolean;
}

export function faultsOf(call: Pick<Call, 'say' | 'stderr'>): Faults {
  let any = false;
  const told = (error: unknown): undefined => {
    if (error instanceof UsageError || error instanceof Interrupted) throw error;
    any = true;
    tellFault(error, call);
  };
  return {
    survive(work) {
      try {
        return work();
      } catch (error) {
        return told(error);
      }
    },
    async surviveWaiting(work) {
      try {
        return await work();
      } catch (error) {
        return told(error);
      }
    },
    any: () => any,
  };
}
