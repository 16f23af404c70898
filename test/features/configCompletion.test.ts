import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/eni-lens-config.schema.json' with { type: 'json' };
import type { CompletionOptions } from '../../server/features/completion.js';
import type { Catalogue } from '../../server/messages/message.js';
import { checkCompletion, proposals } from '../harness/features.js';

/** What the rest of the workspace holds. */
const others = `# file: clusters/prod/harbor.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
availabilityZones: [eu-west-1a, eu-west-1b]
managedNodeGroups:
  - name: web
    instanceType: m5.large
# file: eniconfig.yaml
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: eu-west-1a
spec:
  subnet: subnet-0a1b2c3d4e5f60711
`;

const yaml = (text: string): string => `# file: eni-lens.yaml\n${text}\n${others}`;
const json = (text: string): string => `# file: eni-lens.json\n${text}\n${others}`;

const labels = (text: string, options?: Partial<CompletionOptions>): readonly string[] =>
  proposals(text, options).map(({ label }) => label);

/** A cluster with all that is asked of one, and more. */
const cluster = (rest: string): string => `clusters:\n  - name: harbor\n    files: [/clusters/]\n${rest}`;

describe('keys of the config file', () => {
  const sections = Object.keys(schema.properties).filter((key) => key !== '$schema');

  it('are those of the schema in an empty file', () => {
    expect(labels(yaml('$0'))).toEqual(sections);
    expect(labels(yaml('---\n# ours\n$0'))).toEqual(sections);
  });

  it('are those that are not there yet', () => {
    expect(labels(yaml('rules: {}\n$0\nignore: []'))).toEqual(
      sections.filter((key) => key !== 'rules' && key !== 'ignore'),
    );
    expect(labels(yaml('rules: {}\n"$0": []'))).toEqual(sections.filter((key) => key !== 'rules'));
  });

  it.each([
    ['a mapping', 'ru$0', 'rules', 'rules:\n  '],
    ['a list', 'ig$0', 'ignore', 'ignore:\n  - '],
    ['a value', 'cni$0', 'cniVersion', 'cniVersion: '],
    ['a mapping within an item', 'overrides:\n  - $0', 'rules', 'overrides:\n  - rules:\n      '],
    [
      'a list within an item',
      'clusters:\n  - name: a\n    fi$0',
      'files',
      'clusters:\n  - name: a\n    files:\n      - ',
    ],
    ['a rule', 'rules:\n  $0', 'no-ip-family', 'rules:\n  no-ip-family: '],
    ['a rule that is half typed', 'rules:\n  no-i$0', 'no-ip-family', 'rules:\n  no-ip-family: '],
    [
      'a rule between others',
      'rules:\n  $0\n  alias-limit: off',
      'no-ip-family',
      'rules:\n  no-ip-family: \n  alias-limit: off',
    ],
    ['a rule that has its value', 'rules:\n  no-$0: off', 'no-ip-family', 'rules:\n  no-ip-family: off'],
    ['a rule in braces', 'rules: { $0 }', 'no-ip-family', 'rules: { no-ip-family:  }'],
    [
      'a rule in braces over lines',
      'rules: {\n  alias-limit: off,\n  n$0\n}',
      'no-ip-family',
      'rules: {\n  alias-limit: off,\n  no-ip-family: \n}',
    ],
    ['a rule in quotes', "rules:\n  'no-$0': off", 'no-ip-family', "rules:\n  'no-ip-family': off"],
    [
      'a limit',
      'instanceTypes:\n  m99.large: { enis: 3, $0 }',
      'ipv4PerEni',
      'instanceTypes:\n  m99.large: { enis: 3, ipv4PerEni:  }',
    ],
  ])('begin what they hold: %s', (_, text, label, expected) => {
    checkCompletion(yaml(text), { label, expected: yaml(expected) });
  });

  it('take the line breaks of the file', () => {
    const [item] = proposals(yaml('# first\r\nru$0\r'), { snippets: true });
    expect(item?.textEdit?.newText).toBe('rules:\r\n  $1');
    checkCompletion(yaml('rules:\r\n  no-$0\r'), {
      label: 'no-ip-family',
      expected: yaml('rules:\r\n  no-ip-family: \r'),
    });
  });

  it.each([
    ['bare', '{\n  $0\n}', 'clusters', '{\n  "clusters": []\n}'],
    ['bare on one line', '{"rules": {$0}}', 'no-ip-family', '{"rules": {"no-ip-family": ""}}'],
    [
      'in quotes that are closed',
      '{\n  "rules": {\n    "no$0"\n  }\n}',
      'no-ip-family',
      '{\n  "rules": {\n    "no-ip-family": ""\n  }\n}',
    ],
    ['in quotes that are not closed', '{\n  "clu$0\n}', 'clusters', '{\n  "clusters": []\n}'],
    [
      'before a value',
      '{\n  "rules": {\n    "no$0": "off"\n  }\n}',
      'no-ip-family',
      '{\n  "rules": {\n    "no-ip-family": "off"\n  }\n}',
    ],
    ['in a text that has just begun', '{$0', 'suppressions', '{"suppressions": {  }'],
  ])('are quoted in JSON: %s', (_, text, label, expected) => {
    checkCompletion(json(text), { label, expected: json(expected) });
  });

  it('say what they mean, and the severity a rule has by itself', () => {
    const item = proposals(yaml('rules:\n  $0')).find(({ label }) => label === 'max-pods-above-capacity');
    expect(item?.detail).toBe('by default warning');
    expect(JSON.stringify(item?.documentation)).toContain('The max pods of a node group is above the number of pods');
  });

  it('are none in comments, and none where the schema has a list or a value', () => {
    expect(labels(yaml('# $0'))).toEqual([]);
    expect(labels(yaml('rules: {} # $0'))).toEqual([]);
    expect(labels(yaml('ignore:\n  $0'))).toEqual([]);
    expect(labels(yaml('expectedPodsPerNode: $0'))).toEqual([]);
    expect(labels(yaml('instanceTypes:\n  $0'))).toEqual([]);
  });
});

describe('values of the config file', () => {
  it.each([
    ['behind the colon', 'rules:\n  no-ip-family: $0', 'off', 'rules:\n  no-ip-family: off'],
    ['half typed', 'rules:\n  no-ip-family: o$0', 'off', 'rules:\n  no-ip-family: off'],
    ['in quotes', 'rules:\n  no-ip-family: "$0"', 'off', 'rules:\n  no-ip-family: "off"'],
    ['in quotes that are not closed', 'rules:\n  no-ip-family: "o$0', 'off', 'rules:\n  no-ip-family: "off'],
    ['in braces', 'rules: { no-ip-family: $0 }', 'hint', 'rules: { no-ip-family: hint }'],
    ['instead of another one', 'rules:\n  no-ip-family: war$0ning', 'error', 'rules:\n  no-ip-family: error'],
    ['of a category', 'categories:\n  all: $0', 'info', 'categories:\n  all: info'],
    ['that are booleans', 'suppressions:\n  requireReason: $0', 'true', 'suppressions:\n  requireReason: true'],
  ])('are those the schema lists: %s', (_, text, label, expected) => {
    checkCompletion(yaml(text), { label, expected: yaml(expected) });
  });

  it('are quoted in JSON, but for booleans', () => {
    checkCompletion(json('{"rules": {"no-ip-family": $0}}'), {
      label: 'off',
      expected: json('{"rules": {"no-ip-family": "off"}}'),
    });
    checkCompletion(json('{ /* why: { */ "rules": {"no-ip-family": $0}}'), {
      label: 'off',
      expected: json('{ /* why: { */ "rules": {"no-ip-family": "off"}}'),
    });
    checkCompletion(json('{"rules": {"no-ip-family": "$0"}}'), {
      label: 'off',
      expected: json('{"rules": {"no-ip-family": "off"}}'),
    });
    checkCompletion(json('{"suppressions": {"requireReason": $0}}'), {
      label: 'true',
      expected: json('{"suppressions": {"requireReason": true}}'),
    });
  });

  it('mark the severity a rule has by itself', () => {
    const items = proposals(yaml('rules:\n  max-pods-above-capacity: $0'));
    expect(items.filter(({ detail }) => detail === 'as the rule has it').map(({ label }) => label)).toEqual([
      'warning',
    ]);
  });

  it('are the folders and files with something of ours', () => {
    const all = ['/clusters/', '/clusters/prod/', '/clusters/prod/harbor.yaml', '/eniconfig.yaml'];
    expect(labels(yaml('ignore:\n  - $0'))).toEqual(all);
    expect(labels(yaml('overrides:\n  - files: [$0]'))).toEqual(all);
    expect(labels(yaml('clusters:\n  - name: harbor\n    files: [$0]'))).toEqual(all);
    checkCompletion(yaml('ignore:\n  - clus$0'), { label: '/clusters/', expected: yaml('ignore:\n  - /clusters/') });
    checkCompletion(yaml('ignore:\n  - "!$0"'), {
      label: '/eniconfig.yaml',
      expected: yaml('ignore:\n  - "!/eniconfig.yaml"'),
    });
    checkCompletion(json('{"ignore": [$0]}'), { label: '/clusters/', expected: json('{"ignore": ["/clusters/"]}') });
  });

  it('are resources by name and by kind', () => {
    const all = labels(yaml('overrides:\n  - resources: [$0]'));
    expect(all).toEqual(expect.arrayContaining(['NodeGroup/web', 'ENIConfig/eu-west-1a', 'NodeGroup/*']));
    checkCompletion(yaml('overrides:\n  - resources: [ENI$0]'), {
      label: 'ENIConfig/*',
      expected: yaml('overrides:\n  - resources: [ENIConfig/*]'),
    });
    // A star at the beginning would be an alias of YAML.
    checkCompletion(yaml('overrides:\n  - resources:\n      - $0'), {
      label: 'ClusterConfig/harbor',
      expected: yaml('overrides:\n  - resources:\n      - ClusterConfig/harbor'),
    });
  });

  it('are names of the manifests that the config file does not have yet', () => {
    expect(labels(yaml('clusters:\n  - name: $0'))).toEqual(['harbor']);
    expect(labels(yaml(`${cluster('')}  - name: $0`))).toEqual([]);
    expect(labels(yaml(cluster('    nodeGroups:\n      - name: $0')))).toEqual(['web']);
    expect(labels(yaml(cluster('    nodeGroups:\n      - name: we$0')))).toEqual(['web']);
    expect(labels(yaml(cluster('    nodeGroups:\n      - name: web\n      - name: $0')))).toEqual([]);
  });

  it('are ids of subnets, and not the one that is half typed', () => {
    const id = 'subnet-0a1b2c3d4e5f60711';
    expect(labels(yaml(cluster('    subnets:\n      - { id: subnet-$0 }')))).toEqual([id]);
    expect(labels(yaml(cluster(`    subnets:\n      - { id: ${id} }\n      - { id: $0 }`)))).toEqual([]);
    const groups = `    subnets:\n      - { id: ${id}, cidr: 10.0.0.0/24, zone: eu-west-1a }\n    nodeGroups:\n      - { name: web, subnets: [subnet-$0] }`;
    expect(proposals(yaml(cluster(groups))).map(({ label, detail }) => [label, detail])).toEqual([
      [id, '10.0.0.0/24 in eu-west-1a'],
    ]);
  });

  it('are zones, instance types, the newest version of the CNI and the usual baseline', () => {
    expect(labels(yaml('baseline: $0'))).toEqual(['eni-lens-baseline.json']);
    expect(labels(yaml(cluster('    subnets:\n      - id: subnet-0a1b2c3d\n        zone: $0')))).toEqual([
      'eu-west-1a',
      'eu-west-1b',
    ]);
    const types = proposals(
      yaml(
        `instanceTypes:\n  m99.large: { enis: 3, ipv4PerEni: 7 }\n${cluster('    nodeGroups:\n      - { name: web, instanceTypes: [m99$0] }')}`,
      ),
    );
    expect(types.map(({ label, detail }) => [label, detail])).toEqual([['m99.large', '3 ENIs × 7 addresses']]);
    expect(labels(yaml('cniVersion: $0'))).toEqual([expect.stringMatching(/^v1\.\d+\.\d+$/)]);
  });
});

describe('beside an extension that knows the schema', () => {
  it('what the schema says is left to that', () => {
    const options = { schemaKnown: true };
    expect(labels(yaml('$0'), options)).toEqual([]);
    expect(labels(yaml('rules:\n  $0'), options)).toEqual([]);
    expect(labels(yaml('rules:\n  no-ip-family: $0'), options)).toEqual([]);
    expect(labels(yaml('clusters:\n  - name: $0'), options)).toEqual(['harbor']);
    expect(labels(yaml('ignore: [$0]'), options)).toContain('/eniconfig.yaml');
  });
});

describe('in Japanese', () => {
  it('keys and values say what they mean', () => {
    const catalogue: Catalogue = JSON.parse(readFileSync(new URL('../../l10n/ja.json', import.meta.url), 'utf8'));
    // The summary of a rule that nobody has translated yet is in English.
    const untranslated = Object.keys(catalogue).filter((key) => catalogue[key] === '');
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
    for (const text of ['$0', 'rules:\n  $0', 'clusters:\n  - $0', 'instanceTypes:\n  m99.large:\n    $0']) {
      const items = proposals(yaml(text), { catalogue });
      expect(items.length).toBeGreaterThan(5);
      const english = items
        .map(({ documentation }) => (typeof documentation === 'object' ? documentation.value : (documentation ?? '')))
        .filter((text) => !japanese.test(text) && !untranslated.includes(text));
      expect(english).toEqual([]);
    }
  });
});
