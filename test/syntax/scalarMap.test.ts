import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScalar } from '../../server/syntax/embedded.js';
import type { ScalarStyle } from '../../server/syntax/node.js';
import { decodeScalar } from '../../server/syntax/yaml/scalarMap.js';
import { parseDocument, scalarIn } from './trees.js';

const styles: readonly ScalarStyle[] = ['plain', 'single', 'double', 'literal', 'folded'];

/** Pieces a scalar is made of. `*` becomes another letter each time, so that where it stands in the source is known for sure. */
const pieces: Readonly<Record<ScalarStyle, readonly string[]>> = {
  plain: ['*', '*', '* ', '\n  ', '\n\n  ', ' \n    ', '\n  \t*', '😀'],
  single: ['*', '* ', "''", ' ', '\n  ', '\n \n  ', '\t', '"', '\\', '😀'],
  double: [
    '*',
    '* ',
    '\\n',
    '\\"',
    '\\\\',
    '\\u00e9',
    '\\U0001F600',
    '\\x41',
    '\\\n  ',
    '\n  ',
    '\n\n  ',
    ' ',
    '\t',
    "'",
    '😀',
  ],
  literal: ['*', '* ', '\n  ', '\n    ', '\n\n  ', '\n  \t', '"', ' ', '#', '😀'],
  folded: ['*', '* ', '\n  ', '\n    ', '\n\n  ', '\n\n    ', '\n  \t', ' ', '😀'],
};

function written(style: ScalarStyle, parts: readonly string[], header: string): string {
  const body = parts.join('');
  switch (style) {
    case 'plain':
      return `*${body}*`;
    case 'single':
      return `'${body}'`;
    case 'double':
      return `"${body}"`;
    case 'literal':
      return `|${header}\n  *${body}`;
    case 'folded':
      return `>${header}\n  *${body}`;
  }
}

const scalars = fc
  .record({
    style: fc.constantFrom(...styles),
    choices: fc.array(fc.nat(1000), { minLength: 2, maxLength: 25 }),
    header: fc.constantFrom('', '-', '+', '2', '2-', '+2', ' # comment'),
    eol: fc.constantFrom('\n', '\r\n'),
    end: fc.constantFrom('', '\n', '\n\n', '\nz: 1\n'),
  })
  .map(({ style, choices, header, eol, end }) => {
    const own = pieces[style];
    const text = `k: ${written(
      style,
      choices.map((n) => own[n % own.length] ?? ''),
      header,
    )}${end}`;
    let letter = 0x4e00;
    return { style, text: text.replace(/\*/g, () => String.fromCharCode(letter++)).replaceAll('\n', eol) };
  });

describe('scalarMap', () => {
  it('finds every character of a scalar where it is written, in all styles', () => {
    let [exact, all, checked] = [0, 0, 0];
    fc.assert(
      fc.property(scalars, ({ style, text }) => {
        const document = parseDocument(text);
        const node = document.problems.length === 0 ? scalarIn(text, 'k') : undefined;
        if (node === undefined || node.style !== style) return;
        all++;
        const decoded = decodeScalar(text, node.span, node.style, node.text);
        if (decoded === undefined) return;
        exact++;
        decoded.offsets.forEach((offset, index) => {
          if (offset < (decoded.offsets[index - 1] ?? node.span.start)) expect.fail(`falling offsets in ${text}`);
          const character = decoded.text.charAt(index);
          if (!/[\u4e00-\u9fff]/.test(character)) return;
          checked++;
          if (offset !== text.indexOf(character)) expect.fail(`${character} at ${offset} in ${text}`);
        });
      }),
      { numRuns: 3000, seed: 20 },
    );
    expect(all).toBeGreaterThan(2900);
    expect(checked).toBeGreaterThan(7_000);
    expect(exact / all).toBeGreaterThan(0.99);
  });

  it('gives nothing rather than a guess when the text is not the one expected', () => {
    expect(decodeScalar('"a\\nb"', { start: 0, end: 6 }, 'double', 'a b')).toBeUndefined();
  });

  it('puts the end of a decoded text before the quote that closes it', () => {
    const decoded = decodeScalar('k: "a\\"b"', { start: 3, end: 9 }, 'double', 'a"b');
    expect([...(decoded?.offsets ?? [])]).toEqual([4, 5, 7, 8]);
  });
});

describe('openScalar', () => {
  const json = '{"env": {"WARM_IP_TARGET": "2", "😀": true}}';
  const writings: readonly (readonly [string, string])[] = [
    ['single quotes', `v: '${json}'\n`],
    ['double quotes', `v: ${JSON.stringify(json)}\n`],
    ['a literal block', `v: |-\n  {\n    "env": {"WARM_IP_TARGET": "2",\n\n      "😀": true}}\n`],
    ['a literal block with an indentation digit', `v: |2\n    {"env": {"WARM_IP_TARGET": "2",\n  "😀": true}}\n`],
    ['a folded block', `v: >\n  {"env": {"WARM_IP_TARGET":\n  "2", "😀": true}}\n`],
    ['plain YAML over lines', `v: |\n  env:\n    "WARM_IP_TARGET": "2"\n    "😀": true\n`],
    ['a byte order mark', `v: "\\uFEFF{\\"env\\": {\\"WARM_IP_TARGET\\": \\"2\\", \\"😀\\": true}}"\n`],
  ];
  for (const [name, lf] of writings) {
    for (const text of [lf, lf.replaceAll('\n', '\r\n')]) {
      it(`reads ${name} with every place in the outer text (${text === lf ? 'LF' : 'CRLF'})`, () => {
        const { root, exact, problems } = openScalar(scalarIn(text, 'v'));
        expect({ exact, problems }).toEqual({ exact: true, problems: [] });
        const env = root?.kind === 'map' ? root.entries[0] : undefined;
        const [target, emoji] = env?.value.kind === 'map' ? env.value.entries : [];
        expect(target?.value).toMatchObject({ kind: 'scalar', value: '2' });
        expect(emoji?.value).toMatchObject({ kind: 'scalar', value: true });
        const at = (span = { start: 0, end: 0 }) => text.slice(span.start, span.end);
        expect(at(target?.key.span)).toMatch(/^\\?"WARM_IP_TARGET\\?"$/);
        expect(at(target?.value.span)).toMatch(/^\\?"2\\?"$/);
        expect(at(emoji?.value.span)).toBe('true');
        expect(at(emoji?.key.span)).toMatch(/^\\?"😀\\?"$/);
      });
    }
  }

  it('follows documents in documents, and stops at the eighth', () => {
    const depths = [4, 8, 9].map((depth) => {
      let text = '{"k": 1}';
      for (let level = 0; level < depth; level++) text = `{"k": ${JSON.stringify(text)}}`;
      let node = scalarIn(text, 'k');
      for (let level = 1; level < depth; level++) {
        const { root, problems } = openScalar(node);
        const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
        if (value?.kind !== 'scalar') return problems.map(({ rule }) => rule);
        node = value;
      }
      const { root, problems } = openScalar(node);
      const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
      return value === undefined ? problems.map(({ rule }) => rule) : text.slice(value.span.start, value.span.end);
    });
    expect(depths).toEqual(['1', '1', ['nesting-too-deep']]);
  });

  it('points at the whole string where offsets cannot be followed', () => {
    const text = 'v: "{{ .x | f \\"q\\" }}: [1, 2"\n';
    const node = scalarIn(text, 'v');
    const { exact, root } = openScalar(node);
    expect(exact).toBe(false);
    expect(root?.span).toEqual(node.span);
  });

  it('reads the first of several documents, and names the rest', () => {
    const { root, rest } = openScalar(scalarIn('p: |\n  a: 1\n  ---\n  b: 2\n', 'p'));
    expect([root, ...rest].map((node) => node?.kind === 'map' && node.entries[0]?.key.text)).toEqual(['a', 'b']);
  });

  it('has nothing for what is no string', () => {
    for (const text of ['v: 5', 'v:', 'v: ""', 'v: !!null ""'])
      expect(openScalar(scalarIn(text, 'v')).root).toBeUndefined();
  });

  it('gives the comments of the inner document', () => {
    const text = 'p: |\n  # eni-lens\n  a: 1 # one\n';
    const { comments } = openScalar(scalarIn(text, 'p'));
    expect(comments.map(({ span, ownLine }) => [text.slice(span.start, span.end), ownLine])).toEqual([
      ['# eni-lens', true],
      ['# one', false],
    ]);
  });

  it('remembers what it read', () => {
    const node = scalarIn('v: "[1]"', 'v');
    expect(openScalar(node)).toBe(openScalar(node));
  });
});
