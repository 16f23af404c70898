import { Session } from 'node:inspector';

/*
 * Counts what a program does, so that a test can compare how much with how long a text is, on any machine: how often each block of our
 * code and of the libraries ran, and how many characters and items what the engine itself does went through. What a regular expression
 * does within these is bounded elsewhere (`test/programs/regularExpressions.test.ts`).
 */

/** Runs something and counts its steps. */
export interface StepCounter {
  steps(run: () => unknown): number;
  /** Puts everything back that was changed to count. */
  close(): void;
}

/** Starts to count. Until it is closed everything in this process is slower. */
export function countSteps(): StepCounter {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const engine = countEngine();
  return {
    steps(run) {
      blocksSince(session);
      engine.reset();
      run();
      return blocksSince(session) + engine.walked();
    },
    close() {
      engine.restore();
      session.post('Profiler.stopPreciseCoverage');
      session.post('Profiler.disable');
      session.disconnect();
    },
  };
}

/** How often blocks ran since the last question. */
function blocksSince(session: Session): number {
  let blocks = 0;
  session.post('Profiler.takePreciseCoverage', (_error, { result }) => {
    for (const { functions } of result)
      for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  });
  return blocks;
}

type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/** What the engine walks through as a whole: these methods go through the text, or the list, that they are asked about. */
const walking: readonly (readonly [holder: object, names: readonly string[]])[] = [
  [
    String.prototype,
    ['indexOf', 'lastIndexOf', 'includes', 'split', 'replaceAll', 'trim', 'trimEnd', 'trimStart', 'toLowerCase'],
  ],
  [Array.prototype, ['indexOf', 'includes', 'slice', 'concat', 'join', 'toSorted', 'sort', 'fill', 'flat', 'reverse']],
];

function countEngine(): { reset(): void; walked(): number; restore(): void } {
  let walked = 0;
  const originals: (() => void)[] = [];
  const wrap = (
    holder: object,
    name: string,
    cost: (self: unknown, args: readonly unknown[], result: unknown) => number,
  ): void => {
    const original: Method = Reflect.get(holder, name);
    const counted: Method = function (...args) {
      const result = original.apply(this, [...args]);
      walked += cost(this, args, result);
      return result;
    };
    Object.defineProperty(holder, name, { value: counted, configurable: true, writable: true, enumerable: false });
    originals.push(() =>
      Object.defineProperty(holder, name, { value: original, configurable: true, writable: true, enumerable: false }),
    );
  };
  for (const [holder, names] of walking) {
    for (const name of names) wrap(holder, name, (self, args, result) => costOf(name, self, args, result));
  }
  wrap(RegExp.prototype, 'exec', (self, [text], result) =>
    costOfMatch(self as RegExp, String(text), result as RegExpExecArray | null),
  );
  return {
    reset() {
      walked = 0;
    },
    walked: () => walked,
    restore() {
      for (const undo of originals) undo();
    },
  };
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

/** A search goes as far as what it finds; `slice` and `concat` copy their result. */
function costOf(name: string, self: unknown, args: readonly unknown[], result: unknown): number {
  const from = typeof args[1] === 'number' ? args[1] : 0;
  if (name === 'indexOf')
    return typeof result === 'number' && result >= 0 ? result - from + 1 : Math.max(0, lengthOf(self) - from);
  if (name === 'slice' || name === 'concat') return lengthOf(result);
  // Blanks are walked through; of the rest a window is made.
  if (name.startsWith('trim')) return lengthOf(self) - lengthOf(result) + 1;
  return lengthOf(self);
}

/** From where it began to look to the end of what it found; the rest of the text where it found nothing and could begin anywhere. */
function costOfMatch(
  { source, sticky, multiline, lastIndex, global }: RegExp,
  text: string,
  match: RegExpExecArray | null,
): number {
  if (match !== null) return match[0].length + 1 + (sticky || global ? 0 : match.index);
  const isBound = sticky || (source.startsWith('^') && !multiline);
  return isBound ? 1 : Math.max(0, text.length - lastIndex);
}
