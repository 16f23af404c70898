import { readDocument } from '../../server/syntax/document.js';
import type { Fixture } from './fixture.js';

/**
 * A file of Terraform as several of one folder, each with a block of it and what stands before that: what the module says is the same. Undefined for a
 * fixture that is something else, or that is not finished.
 */
export function takenApart(files: Fixture['files']): Fixture['files'] | undefined {
  const [only, ...others] = files;
  if (only === undefined || others.length > 0 || !/\.(?:tf|tofu)$/.test(only.path)) return undefined;
  const { text } = only;
  const { root, halfTyped } = readDocument(text, { syntax: 'hcl' });
  if (root?.kind !== 'map' || halfTyped || root.entries.length < 2) return undefined;
  const ends = root.entries.map(({ span }) => span.end);
  return ends.map((end, index) => ({
    path: `part${index}.tf`,
    text: `${text.slice(index === 0 ? 0 : ends[index - 1], end)}\n`,
  }));
}
