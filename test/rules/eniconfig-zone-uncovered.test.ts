import { describe, expect, it } from 'vitest';
import { addon, eniConfig } from '../harness/carriers.js';
import { check, findings } from '../harness/check.js';

const rule = 'eniconfig-zone-uncovered';

const eniConfigs = (...names: readonly string[]) => names.map((name) => eniConfig(name)).join('');

const cluster = (rest: string, key = 'topology.kubernetes.io/zone') =>
  addon(`AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\nENI_CONFIG_LABEL_DEF: ${key}`, rest, 'us-west-2');

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter((each) => each.rule === rule)
    .map(({ severity, message }) => `${severity}: ${message}`);

const twoZones = 'managedNodeGroups:\n  - name: web\n    availabilityZones: [us-west-2a, us-west-2c]\n';
const inC = 'No ENIConfig here is named us-west-2c: nodes of web there';

describe('where the zones come from', () => {
  it('are the local zones of a group that has them', () => {
    const text = cluster(
      `availabilityZones: [us-west-2a, us-west-2b]\nlocalZones: [us-west-2-lax-1a]\nnodeGroups: [{ name: web, localZones: [us-west-2-lax-1a] }]\n`,
    );
    expect(of(text + eniConfigs('us-west-2-lax-1a'))).toEqual([]);
    expect(of(text + eniConfigs('us-west-2a', 'us-west-2b'))).toEqual([
      expect.stringContaining('named us-west-2-lax-1a'),
    ]);
  });

  it('points at the zone in the list of the cluster, once for all groups', () => {
    check(
      cluster(`availabilityZones: [us-west-2a, us-west-2c]
#                               ^^^^^^^^^^ error eniconfig-zone-uncovered: No ENIConfig here is named us-west-2c: nodes of batch and web there
managedNodeGroups:
  - name: web
nodeGroups:
  - name: batch
    maxPodsPerNode: 20
${eniConfigs('us-west-2a')}`),
      { only: rule },
    );
  });

  it("takes a group's own zones before the cluster's", () => {
    const zones = 'availabilityZones: [us-west-2a, us-west-2b]\n';
    expect(of(cluster(zones + twoZones + eniConfigs('us-west-2a')))).toEqual([expect.stringContaining(inC)]);
  });

  it('takes the zones of subnets, by key or az, private ones for private groups', () => {
    const vpc = `vpc:
  id: vpc-0123456789abcdef0
  subnets:
    private:
      us-west-2a: { id: subnet-0123456789abcdef1 }
      one: { id: subnet-0123456789abcdef2, az: us-west-2c }
    public:
      us-west-2b: { id: subnet-0123456789abcdef3 }
`;
    const group = (rest: string) => `${vpc}managedNodeGroups:\n  - name: web\n    ${rest}\n${eniConfigs('us-west-2a')}`;
    expect(of(cluster(group('privateNetworking: true')))).toEqual([expect.stringContaining(inC)]);
    expect(of(cluster(group('subnets: [one]')))).toEqual([expect.stringContaining(inC)]);
    expect(of(cluster(group('privateNetworking: false')))).toEqual([expect.stringContaining('named us-west-2b')]);
    expect(of(cluster(group('subnets: [us-west-2a]')))).toEqual([]);
    expect(of(cluster(group('subnets: [subnet-0fedcba9876543210]')))).toEqual([]);
  });
});

it('is an info where something may be hidden', () => {
  const [clusterFile, ownFile] = [cluster(twoZones), eniConfigs('us-west-2a').replace('---\n', '')];
  const found = findings([
    { path: 'cluster.yaml', text: clusterFile },
    { path: 'eniconfig.yaml', text: ownFile },
  ]).filter((each) => each.rule === rule);
  expect(found.map(({ severity }) => severity)).toEqual(['info']);
});

it('is an error in the files of one cluster of the config file', () => {
  const config = 'clusters:\n  - name: shop\n    files: ["*.yaml"]\n';
  const found = findings([
    { path: 'eni-lens.yaml', text: config },
    { path: 'cluster.yaml', text: cluster(twoZones) },
    { path: 'eniconfig.yaml', text: eniConfigs('us-west-2a').replace('---\n', '') },
  ]).filter((each) => each.rule === rule);
  expect(found.map(({ severity }) => severity)).toEqual(['error']);
});

describe('silence', () => {
  it.each([
    ['every zone has one', cluster(twoZones + eniConfigs('us-west-2a', 'us-west-2c'))],
    ['no ENIConfig is seen', cluster(twoZones)],
    ['no ENIConfig is named like a zone', cluster(twoZones + eniConfigs('default', 'blue'))],
    ['a name was meant for the zone', cluster(twoZones + eniConfigs('us-west-2a', 'us-west-2c-pods'))],
    ['a name is a template', cluster(twoZones + eniConfigs('us-west-2a', '"${ZONE}"'))],
    ['a zone is a template', cluster(twoZones.replace('us-west-2c', '"${ZONE}"') + eniConfigs('us-west-2a'))],
    ['the zones are not said', cluster(`managedNodeGroups: [{ name: web }]\n${eniConfigs('us-west-2a')}`)],
    ['ids of zones choose', cluster(twoZones + eniConfigs('us-west-2a'), 'topology.k8s.aws/zone-id')],
    ['another label chooses', cluster(twoZones + eniConfigs('us-west-2a'), 'k8s.amazonaws.com/eniConfig')],
    [
      'the group chooses by the label that comes first',
      cluster(
        `${twoZones}    labels: { vpc.amazonaws.com/externalEniConfig: us-west-2a }\n${eniConfigs('us-west-2a')}`,
      ),
    ],
    [
      'the only ENIConfig of a zone may be of another cluster',
      `${cluster(twoZones)}---\n${cluster('')}${eniConfigs('us-west-2a')}`,
    ],
    ['custom networking is off', cluster(twoZones + eniConfigs('us-west-2a')).replace('"true"', '"false"')],
  ])('is kept where %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });
});
