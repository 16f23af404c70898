import ignore from 'ignore';

/**
 * What the editor's `files.exclude` leaves out: `{ '**\/build': true }`. The paths to test are relative to the workspace folder; a folder's
 * ends with a slash. Patterns with a condition (`{ when: … }`) are about files of other languages and leave nothing out.
 */
export function excludeMatcher(setting: unknown): (path: string) => boolean {
  if (typeof setting !== 'object' || setting === null) return () => false;
  const globs = Object.entries(setting).flatMap(([glob, on]) => (on === true ? alternativesOf(glob) : []));
  const matcher = ignore().add(globs.map((glob) => `/${glob.replace(/^\//, '')}`));
  return (path) => path !== '' && ignore.isPathValid(path) && matcher.ignores(path);
}

/** `a{b,c}` is `ab` and `ac`: `.gitignore` patterns have no braces. */
function alternativesOf(glob: string): readonly string[] {
  const [whole, before = '', inner = '', after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob) ?? [];
  if (whole === undefined) return [glob];
  return inner.split(',').flatMap((each) => alternativesOf(`${before}${each}${after}`));
}
