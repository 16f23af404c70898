import type { Case, File } from './file.js';

/** Shrinking ends here, however short the text is by then. */
const mostTries = 600;

/**
 * A case with as little text as still breaks what it breaks: first without other files, then without pieces of the changed one, each half
 * as long as those before.
 */
export function shrunk(input: Case, isBroken: (smaller: Case) => boolean): Case {
  let best = input;
  let tries = 0;
  const attempt = (smaller: Case): boolean => {
    if (tries >= mostTries || !isBroken(smaller)) return false;
    best = smaller;
    return true;
  };
  const tried = (smaller: Case): boolean => {
    tries++;
    return attempt(smaller);
  };
  for (const { path } of input.files) {
    if (path !== input.changed.path) tried(withoutFile(best, path));
  }
  for (const { path } of best.files) {
    for (let size = Math.ceil(textOf(best, path).length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
      for (let at = 0; at < textOf(best, path).length && tries < mostTries; ) {
        const text = textOf(best, path);
        if (!tried(withText(best, path, text.slice(0, at) + text.slice(at + size)))) at += size;
      }
    }
  }
  return best;
}

function textOf({ files }: Case, path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

function withoutFile(input: Case, path: string): Case {
  const isKept = (file: File): boolean => file.path !== path;
  return { ...input, files: input.files.filter(isKept), before: input.before.filter(isKept) };
}

function withText(input: Case, path: string, text: string): Case {
  const files = input.files.map((file) => (file.path === path ? { path, text } : file));
  return { ...input, files, changed: files.find((file) => file.path === input.changed.path) ?? input.changed };
}
