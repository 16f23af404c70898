import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScalar } from '../../server/syntax/embedded.js';
import type { MapNode, Node } from '../../server/syntax/node.js';
import { get } from '../../server/syntax/read.js';
import type { Edits } from '../../server/syntax/syntax.js';
import {
  appendItem,
  quoteScalar,
  removeEntry,
  removeItem,
  renameKey,
  replaceScalar,
  setEntry,
  wrapEntries,
} from '../../server/syntax/yaml/edits.js';
import { edited, mapIn, nodeIn, parseDocument, plain, problemsOf, scalarIn, seqIn } from './trees.js';

type Env = Readonly<Record<string, string>>;

/** A place a mapping can stand in: how it is written there, and how to find it again. */
interface Carrier {
  readonly name: string;
  write(env: Env): string;
  find(root: Node | undefined): Node | undefined;
}

const lines = (env: Env, pad: string): string =>
  Object.entries(env)
    .map(([key, value]) => `${pad}${key}: "${value}"\n`)
    .join('');
const inString = (key: string) => (root: Node | undefined) => {
  const node = get(root, key);
  return get(node?.kind === 'scalar' ? openScalar(node).root : undefined, 'env');
};
const inDocument = (root: Node | undefined) => get(root, 'env');
const single = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const indented = (text: string, pad: string): string => text.replace(/^(?=.)/gm, pad);

const carriers: readonly Carrier[] = [
  { name: 'a block', write: (env) => `a: 1 # x\nenv: # y\n${lines(env, '  ')}z: 2\n`, find: inDocument },
  {
    name: 'a block at the end of a text without a line break',
    write: (env) => `env:\n${lines(env, ' ').trimEnd()}`,
    find: inDocument,
  },
  {
    name: 'a CRLF block with a byte order mark',
    write: (env) => `\uFEFF# ä😀\nenv:\n${lines(env, '  ')}# end\n`.replaceAll('\n', '\r\n'),
    find: inDocument,
  },
  {
    name: 'a block behind a dash',
    write: (env) => `list:\n  - ${lines(env, '    ').trimStart()}    # c\n  - x\n`,
    find: (root) => {
      const list = get(root, 'list');
      return list?.kind === 'seq' ? list.items[0]?.value : undefined;
    },
  },
  { name: 'a root', write: (env) => `# c\n${lines(env, '')}`, find: (root) => root },
  {
    name: 'YAML brackets',
    write: (env) =>
      `env: {${Object.entries(env)
        .map(([key, value]) => `${key}: '${value}'`)
        .join(', ')}} # c\nz: 1\n`,
    find: inDocument,
  },
  {
    name: 'YAML brackets over lines',
    write: (env) =>
      `env: { # c\n${Object.entries(env)
        .map(([key, value]) => `    ${key}: "${value}",\n`)
        .join('')}  }\n`,
    find: inDocument,
  },
  { name: 'JSON', write: (env) => `${JSON.stringify({ a: [1], env, z: {} })}\n`, find: inDocument },
  { name: 'JSON over lines', write: (env) => JSON.stringify({ a: [1], env, z: {} }, null, '\t'), find: inDocument },
  {
    name: 'JSON in a literal',
    write: (env) => `v: |-\n${indented(JSON.stringify({ env }, null, 2), '    ')}\nz: 1\n`,
    find: inString('v'),
  },
  {
    name: 'JSON in double quotes',
    write: (env) => `v: ${JSON.stringify(JSON.stringify({ env }))}\nz: 1\n`,
    find: inString('v'),
  },
  { name: 'JSON in single quotes', write: (env) => `v: ${single(JSON.stringify({ env }))} # c\n`, find: inString('v') },
  {
    name: 'JSON over lines in single quotes',
    write: (env) => `v: ${single(JSON.stringify({ env }, null, 2)).replaceAll('\n', '\n    ')} # c\n`,
    find: inString('v'),
  },
  {
    name: 'YAML in a CRLF literal',
    write: (env) => `v: |\n  env:\n${lines(env, '    ')}z: 1\n`.replaceAll('\n', '\r\n'),
    find: inString('v'),
  },
  {
    name: 'YAML in double quotes',
    write: (env) => `v: ${JSON.stringify(`env:\n${lines(env, '  ')}`)}\n`,
    find: inString('v'),
  },
  {
    name: 'YAML in a JSON document',
    write: (env) => JSON.stringify({ v: `env:\n${lines(env, '  ')}`, z: 1 }, null, 2),
    find: inString('v'),
  },
];

function found(carrier: Carrier, text: string): MapNode {
  const node = carrier.find(parseDocument(text).root);
  return node?.kind === 'map' ? node : expect.fail(`no mapping in ${text}`);
}

const envs = fc
  .uniqueArray(fc.nat(8), { minLength: 1, maxLength: 5 })
  .chain((keys) =>
    fc.tuple(...keys.map((key) => fc.tuple(fc.constant(`K${key}`), fc.constantFrom('2', 'true', 'x y', '', 'é😀')))),
  )
  .map((entries): Env => Object.fromEntries(entries));

/** Applies edits and expects the values that should be there, no problem, the rest of the document, and a stable line break and mark. */
function expectResult(carrier: Carrier, before: string, edits: Edits, wanted: unknown): void {
  const after = edited(before, edits);
  const problems = problemsOf(after);
  const values = plain(carrier.find(parseDocument(after).root));
  if (problems.length > 0 || JSON.stringify(values) !== JSON.stringify(wanted)) {
    expect.fail(
      `${carrier.name}\n${before}\n→\n${after}\n${JSON.stringify(values)} for ${JSON.stringify(wanted)}\n${problems}`,
    );
  }
  for (const key of ['a', 'z'])
    expect(plain(get(parseDocument(after).root, key))).toEqual(plain(get(parseDocument(before).root, key)));
  expect(after.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
  if (before.includes('\r\n')) expect(after).not.toMatch(/(?<!\r)\n/);
  else expect(after).not.toContain('\r');
  for (const comment of before.match(/# [a-z]+/g) ?? []) expect(after).toContain(comment);
}

describe('edits in every carrier', () => {
  const cases = fc.record({ carrier: fc.constantFrom(...carriers), env: envs, pick: fc.nat(100) });
  const run = (check: (carrier: Carrier, env: Env, key: string) => void): void =>
    fc.assert(
      fc.property(cases, ({ carrier, env, pick }) => {
        const keys = Object.keys(env);
        check(carrier, env, keys[pick % keys.length] ?? '');
      }),
      { numRuns: 200, seed: 3 },
    );

  it('replace a value', () => {
    run((carrier, env, key) => {
      const text = carrier.write(env);
      const node = get(found(carrier, text), key);
      const edits = node?.kind === 'scalar' ? replaceScalar(node, 'new "v"', { asString: true }) : undefined;
      expectResult(carrier, text, edits, { ...env, [key]: 'new "v"' });
    });
  });

  it('rename a key', () => {
    run((carrier, env, key) => {
      const text = carrier.write(env);
      const entry = found(carrier, text).entries.find((each) => each.key.text === key);
      const wanted = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name === key ? 'NEW' : name, value]),
      );
      expectResult(carrier, text, entry && renameKey(entry, 'NEW'), wanted);
    });
  });

  it('add an entry: a string, a number, a mapping', () => {
    run((carrier, env, key) => {
      const text = carrier.write(env);
      const value = [`it's "${key}"`, 5, { A: 'b', C: { D: true } }][key.charCodeAt(1) % 3] ?? 0;
      expectResult(carrier, text, setEntry(found(carrier, text), 'NEW', value), { ...env, NEW: value });
    });
  });

  it('remove an entry', () => {
    run((carrier, env, key) => {
      const text = carrier.write(env);
      const map = found(carrier, text);
      const entry = map.entries.find((each) => each.key.text === key);
      const { [key]: _removed, ...rest } = env;
      const edits = entry && removeEntry(map, entry);
      expectResult(carrier, text, edits, rest);
    });
  });

  it('move entries under a key, new or there', () => {
    run((carrier, env, key) => {
      for (const under of ['under', 'K0'] as const) {
        const text = carrier.write(under === 'K0' ? { ...env, K0: 'x' } : env);
        const map = found(carrier, text);
        const moved = Object.keys(env).filter((name) => name >= key && name !== under);
        const edits = wrapEntries(map, moved, under);
        if (under === 'K0') {
          expect(edits).toBeUndefined();
          continue;
        }
        const kept = Object.entries(env).filter(([name]) => !moved.includes(name));
        const inner = Object.fromEntries(moved.map((name) => [name, env[name]]));
        const after = plain(carrier.find(parseDocument(edited(text, edits)).root));
        expect(after).toEqual({ ...Object.fromEntries(kept), under: inner });
        expectResult(carrier, text, edits, after);
      }
    });
  });
});

describe('edits of lists', () => {
  const wanted = { name: 'NEW', value: 'true' };
  const writings: readonly (readonly [string, string])[] = [
    [
      'env:\n  - name: A\n    value: "1" # c\n  # d\nz: 1\n',
      'env:\n  - name: A\n    value: "1" # c\n  - name: NEW\n    value: "true"\n  # d\nz: 1\n',
    ],
    ["env:\n- name: A\n  value: '1'\n", "env:\n- name: A\n  value: '1'\n- name: NEW\n  value: 'true'\n"],
    [
      'env:\r\n-   name: A\r\n    value: b',
      'env:\r\n-   name: A\r\n    value: b\r\n-   name: NEW\r\n    value: "true"',
    ],
    ['env:\n  - {name: A, value: "1"}\n', 'env:\n  - {name: A, value: "1"}\n  - name: NEW\n    value: "true"\n'],
    ['env: [{name: A, value: "1"}]\n', 'env: [{name: A, value: "1"}, {name: "NEW", value: "true"}]\n'],
    ['env: []\n', 'env: [{name: "NEW", value: "true"}]\n'],
    ['{"env": [\n  {"name": "A"}\n]}', '{"env": [\n  {"name": "A"},\n  {"name": "NEW", "value": "true"}\n]}'],
  ];
  for (const [before, after] of writings) {
    it(`append to ${JSON.stringify(before)}`, () => {
      const text = edited(before, appendItem(seqIn(before, 'env'), wanted));
      expect(text).toBe(after);
      expect(problemsOf(text)).toEqual([]);
      expect(plain(seqIn(text, 'env').items.at(-1)?.value)).toEqual(wanted);
    });
  }

  const removals: readonly (readonly [string, number, string])[] = [
    ['env:\n  - name: A\n    value: "1" # c\n  # d\n  - name: B\nz: 1\n', 0, 'env:\n  # d\n  - name: B\nz: 1\n'],
    ['env:\n- a\n- b', 1, 'env:\n- a'],
    ['env:\n- a\nz: 1\n', 0, 'env: []\nz: 1\n'],
    ['env:\n-\n  name: A\n- b\n', 0, 'env:\n- b\n'],
    ['env: [a, b, c]\n', 1, 'env: [a, c]\n'],
    ['env: [a, b]\n', 1, 'env: [a]\n'],
    ['env: [a]\n', 0, 'env: []\n'],
    ['- a\r\n- b\r\n', 0, '- b\r\n'],
  ];
  for (const [before, index, after] of removals) {
    it(`remove item ${index} of ${JSON.stringify(before)}`, () => {
      const node = before.startsWith('-') ? nodeIn(before) : nodeIn(before, 'env');
      const item = node.kind === 'seq' ? node.items[index] : undefined;
      expect(edited(before, node.kind === 'seq' && item ? removeItem(node, item) : undefined)).toBe(after);
    });
  }
});

describe('the text edits write', () => {
  const value = (before: string, text: string, asString: boolean) =>
    edited(before, replaceScalar(scalarIn(before, 'a'), text, { asString }));

  it('keeps the quotes, and stays plain where that is safe', () => {
    expect(value('a: 5 # c\n', '6', false)).toBe('a: 6 # c\n');
    expect(value('a: 5\n', '6', true)).toBe('a: "6"\n');
    expect(value("a: '5'\n", "it's", true)).toBe("a: 'it''s'\n");
    expect(value('a: x\n', 'a: b #c', false)).toBe('a: "a: b #c"\n');
    expect(value('{"a": 5}', '6', false)).toBe('{"a": 6}');
    expect(value('{"a": 5}', 'word', false)).toBe('{"a": "word"}');
    expect(value('a: |\n  x\n  y\nb: 1\n', 'z', true)).toBe('a: "z"\nb: 1\n');
  });

  it('separates a value from its colon and from a comment', () => {
    expect(value('a:\nb: 1\n', '6', false)).toBe('a: 6\nb: 1\n');
    expect(value('a: # c\n', '6', false)).toBe('a: 6 # c\n');
    expect(value('{a: , b: 1}', 'x', false)).toBe('{a: "x", b: 1}');
  });

  it('puts quotes around what is written, not around what it means', () => {
    for (const [before, after] of [
      ['a: 012', 'a: "012"'],
      ['a: yes # c', 'a: "yes" # c'],
      ['a: x\n  y', 'a: "x y"'],
      ['a: ${X}', 'a: "${X}"'],
    ] as const) {
      expect(edited(before, quoteScalar(scalarIn(before, 'a')))).toBe(after);
    }
    expect(quoteScalar(scalarIn('a: "5"', 'a'))).toBeUndefined();
    expect(quoteScalar(scalarIn('a: {{ f "x" }}', 'a'))).toBeUndefined();
  });

  it('follows the quotes and the spacing beside it', () => {
    const set = (before: string) => edited(before, setEntry(mapIn(before, 'm'), 'b', '2'));
    expect(set("m:\n  a: '1'\n")).toBe("m:\n  a: '1'\n  b: '2'\n");
    expect(set('{"m":{"a":"1"}}')).toBe('{"m":{"a":"1", "b":"2"}}');
    expect(set('m: {}\n')).toBe('m: {b: "2"}\n');
    expect(set('m:\n    a: |\n      x\n      # text\n    # next\nn: 1\n')).toBe(
      'm:\n    a: |\n      x\n      # text\n    b: "2"\n    # next\nn: 1\n',
    );
    expect(set('m:\n  a: 1\n    # of a\nn: 1\n')).toBe('m:\n  a: 1\n    # of a\n  b: "2"\nn: 1\n');
  });

  it('replaces what is there instead of repeating a key', () => {
    expect(edited('m:\n  b: 1\n', setEntry(mapIn('m:\n  b: 1\n', 'm'), 'b', '2'))).toBe('m:\n  b: "2"\n');
    expect(edited('m:\n  b: "1"\n', setEntry(mapIn('m:\n  b: "1"\n', 'm'), 'b', 2))).toBe('m:\n  b: 2\n');
  });

  it('writes deeper mappings with deeper lines', () => {
    const text = 'm:\n  a: x\n';
    expect(edited(text, setEntry(mapIn(text, 'm'), 'b', { c: { d: 1 }, e: {} }))).toBe(
      'm:\n  a: x\n  b:\n    c:\n      d: 1\n    e: {}\n',
    );
  });

  it('leaves {} behind the colon of a mapping that loses its only entry', () => {
    const text = 'm:\n  a: 1 # c\nn: 2\n';
    const map = mapIn(text, 'm');
    const [entry] = map.entries;
    expect(edited(text, entry && removeEntry(map, entry))).toBe('m: {} # c\nn: 2\n');
  });

  it('moves lines with what they hold', () => {
    const text = 'm:\n  A: "1" # one\n  x: 2\n  B: |\n    text\n\n    more\n  C: 3\n';
    expect(edited(text, wrapEntries(mapIn(text, 'm'), ['A', 'B'], 'env'))).toBe(
      'm:\n  env:\n    A: "1" # one\n    B: |\n      text\n\n      more\n  x: 2\n  C: 3\n',
    );
    const there = 'A: 1\nenv:\n    C: 3\nB: 2\n';
    expect(edited(there, wrapEntries(mapIn(there), ['A', 'B'], 'env'))).toBe('env:\n    C: 3\n    A: 1\n    B: 2\n');
    const empty = 'A: 1\nenv: {}\n';
    expect(edited(empty, wrapEntries(mapIn(empty), ['A'], 'env'))).toBe('env:\n  A: 1\n');
    const json = '{\n  "A": {\n    "x": 1\n  },\n  "B": 2\n}';
    expect(edited(json, wrapEntries(mapIn(json), ['A', 'B'], 'env'))).toBe(
      '{\n  "env": {\n    "A": {\n      "x": 1\n    },\n    "B": 2\n  }\n}',
    );
  });
});

describe('no edits are made', () => {
  const set = (text: string, ...keys: readonly string[]): Edits => setEntry(mapIn(text, ...keys), 'NEW', 'x');
  const inner = (text: string): Edits => {
    const node = openScalar(scalarIn(text, 'v')).root;
    return node?.kind === 'map' ? setEntry(node, 'NEW', 'x') : expect.fail('no mapping');
  };

  it('to what an alias uses', () => {
    expect(set('a: &x\n  k: 1\nb: *x\n', 'a')).toBeUndefined();
    expect(replaceScalar(scalarIn('a: &x {k: 1}\nb: *x\n', 'b', 'k'), '2', { asString: false })).toBeUndefined();
    expect(setEntry(mapIn('a: &x 1\nb: *x\n'), 'b', '2')).toBeUndefined();
    expect(set('a: &x\n  k: 1\n', 'a')).toBeDefined();
  });

  it('within plain and folded strings, and strings with a tag', () => {
    expect(inner('v: >\n  {"a": 1}\n')).toBeUndefined();
    expect(inner('v: !Secret "{\\"a\\": 1}"\n')).toBeUndefined();
    expect(inner('v: |\n  {"a": 1}\n')).toBeDefined();
    expect(inner('v: !Sub "{\\"a\\": 1}"\n')).toBeDefined();
  });

  it('among templates that break the structure', () => {
    expect(set('m:\n  a: 1\n{{- if .x }}\n  b: 2\n{{- end }}\n', 'm')).toBeUndefined();
    expect(set('m:\n  a: {{ .x }}\n', 'm')).toBeUndefined();
    expect(set('m:\n  a: 1\n  ${BLOCK}\n', 'm')).toBeUndefined();
    expect(set('m:\n  a: 1\nz: {{ .x }}\n', 'm')).toBeDefined();
  });

  it('where a comment would be lost', () => {
    const text = '{a: 1, # c\n b: 2}';
    const map = mapIn(text);
    expect(map.entries.map((entry) => removeEntry(map, entry))).toEqual([undefined, undefined]);
    expect(replaceScalar(scalarIn('a: | # c\n  x\n', 'a'), 'y', { asString: true })).toBeUndefined();
  });

  it('where a line would join the text before it', () => {
    expect(set('m:\n  a: |+\n    x\n\n', 'm')).toBeUndefined();
  });
});
