import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { stringActions } from '../../server/features/stringActions.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { ableEditor } from '../harness/actionOptions.js';
import { workspaceOf } from '../harness/features.js';
import { applied } from '../lsp/client.js';

/* The settings of an add-on in their three forms. What comes out is compared byte by byte; js-yaml says that it means the same. */

const forms = ['Write configurationValues as YAML', 'as JSON on one line', 'as JSON in several lines'] as const;

interface Offered {
  readonly title: string;
  readonly text: string | undefined;
  readonly disabled: string | undefined;
}

/** What is offered where `env` or `$0` stands, and the text after each. */
function offered(text: string, path = 'cluster.yaml', at = 'env'): readonly Offered[] {
  const workspace = workspaceOf([{ path, text }]);
  const start = sourceFile(text).positionAt(text.indexOf(at));
  return stringActions(workspace, path, { start, end: start }, ableEditor).map(({ title, edit, disabled }) => ({
    title,
    text: edit && applied(edit, path, text),
    disabled: disabled?.reason,
  }));
}

function written(text: string, form: (typeof forms)[number], path?: string, at?: string): string | undefined {
  return offered(text, path, at).find(({ title }) => title.endsWith(form))?.text;
}

/** A cluster whose add-on has these settings, written behind their key. */
function cluster(values: string): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: ${values}
    version: v1.19.2-eksbuild.1 # stays
`;
}

const inYaml = `|-
      env:
        ENABLE_PREFIX_DELEGATION: "true"
        WARM_PREFIX_TARGET: "1"
      nodeAgent:
        enabled: true`;
const inLine = `'{"env":{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1"},"nodeAgent":{"enabled":true}}'`;
const inLines = `|-
      {
        "env": {
          "ENABLE_PREFIX_DELEGATION": "true",
          "WARM_PREFIX_TARGET": "1"
        },
        "nodeAgent": {
          "enabled": true
        }
      }`;

describe('the settings of an add-on', () => {
  const spellings = { [forms[0]]: inYaml, [forms[1]]: inLine, [forms[2]]: inLines };
  for (const [from, now] of Object.entries(spellings)) {
    for (const form of forms.filter((each) => each !== from)) {
      it(`are written ${form} where they are ${from}`, () => {
        const text = cluster(now);
        expect(written(text, form)).toBe(cluster(spellings[form]));
        expect(written(text.replaceAll('\n', '\r\n'), form)).toBe(cluster(spellings[form]).replaceAll('\n', '\r\n'));
        expect(written(text.trimEnd(), form)).toBe(cluster(spellings[form]).trimEnd());
      });
    }
    it(`are not offered in the form they have: ${from}`, () => {
      expect(offered(cluster(now)).map(({ title }) => title)).toHaveLength(2);
    });
  }

  it('are found from their key, from the header of the block and from within', () => {
    for (const at of ['configurationValues', '|-', 'WARM', '"1"']) {
      expect(written(cluster(inYaml), forms[1], undefined, at), at).toBe(cluster(inLine));
    }
    for (const at of ['version', 'vpc-cni', 'kind']) expect(offered(cluster(inYaml), undefined, at), at).toEqual([]);
  });
});

const kept: readonly (readonly [what: string, values: string, line: string])[] = [
  ['a quote', `|-\n      env:\n        A: "it's"`, `'{"env":{"A":"it''s"}}'`],
  ['a double quote and a backslash', `|-\n      env:\n        A: 'a"b\\c'`, `'{"env":{"A":"a\\"b\\\\c"}}'`],
  ['text in other letters', '|-\n      env:\n        A: "接続 é 😀"', `'{"env":{"A":"接続 é 😀"}}'`],
  ['lines', '|-\n      env:\n        A: "a\\nb"', `'{"env":{"A":"a\\nb"}}'`],
  [
    'strings that look like something else',
    `|\n      env:\n        A: '012'\n        B: "yes"\n        C: 'null'`,
    `'{"env":{"A":"012","B":"yes","C":"null"}}'`,
  ],
  [
    'numbers with their digits',
    '|-\n      env:\n        A: 1.50\n        B: 12345678901234567890',
    `'{"env":{"A":1.50,"B":12345678901234567890}}'`,
  ],
  [
    'nothing',
    '|-\n      env:\n        A:\n        B: ~\n        C: {}\n        D: []',
    `'{"env":{"A":null,"B":null,"C":{},"D":[]}}'`,
  ],
  [
    'lists',
    '|-\n      env:\n        A:\n        - b: "1"\n          c: 2\n        - [x, "y"]',
    `'{"env":{"A":[{"b":"1","c":2},["x","y"]]}}'`,
  ],
  [
    'the order of keys',
    '|-\n      env: { "10": a, "9": b, __proto__: c }',
    `'{"env":{"10":"a","9":"b","__proto__":"c"}}'`,
  ],
];

it.each(kept)('keep %s', (_, values, line) => {
  const text = cluster(values);
  expect(written(text, forms[1])).toBe(cluster(line));
  // And back: what a second reader makes of it stays the same, in all forms.
  for (const form of [forms[0], forms[2]]) {
    const again = written(cluster(line), form) ?? '';
    expect(settingsOf(again), again).toEqual(settingsOf(cluster(line)));
    expect(written(again, forms[1])).toBe(cluster(line));
  }
});

function settingsOf(text: string): unknown {
  const values = load(text) as { addons: { configurationValues: string }[] };
  return load(values.addons[0]?.configurationValues ?? '');
}

const refused: readonly (readonly [what: string, values: string])[] = [
  ['a template', '|-\n      env:\n        A: "{{ .Values.a }}"'],
  ['a variable of a template', '|-\n      env:\n        A: ${A}'],
  ['an alias', '|-\n      env:\n        A: &a "1"\n        B: *a'],
  ['a merge', '|-\n      base: &base { A: "1" }\n      env:\n        <<: *base'],
  ['a tag', '|-\n      env:\n        A: !!str 1'],
  ['a value that YAML 1.1 takes for another', '|-\n      env:\n        A: yes'],
  ['a number that YAML 1.1 takes for another', '|-\n      env:\n        A: 012'],
  ['a number that JSON has not', '|-\n      env:\n        A: .inf'],
  ['a key twice', '|-\n      env:\n        A: "1"\n        A: "2"'],
  ['what cannot be read', '|-\n      env: {'],
  ['two documents', '|-\n      env: {}\n      ---\n      env: {}'],
  ['nothing', '"{}"'],
  ['a comment behind the mark', '| # note\n      env:\n        A: "1"'],
];

it.each(refused)('are left alone where they hold %s', (_, values) => {
  expect(offered(cluster(values), undefined, 'configurationValues').flatMap(({ text }) => text ?? [])).toEqual([]);
});

it('are not written in JSON where they have comments, which is said', () => {
  const text = cluster('|-\n      env:\n        # for bursts\n        WARM_IP_TARGET: "5"');
  expect(offered(text)).toEqual([
    { title: 'Write configurationValues as JSON on one line', disabled: 'The comments in it would be lost' },
    { title: 'Write configurationValues as JSON in several lines', disabled: 'The comments in it would be lost' },
  ]);
});

it('stay on one line where there is only one', () => {
  const file = '{ "addonName": "vpc-cni", "configurationValues": "env:\\n  WARM_IP_TARGET: \\"5\\"\\n" }\n';
  expect(offered(file, 'addon.json')).toEqual([
    {
      title: 'Write configurationValues as JSON on one line',
      text: '{ "addonName": "vpc-cni", "configurationValues": "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"5\\"}}" }\n',
    },
  ]);
  const flow = cluster('x').replace(
    / {2}- name[\s\S]*/,
    `  - { name: vpc-cni, configurationValues: "env: { A: 'b' }" }\n`,
  );
  expect(offered(flow).map(({ text }) => text)).toEqual([flow.replace(`"env: { A: 'b' }"`, `'{"env":{"A":"b"}}'`)]);
});
