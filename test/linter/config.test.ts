import { describe, expect, it } from 'vitest';
import { readLensConfig } from '../../server/formats/eniLens/config.js';
import { configProblems } from '../../server/linter/configProblems.js';
import { render } from '../../server/messages/message.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { check, checkClean, findings } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const unquoted = (path: string) => `# file: ${path}
- { name: WARM_ENI_TARGET, value: 1 }
- { name: ENABLE_IPv6, value: "false" }
`;

describe('severities of the config file', () => {
  it('turn a rule off', () => {
    checkClean(`# file: eni-lens.yaml\nrules: { unquoted-value: off }\n${unquoted('a.yaml')}`);
  });

  it('make it more or less severe', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: info }
# file: a.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ info unquoted-value
- { name: ENABLE_IPv6, value: "false" }
`);
  });

  it('differ by file, and the last override wins', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: warning }
overrides:
  - { files: [dev/], rules: { unquoted-value: off } }
  - { files: [dev/strict.yaml], rules: { unquoted-value: error } }
${unquoted('dev/loose.yaml')}# file: dev/strict.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ error unquoted-value
- { name: ENABLE_IPv6, value: "false" }
# file: prod.yaml
- { name: WARM_ENI_TARGET, value: 1 }
#                                 ^ warning unquoted-value
- { name: ENABLE_IPv6, value: "false" }
`);
  });
});

describe('severities of categories', () => {
  const two = (path: string, [first, second]: readonly [string, string]) => `# file: ${path}
- { name: WARM_ENI_TARGET, value: 1 }
${first && `#                                 ^ ${first} unquoted-value`}
- { name: WARM_IP_TARGET, value: "two" }
${second && `#                                ^^^^^ ${second} invalid-integer`}
`;

  it('count for all their rules, behind what is said of a rule', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: info }
categories: { values: hint, combinations: off }
${two('a.yaml', ['info', 'hint'])}`);
  });

  it('count before all, which leaves out none but internal-error', () => {
    check(`# file: eni-lens.yaml
categories: { values: error, all: off }
${two('a.yaml', ['error', 'error'])}`);
    check(`# file: eni-lens.yaml\ncategories: { all: off }\n${two('a.yaml', ['', ''])}`);
  });

  it('give way to a later override, also one of a category, and to default', () => {
    check(`# file: eni-lens.yaml
rules: { unquoted-value: off }
categories: { all: off }
overrides:
  - { files: [dev/], rules: { unquoted-value: error, invalid-integer: info } }
  - { files: [dev/late/], categories: { values: hint } }
  - { files: [dev/usual/], categories: { values: default } }
${two('a.yaml', ['', ''])}${two('dev/a.yaml', ['error', 'info'])}${two('dev/late/a.yaml', ['hint', 'hint'])}${two('dev/usual/a.yaml', ['error', 'warning'])}`);
  });
});

describe('an override for resources', () => {
  const cluster = `# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_ENI_TARGET": "0", "ENABLE_PREFIX_DELEGATION": "false"}}'
nodeGroups:
  - { name: web-1, instanceType: m5.large, maxPodsPerNode: 110 }
  - { name: batch, instanceType: m5.large, maxPodsPerNode: 110 }
`;
  const found = (resources: string) => {
    const { files } = parseFixture(`# file: eni-lens.yaml
overrides:
  - { resources: ${resources}, categories: { all: off } }
${cluster}`);
    return findings(files).map(({ rule, range }) => `${range.start.line + 1} ${rule}`);
  };
  const all = ['6 warm-eni-target-zero', '8 max-pods-above-capacity', '9 max-pods-above-capacity'];

  it.each([
    ['[NodeGroup/web-*]', [all[0], all[2]]],
    ['[nodegroup/batch, Addon/vpc-cni]', [all[1]]],
    ['[ClusterConfig/shop]', []],
    ['["ClusterConfig/*/shop", "*/vpc-cni"]', []],
    ['[NodeGroup/web]', all],
    ['[ClusterConfig/other/shop, DaemonSet/kube-system/aws-node]', all],
  ])('%s', (resources, expected) => {
    expect(found(resources)).toEqual(expected);
  });

  it('takes the manifest a finding lies in, also one of a List, and can be for some files only', () => {
    const list = `apiVersion: v1
kind: List
items:
  - apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata: { name: a }
    spec: { subnet: subnet-1 }
  - apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata: { name: b }
    spec: { subnet: subnet-2 }
`;
    const { files } = parseFixture(`# file: eni-lens.yaml
overrides:
  - { resources: [ENIConfig/a], files: [one.yaml], rules: { eniconfig-invalid-id: off } }
# file: one.yaml
${list}# file: two.yaml
${list}`);
    const invalid = findings(files).filter(({ rule }) => rule === 'eniconfig-invalid-id');
    expect(invalid.map(({ uri, range }) => `${uri}:${range.start.line + 1}`)).toEqual([
      'one.yaml:11',
      'two.yaml:7',
      'two.yaml:11',
    ]);
  });
});

describe('a config file that is wrong says where and what', () => {
  const subnet = 'clusters:\n  - name: shop\n    files: [a]\n    subnets: [{ id: subnet-0123456789abcdef0,';
  const group = 'clusters:\n  - name: shop\n    files: [a]\n    nodeGroups: [{ name: web,';
  const problems = (text: string) => {
    const config = readLensConfig('eni-lens.yaml', text);
    const source = sourceFile(text);
    return configProblems(config).map(({ at, message }) => {
      const { line, character } = source.positionAt(at.span.start);
      return `${line + 1}:${character + 1} ${render(message)}`;
    });
  };

  it.each([
    ['an unknown key', 'rulez: {}\n', /^1:1 .*rulez/],
    ['a wrong severity', 'rules:\n  unquoted-value: fatal\n', /^2:19 .*error.*warning.*off/],
    ['a severity of another linter', 'rules: { unquoted-value: warn }\n', /^1:26 .* is warn, .* mean warning\?$/],
    ['the number of one', 'categories: { values: 0 }\n', /^1:23 values is 0, .* mean off\?$/],
    ['a severity misspelt', 'rules: { unquoted-value: eror }\n', /^1:26 .* mean error\?$/],
    ['a tab, and nothing that follows from it', 'rules:\n\tunquoted-value: off\n', /^2:1 .* tabs$/],
    ['an unknown rule', 'rules:\n  max-pods-above-capacty: off\n', /^2:3 .*did you mean max-pods-above-capacity/],
    ['a text where a list must be', 'ignore: vendor/\n', /^1:9 /],
    ['a cluster without files', 'clusters:\n  - name: shop\n', /^2:5 .*files/],
    ['an unknown category', 'categories: { subnet: off }\n', /^1:15 .*no category subnet: did you mean subnets/],
    ['a rule among the categories', 'categories: { unquoted-value: off }\n', /^1:15 .*write it under rules/],
    ['a category among the rules', 'rules: { nodegroups: off }\n', /^1:10 .*write it under categories/],
    ['an override for nothing in particular', 'overrides:\n  - rules: {}\n', /^2:5 .*needs files or resources/],
    ['a resource without a name', 'overrides:\n  - resources: [Addon]\n', /^2:17 .*Kind\/name/],
    ['a kind misspelt', 'overrides:\n  - resources: [DeamonSet/x]\n', /^2:17 .*did you mean DaemonSet/],
    ['a range that is none', `${subnet} cidr: 10.0.0/24 }]\n`, /^4:53 10\.0\.0\/24 is no IPv4 range/],
    [
      'more free addresses than there are',
      `${subnet} cidr: 10.0.0.0/28, freeAddresses: 12 }]\n`,
      /^4:81 .*the 11 addr/,
    ],
    ['fewer nodes at most than usually', `${group} nodes: 4, maxNodes: 3 }]\n`, /^4:51 maxNodes 3 is below nodes 4/],
    ['two clusters of one name', `${group} }]\n  - { name: shop, files: [b] }\n`, /^5:5 There are two clusters/],
    ['a version that is none', 'cniVersion: latest\n', /^1:13 .* such as v1\.20\.4$/],
    ['an id that is none', `${group} subnets: [subnet-1] }]\n`, /^4:41 .* such as subnet-0123456789abcdef0$/],
    ['a second document', 'rules: {}\n---\nignore: [vendor/]\n', /^2:1 .* one document/],
    ['a pattern that leads out of the folder', 'ignore: [vendor/, ../b/]\n', /^1:19 .* \.\.\/b\/ .*nothing/],
    ['a pattern that begins with ./', 'overrides: [{ files: [./a.yaml], rules: {} }]\n', /^1:23 .* write \/a\.yaml$/],
    ['broken YAML', 'rules: {\n', /^\d+:\d+ /],
  ])('%s', (_, text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(expected);
  });

  it('may have comments in JSON, and places behind them are right', () => {
    const json = (text: string) => readLensConfig('eni-lens.json', text);
    const text = `{
  // one "line", and a path:
  "ignore": ["https://x/*", "b//c"], /* several
  lines */ "rules": { "unquoted-value": "off" } // end
}`;
    const { ignore, rules, problems: found } = json(text);
    expect(found).toEqual([]);
    expect(ignore.map(({ value }) => value)).toEqual(['https://x/*', 'b//c']);
    expect(rules.map(({ at }) => text.slice(at?.span.start, at?.span.end))).toEqual(['"unquoted-value"']);
    expect(json('{ /* never closed').problems.length).toBeGreaterThan(0);
  });

  it('is right when it is empty or only comments, as a whole and behind a key', () => {
    const keys = ['rules', 'categories', 'ignore', 'overrides', 'suppressions', 'clusters', 'instanceTypes'];
    const empty = [
      '',
      '# nothing yet\n',
      '---\n# nothing yet\n...\n---\n',
      keys.map((key) => `${key}:\n  # later\n`).join(''),
    ];
    expect(empty.flatMap(problems)).toEqual([]);
  });
});
