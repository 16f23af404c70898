import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hands, key, pause, shown, transient, type, withEditor } from '../harness/typing.js';

/* What a person sees who types a correct file, key by key, on the wire. */

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: eu-west-1a
spec:
  subnet: subnet-0a1b2c3d4e5f60711
  securityGroups:
    - sg-0a1b2c3d4e5f60718
    - sg-0f9e8d7c6b5a40312
`;

const clusterConfig = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: harbor
  region: eu-west-1
vpc:
  cidr: 10.40.0.0/16
availabilityZones: [eu-west-1a, eu-west-1b]
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        WARM_IP_TARGET: "2"
        MINIMUM_IP_TARGET: "10"
managedNodeGroups:
  - name: web
    instanceType: m5.large
    minSize: 2
    maxSize: 12
    maxPodsPerNode: 29
    availabilityZones: [eu-west-1a, eu-west-1b]
    labels:
      team: shop
  - name: batch
    instanceTypes: [c5.xlarge, c5a.xlarge]
    maxSize: 6
`;

const addonJson = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: harbor, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      {
        "env": {
          "ENABLE_PREFIX_DELEGATION": "true",
          "WARM_PREFIX_TARGET": "1",
          "AWS_VPC_K8S_CNI_LOGLEVEL": "INFO"
        },
        "init": { "env": { "DISABLE_TCP_EARLY_DEMUX": "true" } }
      }
`;

const json = `{
  "apiVersion": "eksctl.io/v1alpha5",
  "kind": "ClusterConfig",
  "metadata": { "name": "harbor", "region": "eu-west-1" },
  "addons": [
    {
      "name": "vpc-cni",
      "configurationValues": "{\\"env\\": {\\"WARM_IP_TARGET\\": \\"2\\", \\"MINIMUM_IP_TARGET\\": \\"10\\"}}"
    }
  ],
  "managedNodeGroups": [{ "name": "web", "instanceType": "m5.large", "maxPodsPerNode": 29 }]
}
`;

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: aws-node
  namespace: kube-system
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: WARM_IP_TARGET
              value: "5"
            - name: MINIMUM_IP_TARGET
              value: "20"
            - { name: ENABLE_POD_ENI, value: "true" }
`;

const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  cluster:
    name: harbor
    apiServerEndpoint: https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com
    certificateAuthority: Q2VydGlmaWNhdGU=
    cidr: 172.20.0.0/16
  kubelet:
    config:
      maxPods: 58
      clusterDNS: [172.20.0.10]
    flags:
      - --node-labels=team=shop
`;

const terraform = `resource "aws_eks_addon" "cni" {
  cluster_name  = aws_eks_cluster.shop.name
  addon_name    = "vpc-cni"
  addon_version = "v1.20.4-eksbuild.2"
  configuration_values = jsonencode({
    env = {
      ENABLE_PREFIX_DELEGATION = "true"
      WARM_PREFIX_TARGET       = "1"
    }
    enableNetworkPolicy = "true"
  })
}

resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.shop.name
  node_group_name = "web"
  instance_types  = ["m5.large", "m6i.large"]
  scaling_config {
    min_size     = 2
    desired_size = 3
    max_size     = 9
  }
}
`;

const texts = { eniConfig, clusterConfig, addonJson, json, daemonSet, nodeConfig, terraform };

describe('no finding is seen that vanishes again', () => {
  it.each([
    ['eniConfig', 'nothing closed by itself', false],
    ['eniConfig', 'nothing closed by itself', true],
    ['clusterConfig', 'nothing closed by itself', false],
    ['addonJson', 'brackets and quotes closed by the editor', false],
    ['json', 'brackets and quotes closed by the editor', true],
    ['daemonSet', 'brackets and quotes closed by the editor', false],
    ['nodeConfig', 'nothing closed by itself', false],
    ['nodeConfig', 'brackets and quotes closed by the editor', true],
    ['terraform', 'nothing closed by itself', false],
    ['terraform', 'brackets and quotes closed by the editor', false],
  ] as const)('while %s is typed, %s; beside the YAML extension: %s', async (name, how, yamlExtensionActive) => {
    const uri = `untitled:a.${name === 'json' ? 'json' : name === 'terraform' ? 'tf' : 'yaml'}`;
    await withEditor({ yamlExtensionActive }, async (editor) => {
      const seen = await type(editor, { uri, text: texts[name], closing: hands[how] });
      expect(transient(editor, uri, seen)).toEqual([]);
    });
  });
});

describe('what is wrong is seen once somebody pauses', () => {
  it.each([
    ['eniConfig', 'sg-0f9e8d7c6b5a40312', 'sg-0f9e8d7c6b5a403', 'eniconfig-invalid-id'],
    ['clusterConfig', 'maxPodsPerNode: 29', 'maxPodsPerNode: 58', 'max-pods-above-capacity'],
    ['addonJson', '"WARM_PREFIX_TARGET": "1"', '"WARM_PREFIX_TARGET": "one"', 'invalid-integer'],
    ['nodeConfig', 'maxPods: 58', 'maxPods: "58"', 'invalid-structure'],
    ['terraform', 'WARM_PREFIX_TARGET       = "1"', 'WARM_PREFIX_TARGET       = "one"', 'invalid-integer'],
  ] as const)('in %s: %s → %s', async (name, right, wrong, rule) => {
    const uri = `untitled:a.${name === 'terraform' ? 'tf' : 'yaml'}`;
    await withEditor({ yamlExtensionActive: false }, async (editor) => {
      await type(editor, { uri, text: texts[name].replace(right, wrong) });
      expect(shown(editor, uri).join('\n')).toContain(rule);
    });
  });
});

it('says nothing of our config file before somebody pauses', async () => {
  const uri = 'file:///shop/eni-lens.yaml';
  const text = `rules:
  no-ip-family: off
  max-pods-above-capacity: error
ignore: [vendor/]
clusters:
  - name: shop
    files: [clusters/shop/]
    subnets:
      - id: subnet-0a1b2c3d4e5f60711
        cidr: 10.0.0.0/24
`;
  await withEditor({ yamlExtensionActive: false }, async (editor) => {
    const seen = await type(editor, { uri, text });
    expect(seen.filter(({ findings }) => findings.length > 0)).toEqual([]);
    await key(editor, uri, text.replace('off', 'offf'));
    expect(shown(editor, uri)).toEqual([]);
    await pause(editor);
    expect(shown(editor, uri)).toEqual([expect.stringContaining('invalid-config')]);
  });
});

describe('what is shown already', () => {
  const options = { yamlExtensionActive: false };
  const uri = 'untitled:a.yaml';
  const before = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: { subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [sg-0a1b2c3d4e5f60718] }
---
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
availabilityZones: [eu-west-1a, eu-west-1b]
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone
managedNodeGroups:
  - name: web
    instanceType: m5.large
`;
  const text = '  - name: gpus\n    instanceType: g5.xlarge\n';
  const of = (groups: string): string =>
    `No ENIConfig here is named eu-west-1b: nodes of ${groups} there get no pod addresses and stay NotReady`;

  it('is not said anew with each key of a name elsewhere, but once its line is whole', async () => {
    await withEditor(options, async (editor) => {
      const seen = await type(editor, { uri, before, text });
      const messages = seen.map(({ findings }) => findings.find((each) => each.includes('eu-west-1b')) ?? '');
      const [first = '', ...others] = [...new Set(messages)];
      expect(first).toContain(of('web'));
      expect(others).toEqual([expect.stringContaining(of('web and gpus'))]);
      expect(messages.indexOf(others[0] ?? '')).toBe(text.indexOf('\n'));
    });
  });

  it('is said anew when the typing pauses within a line', async () => {
    await withEditor(options, async (editor) => {
      await type(editor, { uri, before, text: text.slice(0, text.indexOf('s\n')) });
      expect(shown(editor, uri).join()).toContain(of('web and gpu'));
    });
  });

  it('stays where it is, and goes at once with what it is about', async () => {
    const values = before.replace('ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone', 'MAX_ENI: "two"');
    await withEditor(options, async (editor) => {
      await editor.open(uri, 'yaml', values);
      const [found] = editor.shown(uri).filter(({ code }) => code === 'invalid-integer');
      await key(editor, uri, values.replace('MAX_ENI: "two"', 'MAX_ENI:  "two"'));
      const [moved] = editor.shown(uri).filter(({ code }) => code === 'invalid-integer');
      expect(moved?.range.start.character).toBe((found?.range.start.character ?? 0) + 1);
      await key(editor, uri, values.replace('MAX_ENI: "two"', 'MAX_ENI: "2"'));
      expect(editor.shown(uri).map(({ code }) => code)).not.toContain('invalid-integer');
    });
  });
});
