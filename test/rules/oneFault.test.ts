import { describe, expect, it } from 'vitest';
import { patch } from '../harness/carriers.js';
import { check, checkFix, findings } from '../harness/check.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: a, region: us-east-1}
`;

describe('one fault is one finding', () => {
  it('where the quotes of JSON end the string around it', () => {
    check(`${head}addons:
  - name: vpc-cni
    configurationValues: "{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}"
# 28..70 error syntax-error: The string ends before the line does
`);
  });

  it('where no object can have the name of an ENIConfig', () => {
    check(`${head}addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"}}'
managedNodeGroups: [{name: w, instanceType: m5.large}]
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: {name: us-east-1A}
#                ^^^^^^^^^^ error eniconfig-invalid-name
spec: {subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [sg-0a1b2c3d4e5f60711]}
`);
  });

  it('where labels stand among the settings of Bottlerocket', () => {
    check(`${head}addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"example.com/pods"}}'
managedNodeGroups:
  - name: w
    amiFamily: Bottlerocket
    bottlerocket: {settings: {kubernetes: {node-labels: {example.com/pods: a}}}}
#                                          ^^^^^^^^^^^ error group-rejected-by-eksctl
`);
  });

  it('where an apostrophe does', () => {
    check(`${head}addons:
  - name: vpc-cni
    configurationValues: '{"env":{"ADDITIONAL_ENI_TAGS":"it's"}}'
#                                                           ^^^^^ error syntax-error: The string ends before the line does
`);
  });

  it('which is mended by single quotes', () => {
    checkFix(
      `${head}addons:
  - name: vpc-cni
    configurationValues: "{"env":{"AWS_VPC_ENI_MTU":"9001"}}"
`,
      {
        rule: 'syntax-error',
        title: 'Put the text in single quotes',
        expected: `${head}addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_ENI_MTU":"9001"}}'
`,
      },
    );
  });

  it('where a second colon makes a mapping of a text', () => {
    check(`${head}nodeGroups:
  - name: a
    labels:
      team: a: b
#           ^ error syntax-error
    instanceType: m5.large
`);
  });

  it('where a list is not closed', () => {
    check(`${head}availabilityZones: [us-east-1a
#                  ^ error syntax-error
`);
  });

  it('where a block is indented wrongly', () => {
    check(`${head}managedNodeGroups:
  - name: w
  instanceType: m5.large
# 0..1 error syntax-error
  maxPodsPerNode: 29
`);
  });

  const eniConfig = (zone: string) => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: {name: us-east-1${zone}}
spec: {subnet: subnet-0123456789abcdef0}
`;

  it('where a separator is a comment', () => {
    check(`${eniConfig('a')}# ---
# 0..5 error duplicate-key: This separator is a comment, so the manifests around it are read as one
${eniConfig('b')}`);
  });

  it.each(['--', '----', '-----'])('where a separator is %s', (line) => {
    const text = `${eniConfig('a')}${line}\n${eniConfig('b')}`;
    expect(findings([{ path: 'file.yaml', text }]).map(({ message }) => message)).toEqual([
      'Documents are separated by a line of three hyphens, ---',
    ]);
  });

  it('where a block of settings is not indented', () => {
    const text = `${head}addons:\n  - name: vpc-cni\n    configurationValues: |\n    env:\n      WARM_IP_TARGET: "2"\n`;
    expect(findings([{ path: 'file.yaml', text }]).map(({ message }) => message)).toEqual([
      expect.stringContaining('refuses env: addons has no such field; it belongs under configurationValues'),
    ]);
  });

  it('where a separator is missing', () => {
    const [first = '', ...others] = eniConfig('b').split('\n');
    check(
      `${eniConfig('a')}${first}
# ^^^^^^^^ error duplicate-key: A --- line is missing before this
${others.join('\n')}`.replace('# ^^^^^^^^ ', '# 0..10 '),
    );
  });

  it('and variables beside env hide neither what is written there nor what no setting could give', () => {
    check(
      `${head}addons:
  - name: vpc-cni
    configurationValues: |
      ENABLE_PREFIX_DELEGATION: "true"
#     ^^^^^^^^^^^^^^^^^^^^^^^^ error settings-not-under-env
      env:
        AWS_VPC_ENI_MTU: "none"
# 25..31 error invalid-integer
managedNodeGroups:
  - {name: w, instanceType: t3.micro, maxPodsPerNode: 110}
#                                                     ^^^ warning max-pods-above-capacity
`,
    );
  });

  it('where the name of an ENIConfig stands beside its metadata', () => {
    check(`apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
name: us-east-1a
# 0..4 error invalid-structure: name stands beside metadata
metadata:
spec: {subnet: subnet-0123456789abcdef0}
`);
  });
});

describe('what only a misspelt name has caused goes with it', () => {
  const group = 'managedNodeGroups: [{name: w, instanceType: m5.large, maxPodsPerNode: 110}]';
  const withEnv = (env: string, rest = ''): string => `${head}addons:
  - name: vpc-cni
    configurationValues: |
      env:
${env}
${rest}`;
  const rulesOf = (text: string): readonly string[] => findings([{ path: 'a.yaml', text }]).map(({ rule }) => rule);

  it('a target without its switch, and max pods without prefixes', () => {
    check(
      withEnv(
        `        ENABLE_PREFIX_DELEGATON: "true"
#       ^^^^^^^^^^^^^^^^^^^^^^^ warning addon-unsupported-key
        WARM_PREFIX_TARGET: "1"`,
        group,
      ),
    );
  });

  it('a target without its partner in a DaemonSet', () => {
    check(
      patch(`- { name: MINIMUM_IP_TARGET, value: "10" }
- { name: WARM_IP_TARGT, value: "2" }
# 22..35 warning unknown-variable`),
    );
  });

  it('with any of the names that may be meant', () => {
    expect(rulesOf(patch('- { name: MINIMUM_IP_TARGET, value: "10" }\n- { name: WARM_TARGET, value: "2" }'))).toEqual([
      'unknown-variable',
    ]);
  });

  it('but not what stays with the name that is meant', () => {
    const env = (value: string): string =>
      `        ENABLE_PREFIX_DELEGATON: "${value}"\n        WARM_PREFIX_TARGET: "1"`;
    expect(rulesOf(withEnv(env('false')))).toEqual([
      'addon-unsupported-key',
      'warm-prefix-target-without-prefix-delegation',
    ]);
    expect(rulesOf(withEnv('        MAX_ENII: "3"\n        WARM_PREFIX_TARGET: "1"'))).toEqual([
      'addon-unsupported-key',
      'warm-prefix-target-without-prefix-delegation',
    ]);
  });

  it('nor where the name that is meant is written too', () => {
    expect(
      rulesOf(
        withEnv(
          '        ENABLE_PREFIX_DELEGATON: "true"\n        ENABLE_PREFIX_DELEGATION: "false"\n        WARM_PREFIX_TARGET: "1"',
        ),
      ),
    ).toEqual(['addon-unsupported-key', 'warm-prefix-target-without-prefix-delegation']);
  });
});
