import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';

const loud = (text: string, path = 'file.yaml') =>
  findings([{ path, text }])
    .filter(({ severity }) => severity !== 'hint')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('words in capitals that say which value is meant', () => {
  it('are no values of a ClusterConfig', () => {
    const text = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: CLUSTER_NAME, region: REGION, version: "K8S_VERSION" }
vpc:
  id: VPC_ID
  cidr: VPC_CIDR
  subnets: { private: { one: { id: SUBNET_ID_1, cidr: SUBNET_CIDR } } }
kubernetesNetworkConfig: { serviceIPv4CIDR: SERVICE_CIDR }
addons:
  - name: vpc-cni
    version: ADDON_VERSION
    configurationValues: |
      env:
        WARM_IP_TARGET: WARM_IP_TARGET
        MINIMUM_IP_TARGET: "MIN_IPS"
        MAX_ENI: MAX_ENI
        ENABLE_POD_ENI: USE_SECURITY_GROUPS
managedNodeGroups:
  - name: NODEGROUP_NAME
    ami: AMI_ID
    amiFamily: AMI_FAMILY
    instanceType: INSTANCE_TYPE
    maxPodsPerNode: MAX_PODS
    minSize: MIN_SIZE
    maxSize: MAX_SIZE
    desiredCapacity: DESIRED_CAPACITY
  - { name: b, instanceType: m5.large, spot: IS_SPOT, minSize: MIN, maxSize: MAX, desiredCapacity: DESIRED, privateNetworking: PRIVATE }
iam: { withOIDC: WITH_OIDC }
nodeGroups:
  - name: two
    instanceType: INSTANCE_TYPE
    kubeletExtraConfig: { maxPods: MAX_PODS }
`;
    expect(loud(text)).toEqual([]);
  });

  it('are no values in a NodeConfig, a manifest of Karpenter or of the CNI, user data, JSON or a command', () => {
    const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster: { name: CLUSTER_NAME, cidr: SERVICE_CIDR, apiServerEndpoint: API_SERVER_ENDPOINT }
  kubelet: { config: { maxPods: MAX_PODS }, flags: ["--max-pods=MAX_PODS", "--node-labels=zone=AZ"] }
`;
    const karpenter = `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: web }
spec: { kubelet: { maxPods: MAX_PODS } }
`;
    const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: AZ_NAME }
spec: { subnet: SUBNET_ID, securityGroups: [SECURITY_GROUP_ID] }
`;
    const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          image: ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com/amazon-k8s-cni:CNI_VERSION
          env:
            - { name: WARM_IP_TARGET, value: "IP_TARGET" }
            - { name: AWS_VPC_ENI_MTU, value: ENI_MTU_VALUE }
`;
    const script = `${head}nodeGroups:
  - name: two
    amiFamily: AmazonLinux2
    overrideBootstrapCommand: |
      #!/bin/bash
      /etc/eks/bootstrap.sh CLUSTER_NAME --kubelet-extra-args '--max-pods=MAX_PODS'
`.replace('region: eu-west-1', 'region: eu-west-1, version: "1.31"');
    for (const text of [nodeConfig, karpenter, eniConfig, daemonSet, script]) expect(loud(text)).toEqual([]);
    const json = JSON.stringify({ apiVersion: 'v1', kind: 'ENIConfig', spec: { subnet: 'SUBNET_ID' } });
    const named = { apiVersion: 'crd.k8s.amazonaws.com/v1alpha1', metadata: { name: 'AZ_NAME' } };
    expect(loud(JSON.stringify({ ...JSON.parse(json), ...named }), 'file.json')).toEqual([]);
    const command =
      'kubectl set env ds aws-node -n kube-system WARM_IP_TARGET=IP_TARGET "MINIMUM_IP_TARGET=MIN_IP_TARGET"\n';
    expect(loud(command, 'set.sh')).toEqual([]);
  });

  it('are no names of variables', () => {
    const variable = (name: string) => `            - { name: ${name}, value: "7" }\n`;
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
${variable('WARM_IP_TRAGET')}${variable('CLUSTER_ID')}            - name: MAX_ENI\n              value: "many"
`;
    expect(loud(text).join('\n')).toMatch(/WARM_IP_TRAGET.*did you mean WARM_IP_TARGET/);
    expect(loud(text).join('\n')).toContain('MAX_ENI is "many"');
  });

  it('and a wrong value in capitals stays one', () => {
    const wrong = ['maxPodsPerNode: MANY', 'instanceType: M5.LARGE', 'amiFamily: AMAZON_LINUX'];
    for (const field of wrong) {
      expect(loud(`${head}managedNodeGroups: [{ name: web, ${field} }]\n`), field).not.toEqual([]);
    }
    const values = (env: string) => `${head}addons: [{ name: vpc-cni, configurationValues: '{"env":{${env}}}' }]\n`;
    for (const env of ['"WARM_IP_TARGET":"HIGH"', '"ENABLE_PREFIX_DELEGATION":"ENABLED"', '"ENABLE_POD_ENI":"YES"']) {
      expect(loud(values(env)), env).not.toEqual([]);
    }
  });
});

describe('a word for a value that somebody has yet to find out', () => {
  const group = (field: string, value: string) =>
    `${head}managedNodeGroups: [{ name: a, instanceType: m5.large, ${field}: ${value} }]\n`;
  const variable = (name: string, value: string) =>
    `${head}addons: [{ name: vpc-cni, configurationValues: '{"env": {"${name}": "${value}"}}' }]\n`;

  it.each(['todo', 'tbd', 'fixme', 'xxx', '1xxx', 'XXX', 'TODO', '?', '???', '?a?', '...', '…', 'FIXME', 'change-me'])(
    '%s is no number, no boolean, no choice and no id',
    (word) => {
      expect(loud(group('maxPodsPerNode', word))).toEqual([]);
      expect(loud(group('privateNetworking', word))).toEqual([]);
      expect(loud(variable('MAX_ENI', word))).toEqual([]);
      expect(loud(variable('ENABLE_PREFIX_DELEGATION', word))).toEqual([]);
      expect(loud(variable('AWS_VPC_K8S_CNI_LOGLEVEL', word))).toEqual([]);
    },
  );

  it.each(['ture', 'MANY', 'todos', '1x', 'maybe?', 'a|b|c', '~1'])('%s is a value that is wrong', (word) => {
    expect(loud(group('maxPodsPerNode', word))).not.toEqual([]);
    expect(loud(group('privateNetworking', word))).not.toEqual([]);
    expect(loud(variable('MAX_ENI', word))).not.toEqual([]);
    expect(loud(variable('ENABLE_PREFIX_DELEGATION', word))).not.toEqual([]);
  });

  it('hides nothing of the document it stands in a comment of', () => {
    const text = `${head}addons:\n  - name: vpc-cni\n    configurationValues: |\n      # TODO: what about ... this?\n      env: { MAX_ENI: "ture" }\n`;
    expect(loud(text)).not.toEqual([]);
  });
});
