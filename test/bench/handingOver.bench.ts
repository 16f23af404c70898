import { deserialize, serialize } from 'node:v8';
import { readFile } from '../../server/workspace/fileModel.js';
import type { GeneratedFile } from './manifests.js';
import { fastest, ms } from './timing.js';

/**
 * What workers or a cache on the disk would save, and cost: both give us the facts of files that somebody else has read, which have to be
 * made into objects again in the one thread that joins them into clusters.
 */
export function measureHandingOver(files: readonly GeneratedFile[]): void {
  const sources = files.map(({ path, text }) => ({ uri: path, text }));
  const read = () => sources.map((source) => readFile(source));
  const relevant = read().filter(({ hasHint }) => hasHint);
  // A line index is made from the text where it is asked for.
  const facts = relevant.map(({ lines: _, ...model }) => model);
  const bytes = serialize(facts);
  const parsing = fastest(3, read);
  const taking = fastest(3, () => deserialize(bytes));
  console.log(
    `facts of ${files.length} files: read in ${ms(parsing)}, taken over from a worker or a cache in ${ms(taking)} (${(bytes.length / 1e6).toFixed(1)} MB)`,
  );
}
