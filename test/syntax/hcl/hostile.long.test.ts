import { expect, it } from 'vitest';
import { readDocument } from '../../../server/syntax/document.js';
import type { Node } from '../../../server/syntax/node.js';

const length = 400_000;

/** Texts of which a reader that looks at each character twice would see the end after hours: the test ends before. */
it.each([
  '{a=',
  '[',
  '(',
  '${',
  '"${',
  'a="${\n',
  'jsonencode(',
  'merge({},',
  'a {\n',
  'a = <<A\n',
  '<<A ',
  '/*',
  '"',
  'a ',
  '[for x ',
  '= ',
  'a.',
  'a = local.x\n',
  'module "x" {',
  'a = [\nmodule "x" {\n',
  '}',
  '(\n',
  '1,',
  '\\u0041',
])(
  'reads %j again and again in linear time',
  (unit) => {
    for (const head of ['', 'a = "', 'a = {\n', 'a = [', 'locals {\n  x = 1\n}\n']) {
      const text = head + unit.repeat(length / unit.length);
      expect(readDocument(text, { syntax: 'hcl' }).problems).toEqual([]);
    }
  },
  60_000,
);

it.each([
  ['doubles', (each: number) => `  v${each} = [{ a = local.v${each + 1} }, { a = local.v${each + 1} }]\n`],
  ['goes on', (each: number) => `  v${each} = { a = local.v${each + 1} }\n`],
])('follows local values of which each %s, to a bound', (_, line) => {
  const text = `locals {\n${Array.from({ length: 20_000 }, (__, each) => line(each)).join('')}  v20000 = 1\n}\nx = local.v0\n`;
  const { root } = readDocument(text, { syntax: 'hcl' });
  expect(JSON.stringify(root?.span)).toBe(`{"start":0,"end":${text.length}}`);
  expect(countOf(root, 3_000_000)).toBeLessThan(3_000_000);
});

/** How many nodes somebody meets who reads a whole tree; `limit` where there are more. */
function countOf(root: Node | undefined, limit: number): number {
  const open = root === undefined ? [] : [root];
  let count = 0;
  for (let node = open.pop(); node !== undefined && count < limit; node = open.pop(), count++) {
    if (node.kind === 'map') open.push(...node.entries.map(({ value }) => value));
    if (node.kind === 'seq') open.push(...node.items.map(({ value }) => value));
  }
  return count;
}
