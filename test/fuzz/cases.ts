import type { Case, File, Seed } from './file.js';
import { mutators } from './mutators/index.js';
import { hashOf, type Random, randomOf } from './random.js';

/** Mutators that repeat and wrap, one after the other, must not make texts that no one writes. */
const longestText = 60_000;

/**
 * The case of a number. It is the same as long as the seeds it starts from are: a seed is chosen by what stands in it, so a new one takes
 * few cases from the others.
 */
export function caseOf(number: number, seeds: readonly Seed[]): Case {
  const random = randomOf(number);
  const seed = chosen(seeds, number);
  const other = random.pick(chosen(seeds, `other ${number}`).files);
  const original = random.pick(seed.files);
  const { file, names } = mutated(original, other, random);
  const companions = random.oneIn(3) ? [{ ...other, path: `with/${other.path}` }] : [];
  const before = [...seed.files, ...companions];
  return {
    number,
    story: `${seed.name} ${original.path}: ${names.join(', ') || 'as it is'}`,
    files: before.map((each) => (each === original ? file : each)),
    changed: file,
    before,
  };
}

function mutated(
  original: File,
  other: File,
  random: Random,
): { readonly file: File; readonly names: readonly string[] } {
  const count = random.pick([0, 1, 1, 1, 2, 2, 3, 5]);
  let file = original;
  const names: string[] = [];
  for (let done = 0; done < count; done++) {
    const { id, change } = random.pick(mutators);
    const next = change(file, random, other);
    if (next.text.length > longestText) continue;
    file = next;
    names.push(id);
  }
  return { file, names };
}

function chosen(seeds: readonly Seed[], number: number | string): Seed {
  let best: { readonly seed: Seed; readonly rank: number } | undefined;
  for (const seed of seeds) {
    const rank = hashOf(`${number} ${hashOfSeed(seed)}`);
    if (best === undefined || rank < best.rank) best = { seed, rank };
  }
  if (best === undefined) throw new Error('there is no seed');
  return best.seed;
}

const hashes = new WeakMap<Seed, number>();

function hashOfSeed(seed: Seed): number {
  const known = hashes.get(seed) ?? hashOf(JSON.stringify(seed.files));
  hashes.set(seed, known);
  return known;
}
