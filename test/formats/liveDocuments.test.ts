import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';
import { daemonSet, list, node, nodeEvent, pod, podEvent, type Variables } from '../harness/liveState.js';

/*
 * Documents as clusters and AWS really give them, fifteen of each kind, of clusters that are in order. Of none of them anything is said.
 */

const silent = (...texts: readonly string[]) => {
  const said = findings(texts.map((text, index) => ({ path: `live/${index}.json`, text })));
  expect(said.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
};

const customNetworking: Variables = {
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
  ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
};

const prefixes: Variables = { ENABLE_PREFIX_DELEGATION: 'true' };
const ipv6: Variables = { ENABLE_IPv6: 'true', ENABLE_IPv4: 'false', ENABLE_PREFIX_DELEGATION: 'true' };

const running: readonly Variables[] = [
  {},
  prefixes,
  { ...prefixes, WARM_PREFIX_TARGET: '2' },
  { ...prefixes, WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '16' },
  { WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '10' },
  { WARM_ENI_TARGET: '2' },
  ipv6,
  { IP_COOLDOWN_PERIOD: '30' },
  { ENABLE_POD_ENI: 'true', POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' },
  { AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' },
  { AWS_VPC_K8S_CNI_LOGLEVEL: 'DEBUG', AWS_VPC_K8S_CNI_LOG_FILE: '/host/var/log/aws-routed-eni/ipamd.log' },
  { ADDITIONAL_ENI_TAGS: '{}', AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER: 'false' },
  { CLUSTER_NAME: 'shop', VPC_ID: 'vpc-0a1b2c3d4e5f60718' },
  { NETWORK_POLICY_ENFORCING_MODE: 'standard' },
  { AWS_VPC_K8S_CNI_VETHPREFIX: 'eni', AWS_VPC_ENI_MTU: '9001' },
];

const eniConfig = (name: string, more: object = {}) => ({
  apiVersion: 'crd.k8s.amazonaws.com/v1alpha1',
  kind: 'ENIConfig',
  metadata: { name, uid: `uid-${name}`, resourceVersion: '7', generation: 1, ...more },
  spec: { subnet: 'subnet-0a1b2c3d4e5f60718', securityGroups: ['sg-0a1b2c3d4e5f60718'] },
});

const configMap = (data: Readonly<Record<string, string>> | undefined, name = 'amazon-vpc-cni') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system', uid: 'c', resourceVersion: '9' },
  ...(data === undefined ? {} : { data }),
});

const answer = (what: object) => `${JSON.stringify(what, undefined, 4)}\n`;
const numbers = Array.from({ length: 15 }, (_, index) => index);

const types: readonly [type: string, pods: number, labels: Readonly<Record<string, string>>][] = [
  ['t3.medium', 17, {}],
  ['t3.large', 35, {}],
  ['m5.large', 29, {}],
  ['m5.xlarge', 58, {}],
  ['m5.4xlarge', 110, {}],
  ['c5.large', 29, {}],
  ['c7g.medium', 8, {}],
  ['r6i.large', 29, {}],
  ['m5.metal', 250, {}],
  ['t2.small', 11, {}],
  ['m5.large', 250, { 'kubernetes.io/os': 'windows' }],
  ['m5.large', 1, { 'eks.amazonaws.com/compute-type': 'fargate' }],
  ['m5.large', 27, { 'eks.amazonaws.com/compute-type': 'auto' }],
  ['m5.large', 110, { 'eks.amazonaws.com/compute-type': 'hybrid' }],
  ['x99.large', 110, {}],
];

describe('say nothing of a cluster in order', () => {
  it.each(running.map((env) => [JSON.stringify(env), env] as const))('DaemonSet %s', (_name, env) => {
    silent(list(daemonSet(env), node('n1', 11)));
  });

  it.each(types)('Node %s with %i pods', (type, pods, labels) => {
    silent(list(daemonSet({}), node('n1', pods, { 'node.kubernetes.io/instance-type': type, ...labels })));
  });

  it.each(numbers)('ENIConfig, number %i', (index) => {
    const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'].slice(0, 1 + (index % 3));
    const nodes = zones.map((zone, at) => node(`n${at}`, 20, { 'topology.kubernetes.io/zone': zone }));
    const managed = index % 2 === 0 ? {} : { managedFields: [{ manager: 'kubectl', operation: 'Update' }] };
    const last = index % 5 === 0 ? { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } } : {};
    silent(
      list(daemonSet(customNetworking), ...zones.map((zone) => eniConfig(zone, { ...managed, ...last })), ...nodes),
    );
  });

  it.each([
    undefined,
    {},
    { 'enable-windows-ipam': 'true' },
    { 'enable-windows-ipam': 'false' },
    { 'enable-network-policy-controller': 'true' },
    { 'enable-network-policy-controller': 'false' },
    { 'branch-eni-cooldown': '60' },
    { 'branch-eni-cooldown': '30' },
    { 'enable-windows-ipam': 'true', 'enable-windows-prefix-delegation': 'true' },
    { 'enable-windows-ipam': 'true', 'enable-windows-prefix-delegation': 'true', 'warm-prefix-target': '1' },
    { 'enable-windows-ipam': 'true', 'enable-windows-prefix-delegation': 'true', 'warm-ip-target': '3' },
    { 'enable-windows-ipam': 'true', 'enable-windows-prefix-delegation': 'true', 'minimum-ip-target': '5' },
    { 'enable-windows-ipam': 'true', 'enable-windows-prefix-delegation': 'false' },
    { 'enable-windows-ipam': 'true', 'branch-eni-cooldown': '60' },
    { 'enable-windows-ipam': 'false', 'branch-eni-cooldown': '60' },
  ])('ConfigMap, number %#', (data) => {
    silent(list(configMap(data), configMap({ 'ca.crt': 'x' }, 'kube-root-ca.crt')));
  });

  it.each(numbers)('Pod, number %i', (index) => {
    const all = [
      pod('web', 'n1', '10.0.1.8'),
      pod('kube-proxy', 'n1', '10.0.1.17', { hostNetwork: true }),
      pod('waits', 'n1'),
      { ...pod('job', 'n1', '10.0.1.9'), status: { phase: 'Succeeded', hostIP: '10.0.1.17', podIP: '10.0.1.9' } },
      { ...pod('failed', 'n1'), status: { phase: 'Failed', hostIP: '10.0.1.17', reason: 'Evicted' } },
      { ...pod('unplaced', ''), status: { phase: 'Pending', conditions: [{ reason: 'Unschedulable' }] } },
      { ...pod('six', 'n1', '2001:db8::5') },
      pod('fargate', 'fargate-ip-10-0-1-9', '10.0.1.9'),
    ];
    silent(list(daemonSet({}), node('n1', 29), ...all.filter((_, at) => (index + at) % 4 !== 0 || index === at)));
    silent(list(...all.slice(index % all.length)));
  });

  it.each<[string, object]>([
    ['a pull', podEvent('a', 'Failed', 'Failed to pull image "shop/app:1": not found', 'n1')],
    ['a back-off', podEvent('a', 'BackOff', 'Back-off restarting failed container', 'n1')],
    ['a probe', podEvent('a', 'Unhealthy', 'Readiness probe failed: connection refused', 'n1')],
    ['a probe of aws-node', podEvent('aws-node-x', 'Unhealthy', 'Readiness probe failed: {"level":"info"}', 'n1')],
    ['a volume', podEvent('a', 'FailedMount', 'MountVolume.SetUp failed for volume "x"', 'n1')],
    ['CPU', podEvent('a', 'FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.')],
    ['a taint', podEvent('a', 'FailedScheduling', '0/3 nodes are available: 3 node(s) had untolerated taint {x: y}.')],
    ['another plugin', podEvent('a', 'FailedCreatePodSandBox', 'plugin type="calico" failed (add): no route', 'n1')],
    ['a sandbox that changed', podEvent('a', 'SandboxChanged', 'Pod sandbox changed, it will be killed', 'n1')],
    [
      'an address that came',
      podEvent('a', 'ResourceAllocated', 'Allocated Resource vpc.amazonaws.com/pod-eni to the pod'),
    ],
    ['a security group', podEvent('a', 'SecurityGroupRequested', 'Pod will get the following Security Groups [sg-1]')],
    [
      'a trunk that is there',
      nodeEvent('n1', 'NodeTrunkInitiated', 'The node has trunk interface initialized successfully'),
    ],
    [
      'a version',
      nodeEvent('n1', 'ControllerVersionNotice', 'The node is managed by VPC resource controller version v1.7'),
    ],
    ['a node that is not ready', nodeEvent('n1', 'NodeNotReady', 'Node n1 status is now: NodeNotReady')],
    [
      'a cooldown',
      nodeEvent('n1', 'BranchENICoolDownPeriodUpdated', 'Branch ENI cool down period has been updated to 30s'),
    ],
  ])('Event, %s', (_name, event) => {
    silent(list(daemonSet({}), node('n1', 29), event));
  });

  it.each(numbers)('describe-cluster, number %i', (index) => {
    const family = index % 3 === 0 ? 'ipv6' : 'ipv4';
    const network = {
      ...(family === 'ipv4'
        ? { serviceIpv4Cidr: index % 2 ? '10.100.0.0/16' : '172.20.0.0/16' }
        : { serviceIpv6Cidr: 'fd12:3456:789a::/108' }),
      ipFamily: family,
      elasticLoadBalancing: { enabled: false },
    };
    const auto = index % 5 === 0 ? { computeConfig: { enabled: true, nodePools: ['system'] } } : {};
    silent(
      answer({
        cluster: {
          name: `shop-${index}`,
          arn: `arn:aws:eks:eu-west-1:111122223333:cluster/shop-${index}`,
          version: `1.${28 + (index % 6)}`,
          endpoint: 'https://A.gr7.eu-west-1.eks.amazonaws.com',
          resourcesVpcConfig: { subnetIds: ['subnet-0a1b2c3d4e5f60718'], vpcId: 'vpc-0a1b2c3d4e5f60718' },
          kubernetesNetworkConfig: network,
          logging: { clusterLogging: [{ types: ['api'], enabled: false }] },
          status: 'ACTIVE',
          ...auto,
        },
      }),
    );
  });

  it.each([
    undefined,
    '',
    '{}',
    '{"env":{}}',
    '{"env":{"ENABLE_PREFIX_DELEGATION":"true"}}',
    '{"env":{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1"}}',
    '{"env":{"WARM_IP_TARGET":"5","MINIMUM_IP_TARGET":"10"}}',
    '{"enableNetworkPolicy":"true"}',
    '{"enableNetworkPolicy":"true","nodeAgent":{"healthProbeBindAddr":"8163"}}',
    '{"env":{"ENABLE_POD_ENI":"true","POD_SECURITY_GROUP_ENFORCING_MODE":"standard"}}',
    '{"init":{"env":{"DISABLE_TCP_EARLY_DEMUX":"true"}},"env":{"ENABLE_POD_ENI":"true"}}',
    '{"env":{"AWS_VPC_K8S_CNI_EXTERNALSNAT":"true"}}',
    '{"resources":{"requests":{"cpu":"25m"}}}',
    'env:\n  ENABLE_PREFIX_DELEGATION: "true"\n',
    '{"tolerations":[{"operator":"Exists"}]}',
  ])('describe-addon, number %#', (values) => {
    const addon = {
      addonName: 'vpc-cni',
      clusterName: 'shop',
      status: 'ACTIVE',
      addonVersion: 'v1.20.4-eksbuild.2',
      health: { issues: [] },
      addonArn: 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/00c1',
      ...(values === undefined ? {} : { configurationValues: values }),
    };
    silent(answer({ addon }));
  });

  it.each(numbers)('describe-nodegroup, number %i', (index) => {
    const amiTypes = [
      'AL2023_x86_64_STANDARD',
      'AL2_x86_64',
      'BOTTLEROCKET_x86_64',
      'WINDOWS_CORE_2022_x86_64',
      'CUSTOM',
    ];
    const sizes = { minSize: index % 3, maxSize: 3 + index, desiredSize: 1 + (index % 3) };
    const more = [
      {},
      { launchTemplate: { id: 'lt-0a1b', version: '3' }, instanceTypes: undefined },
      { taints: [{ key: 'dedicated', value: 'x', effect: 'NO_SCHEDULE' }], capacityType: 'SPOT' },
    ][index % 3];
    silent(
      answer({
        nodegroup: {
          nodegroupName: `web-${index}`,
          nodegroupArn: `arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web-${index}/0`,
          clusterName: 'shop',
          version: '1.33',
          status: 'ACTIVE',
          scalingConfig: sizes,
          instanceTypes: index % 2 ? ['m5.large'] : ['m5.xlarge', 'm5a.xlarge'],
          subnets: ['subnet-0a1b2c3d4e5f60718'],
          amiType: amiTypes[index % amiTypes.length],
          updateConfig: { maxUnavailable: 1 },
          ...more,
        },
      }),
    );
  });

  it.each(numbers)('describe-subnets, number %i', (index) => {
    const subnet = {
      SubnetId: 'subnet-0a1b2c3d4e5f60718',
      VpcId: 'vpc-0a1b2c3d4e5f60718',
      State: 'available',
      AvailabilityZone: `eu-west-1${'abc'[index % 3]}`,
      AvailabilityZoneId: 'euw1-az1',
      CidrBlock: `10.0.${index}.0/${20 + (index % 7)}`.replace(/^10\.0\.\d+/, '10.0.0'),
      AvailableIpAddressCount: index * 3,
      Ipv6CidrBlockAssociationSet: index % 4 ? [] : [{ Ipv6CidrBlock: '2001:db8::/64' }],
      Tags: [{ Key: 'kubernetes.io/role/internal-elb', Value: '1' }],
    };
    silent(answer({ Subnets: [subnet] }));
    silent(answer({ Subnets: [{ ...subnet, SubnetId: 'subnet-0f' }] }), list(daemonSet({}), node('n1', 29)));
  });

  it.each(numbers)('describe-instance-types, number %i', (index) => {
    const cards = 1 + (index % 3);
    const type = {
      InstanceType: ['m5.large', 'x99.large', 'y1.metal'][index % 3],
      BareMetal: index % 3 === 2,
      ...(index % 3 === 2 ? {} : { Hypervisor: 'nitro' }),
      ProcessorInfo: { SupportedArchitectures: index % 2 ? ['arm64'] : ['i386', 'x86_64'] },
      VCpuInfo: { DefaultVCpus: 2 + index },
      MemoryInfo: { SizeInMiB: 8192 },
      NetworkInfo: {
        MaximumNetworkInterfaces: 3 * cards,
        MaximumNetworkCards: cards,
        DefaultNetworkCardIndex: 0,
        NetworkCards: Array.from({ length: cards }, (_, at) => ({ NetworkCardIndex: at, MaximumNetworkInterfaces: 3 })),
        Ipv4AddressesPerInterface: 10,
      },
    };
    silent(answer({ InstanceTypes: [type] }), list(daemonSet({}), node('n1', 29)));
  });
});
