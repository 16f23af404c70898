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

/** Does steps one after the other in the pauses of the browser. */
export function whenIdle(steps: readonly (() => void)[]): IdleWork {
  const left = [...steps];
  const runSome = (timeRemaining: () => number): void => {
    do left.shift()?.();
    while (timeRemaining() > mostOfStep);
    if (left.length > 0) inPause(runSome);
  };
  if (left.length > 0) inPause(runSome);
  return {
    finish() {
      for (const step of left.splice(0)) step();
    },
    cancel: () => void left.splice(0),
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
