import { spawnSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The fastest of some runs, in milliseconds: the one that other programs disturbed least. */
export function fastest(runs: number, run: () => void): number {
  return Math.min(
    ...Array.from({ length: runs }, () => {
      const started = performance.now();
      run();
      return performance.now() - started;
    }),
  );
}

/** The processor time of one run in milliseconds, the least of some runs; garbage of what was there before is not counted. */
export function processorTime(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    collectGarbage();
    const before = process.cpuUsage();
    run();
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...times);
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Runs a program to its end. Throws where it ends with another code than these. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  codes: readonly number[] = [0],
  env: NodeJS.ProcessEnv = process.env,
): string {
  const { error, status, stdout } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error || !codes.includes(status ?? -1)) throw error ?? new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}

/** Milliseconds as people read them. */
export function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`;
}
