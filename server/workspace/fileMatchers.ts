import type { LensConfig } from '../model/lensConfig.js';
import { folderOf, pathBelow } from '../text/paths.js';
import { patternMatcher } from './patternMatcher.js';

/** Whether a file matches the patterns of the config file, which are relative to that file's folder. */
export function fileMatcher(patterns: readonly string[], configUri: string | undefined): (uri: string) => boolean {
  if (patterns.length === 0) return () => false;
  const matches = patternMatcher(patterns);
  const pathOf = pathsFrom(configUri);
  return (uri) => {
    const path = pathOf(uri);
    return path !== undefined && matches(path);
  };
}

/** Whether the config file leaves a file out. */
export function ignoreMatcher({ ignore: patterns, uri }: LensConfig): (uri: string) => boolean {
  return fileMatcher(
    patterns.map(({ value }) => value),
    uri,
  );
}

/** Something that is for the files which match its patterns. */
export interface ForFiles {
  readonly files: readonly string[];
}

/**
 * Finds those of many whose patterns match a file, in their order. Most patterns say the name of a folder or a file, so that those are looked
 * up by the names in a path and only a few are tried.
 */
export function matchingFinder<T extends ForFiles>(
  all: readonly T[],
  configUri: string | undefined,
): (uri: string) => Iterable<T> {
  if (all.length === 0) return () => [];
  const pathOf = pathsFrom(configUri);
  const entries = all.map((value, index) => ({ value, index, matches: fileMatcher(value.files, configUri) }));
  const byKey = new Map<string, (typeof entries)[number][]>();
  for (const entry of entries) {
    for (const key of new Set(entry.value.files.filter(isPositive).map(keyOf))) {
      const same = byKey.get(key);
      if (same) same.push(entry);
      else byKey.set(key, [entry]);
    }
  }
  return function* (uri) {
    const path = pathOf(uri);
    if (path === undefined) return;
    const candidates = new Set(keysOf(path).flatMap((key) => byKey.get(key) ?? []));
    for (const { value, matches } of [...candidates].sort((a, b) => a.index - b.index)) if (matches(uri)) yield value;
  };
}

function pathsFrom(configUri: string | undefined): (uri: string) => string | undefined {
  const folder = configUri === undefined ? '' : folderOf(configUri);
  return (uri) => pathBelow(folder, uri);
}

/** False for a comment, and for what takes files out of those that other patterns match. */
function isPositive(pattern: string): boolean {
  return !/^[!#]/.test(pattern);
}

/** The key of patterns that may match anything. */
const anything = '';

/**
 * A text that is among the keys of every path which a pattern matches: `/a/b` for a pattern whose path begins with these names, `b` for one
 * that matches the name at any depth. What is escaped, or may be taken for something else, is a pattern for anything.
 */
function keyOf(pattern: string): string {
  const isOdd = /[\\\r\n\t]/.test(pattern) || pattern !== pattern.trim();
  if (isOdd) return anything;
  const anywhere = /^(?:\*\*\/)+/.exec(pattern)?.[0] ?? '';
  const names = pattern.slice(anywhere.length).replace(/\/$/, '').split('/');
  const literal = names.findIndex((name) => /[*?[\]]/.test(name));
  const known = literal < 0 ? names : names.slice(0, literal);
  const [first = ''] = known.filter((name) => name !== '');
  if (first === '') return anything;
  const isAtDepth = anywhere !== '' || names.length === 1;
  return folded(isAtDepth ? first : `/${known.filter((name) => name !== '').join('/')}`);
}

function keysOf(path: string): readonly string[] {
  const names = folded(path).split('/');
  let upTo = '';
  const beginnings = names.map((name) => {
    upTo += `/${name}`;
    return upTo;
  });
  return [anything, ...names, ...beginnings];
}

/** Patterns match in whatever case. */
function folded(text: string): string {
  return text.toUpperCase();
}
