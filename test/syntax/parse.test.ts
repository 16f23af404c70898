import { describe, expect, it } from 'vitest';
import { nodeAt } from '../../server/syntax/find.js';
import { get } from '../../server/syntax/read.js';
import { mapIn, nodeIn, parseDocument, plain, problemsOf, scalarIn, seqIn } from './trees.js';

describe('the tree', () => {
  it('says where keys, values and entries are', () => {
    const text = 'env:\n  A: "1" # c\n  B:\n    - x\n    - {y: z}\nC: 2\n';
    const at = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    const env = mapIn(text, 'env');
    expect(at(env.span)).toBe('A: "1" # c\n  B:\n    - x\n    - {y: z}');
    expect(env.entries.map((entry) => at(entry.span))).toEqual(['A: "1"', 'B:\n    - x\n    - {y: z}']);
    expect(at(scalarIn(text, 'env', 'A').span)).toBe('"1"');
    expect(at(seqIn(text, 'env', 'B').span)).toBe('- x\n    - {y: z}');
    expect(seqIn(text, 'env', 'B').items.map(({ value }) => at(value.span))).toEqual(['x', '{y: z}']);
  });

  it('gives a key without a value an empty null behind the colon', () => {
    const text = 'a:\nb: # c\nc:';
    for (const key of ['a', 'b', 'c'])
      expect(scalarIn(text, key)).toMatchObject({ value: null, text: '', style: 'plain' });
    expect(scalarIn(text, 'a').span).toEqual({ start: 2, end: 2 });
    expect(scalarIn(text, 'c').span).toEqual({ start: text.length, end: text.length });
  });

  it.each([
    '# c\n: x\n',
    'a: 1 # c\n# d\n: x\n',
    '- # c\n  : x\n',
    '{ a: 1, # c\n  : x }',
    'a:\n  - b: 1\n\n    # c\r\n    : x\n',
    '? # c\n: x\n',
  ])('puts a key that nobody wrote before its colon, not at a comment: %j', (text) => {
    const { root } = parseDocument(text);
    expect(nodeAt({ root }, text.indexOf(': x')).at(-1)).toMatchObject({ text: '', value: null });
    const [key, value] = [': x', 'x'].map((written) => nodeAt({ root }, text.indexOf(written)).at(-1)?.span.start);
    expect([key, value]).toEqual([text.indexOf(': x'), text.indexOf('x')]);
  });

  it('keeps what is written beside what it means', () => {
    const text = 'a: 012\nb: 0o12\nc: yes\nd: "x\\ny"\ne: 1.30\nf: ~\ng: .inf\nh: 0x1F\n';
    const written = Object.fromEntries(
      mapIn(text).entries.map(({ key, value }) => [key.text, value.kind === 'scalar' && [value.text, value.value]]),
    );
    expect(written).toEqual({
      a: ['012', 12],
      b: ['0o12', 10],
      c: ['yes', 'yes'],
      d: ['x\ny', 'x\ny'],
      e: ['1.30', 1.3],
      f: ['~', null],
      g: ['.inf', Number.POSITIVE_INFINITY],
      h: ['0x1F', 31],
    });
  });

  it('ends a block scalar with its last line', () => {
    const text = 'a: |\n  x\n\n\nb: >-\n  y\n';
    const { span } = scalarIn(text, 'a');
    expect(text.slice(span.start, span.end)).toBe('|\n  x');
    expect(scalarIn(text, 'a').text).toBe('x\n');
  });

  it('keeps tags as written', () => {
    expect(scalarIn('a: !Ref Vpc', 'a')).toMatchObject({ tag: '!Ref', text: 'Vpc' });
    expect(scalarIn('a: !!str 5', 'a')).toMatchObject({ tag: '!!str', value: '5' });
    expect(seqIn('a: !If [x, y]', 'a')).toMatchObject({ tag: '!If' });
  });

  it('reads JSON with tabs, and every JSON escape', () => {
    const text = '{\n\t"a": [\n\t\t1,\n\t\ttrue\n\t],\n\t"b": "\\u00e9\\ud83d\\ude00\\/\\n"\n}\n';
    expect(parseDocument(text)).toMatchObject({ problems: [], templated: false });
    expect(plain(parseDocument(text).root)).toEqual(JSON.parse(text));
  });

  it('takes a lone CR for a line break', () => {
    expect(plain(parseDocument('a: 1\rb: |\r  x\r  y\r').root)).toEqual({ a: 1, b: 'x\ny\n' });
  });

  it('has no root for a document without content', () => {
    for (const text of ['', '# c\n', '---\n', '\uFEFF', '---\n...\n', '%YAML 1.2\n---\n'])
      expect(parseDocument(text).root).toBeUndefined();
  });

  it('leaves keys that are no scalars out, and keeps what is written twice', () => {
    expect(mapIn('? [a]\n: 1\nb: 2\nb: 3\n').entries.map(({ key }) => key.text)).toEqual(['b', 'b']);
  });

  it('treats __proto__ and constructor as keys like any other', () => {
    const { root } = parseDocument('{"__proto__": {"polluted": 1}, "constructor": 2}');
    expect(get(get(root, '__proto__'), 'polluted')).toMatchObject({ value: 1 });
    expect(get(root, 'toString')).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('anchors', () => {
  it('shares the node at the anchor, and says where the alias stands', () => {
    const text = 'a: &x {k: 1}\nb: *x\nc: [*x]\n';
    const [a, b] = mapIn(text).entries;
    expect(b?.value).toBe(a?.value);
    expect(text.slice(b?.alias?.start, b?.alias?.end)).toBe('*x');
    expect(mapIn(text).entries[2]?.value).toMatchObject({ items: [{ alias: { start: text.length - 4 } }] });
  });

  it('marks what an alias uses, down to its last node, and nothing else', () => {
    const text = 'a: &x {k: 1}\nb: *x\nc: &y {k: 1}\n';
    expect(nodeIn(text, 'a', 'k').anchored).toBe(true);
    expect(nodeIn(text, 'c', 'k').anchored).toBe(false);
  });

  it('takes the anchor written last before the alias', () => {
    expect(plain(parseDocument('- &x 1\n- *x\n- &x 2\n- *x\n').root)).toEqual([1, 1, 2, 2]);
  });

  it('collects what << points to, in order', () => {
    const text = 'a: &a {k: 1, l: 1}\nb: &b {k: 2, m: 2}\nc:\n  <<: [*b, *a]\n  m: 3\nd:\n  <<: *a\n  <<: *b\n';
    expect(plain(nodeIn(text, 'c'))).toEqual({ m: 3, k: 2, l: 1 });
    expect(plain(nodeIn(text, 'd'))).toEqual({ k: 1, l: 1, m: 2 });
    expect(problemsOf(text)).toEqual([]);
  });

  it('names an alias without an anchor, one within its anchor and a merge of no mapping', () => {
    expect(problemsOf('a: *x\n')).toEqual(['syntax-error *x: No anchor &x stands before this alias']);
    expect(problemsOf('a: &x [*x]\n')).toEqual(['syntax-error *x: The anchor &x contains itself']);
    expect(problemsOf('a: &x 1\nb: {<<: *x}\n')).toEqual([
      'syntax-error *x: The value of << must be a mapping or a list of mappings',
    ]);
  });
});

describe('problems', () => {
  const expectations: readonly (readonly [string, readonly string[]])[] = [
    ['a: 1\nb: 2\na: 3\n', ['duplicate-key a: The key a is repeated']],
    ['{"a": 1, "a": 2}', ['duplicate-key "a": The key a is repeated']],
    ['{"a": 1', ['syntax-error {: The closing } is missing']],
    [
      'a: [1, 2\nb: 1\n',
      ['syntax-error [: The closing ] is missing, or a line before it is not indented further than its key'],
    ],
    ['a: "x\nb: 1\n', ['syntax-error ": The closing " is missing']],
    ["a: 'x\nb: 1\n", ["syntax-error ': The closing ' is missing"]],
    ['a: 1\nfoo\nb: 2\n', ['syntax-error foo: This line is no "key: value" pair: a colon is missing']],
    ['a: 1\nfoo\n', ['syntax-error foo: This line is no "key: value" pair: a colon is missing']],
    ['a: b: c\n', ['syntax-error b: A second colon on one line: quote the value it belongs to']],
    ['a: 1\n b: 2\n', ['syntax-error 1: The next line is indented further, so it is read as part of this value']],
    ['a:\n\tb: 1\n', ['syntax-error \t: YAML cannot be indented with tabs']],
    ['a: "{"env": {}}"\n', ['syntax-error ": The string ends before the line does: a quote within it must be escaped']],
    ["a: 'it's'\n", ["syntax-error s': The string ends before the line does: a quote within it must be escaped"]],
    ['a: @x\n', ['syntax-error @: A value cannot start with @: quote it']],
    ['a: "\\q"\n', ['syntax-error \\: \\q is no escape of a double-quoted string']],
    ['* a\n', ['syntax-error *: An anchor or an alias needs a name']],
    ['a: - b\n', ['syntax-error -: A list cannot start on the line of its key']],
    ['[a b: , "x" "y"]', ['syntax-error ": A comma is missing before this']],
    ['a: [b]]\n', ['syntax-error ]: ] is not expected here']],
    ['  a: 1\nb:\n  c: 2\n', ['syntax-error b: The indentation of this line fits no line above it']],
    ['- a\nb: 1\nc: 2\n', ['syntax-error b: The indentation of this line fits no line above it']],
    ['%YAML 1.2\na: 1\n', ['syntax-error a: A --- line is missing after the directives']],
  ];
  for (const [text, expected] of expectations) {
    it(`of ${JSON.stringify(text)} are ${expected.length}, in our words and at the cause`, () => {
      expect(problemsOf(text)).toEqual(expected);
    });
  }

  it('points from a repeated key to the first one', () => {
    const { problems } = parseDocument('a: 1\nb: 2\na: 3\na: 4\n');
    expect(problems.map(({ span, related }) => [span.start, related?.start])).toEqual([
      [10, 0],
      [15, 0],
    ]);
  });

  it('end with the first one: what the parser says behind it is a guess', () => {
    expect(problemsOf('a: b: c\n'.repeat(50)).filter((problem) => problem.startsWith('syntax'))).toHaveLength(1);
  });

  it('do not keep the rest of the document from being read', () => {
    expect(plain(parseDocument('a: 1\nfoo\nb: [1, 2\nc: 3\n').root)).toEqual({ a: 1, b: [1, 2], c: 3 });
    expect(plain(parseDocument('env:\n  A: "1"\n  B\n  C: "3"\n').root)).toMatchObject({ env: { A: '1', C: '3' } });
  });
});

describe('comments', () => {
  it('are found everywhere, with whether they stand alone', () => {
    const text = '# a\n--- # b\nk: v # c\n  # d\nf: [1, # e\n  # f\n  2]\ng: |  # h\n  # no\ni: "# no"\nj: x#no\n# z';
    expect(parseDocument(text).comments.map((comment) => [comment.text, comment.ownLine])).toEqual([
      [' a', true],
      [' b', false],
      [' c', false],
      [' d', true],
      [' e', false],
      [' f', true],
      [' h', false],
      [' z', true],
    ]);
  });

  it('end before the line break, CRLF too', () => {
    const text = 'a: 1 # x\r\n# y\r\n';
    expect(parseDocument(text).comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(['# x', '# y']);
  });

  it('do not exist in JSON', () => {
    expect(parseDocument('{"a": "# no"}').comments).toEqual([]);
  });
});

describe('templates', () => {
  const structural = [
    '{{- if .x }}\na: 1\n{{- end }}\n',
    'a: 1\n{% for x in y %}\nb: {{ x }}\n{% endfor %}\n',
    'a: 1\n% if x:\nb: 2\n% endif\n',
    '<% x %>\na: 1\n',
    'a: 1\n%{ for x in y ~}\nb: 2\n%{ endfor ~}\n',
    'v:\n  id: x\n  ${BLOCK}\n  name: y\n',
    'v:\n  ${BLOCK}\n',
    'v:\n  $SUBNETS\n',
    '$KEY: {a: 1}\n',
    '${REGION}a: 1\n',
    'a: {{ toYaml .Values.x | indent 2 }}\n',
    'a: {{ include "x" . | nindent 4 }}\n',
    'a: x {{- if .x }}\n',
  ];
  for (const text of structural) {
    it(`in ${JSON.stringify(text)} mark the document and are no errors`, () => {
      expect(parseDocument(text)).toMatchObject({ templated: true, problems: [] });
    });
  }

  const ordinary = [
    'a: ${X}\n',
    'a: {{ .Values.x | quote }}\n',
    'a: system:node:{{EC2PrivateDNSName}}\n',
    '- {{ .x }}\n- b\n',
    'a: <%= x %>\n',
    'a: "{{ .x }}"\n',
    'a: \'{{ .x | default "y" }}\'\n',
    '# {{ x }}\na: 1\n',
    'a: |\n  {{ if }}\n  x\n',
    'a: <x>\n',
    '$patch: replace\n',
  ];
  for (const text of ordinary) {
    it(`in ${JSON.stringify(text)} are ordinary text`, () => {
      expect(parseDocument(text)).toMatchObject({ templated: false, problems: [] });
    });
  }

  it('leave the literal parts readable, and stay visible as the text of scalars', () => {
    const text = 'a: {{ .x }}\n{{- if .y }}\nb: "{{ .z | default "q" }}-1"\nc: 2\n{{- end }}\n{{ .k }}: pre-{{ .v }}\n';
    expect(plain(parseDocument(text).root)).toEqual({
      a: '{{ .x }}',
      b: '{{ .z | default "q" }}-1',
      c: 2,
      '{{ .k }}': 'pre-{{ .v }}',
    });
    expect(scalarIn(text, 'c').span).toEqual({ start: text.indexOf('2'), end: text.indexOf('2') + 1 });
  });

  it('within a block scalar stay its text, even where they are indented less', () => {
    const text = 'd:\n  s: |\n    foo\n{{- if .x }}\n    bar\n{{- end }}\n  t: 1\n';
    expect(plain(nodeIn(text, 'd'))).toEqual({ s: 'foo\n{{- if .x }}\nbar\n{{- end }}\n', t: 1 });
  });

  it('hide no errors of a document that has none', () => {
    expect(problemsOf('a: ${X}\nb: [1\n')).toHaveLength(1);
  });
});
