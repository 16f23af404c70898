/** Whether somebody is typing, as far as the edits tell: a line that is not finished, lines of which the last edit ended one, or nothing. */
export type Typed = 'line' | 'lines' | 'nothing';

export interface Typing {
  /** A document was edited. */
  readonly edited: (isWithinLine: boolean) => void;
  readonly typed: () => Typed;
}

/** So many milliseconds without an edit are a pause: longer than between the keys of a word, shorter than a look at the problems. */
const pauseMilliseconds = 600;

/** Watches the edits and calls `onPause` once after each row of them. */
export function watchTyping(onPause: () => void): Typing {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let typed: Typed = 'nothing';
  const pause = (): void => {
    typed = 'nothing';
    onPause();
  };
  return {
    edited(isWithinLine) {
      typed = isWithinLine ? 'line' : 'lines';
      clearTimeout(timer);
      timer = setTimeout(pause, pauseMilliseconds);
    },
    typed: () => typed,
  };
}
