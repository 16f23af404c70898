import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openScalar } from '../../server/syntax/embedded.js';
import { entries, get } from '../../server/syntax/read.js';
import { splitDocuments } from '../../server/syntax/yaml/split.js';
import { expectSpansInside, parseDocument, scalarIn } from './trees.js';

const rulesOf = (text: string) => [...new Set(parseDocument(text).problems.map(({ rule }) => rule))];

/* What would take time with the square of a text's length takes minutes for the texts here, and a test may take half a minute. */

describe('deep nesting', () => {
  const nests = ['[', '{', '{a: ', '[{a: ', '- ', 'a: ', '? '];
  it('is refused with one problem at the place where it gets too deep, before it is parsed', () => {
    for (const nest of nests) {
      for (const depth of [201, 10_000]) {
        const { root, problems } = parseDocument(nest.repeat(depth));
        expect([root?.kind, problems.map(({ rule }) => rule)]).toEqual([undefined, ['nesting-too-deep']]);
      }
    }
  });

  it('is refused where it is made by indentation', () => {
    const text = Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    expect(rulesOf(text)).toEqual(['nesting-too-deep']);
  });

  it('is read up to 200 levels', () => {
    expect(parseDocument('['.repeat(200) + ']'.repeat(200))).toMatchObject({ problems: [], root: { kind: 'seq' } });
  });

  it('counts no brackets in strings, comments and blocks', () => {
    expect(
      rulesOf(`a: "${'['.repeat(500)}"\nb: |\n  ${'{ '.repeat(500)}\n# ${'- '.repeat(500)}\nc: ${'x['.repeat(500)}\n`),
    ).toEqual([]);
  });

  it('does not end the process, however often it is read again', () => {
    const program = `
      import { readDocument } from ${JSON.stringify(new URL('../../server/syntax/document.ts', import.meta.url).href)};
      const parseDocument = (text) => readDocument(text, { syntax: 'yaml' });
      for (let edit = 0; edit < 80; edit++) {
        parseDocument('['.repeat(2_000 + 70 * edit));
        parseDocument('a: ' + '['.repeat(150 + edit) + ' "x\\n y"');
        parseDocument('- '.repeat(180 + edit) + 'x\\n y');
      }
      console.log('alive');`;
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: root,
    });
    expect(output.toString().trim()).toBe('alive');
  });
});

describe('aliases', () => {
  it('of aliases of aliases stop at a limit, with one problem', () => {
    let bomb = 'a0: &a0 [x,x,x,x,x,x,x,x,x]\n';
    for (let level = 1; level < 9; level++) bomb += `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]\n`;
    expect(parseDocument(bomb).problems.map(({ rule }) => rule)).toEqual(['alias-limit']);
    expectSpansInside(bomb);
  });

  it('leave every tree small enough to walk', () => {
    const walked = [750, 1_500].map((levels) => {
      let chain = 'a0: &a0 {k: 1}\n';
      for (let level = 1; level < levels; level++)
        chain += `a${level}: &a${level}\n  <<: *a${level - 1}\n  k${level}: 1\n`;
      const { root, problems } = parseDocument(chain);
      expect(problems.map(({ rule }) => rule)).toEqual(['alias-limit']);
      expect(get(get(root, 'a20'), 'k')).toMatchObject({ value: 1 });
      return entries(root).reduce((sum, { value }) => sum + entries(value).length, 0);
    });
    // Twice the levels are cut off at the same limit.
    const [half = 0, whole = 0] = walked;
    expect(whole).toBeLessThan(1.5 * half);
  });
});

describe('size', () => {
  it('of 100,000 keys is read in linear time, and so are lookups', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `key${index}: v\n`).join('');
    const { root, problems } = parseDocument(text);
    expect(problems).toEqual([]);
    for (let index = 0; index < 100_000; index++) get(root, `key${index}`);
    expect(get(root, 'key99999')).toMatchObject({ text: 'v' });
  });

  it('of a scalar of half a megabyte is no matter, in any style', () => {
    const long = 'x '.repeat(1 << 18);
    for (const text of [`a: ${long}`, `a: "${long}"`, `a: '${long}'`, `a: |\n  ${long}\n`, `a: >\n  ${long}\n`]) {
      expect(rulesOf(text)).toEqual([]);
      openScalar(scalarIn(text, 'a'));
    }
  });

  it('of an error for every character is answered in linear time', () => {
    for (const part of [']', '[]', '}}', '"'])
      expect(rulesOf(part.repeat(100_000 / part.length))).toEqual(['syntax-error']);
  });

  it('of one faulty thing repeated is answered', () => {
    const parts = [
      ']',
      '}',
      '[]',
      '"',
      '*a ',
      '&a ',
      '!a ',
      '{{',
      '{{ x }} ',
      '${X}\n',
      '|\n',
      '%\n',
      ': \n',
      '? \n',
      '---\n',
      '\t',
      ',',
      '#',
      "'",
      '\\',
      '<<: 1\n',
    ];
    for (const part of parts) {
      const text = part.repeat(Math.ceil(5_000 / part.length));
      parseDocument(text);
      splitDocuments(text);
    }
  });
});

describe('odd characters', () => {
  it('are read or refused, and every span stays inside', () => {
    for (const text of [
      '\0',
      'a: \0b',
      '\ud800',
      'a: "\udc00"',
      '\uFEFFa: 1',
      'a\uFEFF: 1',
      '\u2028a: 1\u2028b: 2',
      '\u0085',
      'a: "\\ud800"',
      '{"a": "\u2028"}',
    ]) {
      expectSpansInside(text);
    }
  });

  // go-yaml takes tab, line feed, carriage return and next line, and no other control character.
  it.each(['\0', '\x01', '\x1b', '\x7f', '\x9f'])('are refused where YAML forbids them: %j', (control) => {
    const [problem, ...others] = parseDocument(`a: "b${control}c"\n`).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ rule: 'syntax-error', span: { start: 5, end: 6 } });
  });

  it('are taken where YAML allows them', () => {
    expect(parseDocument('a: "b\tc\u0085 \u00e9\ud83d\ude00\ue000"\r\n').problems).toEqual([]);
  });
});

const fixtures: readonly string[] = [
  `# cluster
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: demo, region: eu-west-1} # flow
addons:
  - name: vpc-cni
    configurationValues: |-
      {"env": {"WARM_IP_TARGET": "2", "é😀": "\\u00e9\\n"}}
  - name: vpc-cni
    configurationValues: "{\\"env\\":{\\"ENABLE_PREFIX_DELEGATION\\":\\"true\\"}}"
  - name: coredns
    configurationValues: '{"a": "it''s"}'
managedNodeGroups:
  - &group
    name: ng
    instanceType: m5.large
  - <<: *group
    name: "\${NAME}"
    maxPodsPerNode: 0o20
`,
  `apiVersion: apps/v1\r
kind: DaemonSet\r
metadata:\r
  name: aws-node\r
spec:\r
  template:\r
    spec:\r
      containers:\r
      - name: aws-node\r
        env:\r
        # eni-lens-disable-next-line\r
        - {name: WARM_ENI_TARGET, value: "1"}\r
        - name: MINIMUM_IP_TARGET\r
          value: '10' # 😀\r
        - name: X\r
          value: >-\r
            folded\r
            text\r
`,
  `{{- if .Values.x }}
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: {{ .Values.zone }}
spec:
  subnet: "{{ .Values.subnet | default "x" }}"
  securityGroups: [sg-1, &s "sg-2", *s]
{{- end }}
`,
];

describe('every half-typed document', () => {
  it('is read without a throw, with every span inside, at every prefix', () => {
    for (const fixture of fixtures) {
      for (let length = 0; length <= fixture.length; length++) expectSpansInside(fixture.slice(0, length));
    }
  });

  it('is read without a throw, with every span inside, after random changes', () => {
    const pieces = fc.constantFrom(
      '',
      '\n',
      '  ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      ': ',
      '- ',
      '#',
      ' #',
      '&a ',
      '*a',
      '|\n',
      '<<: *group',
      '\t',
      '\\',
      '---\n',
      '{{',
      '}}',
      '\r',
      '!t ',
      '? ',
      ',',
      '%',
      '\uFEFF',
    );
    const change = fc.record({ at: fc.nat(1_000), length: fc.nat(6), piece: pieces });
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(change, { minLength: 1, maxLength: 5 }),
        (fixture, changes) => {
          const text = changes.reduce(
            (before, { at, length, piece }) => before.slice(0, at) + piece + before.slice(at + length),
            fixture,
          );
          const documents = splitDocuments(text);
          expect(documents.map((document) => document.text).join('')).toBe(text);
          for (const document of documents) expectSpansInside(document.text);
        },
      ),
      { numRuns: 500, seed: 4 },
    );
  });
});
