import ignore from 'ignore';

/**
 * What the editor's `files.exclude` leaves out: `{ '**\/build': true }`. The paths to test are relative to the workspace folder; a folder's
 * ends with a slash. Patterns with a condition (`{ when: … }`) are about files of other languages and leave nothing out.
 */
export function excludeMatcher(setting: unknown): (path: string) => boolean {
  if (typeof setting !== 'object' || setting === null) return () => false;
  const globs = Object.entries(setting).flatMap(([glob, on]) => (on === true ? alternativesOf(glob) : []));
  const names = new Set(globs.flatMap((glob) => nameIn(glob) ?? []));
  const others = globs.filter((glob) => nameIn(glob) === undefined);
  const hasName = (path: string): boolean => names.size > 0 && path.split('/').some((part) => names.has(part));
  if (others.length === 0) return hasName;
  const matcher = ignore().add(others.map((glob) => `/${glob.replace(/^\//, '')}`));
  return (path) => hasName(path) || (path !== '' && ignore.isPathValid(path) && matcher.ignores(path));
}

/** The name that a glob such as `**\/.DS_Store` leaves out wherever it is. Most are so, and every file of a workspace is asked about. */
function nameIn(glob: string): string | undefined {
  const [, name] = /^\*\*\/([\w.-]+)$/.exec(glob) ?? [];
  return name;
}

/** Braces behind braces multiply: a pattern that stands for more than this leaves nothing out. */
const mostAlternatives = 1_000;

/** `a{b,c}` is `ab` and `ac`: `.gitignore` patterns have no braces. */
function alternativesOf(glob: string): readonly string[] {
  const plain: string[] = [];
  const left = [glob];
  for (const each of left) {
    const found = /\{([^{}]*)\}/.exec(each);
    if (left.length > mostAlternatives) return [];
    if (found === null) {
      plain.push(each);
      continue;
    }
    const [before, after] = [each.slice(0, found.index), each.slice(found.index + found[0].length)];
    for (const inner of (found[1] ?? '').split(',', mostAlternatives)) left.push(`${before}${inner}${after}`);
  }
  return plain;
}
