import fc from 'fast-check';
import { parse } from 'unbash';
import { describe, expect, it } from 'vitest';
import { documentHost } from '../../../server/syntax/host.js';
import type { Node } from '../../../server/syntax/node.js';
import { read } from '../../../server/syntax/shell/read.js';

/** The commands as lists of words; a pair is `[name, value]`, what a shell fills in is `{ open }`, a word of commands `{ run }`. */
function commands(text: string): unknown {
  const { root } = tree(text);
  return root?.kind === 'seq' ? root.items.map(({ value }) => plain(value)) : undefined;
}

function tree(text: string): { readonly root: Node | undefined } {
  const host = documentHost(text, 'shell');
  return read(host.text, { host, base: 0, shared: false });
}

function leaves({ root }: { readonly root: Node | undefined }): readonly Node[] {
  if (root === undefined || root.kind === 'scalar') return root ? [root] : [];
  const inner = root.kind === 'seq' ? root.items : root.entries;
  return inner.flatMap(({ value }) => leaves({ root: value }));
}

function textOf(node: Node): string {
  if (node.kind === 'scalar') return node.text;
  return node.kind === 'map' ? node.entries.map(({ value }) => textOf(value)).join('=') : '';
}

function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.open ? { open: node.text } : node.text;
  if (node.kind === 'map') return node.entries.map(({ value }) => plain(value));
  const items = node.items.map(({ value }) => plain(value));
  return node.open ? { run: items } : items;
}

describe('commands', () => {
  it.each([
    ['a b c', [['a', 'b', 'c']]],
    ['if a; then b X=1; elif c; then d; else e; fi', [['a'], ['b', ['X', '1']], ['c'], ['d'], ['e']]],
    ['a && b || c | d & e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['f() { a; (b); }; while c; do d; done', [['a'], ['b'], ['c'], ['d']]],
    ['case $x in a|b) c;; *) d;; esac', [['c'], ['d']]],
    ['X=1 a Y=2', [[['X', '1'], 'a', ['Y', '2']]]],
    ['a \\\n  b \\\r\n  c', [['a', 'b', 'c']]],
    ['a >b 2>&1 <c d', [['a', 'd']]],
    ['a <<EOF b\nc d\nEOF\ne', [['a', 'b'], 'c d\n', ['e']]],
    ['x=$(a b)', [[['x', { run: [['a', 'b']] }]]]],
    ['a "x $(b) y"', [['a', { run: [['b']] }]]],
    ['a <region> b', [['a', { open: '<region>' }, 'b']]],
    ['a <in >out', [['a']]],
    ['a\r\nb\r\n', [['a'], ['b']]],
    ['a # b c\nd', [['a'], ['d']]],
    ['', []],
  ])('reads %j', (text, expected) => expect(commands(text)).toEqual(expected));
});

describe('words', () => {
  it.each([
    ['X=1', ['X', '1']],
    ['X=', ['X', '']],
    ['X="5 "', ['X', '5 ']],
    ["X='5 '", ['X', '5 ']],
    ['"X=5 "', ['X', '5 ']],
    ["'X=a b'", ['X', 'a b']],
    ["X=$'a\\tb\\x41\\u00e9'", ['X', 'a\tbA\u00e9']],
    ['X=a\\ b', ['X', 'a b']],
    ['X=a"b"\'c\'', ['X', 'abc']],
    ['X="a\\"b\\$1\\d"', ['X', 'a"b$1\\d']],
    ['X"=a"', ['X', 'a']],
    ['X=$Y', ['X', { open: '$Y' }]],
    ['X="${Y:-"1"}"', ['X', { open: '${Y:-"1"}' }]],
    ['X=*.c', ['X', { open: '*.c' }]],
    ['X={a,b}', ['X', { open: '{a,b}' }]],
    ['$X=1', { open: '$X=1' }],
    ['--env=X=1', ['--env', ['X', '1']]],
    ['--env="X=1"', ['--env', ['X', '1']]],
    ['{"a":"b=c"}', '{a:b=c}'],
  ])('reads %s', (text, expected) => expect(commands(`a ${text}`)).toEqual([['a', expected]]));

  it.each([
    ['X="5 "', ['X', '"5 "']],
    ['"X=5 "', ['X', '5 ']],
    ["'X=5 '", ['X', '5 ']],
    ["$'X=5 '", ['X', '5 ']],
    ['X=5\\ ', ['X', '5\\ ']],
    ['--env="X=5 "', ['--env', 'X', '5 ']],
    ['X="a\\"b"', ['X', '"a\\"b"']],
    ["X=a'b'c", ['X', "a'b'c"]],
    ['X"=a"', ['X"', 'a"']],
  ])('knows where the parts of %s stand', (word, expected) => {
    const text = `a \\\r\n  ${word} b`;
    expect(leaves(tree(text)).map(({ span }) => text.slice(span.start, span.end))).toEqual(['a', ...expected, 'b']);
  });

  it('take the quotes away as unbash does', () => {
    const piece = fc.constantFrom(
      'a',
      'B=',
      ' ',
      '"',
      "'",
      '\\',
      "$'",
      '\\n',
      '\\x41',
      '\\"',
      '=',
      '1',
      '\t',
      '{',
      '}',
      'é',
      '#',
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => `a X${pieces.join('')}`);
    fc.assert(
      fc.property(text, (each) => {
        const { errors, commands } = parse(each);
        const [first] = commands;
        if (errors !== undefined || commands.length !== 1 || first?.command.type !== 'Command') return;
        const words = first.command.args.map((word) => (word.type === 'Word' ? word.value : word.text));
        const { root } = tree(each);
        const command = root?.kind === 'seq' ? root.items[0]?.value : undefined;
        const own = command?.kind === 'seq' ? command.items.slice(1).map(({ value }) => textOf(value)) : [];
        if (first.command.args.every(({ type }) => type === 'Word'))
          expect({ each, own }).toEqual({ each, own: words });
      }),
      { numRuns: 5000, seed: 1 },
    );
  });
});
