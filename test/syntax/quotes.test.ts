import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { openScalar } from '../../server/syntax/embedded.js';
import type { Entry, MapNode, Node, ScalarNode } from '../../server/syntax/node.js';
import { get } from '../../server/syntax/read.js';
import type { Edits } from '../../server/syntax/syntax.js';
import { quoteScalar, removeEntry, renameKey, replaceScalar, setEntry } from '../../server/syntax/yaml/edits.js';
import { applyEdits } from '../../server/text/edit.js';
import { parseDocument, problemsOf } from './trees.js';

/** Texts that hold `{ e: { A: "1", B: "2" } }`, the last value at their very end or near it. */
const innermost = [
  'e:\n  A: "1"\n  B: "2"',
  'e:\n  A: "1"\n  B: "2"\n',
  "e:\n  A: '1'\n  B: '2'",
  'e: {A: "1", B: "2"}',
  '{"e":{"A":"1","B":"2"}}',
  'e:\n  "A": "1"\n  "B": "2"  ',
];

/** How a text stands in another one, under the key `k`, at its end. */
const layers: Readonly<Record<string, (text: string) => string>> = {
  double: (text) => `k: ${JSON.stringify(text)}`,
  json: (text) => JSON.stringify({ k: text }),
  flow: (text) => `{k: ${JSON.stringify(text)}}`,
  single: (text) => `k: '${text.replaceAll("'", "''").replaceAll('\n', '\n\n  ')}'`,
  literal: (text) => `k: |${text.endsWith('\n') ? '' : '-'}\n${text.replace(/^(?=.)/gm, '  ')}`,
  folded: (text) => `k: >-\n${text.replace(/^(?=.)/gm, '  ').replaceAll('\n', '\n\n')}`,
  continued: (text) => `k: ${JSON.stringify(text).replace(/"$/, '\\\n  "')}`,
};

/** Documents of documents: the text, and how many strings lie around the innermost one. */
const nested = fc
  .record({
    text: fc.constantFrom(...innermost),
    around: fc.array(fc.constantFrom(...Object.values(layers)), { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom('', '\n', ' # c\n', '\nz: 1\n'),
  })
  .map(({ text, around, end }) => ({
    text: around.reduce((inner, write) => write(inner), text) + end,
    depth: around.length,
  }))
  .filter(({ text, depth }) => problemsOf(text).length === 0 && isSame(valuesIn(text, depth), { A: '1', B: '2' }));

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What js-yaml finds under `e` of the innermost text; undefined where any of them is broken. */
function valuesIn(text: string, depth: number): unknown {
  let current: unknown = text;
  try {
    for (let level = 0; level <= depth; level++) {
      current = load(String(current));
      if (level < depth) current = (current as Readonly<Record<string, unknown>> | null)?.k;
    }
    return (current as Readonly<Record<string, unknown>> | null)?.e;
  } catch {
    return undefined;
  }
}

/** What may be done to the mapping, and what it is then. */
const changes: readonly (readonly [name: string, of: (env: Node) => Edits, after: unknown])[] = [
  ['replace the last value', (env) => onLast(env, (value) => replaceScalar(value, '9', { asString: true })), B('9')],
  ['write a quote', (env) => onLast(env, (value) => replaceScalar(value, `"'\\`, { asString: true })), B(`"'\\`)],
  ['rename the last key', (env) => onEntry(env, (_, last) => renameKey(last, 'C')), { A: '1', C: '2' }],
  ['add a key', (env) => onEntry(env, (map) => setEntry(map, 'C', '3')), { A: '1', B: '2', C: '3' }],
  ['remove the last key', (env) => onEntry(env, (map, last) => removeEntry(map, last)), { A: '1' }],
];

function B(value: string): unknown {
  return { A: '1', B: value };
}

function onEntry(env: Node, edit: (map: MapNode, last: Entry) => Edits): Edits {
  const last = env.kind === 'map' ? env.entries.at(-1) : undefined;
  return env.kind === 'map' && last !== undefined ? edit(env, last) : undefined;
}

function onLast(env: Node, edit: (value: ScalarNode) => Edits): Edits {
  return onEntry(env, (_, { value }) => (value.kind === 'scalar' ? edit(value) : undefined));
}

function envIn(text: string, depth: number): Node | undefined {
  let { root } = parseDocument(text);
  for (let level = 0; level < depth; level++) {
    const holder = get(root, 'k');
    root = holder?.kind === 'scalar' ? openScalar(holder).root : undefined;
  }
  return get(root, 'e');
}

describe('what stands at the end of a string in quotes', () => {
  it.each(changes)('can be changed without touching the quotes: %s', (_name, change, after) => {
    let written = 0;
    fc.assert(
      fc.property(nested, ({ text, depth }) => {
        const env = envIn(text, depth);
        const edits = env && change(env);
        if (edits === undefined) return;
        written++;
        const edited = applyEdits(text, edits) ?? '';
        if (!isSame(valuesIn(edited, depth), after)) expect.fail(`${text}\n became \n${edited}`);
        expect(problemsOf(edited)).toEqual([]);
      }),
      { numRuns: 300, seed: 10 },
    );
    expect(written).toBeGreaterThan(100);
  });

  it('gets its own quotes inside of them', () => {
    const text = 'k: "e: yes"';
    const value = get(openScalarIn(text), 'e');
    const edits = value?.kind === 'scalar' ? quoteScalar(value) : undefined;
    expect(edits && applyEdits(text, edits)).toBe('k: "e: \\"yes\\""');
    expect(value?.span).toEqual({ start: 7, end: 10 });
  });
});

function openScalarIn(text: string): Node | undefined {
  const holder = get(parseDocument(text).root, 'k');
  return holder?.kind === 'scalar' ? openScalar(holder).root : undefined;
}

describe('what stands before a line break in a string', () => {
  it.each([
    [`k: '{e: {A: "1"\n\n\n  , B: "2"\n\n  }}'`],
    [`k: "{e: {A: '1'  \n\n\n  , B: '2'\n\n  }}"`],
    [`k: >-\n  {e: {A: "1"\n\n\n  ,\n  B: "2"\n  }}`],
    [`k: >-\n  e:\n    A: "1"\n    B: "2"\n\n  f: 1`],
    [`k: |\n  e:\n    A: "1"\n    B: "2"\n`],
  ])('ends on its line: %j', (text) => {
    const root = openScalarIn(text);
    const spans = ['A', 'B'].map((key) => get(get(root, 'e'), key)?.span ?? { start: 0, end: 0 });
    expect(spans.map(({ start, end }) => text.slice(start, end).replaceAll("'", '"'))).toEqual(['"1"', '"2"']);
  });
});

describe('a quote that is not closed', () => {
  const broken = fc
    .record({
      before: fc.constantFrom('k: ', '- ', '{k: ', '["a", ', '', 'a: 1\nk: ', '{"k": '),
      quote: fc.constantFrom('"', "'"),
      content: fc.array(fc.constantFrom('a', ' ', '\\', '\\\\', '\\"', "''", '\\n', ': ', '#'), { maxLength: 6 }),
      behind: fc.constantFrom('', '\n', '\r\n', '\n\n', '\nb: 1\n', '\nb: "y"\n', "\nb: 'y'\n"),
    })
    .map(({ before, quote, content, behind }) => before + quote + content.join('') + behind);

  it('is a syntax error wherever js-yaml finds one, with and without a line break at the end', () => {
    let errors = 0;
    fc.assert(
      fc.property(broken, (text) => {
        let reason = '';
        try {
          load(text);
        } catch (error) {
          reason = String(error);
        }
        if (reason === '') return;
        errors++;
        if (problemsOf(text).length === 0) expect.fail(`${JSON.stringify(text)}: ${reason}`);
      }),
      { numRuns: 4000, seed: 11 },
    );
    expect(errors).toBeGreaterThan(2000);
  });

  it.each([
    ['a: "x\\"', 3],
    ['a: "x\\"\n', 3],
    ['a: "\\"', 3],
    ['a: "x\\\\\\"', 3],
    ["a: 'it''", 3],
    ["a: '''", 3],
    ['a: "x\\"\nb: "y"\n', 3],
    ["a: 'x''\nb: 'y'\n", 3],
    ['{"a": ["x\\"', 7],
    ['- "x\\"', 2],
    ['"x\\": 1', 0],
  ])('is named where it opens: %j', (text, start) => {
    const { problems } = parseDocument(text);
    expect(problems.map(({ rule, span }) => [rule, span])).toEqual([['syntax-error', { start, end: start + 1 }]]);
  });

  it.each(['a: "x\\\\"', "a: ''''", 'a: ""', "a: ''", 'a: "\\\\\\\\"\n', "a: 'x'''"])('is none in %j', (text) => {
    expect(parseDocument(text).problems).toEqual([]);
  });

  it('is reported in a string as well', () => {
    const holder = get(parseDocument(`k: 'a: "x\\"'`).root, 'k');
    const problems = holder?.kind === 'scalar' ? openScalar(holder).problems : [];
    expect(problems.map(({ span }) => span)).toEqual([{ start: 7, end: 8 }]);
  });
});
