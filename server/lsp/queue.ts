import type { Message } from 'vscode-languageserver/node';

/** The messages of an editor on their way to whoever answers them. */
export interface Queue {
  /** What the connection asks for every message. */
  readonly handleMessage: (message: Message, next: (message: Message) => void) => void;
  /** From now on messages wait. */
  readonly hold: () => void;
  /** Those that waited go on, in the order they came, and so do all later ones. */
  readonly release: () => void;
}

/** Lets messages through until they are to wait: none is lost, and none overtakes another. */
export function startQueue(): Queue {
  let waiting: (() => void)[] | undefined;
  return {
    handleMessage(message, next) {
      if (waiting) waiting.push(() => next(message));
      else next(message);
    },
    hold() {
      waiting = [];
    },
    release() {
      const held = waiting ?? [];
      waiting = undefined;
      for (const pass of held) pass();
    },
  };
}
