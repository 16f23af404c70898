import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ms, runProgram } from './timing.js';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

/** What people start, by what is measured. */
const commands: Readonly<Record<string, readonly string[]>> = {
  'lint of one file': ['lint', 'examples/repaired/harbor.yaml'],
  'lint of one file with findings': ['lint', 'examples/broken/harbor.yaml'],
  '--version': ['--version'],
  '--help': ['--help'],
  plan: ['plan', 'examples/repaired/harbor.yaml'],
  'max-pods': ['max-pods', 'm5.large'],
  'warm-pool': ['warm-pool', 'm5.large'],
  explain: ['explain', 'syntax-error'],
  rules: ['rules'],
};

/** Prints how long commands take, alone and as a multiple of what Node takes to do nothing, for each of the Nodes: paths of their programs. */
export function measureStart(nodes: readonly string[]): void {
  for (const node of nodes) {
    console.log(`start with Node ${runProgram(node, ['--version'], root).trim()}:`);
    const cache = mkdtempSync(join(tmpdir(), 'eni-lens-bench-cache-'));
    try {
      const { bare, ...times } = fastestOf(node, cache);
      console.log(`  nothing ${ms(bare ?? 0)}`);
      for (const [name, time] of Object.entries(times))
        console.log(
          `  ${name} ${ms(time)}, ${(time / (bare ?? 0)).toFixed(2)} times that${verdictOn(name, time, bare)}`,
        );
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  }
}

/** So many times what Node takes to do nothing may one file take, on a Node that keeps what it compiled (22.1 and later). */
const aims: Readonly<Record<string, number>> = { 'lint of one file': 1.7 };

function verdictOn(name: string, time: number, bare = 0): string {
  const aim = aims[name];
  return aim === undefined ? '' : ` (aim ${aim} with Node 22.1 and later: ${time <= aim * bare ? 'met' : 'MISSED'})`;
}

const rounds = 20;

/** The fastest run of each command, in turns so that other programs disturb all alike: with what Node keeps filled, and linting without. */
function fastestOf(node: string, cache: string): Readonly<Record<string, number>> {
  const kept = { ...process.env, NODE_COMPILE_CACHE: cache };
  const runs: readonly (readonly [string, readonly string[], NodeJS.ProcessEnv])[] = [
    ['bare', ['-e', '0'], kept],
    ...Object.entries(commands).map(([name, args]) => [name, [cli, ...args], kept] as const),
    [
      'lint of one file for the first time',
      [cli, ...(commands['lint of one file'] ?? [])],
      { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    ],
  ];
  const times: Record<string, number> = {};
  for (let round = 0; round <= rounds; round++) {
    for (const [name, args, env] of runs) {
      const started = performance.now();
      runProgram(node, args, root, [0, 1], env);
      const time = performance.now() - started;
      // The first round fills what Node keeps.
      if (round > 0) times[name] = Math.min(times[name] ?? time, time);
    }
  }
  return times;
}
