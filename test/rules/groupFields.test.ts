import { describe, expect, it } from 'vitest';
import { addonPart } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\n';
const addon = (lines: readonly string[]) => addonPart(lines.join('\n'));
const managed = (...lines: readonly string[]) =>
  `${head}managedNodeGroups:\n  - name: web\n${lines.map((line) => `    ${line}\n`).join('')}`;
const own = (...lines: readonly string[]) =>
  `${head}nodeGroups:\n  - name: web\n${lines.map((line) => `    ${line}\n`).join('')}`;

const all = (text: string) => findings([{ path: 'file.yaml', text }]);
const of = (rule: string, text: string) =>
  all(text).flatMap((each) => (each.rule === rule ? [`${each.severity}: ${each.message}`] : []));

describe('max-pods-above-recommended', () => {
  const rule = 'max-pods-above-recommended';
  const prefixes = addon(['ENABLE_PREFIX_DELEGATION: "true"']);

  it.each([
    // 2 vCPUs: 110. 96 vCPUs: 250. 32 vCPUs: 250. 16 vCPUs: 110.
    ['m5.large', 110, 0],
    ['m5.large', 111, 1],
    ['c5.24xlarge', 250, 0],
    ['c5.24xlarge', 251, 1],
    ['m5.8xlarge', 250, 0],
    ['m5.4xlarge', 111, 1],
    // No source says how many vCPUs it has, so its cap may be 250.
    ['u-6tb1.metal', 250, 0],
  ])('%s takes %i', (type, maxPods, count) => {
    expect(of(rule, own(`instanceType: ${type}`, `maxPodsPerNode: ${maxPods}`) + prefixes)).toHaveLength(count);
  });

  it('judges by the smallest type, and sets its number', () => {
    const text = (maxPods: number) =>
      managed('instanceTypes: [m5.large, c5.24xlarge]', `maxPodsPerNode: ${maxPods} # dense`) + prefixes;
    expect(of(rule, text(200))).toEqual([
      'info: maxPodsPerNode 200 is above the 110 pods EKS recommends for m5.large with 2 vCPUs',
    ]);
    checkFix(text(200), { rule, expected: text(110) });
  });

  it('speaks in IPv6 too, and leaves what the CNI cannot serve to max-pods-above-capacity', () => {
    const ipv6 = `kubernetesNetworkConfig: { ipFamily: IPv6 }\n`;
    expect(of(rule, managed('instanceType: m5.large', 'maxPodsPerNode: 200') + ipv6)).toHaveLength(1);
    // 3 × 9 × 16 + 2 = 434
    expect(of(rule, own('instanceType: m5.large', 'maxPodsPerNode: 435') + prefixes)).toEqual([]);
    expect(of(rule, own('instanceType: c5.24xlarge'))).toEqual([]);
  });
});

describe('max-pods-ignored', () => {
  const rule = 'max-pods-ignored';
  const windows = ['amiFamily: WindowsServer2022CoreContainer', 'instanceType: m5.large'];
  const al2 = (script: string, ...more: readonly string[]) =>
    own('amiFamily: AmazonLinux2', 'ami: ami-0123456789abcdef0', ...more, `overrideBootstrapCommand: ${script}`);

  it('is what a managed Windows group does', () => {
    checkFix(managed(...windows, 'maxPodsPerNode: 50'), { rule, expected: managed(...windows) });
    expect(of(rule, own(...windows, 'maxPodsPerNode: 50'))).toEqual([]);
  });

  it('is what a bootstrap script does that has nothing of it', () => {
    expect(of(rule, al2('/etc/eks/bootstrap.sh shop', 'maxPodsPerNode: 50'))).toEqual([
      'warning: Nothing reads maxPodsPerNode 50: overrideBootstrapCommand of web starts the node without it',
    ]);
  });

  it.each([
    [
      'it passes max pods itself',
      al2("/etc/eks/bootstrap.sh shop --kubelet-extra-args '--max-pods=50'", 'maxPodsPerNode: 50'),
    ],
    ['it reads the file of eksctl', al2('source /etc/eksctl/kubelet.env', 'maxPodsPerNode: 50')],
    ['it is a template', al2('"{{ script }}"', 'maxPodsPerNode: 50')],
    ['there is no number', al2('/etc/eks/bootstrap.sh shop')],
    ['zero means not set', al2('/etc/eks/bootstrap.sh shop', 'maxPodsPerNode: 0')],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('max-pods-rejected', () => {
  const rule = 'max-pods-rejected';

  it('names what eksctl refuses', () => {
    expect(of(rule, managed('maxPodsPerNode: -1'))).toHaveLength(1);
    expect(of(rule, managed('launchTemplate: { id: lt-0123456789abcdef0 }', 'maxPodsPerNode: 50'))).toHaveLength(1);
    expect(of(rule, managed('ami: ami-0123456789abcdef0', 'amiFamily: AmazonLinux2023', 'maxPodsPerNode: 50'))).toEqual(
      [
        'error: eksctl refuses maxPodsPerNode beside the AMI of web, a managed group: what starts the node there has to set max pods 50',
      ],
    );
    expect(of(rule, own('amiFamily: WindowsServer2022CoreContainer', 'kubeletExtraConfig: { maxPods: 50 }'))).toEqual([
      'error: eksctl refuses kubeletExtraConfig.maxPods on Windows: it wants maxPodsPerNode 50 instead',
    ]);
  });

  it('accepts each of them where it belongs', () => {
    expect(of(rule, own('ami: ami-0123456789abcdef0', 'amiFamily: AmazonLinux2023', 'maxPodsPerNode: 50'))).toEqual([]);
    const bottlerocket = ['amiFamily: Bottlerocket', 'bottlerocket: { settings: { kubernetes: { max-pods: 20 } } }'];
    expect(of(rule, managed(...bottlerocket))).toEqual([]);
    expect(of(rule, own(...bottlerocket))).toHaveLength(1);
  });

  it('judges no capacity of a number that is refused', () => {
    const text = managed(
      'instanceType: m5.large',
      'ami: ami-0123456789abcdef0',
      'amiFamily: AmazonLinux2023',
      'maxPodsPerNode: 900',
    );
    expect(all(text).map((each) => each.rule)).toEqual([rule]);
  });

  it('takes it away beside a launch template', () => {
    const template = 'launchTemplate: { id: lt-0123456789abcdef0 }';
    checkFix(managed('maxPodsPerNode: 50', template), { rule, expected: managed(template) });
  });
});

describe('max-pods-conflict', () => {
  const rule = 'max-pods-conflict';

  it('points at the number that loses, and removes it', () => {
    check(`${own('instanceType: m5.large', 'maxPodsPerNode: 29', 'kubeletExtraConfig:')}      maxPods: 20
#              ^^ warning max-pods-conflict: kubeletExtraConfig.maxPods 20 has no effect: maxPodsPerNode 29 wins on the nodes of web
`);
    const text = (extra: string) =>
      own('instanceType: m5.large', 'maxPodsPerNode: 29', `kubeletExtraConfig: {${extra} }`);
    checkFix(text(' maxPods: 20, podPidsLimit: 100'), { rule, expected: text(' podPidsLimit: 100') });
  });

  it('knows that a flag wins within a NodeConfig', () => {
    check(`apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config: { maxPods: 110 }
#                      ^^^ warning max-pods-conflict: kubelet.config.maxPods 110 has no effect: --max-pods 50 wins
    flags: ['--max-pods=50']
`);
    const equal = 'spec: { kubelet: { config: { maxPods: 50 }, flags: ["--max-pods=50"] } }\n';
    expect(of(rule, `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n${equal}`)).toEqual([]);
  });

  it('knows that a NodeConfig of overrideBootstrapCommand comes last', () => {
    const text = own(
      'instanceType: m5.large',
      'maxPodsPerNode: 29',
      'overrideBootstrapCommand: |',
      '  apiVersion: node.eks.aws/v1alpha1',
      '  kind: NodeConfig',
      '  spec:',
      '    kubelet:',
      '      config:',
      '        maxPods: 20',
    );
    expect(of(rule, text)).toEqual([
      'warning: maxPodsPerNode 29 has no effect: kubelet.config.maxPods 20 wins on the nodes of web',
    ]);
  });

  it('says nothing about equal numbers, or one number', () => {
    expect(of(rule, own('maxPodsPerNode: 29', 'kubeletExtraConfig: { maxPods: 29 }'))).toEqual([]);
    expect(of(rule, own('kubeletExtraConfig: { maxPods: 20 }'))).toEqual([]);
    expect(of(rule, own('maxPodsPerNode: "${N}"', 'kubeletExtraConfig: { maxPods: 20 }'))).toEqual([]);
  });
});

describe('kubelet-extra-config-on-managed', () => {
  it('speaks of managed groups only', () => {
    const rule = 'kubelet-extra-config-on-managed';
    expect(of(rule, managed('kubeletExtraConfig: { podPidsLimit: 100 }'))).toHaveLength(1);
    // It is the key that eksctl does not know.
    expect(of(rule, managed('kubeletExtraConfig:'))).toHaveLength(1);
    expect(of(rule, own('kubeletExtraConfig: { podPidsLimit: 100 }'))).toEqual([]);
  });
});

describe('reserved-node-label', () => {
  const rule = 'reserved-node-label';

  it.each([
    'node-role.kubernetes.io/worker',
    'kubernetes.io/role',
    'k8s.io/x',
    'alpha.service-controller.kubernetes.io/x',
  ])('refuses %s', (key) => {
    expect(of(rule, managed(`labels: { ${key}: x }`))).toHaveLength(1);
  });

  it.each([
    'node.kubernetes.io/lifecycle',
    'x.kubelet.kubernetes.io/y',
    'kubernetes.io/os',
    'k8s.amazonaws.com/eniConfig',
    'mykubernetes.io/x',
    'worker',
    '"${PREFIX}.kubernetes.io/x"',
  ])('takes %s', (key) => {
    expect(of(rule, managed(`labels: { ${key}: x }`))).toEqual([]);
  });

  it('is taken away', () => {
    checkFix(managed('labels:', '  node-role.kubernetes.io/worker: ""', '  team: web'), {
      rule,
      expected: managed('labels:', '  team: web'),
    });
  });
});

describe('IPv6 clusters', () => {
  const refused = 'ipv6-rejected-by-eksctl';
  const ipv6 = (...lines: readonly string[]) =>
    `${head}kubernetesNetworkConfig: { ipFamily: ipv6 }\n${lines.map((line) => `${line}\n`).join('')}`;
  const coredns = 'addons: [{ name: vpc-cni }, { name: coredns }]';
  const oidc = 'iam: { withOIDC: true }';

  it('need coredns and an identity for vpc-cni, or Auto Mode', () => {
    expect(of(refused, ipv6())).toEqual([
      'error: eksctl refuses an IPv6 cluster without the add-on coredns, unless EKS Auto Mode is on',
    ]);
    expect(of(refused, ipv6(coredns))[0]).toContain('it needs the add-on eks-pod-identity-agent or iam.withOIDC');
    const agent = (cni: string) => `addons: [{ ${cni} }, { name: coredns }, { name: eks-pod-identity-agent }]`;
    expect(of(refused, ipv6(agent('name: vpc-cni')))[0]).toContain('useDefaultPodIdentityAssociations gives it one');
    for (const lines of [
      [coredns, oidc],
      [agent('name: vpc-cni, useDefaultPodIdentityAssociations: true')],
      [agent('name: vpc-cni'), 'addonsConfig: { autoApplyPodIdentityAssociations: true }'],
      ['autoModeConfig: { enabled: true }'],
      ['addons: "${ADDONS}"'],
      [coredns, 'iam: { withOIDC: "${OIDC}" }'],
    ]) {
      expect(of(refused, ipv6(...lines))).toEqual([]);
    }
  });

  it('cannot be old', () => {
    const addons = 'addons: [{ name: vpc-cni, version: v1.9.3 }, { name: coredns }]';
    expect(of(refused, ipv6(addons, oidc))).toHaveLength(1);
    expect(of(refused, ipv6(addons.replace('v1.9.3', 'v1.10.0'), oidc))).toEqual([]);
    // eksctl reads it as semver does: a pre-release of 1.10.0.
    expect(of(refused, ipv6(addons.replace('v1.9.3', 'v1.10.0-eksbuild.1'), oidc))).toHaveLength(1);
    expect(of(refused, ipv6(addons.replace('v1.9.3', 'v1.10.1-eksbuild.1'), oidc))).toEqual([]);
    expect(of(refused, ipv6(addons.replace('v1.9.3', 'latest'), oidc))).toEqual([]);
    expect(of(refused, ipv6(coredns, oidc).replace('us-west-2 }', 'us-west-2, version: "1.20" }'))).toHaveLength(1);
  });

  it('lose the fields that have no place', () => {
    const text = (more: string) => ipv6(coredns, oidc, `vpc: { ${more}hostnameType: resource-name }`);
    checkFix(text('nat: { gateway: Single }, '), { rule: refused, expected: text('') });
    expect(of(refused, text('autoAllocateIPv6: false, '))).toEqual([]);
    expect(of(refused, ipv6(coredns, oidc).replace('ipv6 }', 'ipv6, serviceIPv4CIDR: 10.100.0.0/16 }'))).toHaveLength(
      1,
    );
    expect(of(refused, `${head}vpc: { nat: { gateway: Single } }\n`)).toEqual([]);
  });

  it('need types with prefixes', () => {
    const rule = 'ipv6-unsupported-instance';
    const group = (types: string) => `managedNodeGroups: [{ name: web, instanceTypes: [${types}] }]`;
    expect(of(rule, ipv6(group('m4.large, m5.large')))).toEqual([
      'error: IPv6 needs prefix delegation, and m4.large of web cannot have it: aws-node exits on these nodes, and they stay NotReady',
    ]);
    expect(of(rule, ipv6(group('m5.large, m5.metal')))).toEqual([]);
    expect(of(rule, `${head}${group('m4.large')}\n`)).toEqual([]);
  });
});

describe('custom-networking-too-few-enis', () => {
  const rule = 'custom-networking-too-few-enis';
  const custom = addon([
    'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"',
    'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone',
  ]);

  it('is an error with one ENI, a warning with two', () => {
    expect(of(rule, managed('instanceTypes: [hpc6id.32xlarge, t3.micro, m5.large]') + custom)).toEqual([
      'error: hpc6id.32xlarge has one ENI, which custom networking takes from the pods: its nodes stay NotReady',
      // (2 − 1) × (2 − 1) + 2
      'warning: t3.micro has two ENIs, and custom networking leaves one of them for pods: 3 pods ((2 ENIs − 1 primary) × (2 − 1) + 2 = 3)',
    ]);
  });

  it('leaves too high a max pods to its own rule, and what is not seen alone', () => {
    expect(of(rule, own('instanceType: t3.micro') + custom)).toEqual([]);
    expect(all(own('instanceType: hpc6id.32xlarge') + custom).map((each) => each.rule)).toEqual([rule]);
    expect(of(rule, managed('instanceTypes: [t3.micro]'))).toEqual([]);
    checkClean(managed('instanceTypes: [t3.small]') + custom);
  });
});
