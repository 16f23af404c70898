import ignore from 'ignore';

/** Whether a path matches patterns as git has them in `.gitignore`. A path that leads out of the folder they are for matches none. */
export function patternMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matcher = ignore().add(patterns);
  return (path) => ignore.isPathValid(path) && matcher.ignores(path);
}
