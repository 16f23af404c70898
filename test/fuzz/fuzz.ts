import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { invariants } from './invariants/index.js';
import type { Progress } from './messages.js';
import { type Options, optionsOf } from './options.js';

/*
 * `npm run fuzz -- --seconds N`: changes texts of this repository in many ways and asks of each whether what holds for any text holds for
 * it. Every case has a number; `--seed S` begins with that one, `--count N` says how many, `--only places,crlf` looks at these only.
 */

/** No question takes a fraction of this on the slowest machine, so one that does will never be answered. */
const patienceSeconds = 300;

interface Tally {
  looks: number;
  readonly broken: number[];
}

async function main(options: Options): Promise<void> {
  const chosen = invariants.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
  if (chosen.length === 0) throw new Error(`there are: ${invariants.map(({ id }) => id).join(', ')}`);
  const tallies = new Map<string, Tally>(chosen.map(({ id }) => [id, { looks: 0, broken: [] }]));
  console.log(`seed ${options.seed}`);
  const started = Date.now();
  const last = await runAll(options, tallies);
  const cases = last - options.seed + 1;
  console.log(`${cases} cases in ${Math.round((Date.now() - started) / 1000)} s`);
  for (const { id, claim } of chosen) {
    const { looks, broken } = tallies.get(id) ?? { looks: 0, broken: [] };
    const seeds = broken.length > 0 ? `; broken by ${broken.length}: ${broken.slice(0, 20).join(', ')}` : '';
    console.log(`${broken.length > 0 ? 'BROKEN' : 'holds '} ${id}: ${claim} (${looks} looks${seeds})`);
  }
  const failed = [...tallies.values()].filter(({ broken }) => broken.length > 0).length;
  console.log(`${tallies.size - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Runs the cases, in a new process behind each one that hangs or ends the process. Gives the number of the last. */
async function runAll(options: Options, tallies: ReadonlyMap<string, Tally>): Promise<number> {
  const end = options.seed + (options.count ?? Number.POSITIVE_INFINITY);
  const until = options.seconds === undefined ? undefined : Date.now() + options.seconds * 1000;
  let seed = options.seed;
  for (;;) {
    const seconds = until === undefined ? undefined : Math.max(1, Math.round((until - Date.now()) / 1000));
    const count = options.count === undefined ? undefined : end - seed;
    const { last, lost } = await run({ ...options, seed, count, seconds }, tallies);
    if (!lost) return last;
    seed = last + 1;
    if (seed >= end || (until !== undefined && Date.now() >= until)) return last;
  }
}

/** Runs cases in one process until they are done, or it is lost. */
function run(
  options: Options,
  tallies: ReadonlyMap<string, Tally>,
): Promise<{ readonly last: number; readonly lost: boolean }> {
  const child = fork(fileURLToPath(new URL('work.ts', import.meta.url)), argumentsFor(options), { stdio: 'inherit' });
  return new Promise((resolve) => {
    let asked = { number: options.seed, invariant: 'answers' };
    let isFinished = false;
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
    child.on('message', (progress: Progress) => {
      patience.refresh();
      if (progress.kind === 'asks') {
        if (progress.number !== asked.number && progress.number % 1000 === 0) console.log(`at ${progress.number}`);
        asked = progress;
      }
      if (progress.kind === 'finished') isFinished = true;
      if (progress.kind === 'fared' || progress.kind === 'broken') note(progress, tallies);
    });
    child.on('close', (_code, signal) => {
      clearTimeout(patience);
      if (!isFinished) {
        const fault = signal === 'SIGKILL' ? `no answer within ${patienceSeconds} s` : 'the process ended';
        note({ kind: 'broken', ...asked, fault, story: '', shrunk: undefined }, tallies);
      }
      resolve({ last: asked.number, lost: !isFinished });
    });
  });
}

function argumentsFor({ seed, count, seconds, only }: Options): string[] {
  const given = { seed, count, seconds, only: only.length > 0 ? only.join(',') : undefined };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}

function note(progress: Exclude<Progress, { kind: 'asks' | 'finished' }>, tallies: ReadonlyMap<string, Tally>): void {
  const tally = tallies.get(progress.invariant);
  if (tally === undefined) return;
  if (progress.kind === 'fared') {
    tally.looks += progress.looks;
    return;
  }
  tally.broken.push(progress.number);
  const { number, invariant, fault, story, shrunk } = progress;
  if (shrunk === undefined && tally.broken.length > 10) return;
  console.log(`${invariant}: ${fault.slice(0, 600)}`);
  console.log(`  npm run fuzz -- --seed ${number} --count 1 --only ${invariant}    ${story}`);
  if (shrunk !== undefined) console.log(`  ${shrunk.slice(0, 2_000).replaceAll('\n', '\n  ')}`);
}

try {
  await main(optionsOf(process.argv.slice(2), () => Math.floor(Math.random() * 1_000_000_000)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
