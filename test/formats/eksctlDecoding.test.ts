import { describe, expect, it } from 'vitest';
import { eksctlRelease } from '../../server/formats/eksctl/fields.js';
import { checkFix, findings } from '../harness/check.js';

const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\n';
const rulesOfDecoding: ReadonlySet<string> = new Set([
  'duplicate-key',
  'eksctl-dropped-field',
  'eksctl-unknown-field',
  'invalid-structure',
  'syntax-error',
  'version-not-a-string',
]);

/** What is said of what eksctl decodes: the rule and the message. */
function said(text: string, path = 'cluster.yaml'): readonly string[] {
  return findings([{ path, text }])
    .filter(({ rule }) => rulesOfDecoding.has(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const managed = (fields: string): string => `${head}managedNodeGroups:\n  - { name: a, ${fields} }\n`;
const own = (fields: string): string => `${head}nodeGroups:\n  - { name: a, ${fields} }\n`;
const unknown = (key: string, rest: string): string =>
  `eksctl-unknown-field: eksctl ${eksctlRelease} refuses ${key}: ${rest}`;
const refused = (rest: string): string => `invalid-structure: eksctl refuses ${rest}`;

describe('types, in groups of both kinds', () => {
  const wantsText = 'it wants a string, and without quotes this is a';
  it.each([
    ['maxPodsPerNode: 110.0', []],
    ['maxPodsPerNode: 1e2', []],
    ['maxPodsPerNode: 0x20', []],
    ['maxPodsPerNode: 1_0', []],
    ['maxPodsPerNode:', []],
    ['maxPodsPerNode: 110.5', [refused('maxPodsPerNode 110.5: it must be an integer')]],
    ['maxPodsPerNode: 1:50', [refused('maxPodsPerNode 1:50: it must be an integer')]],
    ['maxPodsPerNode: "20"', [refused('maxPodsPerNode "20": it must be an integer')]],
    ['maxPodsPerNode: .inf', [refused('maxPodsPerNode .inf: it must be an integer')]],
    ['maxPodsPerNode: 99999999999999999999', [refused('maxPodsPerNode 99999999999999999999: it must be an integer')]],
    ['maxPodsPerNode: [20]', [refused('maxPodsPerNode: it must be an integer, and this is a list')]],
    ['volumeSize: yes', [refused('volumeSize yes: it must be an integer')]],
    ['privateNetworking: yes', []],
    ['privateNetworking: off', []],
    ['privateNetworking: "true"', [refused('privateNetworking "true": it must be true or false')]],
    ['privateNetworking: 1', [refused('privateNetworking 1: it must be true or false')]],
    ['efaEnabled: ""', [refused('efaEnabled "": it must be true or false')]],
    ['instanceName: 2024-01-01', []],
    ['instanceName: 1.2.3', []],
    ['instanceName: 010', [refused(`instanceName 010: ${wantsText} number`)]],
    ['instanceName: on', [refused(`instanceName on: ${wantsText} boolean`)]],
    ['instanceName: "on"', []],
    ['instanceName: ~', []],
    ['labels: { spot: yes }', [refused(`labels.spot yes: ${wantsText} boolean`)]],
    ['labels: { spot: "yes", x: , z: yep }', []],
    ['labels: { example.com/x: 1 }', [refused(`labels["example.com/x"] 1: ${wantsText} number`)]],
    ['labels: [spot]', [refused('labels: it must be a mapping, and this is a list')]],
    ['labels: spot', [refused('labels spot: it must be a mapping')]],
    ['subnets: [a, 5]', [refused(`item 2 of subnets, 5: ${wantsText} number`)]],
    ['subnets: a', [refused('subnets a: it must be a list')]],
    ['subnets: []', []],
    ['ssh: true', [refused('ssh true: it must be a mapping')]],
    ['bottlerocket: { settings: { a: [{ b: .nan }] } }', [refused('a.b .nan: it takes no such number')]],
    ['instanceSelector: { memory: 4 }', [refused(`memory 4: ${wantsText} number`)]],
    ['tags: { a: { b: c } }', [refused('tags.a: it must be a string, and this is a mapping')]],
  ])('%s', (fields, expected) => {
    for (const text of [managed(fields), own(fields)]) expect(said(text)).toEqual(expected);
  });

  it('are the same in JSON', () => {
    const text = JSON.stringify({
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'shop', region: 'us-west-2', version: 1.34 },
      nodeGroups: [{ name: 'a', maxPodsPerNode: '20', spot: true, labels: { a: true } }],
    });
    expect(said(text, 'cluster.json')).toEqual([
      'version-not-a-string: version 1.34 is a number, and eksctl refuses it: it wants a string',
      refused('maxPodsPerNode "20": it must be an integer'),
      unknown('spot', 'nodeGroups has no such field, but managedNodeGroups has'),
      refused(`labels.a true: ${wantsText} boolean`),
    ]);
  });
});

describe('other fields of a ClusterConfig', () => {
  it.each([
    ['vpc: { cidr: 10.0.0.0/016 }', []],
    ['vpc: { cidr: "fd00::/48" }', []],
    ['vpc: { cidr: "" }', [refused('cidr "": it must be a range such as 10.0.0.0/16')]],
    ['vpc: { cidr: 10.0.0.0 }', [refused('cidr 10.0.0.0: it must be a range such as 10.0.0.0/16')]],
    [
      'vpc: { subnets: { private: { a: { cidr: 10.0.0.0/33 } } } }',
      [refused('cidr 10.0.0.0/33: it must be a range such as 10.0.0.0/16')],
    ],
    ['vpc: { subnets: { public: [a] } }', [refused('public: it must be a mapping, and this is a list')]],
    ['vpc: { publicAccessCIDRs: 0.0.0.0/0 }', [refused('publicAccessCIDRs 0.0.0.0/0: it must be a list')]],
    [
      'addons: [{ name: x, version: 1.18 }]',
      ['version-not-a-string: version 1.18 is a number, and eksctl refuses it: it wants a string'],
    ],
    [
      'karpenter: { version: 1.10 }',
      ['version-not-a-string: version 1.10 is the number 1.1, and eksctl refuses it: it wants a string'],
    ],
    ['addons: [vpc-cni]', [refused('item 1 of addons, vpc-cni: it must be a mapping')]],
    ['autoModeConfig: true', [refused('autoModeConfig true: it must be a mapping')]],
    ['autoModeConfig: { enabled: false, nodeRoleARN: x }', [refused('nodeRoleARN x: it must be an ARN')]],
    ['iam: { withOIDC: "yes" }', [refused('withOIDC "yes": it must be true or false')]],
    [
      'availabilityZones: [no, us-west-2b]',
      [refused('item 1 of availabilityZones, no: it wants a string, and without quotes this is a boolean')],
    ],
    ['nodeGroups: [{ name: a, taints: { x: "a:NoSchedule" } }]', []],
    ['nodeGroups: [{ name: a, taints: [{ Key: x, effect: NoSchedule }] }]', []],
    [
      'nodeGroups: [{ name: a, taints: [{ key: x, value: true, effect: NoSchedule }] }]',
      [refused('value true: it wants a string, and without quotes this is a boolean')],
    ],
    [
      'managedNodeGroups: [{ name: a, taints: { x: "a:NoSchedule" } }]',
      [refused('taints: it must be a list, and this is a mapping')],
    ],
  ])('%s', (fields, expected) => {
    expect(said(`${head}${fields}\n`)).toEqual(expected);
  });
});

describe('fields that eksctl has not', () => {
  it.each([
    ['foo: 1', unknown('foo', 'ClusterConfig has no such field; remove it')],
    ['foo:', unknown('foo', 'ClusterConfig has no such field; remove it')],
    ['spec: {}', unknown('spec', 'the fields of a ClusterConfig stand at the top of the file')],
    ['nodegroup: []', unknown('nodegroup', 'ClusterConfig has no such field; did you mean nodeGroups?')],
    ['node_groups: []', unknown('node_groups', 'ClusterConfig has no such field; did you mean nodeGroups?')],
    [
      'ipFamily: IPv6',
      unknown('ipFamily', 'ClusterConfig has no such field; it belongs under kubernetesNetworkConfig'),
    ],
    ['withOIDC: true', unknown('withOIDC', 'ClusterConfig has no such field; it belongs under iam')],
    [
      'vpc: { privateAccess: true }',
      unknown('privateAccess', 'vpc has no such field; it belongs under clusterEndpoints'),
    ],
    [
      'vpc: { availabilityZones: [a, b] }',
      unknown('availabilityZones', 'vpc has no such field, but ClusterConfig has'),
    ],
    ['iam: { oidc: true }', unknown('oidc', 'iam has no such field; did you mean withOIDC?')],
    [
      'nodeGroups: [{ name: a, desiredSize: 1 }]',
      unknown('desiredSize', 'nodeGroups has no such field; did you mean desiredCapacity?'),
    ],
    [
      'nodeGroups: [{ name: a, launchTemplate: {} }]',
      unknown('launchTemplate', 'nodeGroups has no such field, but managedNodeGroups has'),
    ],
    [
      'managedNodeGroups: [{ name: a, annotations: {} }]',
      unknown('annotations', 'managedNodeGroups has no such field; remove it'),
    ],
    [
      'controlPlane: {}',
      unknown('controlPlane', 'ClusterConfig has no such field; did you mean controlPlaneScalingConfig?'),
    ],
  ])('%s', (fields, expected) => {
    expect(said(`${head}${fields}\n`)).toEqual([expected]);
  });

  it('without a name stand before their colon, not at the comment above', () => {
    const text = `${head}# of the shop\n: x\n`;
    const [found] = findings([{ path: 'cluster.yaml', text }]);
    expect(said(text)).toEqual([unknown('""', 'ClusterConfig has no such field; remove it')]);
    expect(found?.range.span.start).toBe(text.indexOf(': x'));
  });

  it('get the name that is meant', () => {
    checkFix(`${head}managedNodeGroups:\n  - name: a\n    maxPods: 20\n`, {
      rule: 'eksctl-unknown-field',
      expected: `${head}managedNodeGroups:\n  - name: a\n    maxPodsPerNode: 20\n`,
    });
  });
});

describe('fields that eksctl drops', () => {
  it.each([
    [managed('maxpodspernode: 20'), 'maxpodspernode', 'maxPodsPerNode'],
    [own('InstanceType: m5.large'), 'InstanceType', 'instanceType'],
    [`${head}ManagedNodeGroups: [{ Name: a, MinSize: 1, version: 1 }]`, 'ManagedNodeGroups', 'managedNodeGroups'],
    [`${head}kubernetesNetworkConfig: { ipfamily: IPv6 }`, 'ipfamily', 'ipFamily'],
    [`${head}addons: [{ name: vpc-cni, configurationvalues: 5 }]`, 'configurationvalues', 'configurationValues'],
  ])('%s', (text, key, field) => {
    const told = said(text).filter((line) => !line.startsWith('eksctl-unknown-field'));
    expect(told).toEqual([
      `eksctl-dropped-field: ${key} has no effect: eksctl reads ${field}, and drops it in any other case without a word`,
    ]);
  });

  it('are in a subnet what it does not have, in any case', () => {
    const text = `${head}vpc: { subnets: { private: { a: { ID: subnet-0a1b2c3d4e5f60711, zone: x } } } }\n`;
    expect(said(text)).toEqual([
      'eksctl-dropped-field: zone has no effect: eksctl reads only az, cidr or id there, and drops it without a word',
    ]);
  });

  it('are refused all the same where the first decoding does not know them', () => {
    expect(said(`${head}NodeGroups: [{ name: a, foo: 1, maxPodsPerNode: x }]\n`)).toHaveLength(3);
  });

  it('get the name that eksctl reads, or go where that one is there', () => {
    const rule = 'eksctl-dropped-field';
    const group = `${head}managedNodeGroups:\n  - name: a\n`;
    checkFix(`${group}    maxpodspernode: 20\n`, { rule, expected: `${group}    maxPodsPerNode: 20\n` });
    checkFix(`${group}    maxPodsPerNode: 17\n    maxpodspernode: 20\n`, {
      rule,
      expected: `${group}    maxPodsPerNode: 17\n`,
    });
  });
});

describe('merge keys', () => {
  const again = (key: string): string =>
    `duplicate-key: eksctl refuses ${key}: it comes with a merge (<<) too, and must not be set again`;
  it.each([
    ['bring what is not set', '{ <<: &a { minSize: 1 }, maxSize: 2 }', []],
    ['set again behind it', '{ <<: &a { minSize: 1 }, minSize: 2 }', [again('minSize')]],
    ['set before it', '{ minSize: 2, <<: &a { minSize: 1 } }', [again('minSize')]],
    ['brought twice', '{ <<: [{ minSize: 1 }, { minSize: 1 }] }', [again('minSize')]],
    ['brought by a merge within', '{ <<: { <<: { minSize: 1 } }, minSize: 2 }', [again('minSize')]],
    ['set again in what is merged', '{ <<: { <<: { minSize: 1 }, minSize: 2 } }', []],
    ['in labels', '{ labels: { <<: { a: b }, a: c } }', [again('a')]],
  ])('%s', (_, group, expected) => {
    expect(said(`${head}managedNodeGroups:\n  - ${group}\n`)).toEqual(expected);
  });
});

describe('fixes of types', () => {
  it.each([
    ['labels: { spot: yes }', 'labels: { spot: "yes" }'],
    ['name: 007', 'name: "007"'],
    ['privateNetworking: "true"', 'privateNetworking: true'],
    ["maxPodsPerNode: '20'", 'maxPodsPerNode: 20'],
    ['instanceTypes: m5.large', 'instanceTypes: [m5.large]'],
  ])('%s', (before, after) => {
    const text = (fields: string): string => `${head}managedNodeGroups:\n  - instanceName: x\n    ${fields}\n`;
    checkFix(text(before), { rule: 'invalid-structure', expected: text(after) });
  });
});

describe('nothing is said', () => {
  it.each([
    ['of templates', managed('maxPodsPerNode: ${MAX}, labels: ${LABELS}, instanceName: {{ .Values.x }}')],
    ['of a value that a program fills in', managed('instanceName: {name}, instanceType: {type}')],
    ['of keys that are templates', managed('${KEY}: 5')],
    ['of anything between the lines of a template', `${head}{{- if .x }}\nfoo: 1\n{{- end }}\n`],
    ['of other kinds of the group', 'apiVersion: eksctl.io/v1alpha5\nkind: IAMIdentityMapping\nfoo: 1\n'],
    ['of other groups', 'apiVersion: eksctl.io.example.com/v1\nkind: ClusterConfig\nfoo: 1\n'],
  ])('%s', (_, text) => {
    expect(said(text)).toEqual([]);
  });

  it('of a shape that follows from broken text', () => {
    const text = `${head}addons:\n  - name: vpc-cni\n    configurationValues: a: b\n`;
    expect(said(text)).toEqual([expect.stringMatching(/^syntax-error/)]);
  });

  it('twice of what an alias shares', () => {
    const text = `${head}managedNodeGroups:\n  - { name: a, labels: &l { x: yes } }\n  - { name: b, labels: *l }\n`;
    expect(said(text)).toHaveLength(1);
  });
});

it('knows eksctl’s kind and version, and says of others that they are refused', () => {
  const of = (api: string, kind: string): readonly string[] =>
    said(`apiVersion: ${api}\nkind: ${kind}\nmetadata: { name: a }\n`);
  expect(of('eksctl.io/v1alpha4', 'ClusterConfig')).toEqual([
    refused('eksctl.io/v1alpha4: it must be eksctl.io/v1alpha5'),
  ]);
  expect(of('eksctl.io/v1alpha5', 'clusterConfig')).toEqual([refused('clusterConfig: it must be ClusterConfig')]);
  expect(of('eksctl.io/v1alpha5', 'Cluster')).toEqual([refused('Cluster: it must be ClusterConfig')]);
});
