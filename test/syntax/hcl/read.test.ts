import { expect, it } from 'vitest';
import { readDocument } from '../../../server/syntax/document.js';
import { openScalar } from '../../../server/syntax/embedded.js';
import type { Node } from '../../../server/syntax/node.js';
import { entries, get } from '../../../server/syntax/read.js';

/** A tree in short: open scalars as `?`, strings that hold a value as `=` and it. */
function shown(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'seq') return node.items.map(({ value }) => shown(value));
  if (node.kind === 'map') return node.entries.map(({ key, value }) => [key.open ? '?' : key.text, shown(value)]);
  const { root } = openScalar(node);
  if (node.open) return root !== undefined && root.kind !== 'scalar' ? ['=', shown(root)] : '?';
  return node.value;
}

function read(text: string): unknown {
  const { root, templated } = readDocument(text, { syntax: 'hcl' });
  return templated ? ['broken', shown(root)] : shown(root);
}

it.each([
  ['a = 1', [['a', 1]]],
  [
    'a = "x"\nb = true # c\nc = null // d\n/* e\n f */ d = -2.5',
    [
      ['a', 'x'],
      ['b', true],
      ['c', null],
      ['d', -2.5],
    ],
  ],
  ['resource "x" "y" {\n a = 1\n}', [['resource', [['x', [['y', [['a', 1]]]]]]]]],
  ['resource x y {}', [['resource', [['x', [['y', []]]]]]]],
  ['locals { a = [1, "b",\n {c = 2}, ] }', [['locals', [['a', [1, 'b', [['c', 2]]]]]]]],
  [
    'a = { b = 1, "c" : 2\n d = 3\n (var.e) = 4\n f.g = 5 }',
    [
      [
        'a',
        [
          ['b', 1],
          ['c', 2],
          ['d', 3],
          ['?', 4],
          ['?', 5],
        ],
      ],
    ],
  ],
  [
    'a = var.x ? "1" : "2"\nb = 1',
    [
      ['a', '?'],
      ['b', 1],
    ],
  ],
  [
    'a = [for s in var.x : {\n id = s\n}]\nb = { for k, v in y : k => v if z }\nc = 1',
    [
      ['a', '?'],
      ['b', '?'],
      ['c', 1],
    ],
  ],
  [
    'a = "${x["y"]}z"\nb = "$${x} %%{y}"\nc = "a\\"b\\u0041\\n"',
    [
      ['a', '?'],
      ['b', '?'],
      ['c', 'a"bA\n'],
    ],
  ],
  ['a = jsonencode({ b = "1" })', [['a', ['=', [['b', '1']]]]]],
  [
    'a = yamlencode(merge(local.x, { b = "1" }))',
    [
      [
        'a',
        [
          '=',
          [
            ['?', '?'],
            ['b', '1'],
          ],
        ],
      ],
    ],
  ],
  [
    'a = merge({ b = 1 }, var.c)\nd = merge({ b = 1 }, { e = 2 })',
    [
      ['a', '?'],
      [
        'd',
        [
          ['b', 1],
          ['e', 2],
        ],
      ],
    ],
  ],
  [
    'a = jsonencode(local.x)\nb = format("%s", "x")\nc = (\n  "y"\n)',
    [
      ['a', '?'],
      ['b', '?'],
      ['c', 'y'],
    ],
  ],
  [
    'a = <<EOT\n  x\ny ${"{"}\nEOT\nb = 1',
    [
      ['a', '?'],
      ['b', 1],
    ],
  ],
  [
    'a = <<-EOT\n    x\n\n      y\n    EOT\nb = [<<X\nz\nX\n, 2]',
    [
      ['a', 'x\n\n  y\n'],
      ['b', ['z\n', 2]],
    ],
  ],
  [
    'a = trimspace("x")\nb = 1 + 2\nc = "a" == "b"\nd = !true\ne = file("x")',
    [
      ['a', 'x'],
      ['b', '?'],
      ['c', '?'],
      ['d', '?'],
      ['e', '?'],
    ],
  ],
  [
    'locals {\n  x = { y = 1 }\n  z = local.x\n}\na = local.x\nb = jsonencode(local.x)\nc = local.x.y\nd = [local.x]\ne = local.z\n',
    [
      [
        'locals',
        [
          ['x', [['y', 1]]],
          ['z', [['y', 1]]],
        ],
      ],
      ['a', [['y', 1]]],
      ['b', ['=', [['y', 1]]]],
      ['c', 1],
      ['d', [[['y', 1]]]],
      ['e', [['y', 1]]],
    ],
  ],
  [
    'locals {\n  a = { b = local.a }\n}\nc = local.a\n',
    [
      ['locals', [['a', [['b', '?']]]]],
      ['c', [['b', '?']]],
    ],
  ],
  [
    'locals { a = 1 }\nlocals { a = 2 }\nb = local.a',
    [
      ['locals', [['a', 1]]],
      ['locals', [['a', 2]]],
      ['b', '?'],
    ],
  ],
  [
    'a.b = 1\ndynamic "x" {\n for_each = y\n}',
    [
      'broken',
      [
        ['a', '?'],
        ['dynamic', [['x', [['for_each', '?']]]]],
      ],
    ],
  ],
] as const)('reads %j', (text, tree) => {
  expect(read(text)).toEqual(tree);
});

/** While a person types a line, what stands behind it is still read. */
it.each(['foo = ', 'foo', 'foo = "abc', 'foo = var.', 'foo = [', 'foo = {', 'bar(', 'foo {', 'foo = jsonencode({'])(
  'loses no block behind %j',
  (typed) => {
    const text = `module "a" {\n  ${typed}\n}\n\nresource "x" "y" {\n  a = 1\n}\n`;
    const { root, templated } = readDocument(text, { syntax: 'hcl' });
    expect(templated).toBe(typed !== 'foo = var.');
    expect(JSON.stringify(shown(root))).toContain('["resource",[["x",[["y",[["a",1]]]]]]]');
  },
);

it.each([
  ['merge(local.x, { b = 3 })', { a: 1, b: 3, c: 2 }],
  ['merge({ b = 3, d = 4 }, local.x)', { a: 1, b: 2, c: 2, d: 4 }],
  ['merge(local.x, local.y)', { a: 5, b: 2, c: 2 }],
  ['merge(local.y, local.x)', { a: 1, b: 2, c: 2 }],
  ['merge(merge({ a = 9, b = 9 }, local.y), { b = 3 })', { a: 5, b: 3 }],
  ['merge(local.nested.z, { a = 1 })', { a: 1, e: 6 }],
  ['merge(var.more, local.y)', { 'var.more': undefined, a: 5 }],
  ['merge(local.nowhere, { a = 1 })', { 'local.nowhere': undefined, a: 1 }],
  ['merge(local.text, { a = 1 })', { 'local.text': undefined, a: 1 }],
  ['merge(local.x, local.nowhere)', undefined],
  ['merge({ a = 1 }, local.text)', undefined],
])('reads %s as Terraform makes it', (value, expected) => {
  const locals =
    'x = { a = 1, b = 2, c = 2 }\ny = { a = 5 }\nnested = { z = merge(local.e, {}) }\ne = { e = 6 }\ntext = "t"';
  const { root } = readDocument(`locals {\n${locals}\n}\nmade = ${value}\n`, { syntax: 'hcl' });
  const made = get(root, 'made');
  const seen = entries(made).map(({ key, value: each }) => [
    key.text,
    each.kind === 'scalar' && !each.open ? each.value : undefined,
  ]);
  expect(made?.kind === 'map' ? Object.fromEntries(seen) : undefined).toEqual(expected);
});
