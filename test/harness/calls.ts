import { type Profiler, Session } from 'node:inspector';

/*
 * How often each of our functions is called while something is done: the same on every machine, however busy. What V8 has optimized is not counted, so
 * this is for a process of its own, started with the options below.
 */

/** What Node has to be started with so that every call is counted. */
export const countingOptions = ['--no-opt', '--no-sparkplug'];

const session = new Session();

/** From here on calls are counted. */
export function startCounting(): void {
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
}

/** The calls of each function of `server`, by its file and name, while something runs; those of builtin functions do not count. */
export function callsOf(run: () => unknown): ReadonlyMap<string, number> {
  callsSinceLast();
  run();
  return callsSinceLast();
}

function callsSinceLast(): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  session.post('Profiler.takePreciseCoverage', (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
    for (const { url, functions } of result) {
      const [, file] = /\/server\/(.+)$/.exec(url) ?? [];
      if (file === undefined) continue;
      for (const { functionName, ranges } of functions) {
        const [whole] = ranges;
        // Two functions of a file may have one name or none.
        if (whole !== undefined) calls.set(`${file} ${functionName} @${whole.startOffset}`, whole.count);
      }
    }
  });
  return calls;
}
