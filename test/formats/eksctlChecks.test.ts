import { describe, expect, it } from 'vitest';
import { checkFix, findings } from '../harness/check.js';

/*
 * What eksctl refuses, by kinds: the same check for both kinds of groups, for each spelling and for JSON. The verdicts are those of the
 * conditions in eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/validation.go; whole files that eksctl judged itself are in test/oracle.
 */

const head =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2, version: "1.34" }\n';
const of = (rule: string, text: string) =>
  findings([{ path: 'file.yaml', text }]).flatMap((each) => (each.rule === rule ? [each.message] : []));

const refusedGroup = (text: string) => of('group-rejected-by-eksctl', text);
const managed = (fields: string) => `${head}managedNodeGroups: [{ name: web, ${fields} }]\n`;
const own = (fields: string) => `${head}nodeGroups: [{ name: web, ${fields} }]\n`;

const ami = 'ami: ami-0123456789abcdef0';
const template = 'launchTemplate: { id: lt-0123456789abcdef0 }';
const script = 'overrideBootstrapCommand: /etc/eks/bootstrap.sh shop';

describe('the zones of a group', () => {
  const zones = 'availabilityZones: [us-west-2a, us-west-2b]\n';
  const subnets = (access: string) =>
    `vpc: { subnets: { ${access}: { us-west-2a: { id: subnet-0123456789abcdef0 }, b: { az: us-west-2b, id: subnet-0123456789abcdef1 } } } }\n`;
  const inZone = (zone: string, more = '') => `availabilityZones: [${zone}]${more}`;
  const behind = (text: string, rest: string) => text.replace(head, head + rest);

  it.each([
    ['outside of those of the cluster', behind(managed(inZone('us-west-2c')), zones), 1],
    ['among those of the cluster', behind(managed(inZone('us-west-2b')), zones), 0],
    ['where eksctl chooses those of the cluster', managed(inZone('us-west-2c')), 0],
    ['without a private subnet', behind(own(inZone('us-west-2c', ', privateNetworking: true')), subnets('private')), 1],
    ['with a private subnet', behind(own(inZone('us-west-2b', ', privateNetworking: true')), subnets('private')), 0],
    ['public, where all subnets are private', behind(own(inZone('us-west-2a')), subnets('private')), 1],
    ['with a public subnet', behind(own(inZone('us-west-2a')), subnets('public')), 0],
    ['a template', behind(managed(inZone('"${ZONE}"')), zones), 0],
    ['beside templates', behind(managed(inZone('us-west-2c')), zones.replace('us-west-2a', '"${ZONE}"')), 0],
    [
      'of subnets by names of their own',
      behind(own(inZone('us-west-2c')), subnets('public').replace('us-west-2a', 'one')),
      0,
    ],
    [
      'in a VPC whose subnets nobody names',
      behind(managed(inZone('us-west-2c')), `vpc: { id: vpc-0123456789abcdef0 }\n${zones}`),
      0,
    ],
  ])('%s', (_, text, count) => {
    const found = refusedGroup(text);
    expect(found).toHaveLength(count);
    for (const each of found)
      expect(each).toContain('subnet in that zone. It stops there late, when the control plane is up');
  });
});

describe('the subnets of a group', () => {
  const vpc =
    'vpc: { subnets: { private: { one: { id: subnet-0123456789abcdef0 } }, public: { two: { id: subnet-0123456789abcdef1 } } } }\n';
  const text = (fields: string) => own(fields).replace(head, head + vpc);

  it.each([
    ['a private one by its name', 'subnets: [one]', 1],
    ['a private one by its id', 'subnets: [subnet-0123456789abcdef0]', 1],
    ['beside a public one', 'subnets: [two, one], privateNetworking: false', 1],
    ['with privateNetworking', 'subnets: [one], privateNetworking: true', 0],
    ['where that is a template', 'subnets: [one], privateNetworking: "${PRIVATE}"', 0],
    ['a public one', 'subnets: [two, subnet-0123456789abcdef1]', 0],
    ['one of the account', 'subnets: [subnet-0123456789abcdef9]', 0],
  ])('%s', (_, fields, count) => {
    expect(refusedGroup(text(fields))).toHaveLength(count);
  });
});

describe('a group', () => {
  it.each([
    ['managed', managed('instanceType: m5.large, instanceTypes: [m5.large]'), 1],
    ['managed', managed('instanceType: m5.large, instanceTypes: []'), 0],
    ['managed', managed('instanceType: "", instanceTypes: [m5.large]'), 0],
    ['managed', managed('instanceType: m5.large, instanceSelector: { vCPUs: 2 }'), 1],
    ['managed', managed('instanceType: m5.large, instanceSelector: {}'), 0],
    ['own', own('instanceType: m5.large, instancesDistribution: { instanceTypes: [m5.large] }'), 1],
    ['own', own('instanceType: mixed, instancesDistribution: { instanceTypes: [m5.large] }'), 0],
    ['own', own('instancesDistribution: { maxPrice: 1 }'), 1],
    ['own', own('instancesDistribution: { maxPrice: 1 }, instanceSelector: { vCPUs: 2 }'), 0],
    ['own', own('cpuCredits: unlimited, instanceType: m5.large'), 1],
    ['own', own('cpuCredits: unlimited, instanceSelector: { <<: { vCPUs: 2 } }'), 0],
    ['own', own('cpuCredits: unlimited, instanceType: m5.large, instanceSelector: {}'), 1],
    ['own', own('cpuCredits: unlimited, instanceSelector: "${SELECTOR}"'), 0],
    ['own', own('instancesDistribution: { instanceTypes: [m5.large], spotInstancePools: 0 }'), 1],
    ['own', own('instancesDistribution: { instanceTypes: [m5.large], spotInstancePools: 20 }'), 0],
    ['own', own('instancesDistribution: { instanceTypes: [m5.large], spotAllocationStrategy: cheapest }'), 1],
    ['managed', managed('availabilityZones: [us-west-2a], subnets: [subnet-0123456789abcdef0]'), 1],
    ['own', own('availabilityZones: [us-west-2a], subnets: [subnet-0123456789abcdef0]'), 1],
    ['own', own('availabilityZones: [us-west-2a], subnets: []'), 0],
    ['own', own('efaEnabled: true, subnets: [a, b]'), 1],
    ['own', own('efaEnabled: true, subnets: [a]'), 0],
    ['managed', managed(`${template}, volumeSize: 80`), 1],
    ['managed', managed(`${template}, preBootstrapCommands: []`), 0],
    ['managed', managed(`${template}, ssh: { publicKeyName: a }`), 1],
    ['managed', managed(`${template}, ssh: { allow: false }, instanceTypes: [m5.large]`), 0],
    ['managed', managed('launchTemplate: {}'), 1],
    ['managed', managed('launchTemplate: { id: lt-0123456789abcdef0, version: "$Default" }'), 1],
    ['managed', managed('launchTemplate: { id: lt-0123456789abcdef0, version: "3" }'), 0],
    ['managed', managed('launchTemplate: { id: lt-0123456789abcdef0, version: "${VERSION}" }'), 0],
    ['managed', managed(ami), 1],
    ['own', own(ami), 1],
    ['managed', managed(`${ami}, amiFamily: AmazonLinux2023`), 0],
    ['managed', managed(`${ami}, amiFamily: Ubuntu2404`), 1],
    ['own', own(`${ami}, amiFamily: Ubuntu2404`), 1],
    ['own', own(`${ami}, amiFamily: Ubuntu2404, ${script}`), 0],
    ['managed', managed(`amiFamily: Ubuntu2404, ${script}`), 1],
    ['own', own(`amiFamily: Ubuntu2404, ${script}`), 0],
    ['managed', managed('amiFamily: bottlerocket, preBootstrapCommands: []'), 1],
    ['own', own('amiFamily: bottlerocket, preBootstrapCommands: [a]'), 1],
    ['own', own('amiFamily: WindowsServer2022CoreContainer, preBootstrapCommands: [a]'), 0],
    ['own', own('bottlerocket: { enableAdminContainer: true }'), 1],
    ['managed', managed('bottlerocket: { enableAdminContainer: true }'), 0],
    ['managed', managed('placement: { spreadLevel: rack }'), 1],
    ['own', own('placement: { groupName: "" }'), 1],
    ['own', own('placement: { groupName: "{{ group }}" }'), 0],
    ['managed', managed('desiredCapacity: 1, minSize: 2'), 1],
    ['managed', managed('maxSize: 1'), 1],
    ['managed', managed('maxSize: 2'), 0],
    ['own', own('desiredCapacity: 1, minSize: 2'), 0],
    ['managed', managed('updateConfig: {}'), 1],
    ['managed', managed('maxSize: 3, updateConfig: { maxUnavailable: 4 }'), 1],
    ['managed', managed('labels: { a/b/c: d }'), 1],
    ['own', own('labels: { tier: two words }'), 1],
    ['own', own('labels: { tier: "", a.b/c_d: x-1 }'), 0],
    ['managed', managed('taints: [{ key: a, effect: NoSchedules }]'), 1],
    ['own', own('taints: { a: "b:NoSchedule", c: NoExecute }'), 0],
    ['own', own('taints: { a: b }'), 1],
    ['own', own('taints: [{ Key: a, VALUE: b, Effect: NoSchedule }]'), 0],
    ['own', own('taints: [{ Key: a, Effect: Never }]'), 1],
    ['managed', managed('taints: [{ Key: a, effect: NoSchedule }]'), 1],
    ['managed', managed('taints: { a: "b:Never" }'), 0],
    ['managed', managed('securityGroups: { withShared: true }'), 1],
    ['own', own('securityGroups: { withShared: true }'), 0],
    ['managed', managed('amiFamily: AL2'), 1],
    ['own', own('amiFamily: BOTTLEROCKET_ARM_64'), 1],
    ['own', own('amiFamily: amazonlinux2023'), 0],
    ['own', own('amiFamily: "{{ .family }}"'), 0],
    ['managed', managed('instanceType: inf2.xlarge, amiFamily: Ubuntu2404'), 1],
    ['managed', managed('instanceType: inf2.xlarge'), 0],
    ['own', own('volumeName: /dev/xvdb'), 1],
    ['managed', managed('volumeName: /dev/xvdb'), 0],
    ['managed', managed('volumeKmsKeyID: a'), 1],
    ['managed', managed('volumeKmsKeyID: a, volumeEncrypted: true'), 0],
    ['own', own('volumeType: gp2, volumeThroughput: 200'), 1],
    ['own', own('volumeType: io1, volumeIOPS: 99'), 1],
    ['own', own('kubeletExtraConfig: { clusterDomain: a }'), 1],
    ['own', own('cpuCredits: unlimited, instanceType: t3.large'), 0],
    ['own', own('cpuCredits: unlimited'), 1],
    ['own', own('iam: { instanceRoleARN: a, attachPolicyARNs: [b] }'), 1],
    ['managed', managed('iam: { instanceProfileARN: a }'), 1],
  ])('%s: %s', (_, text, count) => {
    expect(refusedGroup(text)).toHaveLength(count);
  });

  it('is refused as JSON too', () => {
    const group = { name: 'web', instanceType: 'm5.large', instanceTypes: ['m5.large'] };
    const text = JSON.stringify({
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'shop', region: 'us-west-2' },
      managedNodeGroups: [group],
    });
    const found = findings([{ path: 'file.json', text }]).filter(({ rule }) => rule === 'group-rejected-by-eksctl');
    expect(found.map(({ message }) => message)).toEqual([
      'eksctl refuses instanceType of web: only one of instanceType and instanceTypes can be set',
    ]);
  });

  it.each([
    ['1.32', 0],
    ['1.33', 1],
    ['1.34', 1],
    ['1.35', 1],
    ['latest', 1],
    ['${VERSION}', 0],
  ])('has no AmazonLinux2 from 1.33 on: %s', (version, count) => {
    for (const text of [own('amiFamily: amazonlinux2'), managed('amiFamily: AmazonLinux2')]) {
      expect(refusedGroup(text.replace('"1.34"', `"${version}"`))).toHaveLength(count);
      expect(refusedGroup(text.replace(', version: "1.34"', ''))).toHaveLength(1);
    }
  });

  it('has a name of its own', () => {
    expect(refusedGroup(`${head}managedNodeGroups: [{ name: a }]\nnodeGroups: [{ name: a }]\n`)).toHaveLength(1);
    expect(refusedGroup(`${head}managedNodeGroups: [{ name: "\${A}" }, { name: "\${A}" }]\n`)).toEqual([]);
    expect(refusedGroup(`${head}managedNodeGroups: [{ instanceType: m5.large }, null]\n`)).toHaveLength(2);
    expect(refusedGroup(own('').replace('web', 'web.1'))).toHaveLength(1);
    expect(refusedGroup(managed('').replace('web', 'web.1'))).toEqual([]);
  });

  it('is left alone where a template may decide', () => {
    const either = `{{ if .many }}\n    instanceTypes: [m5.large]\n{{ else }}\n    instanceType: m5.large\n{{ end }}\n`;
    expect(refusedGroup(`${head}managedNodeGroups:\n  - name: web\n${either}`)).toEqual([]);
    expect(refusedGroup(managed('instanceType: "{{ type }}", instanceTypes: [m5.large]'))).toEqual([]);
  });
});

describe('overrideBootstrapCommand on Amazon Linux 2023', () => {
  const block = (lines: string, more = '') =>
    `${head}nodeGroups:\n  - name: web\n${more}    overrideBootstrapCommand: |\n${lines.replace(/^/gm, '      ')}\n`;
  const config = 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n';

  it.each([
    ['a script', '#!/bin/bash\n/etc/eks/bootstrap.sh shop', 1],
    ['a script without its first line', '/etc/eks/bootstrap.sh shop', 1],
    ['a script with a template', '#!/bin/bash\n/etc/eks/bootstrap.sh ${NAME}', 1],
    ['a MIME message', 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n\na\n--B--', 1],
    ['a list', '- a', 1],
    ['another kind', 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 20', 1],
    ['no kind', 'spec: {}', 1],
    ['flags that are a text', `${config}spec: { kubelet: { flags: --max-pods=20 } }`, 1],
    ['a NodeConfig', `${config}spec: { kubelet: { flags: [--max-pods=20], config: { maxPods: 20 } } }`, 0],
    ['a template', '{{ config }}', 0],
  ])('%s', (_, text, count) => {
    const rule = 'override-not-node-config';
    expect(of(rule, block(text))).toHaveLength(count);
    expect(of(rule, block(text).replace('nodeGroups', 'managedNodeGroups'))).toHaveLength(count);
    expect(of(rule, block(text, `    amiFamily: Ubuntu2404\n    ${ami}\n`))).toEqual([]);
  });

  it('says that eksctl finds it late, and nothing else of the script', () => {
    const found = findings([{ path: 'file.yaml', text: block('#!/bin/bash\n/etc/eks/bootstrap.sh shop') }]);
    expect(found.map(({ message }) => message)).toEqual([
      'eksctl refuses overrideBootstrapCommand of web: on Amazon Linux 2023 it is a NodeConfig, and commands belong into preBootstrapCommands. It stops there late, when the control plane is up',
    ]);
  });
});

describe('what eksctl takes for something else than is written', () => {
  it.each(['on', 'yes', 'Off', 'y'])('is the label %s', (key) => {
    const text = (written: string) => `${head}managedNodeGroups: [{ name: web, labels: { ${written}: "x" } }]\n`;
    expect(of('eksctl-dropped-field', text(key))).toEqual([expect.stringContaining(`the label ${key} of web`)]);
    expect(of('eksctl-dropped-field', text(`"${key}"`))).toEqual([]);
    checkFix(text(key), { rule: 'eksctl-dropped-field', expected: text(`"${key}"`) });
  });

  it('is a document behind an empty one', () => {
    const text = `${head}managedNodeGroups: [{ name: web }]\n`;
    for (const before of [
      '---\n---\n',
      '# shop\n---\n---\n',
      '---\n# shop\n---\n',
      '\n%YAML 1.1\n---\n---\n',
      '---\nnull\n---\n',
      '--- ~\n---\n',
    ]) {
      expect(of('cluster-rejected-by-eksctl', `${before}${text}`)).toEqual([
        'eksctl reads the first document of a file only, and that is empty: it refuses the file',
      ]);
    }
    for (const before of ['', '---\n', '# shop\n---\n', '---\nkind: Secret\n---\n', '--- null and void\n---\n']) {
      expect(of('cluster-rejected-by-eksctl', `${before}${text}`)).toEqual([]);
    }
  });
});

describe('a key in another case than its field', () => {
  it.each([
    ['addons: [{ Name: vpc-cni }]', 'Name', 'name'],
    ['karpenter: { Version: 1.1.0 }\niam: { withOIDC: true }', 'Version', 'version'],
    ['secretsEncryption: { keyArn: "arn:aws:kms:us-west-2:111122223333:key/a" }', 'keyArn', 'keyARN'],
    [
      'iam: { withOidc: true, serviceAccounts: [{ metadata: { name: a }, attachPolicyARNs: [b] }] }',
      'withOidc',
      'withOIDC',
    ],
    ['managedNodeGroups: [{ Name: web }]', 'Name', 'name'],
    ['nodeGroups: [{ name: web, volumeName: a, volumesize: 80 }]', 'volumesize', 'volumeSize'],
  ])('is the one thing that is said where eksctl misses the field: %s', (lines, key, field) => {
    const text = `${head}${lines}\n`;
    const found = findings([{ path: 'file.yaml', text }]);
    expect(found.map(({ severity }) => severity)).toEqual(['error']);
    checkFix(text, { rule: found[0]?.rule ?? '', expected: `${head}${lines.replace(key, field)}\n` });
  });

  it('counts all the same where encoding/json decodes it', () => {
    const zones =
      '{ us-west-2a: { ID: subnet-0123456789abcdef0, CIDR: 10.0.0.0/29 }, us-west-2b: { id: subnet-0123456789abcdef1 } }';
    const text = `${head}vpc: { id: vpc-0123456789abcdef0, subnets: { private: ${zones} } }\n`;
    expect(of('subnet-cidr-size', text)).toHaveLength(1);
  });
});

describe('max pods that nobody reads', () => {
  it.each(['maxpods', 'MaxPods', 'max-pods', 'maxPod'])('are kubeletExtraConfig.%s', (key) => {
    const text = own(`kubeletExtraConfig: { ${key}: 20 }`);
    expect(of('max-pods-ignored', text)).toEqual([
      `Nothing reads kubeletExtraConfig.${key} of web: the kubelet knows maxPods`,
    ]);
    checkFix(text, { rule: 'max-pods-ignored', expected: own('kubeletExtraConfig: { maxPods: 20 }') });
  });

  it('are a text in the settings of Bottlerocket', () => {
    const text = (pods: string) =>
      managed(`amiFamily: Bottlerocket, bottlerocket: { settings: { kubernetes: { max-pods: ${pods} } } }`);
    expect(of('invalid-structure', text('"20"'))).toEqual([
      'Bottlerocket refuses max-pods "20", and no node joins: it must be an integer',
    ]);
    checkFix(text('"20"'), { rule: 'invalid-structure', expected: text('20') });
    expect(of('invalid-structure', text('"${PODS}"'))).toEqual([]);
  });
});

describe('labels that a kubelet may not set', () => {
  it('end it where a bootstrap script passes them', () => {
    const call = (label: string) => `/etc/eks/bootstrap.sh shop --kubelet-extra-args '--node-labels=${label},tier=web'`;
    const text = (label: string) =>
      `${head}nodeGroups:\n  - name: web\n    amiFamily: Ubuntu2404\n    ${ami}\n    overrideBootstrapCommand: |\n      #!/bin/bash\n      ${call(label)}\n`;
    expect(of('reserved-node-label', text('kubernetes.io/role=a'))).toHaveLength(1);
    expect(of('reserved-node-label', text('node.kubernetes.io/role=a'))).toEqual([]);
  });
});

describe('a cluster', () => {
  const subnets = 'subnets: { private: { us-west-2a: { id: subnet-0123456789abcdef0 } } }';
  const auto = 'autoModeConfig: { enabled: true }\n';
  const bare = 'addonsConfig: { disableDefaultAddons: true }\n';
  const group = 'managedNodeGroups: [{ name: web, desiredCapacity: 1 }]\n';

  it.each<readonly [lines: string, count: number]>([
    ['availabilityZones: [us-west-2a]', 1],
    ['availabilityZones: [us-west-2a, us-west-2a]', 0],
    ['availabilityZones: ["{{ zones }}"]', 0],
    ...['vpc: "${VPC}"', 'vpc: { subnets: "${ALL}" }', 'vpc: { subnets: { private: "${PRIVATE}" } }'].map(
      (vpc) => [`availabilityZones: [us-west-2a]\n${vpc}`, 0] as const,
    ),
    ['availabilityZones: [us-west-2a]\nvpc: { subnets: { "${ACCESS}": { a: { id: subnet-0123456789abcdef0 } } } }', 0],
    ['availabilityZones: [a, a]\nvpc: { controlPlaneOnPrivateSubnets: true }', 1],
    ['availabilityZones: [a, a]\nvpc: { controlPlaneOnPrivateSubnets: true, "${MORE}": {} }', 0],
    ...[
      ['{ a: { az: us-west-2a }, b: { az: us-west-2a } }', 1],
      ['{ a: { az: us-west-2a }, us-west-2a: {} }', 1],
      ['{ a: { az: us-west-2a }, us-west-2a: { az: "" } }', 1],
      ['{ a: { az: us-west-2a }, us-west-2a: "${SUBNET}" }', 0],
      ['{ a: { az: "${ZONE}" }, b: { az: "${ZONE}" } }', 0],
      ['{ a: { az: "${ZONE}" } }', 1],
    ].map(
      ([own, count]) =>
        [`vpc: { controlPlaneOnPrivateSubnets: true, subnets: { private: ${own} } }`, Number(count)] as const,
    ),
    ['vpc: { cidr: "2001:db8::/56" }', 1],
    ['vpc: { cidr: "2001:db8::/20" }', 1],
    [`vpc: { id: vpc-0123456789abcdef0, cidr: "2001:db8::/56", ${subnets} }`, 0],
    ['vpc: { cidr: 10.0.0.0/20 }', 0],
    ['vpc: { hostnameType: name }', 1],
    ...[
      ['Double', 1],
      ['single', 1],
      ['disabled', 1],
      ['""', 0],
      ['Single', 0],
      ['Disable', 0],
      ['HighlyAvailable', 0],
      ['"${NAT}"', 0],
    ].map(([gateway, count]) => [`vpc: { nat: { gateway: ${gateway} } }`, Number(count)] as const),
    [`vpc: { nat: { gateway: Double }, ${subnets} }`, 0],
    [`vpc: { controlPlaneOnPrivateSubnets: true, ${subnets} }`, 1],
    [`vpc: { controlPlaneOnPrivateSubnets: false, ${subnets} }`, 0],
    ['vpc: { hostnameType: "" }', 0],
    [`availabilityZones: [a, b]\nvpc: { ${subnets} }`, 1],
    ['availabilityZones: [a, b, c, d, e, f, g, h]', 0],
    ['availabilityZones: [a, b, c, d, e, f, g, h]\nlocalZones: [i]', 1],
    ['vpc: { extraCIDRs: [10.0.0.0] }', 1],
    ['vpc: { extraCIDRs: [10.0.0.0/16, "2001:db8::/32"] }', 0],
    ['vpc: { publicAccessCIDRs: [office, "${OFFICE}"] }', 1],
    ['kubernetesNetworkConfig: { serviceIPv4CIDR: 10.100.0.0 }', 1],
    ['kubernetesNetworkConfig: { ipFamily: dual }', 1],
    ['kubernetesNetworkConfig: { ipFamily: ipv4 }', 0],
    ['vpc: { ipv6Cidr: "2001:db8::/56" }', 1],
    ['vpc: { clusterEndpoints: { publicAccess: false } }', 1],
    ['vpc: { clusterEndpoints: { privateAccess: false } }', 0],
    ['privateCluster: { enabled: true }\nvpc: { clusterEndpoints: { privateAccess: true } }', 1],
    ['privateCluster: { enabled: true }\nvpc: { clusterEndpoints: { publicAccess: false, privateAccess: true } }', 1],
    [auto + group, 1],
    [`${auto}managedNodeGroups: []`, 0],
    [bare + group, 1],
    [`${bare}managedNodeGroups: [{ name: web, minSize: 1 }]`, 0],
    [`${bare}addons: [{ name: vpc-cni }]\n${group}`, 0],
    [`${bare}fargateProfiles: [{ name: a, selectors: [{ namespace: b }] }]`, 1],
    ['iam: { serviceAccounts: [{ metadata: { name: a }, attachPolicyARNs: [b] }] }', 1],
    ['iam: { withOIDC: true, serviceAccounts: [{ metadata: { name: a }, attachPolicyARNs: [b] }] }', 0],
    ...[
      ['', 1],
      ['attachPolicyARNs: []', 1],
      ['attachRoleARN: ""', 1],
      ['attachRoleARN: "${ROLE}"', 0],
      ['attachPolicy: {}', 0],
      ['wellKnownPolicies: { externalDNS: no }', 1],
      ['wellKnownPolicies: { externalDNS: yes }', 0],
      ['wellKnownPolicies: { externalDNS: "${DNS}" }', 0],
      ['<<: &role { attachRoleARN: b }', 0],
    ].map(
      ([role, count]) =>
        [`iam: { withOIDC: true, serviceAccounts: [{ metadata: { name: a }, ${role} }] }`, Number(count)] as const,
    ),
  ])('%s', (lines, count) => {
    expect(of('cluster-rejected-by-eksctl', `${head}${lines}\n`)).toHaveLength(count);
  });

  it.each([
    [`${auto}addons: [{ name: vpc-cni }, { name: coredns }]`, 1],
    [`${auto}addons: [{ name: metrics-server }]`, 0],
    [`${auto}addons: [{ name: vpc-cni }]\nremoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: [10.80.0.0/16] }] }`, 0],
    ['addons: [{ name: a, useDefaultPodIdentityAssociations: true }]', 1],
    ['addons: [{ name: a, useDefaultPodIdentityAssociations: true }, { name: eks-pod-identity-agent }]', 0],
    [`${auto}addons: [{ name: a, useDefaultPodIdentityAssociations: true }]`, 0],
    ['addons: [{ name: a, serviceAccountRoleARN: b, attachPolicyARNs: [c] }]', 1],
    ['addons: [{ name: a, serviceAccountRoleARN: b, attachPolicyARNs: [] }]', 0],
    ['addons: [{ version: latest }]', 1],
    ['addons: [{ name: a, namespaceConfig: { namespace: A } }]', 1],
  ])('add-ons: %s', (lines, count) => {
    expect(of('addon-rejected-by-eksctl', `${head}${lines}\n`)).toHaveLength(count);
  });
});

describe('an IPv6 cluster', () => {
  const ready =
    'addons: [{ name: vpc-cni, useDefaultPodIdentityAssociations: true }, { name: coredns }, { name: eks-pod-identity-agent }]\n';
  const ipv6 = (fields: string, addons = ready) =>
    of('ipv6-rejected-by-eksctl', `${head}kubernetesNetworkConfig: { ipFamily: IPv6 }\n${addons}${fields}\n`);

  it.each([
    ['vpc: { autoAllocateIPv6: true }', 1],
    ['vpc: { autoAllocateIPv6: on }', 1],
    ['vpc: { autoAllocateIPv6: no }', 0],
    ['vpc: { autoAllocateIPv6: "${AUTO}" }', 0],
    ['vpc: { nat: { gateway: Single } }', 1],
    ['vpc: { nat: {} }', 1],
    ['vpc: { nat: }', 0],
    ['localZones: [a]', 1],
    ['localZones: []', 0],
    ['localZones: "${ZONES}"', 0],
  ])('takes no %s', (fields, count) => {
    expect(ipv6(fields)).toHaveLength(count);
  });

  it.each([
    ['useDefaultPodIdentityAssociations: yes', 0],
    ['useDefaultPodIdentityAssociations: no', 1],
    ['useDefaultPodIdentityAssociations: "${USE}"', 0],
    ['podIdentityAssociations: []', 1],
    ['version: latest', 1],
  ])('needs an identity for vpc-cni: %s', (fields, count) => {
    expect(ipv6('', ready.replace('useDefaultPodIdentityAssociations: true', fields))).toHaveLength(count);
  });
});

describe('what others than eksctl refuse', () => {
  it('is said in their name', () => {
    expect(of('invalid-structure', own('minSize: -1'))).toEqual([
      expect.stringContaining('EC2 Auto Scaling takes no minSize below 0, and this is -1'),
    ]);
    expect(of('invalid-structure', own('kubeletExtraConfig: { maxPods: "20" }'))).toEqual([
      'The kubelet refuses maxPods "20": it must be an integer from 0 to 2147483647',
    ]);
    checkFix(own('kubeletExtraConfig: { maxPods: "20" }'), {
      rule: 'invalid-structure',
      expected: own('kubeletExtraConfig: { maxPods: 20 }'),
    });
    const ipv6 = 'kubernetesNetworkConfig: { ipFamily: IPv6 }\niam: { withOIDC: true }\naddons: [{ name: coredns }]\n';
    const windows = managed('amiFamily: WindowsServer2022CoreContainer');
    expect(of('ipv6-unsupported-instance', windows + ipv6)).toHaveLength(1);
    expect(of('ipv6-unsupported-instance', windows)).toEqual([]);
  });

  it.each([
    ['maxPods: -5', 1],
    ['maxPods: 3000000000', 1],
    ['maxPods: 1.5', 1],
    ['podsPerCore: -1', 1],
    ['podsPerCore: 2147483648', 1],
    ['maxPods: 0, podsPerCore: 2147483647', 0],
    ['maxPods: "${PODS}"', 0],
    ['maxPods: 20', 0],
  ])('is no number of pods for the kubelet: %s', (config, count) => {
    expect(of('invalid-structure', own(`kubeletExtraConfig: { ${config} }`))).toHaveLength(count);
    expect(of('invalid-structure', managed(`kubeletExtraConfig: { ${config} }`))).toEqual([]);
  });

  it('is dropped without a word', () => {
    const settings = 'bottlerocket: { settings: { kubernetes: { max-pods: 20 } } }';
    expect(of('max-pods-ignored', managed(settings))).toHaveLength(1);
    expect(of('max-pods-ignored', managed(`amiFamily: Bottlerocket, ${settings}`))).toEqual([]);
    expect(of('max-pods-ignored', own(settings))).toEqual([]);
  });
});
