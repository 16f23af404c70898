import { describe, expect, it } from 'vitest';
import { plansOf } from '../../server/linter/plans.js';
import { sayWith } from '../../server/messages/message.js';
import { planWords } from '../../server/wording/planSections.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkHover, proposals, workspaceOf } from '../harness/features.js';
import { parseFixture } from '../harness/fixture.js';

const nodeClass = (more = '', alias = 'al2023@latest') => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  amiSelectorTerms: [{ alias: ${alias} }]
  role: node
${more}`;

const pool = (types: string, more = '', name = 'default') => `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: ${name} }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements:
        - { key: node.kubernetes.io/instance-type, operator: In, values: [${types}] }
${more}`;

const daemonSet = (...variables: readonly [string, string][]) => `---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env: [${variables.map(([name, value]) => `{ name: ${name}, value: "${value}" }`).join(', ')}]
`;

const prefixes = daemonSet(['ENABLE_PREFIX_DELEGATION', 'true']);
const customNetworking = daemonSet(
  ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true'],
  ['ENABLE_PREFIX_DELEGATION', 'false'],
  ['ENI_CONFIG_LABEL_DEF', 'topology.kubernetes.io/zone'],
);

const told = (text: string) =>
  findings([{ path: 'karpenter.yaml', text }]).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

describe('pods per node of Karpenter', () => {
  // m5.large: 3 ENIs of 10 addresses; 3 x 9 + 2 = 29 by Karpenter, (3 - 1) x 9 + 2 = 20 with custom networking.
  it('does not know of custom networking', () => {
    expect(told(nodeClass() + pool('m5.large') + customNetworking)).toEqual([
      'info max-pods-above-capacity: The max pods of 29 that Karpenter computes without RESERVED_ENIS is above the 20 pods m5.large can serve: (3 ENIs − 1 primary) × (10 − 1) + 2 = 20, which leaves 9 in ContainerCreating on a full node',
    ]);
  });

  it('does not know of it either where a patch leaves prefix delegation to others', () => {
    const patch = daemonSet(
      ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true'],
      ['ENI_CONFIG_LABEL_DEF', 'topology.kubernetes.io/zone'],
    );
    expect(told(nodeClass() + pool('m5.large') + patch)).toEqual([
      'info max-pods-above-capacity: The max pods of 29 that Karpenter computes without RESERVED_ENIS is above the 20 pods m5.large can serve, unless prefix delegation is turned on elsewhere: (3 ENIs − 1 primary) × (10 − 1) + 2 = 20, which leaves 9 in ContainerCreating on a full node',
    ]);
    checkFix(nodeClass() + pool('m5.large') + patch, {
      rule: 'max-pods-above-capacity',
      expected: nodeClass('  kubelet:\n    maxPods: 20\n') + pool('m5.large') + patch,
    });
    // Another file of the cluster may turn it on.
    expect(told(nodeClass() + pool('m5.large') + patch + prefixes).filter((line) => line.includes('above'))).toEqual(
      [],
    );
  });

  // c7g.medium: 2 ENIs of 4 addresses; 2 x 3 + 2 = 8, with prefixes 2 x 3 x 16 + 2 = 98.
  it('does not know of prefix delegation', () => {
    expect(told(nodeClass() + pool('c7g.medium') + prefixes)).toEqual([
      'info max-pods-not-raised: Prefix delegation is on, but no max pods is set: each c7g.medium node still takes 8 pods, and could take 98',
    ]);
  });

  it('is written into the class, in a map that is made for it', () => {
    const files = pool('c7g.medium') + prefixes;
    checkFix(nodeClass() + files, {
      rule: 'max-pods-not-raised',
      expected: nodeClass('  kubelet:\n    maxPods: 98\n') + files,
    });
    checkFix(nodeClass('  kubelet:\n    podsPerCore: 0\n') + files, {
      rule: 'max-pods-not-raised',
      expected: nodeClass('  kubelet:\n    podsPerCore: 0\n    maxPods: 98\n') + files,
    });
    checkAllFixes(nodeClass() + pool('m5.large') + customNetworking);
  });

  it('is not written for one of several pools of a class', () => {
    const text = nodeClass() + pool('c7g.medium') + pool('m5.large', '', 'other') + prefixes;
    expect(findings([{ path: 'a.yaml', text }]).map(({ rule, fixes }) => [rule, fixes.length])).toEqual([
      ['max-pods-not-raised', 0],
      ['max-pods-not-raised', 0],
    ]);
  });

  it('is judged where it is written', () => {
    check(`apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  amiSelectorTerms: [{ alias: bottlerocket@latest }]
  kubelet: { maxPods: 110 }
#                     ^^^ warning max-pods-above-capacity: maxPods 110 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29
${pool('m5.large')}${daemonSet(['ENABLE_PREFIX_DELEGATION', 'false'])}`);
  });

  it('may be written in the pool, as v1beta1 had it', () => {
    const text =
      nodeClass() +
      pool('m5.large', '      kubelet: { maxPods: 110 }\n') +
      daemonSet(['ENABLE_PREFIX_DELEGATION', 'false']);
    expect(told(text)[0]).toContain('maxPods 110 is above the 29 pods');
  });

  it('is that of the vCPUs where podsPerCore leaves fewer, but not on Bottlerocket', () => {
    // 2 vCPUs x 5 = 10.
    const kubelet = '  kubelet: { podsPerCore: 5 }\n';
    expect(told(nodeClass(kubelet) + pool('m5.large') + customNetworking)).toEqual([]);
    expect(told(nodeClass(kubelet, 'bottlerocket@latest') + pool('m5.large') + customNetworking)).toHaveLength(1);
  });

  it('has 110 on Windows, and one ENI for it', () => {
    const windows = pool('m5.large', '        - { key: kubernetes.io/os, operator: In, values: [windows] }\n');
    expect(told(nodeClass('', 'windows2022@latest') + windows + prefixes)).toEqual([]);
  });
});

describe('what nobody can say of Karpenter', () => {
  it.each([
    [
      'types that Karpenter chooses',
      pool('m5.large').replace('node.kubernetes.io/instance-type', 'karpenter.k8s.aws/instance-family'),
    ],
    ['types that are left out', pool('m5.large').replace('operator: In', 'operator: NotIn')],
    ['a type that a template fills in', pool('"{{ .Values.type }}"')],
    [
      'a class of EKS Auto Mode',
      pool('m5.large').replace('karpenter.k8s.aws, kind: EC2NodeClass', 'eks.amazonaws.com, kind: NodeClass'),
    ],
    [
      'a class of another cloud',
      pool('Standard_D2').replace('karpenter.k8s.aws, kind: EC2NodeClass', 'karpenter.azure.com, kind: AKSNodeClass'),
    ],
    [
      'a class that is elsewhere',
      pool('m5.large').replace('EC2NodeClass, name: default }', 'EC2NodeClass, name: other }'),
    ],
    [
      'taints of Cilium',
      pool('m5.large', '      startupTaints: [{ key: node.cilium.io/agent-not-ready, effect: NoExecute }]\n'),
    ],
  ])('%s', (_, text) => {
    checkClean(nodeClass() + text + customNetworking);
  });

  it.each([
    ['an expression', '  kubelet: { maxPods: "min(110, max_pods)" }\n'],
    ['a template', '  kubelet: { maxPods: {{ .Values.maxPods }} }\n'],
    ['a kubelet of a template', '  kubelet: "{{ .Values.kubelet }}"\n'],
  ])('max pods as %s', (_, kubelet) => {
    expect(
      told(nodeClass(kubelet) + pool('m5.large') + customNetworking).filter((line) => line.includes('max-pods')),
    ).toEqual([]);
  });
});

describe('numbers of the kubelet in quotes', () => {
  it('are refused, and lose the quotes', () => {
    const refused = (name: string) => `error invalid-structure: Karpenter refuses ${name} "110": it must be an integer`;
    for (const name of ['maxPods', 'podsPerCore']) {
      const text = nodeClass(`  kubelet:\n    ${name}: "110"\n`);
      expect(told(text)).toEqual([refused(name)]);
      checkFix(text, { rule: 'invalid-structure', expected: text.replace('"110"', '110') });
    }
    expect(told(pool('m5.large', '      kubelet: { maxPods: "110" }\n'))).toEqual([refused('maxPods')]);
  });

  it('are taken by Terraform, which makes numbers of them', () => {
    const manifest = (kubelet: string) => `resource "kubernetes_manifest" "class" {
  manifest = {
    apiVersion = "karpenter.k8s.aws/v1"
    kind       = "EC2NodeClass"
    metadata   = { name = "default" }
    spec       = { kubelet = ${kubelet} }
  }
}
`;
    checkClean(`# file: main.tf\n${manifest('{ maxPods = "110" }')}`);
  });

  it.each(['"{{ .Values.pods }}"', '"$PODS"', '"max_pods"', '""', '110'])('are not %s', (value) => {
    checkClean(nodeClass(`  kubelet: { maxPods: ${value} }\n`));
  });
});

describe('a controller that leaves ENIs out', () => {
  it.each([
    [
      'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { containers: [{ env: [{ name: RESERVED_ENIS, value: "1" }] }] } } }\n',
    ],
    ['settings:\n  clusterName: shop\n  reservedENIs: 1\n'],
  ])('takes what Karpenter computes out of sight: %s', (controller) => {
    checkClean(
      `# file: nodes.yaml\n${nodeClass()}${pool('m5.large')}${customNetworking}# file: controller.yaml\n${controller}`,
    );
  });
});

describe('user data of Karpenter', () => {
  it('has no max pods of its own on Bottlerocket', () => {
    check(`apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  amiFamily: Bottlerocket
  userData: |
    [settings.kubernetes]
    kube-api-qps = 30
    max-pods = 110
#   ^^^^^^^^ warning karpenter-max-pods-in-user-data: max-pods has no effect: Karpenter puts its own max pods over the settings of this user data
`);
  });

  it.each([
    ['[settings.kubernetes.node-labels]\n    max-pods = "many"'],
    ['[settings.kernel]\n    max-pods = 1'],
    ['# max-pods = 110'],
  ])('says nothing of %s', (toml) => {
    checkClean(nodeClass(`  userData: |\n    ${toml}\n`, 'bottlerocket@latest'));
  });
});

describe('what a script of a class writes for nodeadm, on top of Karpenter’s own NodeConfig', () => {
  const writing = (maxPods: string) =>
    nodeClass(`  kubelet: { maxPods: 25 }
  userData: |
    #!/bin/bash
    cat > /etc/eks/nodeadm.d/max.yaml <<END
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec: { kubelet: { config: { maxPods: ${maxPods} } } }
    END
`) + pool('m5.l$0arge');

  it('is the number of its nodes', () => {
    checkHover(writing('20'), ['**m5.large: 20 pods per node**', '| max pods | 20 | file.yaml:13 |']);
  });

  it('is a flag of a NodeConfig too, which Karpenter does not give', () => {
    const flag = (kubelet: string) =>
      nodeClass(`${kubelet}  userData: |
    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec: { kubelet: { flags: [--max-pods=20] } }
`) + pool('m5.l$0arge');
    checkHover(flag(''), ['**m5.large: 20 pods per node**']);
    expect(conflicts(flag('  kubelet: { maxPods: 25 }\n'))).toEqual([
      'warning max-pods-conflict: Karpenter plans with maxPods 25, and the nodes run 20: --max-pods of their user data wins there',
    ]);
    expect(conflicts(flag('  kubelet: { maxPods: 20 }\n'))).toEqual([]);
  });

  it('leaves open what a variable fills in', () => {
    checkHover(writing('$N'), ['**m5.large: 3 ENIs of 10 addresses**']);
    expect(conflicts(writing('$N'))).toEqual([]);
  });

  it('is not the number that Karpenter plans with', () => {
    const text = writing('20').replace('$0', '');
    expect(conflicts(text)).toEqual([
      'warning max-pods-conflict: Karpenter plans with maxPods 25, and the nodes run 20: kubelet.config.maxPods of their user data wins there',
    ]);
    checkFix(text, {
      rule: 'max-pods-conflict',
      title: 'Set maxPods to 20, which the nodes run',
      expected: text.replace('maxPods: 25', 'maxPods: 20'),
    });
    expect(conflicts(writing('25'))).toEqual([]);
    expect(conflicts(writing('20').replace('  kubelet: { maxPods: 25 }\n', ''))).toEqual([
      'hint karpenter-max-pods-in-user-data: Karpenter does not see kubelet.config.maxPods 20, and plans with the max pods that it computes',
    ]);
    expect(conflicts(writing('20').replace('25', '"{{ .Values.pods }}"'))).toEqual([]);
  });

  const conflicts = (text: string) =>
    told(text.replace('$0', '')).filter((line) => / max-pods-conflict|in-user-data/.test(line));
});

describe('user data of the family Custom, which Karpenter hands on as it is', () => {
  const custom = (userData: string, kubelet = '') =>
    `${nodeClass(`  amiFamily: Custom\n${kubelet}  userData: |\n${userData.replace(/^(?=.)/gm, '    ')}`)}${pool('m5.l$0arge')}`;
  const config = (maxPods: string) =>
    `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { config: { maxPods: ${maxPods} } } }\n`;
  const saidOf = (text: string) => told(text.replace('$0', ''));

  it('decides about max pods', () => {
    checkHover(custom(config('20')), ['**m5.large: 20 pods per node**']);
    expect(saidOf(custom(config('20')))).toEqual([
      'hint karpenter-max-pods-in-user-data: Karpenter does not see kubelet.config.maxPods 20, and plans with the max pods that it computes',
    ]);
    expect(saidOf(custom(config('20'), '  kubelet: { maxPods: 20 }\n'))).toEqual([]);
    expect(saidOf(custom(config('20'), '  kubelet: { maxPods: 25 }\n'))).toEqual([
      'warning max-pods-conflict: Karpenter plans with maxPods 25, and the nodes run 20: kubelet.config.maxPods of their user data wins there',
    ]);
  });

  it('leaves open what a script does', () => {
    checkHover(custom('#!/bin/bash\n/etc/eks/bootstrap.sh shop\n', '  kubelet: { maxPods: 25 }\n'), [
      '**m5.large: 3 ENIs of 10 addresses**',
    ]);
  });
});

describe('labels of pools', () => {
  it('choose an ENIConfig', () => {
    const eniConfig = `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: pods-a }
spec: { subnet: subnet-0aa11bb22cc33dd44 }
`;
    const labelled = pool('m5.large').replace(
      '  template:\n',
      '  template:\n    metadata: { labels: { k8s.amazonaws.com/eniConfig: pods-b } }\n',
    );
    const text = nodeClass() + labelled + eniConfig + daemonSet(['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true']);
    expect(told(text).some((line) => line.includes('eniconfig-not-found') && line.includes('pods-b'))).toBe(true);
  });
});

describe('an editor at Karpenter', () => {
  it('explains max pods of a class by the types of its pool, and types', () => {
    const text = nodeClass('  kubelet: { maxPods: 1$010 }\n') + pool('m5.large') + prefixes;
    checkHover(text, ['110 pods fit', 'm5.large']);
    checkHover(nodeClass() + pool('m5.la$0rge') + prefixes, ['m5.large']);
  });

  it('completes types and numbers', () => {
    expect(proposals(nodeClass() + pool('m5.lar$0') + prefixes).map(({ label }) => label)).toContain('m5.large');
    const number = nodeClass('  kubelet:\n    maxPods: $0\n') + pool('m5.large') + prefixes;
    expect(proposals(number).map(({ label }) => label)).toEqual(['110']);
  });
});

describe('the nodes and subnets of a pool', () => {
  const [a, b] = ['subnet-0aaaaaaaaaaaaaaa0', 'subnet-0aaaaaaaaaaaaaaa1'];
  const terms = (...each: readonly string[]) => `  subnetSelectorTerms: [${each.join(', ')}]\n`;
  const both = terms(`{ id: ${a} }`, `{ id: ${b} }`);
  const subnets = `{ "Subnets": [
    { "SubnetId": "${a}", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "eu-west-1a", "AvailableIpAddressCount": 100 },
    { "SubnetId": "${b}", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "eu-west-1b", "AvailableIpAddressCount": 200 }
  ] }`;
  const settings = daemonSet(
    ['WARM_IP_TARGET', '2'],
    ['MINIMUM_IP_TARGET', '10'],
    ['ENABLE_PREFIX_DELEGATION', 'false'],
  );
  const zone = (operator: string, key = 'topology.kubernetes.io/zone') =>
    `        - { key: ${key}, operator: ${operator}, values: [eu-west-1b] }\n`;
  const planned = (ofClass: string, ofPool: string) => {
    const text = nodeClass(ofClass) + pool('m5.large', ofPool) + settings;
    const { files } = parseFixture(`# file: karpenter.yaml\n${text}# file: subnets.json\n${subnets}\n`);
    const [group] = plansOf(workspaceOf(files), {}).flatMap(({ nodeGroups }) => nodeGroups);
    return {
      nodes: [group?.leastNodes, group?.mostNodes],
      subnets: group?.podSubnets.names,
      available: group?.podSubnets.availableAddresses,
    };
  };

  it.each<[string, string, readonly (number | undefined)[]]>([
    ['limits.nodes', '  limits: { nodes: 4, cpu: 100 }\n', [0, 4]],
    // m5.large has 2 vCPUs.
    ['limits.cpu, the lower limit', '  limits: { nodes: 4, cpu: 7 }\n', [0, 3]],
    ['limits.cpu in quotes', '  limits: { cpu: "64", memory: 100Gi }\n', [0, 32]],
    ['limits.cpu of less than a node', '  limits: { cpu: 1 }\n', [0, 0]],
    ['limits.cpu by a template', '  limits: { cpu: "${CPU}" }\n', [undefined, undefined]],
    ['limits.nodes in quotes', '  limits: { nodes: "4" }\n', [0, 4]],
    ['a pool that is turned off', '  limits: { nodes: 0 }\n', [0, 0]],
    ['replicas', '  replicas: 3\n', [3, 3]],
    ['replicas that are replaced', '  replicas: 3\n  limits: { nodes: 5 }\n', [3, 5]],
    ['other limits', '  limits: { memory: 100Gi }\n', [undefined, undefined]],
    ['no limits', '', [undefined, undefined]],
    ['a template', '  limits: { nodes: "{{ .Values.nodes }}" }\n', [undefined, undefined]],
    ['replicas by a template', '  replicas: "{{ .Values.nodes }}"\n  limits: { nodes: 5 }\n', [undefined, undefined]],
  ])('are as many as its manifest says: %s', (_, ofPool, nodes) => {
    expect(planned(both, ofPool).nodes).toEqual(nodes);
  });

  it('are of no desired number where the pods decide', () => {
    const desired = (ofPool: string) =>
      plansOf(
        workspaceOf(
          parseFixture(`# file: karpenter.yaml\n${nodeClass('')}${pool('m5.large', ofPool)}${settings}`).files,
        ),
        {},
      ).flatMap(({ nodeGroups }) => nodeGroups.map(({ desiredNodes }) => desiredNodes));
    expect(desired('  limits: { nodes: 5 }\n')).toEqual([undefined]);
    expect(desired('  limits: { nodes: 0 }\n')).toEqual([0]);
    expect(desired('  replicas: 3\n  limits: { nodes: 5 }\n')).toEqual([3]);
  });

  it('are in no sum of desired nodes, which says what is certain', () => {
    const group = `---
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
vpc: { id: vpc-0a, subnets: { private: { eu-west-1a: { id: ${a} }, eu-west-1b: { id: ${b} } } } }
managedNodeGroups:
  - { name: web, instanceType: m5.large, privateNetworking: true, minSize: 2, desiredCapacity: 4, maxSize: 6 }
`;
    const plan = (ofPool: string) => {
      const text = nodeClass(both) + pool('m5.large', ofPool) + settings + group;
      const { files } = parseFixture(`# file: shop.yaml\n${text}# file: subnets.json\n${subnets}\n`);
      const [cluster] = plansOf(workspaceOf(files), {});
      if (cluster === undefined) throw new Error('there is a cluster');
      return cluster;
    };
    const open = plan('  limits: { nodes: 10 }\n');
    // WARM_IP_TARGET 2 and MINIMUM_IP_TARGET 10: 10 addresses on 2 ENIs, so 12 for a node without pods.
    expect(open.totals.nodes).toEqual({ least: 2, desired: undefined, desiredAtLeast: 4, most: 16 });
    expect(open.totals.addresses.desired.idle).toEqual([4 * 12, 14 * 12]);
    // Half of them in each of two zones.
    expect(open.subnets[0]?.nodes).toEqual({ least: 1, desired: undefined, desiredAtLeast: 2, most: 8 });
    expect(open.subnets[0]?.needed.desired.idle.addresses).toEqual([2 * 12, 7 * 12]);
    expect(open.nodeGroups.map(({ taken }) => taken?.desired.idle)).toEqual(
      expect.arrayContaining([
        [0, 10 * 12],
        [4 * 12, 4 * 12],
      ]),
    );
    const said = planWords(open, sayWith(undefined));
    const taken = said.sections.find(({ keys }) => keys?.includes(6));
    expect(taken?.rows.map((row) => [row[6], row[7]])).toEqual(
      expect.arrayContaining([
        ['1', '12'],
        ['≥ 2', '24–84'],
        ['8', '96'],
      ]),
    );
    expect(plan('  replicas: 3\n  limits: { nodes: 10 }\n').totals.nodes).toMatchObject({
      desired: 7,
      desiredAtLeast: 7,
    });
  });

  it('are not told by limits.cpu of types of several sizes', () => {
    const ofTypes = (types: string) =>
      plansOf(
        workspaceOf(
          parseFixture(`# file: karpenter.yaml\n${nodeClass('')}${pool(types, '  limits: { cpu: 64 }\n')}${settings}`)
            .files,
        ),
        {},
      ).flatMap(({ nodeGroups }) => nodeGroups.map(({ mostNodes }) => mostNodes));
    expect(ofTypes('m5.large, c5.large')).toEqual([32]);
    expect(ofTypes('m5.large, m5.xlarge')).toEqual([undefined]);
  });

  it.each<[string, string, string, readonly string[]]>([
    ['all', both, '', ['10.0.0.0/24', '10.0.1.0/24']],
    ['one', terms(`{ id: ${a} }`), '', ['10.0.0.0/24']],
    ['those of its zones', both, zone('In'), ['10.0.1.0/24']],
    ['zones it does not want', both, zone('NotIn'), []],
    ['zones by their ids', both, zone('In', 'topology.k8s.aws/zone-id'), []],
    ['one that is not seen', terms(`{ id: ${a} }`, '{ id: subnet-0aaaaaaaaaaaaaaa9 }'), '', []],
    ['some by tags', terms(`{ id: ${a} }`, '{ tags: { Name: web } }'), '', []],
    ['a template', terms('{ id: "{{ .Values.subnet }}" }'), '', []],
    ['no terms', '', '', []],
  ])('are those that its class names: %s', (_, ofClass, ofPool, names) => {
    expect(planned(ofClass, ofPool).subnets).toEqual(names);
  });
});
