import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import hcl2 from 'hcl2-parser';
import { expect, it } from 'vitest';
import { readDocument } from '../../../server/syntax/document.js';
import type { Entry, MapNode, Node } from '../../../server/syntax/node.js';

/*
 * HashiCorp's own parser is the judge, compiled for JavaScript: what it takes, our reader takes, with the same values, and what it refuses is
 * broken for ours too, or an expression that ours does not look into.
 */

/** What the parser makes of a text: blocks are lists below their labels, what is no literal is a text `${…}`. */
function judged(text: string): unknown {
  return hcl2.parseToObject(text)[0];
}

/** Where our tree differs from what the parser says, as a path; an expression is whatever it is. */
function differences(node: Node, other: unknown, path = ''): readonly string[] {
  if (isExpression(other)) return [];
  if (node.kind === 'scalar') {
    if (node.open && typeof other === 'string' && /[$%]\{/.test(other)) return [];
    return node.value === other ? [] : [`${path}: ${JSON.stringify(node.value)}, not ${JSON.stringify(other)}`];
  }
  if (node.kind === 'seq') {
    if (!Array.isArray(other) || other.length !== node.items.length) return [`${path}: a list`];
    return node.items.flatMap(({ value }, index) => differences(value, other[index], `${path}[${index}]`));
  }
  return differencesOfMap(node, other, path);
}

function isExpression(value: unknown): boolean {
  return typeof value === 'string' && /^\$\{[\s\S]*\}$/.test(value);
}

function differencesOfMap(map: MapNode, other: unknown, path: string): readonly string[] {
  if (typeof other !== 'object' || other === null) return [`${path}: a map`];
  // A block's body is in a list, with those of the same labels.
  if (Array.isArray(other)) {
    const [only] = other;
    return other.length === 1 ? differences(map, only, path) : [];
  }
  const known = new Map(map.entries.filter(({ key }) => !key.open).map((entry) => [entry.key.text, entry]));
  const written = Object.keys(other).filter((key) => !key.includes('${'));
  const missing = written.filter((key) => !known.has(key)).map((key) => `${path}.${key} is missing`);
  const unknown = [...known.keys()]
    .filter((key) => !Object.hasOwn(other, key))
    .map((key) => `${path}.${key} is too much`);
  const both = [...known.values()].filter(({ key }) => Object.hasOwn(other, key.text));
  const inner = both.flatMap((entry) => differencesOfEntry(entry, map, other as Record<string, unknown>, path));
  return [...missing, ...unknown, ...inner];
}

/** Of blocks with one type or label there are several entries, and one list or map of the parser's: they are looked at one by one by label. */
function differencesOfEntry(
  entry: Entry,
  map: MapNode,
  other: Record<string, unknown>,
  path: string,
): readonly string[] {
  const { text } = entry.key;
  const isRepeated = map.entries.filter(({ key }) => key.text === text).length > 1;
  return isRepeated ? [] : differences(entry.value, other[text], `${path}.${text}`);
}

const samples = [
  ...['a = 1\n', 'a = "x"\nb = true\n', 'a = -2.5\nb = 1e3\nc = null\n'],
  'resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni" // c\n  values = jsonencode({ env = { A = "1" } })\n}\n',
  'module "eks" {\n  addons = {\n    vpc-cni = { most_recent = true, "x y" : [1, "two", { three = 3 }, ] }\n    (var.x) = 4\n  }\n}\n',
  'a = <<EOT\n  x $${y} %%{z}\n\n\ty \\n\nEOT\nb = <<-EOT\n    k:\n      v: 1\n\n    w: 2\n  EOT\n',
  'a = "q\\"uo\\te\\u00e9$${x}"\nb = [for s in v : s if s != "}"]\nc = x ? "a" : "b"\n/* d = 1 */ e = !f\n',
  'locals {\n  a = [\n    <<X\nz\nX\n    , 2\n  ]\n  b = merge({ c = 1 }, { d = "${e}" })\n}\nlocals {\n  f = (\n    "g"\n  )\n}\n',
  'a = {\n  # c\n  for k, v in y :\n  k => v\n}\nb = [ // c\n  for s in v : s]\n',
  'dynamic "x" {\n  for_each = { for k, v in y : k => v }\n  content {\n    a = x.value["b"].c[*].d\n    t = templatefile("${path.module}/x", { a = 1 })\n  }\n}\n',
];

it.each(samples)('reads the same as HashiCorp of %j', (text) => {
  const { root, templated } = readDocument(text, { syntax: 'hcl' });
  expect(judged(text)).not.toBeNull();
  expect(templated).toBe(false);
  expect(root && differences(root, judged(text))).toEqual([]);
});

it('reads the same of what is made of these texts', () => {
  const piece = fc.constantFrom(
    '"',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '\n',
    ' ',
    '#',
    '$',
    '${',
    '<<',
    '=',
    ':',
    ',',
    'é',
    'a',
    '1',
  );
  const texts = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(4), piece).map(([text, at, length, middle]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + middle + text.slice(start + length);
  });
  let taken = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const other = judged(text);
      if (other === null) return;
      taken++;
      const { root, templated } = readDocument(text, { syntax: 'hcl' });
      expect(root && differences(root, other)).toEqual([]);
      expect(templated).toBe(false);
    }),
    { numRuns: 2_000, seed: 1 },
  );
  expect(taken).toBeGreaterThan(300);
});

it('reads the examples', () => {
  const folder = fileURLToPath(new URL('../../../examples', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tf'));
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) {
    const text = readFileSync(join(folder, name), 'utf8');
    const { root, templated } = readDocument(text, { syntax: 'hcl' });
    expect([name, templated, root && differences(root, judged(text))]).toEqual([name, false, []]);
  }
});
