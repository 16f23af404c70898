import { describe, expect, it } from 'vitest';
import { addon } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'eniconfig-key-mismatch';

const cluster = (key: string, groups: string) =>
  addon(
    `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\nENI_CONFIG_LABEL_DEF: ${key}`,
    `managedNodeGroups:\n${groups}`,
    'us-west-2',
  );

const group = (labels: string) => `  - name: web\n    labels: { ${labels} }\n`;

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter((each) => each.rule === rule)
    .map(({ message }) => message);

describe('a label that nothing reads', () => {
  it('is pointed at, once per group', () => {
    check(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENI_CONFIG_LABEL_DEF": "example.com/pods"}}'
managedNodeGroups:
  - name: web
    labels: { k8s.amazonaws.com/eniConfig: blue }
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning eniconfig-key-mismatch: Nothing reads the label k8s.amazonaws.com/eniConfig of web: ENI_CONFIG_LABEL_DEF names example.com/pods
  - name: batch
    labels: { example.com/pods: blue }
#                               ^^^^ info eniconfig-not-found: The label example.com/pods names an ENIConfig blue
`);
  });

  it('is no fault beside the label that counts, or the one that comes first', () => {
    expect(of(cluster('example.com/pods', group('k8s.amazonaws.com/eniConfig: a, example.com/pods: b')))).toEqual([]);
    expect(
      of(cluster('example.com/pods', group('k8s.amazonaws.com/eniConfig: a, vpc.amazonaws.com/externalEniConfig: b'))),
    ).toEqual([]);
  });
});

describe('a misspelt zone label', () => {
  it('is on no node, although its domain is one of Kubernetes', () => {
    const zone = 'topology.kubernetes.io/zone';
    const text = (key: string) => cluster(key, '  - name: web\n');
    expect(of(text('topology.kubernetes.io/zones'))).toEqual([
      `No node group sets the label topology.kubernetes.io/zones that ENI_CONFIG_LABEL_DEF names: did you mean ${zone}?`,
    ]);
    checkFix(text('topology.kubernetes.io/zones'), { rule, expected: text(`"${zone}"`) });
    expect(of(text('topology.kubernetes.io/region'))).toEqual([]);
  });
});

describe('the fixes of a label that nothing reads', () => {
  const byZone = (labels: string) => cluster('topology.kubernetes.io/zone', `  - name: web\n    labels:${labels}`);
  const blue = `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: blue }
spec: { subnet: subnet-0123456789abcdef0 }
`;

  it('make it the label that counts, where every group has it; the ENIConfig that it names is no finding of its own', () => {
    const zone = 'topology.kubernetes.io/zone';
    const text = (key: string) => cluster(key, group('k8s.amazonaws.com/eniConfig: blue')) + blue;
    expect(findings([{ path: 'file.yaml', text: text(zone) }]).map((each) => each.rule)).toEqual([rule]);
    checkFix(text(zone), { rule, title: 'Set', expected: text('"k8s.amazonaws.com/eniConfig"') });
  });

  it('take its line away, where nodes have the label that counts', () => {
    checkFix(byZone('\n      team: web # theirs\n      k8s.amazonaws.com/eniConfig: blue\n      tier: front\n'), {
      rule,
      expected: byZone('\n      team: web # theirs\n      tier: front\n'),
    });
    checkFix(byZone(' { k8s.amazonaws.com/eniConfig: blue, team: web }\n'), {
      rule,
      expected: byZone(' { team: web }\n'),
    });
  });

  it('give it the key that counts, where it names an ENIConfig', () => {
    const labels = (key: string) => cluster('example.com/pods', group(`${key}: blue, team: web`)) + blue;
    checkFix(labels('k8s.amazonaws.com/eniConfig'), { rule, expected: labels('example.com/pods') });
  });
});

describe('a key that no node has', () => {
  it('is pointed at, with the consequence', () => {
    expect(of(cluster('example.com/pods', group('team: web')))).toEqual([
      'No node group sets the label example.com/pods that ENI_CONFIG_LABEL_DEF names: every node looks for the ENIConfig default',
    ]);
  });

  it('is replaced by the one that was meant', () => {
    const plain = '  - name: web\n';
    checkFix(cluster('"k8s.amazonaws.com/eniconfig"', plain), {
      rule,
      expected: cluster('"k8s.amazonaws.com/eniConfig"', plain),
    });
    checkFix(cluster('"example.com/pod"', group('example.com/pods: "${NAME}"')), {
      rule,
      expected: cluster('"example.com/pods"', group('example.com/pods: "${NAME}"')),
    });
  });

  it.each([
    ['every node has the label', cluster('topology.kubernetes.io/zone', '  - name: web\n')],
    ['every node has the label', cluster('topology.k8s.aws/zone-id', '  - name: web\n')],
    ['every node has the label', cluster('eks.amazonaws.com/nodegroup', '  - name: web\n')],
    ['one group has it', cluster('example.com/pods', `${group('example.com/pods: "${X}"')}  - name: batch\n`)],
    [
      'a launch template may set it',
      cluster('example.com/pods', '  - name: web\n    launchTemplate: { id: lt-0a1b2c3d }\n'),
    ],
    ['a template may set it', cluster('example.com/pods', '  - name: web\n    labels: "${LABELS}"\n')],
    ['Karpenter may set it', `${cluster('example.com/pods', '  - name: web\n')}karpenter: { version: 1.0.0 }\n`],
    ['the default key is meant: people annotate nodes', cluster('k8s.amazonaws.com/eniConfig', '  - name: web\n')],
    ['the key is a template', cluster('"${KEY}"', '  - name: web\n')],
    ['custom networking is off', cluster('example.com/pods', '  - name: web\n').replace('"true"', '"false"')],
    ['no group is seen', cluster('example.com/pods', '').replace('managedNodeGroups:\n', '')],
  ])('is no fault where %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });

  it('is no fault where the ENIConfig default catches all nodes', () => {
    checkClean(`${cluster('example.com/pods', '  - name: web\n')}---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: default }
spec: { subnet: subnet-0123456789abcdef0 }
`);
  });
});
