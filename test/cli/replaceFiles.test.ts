import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { replaceFiles } from '../../server/disk/replaceFiles.js';
import { folderWith } from './program.js';

const never = new AbortController().signal;

/** A folder with the files `a`, `b` and `c`, and the wish to replace `a` and `b`. */
function twoOfThree() {
  const folder = folderWith({ a: 'old a', b: 'old b', c: 'c' });
  const wish = (name: string) => ({ path: join(folder, name), before: `old ${name}`, after: `new ${name}` });
  const texts = () => readdirSync(folder).map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8')}`);
  return { folder, wishes: [wish('a'), wish('b')], texts };
}

/** Resolves as soon as so many new texts are on the disk, none of them in place yet. */
async function staged(folder: string, count: number): Promise<void> {
  while (readdirSync(folder).filter((name) => name.startsWith('.eni-lens-')).length < count) await setImmediate();
}

it('replaces files and leaves nothing else behind', async () => {
  const { folder, wishes, texts } = twoOfThree();
  chmodSync(join(folder, 'a'), 0o640);
  expect(await replaceFiles(wishes, never)).toEqual([]);
  expect(texts()).toEqual(['a: new a', 'b: new b', 'c: c']);
  expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o640);
});

it('leaves everything as it was when it is told to stop before the files are in place', async () => {
  const { folder, wishes, texts } = twoOfThree();
  for (const count of [1, 2]) {
    const controller = new AbortController();
    const replaced = replaceFiles(wishes, controller.signal);
    await staged(folder, count);
    controller.abort();
    await replaced;
    expect(texts()).toEqual(['a: old a', 'b: old b', 'c: c']);
  }
});

it('replaces none where one holds something else than was read, is gone or has become a folder', async () => {
  const broken = [
    (path: string) => writeFileSync(path, 'newer'),
    (path: string) => rmSync(path),
    (path: string) => {
      rmSync(path);
      mkdirSync(path);
    },
  ];
  for (const breakFile of broken) {
    const { folder, wishes, texts } = twoOfThree();
    breakFile(join(folder, 'b'));
    const failures = await replaceFiles(wishes, never);
    expect(failures.map(({ path }) => path)).toEqual([join(folder, 'b')]);
    rmSync(join(folder, 'b'), { recursive: true, force: true });
    expect(texts()).toEqual(['a: old a', 'c: c']);
  }
});

it('puts back what is in place already where a later file changes at the last moment', async () => {
  const { folder, wishes, texts } = twoOfThree();
  const replaced = replaceFiles(wishes, never);
  await staged(folder, 2);
  writeFileSync(join(folder, 'b'), 'newer');
  expect((await replaced).map(({ path }) => path)).toEqual([join(folder, 'b')]);
  expect(texts()).toEqual(['a: old a', 'b: newer', 'c: c']);
});
