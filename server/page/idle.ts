/*
 * Work that can wait: it is done in the pauses of the browser, so that what a person does next never waits for all of it.
 */

declare const requestIdleCallback:
  | ((
      then: (deadline: { readonly timeRemaining: () => number }) => void,
      options: { readonly timeout: number },
    ) => void)
  | undefined;
declare const setTimeout: (then: () => void, milliseconds: number) => unknown;

/** Work that was begun. */
export interface IdleWork {
  /** Does at once what is left. */
  readonly finish: () => void;
  /** Leaves undone what is left. */
  readonly cancel: () => void;
}

/** Goes through work in the pauses of the browser. */
export function whenIdle(work?: Iterator<undefined>): IdleWork {
  let left = work;
  const runSome = (timeRemaining: () => number): void => {
    do if (left?.next().done) left = undefined;
    while (left && timeRemaining() > mostOfStep);
    if (left) inPause(runSome);
  };
  if (left) inPause(runSome);
  return {
    finish() {
      while (left && !left.next().done);
      left = undefined;
    },
    cancel() {
      left = undefined;
    },
  };
}

/** Milliseconds of a pause that are kept for one step more. */
const mostOfStep = 8;

/** A browser that tells of no pauses (Safari) has one after each step. */
function inPause(run: (timeRemaining: () => number) => void): void {
  if (typeof requestIdleCallback === 'function') {
    requestIdleCallback((deadline) => run(() => deadline.timeRemaining()), { timeout: 200 });
  } else setTimeout(() => run(() => 0), 0);
}
