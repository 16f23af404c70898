import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../server/features/hover/markdown.js';
import { hover } from '../../server/features/hover.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { bareManifest } from '../harness/carriers.js';
import { checkHover, hoverText, marked, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

const cluster = (rest: string, head = ''): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
${head}${rest}`;

const addon = (env: string, rest = ''): string =>
  cluster(`addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${env}${rest}`);

const web = `managedNodeGroups:
  - name: web
    instanceType: m5.large
`;

describe('a variable of an older CNI', () => {
  const versioned = (version: string, env: string) =>
    addon(env).replace('- name: vpc-cni', `- name: vpc-cni\n    version: ${version}`);

  it('is described as that version treats it, with what an upgrade changes', () => {
    const text = (version: string) => versioned(version, '        AWS_VPC_ENI_MTU: "$09100"\n');
    checkHover(text('v1.16.3-eksbuild.1'), [
      '**AWS_VPC_ENI_MTU = 9001 bytes, not "9100"**',
      'From 1.16.4 on aws-node exits for what is no MTU',
      '| a bad value | the default, with a line in the ipamd.log |  |',
    ]);
    checkHover(text('v1.16.4-eksbuild.1'), [
      '**AWS_VPC_ENI_MTU makes aws-node exit**',
      '| a bad value | aws-node exits |  |',
    ]);
    expect(hoverText(text('v1.16.4-eksbuild.1'))).not.toContain('From 1.16.4 on');
  });

  it('has the default of that version', () => {
    const text = (version: string) => versioned(version, '        NETWORK_POLICY_ENFORCING_MODE: "$0"\n');
    checkHover(text('v1.19.3-eksbuild.1'), ['**NETWORK_POLICY_ENFORCING_MODE is not set: standard**']);
    checkHover(text('v1.19.4-eksbuild.1'), ['**NETWORK_POLICY_ENFORCING_MODE makes ipamd exit**']);
  });
});

describe('variables that size the pool', () => {
  it('says that prefix delegation decides only where the type has prefixes', () => {
    // A t2.small is Xen: 3 ENIs of 4 addresses, and WARM_ENI_TARGET 2 keeps ENIs of addresses.
    const text = (type: string) =>
      hoverText(
        addon(
          '        ENABLE_PREFIX_DELEGATION: "true"\n        WARM_$0ENI_TARGET: "2"\n',
          web.replace('m5.large', type),
        ),
      );
    expect(text('m5.large')).toContain('WARM_ENI_TARGET decides nothing here: prefix delegation is on');
    expect(text('t2.small')).not.toContain('prefix delegation is on');
  });

  it('shows a target on the first kind of node on which it decides, and names the type where there is none', () => {
    // 3 prefixes of 16 addresses and one ENI: 49. With 96 pods 6 + 3 = 9 prefixes, which serve all 108: 145. A t2.small is Xen and has none.
    const text = (types: readonly string[]) =>
      addon(
        '        ENABLE_PREFIX_DELEGATION: "true"\n        WARM_$0PREFIX_TARGET: "3"\n',
        `managedNodeGroups:\n${types.map((type, index) => `  - { name: w${index}, instanceType: ${type} }\n`).join('')}`,
      );
    checkHover(text(['t2.small', 'm5.large']), [
      '**WARM_PREFIX_TARGET = 3 prefixes: 49–145 addresses per m5.large node**',
    ]);
    expect(hoverText(text(['t2.small', 'm5.large']))).not.toContain('decides nothing');
    checkHover(text(['t2.small']), ['WARM_PREFIX_TARGET decides nothing on t2.small, which cannot have prefixes']);
  });

  it('gives the addresses of the cluster’s nodes, the calculation, a chart and where each input stands', () => {
    // 12 addresses on two ENIs (9 fit on one) = 14; full: 27 pods + 3 idle at most 27 on 3 ENIs = 30.
    checkHover(addon('        WARM_IP_$0TARGET: "3"\n        MINIMUM_IP_TARGET: "12"\n', web), [
      '**WARM_IP_TARGET = 3 addresses: 14–30 addresses per m5.large node**',
      '`max(pods + WARM_IP_TARGET, MINIMUM_IP_TARGET) + ENIs`',
      '`max(0 + 3, 12) + 2 = 14`',
      '![Chart: 14 addresses without pods, 30 with 27 pods](picture)',
      'How many free addresses to keep',
      '| without pods | 12 | 2 | 14 |',
      // 13 pods and 3 more.
      '| with 13 pods | 16 | 2 | 18 |',
      '| full, with 27 pods | 27 | 3 | 30 |',
      '| written | 3 | file.yaml:10 |',
      '| default | 0 addresses | default of the program |',
      '| a bad value | the default, without a word in any log |  |',
      '| since | CNI 1.1.0 |  |',
      '| instance type | m5.large | file.yaml:14 |',
      '| max pods | 29 | calculated |',
      '| MINIMUM_IP_TARGET | 12 | file.yaml:11 |',
      '[README of the CNI](https://github.com/aws/amazon-vpc-cni-k8s/blob/v1.23.1/README.md#warm_ip_target)',
    ]);
  });

  it('assumes m5.large where no node group is visible, and says so', () => {
    checkHover(addon('        WARM_ENI_TARGET: "$01"\n'), [
      '**WARM_ENI_TARGET = 1 ENI: 10–30 addresses per m5.large node**',
      '| instance type | m5.large | assumed: not visible here |',
      '_No node group is visible: m5.large is assumed_',
    ]);
  });

  it('counts prefixes', () => {
    // One warm prefix: 16 + 1 ENI = 17; full at 108 pods: 7 prefixes = 112 + 1 = 113.
    checkHover(addon('        ENABLE_PREFIX_DELEGATION: "$0true"\n', web), [
      '**ENABLE_PREFIX_DELEGATION = true: 17–113 addresses per m5.large node**',
      '`(0 + 1) × 16 + 1 = 17`',
      // 54 pods: ⌈54 ÷ 16⌉ + 1 = 5 prefixes. Full: ⌈108 ÷ 16⌉ = 7 serve all, so no eighth is asked for.
      '| with 54 pods | 5 × 16 | 1 | 81 |',
      '| full, with 108 pods | 7 × 16 | 1 | 113 |',
      '| max pods | 110 | calculated |',
      '_Full, it has 112 addresses for pods and not 128: it gets no more once max pods have theirs',
    ]);
  });

  it('says which setting decides instead', () => {
    checkHover(addon('        WARM_ENI_TARGET: "$01"\n        WARM_IP_TARGET: "2"\n', web), [
      'WARM_ENI_TARGET decides nothing here: WARM_IP_TARGET is set',
    ]);
  });

  it('shows no pool where the CNI does not start', () => {
    const text = hoverText(addon('        ENABLE_PREFIX_DELEGATION: "$0true"\n        WARM_PREFIX_TARGET: "0"\n', web));
    expect(text).toContain('aws-node does not start: ENABLE_PREFIX_DELEGATION needs');
    expect(text).not.toContain('picture');
  });

  it('draws both lines when the setting differs from the default, one when it does not', () => {
    const svg = (text: string): string => {
      const { workspace, uri, position } = marked(text);
      const contents = hover(workspace, uri, position)?.contents;
      const value = typeof contents === 'object' && 'value' in contents ? contents.value : '';
      return Buffer.from(/base64,([^)]*)/.exec(value)?.[1] ?? '', 'base64').toString('utf8');
    };
    const other = svg(addon('        WARM_IP_TARGET: "$03"\n', web));
    expect(other).toContain('>shipped default</text>');
    expect(other).toContain('>now</text>');
    const same = svg(addon('        WARM_ENI_TARGET: "$01"\n', web));
    expect(same).toContain('>now: the shipped default</text>');
    expect(same).not.toContain('>shipped default</text>');
  });
});

describe('any variable', () => {
  it.each([
    ['AWS_VPC_K8S_CNI_EXTERNALSNAT', '"$0true"', '**AWS_VPC_K8S_CNI_EXTERNALSNAT = true**'],
    ['AWS_VPC_K8S_CNI_EXTERNALSNAT', '"$0yes"', '**AWS_VPC_K8S_CNI_EXTERNALSNAT = false, not "yes"**'],
    ['AWS_VPC_ENI_MTU', '"$09100"', '**AWS_VPC_ENI_MTU makes aws-node exit**'],
    ['AWS_VPC_K8S_CNI_LOGLEVEL', '$0Info', '**AWS_VPC_K8S_CNI_LOGLEVEL = info**'],
    ['IP_COOLDOWN_PERIOD', '"$030"', '**IP_COOLDOWN_PERIOD = 30 seconds**'],
    ['ENABLE_NFTABLES', '"$0true"', '**ENABLE_NFTABLES has no effect**'],
    ['CLUSTER_ENDPOINT', '"$${ENDPOINT}$0"', '**CLUSTER_ENDPOINT is filled in elsewhere**'],
  ])('says what the program makes of %s: %s', (name, value, answer) => {
    checkHover(addon(`        ${name}: ${value.replace('$${', '${')}\n`), [answer]);
  });

  it('says why a value is not taken', () => {
    checkHover(addon('        AWS_VPC_ENI_MTU: "$09100"\n'), [
      '"9100" is not between 576 and 9001',
      '| a bad value | aws-node exits |',
    ]);
  });

  it('is silent on a name the CNI does not know', () => {
    expect(hoverText(addon('        WARM_IP_TARGETS$0: "1"\n'))).toBeUndefined();
  });

  it('reads JSON within a string', () => {
    checkHover(
      cluster(`addons:\n  - name: vpc-cni\n    configurationValues: '{"env": {"MAX_$0ENI": "2"}}'\n`),
      // Two ENIs of 10.
      ['**MAX_ENI = 2 ENIs: 10–20 addresses per m5.large node**'],
    );
  });
});

describe('node groups', () => {
  it('says the limits of an instance type and its max pods in every mode', () => {
    checkHover(cluster('managedNodeGroups:\n  - name: web\n    instanceType: m5.l$0arge\n'), [
      '**m5.large: 29 pods per node**',
      '`min(ENIs × (addresses per ENI − 1) + 2, 110)`',
      '`3 ENIs × (10 − 1) + 2 = 29; min(29, 110) = 29`',
      'Max pods is not written: EKS computes it for a managed node group',
      '| addresses (in force) | 29 |',
      '| addresses, custom networking | 20 |',
      '| prefixes | 110 |',
      '| prefixes, custom networking | 110 |',
      '| ENIs | 3 | instance table of',
      '| hypervisor | Nitro |',
      '| trunk ENI for security groups for pods | yes, 9 branch ENIs |',
    ]);
  });

  it('compares several types on the key of the list', () => {
    checkHover(cluster('managedNodeGroups:\n  - name: web\n    instance$0Types: [m5.large, m5.xlarge]\n'), [
      '**2 instance types: 29 pods per node**',
      '| m5.large | 3 × 10 | 29 | 110 | 10–30 |',
      '| m5.xlarge | 4 × 15 | 29 | 110 | 15–45 |',
      '_EKS gives every node of a managed group the smallest number of its types_',
    ]);
  });

  it('judges a max pods that is written', () => {
    checkHover(
      addon(
        '        MAX_ENI: "2"\n',
        'nodeGroups:\n  - name: batch\n    instanceType: m5.large\n    maxPods$0PerNode: 29\n',
      ),
      [
        '**29 pods are too many: a node of type m5.large can serve 20**',
        '`min(3 ENIs, MAX_ENI 2) × (10 − 1) + 2 = 20`',
        'those above 20 wait for an address and do not start',
        '| maxPodsPerNode | 29 | file.yaml:14 |',
        '| MAX_ENI | 2 | file.yaml:10 |',
      ],
    );
  });

  it('counts the addresses of a group against the subnets eksctl makes', () => {
    // A /16 in eight parts: /19 with 8187 addresses, two of them for two zones.
    checkHover(
      cluster(
        'managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n    min$0Size: 2\n    maxSize: 10\n',
        'availabilityZones: [eu-west-1a, eu-west-1b]\n',
      ),
      [
        '**2–10 nodes take 20–300 of 16\u202f374 addresses (2 %)**',
        '`10 × 30 = 300`',
        '| fewest nodes, no pods | 2 | 10 | 20 | < 1 % |'.replace('<', '\\<'),
        '| most nodes, full | 10 | 30 | 300 | 2 % |',
        // max(2 × 2 zones, 1) = 4 more nodes.
        '| full, during an update | 14 | 30 | 420 | 3 % |',
        '| eksctl 1 | /19 | 8\u202f187 | 510 |',
        '| nodes an update adds | max(2 × 2 zones, 1 unavailable) = 4 | calculated |',
      ],
    );
  });

  it('is silent on a group that another CNI serves', () => {
    const text = cluster(
      'managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n    min$0Size: 2\n    taints:\n      - key: node.cilium.io/agent-not-ready\n',
    );
    expect(hoverText(text)).toBeUndefined();
  });
});

describe('where files of a cluster disagree about a variable', () => {
  // m5.large: 9 addresses for pods on each of 3 ENIs. The targets of the add-on: max(0 + 2, 10) for pods on 2 ENIs are 12. Those of the DaemonSet:
  // max(0 + 4, 16) on 2 ENIs are 18. Full, 27 pods have 30 in all.
  const patch = (value: string): string => {
    const targets = `- { name: WARM_IP_TARGET, value: "${value}" }\n- { name: MINIMUM_IP_TARGET, value: "16" }`;
    return `# file: shop/aws-node.yaml\n${bareManifest(targets)}`;
  };
  const groups = 'managedNodeGroups:\n  - { name: web, instanceType: m5.large, maxPodsPerNode: 29 }\n';
  const targets = (warm: string): string =>
    `# file: shop/cluster.yaml\n${addon(`        WARM_IP_TARGET: "${warm}"\n        MINIMUM_IP_TARGET: "10"\n`, groups)}`;

  it('says of each what it would come to, and that the other is there', () => {
    const otherwise = 'sets WARM_IP_TARGET otherwise: the numbers are those of what is written here';
    checkHover(targets('2$0') + patch('4'), [
      '**WARM_IP_TARGET = 2 addresses: 12–30 addresses per m5.large node**',
      '`max(0 + 2, 10) + 2 = 12`',
      '| MINIMUM_IP_TARGET | 10 | cluster.yaml:',
      otherwise,
    ]);
    checkHover(targets('2') + patch('4$0'), [
      '**WARM_IP_TARGET = 4 addresses: 18–30 addresses per m5.large node**',
      '| MINIMUM_IP_TARGET | 16 | aws-node.yaml:',
      otherwise,
    ]);
    const workspace = workspaceOf(parseFixture(targets('2') + patch('4')).files);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = (path: string) => inlayHints(workspace, path, range).map(({ label }) => label);
    expect(hints('shop/cluster.yaml')).toContain('≈ 12–30 addresses per node');
    expect(hints('shop/aws-node.yaml')).toEqual(['≈ 18–30 addresses per node']);
  });
});

describe('says which settings count, and from where, on the name of what carries them', () => {
  const env = 'env:\n  WARM_IP_TARGET: "7"\n';
  const values = '{\\"env\\": {\\"WARM_IP_TARGET\\": \\"7\\"}}';
  it.each([
    ['the add-on of eksctl', addon('        WARM_IP_TARGET: "7"\n', '').replace('vpc-cni', 'vpc-$0cni'), 'file.yaml:'],
    [
      'the add-on of Terraform',
      `# file: m/a.tf\nresource "aws_eks_addon" "cni" {\n  addon_name = "vpc$0-cni"\n  configuration_values = "${values}"\n}\n`,
      'a.tf:3',
    ],
    [
      'the add-on of CloudFormation',
      `Resources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: vpc$0-cni\n      ConfigurationValues: "${values}"\n`,
      'file.yaml:6',
    ],
    [
      'the DaemonSet',
      'kind: DaemonSet\napiVersion: apps/v1\nmetadata: { name: aws$0-node }\nspec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "7" }] }] } } }\n',
      'file.yaml:4',
    ],
    ['a command', '# file: a.sh\n#!/bin/sh\nkubectl -n kube-system set env ds/aws$0-node WARM_IP_TARGET=7\n', 'a.sh:2'],
    ['the chart', `aws-vpc$0-cni:\n${env.replace(/^/gm, '  ').trimEnd()}\n`, 'file.yaml:3'],
  ])('%s', (_, text, place) => {
    checkHover(text, ['**The settings of the VPC CNI that count here**', `| WARM_IP_TARGET | 7 | ${place}`]);
  });

  it('and nothing on other names', () => {
    const { workspace, uri, position } = marked(addon('', '').replace('vpc-cni', 'vpc-cni\n  - name: cor$0edns'));
    expect(hover(workspace, uri, position)).toBeUndefined();
  });
});

it('says of limits that somebody gives where they are given', () => {
  const given = '# file: eni-lens.yaml\ninstanceTypes:\n  m99.large: { enis: 3, ipv4PerEni: 10, vcpus: 2 }\n';
  const groups = (type: string, maxPods: string): string =>
    cluster(`managedNodeGroups:\n  - { name: web, instanceType: ${type}, maxPodsPerNode: ${maxPods} }\n`);
  checkHover(`${given}# file: shop.yaml\n${groups('m99$0.large', '29')}`, [
    '| ENIs | 3 | eni-lens.yaml:2 |',
    '| addresses per ENI | 10 | eni-lens.yaml:2 |',
  ]);
  checkHover(`${given}# file: shop.yaml\n${groups('m99.large', '2$09')}`, [
    '| ENIs of m99.large | 3 | eni-lens.yaml:2 |',
    '| addresses per ENI | 10 | eni-lens.yaml:2 |',
  ]);
  checkHover(`${given}# file: shop.yaml\n${groups('m5$0.large', '29')}`, ['| ENIs | 3 | instance table of ']);
});

describe('ENIConfigs and subnets', () => {
  const eniConfig = (
    name: string,
    subnet = 'subnet-0a1b2c3d4e5f60711',
  ): string => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: ${subnet}
  securityGroups: [sg-0f1e2d3c4b5a69788]
`;
  const on = '        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\n';

  it('says who uses an ENIConfig, also in other files', () => {
    const group = 'managedNodeGroups:\n  - name: web\n    labels:\n      k8s.amazonaws.com/eniConfig: pods\n';
    checkHover(`# file: cluster.yaml\n${addon(on, group)}# file: pods.yaml\n${eniConfig('po$0ds')}`, [
      '**ENIConfig pods: used by node group web**',
      '| node group web | label k8s.amazonaws.com/eniConfig |',
      '| subnet | subnet-0a1b2c3d4e5f60711 | pods.yaml:6 |',
      '| security group | sg-0f1e2d3c4b5a69788 | pods.yaml:7 |',
    ]);
  });

  it('says what a label chooses', () => {
    const group = 'managedNodeGroups:\n  - name: web\n    labels:\n      k8s.amazonaws.com/eniConfig: po$0ds\n';
    checkHover(`# file: cluster.yaml\n${addon(on, group)}# file: pods.yaml\n${eniConfig('pods')}`, [
      '**node group web: ENIConfig pods**',
      '| defined | pods | pods.yaml:4 |',
      '| subnet | subnet-0a1b2c3d4e5f60711 | pods.yaml:6 |',
    ]);
  });

  it('says what a zone chooses where nodes choose by zone', () => {
    const byZone = `${on}        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone\n`;
    const group = 'managedNodeGroups:\n  - name: web\n    availabilityZones: [eu-west-$01a]\n';
    checkHover(addon(byZone, `${group}---\n${eniConfig('eu-west-1a')}`), [
      '**Nodes in eu-west-1a: ENIConfig eu-west-1a**',
    ]);
  });

  it('says that custom networking is off', () => {
    checkHover(addon('        MAX_ENI: "2"\n', `---\n${eniConfig('po$0ds')}`), [
      '**ENIConfig pods: nothing visible uses it**',
      'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is off: no ENIConfig has any effect',
    ]);
  });

  it('counts the addresses and prefixes of a subnet', () => {
    // 2^8 − 5 = 251; 2^4 − 2 = 14.
    checkHover(
      cluster(
        'vpc:\n  subnets:\n    private:\n      eu-west-1a:\n        id: subnet-0a1b2c3d4e5f60711\n        cidr: 10.0.$01.0/24\n',
      ),
      [
        '**10.0.1.0/24: 251 usable addresses, 14 prefixes**',
        '`2^(32 − 24) − 5 = 251; 2^(28 − 24) − 2 = 14`',
        '| zone | eu-west-1a | file.yaml:',
      ],
    );
  });

  describe('counts them too where something else names the subnet', () => {
    const id = 'subnet-0a1b2c3d4e5f60711';
    const vpc = `vpc:\n  subnets:\n    private:\n      pods: { id: ${id}, cidr: 10.0.1.0/24, az: eu-west-1a }\n`;
    const resource = (type: string, name: string, body: string): string => `resource "${type}" "${name}" {\n${body}}\n`;
    const subnet = (name: string, cidr: string): string => resource('aws_subnet', name, `  cidr_block = "${cidr}"\n`);
    const groupIn = (subnets: string): string =>
      resource('aws_eks_node_group', 'web', `  cluster_name = "shop"\n  subnet_ids = [${subnets}]\n`);

    it.each([
      [
        'its id in a group of eksctl',
        cluster(`${vpc}managedNodeGroups:\n  - name: web\n    subnets: [subnet-0a1b2c$03d4e5f60711]\n`),
      ],
      ['its key in a group of eksctl', cluster(`${vpc}managedNodeGroups:\n  - name: web\n    subnets: [po$0ds]\n`)],
      ['an ENIConfig', addon(on, `${vpc}---\n${eniConfig('pods', 'subnet-0a1b$02c3d4e5f60711')}`)],
      [
        'a class of Karpenter',
        `${cluster(vpc)}---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec: { amiSelectorTerms: [{ alias: al2023@latest }], subnetSelectorTerms: [{ id: subnet-0a1b$02c3d4e5f60711 }] }
`,
      ],
      [
        'an expression of Terraform',
        `# file: m/main.tf\n${subnet('a', '10.0.1.0/24')}${subnet('b', '10.0.2.0/25')}${groupIn('aws_sub$0net.a.id, aws_subnet.b.id')}`,
      ],
    ])('as %s', (_, text) => {
      checkHover(text, ['**10.0.1.0/24: 251 usable addresses, 14 prefixes**']);
    });
  });

  it('says at the range of the VPC what the cluster takes of it', () => {
    const groups = (count: number): string =>
      Array.from({ length: count }, (_, at) => `  - { name: g${at}, instanceType: m5.large, maxSize: 5 }\n`).join('');
    const vpc = 'vpc:\n  cidr: 10.$00.0.0/16\navailabilityZones: [eu-west-1a, eu-west-1b]\nmanagedNodeGroups:\n';
    // 2–5 nodes of 10–30 addresses each; in a /19 of two zones 3 × 30 = 90 are less than 1 % of 8187.
    checkHover(cluster(vpc + groups(1)), [
      '**10.0.0.0/16: 65\u202f536 addresses**',
      '2–5 nodes: 20–150 addresses',
      'full nodes take 90 of the 8\u202f187 addresses of /19',
    ]);
    checkHover(cluster(vpc + groups(2)), ['2 node groups · 4–10 nodes: 40–300 addresses']);
  });

  it('sizes the VPC and the services', () => {
    checkHover(cluster('vpc:\n  cidr: 10.$00.0.0/16\n'), [
      '**10.0.0.0/16: 65\u202f536 addresses**',
      '256 subnets of /24',
    ]);
    checkHover(cluster('kubernetesNetworkConfig:\n  serviceIPv4CIDR: 172.20.$00.0/16\n'), [
      '**172.20.0.0/16: 65\u202f536 service addresses**',
    ]);
  });
});

describe('text of files', () => {
  it.each([
    ['[x](command:evil)', '\\[x\\](command:evil)'],
    ['![x](http://evil)', '\\!\\[x\\](http\\://evil)'],
    ['`code`', '\\`code\\`'],
    ['a | b', 'a \\| b'],
    ['<img src=x onerror=1>', '\\<img src=x onerror=1\\>'],
    ['**bold** _it_ ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~'],
    ['WARM_IP_TARGET', 'WARM_IP_TARGET'],
    ['a\nb\r\n\tc', 'a b c'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['&amp; $(gear) a@b.c www.evil.com', '\\&amp; \\$(gear) a\\@b.c www\\.evil.com'],
    ['\u202edlrow', 'dlrow'],
  ])('shows %j as it is', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('cannot change the hover it stands in', () => {
    const text = hoverText(addon('        CLUSTER_ENDPOINT: "$0[x](command:evil) `a | < b"\n')) ?? '';
    expect(text).toContain('\\[x\\](command:evil) \\`a \\| \\< b');
    expect(text).not.toMatch(/(?<!\\)\[x/);
  });

  it('is cut where it is long', () => {
    const text = hoverText(addon(`        CLUSTER_ENDPOINT: "$0${'x'.repeat(5000)}"\n`)) ?? '';
    expect(text.length).toBeLessThan(2500);
  });
});

describe('a file of many documents', () => {
  it('is read at the document under the cursor only', () => {
    const document = addon('        WARM_IP_TARGET: "3"\n', web);
    const text = Array.from({ length: 100 }, () => document).join('---\n');
    const workspace = workspaceOf([{ path: 'file.yaml', text }]);
    const line = text.split('\n').findLastIndex((each) => each.includes('WARM_IP_TARGET'));
    // What stands in all the others is gone, so whoever reads them finds nothing.
    const others = text.lastIndexOf('---\n');
    const blank = text.slice(0, others).replace(/[^\n]/g, ' ') + text.slice(others);
    const files = new Map([...workspace.files].map(([uri, file]) => [uri, { ...file, text: blank }]));
    const position = { line, character: 10 };
    expect(hover({ ...workspace, files }, 'file.yaml', position)).toBeDefined();
    expect(hover({ ...workspace, files }, 'file.yaml', position)).toEqual(hover(workspace, 'file.yaml', position));
  });
});

describe('max pods of a NodeConfig', () => {
  const nodeConfig =
    'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 5$08\n';

  it('is held against the types of its cluster', () => {
    checkHover(
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\nmanagedNodeGroups:\n  - { name: web, instanceType: m5.large }\n---\n${nodeConfig}`,
      [
        '**58 pods need prefix delegation, which nothing here turns on: without it a node of type m5.large serves 29**',
        '3 ENIs × (10 − 1) + 2 = 29',
        '| m5.large | 29 | 110 |',
      ],
    );
  });

  it('claims nothing of types that are not seen', () => {
    checkHover(nodeConfig, [
      '**58 pods on every node, whatever its instance type can serve**',
      '| t3.medium | 17 | 110 |',
      '| m5.large | 29 | 110 |',
      '_The instance types cannot be seen here: some usual ones are shown_',
    ]);
  });
});

describe('max pods of a NodeConfig that something else overrules', () => {
  const parts = (...specs: readonly string[]): string =>
    ['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="B"', ...specs.map(part), '--B--', ''].join('\n');
  const nodeConfig = (spec: string): string => `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: ${spec}\n`;
  const part = (spec: string): string =>
    spec.startsWith('#!')
      ? `\n--B\nContent-Type: text/x-shellscript\n\n${spec}`
      : `\n--B\nContent-Type: application/node.eks.aws\n\n${nodeConfig(spec)}`;
  const writes = (name: string, spec: string): string =>
    `#!/bin/bash\ncat > /etc/eks/nodeadm.d/${name} <<END\n${nodeConfig(spec)}END\n`;
  const wins = (pods: number) => `**kubelet.config.maxPods 58 has no effect: kubelet.config.maxPods ${pods} wins**`;

  it('names the later part that wins', () => {
    checkHover(parts('{ kubelet: { config: { maxPods: 5$08 } } }', '{ kubelet: { config: { maxPods: 29 } } }'), [
      wins(29),
      '| kubelet.config.maxPods | 58 | file.yaml:9 |',
      '| kubelet.config.maxPods | 29 | file.yaml:17 |',
    ]);
  });

  it('names a file that a script writes for nodeadm, wherever the script stands', () => {
    const own = '{ kubelet: { config: { maxPods: 5$08 } } }';
    const [first, second] = [20, 21].map((pods) =>
      writes(`${pods}.yaml`, `{ kubelet: { config: { maxPods: ${pods} } } }`),
    );
    checkHover(parts(own, `${first}`), [wins(20)]);
    checkHover(parts(`${first}`, own), [wins(20)]);
    // Files come in the order of their names.
    checkHover(parts(`${second}`, own, `${first}`), [wins(21)]);
  });

  it('names a flag, which stands behind the config file', () => {
    checkHover(nodeConfig('{ kubelet: { config: { maxPods: 5$08 }, flags: [--max-pods=20] } }'), [
      '**kubelet.config.maxPods 58 has no effect: --max-pods 20 wins**',
    ]);
    checkHover(nodeConfig('{ kubelet: { flags: [--max-p$0ods=58, --max-pods=20] } }'), [
      '--max-pods 58 has no effect: --max-pods 20 wins**',
    ]);
    checkHover(nodeConfig('{ kubelet: { config: { maxPods: 58 }, flags: [--max-p$0ods=20] } }'), [
      '**20 pods on every node, whatever its instance type can serve**',
    ]);
  });

  it('says so in user data of a launch template and of a group', () => {
    const text = parts(
      '{ kubelet: { config: { maxPods: 5$08 } } }',
      writes('a.yaml', '{ kubelet: { config: { maxPods: 20 } } }'),
    );
    checkHover(`# file: main.tf\nresource "aws_launch_template" "web" {\n  user_data = <<EOT\n${text}EOT\n}\n`, [
      wins(20),
    ]);
    const script = nodeConfig('{ kubelet: { config: { maxPods: 5$08 }, flags: [--max-pods=20] } }').replace(
      /^(?=.)/gm,
      '      ',
    );
    checkHover(
      cluster(`nodeGroups:\n  - name: web\n    instanceType: m5.large\n    overrideBootstrapCommand: |\n${script}`),
      ['**kubelet.config.maxPods 58 has no effect: --max-pods 20 wins**'],
    );
  });

  it('shows a number with its condition where a script may write another one, and none that nodeadm never reads', () => {
    const scripts = [
      '#!/bin/bash\nsed -i "s/maxPods: 58/maxPods: $N/" /etc/eks/nodeadm.d/x.yaml\n',
      writes('a.yaml', '{ kubelet: { config: { maxPods: $N } } }'),
    ];
    for (const script of scripts) {
      checkHover(parts('{ kubelet: { config: { maxPods: 5$08 } } }', script), [
        '**58 pods on every node, whatever its instance type can serve**',
        '_A script beside it may give the nodes another number, which would win_',
      ]);
    }
    const second = nodeConfig('{ kubelet: { config: { maxPods: 5$08 } } }');
    expect(hoverText(`${nodeConfig('{ kubelet: { config: { maxPods: 20 } } }')}---\n${second}`)).toBeUndefined();
  });
});

describe('the expression of a NodeConfig', () => {
  const nodeConfig = (expression: string): string => `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    maxPodsExpression: ${expression}
`;

  it('gives its value on each type, with its variables', () => {
    // c5.9xlarge has 36 vCPUs, so EKS recommends at most 250 there, 110 on the others.
    checkHover(nodeConfig('"default_enis * (ips_per_eni $0- 1) * 16 + 2"'), [
      // 3 × (6 − 1) × 16 + 2
      '**242 pods on t3.medium**',
      '`default_enis * (ips_per_eni - 1) * 16 + 2`',
      '`3 * (6 - 1) * 16 + 2`',
      '| t3.medium | 242 | 3 | 6 | 17 | 110 |',
      '| m5.large | 434 | 3 | 10 | 29 | 110 |',
      '| c5.9xlarge | 3 714 | 8 | 30 | 234 | 250 |',
      'The instance types cannot be seen here',
    ]);
  });

  it('says what counts instead', () => {
    const beside = (kubelet: string): string =>
      `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    maxPodsExpression: "max_$0pods - 1"\n${kubelet}`;
    checkHover(beside('    config: { maxPods: 20 }\n'), [
      '**It would give 16 pods on t3.medium**',
      '_kubelet.config.maxPods 20 wins: the expression only decides how much memory is reserved_',
    ]);
    const later = nodeConfig('"5"').replace(/^/gm, '  ');
    const written = `preBootstrapCommands:\n  - |\n    cat > /etc/eks/nodeadm.d/a.yaml <<END\n${later.replace(/^/gm, '  ')}\n    END\n`;
    const group = (script: string): string =>
      cluster(`nodeGroups:\n  - name: web\n    instanceType: m5.large\n${script.replace(/^(?=.)/gm, '    ')}`);
    const override = `overrideBootstrapCommand: |\n${beside('').replace(/^(?=.)/gm, '  ')}`;
    checkHover(group(`${override}${written}`), ['_A later maxPodsExpression counts instead: this one has no effect_']);
    checkHover(group(`${override}maxPodsPerNode: 20\n`), [
      '_maxPodsPerNode 20 wins: the expression only decides how much memory is reserved_',
    ]);
  });

  it('says what counts where it has none', () => {
    checkHover(nodeConfig('"max_pods / $00"'), [
      '**No value on t3.medium: nodeadm uses its default, 17 pods**',
      '| t3.medium | it divides by zero | 3 | 6 | 17 | 110 |',
    ]);
  });
});

describe('numbers of settings in force, not of the best case', () => {
  it('says that pods need prefix delegation where nobody can see whether that is on', () => {
    // 3 × (10 − 1) + 2 = 29; with prefixes 3 × 9 × 16 + 2 = 434.
    const group = 'managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n    maxPods$0PerNode: 110\n';
    checkHover(cluster(group), [
      '**110 pods need prefix delegation, which nothing here turns on: without it a node of type m5.large serves 29**',
      'those above 29 wait for an address',
      '| m5.large | 29 |',
      '| ENABLE_PREFIX_DELEGATION | off | default of eksctl',
    ]);
    checkHover(cluster(group.replace('$0', '').replace('m5.large', 'm5.l$0arge')), [
      '**m5.large: 29 pods (110 with prefix delegation) per node**',
    ]);
  });

  it('shows no pool of a cluster in which no node runs the VPC CNI', () => {
    const variable = 'kubectl set env ds aws-node -n kube-system WARM_IP$0_TARGET=5\n';
    const autoMode = hoverText(`# file: setup.sh\neksctl create cluster --name a --enable-auto-mode\n${variable}`);
    expect(autoMode).toContain('_EKS Auto Mode runs no aws-node on its nodes, and no others are visible here_');
    expect(autoMode).toContain('**WARM_IP_TARGET = 5 addresses**');
    const replaced = hoverText(
      `# file: setup.sh\neksctl create cluster --name a\n${variable}kubectl delete daemonset aws-node -n kube-system\n`,
    );
    expect(replaced).toContain(
      '_Another CNI gives the pods of this cluster their addresses, as far as the files show_',
    );
    expect(replaced).toContain('**WARM_IP_TARGET = 5 addresses**');
  });

  it('says of which type the one number of a group is', () => {
    // t3.small: 3 × (4 − 1) + 2 = 11
    const group = (types: string) => cluster(`managedNodeGroups:\n  - name: web\n    instanceTypes: ${types}\n`);
    checkHover(group('[t3.small, m5.l$0arge]'), [
      '**m5.large: 11 pods per node**',
      '3 ENIs × (4 − 1) + 2 = 11',
      'EKS gives every node of a managed group the smallest number of its types',
    ]);
    expect(hoverText(group('[m5.l$0arge]'))).not.toContain('the smallest number of its types');
  });

  it('names the condition of numbers that no file shows, and shows none where another CNI gives the addresses', () => {
    const group = 'managedNodeGroups:\n  - name: web\n    instanceType: m5.l$0arge\n    maxSize: 3\n';
    const asInstalled =
      '_No file here configures the VPC CNI: the numbers are those of the VPC CNI as eksctl installs it_';
    checkHover(cluster(group), ['**m5.large: 29 pods per node**', asInstalled]);
    checkHover(cluster(group.replace('$0', '').replace('maxSize', 'max$0Size')), [asInstalled]);
    expect(hoverText(cluster(`${group}addons: [{ name: vpc-cni }]\n`))).not.toContain('as eksctl installs it');
    const others = [
      'addonsConfig: { disableDefaultAddons: true }\n',
      'autoModeConfig: { enabled: true }\n',
      'addons: [{ name: cilium }]\n',
    ];
    for (const other of others) {
      const text = hoverText(cluster(group + other));
      expect(text).toContain('**m5.large: 3 ENIs of 10 addresses**');
      expect(text).toContain('The VPC CNI does not give the pods of this group their addresses');
      expect(text).not.toContain('29');
    }
  });

  it('shows MAX_ENI and the trunk ENI beside the numbers that count them', () => {
    // (min(4, 2) − 1) × (15 − 1) + 2 = 16
    const env = 'configurationValues: \'{"env":{"MAX_ENI":"2","ENABLE_POD_ENI":"true"}}\'';
    const text = hoverText(
      cluster(`addons:\n  - name: vpc-cni\n    ${env}\nnodeGroups:\n  - name: web\n    instanceType: m5.x$0large\n`),
    );
    expect(text).toContain('**m5.xlarge: 16 of 58 pods per node**');
    expect(text).toMatch(/\| ENABLE_POD_ENI&ensp; \| on&ensp; \|/);
    expect(text).toMatch(/\| MAX_ENI&ensp; \| 2&ensp; \|/);
  });

  it('counts no nodes below none, and no addresses in a range that is no subnet', () => {
    const group = 'nodeGroups:\n  - { name: web, instanceType: m5.large, min$0Size: -1, maxSize: 3 }\n';
    expect(hoverText(cluster(group)) ?? '').not.toContain('nodes take');
    const vpc = (range: string) =>
      `vpc:\n  subnets:\n    private:\n      eu-west-1a: { id: subnet-0a1b2c3d4e5f60711, cidr: ${range} }\n`;
    checkHover(cluster(vpc('10.0.$01.0/30')), ['**There is no subnet 10.0.1.0/30: AWS takes ranges from /16 to /28**']);
    checkHover(cluster(vpc('100.64$0.0.0/10')), ['**There is no subnet 100.64.0.0/10']);
    checkHover(cluster(vpc('10.0.$01.0/28')), ['**10.0.1.0/28: 11 usable addresses']);
  });

  it('keeps the slot that an old CNI keeps for a trunk ENI, on a type that has none', () => {
    // t3.medium: 3 ENIs of 6; without the trunk's slot 2 × 5 + 2 = 12 pods, and 2 + 10 = 12 addresses.
    const text = (version: string): string =>
      cluster(
        `addons:
  - name: vpc-cni
    version: ${version}
    configurationValues: '{"env":{"ENABLE_POD_ENI":"true","WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}'
nodeGroups:
  - name: web
    instanceType: t3.medium
    maxPods$0PerNode: 17
`,
      );
    checkHover(text('v1.18.1'), ['can serve 12**', '| t3.medium | 12 | 110 | 12 | 12 |']);
    checkHover(text('v1.20.4'), ['**17 pods fit', '| t3.medium | 17 | 110 | 12 | 18 |']);
  });

  it('speaks of no IPv4 addresses in an IPv6 cluster', () => {
    const text = hoverText(
      cluster(
        'addons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n  - name: web\n    instanceType: t3.s$0mall\n',
        'kubernetesNetworkConfig: { ipFamily: IPv6 }\n',
      ),
    );
    // EKS knows that IPv6 has prefixes: 3 × 3 × 16 + 2 = 146, and the cap.
    expect(text).toContain('**t3.small: 110 pods per node**');
    expect(text).toContain('addresses do not limit them');
    for (const word of ['custom networking', 'ENABLE_PREFIX_DELEGATION', 'in force', 'shipped default']) {
      expect(text).not.toContain(word);
    }
  });

  it('says what IPv6 needs of a type that cannot have it', () => {
    const text = hoverText(
      cluster(
        'addons: [{ name: vpc-cni }]\nnodeGroups:\n  - name: web\n    instanceType: t2.s$0mall\n',
        'kubernetesNetworkConfig: { ipFamily: IPv6 }\n',
      ),
    );
    expect(text).toContain('t2.small cannot have prefixes: aws-node exits on it in an IPv6 cluster');
    expect(text).not.toContain('addresses do not limit them');
  });
});

describe('how a hover is laid out', () => {
  it('puts numbers below each other by their last digit, with a gap between columns', () => {
    const { workspace, uri, position } = marked(addon('        WARM_IP_$0TARGET: "3"\n', web));
    const found = hover(workspace, uri, position)?.contents;
    expect(found).toMatchObject({
      value: expect.stringMatching(
        /\| m5\.large node&ensp; \| for pods&ensp; \| ENIs&ensp; \| addresses of subnets \|\n\| :--- \| ---: \| ---: \| ---: \|/,
      ),
    });
  });

  it.each([
    {
      what: 'some of a number beside a number',
      groups: ['{ name: web, instanceType: m5.large, maxPodsPerNode: 110 }', '{ name: jobs, instanceType: m5.large }'],
      // 3 × (10 − 1) + 2 = 29, of which the second group has all.
      table: /\| Node group \| Max pods \|.*\n\| :--- \| ---: \|.*\n\| web \| 29 of 110 \|.*\n\| jobs \| 29 \|/,
    },
    {
      what: 'what nobody knows beside numbers',
      groups: [
        '{ name: web, instanceType: m5.large, minSize: 2, maxSize: 6 }',
        '{ name: jobs, instanceType: m5.large, minSize: 1, maxSize: "{{ .most }}" }',
      ],
      table:
        /\| Nodes \| Addresses \|\n\| :--- \| ---: \| ---: \| ---: \| ---: \|\n\| web .*\n\| jobs .* \| \? \| \? \|/,
    },
  ])('puts below each other by the last digit also $what', ({ groups, table }) => {
    const text = addon(
      '        WARM_ENI_TARGET: "1"\n',
      `managedNodeGroups:\n${groups.map((each) => `  - ${each}\n`).join('')}`,
    );
    expect(hoverText(text.replace('harbor', 'har$0bor'))?.replaceAll('&ensp;', '')).toMatch(table);
  });

  it('has no column that says nothing in any row', () => {
    const group = 'managedNodeGroups:\n  - { name: w$0eb, instanceType: m5.large, minSize: 2, maxSize: 6 }\n';
    const text = hoverText(addon('        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\n', group));
    expect(text).toContain('most nodes, full');
    expect(text).toContain('The sizes of the subnets are not visible');
    expect(text).not.toContain('Of the subnets');
  });

  it('parts thousands in a formula as in the sentence above it', () => {
    const group = 'managedNodeGroups:\n  - { name: web, instanceType: m6i.4xlarge, maxPods$0PerNode: 250 }\n';
    const text = hoverText(addon('        ENABLE_PREFIX_DELEGATION: "true"\n', group));
    // 8 ENIs of 30 addresses: 8 × 29 × 16 + 2.
    expect(text).toContain('**250 pods fit: a node of type m6i.4xlarge can serve 3 714**');
    expect(text).toContain('`8 ENIs × (30 − 1) × 16 + 2 = 3 714`');
  });

  it('says in which of the files of one name something stands', () => {
    const files = (name: string) =>
      `# file: file:///w/${name}/cluster.yaml\n${addon('        WARM_IP_TARGET: "3"\n', web)}`.replace('shop', name);
    const text = hoverText(`${files('a')}\n${files('b').replace('WARM_IP', 'WARM_$0IP')}`);
    expect(text).toContain('[b/cluster.yaml:');
  });
});

it('says on the name of a cluster which of its subnets ends first', () => {
  const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: sh$0op, region: eu-west-1 }
vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
      eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa0, cidr: 10.0.0.0/23 }
      eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.0.2.0/24 }
managedNodeGroups:
  - { name: web, instanceType: m5.large, privateNetworking: true, minSize: 3, maxSize: 9 }
  - { name: jobs, instanceType: c5.xlarge, privateNetworking: true, minSize: 1, maxSize: 4 }
`;
  // At most 5 nodes with 3 × 10 addresses and 2 with 4 × 15 are in one zone: 270, of 2 ^ 8 - 5.
  expect(hoverText(text)).toContain('Fullest subnet: full nodes take 270 of the 251 addresses of 10.0.2.0/24 (108 %)');
});
