import { describe, expect, it } from 'vitest';
import { knownValue } from '../../server/model/fact.js';
import type { MaxPods, NodeGroup } from '../../server/model/resource.js';
import { cluster } from '../harness/carriers.js';
import { resource, resources } from '../harness/read.js';

const managed = (fields: string) => resource(cluster(`managedNodeGroups:\n  - { name: m, ${fields} }\n`), 'nodeGroup');
const selfManaged = (fields: string) => resource(cluster(`nodeGroups:\n  - { name: s, ${fields} }\n`), 'nodeGroup');

const types = ({ instanceTypes }: NodeGroup) =>
  instanceTypes.kind === 'known' ? instanceTypes.value.map(knownValue) : instanceTypes.kind;

describe('instance types of a group', () => {
  it.each([
    ['a type', managed('instanceType: c5.large'), ['c5.large']],
    ['several', managed('instanceTypes: [c5.large, m5.large]'), ['c5.large', 'm5.large']],
    ['a mix', selfManaged('instancesDistribution: { instanceTypes: [c5.large, m5.large] }'), ['c5.large', 'm5.large']],
    [
      'a mix beside "mixed"',
      selfManaged('instanceType: mixed, instancesDistribution: { instanceTypes: [c5.large] }'),
      ['c5.large'],
    ],
    ["nothing: eksctl's default", managed('minSize: 1'), ['m5.large']],
    ["an empty text: eksctl's default", managed('instanceType: ""'), ['m5.large']],
    [
      'an empty selector, as a dry run prints it',
      managed('instanceType: c5.large, instanceSelector: {}'),
      ['c5.large'],
    ],
    ['a selector', managed('instanceSelector: { vCPUs: 2 }'), 'unknown'],
    ['a launch template', managed('launchTemplate: { id: lt-0123456789abcdef0 }'), 'unknown'],
    ['a template', managed('instanceType: "${TYPE}"'), 'unknown'],
    ['a templated key beside it', managed('"${KEY}": x'), 'unknown'],
    ['a mix without types', selfManaged('instancesDistribution: { onDemandBaseCapacity: 1 }'), 'unknown'],
  ])('%s', (_, group, expected) => {
    expect(types(group)).toEqual(expected);
  });

  it('says when the type is the default only', () => {
    expect([
      managed('minSize: 1').instanceTypesDefaulted,
      managed('instanceType: m5.large').instanceTypesDefaulted,
    ]).toEqual([true, false]);
  });
});

describe('max pods of a group', () => {
  const shape = (maxPods: MaxPods) =>
    maxPods.kind === 'set'
      ? `${maxPods.setting} ${maxPods.value}`
      : maxPods.kind === 'computed'
        ? `computed, ${maxPods.setting}`
        : 'unknown';

  it.each([
    ['maxPodsPerNode', managed('maxPodsPerNode: 20'), 'maxPodsPerNode 20'],
    ['maxPodsPerNode 0, which eksctl takes for not set', managed('maxPodsPerNode: 0'), 'computed, maxPodsPerNode'],
    ['nothing', selfManaged('instanceType: m5.large'), 'computed, maxPodsPerNode'],
    ['kubeletExtraConfig', selfManaged('kubeletExtraConfig: { maxPods: 20 }'), 'kubeletExtraConfig.maxPods 20'],
    [
      'both: maxPodsPerNode wins',
      selfManaged('maxPodsPerNode: 30, kubeletExtraConfig: { maxPods: 20 }'),
      'maxPodsPerNode 30',
    ],
    [
      'Bottlerocket settings of a managed group',
      managed('amiFamily: Bottlerocket, bottlerocket: { settings: { kubernetes: { max-pods: 40 } } }'),
      'bottlerocket.settings.kubernetes.max-pods 40',
    ],
    [
      'a managed Windows group, where eksctl ignores it',
      managed('amiFamily: WindowsServer2022CoreContainer, maxPodsPerNode: 20'),
      'computed, undefined',
    ],
    [
      'a script that sets it',
      selfManaged('maxPodsPerNode: 20, preBootstrapCommands: ["sed -i s/x/--max-pods=9/ y"]'),
      'unknown',
    ],
    [
      'a bootstrap script on AL2',
      selfManaged('amiFamily: AmazonLinux2, maxPodsPerNode: 20, overrideBootstrapCommand: "/etc/eks/bootstrap.sh x"'),
      'computed, undefined',
    ],
    [
      'another script on AL2',
      selfManaged('amiFamily: AmazonLinux2, maxPodsPerNode: 20, overrideBootstrapCommand: "/opt/start.sh x"'),
      'unknown',
    ],
    [
      'a bootstrap script on AL2023 that leaves it alone',
      selfManaged('maxPodsPerNode: 20, overrideBootstrapCommand: "spec: {}"'),
      'maxPodsPerNode 20',
    ],
    ['a launch template', managed('launchTemplate: { id: lt-0123456789abcdef0 }'), 'unknown'],
    ['an own image without a family', managed('ami: ami-0123456789abcdef0'), 'unknown'],
    ['a template', managed('maxPodsPerNode: "${MAX_PODS}"'), 'unknown'],
    ['a number in quotes', managed('maxPodsPerNode: "20"'), 'unknown'],
    ['a negative number', managed('maxPodsPerNode: -1'), 'unknown'],
  ])('%s', (_, group, expected) => {
    expect(shape(group.maxPods)).toBe(expected);
  });
});

describe('the cluster', () => {
  it('takes the IP family in any case', () => {
    expect(resource(cluster('kubernetesNetworkConfig: { ipFamily: ipv6 }\n'), 'cluster').ipFamily).toMatchObject({
      value: 'IPv6',
    });
  });

  it('takes the key of a subnet for its zone where no az is written', () => {
    const text = cluster(`vpc:
  subnets:
    private:
      eu-west-1a: { id: subnet-0123456789abcdef0 }
      spare: { id: subnet-0123456789abcdef1, az: eu-west-1b, cidr: 10.0.0.0/24 }
      "\${ZONE}": { id: subnet-0123456789abcdef2 }
`);
    expect(resources(text, 'subnet').map(({ zone }) => knownValue(zone))).toEqual([
      'eu-west-1a',
      'eu-west-1b',
      undefined,
    ]);
  });

  it('knows that templates hide something', () => {
    const hidden = ['addons: ${ADDONS}\n', '$KEY: x\n', 'managedNodeGroups:\n  - ${GROUP}\n'];
    expect(hidden.map((rest) => resource(cluster(rest), 'cluster').partlyHidden)).toEqual([true, true, true]);
    expect(resource(cluster('addons: []\n'), 'cluster').partlyHidden).toBe(false);
  });

  it('leaves other add-ons alone', () => {
    const text = cluster(`addons:
  - name: coredns
    configurationValues: '{"env": {"WARM_IP_TARGET": "5"}}'
`);
    expect(resources(text, 'cniSettings')).toEqual([]);
    expect(resource(text, 'cluster').addons.map(({ name }) => knownValue(name))).toEqual(['coredns']);
  });

  it('reads what is readable of a broken file', () => {
    const text = cluster(`addons:
  - name: vpc-cni
    configurationValues: "{"env": {"WARM_IP_TARGET": "5"}}"
managedNodeGroups:
  - name: services
    instanceType: m5.large
`);
    expect(knownValue(resource(text, 'cluster').name)).toBe('shop');
    expect(resources(text, 'fileProblem').map(({ rule }) => rule)).toContain('syntax-error');
  });
});
