import { describe, expect, it } from 'vitest';
import {
  type Acceptance,
  asciidoc,
  documents,
  fence,
  held,
  hereDocument,
  inCarriers,
  inComments,
  inConfig,
  inJson,
  inScript,
  inTerraform,
  inYaml,
  item,
  ofAddon,
  ofVariables,
} from '../harness/acceptances.js';
import { accepted, editors } from '../harness/accepting.js';
import { checkCompletion, proposals } from '../harness/features.js';

/*
 * Each kind of proposal in each kind of file that it is made in, accepted in editors of every kind: what stands in the file then, byte by byte.
 */

function inFile(path: string, around: (text: string) => string, { label, before, after, plain }: Acceptance): void {
  const file = (text: string): string => `# file: ${path}\n${around(text)}`;
  checkCompletion(file(before), {
    label,
    expected: file(after),
    ...(plain === undefined ? {} : { plain: file(plain) }),
  });
}

describe('in YAML', () => {
  it.each(Object.entries(inYaml))('%s', (_, each) => inFile('a.yaml', (text) => text, each));
  it.each(Object.entries(inYaml))('with CRLF: %s', (_, each) =>
    inFile('a.yaml', (text) => text.replaceAll('\n', '\r\n'), each),
  );
});

describe('in JSON', () => {
  it.each(Object.entries(inJson))('%s', (_, each) => inFile('a.json', (text) => text, each));
});

describe.each([
  ['a fence of Markdown', 'a.md', fence],
  ['a fence in a list of Markdown', 'a.md', item],
  ['a block of AsciiDoc', 'a.adoc', asciidoc],
  ['a here-document', 'a.sh', hereDocument],
] as const)('in %s', (_, path, around) => {
  it.each(held)('%s', (__, each) => inFile(path, around, each));
});

describe('in Terraform', () => {
  it.each(inTerraform)('%s', (_, each) => inFile('main.tf', (text) => text, each));
});

describe('in a script', () => {
  it.each(inScript)('%s', (_, each) => inFile('a.sh', (text) => text, each));
});

describe('each form of variables', () => {
  it.each(ofVariables)('%s', (_, path, each) => inFile(path, (text) => text, each));
});

describe('in each carrier of variables', () => {
  it.each(inCarriers)('%s', (_, path, each) => inFile(path, (text) => text, each));
});

describe('each key of the configuration of the add-on', () => {
  it.each(ofAddon)('%s', (_, path, each) => inFile(path, (text) => text, each));
});

describe('documents, the config file and comments', () => {
  it.each(documents)('%s', (_, each) => inFile('a.yaml', (text) => text, each));
  it.each(inConfig)('%s', (_, each) => inFile('eni-lens.yaml', (text) => text, each));
  it.each(inComments)('%s', (_, path, each) => inFile(path, (text) => text, each));
});

describe('whole documents', () => {
  it.each(['a.yaml', 'a.yml', 'a.yaml.tpl', 'deep/b.yml.j2'])('the same text in every editor, in %s', (path) => {
    const text = `# file: ${path}\nENI$0`;
    const texts = editors.map((editor) => {
      const found = proposals(text, editor.support).find(({ label }) => label === 'ENIConfig');
      return found && accepted('ENI', found, editor);
    });
    expect(new Set(texts)).toEqual(
      new Set([
        'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: ZONE_NAME\nspec:\n  subnet: SUBNET_ID\n  securityGroups:\n    - SECURITY_GROUP_ID\n',
      ]),
    );
  });
});
