import { describe, expect, it } from 'vitest';
import { findBySpan, nodeAt, placeAt } from '../../server/syntax/find.js';
import type { Node } from '../../server/syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../../server/syntax/read.js';
import { readAsYaml11 } from '../../server/syntax/yaml/yaml11.js';
import { parseDocument, scalarIn } from './trees.js';

describe('lookups', () => {
  const { root } = parseDocument('a: 1\nb: {c: [x, 012]}\na: 2\nbase: &b {k: b, l: b}\nm:\n  <<: *b\n  k: own\nn:\n');

  it('take the value written last', () => {
    expect(textOf(get(root, 'a'))).toBe('2');
    expect(entryOf(root, 'a')?.key.span.start).toBe(22);
  });

  it('take an own key before a merged one', () => {
    expect(textOf(path(root, 'm', 'k'))).toBe('own');
    expect(textOf(path(root, 'm', 'l'))).toBe('b');
    expect(entries(get(root, 'm')).map(({ key }) => key.text)).toEqual(['k', 'l']);
  });

  it('have an answer for every kind of node, and for none', () => {
    expect(items(path(root, 'b', 'c')).map(textOf)).toEqual(['x', '012']);
    expect([get(get(root, 'a'), 'x'), path(root, 'b', 'c', 'd'), get(undefined, 'a')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([items(root), entries(get(root, 'a'))]).toEqual([[], []]);
    expect([textOf(root), textOf(get(root, 'n'))]).toEqual([undefined, undefined]);
  });
});

describe('finding by place', () => {
  const text = 'addons:\n  - name: vpc-cni\n    values: "{\\"env\\": {\\"A\\": \\"1\\"}}"\nx: &x [1]\ny: *x\n';
  const document = parseDocument(text);
  const show = (node: Node | undefined) => node && text.slice(node.span.start, node.span.end);

  it('goes from the root to the innermost node, through strings', () => {
    const nodes = nodeAt(document, text.indexOf('1\\"'));
    expect(nodes.map((node) => node.kind)).toEqual(['map', 'seq', 'map', 'scalar', 'map', 'map', 'scalar']);
    expect(show(nodes.at(-1))).toBe('\\"1\\"');
  });

  it('tells keys from values', () => {
    expect(placeAt(document, text.indexOf('name') + 1)).toMatchObject({
      isKey: true,
      entry: { key: { text: 'name' } },
    });
    expect(placeAt(document, text.indexOf('vpc'))).toMatchObject({ isKey: false, entry: { key: { text: 'name' } } });
  });

  it('gives what an alias stands for', () => {
    expect(show(nodeAt(document, text.indexOf('*x') + 1).at(-1))).toBe('[1]');
  });

  it('gives nothing where nothing is written', () => {
    expect(nodeAt(parseDocument('# c\n'), 1)).toEqual([]);
  });

  it('finds the key or value with exactly a span', () => {
    for (const part of [
      'addons',
      'vpc-cni',
      '\\"A\\"',
      '\\"1\\"',
      '{\\"A\\": \\"1\\"}',
      '[1]',
      '"{\\"env\\": {\\"A\\": \\"1\\"}}"',
    ]) {
      const start = text.indexOf(part);
      expect(show(findBySpan(document, { start, end: start + part.length })?.nodes.at(-1))).toBe(part);
    }
    expect(findBySpan(document, { start: 0, end: 3 })).toBeUndefined();
    expect(findBySpan(document, { start: text.indexOf('*x'), end: text.indexOf('*x') + 2 })).toBeUndefined();
  });
});

/** Values by goyaml.v2's resolve.go of sigs.k8s.io/yaml and its decode_test.go. */
describe('readAsYaml11', () => {
  const rows: readonly (readonly [string, string, unknown])[] = [
    ['true', 'boolean', true],
    ['yes', 'boolean', true],
    ['Yes', 'boolean', true],
    ['YES', 'boolean', true],
    ['y', 'boolean', true],
    ['on', 'boolean', true],
    ['off', 'boolean', false],
    ['N', 'boolean', false],
    ['FALSE', 'boolean', false],
    ['yEs', 'string', 'yEs'],
    ['~', 'null', null],
    ['', 'null', null],
    ['NULL', 'null', null],
    ['nil', 'string', 'nil'],
    ['0', 'number', 0],
    ['-12', 'number', -12],
    ['+12', 'number', 12],
    ['012', 'number', 10],
    ['08', 'number', 8],
    ['0o12', 'number', 10],
    ['0x1F', 'number', 31],
    ['-0x1f', 'number', -31],
    ['0b101', 'number', 5],
    ['1_000', 'number', 1000],
    ['0x', 'string', '0x'],
    ['0b2', 'string', '0b2'],
    ['1.30', 'number', 1.3],
    ['.5', 'number', 0.5],
    ['5.', 'number', 5],
    ['1e3', 'number', 1000],
    ['-1.5E-3', 'number', -0.0015],
    ['1e999', 'string', '1e999'],
    ['.', 'string', '.'],
    ['-', 'string', '-'],
    ['1.2.3', 'string', '1.2.3'],
    ['.inf', 'number', Number.POSITIVE_INFINITY],
    ['-.INF', 'number', Number.NEGATIVE_INFINITY],
    ['.NaN', 'number', Number.NaN],
    ['1:30', 'string', '1:30'],
    ['2001-01-01', 'string', '2001-01-01'],
    ['2001-12-14t21:59:43.10-05:00', 'string', '2001-12-14t21:59:43.10-05:00'],
    ['9223372036854775808', 'number', 2 ** 63],
    ['constructor', 'string', 'constructor'],
  ];
  for (const [text, type, value] of rows) {
    it(`reads ${JSON.stringify(text)} as a ${type}`, () => {
      const isTyped = type === 'number' || type === 'boolean';
      expect(readAsYaml11({ text, style: 'plain' })).toEqual(isTyped ? { type, value } : { type });
    });
  }

  it('reads what is quoted, tagged or in a block as a string', () => {
    for (const text of ['a: "5"', "a: 'yes'", 'a: !!str 5', 'a: ! 5', 'a: !Ref yes', 'a: |-\n  5']) {
      expect(readAsYaml11(scalarIn(text, 'a')).type).toBe('string');
    }
    expect(readAsYaml11(scalarIn('a: !!int "5"', 'a'))).toEqual({ type: 'number', value: 5 });
  });
});

describe('a scalar says itself', () => {
  it.each([
    ['${SUBNET}', true],
    ['"{{ .subnet }}"', true],
    ['subnet-$ID', true],
    ['!Ref Subnet', true],
    ['!<tag:example.com,2024:ref> x', true],
    ['!!str x', false],
    ['! x', false],
    ['x', false],
    ['"$5"', false],
    ['|-\n  __NAME__', true],
  ])('whether what it is can be seen: %s', (text, open) => {
    expect(scalarIn(`a: ${text}\n`, 'a').open).toBe(open);
  });

  it.each([
    ['yes', { type: 'boolean', value: true }],
    ['010', { type: 'number', value: 8 }],
    ['~', { type: 'null' }],
    ['', { type: 'null' }],
    ['"yes"', { type: 'string' }],
    ['!Ref yes', { type: 'string' }],
    ['!!bool "yes"', { type: 'boolean', value: true }],
  ])('what kubectl and eksctl take it for: %s', (text, readAs) => {
    expect(scalarIn(`a: ${text}\n`, 'a').readAs).toEqual(readAs);
  });
});
