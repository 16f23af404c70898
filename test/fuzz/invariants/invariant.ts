import { readLensConfig } from '../../../server/formats/eniLens/config.js';
import { lint } from '../../../server/linter/lint.js';
import { type Report, report } from '../../../server/linter/report.js';
import { defaultConfig } from '../../../server/model/lensConfig.js';
import { memoized } from '../../../server/text/memo.js';
import { emptyWorkspace, type Workspace, withConfig, withFiles } from '../../../server/workspace/workspace.js';
import type { Case, File } from '../file.js';
import type { Random } from '../random.js';

/** What was found at each thing that was looked at: nothing, or what is wrong with it in words. */
export type Looks = Iterable<string | undefined>;

/** Something that holds for any text. */
export interface Invariant {
  readonly id: string;
  /** What holds, as a sentence. */
  readonly claim: string;
  /** Looks at a case. A throw is a fault too. */
  readonly look: (input: Case, random: Random) => Looks;
}

/** The workspace of files, with a config file among them. */
export const workspaceOf = memoized((files: readonly File[]): Workspace => {
  const sources = files.map(({ path, text }) => ({ uri: path, text }));
  return withFiles(emptyWorkspaceFor(files), sources);
});

/** A workspace under the config file among some files, without the files. */
export function emptyWorkspaceFor(files: readonly File[]): Workspace {
  const config = files.find(({ path }) => path === 'eni-lens.yaml');
  return withConfig(emptyWorkspace, config ? readLensConfig(config.path, config.text) : defaultConfig);
}

/** The findings in a workspace as a person reads them, with their fixes. */
export const reportsIn = memoized((workspace: Workspace): readonly Report[] => report(lint(workspace), workspace));

/** Some of the items, at most so many, in their order. */
export function someOf<T>(items: readonly T[], most: number, random: Random): readonly T[] {
  if (items.length <= most) return items;
  const indexes = new Set<number>();
  while (indexes.size < most) indexes.add(random.below(items.length));
  return [...indexes].sort((a, b) => a - b).flatMap((index) => items[index] ?? []);
}

/** The first difference between two lists in words; undefined where they are the same. */
export function difference(what: string, a: readonly string[], b: readonly string[]): string | undefined {
  const [missing] = without(a, b);
  const [added] = without(b, a);
  if (missing === undefined && added === undefined) return undefined;
  return [`${what}:`, missing === undefined ? '' : `- ${missing}`, added === undefined ? '' : `+ ${added}`]
    .filter(Boolean)
    .join(' ');
}

/** What is left of a list without the items of another, each as often as it is there. */
export function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const item of others) left.set(item, (left.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
