import { describe, expect, it } from 'vitest';
import { planOf } from '../../server/plan/plan.js';
import { findings } from '../harness/check.js';
import { workspaceOf } from '../harness/features.js';
import { daemonSet, list, node } from '../harness/liveState.js';

const subnetId = 'subnet-0a1b2c3d4e5f60711';
const answer = (what: object) => `${JSON.stringify(what, undefined, 4)}\n`;

const cluster = (name = 'shop', network: object = { serviceIpv4Cidr: '10.100.0.0/16', ipFamily: 'ipv4' }) =>
  answer({
    cluster: {
      name,
      arn: `arn:aws:eks:eu-west-1:111122223333:cluster/${name}`,
      version: '1.31',
      resourcesVpcConfig: { subnetIds: [subnetId], vpcId: 'vpc-0a1b2c3d4e5f60718' },
      kubernetesNetworkConfig: network,
    },
  });

const addon = (values: object, clusterName = 'shop') =>
  answer({
    addon: {
      addonName: 'vpc-cni',
      clusterName,
      addonVersion: 'v1.19.2-eksbuild.1',
      addonArn: `arn:aws:eks:eu-west-1:111122223333:addon/${clusterName}/vpc-cni/0`,
      configurationValues: JSON.stringify(values),
    },
  });

const group = (more: object = {}, clusterName = 'shop') =>
  answer({
    nodegroup: {
      nodegroupName: 'web',
      nodegroupArn: `arn:aws:eks:eu-west-1:111122223333:nodegroup/${clusterName}/web/0`,
      clusterName,
      scalingConfig: { minSize: 1, maxSize: 10, desiredSize: 2 },
      instanceTypes: ['m5.large'],
      subnets: [subnetId],
      amiType: 'AL2023_x86_64_STANDARD',
      ...more,
    },
  });

const subnets = (free: number, cidr = '10.0.1.0/24') =>
  answer({
    Subnets: [
      {
        AvailabilityZone: 'eu-west-1a',
        AvailableIpAddressCount: free,
        CidrBlock: cidr,
        SubnetId: subnetId,
        State: 'available',
      },
    ],
  });

const declared = (maxSize: number, name = 'shop') => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
vpc: { subnets: { private: { eu-west-1a: { id: ${subnetId} } } } }
addons:
  - name: vpc-cni
    configurationValues: '{"env":{"WARM_IP_TARGET":"5","MINIMUM_IP_TARGET":"20"}}'
managedNodeGroups:
  - { name: web, instanceType: m5.large, privateNetworking: true, minSize: 1, maxSize: ${maxSize}, desiredCapacity: 2 }
`;

const filesOf = (texts: readonly string[]) => texts.map((text, index) => ({ path: `${index}.yaml`, text }));
const told = (...texts: readonly string[]) =>
  findings(filesOf(texts)).map(({ uri, severity, rule, message }) => `${uri} ${severity} ${rule}: ${message}`);
const clustersOf = (...texts: readonly string[]) => workspaceOf(filesOf(texts)).clusters;

// m5.large with WARM_IP_TARGET 5 and MINIMUM_IP_TARGET 20: an idle node holds 20 addresses for pods on 3 ENIs, 23 with those of the ENIs.
describe('free addresses of EC2', () => {
  it('are those of the subnet that a file names', () => {
    expect(told(declared(12), subnets(40)).filter((each) => each.includes('warning'))).toEqual([
      '0.yaml warning subnet-too-small: 10.0.1.0/24 has 40 free addresses, and at most 211 that running nodes hold: 12 nodes with one pod each take 276',
    ]);
    expect(told(declared(5), subnets(251))).not.toContainEqual(expect.stringContaining('warning'));
  });

  it('are what nodes leave, or all there is for them, where nobody asked for the nodes', () => {
    expect(told(declared(8), subnets(40)).filter((each) => each.includes('too-small'))).toEqual([
      '0.yaml info subnet-too-small: 10.0.1.0/24 has 40 free addresses: 8 nodes with one pod each take 184, unless nodes that run hold of the other 211',
    ]);
    expect(told(declared(1), subnets(251)).filter((each) => each.includes('too-small'))).toEqual([]);
  });

  it('come with what nodes that run in the subnet may hold', () => {
    // 2 nodes hold at most 2 x max(3 x 10, 29 + 32 + 3) = 128 of the 211 that are not free.
    const running = list(daemonSet({ WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '20' }), node('n1', 29), node('n2', 29));
    expect(told(declared(10), subnets(40), running).filter((each) => each.includes('warning'))).toEqual([
      '0.yaml warning subnet-too-small: 10.0.1.0/24 has 40 free addresses, and at most 128 that running nodes hold: 10 nodes with one pod each take 230',
    ]);
    // 6 x 23 = 138 and an update of 2 more 46: 184 are more than 168; 5 x 23 + 46 = 161 are not.
    expect(told(declared(6), subnets(40), running).filter((each) => each.includes('warning'))).toHaveLength(1);
    expect(told(declared(5), subnets(40), running).filter((each) => each.includes('warning'))).toEqual([]);
    // The nodes lie in 10.0.1.0/24, and hold nothing here.
    expect(
      told(declared(5), subnets(40, '10.0.9.0/24'), running).filter((each) => each.includes('warning')),
    ).toHaveLength(1);
  });

  it('say nothing certain of a cluster that runs, and whose nodes nobody asked for', () => {
    expect(told(declared(5), subnets(0), addon({ env: {} })).filter((each) => each.includes('warning'))).toEqual([]);
    expect(told(declared(5), subnets(0), list(daemonSet({}))).filter((each) => each.includes('warning'))).toEqual([]);
  });

  it('of all subnets of an account are of no group that names none', () => {
    const own = declared(10)
      .replace(/vpc: .*\n/, '')
      .replace('privateNetworking: true, ', '');
    expect(clustersOf(own, subnets(3))[0]?.subnets).toHaveLength(1);
    expect(told(own, subnets(3))).toEqual(told(own));
  });
});

describe('answers of EKS', () => {
  it('are a cluster with what they say, in JSON and in YAML', () => {
    const yaml = `cluster:
  arn: arn:aws:eks:eu-west-1:111122223333:cluster/shop
  kubernetesNetworkConfig: { ipFamily: ipv6 }
  name: shop
  resourcesVpcConfig:
    vpcId: vpc-0a1b2c3d4e5f60718
`;
    const [found, ...others] = clustersOf(
      cluster(),
      addon({ env: { WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '20' } }),
      group(),
      subnets(200),
    );
    expect(others).toEqual([]);
    expect(found?.declaration).toMatchObject({
      name: { value: 'shop' },
      region: { value: 'eu-west-1' },
      ipFamily: { value: 'IPv4' },
    });
    const [plan] = found ? planOf(found).subnets : [];
    expect(plan?.total.running.addresses).toBe(230);
    expect(clustersOf(yaml)[0]?.declaration).toMatchObject({
      ipFamily: { value: 'IPv6' },
      autoMode: { kind: 'absent' },
    });
  });

  it('of a cluster that a file declares fill in what that leaves open, and declare nothing again', () => {
    const open = declared(10).replace('instanceType: m5.large', 'instanceType: "{{ type }}"');
    const [found, ...others] = clustersOf(open, cluster(), group({ instanceTypes: ['m5.xlarge'] }), addon({ env: {} }));
    expect(others).toEqual([]);
    expect(found?.declarations).toHaveLength(1);
    expect(found?.nodeGroups).toMatchObject([
      { instanceTypes: { value: [{ value: 'm5.xlarge' }] }, maxSize: { value: 10 } },
    ]);
  });

  it('of a cluster of another name are another cluster', () => {
    const all = clustersOf(declared(10), cluster('other'), group({}, 'other'), addon({ env: {} }, 'other'));
    expect(all.map(({ nodeGroups, settings }) => [nodeGroups.length, settings.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('that may be of several clusters are none of theirs', () => {
    expect(
      told(declared(10), declared(10, 'other').replace('name: web', 'name: api'), subnets(3)).filter((each) =>
        each.includes('free'),
      ),
    ).toEqual([]);
  });

  it('are never fixed', () => {
    const [found] = findings(filesOf([addon({ env: { WARM_IP_TARGET: '5' } })]));
    expect(found).toMatchObject({ rule: 'warm-ip-target-without-minimum', fixes: [] });
  });

  it.each<[string, string]>([
    [
      'another add-on',
      answer({
        addon: {
          addonName: 'coredns',
          addonArn: 'arn:aws:eks:eu-west-1:1:addon/a/coredns/0',
          configurationValues: '{"replicaCount":3}',
        },
      }),
    ],
    ['a launch template', group({ instanceTypes: undefined, launchTemplate: { name: 'web', version: '1' } })],
    ['a custom AMI', group({ amiType: 'CUSTOM', launchTemplate: { id: 'lt-0', version: '1' } })],
    [
      'a cluster in Auto Mode',
      answer({
        cluster: {
          name: 'a',
          arn: 'arn:aws:eks:eu-west-1:1:cluster/a',
          resourcesVpcConfig: {},
          computeConfig: { enabled: true },
        },
      }),
    ],
    [
      'subnets of another cloud',
      answer({ Subnets: [{ SubnetName: 'a', AvailableIpAddressCount: 3, CidrBlock: '10.0.0.0/28' }] }),
    ],
    ['a template', group().replace('"web"', '"{{ name }}"')],
    ['a list of names', answer({ nodegroups: ['web'], addonArn: 'x' })],
  ])('say nothing where there is nothing to say: %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('instance types of EC2', () => {
  const types = (more: object = {}) =>
    answer({
      InstanceTypes: [
        {
          InstanceType: 'x99.large',
          BareMetal: false,
          Hypervisor: 'nitro',
          ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
          VCpuInfo: { DefaultVCpus: 2 },
          MemoryInfo: { SizeInMiB: 8192 },
          NetworkInfo: {
            MaximumNetworkInterfaces: 4,
            MaximumNetworkCards: 1,
            DefaultNetworkCardIndex: 0,
            NetworkCards: [{ NetworkCardIndex: 0, MaximumNetworkInterfaces: 4 }],
            Ipv4AddressesPerInterface: 12,
            ...more,
          },
        },
      ],
    });
  const groups = (type: string, pods: number) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons: [{ name: vpc-cni, configurationValues: '{"env":{"WARM_ENI_TARGET":"1"}}' }]
managedNodeGroups: [{ name: web, instanceType: ${type}, maxPodsPerNode: ${pods} }]
`;

  // 4 x (12 - 1) + 2 = 46.
  it('are those that the table does not have', () => {
    expect(told(groups('x99.large', 110), types()).filter((each) => each.includes('max-pods'))).toEqual([
      '0.yaml warning max-pods-above-capacity: maxPodsPerNode 110 is above the 46 pods x99.large can serve: 4 ENIs × (12 − 1) + 2 = 46, which leaves 64 in ContainerCreating on a full node',
    ]);
    expect(told(groups('x99.large', 46), types())).toEqual([]);
    expect(told(groups('x99.large', 46)).filter((each) => each.includes('unknown-instance-type'))).toHaveLength(1);
  });

  it('judge nodes that run, wherever the answer lies, and of several clusters', () => {
    const running = list(daemonSet({}), node('n1', 110, { 'node.kubernetes.io/instance-type': 'x99.large' }));
    const said = findings([
      { path: 'a/live.json', text: running },
      { path: 'b/live.json', text: running },
      { path: 'types.json', text: types() },
    ]);
    expect(said.map(({ uri, rule }) => `${uri} ${rule}`)).toEqual([
      'a/live.json node-max-pods-above-capacity',
      'b/live.json node-max-pods-above-capacity',
    ]);
  });

  it('leave what the table has, because the CNI goes by its own', () => {
    const other = types().replace('x99.large', 'm5.large');
    expect(told(groups('m5.large', 46), other).filter((each) => each.includes('max-pods-above'))).toHaveLength(1);
  });

  it.each([
    ['without cards', { NetworkCards: undefined }],
    ['that contradict themselves', { MaximumNetworkInterfaces: 9 }],
    ['without addresses', { Ipv4AddressesPerInterface: 0 }],
  ])('%s are not taken', (_name, more) => {
    expect(told(groups('x99.large', 46), types(more)).filter((each) => each.includes('unknown-inst'))).toHaveLength(1);
  });
});
