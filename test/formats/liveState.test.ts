import { describe, expect, it } from 'vitest';
import { hover } from '../../server/features/hover.js';
import { nodeLoads } from '../../server/model/nodeLoad.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { check, checkClean, findings } from '../harness/check.js';
import { workspaceOf } from '../harness/features.js';
import { daemonSet, list, node, nodeEvent, pod, podEvent, type Variables } from '../harness/liveState.js';

const told = (...files: readonly string[]) =>
  findings(files.map((text, index) => ({ path: `${index}.yaml`, text }))).map(
    ({ uri, severity, rule, message }) => `${uri} ${severity} ${rule}: ${message}`,
  );

const eksctl = (env: Variables, more = '') => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '${JSON.stringify({ env })}'
${more}`;

const customNetworking = {
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true',
  ENI_CONFIG_LABEL_DEF: 'topology.kubernetes.io/zone',
};

const eniConfig = (name: string) => ({
  apiVersion: 'crd.k8s.amazonaws.com/v1alpha1',
  kind: 'ENIConfig',
  metadata: { name, uid: `uid-${name}`, resourceVersion: '7' },
  spec: { subnet: 'subnet-0a1b2c3d4e5f60718', securityGroups: ['sg-0a1b2c3d4e5f60718'] },
});

const above = (what: string, pods: number, servable: number, formula: string) =>
  `0.yaml warning node-max-pods-above-capacity: ${what} ${pods} pods, more than the ${servable} that m5.large serves as the VPC CNI runs here: ` +
  `${formula} = ${servable}, which leaves ${pods - servable} in ContainerCreating on a full node`;

/** What the hover on the end of some words says. */
const hoverText = (text: string, words: string) => {
  const at = sourceFile(text).positionAt(text.indexOf(words) + words.length - 1);
  return JSON.stringify(hover(workspaceOf([{ path: '0.json', text }]), '0.json', at)?.contents);
};

describe('nodes of a running cluster', () => {
  // m5.large: 3 ENIs of 10 addresses; 3 x 9 + 2 = 29, x 16 = 434 with prefixes, (3 - 1) x 9 + 2 = 20 with custom networking or a trunk.
  it.each<[string, Variables, number, string | undefined]>([
    ['as many as there are addresses', {}, 29, undefined],
    ['more', {}, 30, above('Node n1 takes', 30, 29, '3 ENIs × (10 − 1) + 2')],
    ['with prefixes', { ENABLE_PREFIX_DELEGATION: 'true' }, 110, undefined],
    [
      'with custom networking',
      customNetworking,
      29,
      above('Node n1 takes', 29, 20, '(3 ENIs − 1 primary) × (10 − 1) + 2'),
    ],
    [
      'with a trunk',
      { ENABLE_POD_ENI: 'true' },
      29,
      above('Node n1 takes', 29, 20, '(3 ENIs − 1 trunk) × (10 − 1) + 2'),
    ],
    ['with MAX_ENI', { MAX_ENI: '2' }, 29, above('Node n1 takes', 29, 20, 'min(3 ENIs, MAX_ENI 2) × (10 − 1) + 2')],
    ['in IPv6', { ENABLE_IPv6: 'true', ENABLE_IPv4: 'false', ENABLE_PREFIX_DELEGATION: 'true' }, 250, undefined],
  ])('take %s', (_name, env, pods, expected) => {
    const said = told(list(daemonSet(env), node('n1', pods))).filter((each) => each.includes('node-max-pods'));
    expect(said).toEqual(expected === undefined ? [] : [expected]);
  });

  it('that are alike are one finding', () => {
    const all = Array.from({ length: 12 }, (_, index) => node(`n${index}`, 110));
    const [found, ...others] = findings([{ path: '0.yaml', text: list(daemonSet({}), ...all) }]);
    expect(others).toEqual([]);
    expect(found?.message).toMatch(/^12 nodes take 110 pods, more than the 29 /);
    expect(found?.related.map(({ message }) => message).slice(-3)).toEqual([
      'Node n8 too',
      '3 other nodes too',
      'Prefix delegation is off',
    ]);
  });

  it.each<[string, readonly object[]]>([
    ['without the DaemonSet of the cluster', [node('n1', 250)]],
    ['of Windows', [daemonSet({}), node('n1', 110, { 'kubernetes.io/os': 'windows' })]],
    ['of Fargate', [daemonSet({}), node('n1', 110, { 'eks.amazonaws.com/compute-type': 'fargate' })]],
    ['of EKS Auto Mode', [daemonSet({}), node('n1', 110, { 'eks.amazonaws.com/compute-type': 'auto' })]],
    ['of a type nobody knows', [daemonSet({}), node('n1', 110, { 'node.kubernetes.io/instance-type': 'x99.large' })]],
    ['without a type', [daemonSet({}), node('n1', 110, { 'node.kubernetes.io/instance-type': undefined })]],
    [
      'that found no room for a trunk',
      [daemonSet({ ENABLE_POD_ENI: 'true' }), node('n1', 29, { 'vpc.amazonaws.com/has-trunk-attached': 'false' })],
    ],
  ])('are not judged: %s', (_name, items) => {
    expect(told(list(...items)).filter((each) => each.includes('node-max-pods'))).toEqual([]);
  });

  it('ask for ENIConfigs that the cluster does not have, alike ones together', () => {
    const nodes = ['a', 'c', 'c'].map((zone, index) =>
      node(`n${index}`, 20, { 'topology.kubernetes.io/zone': `eu-west-1${zone}` }),
    );
    const fargate = node('f', 1, {
      'topology.kubernetes.io/zone': 'eu-west-1d',
      'eks.amazonaws.com/compute-type': 'fargate',
    });
    expect(told(list(daemonSet(customNetworking), eniConfig('eu-west-1a'), ...nodes, fargate))).toEqual([
      '0.yaml warning eniconfig-not-found: Node n1 asks for the ENIConfig eu-west-1c by topology.kubernetes.io/zone, and the cluster has none of that name: its pods get no addresses',
    ]);
    const { ENI_CONFIG_LABEL_DEF: _, ...withoutLabel } = customNetworking;
    expect(
      told(list(daemonSet(withoutLabel), eniConfig('pods'), node('n1', 20))).filter((each) =>
        each.includes('not-found'),
      ),
    ).toEqual([
      '0.yaml warning eniconfig-not-found: No label or annotation of node n1 chooses an ENIConfig, and the cluster has none named default: its pods get no addresses',
    ]);
  });

  it('say nothing of ENIConfigs that nobody asked the cluster for', () => {
    expect(told(list(daemonSet(customNetworking), node('n1', 20)))).toEqual([]);
    // A file has it, and will be applied.
    const file = JSON.stringify({ ...eniConfig('eu-west-1a'), metadata: { name: 'eu-west-1a' } });
    expect(told(list(daemonSet(customNetworking), eniConfig('eu-west-1b'), node('n1', 20)), file)).toEqual([]);
  });
});

const noAddress =
  'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "ab12": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container';
const hidden =
  'Failed to create trunk interface: Error Code: UnauthorizedOperation: Please verify the cluster IAM role has AmazonEKSVPCResourceController policy';

describe('events of a running cluster', () => {
  const said = (...items: readonly object[]) =>
    told(list(daemonSet({}), node('n1', 29), ...items)).filter((each) => each.includes('no-address-reported'));

  it.each<[string, readonly object[], string | undefined]>([
    [
      'a pod that still waits',
      [podEvent('a', 'FailedCreatePodSandBox', noAddress, 'n1'), pod('a', 'n1')],
      'warning no-address-reported: The cluster reported that the VPC CNI had no address for pod shop/a',
    ],
    [
      'a pod that nobody looked at again',
      [podEvent('a', 'FailedCreatePodSandBox', noAddress, 'n1')],
      'info no-address-reported: The cluster reported that the VPC CNI had no address for pod shop/a',
    ],
    [
      'a pod that has an address since',
      [podEvent('a', 'FailedCreatePodSandBox', noAddress, 'n1'), pod('a', 'n1', '10.0.1.9')],
      undefined,
    ],
    [
      'several pods',
      ['a', 'b', 'b', 'c'].map((name) => podEvent(name, 'FailedCreatePodSandBox', noAddress, 'n1')),
      'info no-address-reported: The cluster reported that the VPC CNI had no address for 3 pods',
    ],
    [
      'a node without blocks',
      [
        nodeEvent(
          'n1',
          'InsufficientCidrBlocks',
          'InsufficientCidrBlocks: The specified subnet does not have enough free cidr blocks to satisfy the request',
        ),
      ],
      'warning no-address-reported: The cluster reported that a subnet had no free /28 block for node n1',
    ],
    [
      'a node without a trunk',
      [nodeEvent('n1', 'TrunkENICreationFailed', hidden)],
      'warning no-address-reported: The cluster reported that there was no trunk ENI for node n1',
    ],
    [
      'two nodes without an ENIConfig',
      [nodeEvent('n1', 'EniConfigNameNotFound', 'not found'), nodeEvent('n2', 'EniConfigNameNotFound', 'not found')],
      'warning no-address-reported: The cluster reported that nothing names an ENIConfig for 2 nodes',
    ],
    [
      'a pod without a branch ENI',
      [
        podEvent(
          'a',
          'BranchAllocationFailed',
          'failed to allocate branch ENI to pod: InsufficientFreeAddressesInSubnet',
        ),
        pod('a', 'n1'),
      ],
      'warning no-address-reported: The cluster reported that there was no branch ENI for pod shop/a',
    ],
    [
      'a permission',
      [
        podEvent(
          'aws-node-x',
          'MissingIAMPermissions',
          'Unauthorized operation: failed to call AssignPrivateIpAddresses',
        ),
      ],
      'warning no-address-reported: The cluster reported that EC2 refused a call of pod shop/aws-node-x',
    ],
    [
      'a pod of Windows',
      [
        podEvent(
          'w',
          'ResourceAllocationFailed',
          'Warm pool for resource vpc.amazonaws.com/PrivateIPv4Address is currently empty because the specified subnet does not have enough free cidr blocks, will retry in 10m',
        ),
      ],
      'warning no-address-reported: The cluster reported that a subnet had no free /28 block for pod shop/w',
    ],
    [
      'no place',
      [podEvent('a', 'FailedScheduling', '0/3 nodes are available: 3 Too many pods.')],
      'info no-address-reported: The cluster reported that pod shop/a found no node with room: nodes had their max pods',
    ],
    ['no CPU', [podEvent('a', 'FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.')], undefined],
    [
      'another sandbox',
      [podEvent('a', 'FailedCreatePodSandBox', 'failed to pull image "pause"', 'n1'), pod('a', 'n1')],
      undefined,
    ],
    [
      'another plugin',
      [
        podEvent(
          'a',
          'FailedCreatePodSandBox',
          'plugin type="cilium-cni" failed (add): unable to create endpoint',
          'n1',
        ),
      ],
      undefined,
    ],
    [
      'a warm pool that fills',
      [
        podEvent(
          'w',
          'ResourceAllocationFailed',
          'Warm pool for resource vpc.amazonaws.com/PrivateIPv4Address is currently empty, will retry in 3s',
        ),
      ],
      undefined,
    ],
  ])('tell of %s', (_name, items, expected) => {
    expect(said(...items)).toEqual(expected === undefined ? [] : [`0.yaml ${expected}`]);
  });

  it('are read as events.k8s.io has them, and not where a file makes them', () => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'x', namespace: 'kube-system', uid: 'u', resourceVersion: '1' },
      regarding: { kind: 'Pod', namespace: 'kube-system', name: 'aws-node-x' },
      reason: 'MissingIAMPermissions',
      note: 'Unauthorized operation',
      type: 'Warning',
    };
    expect(said(event)).toHaveLength(1);
    expect(said({ ...event, metadata: { name: 'x' } })).toEqual([]);
    expect(said({ ...event, apiVersion: 'example.com/v1' })).toEqual([]);
  });

  it('say what to do by what was reported, and how full the node is', () => {
    const items = [daemonSet({}), node('n1', 29), podEvent('a', 'FailedCreatePodSandBox', noAddress, 'n1')];
    const pods = [pod('a', 'n1'), pod('b', 'n1', '10.0.1.8'), pod('p', 'n1', '10.0.1.17', { hostNetwork: true })];
    const [found] = findings([{ path: '0.yaml', text: list(...items, ...pods) }]);
    expect(found?.advice).toMatch(/^Compare max pods of the node with what its type serves/);
    expect(found?.related.map(({ message }) => message)).toEqual([
      'Pods of node n1 with an address of their own: 1, without one yet: 1',
    ]);
    expect(found?.fixes).toEqual([]);
  });
});

describe('pods of a running cluster', () => {
  const ofNode = [
    pod('a', 'n1', '10.0.1.8'),
    pod('b', 'n1'),
    { ...pod('job', 'n1', '10.0.1.30'), status: { phase: 'Succeeded', hostIP: '10.0.1.17', podIP: '10.0.1.30' } },
    pod('kube-proxy', 'n1', '10.0.1.17', { hostNetwork: true }),
    pod('elsewhere', 'n2', '10.0.1.40'),
  ];

  it('are counted on their nodes: those of the host network take no address, those that ended none any more', () => {
    const text = list(daemonSet({}), node('n1', 29), node('n2', 29), ...ofNode);
    const [cluster] = workspaceOf([{ path: '0.json', text }]).clusters;
    expect([...(cluster ? nodeLoads(cluster) : [])]).toEqual([
      ['n1', { served: 1, waiting: 1, onHostNetwork: 1 }],
      ['n2', { served: 1, waiting: 0, onHostNetwork: 0 }],
    ]);
    expect(hoverText(text, '"name": "n1"')).toContain(
      'It runs 1 pods with an address of their own and 1 with the address of the node; 1 have no address yet',
    );
    expect(hoverText(text, '"name": "n1"')).toContain('29 pods fit: a node of type m5.large can serve 29');
  });

  it('stand beside a node that takes too many', () => {
    const [found] = findings([{ path: '0.json', text: list(daemonSet({}), node('n1', 110), ...ofNode) }]);
    expect(found?.related.map(({ message }) => message)).toContain(
      'Pods of node n1 with an address of their own: 1, without one yet: 1',
    );
  });
});

describe('settings of a running cluster', () => {
  it('are compared with those of its files, by what the CNI takes them for', () => {
    const running = list(
      daemonSet({ ENABLE_PREFIX_DELEGATION: 'False', WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '10' }),
      node('n1', 29),
    );
    const declared = eksctl({
      ENABLE_PREFIX_DELEGATION: 'true',
      ENABLE_POD_ENI: '0',
      AWS_VPC_K8S_CNI_EXTERNALSNAT: 'False',
    });
    expect(told(declared, running)).toEqual([
      '0.yaml info settings-differ-from-cluster: ENABLE_PREFIX_DELEGATION is "true" here, and "False" in the DaemonSet of the cluster',
      '1.yaml info settings-differ-from-cluster: WARM_IP_TARGET is "5" in the cluster, and the file that declares its settings leaves it at the default 0',
      '1.yaml info settings-differ-from-cluster: MINIMUM_IP_TARGET is "10" in the cluster, and the file that declares its settings leaves it at the default 0',
    ]);
  });

  it('are those of the answer of describe-addon where no DaemonSet was read', () => {
    const answer = (env: Variables) =>
      JSON.stringify({
        addon: {
          addonName: 'vpc-cni',
          clusterName: 'shop',
          status: 'ACTIVE',
          addonVersion: 'v1.18.1-eksbuild.1',
          addonArn: 'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/1',
          configurationValues: JSON.stringify({ env }),
        },
      });
    const declared = eksctl({
      ENABLE_POD_ENI: 'true',
      WARM_ENI_TARGET: '1',
      MAX_ENI: '3',
      AWS_VPC_K8S_CNI_EXTERNALSNAT: '0',
    });
    const differing = (...files: readonly string[]) =>
      told(...files).filter((each) => each.includes('settings-differ'));
    expect(
      differing(declared, answer({ MAX_ENI: '2', WARM_IP_TARGET: '5', AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false' })),
    ).toEqual([
      '0.yaml info settings-differ-from-cluster: ENABLE_POD_ENI is "true" here, and not set in the add-on of the cluster',
      '0.yaml info settings-differ-from-cluster: MAX_ENI is "3" here, and "2" in the add-on of the cluster',
      '1.yaml info settings-differ-from-cluster: WARM_IP_TARGET is "5" in the cluster, and the file that declares its settings leaves it at the default 0',
    ]);
    // What a command sets in the DaemonSet is beside what an add-on configures.
    const command = `# ! /bin/sh\nkubectl set env daemonset/aws-node -n kube-system ENABLE_POD_ENI=true\n`;
    const files = [
      { path: 'a.sh', text: command },
      { path: 'b.json', text: answer({ MAX_ENI: '2' }) },
    ];
    expect(findings(files).filter(({ rule }) => rule === 'settings-differ-from-cluster')).toEqual([]);
  });

  it('are no settings of a file: what it sets counts for its groups, and what it leaves is as it runs', () => {
    const groups = 'managedNodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 110 }]\n';
    const is = (each: string) => each.includes('max-pods-above');
    expect(told(eksctl({ ENABLE_PREFIX_DELEGATION: 'true' }, groups), list(daemonSet({}))).filter(is)).toEqual([]);
    expect(
      told(eksctl({ WARM_ENI_TARGET: '1' }, groups), list(daemonSet({ ENABLE_PREFIX_DELEGATION: 'true' }))).filter(is),
    ).toEqual([]);
    expect(told(eksctl({ WARM_ENI_TARGET: '1' }, groups), list(daemonSet({}))).filter(is)).toHaveLength(1);
  });

  it('of a cluster of another name are not compared', () => {
    const running = list(daemonSet({}), node('n1', 29, { 'alpha.eksctl.io/cluster-name': 'other' }));
    expect(told(eksctl({ ENABLE_PREFIX_DELEGATION: 'true' }), running)).toEqual([]);
    const same = list(daemonSet({}), node('n1', 29, { 'alpha.eksctl.io/cluster-name': 'shop' }));
    expect(told(eksctl({ ENABLE_PREFIX_DELEGATION: 'true' }), same)).toHaveLength(1);
  });

  it('of two clusters in one folder are two clusters', () => {
    const of = (name: string, env: Variables, pods: number) =>
      list(daemonSet(env), node('n1', pods, { 'alpha.eksctl.io/cluster-name': name }));
    expect(told(of('a', { ENABLE_PREFIX_DELEGATION: 'true' }, 110), of('b', {}, 29))).toEqual([]);
    expect(told(of('a', {}, 110), of('b', { ENABLE_PREFIX_DELEGATION: 'true' }, 110))).toEqual([
      above('Node n1 takes', 110, 29, '3 ENIs × (10 − 1) + 2'),
    ]);
  });

  it('leave a file as visible as it is without them', () => {
    const text = (name: string) => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: subnet-0a1b2c3d4e5f60718, securityGroups: [sg-0a1b2c3d4e5f60718] }
---
`;
    const groups =
      'managedNodeGroups: [{ name: web, instanceType: m5.large, availabilityZones: [eu-west-1a, eu-west-1b] }]\n';
    const file = text('eu-west-1a') + eksctl(customNetworking, groups);
    const is = (each: string) => each.includes('eniconfig-zone-uncovered');
    const alone = told(file).filter(is);
    expect(alone[0]).toContain('error');
    expect(told(file, list(daemonSet(customNetworking))).filter(is)).toEqual(alone);
  });

  it('are never fixed, and say what to do instead', () => {
    const [found] = findings([{ path: 'live.yaml', text: list(daemonSet({ WARM_IP_TARGET: '5' })) }]);
    expect(found).toMatchObject({ rule: 'warm-ip-target-without-minimum', fixes: [] });
    expect(found?.advice).toBeDefined();
  });
});

it('what is allocatable counts where it is less than the capacity', () => {
  const of = (allocatable: string) => {
    const one = node('n1', 110) as { status: { allocatable: object } };
    return list(daemonSet({}), { ...one, status: { ...one.status, allocatable: { pods: allocatable } } });
  };
  expect(told(of('29'))).toEqual([]);
  expect(told(of('110'))).toHaveLength(1);
  expect(told(of('30'))).toEqual([above('Node n1 takes', 30, 29, '3 ENIs × (10 − 1) + 2')]);
});

describe('a dump', () => {
  it('of a cluster in order says nothing, in YAML and JSON, as a list, as several and as single objects', () => {
    const items = [
      daemonSet({}),
      node('n1', 29),
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', uid: 'p' } },
    ];
    checkClean(list(...items));
    checkClean(JSON.stringify(JSON.parse(list(...items))));
    checkClean(items.map((each) => list(each)).join('---\n'));
    checkClean(items.map((each) => JSON.stringify(each)).join('\n---\n'));
  });

  it('of nodes that never had the VPC CNI says nothing', () => {
    check(list(node('worker', 250, { 'node.openshift.io/os_id': 'rhcos' })));
  });
});
