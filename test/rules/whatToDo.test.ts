import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

const addon = (values: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
${values.replace(/^/gm, '      ')}
`;
const managed = (fields: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: c, region: eu-west-1 }
managedNodeGroups:
  - ${fields}
`;
const configMap = (entry: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: amazon-vpc-cni, namespace: kube-system }
data:
  ${entry}
`;
const env = (name: string, value: string) => addon(JSON.stringify({ env: { [name]: value } }));
const manyTags = JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key${index}`, 'a'])));

/** What to do is about what is wrong here, and not about the rule's usual case; undefined where the message has it. */
const cases: readonly (readonly [what: string, rule: string, text: string, advice: string | undefined])[] = [
  ['a name that is meant', 'addon-unsupported-key', env('ENABLE_PREFIX_DELEGATIONS', 'true'), undefined],
  ['a name of nothing', 'addon-unsupported-key', env('FOO', 'a'), 'Take it out of the configuration values'],
  [
    'a variable of the init container',
    'addon-unsupported-key',
    env('DISABLE_TCP_EARLY_DEMUX', 'true'),
    'Write DISABLE_TCP_EARLY_DEMUX under init.env instead',
  ],
  ['a key of nothing', 'addon-unsupported-key', addon('{"zzzzzzzzz": "a"}'), 'Take it out of the configuration values'],
  [
    'a switch of a ConfigMap',
    'configmap-value-replaced',
    configMap('enable-windows-ipam: "yes"'),
    'Write "true" or "false"',
  ],
  [
    'a number of a ConfigMap',
    'configmap-value-replaced',
    configMap('branch-eni-cooldown: "30s"'),
    'Write a whole number in decimal digits',
  ],
  ['a number below the least', 'configmap-value-replaced', configMap('branch-eni-cooldown: "3"'), 'Write 30 or more'],
  [
    'a mark out of range',
    'invalid-integer',
    env('AWS_VPC_K8S_CNI_CONNMARK', '4294967296'),
    'Write a number between them',
  ],
  ['a negative target', 'invalid-integer', env('WARM_IP_TARGET', '-1'), 'Write 0 or more'],
  ['a target of nothing', 'invalid-integer', env('WARM_IP_TARGET', 'x'), 'Write a whole number in decimal digits'],
  ['too many tags', 'invalid-eni-tags', env('ADDITIONAL_ENI_TAGS', manyTags), 'Take tags out until 49 are left'],
  [
    'a tag of AWS',
    'invalid-eni-tags',
    env('ADDITIONAL_ENI_TAGS', '{"aws:a": "b"}'),
    'Begin the key with something else',
  ],
  [
    'managed Windows nodes',
    'max-pods-ignored',
    managed('{ name: web, amiFamily: WindowsServer2022FullContainer, maxPodsPerNode: 50 }'),
    'Remove it, or make a self-managed group of these nodes',
  ],
  [
    'max pods that prefixes can serve',
    'max-pods-above-capacity',
    `${addon('{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}')}managedNodeGroups:
  - { name: web, instanceType: m5.large, maxPodsPerNode: 110 }
`,
    'Turn on prefix delegation, or lower max pods to 29',
  ],
  [
    'max pods that nothing can serve',
    'max-pods-above-capacity',
    `${addon('{"env": {"ENABLE_PREFIX_DELEGATION": "false"}}')}managedNodeGroups:
  - { name: web, instanceType: t3.nano, maxPodsPerNode: 110 }
`,
    'Lower max pods, or take a type with more addresses',
  ],
];

describe('what to do about', () => {
  it.each(cases)('%s', (_, rule, text, advice) => {
    const found = findings(parseFixture(text).files).filter((each) => each.rule === rule);
    expect(found.map((each) => each.advice)).toEqual([advice]);
  });
});

it('speaks of a group without a name as such', () => {
  const text = managed('{ ami: ami-0123456789abcdef0, amiFamily: AmazonLinux2023, maxPodsPerNode: 29 }');
  expect(findings(parseFixture(text).files).map(({ message }) => message)).toContain(
    'eksctl refuses maxPodsPerNode beside the AMI of a group of unknown name, a managed group: what starts the node there has to set max pods 29',
  );
});

it('hands on what a format advises about a fault of the structure', () => {
  const text = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
name: us-east-1a
metadata: {}
spec: {subnet: subnet-0123456789abcdef0}
`;
  const told = findings(parseFixture(text).files).map(({ rule, advice }) => ({ rule, advice }));
  expect(told).toEqual([{ rule: 'invalid-structure', advice: 'Write it under metadata' }]);
});
