import { describe, expect, it } from 'vitest';
import { versionOf } from '../../server/model/env.js';
import { knownValue } from '../../server/model/fact.js';
import { check } from '../harness/check.js';
import { checkHover } from '../harness/features.js';
import { clusters } from '../harness/read.js';

/*
 * A patch of aws-node that lies where two clusters might take it: what a cluster's own add-on says counts for its numbers, and the patch
 * only keeps rules from saying that something is not there.
 */

const own = (name: string, variables: readonly string[], group: string): string =>
  `# file: ${name}/cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
addons:
  - name: vpc-cni
    version: v1.20.4-eksbuild.2
    configurationValues: |-
      env:
${['POD_MTU: "8951"', ...variables].map((each) => `        ${each}\n`).join('')}managedNodeGroups:
  - name: web
    instanceType: m5.large
    maxPodsPerNode: ${group}
`;

const stray = (name: string, value: string): string =>
  `# file: kustomize/aws-node.yaml
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env: [{ name: ${name}, value: "${value}" }]
`;

const off = 'ENABLE_PREFIX_DELEGATION: "false"';
const tooHigh =
  '110\n#                   ^^^ warning max-pods-above-capacity: maxPodsPerNode 110 is above the 29 pods m5.large can serve';

describe('a carrier that may belong to several clusters', () => {
  // m5.large: 3 ENIs × (10 − 1) + 2 = 29. The other cluster writes nothing about prefixes: with them it serves 3 × 9 × 16 + 2 = 434.
  it('changes nothing about what a cluster writes itself, and silences what rests on something missing', () => {
    check(own('a', [off], tooHigh) + own('b', [], '110') + stray('ENABLE_PREFIX_DELEGATION', 'true'), {
      only: 'max-pods-above-capacity',
    });
  });

  it('lets a hover compute with the value that its own file has', () => {
    // 12 idle: max(0 + 2, 10) + 2 ENIs; 30 full: 29 − 2 pods + 2 warm, and never more than the 27 + 3 of the type.
    const targets = ['WARM_IP_TARGET: "2"', 'MINIMUM_IP_TARGET: "10$0"'];
    const plain = ['WARM_IP_TARGET: "3"', 'MINIMUM_IP_TARGET: "10"'];
    checkHover(own('a', targets, '29') + own('b', plain, '29') + stray('WARM_IP_TARGET', '5'), [
      '12–30 addresses',
      'max(0 + 2, 10)',
    ]);
  });

  it('lets a hover tell what a node can serve with the setting that its own file has', () => {
    checkHover(own('a', [off], '1$010') + own('b', [], '110') + stray('ENABLE_PREFIX_DELEGATION', 'true'), [
      '110 pods are too many',
      '29',
    ]);
  });

  it('is no second place in which a setting stands', () => {
    check(own('a', [off], '29') + own('b', [off], '29') + stray('ENABLE_PREFIX_DELEGATION', 'true'), {
      only: 'settings-in-two-places',
    });
  });

  it('keeps a missing CNI from being reported', () => {
    const without = (name: string): string => `# file: ${name}/cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
addonsConfig: { disableDefaultAddons: true }
managedNodeGroups: [{ name: web, instanceType: m5.large }]
`;
    check(without('a') + without('b') + stray('WARM_IP_TARGET', '5'), { only: 'cni-addon-missing' });
  });
});

describe('ENIConfigs that may belong to several clusters', () => {
  const cluster = (name: string, label: string): string => `# file: ${name}/cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENI_CONFIG_LABEL_DEF": "${label}"}}'
managedNodeGroups:
  - name: web
    instanceType: m5.large
    labels: { example.com/eni: pods, k8s.amazonaws.com/eniConfig: pods }
`;
  const shared = `# file: shared/eniconfig.yaml
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: pods }
spec: { subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }
`;

  it('keep a name from being reported as missing', () => {
    check(cluster('a', 'example.com/eni') + cluster('b', 'example.com/eni') + shared, { only: 'eniconfig-not-found' });
  });
});

describe('a second add-on of the VPC CNI', () => {
  const terraform = (folder: string, rest = ''): string =>
    `# file: ${folder}/addons.tf
resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.staging.name
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true" } })
}
${rest}`;
  const groups = `# file: terraform/nodes.tf
resource "aws_eks_node_group" "jobs" {
  cluster_name    = aws_eks_cluster.staging.name
  node_group_name = "jobs"
  instance_types  = ["t3.small"]
}
`;

  // m5.large: 3 ENIs × (10 − 1) + 2 = 29.
  it('is that of another cluster, and silences nothing', () => {
    check(own('a', [], tooHigh) + terraform('terraform'), { only: 'max-pods-above-capacity' });
    check(own('a', [], tooHigh) + terraform('a'), { only: 'max-pods-above-capacity' });
  });

  it('takes its module with it', () => {
    const joined = clusters(own('a', [], '29') + terraform('terraform', groups));
    expect(joined.map(({ nodeGroups }) => nodeGroups.map(({ name }) => knownValue(name)))).toEqual([['web'], ['jobs']]);
  });

  it('is that of the only cluster where this one lists none', () => {
    const bare = own('a', [], '110').replace(/addons:[\s\S]*(?=managedNodeGroups)/, '');
    expect(clusters(bare + terraform('terraform'))).toHaveLength(1);
  });
});

it('leaves the version as the add-on has it where a command or a patch sets variables', () => {
  const script = '# file: a/up.sh\nkubectl set env ds/aws-node -n kube-system MAX_ENI=3\n';
  const versions = [own('a', [], '29'), own('a', [], '29') + script + stray('MAX_ENI', '3')].map((text) =>
    clusters(text).map((cluster) => versionOf(cluster)),
  );
  expect(versions).toEqual([[{ major: 1, minor: 20, patch: 4 }], [{ major: 1, minor: 20, patch: 4 }]]);
});
