import { setImmediate as nextTurn } from 'node:timers/promises';
import { caseOf } from './cases.js';
import type { Case } from './file.js';
import { invariants } from './invariants/index.js';
import type { Invariant } from './invariants/invariant.js';
import { judge, kindOf } from './judge.js';
import type { Progress } from './messages.js';
import { type Options, optionsOf } from './options.js';
import { seeds } from './seeds.js';
import { shrunk } from './shrink.js';

/*
 * The process that works on the cases of a campaign. It may hang or die of a fault, and the one that started it tells where.
 */

/** A fault of the same kind is made smaller a few times only. */
const mostShrunk = 2;

async function main(options: Options): Promise<void> {
  const chosen = invariants.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
  const from = seeds();
  const end = options.seconds === undefined ? Number.POSITIVE_INFINITY : Date.now() + options.seconds * 1000;
  const kinds = new Map<string, number>();
  for (let done = 0; done < (options.count ?? Number.POSITIVE_INFINITY) && Date.now() < end; done++) {
    const input = caseOf(options.seed + done, from);
    for (const invariant of chosen) ask(invariant, input, kinds);
    // What was told is let go, and so is what nobody holds any more.
    await nextTurn();
  }
  tell({ kind: 'finished' });
}

function ask(invariant: Invariant, input: Case, kinds: Map<string, number>): void {
  const { number, story } = input;
  tell({ kind: 'asks', number, invariant: invariant.id });
  const { looks, fault } = judge(invariant, input);
  tell({ kind: 'fared', number, invariant: invariant.id, looks });
  if (fault === undefined) return;
  const kind = `${invariant.id} ${kindOf(fault)}`;
  const times = kinds.get(kind) ?? 0;
  kinds.set(kind, times + 1);
  const smaller = times < mostShrunk ? smallest(invariant, input, kindOf(fault)) : undefined;
  tell({ kind: 'broken', number, invariant: invariant.id, fault, story, shrunk: smaller && written(smaller) });
}

function smallest(invariant: Invariant, input: Case, kind: string): Case {
  return shrunk(input, (smaller) => {
    tell({ kind: 'asks', number: input.number, invariant: invariant.id });
    const { fault } = judge(invariant, smaller);
    return fault !== undefined && kindOf(fault) === kind;
  });
}

function written({ files }: Case): string {
  return files.map(({ path, text }) => `${path}: ${JSON.stringify(text)}`).join('\n');
}

function tell(progress: Progress): void {
  process.send?.(progress);
}

await main(optionsOf(process.argv.slice(2), () => 0));
