import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'max-pods-above-capacity';

/** A ClusterConfig with vpc-cni settings and one group of m5.large: 3 ENIs with 10 addresses, 2 vCPUs. */
function cluster(env: readonly string[], group: string, kind = 'managedNodeGroups'): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"
${env.map((line) => `        ${line}\n`).join('')}${kind}:
  - name: web
    ${group.trim().replaceAll('\n', '\n    ')}
`;
}

function found(text: string): readonly string[] {
  return findings([{ path: 'file.yaml', text }]).map((each) => `${each.severity} ${each.rule}: ${each.message}`);
}

function fixTitles(text: string): readonly string[] {
  return findings([{ path: 'file.yaml', text }]).flatMap(({ fixes }) => fixes.map(({ title }) => title));
}

describe('the arithmetic', () => {
  it('names the number, the limit and what is left behind, and points at the number', () => {
    // 3 × (10 − 1) + 2 = 29; 110 − 29 = 81
    check(`apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
managedNodeGroups:
  - name: web
    instanceType: m5.large
    maxPodsPerNode: 110
#                   ^^^ warning max-pods-above-capacity: maxPodsPerNode 110 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29, which leaves 81 in ContainerCreating
`);
  });

  it('accepts the limit itself and refuses one more', () => {
    checkClean(cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 29'));
    expect(found(cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 30'))).toEqual([
      `warning ${rule}: maxPodsPerNode 30 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29, which leaves 1 in ContainerCreating on a full node`,
    ]);
  });

  it('takes the primary ENI away for custom networking', () => {
    // (3 − 1) × (10 − 1) + 2 = 20
    const [message] = found(
      cluster(
        ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"', 'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone'],
        'instanceType: m5.large\nmaxPodsPerNode: 21',
      ),
    );
    expect(message).toContain('the 20 pods m5.large can serve: (3 ENIs − 1 primary) × (10 − 1) + 2 = 20');
  });

  it('takes the ENIs away that MAX_ENI does not allow', () => {
    // min(3, 2) × (10 − 1) + 2 = 20
    const [message] = found(cluster(['MAX_ENI: "2"'], 'instanceType: m5.large\nmaxPodsPerNode: 29'));
    expect(message).toContain('the 20 pods m5.large can serve: min(3 ENIs, MAX_ENI 2) × (10 − 1) + 2 = 20');
  });

  it('takes the trunk away for security groups for pods, where the type can have one', () => {
    // m5.large: (3 − 1) × (10 − 1) + 2 = 20; t3.large cannot have a trunk: 3 × (12 − 1) + 2 = 35
    const only = (type: string, maxPods: number) =>
      found(cluster(['ENABLE_POD_ENI: "true"'], `instanceType: ${type}\nmaxPodsPerNode: ${maxPods}`)).filter((each) =>
        each.includes(rule),
      );
    expect(only('m5.large', 20)).toEqual([]);
    expect(only('m5.large', 21)[0]).toContain('(3 ENIs − 1 trunk) × (10 − 1) + 2 = 20');
    expect(only('t3.large', 35)).toEqual([]);
  });

  it('is silent when no ENI is left for pods: what takes it is the finding', () => {
    // MAX_ENI leaves one ENI, which custom networking does not use.
    const text = cluster(
      [
        'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"',
        'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone',
        'MAX_ENI: "1"',
      ],
      'instanceType: m5.large\nmaxPodsPerNode: 20',
    );
    expect(findings([{ path: 'file.yaml', text }]).map((each) => each.rule)).toEqual(['max-eni-too-small']);
  });

  it('names the trunk ENI only where there is a slot for it', () => {
    const related = (maxEni: string) =>
      findings([
        {
          path: 'file.yaml',
          text: cluster(
            ['ENABLE_POD_ENI: "true"', `MAX_ENI: "${maxEni}"`],
            'instanceType: c5.4xlarge\nmaxPodsPerNode: 90',
          ),
        },
      ])
        .find((each) => each.rule === rule)
        ?.related.map(({ message }) => message);
    expect(related('1')).not.toContain('Security groups for pods keep one ENI for the trunk');
    expect(related('2')).toContain('Security groups for pods keep one ENI for the trunk');
  });

  it('counts one ENI on Windows, with prefixes at best', () => {
    // (10 − 1) × 16 = 144
    const group = (maxPods: number) =>
      cluster(
        [],
        `instanceType: m5.large\namiFamily: WindowsServer2022FullContainer\nmaxPodsPerNode: ${maxPods}`,
        'nodeGroups',
      );
    expect(found(group(144)).filter((each) => each.includes(rule))).toEqual([]);
    expect(found(group(145)).find((each) => each.includes(rule))).toContain('the 144 pods m5.large can serve');
  });
});

describe('what is not seen', () => {
  const alone = (group: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - name: web
    ${group.replaceAll('\n', '\n    ')}
`;

  it('is what eksctl installs where nobody configures the CNI: said as info, with what would change it', () => {
    const asInstalled = 'with the VPC CNI as eksctl installs it';
    // m5.large 3 × (10 − 1) + 2 = 29, with prefixes 434; t3.micro 2 × (2 − 1) + 2 = 4, with prefixes 34; t2.medium (Xen) 17
    checkClean(alone('instanceType: m5.large\nmaxPodsPerNode: 29'));
    expect(found(alone('instanceType: m5.large\nmaxPodsPerNode: 30'))).toEqual([
      `info ${rule}: maxPodsPerNode 30 is above the 29 pods m5.large serves ${asInstalled}: 3 ENIs × (10 − 1) + 2 = 29; 30 needs prefix delegation, which no file here turns on`,
    ]);
    expect(found(alone('instanceType: t3.micro\nmaxPodsPerNode: 35'))).toEqual([
      `info ${rule}: maxPodsPerNode 35 is above the 4 pods t3.micro serves ${asInstalled}: 2 ENIs × (2 − 1) + 2 = 4; with prefix delegation, which no file here turns on, it serves 34`,
    ]);
    expect(found(alone('instanceType: t2.medium\nmaxPodsPerNode: 110'))).toEqual([
      `info ${rule}: maxPodsPerNode 110 is above the 17 pods t2.medium serves ${asInstalled}: 3 ENIs × (6 − 1) + 2 = 17`,
    ]);
  });

  it('is taken at its best where the CNI may be configured out of sight', () => {
    const hidden = (group: string) => `${alone(group)}addons: [{ name: "\${ADDON}" }]\n`;
    checkClean(hidden('instanceType: m5.large\nmaxPodsPerNode: 110'));
    expect(found(hidden('instanceType: t3.micro\nmaxPodsPerNode: 35'))[0]).toContain(
      `info ${rule}: maxPodsPerNode 35 is above the 34 pods t3.micro can serve with the VPC CNI, even with prefix delegation`,
    );
  });

  it('is taken at its best where the CNI cannot read the text, which is a finding of its own', () => {
    const text = cluster(['ENABLE_PREFIX_DELEGATION: "yes"'], 'instanceType: m5.large\nmaxPodsPerNode: 110');
    expect(found(text).filter((each) => each.includes(rule))).toEqual([]);
  });

  it('keeps silent about templates, launch templates, unknown types, IPv6, Auto Mode and other CNIs', () => {
    checkClean(cluster(['ENABLE_PREFIX_DELEGATION: "${PREFIXES}"'], 'instanceType: m5.large\nmaxPodsPerNode: 110'));
    checkClean(alone('instanceType: t3.micro\nmaxPodsPerNode: ${MAX_PODS}'));
    checkClean(alone('instanceType: ${TYPE}\nmaxPodsPerNode: 5000'));
    checkClean(alone('instanceTypes: [t3.micro, "${TYPE}"]\nmaxPodsPerNode: 110'));
    const silent = (text: string) => expect(found(text).filter((each) => each.includes(rule))).toEqual([]);
    silent(alone('instanceType: t3.macro\nmaxPodsPerNode: 5000'));
    silent(
      alone(
        'instanceType: t3.micro\nmaxPodsPerNode: 110\ntaints: [{ key: node.cilium.io/agent-not-ready, effect: NoExecute }]',
      ),
    );
    silent(`${alone('instanceType: t3.micro\nmaxPodsPerNode: 110')}autoModeConfig: { enabled: true }\n`);
    silent(`${alone('instanceType: t3.micro\nmaxPodsPerNode: 110')}addonsConfig: { disableDefaultAddons: true }\n`);
    silent(`${alone('instanceType: t3.micro\nmaxPodsPerNode: 110')}kubernetesNetworkConfig: { ipFamily: IPv6 }\n`);
  });

  it("does not judge the number EKS computes, only the node's own", () => {
    const env = ['MAX_ENI: "2"'];
    const silent = (text: string) => expect(found(text).filter((each) => each.includes(rule))).toEqual([]);
    silent(cluster(env, 'instanceType: m5.large'));
    // nodeadm and Bottlerocket take 29 on m5.large, whatever MAX_ENI is; 2 × (10 − 1) + 2 = 20
    for (const family of ['AmazonLinux2023', 'Bottlerocket']) {
      const [message] = found(cluster(env, `instanceType: m5.large\namiFamily: ${family}`, 'nodeGroups'));
      expect(message).toContain("The node's own max pods of 29 is above the 20 pods m5.large can serve");
    }
    silent(cluster(env, 'instanceType: m5.large\namiFamily: Ubuntu2204', 'nodeGroups'));
  });
});

describe('several types', () => {
  it('names the worst and points at the others', () => {
    // t3.small 3 × (4 − 1) + 2 = 11, m5.large 29, m5.xlarge 4 × (15 − 1) + 2 = 58
    const text = cluster([], 'instanceTypes: [m5.large, t3.small, m5.xlarge]\nmaxPodsPerNode: 58');
    const [finding] = findings([{ path: 'file.yaml', text }]);
    expect(finding?.message).toContain('maxPodsPerNode 58 is above the 11 pods t3.small can serve');
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'm5.large can serve 29: 3 ENIs × (10 − 1) + 2 = 29',
      'Prefix delegation is off: nothing sets ENABLE_PREFIX_DELEGATION here',
    ]);
  });
});

describe('fixes', () => {
  it('sets what the smallest type can serve, and keeps the line as it is', () => {
    checkFix(cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 110 # dense'), {
      rule,
      title: 'Set maxPodsPerNode to 29, what m5.large can serve',
      expected: cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 29 # dense'),
    });
  });

  it('turns on prefix delegation where that is enough', () => {
    checkFix(cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 110'), {
      rule,
      title: 'Turn on prefix delegation: m5.large then serves 434 pods',
      expected: cluster(['ENABLE_PREFIX_DELEGATION: "true"'], 'instanceType: m5.large\nmaxPodsPerNode: 110'),
    });
  });

  it('puts prefix delegation in the place of the shipped WARM_ENI_TARGET, which has no effect beside it', () => {
    const env = ['AWS_VPC_K8S_CNI_LOGLEVEL: INFO', 'WARM_ENI_TARGET: "1"'];
    const dense = 'instanceType: m5.large\nmaxPodsPerNode: 110';
    for (const list of [env.slice(1), env, [...env, 'WARM_IP_TARGET: "5"', 'MINIMUM_IP_TARGET: "10"']]) {
      checkFix(cluster(list, dense), {
        rule,
        title: 'Turn on prefix delegation: m5.large then serves 434 pods',
        expected: cluster(
          list.map((line) => line.replace('WARM_ENI_TARGET: "1"', 'ENABLE_PREFIX_DELEGATION: "true"')),
          dense,
        ),
      });
    }
  });

  it('sets no more than EKS recommends', () => {
    // m5.4xlarge serves 8 × (30 − 1) + 2 = 234, with prefixes 8 × 29 × 16 + 2 = 3714, and EKS recommends 110 below 30 vCPUs.
    expect(fixTitles(cluster([], 'instanceType: m5.4xlarge\nmaxPodsPerNode: 300'))).toEqual([
      'Turn on prefix delegation: m5.4xlarge then serves 3714 pods',
      'Set maxPodsPerNode to 110, the most EKS recommends for m5.4xlarge',
    ]);
  });

  it("adds the missing number where the node's own is too high", () => {
    const env = ['MAX_ENI: "2"'];
    checkFix(cluster(env, 'instanceType: m5.large', 'nodeGroups'), {
      rule,
      title: 'Set maxPodsPerNode to 20',
      expected: cluster(env, 'instanceType: m5.large\nmaxPodsPerNode: 20', 'nodeGroups'),
    });
    checkFix(cluster(env, 'instanceType: m5.large', 'nodeGroups'), {
      rule,
      title: 'Turn on prefix delegation and set maxPodsPerNode to 110',
      expected: cluster(
        [...env, 'ENABLE_PREFIX_DELEGATION: "true"'],
        'instanceType: m5.large\nmaxPodsPerNode: 110',
        'nodeGroups',
      ),
    });
  });

  const dense = 'instanceType: m5.large\nmaxPodsPerNode: 110';

  it.each([
    ['the type cannot have prefixes', cluster([], 'instanceType: t2.medium\nmaxPodsPerNode: 110')],
    ['the CNI is older than 1.9', cluster([], dense).replace('vpc-cni', 'vpc-cni\n    version: v1.8.0-eksbuild.1')],
    ['another group cannot use it', `${cluster([], dense)}nodeGroups: [{ name: old, instanceType: t2.medium }]\n`],
    ['the number would still be too high', cluster([], 'instanceType: m5.large\nmaxPodsPerNode: 435')],
  ])('does not turn on prefix delegation where %s', (_, text) => {
    expect(found(text).filter((each) => each.includes(rule))).toHaveLength(1);
    expect(fixTitles(text).filter((title) => title.startsWith('Turn on'))).toEqual([]);
  });

  it('keeps at least as many addresses warm as a WARM_ENI_TARGET that somebody chose', () => {
    const list = (...lines: readonly string[]) => ['AWS_VPC_K8S_CNI_LOGLEVEL: INFO', ...lines];
    const on = 'ENABLE_PREFIX_DELEGATION: "true"';
    // An ENI of m5.large has 9 addresses for pods: 2 × 9 = 18 are on 2 prefixes of 16, 3 × 9 = 27 too, 4 × 9 = 36 on 3.
    for (const [enis, prefixes] of [
      ['2', '2'],
      ['3', '2'],
      ['4', '3'],
    ]) {
      checkFix(cluster(list(`WARM_ENI_TARGET: "${enis}"`), dense), {
        rule,
        title: `Turn on prefix delegation, with WARM_PREFIX_TARGET ${prefixes} in the place of WARM_ENI_TARGET ${enis}: m5.large then serves 434 pods`,
        expected: cluster(list(`WARM_PREFIX_TARGET: "${prefixes}"`, on), dense),
      });
    }
    // ipamd takes no less than one prefix.
    checkFix(cluster(list('WARM_ENI_TARGET: "0"'), dense), {
      rule,
      title:
        'Turn on prefix delegation, with WARM_PREFIX_TARGET 1 in the place of WARM_ENI_TARGET 0: m5.large then serves 434 pods',
      expected: cluster(list('WARM_PREFIX_TARGET: "1"', on), dense),
    });
    // By the type of the cluster that has most on an ENI: 2 × 29 = 58 of an m5.4xlarge are on 4 prefixes.
    const wide = `${cluster(list('WARM_ENI_TARGET: "2"'), dense)}nodeGroups: [{ name: wide, instanceType: m5.4xlarge, maxPodsPerNode: 110 }]\n`;
    expect(fixTitles(wide)[0]).toMatch(
      /^Turn on prefix delegation, with WARM_PREFIX_TARGET 4 in the place of WARM_ENI_TARGET 2/,
    );
  });

  it('leaves two warm targets that somebody chose to a person', () => {
    const both = cluster(['WARM_ENI_TARGET: "2"', 'WARM_PREFIX_TARGET: "3"'], dense);
    expect(fixTitles(both).filter((title) => title.includes('then serves'))).toEqual([]);
  });

  it('replaces a WARM_ENI_TARGET that counts for nothing beside WARM_IP_TARGET', () => {
    checkFix(cluster(['WARM_ENI_TARGET: "2"', 'WARM_IP_TARGET: "5"', 'MINIMUM_IP_TARGET: "10"'], dense), {
      rule,
      title: 'Turn on prefix delegation: m5.large then serves 434 pods',
      expected: cluster(['ENABLE_PREFIX_DELEGATION: "true"', 'WARM_IP_TARGET: "5"', 'MINIMUM_IP_TARGET: "10"'], dense),
    });
  });

  it('turns on prefix delegation for whoever wrote the number, though nodes of another group keep the one they compute', () => {
    expect(fixTitles(`${cluster([], dense)}nodeGroups: [{ name: new, instanceType: m5.large }]\n`)).toEqual([
      'Turn on prefix delegation: m5.large then serves 434 pods',
      'Set maxPodsPerNode to 29, what m5.large can serve',
    ]);
  });

  it("makes the env of an add-on's configuration that has none", () => {
    const addon = (values: string): string =>
      cluster([], dense).replace(/ {4}configurationValues[\s\S]*(?=managed)/, `    configurationValues: '${values}'\n`);
    checkFix(addon('{"enableNetworkPolicy": "true"}'), {
      rule,
      title: 'Turn on prefix delegation: m5.large then serves 434 pods',
      expected: addon('{"enableNetworkPolicy": "true", "env": {"ENABLE_PREFIX_DELEGATION": "true"}}'),
    });
  });

  it('turns on prefix delegation first in an add-on without configuration values: who wrote 110 wants 110', () => {
    const bare = cluster([], dense).replace(/ {4}configurationValues[\s\S]*(?=managed)/, '');
    expect(fixTitles(bare)).toEqual([
      'Turn on prefix delegation: m5.large then serves 434 pods',
      'Set maxPodsPerNode to 29, what m5.large can serve',
    ]);
    checkFix(bare, {
      rule,
      expected: bare.replace(
        'managed',
        `    configurationValues: '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'\nmanaged`,
      ),
    });
  });

  it('sets WARM_PREFIX_TARGET too in a DaemonSet, whose code default is 0', () => {
    const daemonSet = (env: string) => `# file: aws-node.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: aws-node } }
  template:
    spec:
      containers:
        - name: aws-node
          image: example.com/amazon-k8s-cni:v1.19.0
          env:
            - name: ENABLE_IPv4
              value: "true"
            - name: MY_NODE_NAME
              valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
${env}# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - name: web
    instanceType: m5.large
    maxPodsPerNode: 110
`;
    const added = [
      ['ENABLE_PREFIX_DELEGATION', 'true'],
      ['WARM_PREFIX_TARGET', '1'],
    ].map(([name, value]) => `            - name: ${name}\n              value: "${value}"\n`);
    checkFix(daemonSet(''), { rule, title: 'Turn on prefix delegation', expected: daemonSet(added.join('')) });
  });

  it('leaves nothing behind in any carrier of the settings', () => {
    const quoted = cluster([], dense).replace(
      /configurationValues[\s\S]*(?=managed)/,
      `configurationValues: '{"env": {"POD_MTU": "8951"}}'\n`,
    );
    expect(checkAllFixes(quoted)).toBe(2);
    expect(
      checkAllFixes(quoted.replace(`'{"env": {"POD_MTU": "8951"}}'`, '"{\\"env\\": {\\"POD_MTU\\": \\"8951\\"}}"')),
    ).toBe(2);
  });
});

describe('a cluster that lists no vpc-cni', () => {
  const file = (addons: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - { name: web, instanceType: m5.large, maxPodsPerNode: 110 }
${addons}`;
  const values = `configurationValues: '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}'`;

  it.each([
    ['', `addons:\n  - name: vpc-cni\n    ${values}\n`],
    ['addons:\n  - name: coredns\n', `addons:\n  - name: coredns\n  - name: vpc-cni\n    ${values}\n`],
    ['addons: [{ name: coredns }]\n', `addons: [{ name: coredns }, {name: "vpc-cni", ${values}}]\n`],
  ])('is offered the add-on with prefix delegation, beside %j', (written, expected) => {
    checkFix(file(written), {
      rule,
      title: 'List vpc-cni with prefix delegation: m5.large then',
      expected: file(expected),
    });
  });
});
