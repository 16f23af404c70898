import { describe, expect, it } from 'vitest';
import { accepted, editors } from '../harness/accepting.js';
import { findings } from '../harness/check.js';
import { checkCompletion, proposals } from '../harness/features.js';

/*
 * What stands in the file once a proposal is accepted, byte by byte, in editors of every kind. The cursor is `$0`, what comes out
 * stands where `→` is.
 */

const name = 'MINIMUM_IP_TARGET';

const container = (env: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:${env}`;

const cluster = (rest: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
${rest}`;

const addon = (values: string): string =>
  cluster(`addons:
  - name: vpc-cni
    configurationValues: ${values}
`);

const block = (json: string): string => addon(`|-\n      ${json.replaceAll('\n', '\n      ')}`);

type Acceptance = readonly [before: string, after: string];

/** `plain` is what an editor without snippets makes of it, where that is less. */
function accept(
  around: (text: string) => string,
  label: string,
): (before: string, after: string, plain?: string) => void {
  return (before, after, plain?: string) =>
    checkCompletion(around(before), {
      label,
      expected: around(after),
      ...(plain === undefined ? {} : { plain: around(plain) }),
    });
}

describe('a container has a list of names and values', () => {
  it.each<Acceptance>([
    ['\n            $0\n', `\n            - name: ${name}\n              value: ""\n`],
    ['\n          $0\n', `\n          - name: ${name}\n            value: ""\n`],
    ['\n            MINI$0\n', `\n            - name: ${name}\n              value: ""\n`],
    ['\n            - $0\n', `\n            - name: ${name}\n              value: ""\n`],
    ['\n            - MINI$0\n', `\n            - name: ${name}\n              value: ""\n`],
    ['\n            - name: MINI$0', `\n            - name: ${name}\n              value: ""`],
    [
      '\n            - name: MAX_ENI\n              value: "2"\n            $0\n            - name: ENABLE_POD_ENI\n              value: "true"\n',
      `\n            - name: MAX_ENI\n              value: "2"\n            - name: ${name}\n              value: ""\n            - name: ENABLE_POD_ENI\n              value: "true"\n`,
    ],
    [' [$0]\n', ` [{ name: ${name}, value: "" }]\n`],
    [' [{ name: $0 }]\n', ` [{ name: ${name}, value: "" }]\n`],
    [' [{ name: MAX_ENI, value: "2" }, $0]\n', ` [{ name: MAX_ENI, value: "2" }, { name: ${name}, value: "" }]\n`],
    [' [{ name: MAX_ENI, value: "2" } $0]\n', ` [{ name: MAX_ENI, value: "2" }, { name: ${name}, value: "" }]\n`],
    [' [$0 { name: MAX_ENI, value: "2" }]\n', ` [{ name: ${name}, value: "" }, { name: MAX_ENI, value: "2" }]\n`],
  ])('%j', accept(container, name));

  it('takes the quotes that the editor closed', () => {
    const row = accept(container, name);
    row(
      '\n            - name: "MINI$0"\n',
      `\n            - name: ${name}\n              value: ""\n`,
      `\n            - name: "${name}"\n`,
    );
  });

  it('as JSON', () => {
    const json = (env: string): string =>
      `# file: a.json\n{"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "aws-node"}, "spec": {"template": {"spec": {"containers": [{"name": "aws-node", "env": [${env}]}]}}}}\n`;
    const row = accept(json, name);
    row('$0', `{ "name": "${name}", "value": "" }`);
    row('{"name": $0}', `{"name": "${name}", "value": ""}`);
    row('{"name": "A", "value": "1"} $0', `{"name": "A", "value": "1"}, { "name": "${name}", "value": "" }`);
  });

  it('offers whole choices with their further lines', () => {
    const choice = `- name: WARM_IP_TARGET
              value: "2"
            - name: ${name}
              value: "10"`;
    const row = accept(container, 'Warm pool: few addresses per node');
    row('\n            $0\n', `\n            ${choice}\n`);
    row('\n            - few$0\n', `\n            ${choice}\n`);
    row('\n            - name: few$0\n', `\n            ${choice}\n`);
  });

  it('keeps CRLF', () => {
    const crlf = (text: string): string => container(text).replaceAll('\n', '\r\n');
    accept(crlf, name)('\n            $0\n', `\n            - name: ${name}\n              value: ""\n`);
  });

  it('stands behind the margin of a quotation and of a list in documentation', () => {
    for (const margin of ['> ', '   ']) {
      const page = (text: string): string =>
        `# file: a.md\n${`\`\`\`yaml\n${container(text)}\`\`\`\n`.replace(/^(?=.)/gm, margin)}`.replace(
          '# file: a.md\n',
          margin === '> ' ? '# file: a.md\n' : '# file: a.md\n1. a\n\n',
        );
      const item = '\n            - name: MAX_ENI\n              value: "2"\n';
      accept(page, name)(`${item}            - $0\n`, `${item}            - name: ${name}\n              value: ""\n`);
    }
  });
});

describe('an add-on has a map', () => {
  it.each<Acceptance>([
    ['env:\n  $0', `env:\n  ${name}: ""`],
    ['env:\n  MINI$0', `env:\n  ${name}: ""`],
    ['env:\n  $0\n  MAX_ENI: "2"', `env:\n  ${name}: ""\n  MAX_ENI: "2"`],
    ['env:\n  MAX_ENI: "2"\n  $0', `env:\n  MAX_ENI: "2"\n  ${name}: ""`],
    ['env: {$0}', `env: {${name}: ""}`],
    ['env: { $0 }', `env: { ${name}: "" }`],
    ['env: { MINI$0 }', `env: { ${name}: "" }`],
    ['env: { MAX_ENI: "2", $0 }', `env: { MAX_ENI: "2", ${name}: "" }`],
    ['env: { MAX_ENI: "2" $0 }', `env: { MAX_ENI: "2", ${name}: "" }`],
    ['env: { MAX_ENI: "2"$0}', `env: { MAX_ENI: "2", ${name}: ""}`],
    ['env: { $0 MAX_ENI: "2" }', `env: { ${name}: "", MAX_ENI: "2" }`],
  ])('%j', accept(block, name));

  it('sets choices in a block and in braces', () => {
    const row = accept(block, 'Prefix delegation with few prefixes');
    row('env:\n  few$0', 'env:\n  ENABLE_PREFIX_DELEGATION: "true"\n  WARM_PREFIX_TARGET: "1"');
    row('env: { $0 }', 'env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" }');
  });

  it.each<Acceptance>([
    ['env:\n$0', `env:\n  ${name}: ""`],
    ['env:\nMINI$0', `env:\n  ${name}: ""`],
    ['env:\nMINI$0\n  MAX_ENI: "2"', `env:\n  ${name}: ""\n  MAX_ENI: "2"`],
    ['env:\n$0\n    MAX_ENI: "2"', `env:\n    ${name}: ""\n    MAX_ENI: "2"`],
  ])('behind Enter, which leaves the cursor below the key in a string: %j', accept(block, name));

  it('sets choices there', () => {
    accept(block, 'Prefix delegation with few prefixes')(
      'env:\nfew$0',
      'env:\n  ENABLE_PREFIX_DELEGATION: "true"\n  WARM_PREFIX_TARGET: "1"',
    );
    for (const env of ['env:\n  MAX_ENI: "2"\n$0', 'env: {}\n$0']) {
      const labels = proposals(block(env)).map(({ label }) => label);
      expect(labels).toEqual(expect.arrayContaining(['eniConfig', 'init']));
      expect(labels.filter((label) => label === 'env' || /^[A-Z]/.test(label))).toEqual([]);
    }
  });

  it('offers no list there', () => {
    expect(proposals(block('env:\n  - name: $0'))).toEqual([]);
  });
});

const jsonEntries: readonly Acceptance[] = [
  ['{"env": {$0}}', `{"env": {"${name}": ""}}`],
  ['{"env": { $0 }}', `{"env": { "${name}": "" }}`],
  ['{"env": {"A": "1", $0}}', `{"env": {"A": "1", "${name}": ""}}`],
  ['{"env": {"A": "1" $0}}', `{"env": {"A": "1", "${name}": ""}}`],
  ['{"env": {"A": "1"$0}}', `{"env": {"A": "1", "${name}": ""}}`],
  ['{"env": {$0 "A": "1"}}', `{"env": {"${name}": "", "A": "1"}}`],
  ['{"env": {$0"A": "1"}}', `{"env": {"${name}": "", "A": "1"}}`],
  ['{"env": {MINI$0 "A": "1"}}', `{"env": {"${name}": "", "A": "1"}}`],
  ['{"env": {"A": "1", $0"B": "2"}}', `{"env": {"A": "1", "${name}": "", "B": "2"}}`],
  ['{"env": {"A": "1", $0 "B": "2"}}', `{"env": {"A": "1", "${name}": "", "B": "2"}}`],
  ['{"env": {"A": "1" $0 "B": "2"}}', `{"env": {"A": "1", "${name}": "", "B": "2"}}`],
  ['{"env": {"A": "1" $0, "B": "2"}}', `{"env": {"A": "1", "${name}": "", "B": "2"}}`],
];

const jsonLines: readonly Acceptance[] = [
  ['{"env": { $0\n  "A": "1" }}', `{"env": { "${name}": "",\n  "A": "1" }}`],
  ['{"env": {\n  $0\n  "A": "1"\n}}', `{"env": {\n  "${name}": "",\n  "A": "1"\n}}`],
  ['{"env": {\n  MINI$0\n  "A": "1"\n}}', `{"env": {\n  "${name}": "",\n  "A": "1"\n}}`],
  ['{"env": {\n  "A": "1"\n  $0\n}}', `{"env": {\n  "A": "1",\n  "${name}": ""\n}}`],
  ['{"env": {\n  "A": "1"\n  MINI$0\n}}', `{"env": {\n  "A": "1",\n  "${name}": ""\n}}`],
  ['{"env": {\n  "A": "1",\n  $0\n}}', `{"env": {\n  "A": "1",\n  "${name}": ""\n}}`],
  ['{"env": {\n  "A": "1"\n  $0\n  "B": "2"\n}}', `{"env": {\n  "A": "1",\n  "${name}": "",\n  "B": "2"\n}}`],
  ['{"env": {\n  "A": "1",\n  $0\n  "B": "2"\n}}', `{"env": {\n  "A": "1",\n  "${name}": "",\n  "B": "2"\n}}`],
  ['{"env": {\n  $0\n}}', `{"env": {\n  "${name}": ""\n}}`],
];

const quoted: readonly (readonly [before: string, after: string, plain: string])[] = [
  ['{"env": {"MINI$0"}}', `{"env": {"${name}": ""}}`, `{"env": {"${name}"}}`],
  ['{"env": {"A": "1", "$0"}}', `{"env": {"A": "1", "${name}": ""}}`, `{"env": {"A": "1", "${name}"}}`],
  ['{"env": {\n  "MINI$0"\n}}', `{"env": {\n  "${name}": ""\n}}`, `{"env": {\n  "${name}"\n}}`],
  ['{"env": {"MINI$0": "2"}}', `{"env": {"${name}": "2"}}`, `{"env": {"${name}": "2"}}`],
];

describe('JSON has commas between entries', () => {
  it.each([...jsonEntries, ...jsonLines])('in a block string: %j', accept(block, name));
  it.each(quoted)('between quotes that the editor closed: %j', accept(block, name));
  it.each(jsonEntries)(
    'in single quotes: %j',
    accept((json) => addon(`'${json}'`), name),
  );
  it.each(jsonEntries)(
    'in double quotes: %j',
    accept((json) => addon(JSON.stringify(json).replace('\\\\$', '$')), name),
  );

  it.each([...jsonEntries, ...jsonLines])('and each outcome can be read: %j', (_, after) => {
    const rules = findings([{ path: 'a.yaml', text: block(after) }]).map(({ rule }) => rule);
    expect(rules.filter((rule) => /syntax|embedded|structure/.test(rule))).toEqual([]);
  });

  it('behind a value too', () => {
    const row = accept(block, 'true');
    row('{"env": {\n  "ENABLE_POD_ENI": $0\n  "A": "1"\n}}', '{"env": {\n  "ENABLE_POD_ENI": "true",\n  "A": "1"\n}}');
    row('{"env": {"ENABLE_POD_ENI": $0}}', '{"env": {"ENABLE_POD_ENI": "true"}}');
  });

  it('between instance types', () => {
    const types = (list: string): string => cluster(`managedNodeGroups:\n  - name: web\n    instanceTypes: ${list}\n`);
    const row = accept(types, 'm5.xlarge');
    row('[m5.x$0]', '[m5.xlarge]');
    row('[m5.large, m5.x$0]', '[m5.large, m5.xlarge]');
    row('[m5.large, m5.x$0, m5.2xlarge]', '[m5.large, m5.xlarge, m5.2xlarge]');
    row('[\n      m5.x$0\n      m5.2xlarge]', '[\n      m5.xlarge,\n      m5.2xlarge]');
  });
});

describe('whatever is accepted on the way', () => {
  const texts = [container('\n            $0\n'), block('env:\n  $0'), block('{"env": {\n  "A": "1"\n  $0\n}}')];

  it.each(texts)('can be read, for each of the proposals: %s', (text) => {
    const before = text.replace('$0', '');
    for (const editor of editors) {
      for (const item of proposals(text, editor.support)) {
        const after = accepted(before, item, editor);
        const rules = findings([{ path: 'a.yaml', text: after }]).map(({ rule }) => rule);
        expect(
          rules.filter((rule) => /syntax|embedded|structure/.test(rule)),
          after,
        ).toEqual([]);
      }
    }
  });
});
