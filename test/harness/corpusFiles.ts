import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Fixture, parseFixture } from './fixture.js';
import { units } from './hostileTexts.js';

export type File = Fixture['files'][number];

/** The files of both corpora. */
export const corpusFiles: readonly File[] = ['positive', 'negative'].flatMap((name) => {
  const folder = new URL(`../corpus/${name}/`, import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const { files: parts } = parseFixture(readFileSync(new URL(file, folder), 'utf8'));
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0 ? [{ path: file, text: only.text }] : parts;
  });
});

/** A file of the corpora, with LF line ends, as it is, or with a few faults in it. */
export const corpusFile = fc
  .tuple(
    fc.constantFrom(...corpusFiles),
    fc.array(
      fc.tuple(
        fc.nat(10_000),
        fc.nat(30),
        fc.oneof(fc.constant(''), fc.constantFrom(...units)),
        fc.integer({ min: 1, max: 3 }),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([{ path, text }, faults]): File => {
    const broken = faults.reduce((before, [place, length, unit, times]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + unit.repeat(times) + before.slice(at + length);
    }, text);
    // A line break of its own would be taken into another one.
    return { path, text: broken.replace(/\r/g, '').replace(/^\uFEFF/, '') };
  });
