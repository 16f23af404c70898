/** Whether somebody is typing, as far as the edits tell. */
export interface Typing {
  /** A document was edited. */
  readonly edited: () => void;
  readonly isTyping: () => boolean;
}

/** So many milliseconds without an edit are a pause: longer than between the keys of a word, shorter than a look at the problems. */
const pauseMilliseconds = 600;

/** Watches the edits and calls `onPause` once after each row of them. */
export function watchTyping(onPause: () => void): Typing {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (): void => {
    timer = undefined;
    onPause();
  };
  return {
    edited() {
      clearTimeout(timer);
      timer = setTimeout(pause, pauseMilliseconds);
    },
    isTyping: () => timer !== undefined,
  };
}
