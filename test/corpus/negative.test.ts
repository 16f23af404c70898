import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const folder = new URL('negative/', import.meta.url);

/** Documents with nothing wrong in them, each with a trap: nothing may be said about any, hints included. */
it.each(readdirSync(folder))('says nothing about %s', (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  expect(findings([{ path: name, text }])).toEqual([]);
});
