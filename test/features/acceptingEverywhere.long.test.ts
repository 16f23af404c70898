import { describe, expect, it } from 'vitest';
import { accepted, editors } from '../harness/accepting.js';
import { checkCompletion, proposals } from '../harness/features.js';

/*
 * Each kind of proposal in each kind of file that it is made in, accepted in editors of every kind: what stands in the file then, byte by byte.
 */

interface Acceptance {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** What an editor without snippets makes of it, where that is less. */
  readonly plain?: string;
}

const eksctl = (rest: string): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: harbor, region: eu-west-1 }\n${rest}`;
const group = (rest: string): string =>
  eksctl(`managedNodeGroups:\n  - name: web\n    instanceType: m5.large\n${rest}`);
const aroundZones = (rest: string): string =>
  `${eksctl('availabilityZones: [eu-west-1a, eu-west-1b]\nvpc:\n  subnets:\n    private:\n      eu-west-1a: { id: subnet-0a1b2c3d4e5f60711, cidr: 10.0.0.0/24 }\n')}${rest}`;
const eniConfig = (spec: string): string =>
  `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: eu-west-1a\nspec:\n${spec}`;
const addon = (env: string): string =>
  eksctl(`addons:\n  - name: vpc-cni\n    configurationValues: |-\n      env:\n${env}`);
const nodeConfig = (kubelet: string): string =>
  `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    ${kubelet}`;
const json = (groups: string): string =>
  `{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig", "metadata": {"name": "harbor"}, "managedNodeGroups": [${groups}]}\n`;

const inYaml: Readonly<Record<string, Acceptance>> = {
  'a variable': {
    label: 'WARM_ENI_TARGET',
    before: addon('        WARM_E$0\n'),
    after: addon('        WARM_ENI_TARGET: ""\n'),
  },
  'a value of a variable': {
    label: 'debug',
    before: addon('        AWS_VPC_K8S_CNI_LOGLEVEL: $0\n'),
    after: addon('        AWS_VPC_K8S_CNI_LOGLEVEL: debug\n'),
  },
  'an instance type': {
    label: 'c5.xlarge',
    before: eksctl('managedNodeGroups:\n  - name: web\n    instanceType: c5.x$0\n'),
    after: eksctl('managedNodeGroups:\n  - name: web\n    instanceType: c5.xlarge\n'),
  },
  'an item of instance types': {
    label: 'c5.xlarge',
    before: eksctl('managedNodeGroups:\n  - name: web\n    instanceTypes:\n      - m5.large\n      - c5.x$0\n'),
    after: eksctl('managedNodeGroups:\n  - name: web\n    instanceTypes:\n      - m5.large\n      - c5.xlarge\n'),
  },
  'max pods': { label: '29', before: group('    maxPodsPerNode: $0\n'), after: group('    maxPodsPerNode: 29\n') },
  'a zone in brackets': {
    label: 'eu-west-1b',
    before: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones: [eu-west-1a, $0]\n'),
    after: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones: [eu-west-1a, eu-west-1b]\n'),
  },
  'a zone as an item': {
    label: 'eu-west-1b',
    before: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones:\n      - $0\n'),
    after: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones:\n      - eu-west-1b\n'),
  },
  'the subnet of an ENIConfig': {
    label: 'subnet-0a1b2c3d4e5f60711',
    before: aroundZones(`---\n${eniConfig('  subnet: $0\n')}`),
    after: aroundZones(`---\n${eniConfig('  subnet: subnet-0a1b2c3d4e5f60711\n')}`),
  },
  'the label of a group': {
    label: 'k8s.amazonaws.com/eniConfig',
    before: group('    labels:\n      $0\n'),
    after: group('    labels:\n      k8s.amazonaws.com/eniConfig: \n'),
  },
  'the ENIConfig of a label': {
    label: 'eu-west-1a',
    before: `${group('    labels:\n      k8s.amazonaws.com/eniConfig: $0\n')}---\n${eniConfig('  subnet: subnet-0a1b2c3d4e5f60711\n')}`,
    after: `${group('    labels:\n      k8s.amazonaws.com/eniConfig: eu-west-1a\n')}---\n${eniConfig('  subnet: subnet-0a1b2c3d4e5f60711\n')}`,
  },
  'the annotation of a node': {
    label: 'k8s.amazonaws.com/eniConfig',
    before: 'apiVersion: v1\nkind: Node\nmetadata:\n  name: a\n  annotations:\n    k8s.amazonaws.com/eni$0\n',
    after: 'apiVersion: v1\nkind: Node\nmetadata:\n  name: a\n  annotations:\n    k8s.amazonaws.com/eniConfig: \n',
  },
  'the kind of a document': {
    label: 'ENIConfig',
    before: 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: $0\nmetadata: { name: eu-west-1a }\n',
    after: 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\n',
  },
  'the version of a document': {
    label: 'crd.k8s.amazonaws.com/v1alpha1',
    before: 'apiVersion: crd$0\nkind: ENIConfig\n',
    after: 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\n',
  },
  'the name of an add-on': {
    label: 'vpc-cni',
    before: eksctl('addons:\n  - name: coredns\n  - name: $0\n    version: latest\n'),
    after: eksctl('addons:\n  - name: coredns\n  - name: vpc-cni\n    version: latest\n'),
  },
  'the name of an add-on in brackets': {
    label: 'vpc-cni',
    before: eksctl('addons: [{ name: vpc$0 }]\n'),
    after: eksctl('addons: [{ name: vpc-cni }]\n'),
  },
  'max pods of a NodeConfig': {
    label: '29',
    before: nodeConfig('config:\n      maxPods: $0\n'),
    after: nodeConfig('config:\n      maxPods: 29\n'),
  },
  'an expression for max pods': {
    label: 'max pods without prefix delegation',
    before: nodeConfig('maxPodsExpression: $0\n'),
    after: nodeConfig('maxPodsExpression: "max_pods < 110 ? max_pods : 110"\n'),
  },
  'an expression between quotes': {
    label: 'max pods without prefix delegation',
    before: nodeConfig('maxPodsExpression: "max$0"\n'),
    after: nodeConfig('maxPodsExpression: "max_pods < 110 ? max_pods : 110"\n'),
  },
  'a rule in a comment': {
    label: 'warm-eni-target-zero',
    before: addon('        WARM_ENI_TARGET: "0" # eni-lens-disable-line warm-e$0\n'),
    after: addon('        WARM_ENI_TARGET: "0" # eni-lens-disable-line warm-eni-target-zero\n'),
  },
  'a key of the ConfigMap': {
    label: 'warm-prefix-target',
    before:
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata:\n  warm-p$0\n',
    after:
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata:\n  warm-prefix-target: ""\n',
  },
};

const inJson: Readonly<Record<string, Acceptance>> = {
  'an instance type': {
    label: 'c5.xlarge',
    before: json('{"name": "web", "instanceType": "c5.x$0"}'),
    after: json('{"name": "web", "instanceType": "c5.xlarge"}'),
  },
  'max pods': {
    label: '29',
    before: json('{"name": "web", "instanceType": "m5.large", "maxPodsPerNode": $0}'),
    after: json('{"name": "web", "instanceType": "m5.large", "maxPodsPerNode": 29}'),
  },
  'the kind of a document': {
    label: 'ClusterConfig',
    before: '{"apiVersion": "eksctl.io/v1alpha5", "kind": $0}\n',
    after: '{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig"}\n',
  },
  'the version of a document, between quotes': {
    label: 'eksctl.io/v1alpha5',
    before: '{"apiVersion": "$0", "kind": "ClusterConfig"}\n',
    after: '{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig"}\n',
  },
  'the name of an add-on': {
    label: 'vpc-cni',
    before: '{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig", "addons": [{"name": "$0"}]}\n',
    after: '{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig", "addons": [{"name": "vpc-cni"}]}\n',
  },
  'a label': {
    label: 'k8s.amazonaws.com/eniConfig',
    before: json('{"name": "web", "labels": {"k8s$0": ""}}'),
    after: json('{"name": "web", "labels": {"k8s.amazonaws.com/eniConfig": ""}}'),
  },
};

function inFile(path: string, around: (text: string) => string, { label, before, after, plain }: Acceptance): void {
  const file = (text: string): string => `# file: ${path}\n${around(text)}`;
  checkCompletion(file(before), {
    label,
    expected: file(after),
    ...(plain === undefined ? {} : { plain: file(plain) }),
  });
}

const fence = (text: string): string => `# How to\n\n\`\`\`yaml\n${text}\`\`\`\n\nThat is all.\n`;
const item = (text: string): string => `1. Write\n\n   \`\`\`yaml\n${text.replace(/^(?=.)/gm, '   ')}   \`\`\`\n`;
const asciidoc = (text: string): string => `= How to\n\n[source,yaml]\n----\n${text}----\n`;
const hereDocument = (text: string): string => `#!/bin/bash\nkubectl apply -f - <<'EOF'\n${text}EOF\n`;

describe('in YAML', () => {
  it.each(Object.entries(inYaml))('%s', (_, each) => inFile('a.yaml', (text) => text, each));
  it.each(Object.entries(inYaml))('with CRLF: %s', (_, each) =>
    inFile('a.yaml', (text) => text.replaceAll('\n', '\r\n'), each),
  );
});

describe('in JSON', () => {
  it.each(Object.entries(inJson))('%s', (_, each) => inFile('a.json', (text) => text, each));
});

/** A page and a script hold documents, and no comment of theirs silences in them. */
const held = Object.entries(inYaml).filter(([name]) => name !== 'a rule in a comment');

describe.each([
  ['a fence of Markdown', 'a.md', fence],
  ['a fence in a list of Markdown', 'a.md', item],
  ['a block of AsciiDoc', 'a.adoc', asciidoc],
  ['a here-document', 'a.sh', hereDocument],
] as const)('in %s', (_, path, around) => {
  it.each(held)('%s', (__, each) => inFile(path, around, each));
});

describe('in Terraform', () => {
  const cni = (values: string): string =>
    `resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name   = "vpc-cni"\n  configuration_values = jsonencode({\n    env = {\n${values}    }\n  })\n}\n`;
  const nodes = (rest: string): string =>
    `resource "aws_eks_node_group" "web" {\n  cluster_name    = "shop"\n  node_group_name = "web"\n${rest}}\n`;
  it.each<[string, Acceptance]>([
    [
      'a variable on a line of its own',
      { label: 'MINIMUM_IP_TARGET', before: cni('      $0\n'), after: cni('      MINIMUM_IP_TARGET = ""\n') },
    ],
    [
      'a variable behind another',
      {
        label: 'MINIMUM_IP_TARGET',
        before: cni('      MAX_ENI = "2"\n      MINI$0\n'),
        after: cni('      MAX_ENI = "2"\n      MINIMUM_IP_TARGET = ""\n'),
      },
    ],
    [
      'a value',
      {
        label: 'true',
        before: cni('      ENABLE_PREFIX_DELEGATION = "$0"\n'),
        after: cni('      ENABLE_PREFIX_DELEGATION = "true"\n'),
      },
    ],
    [
      'an instance type',
      {
        label: 'c5.xlarge',
        before: nodes('  instance_types = ["m5.large", "c5.x$0"]\n'),
        after: nodes('  instance_types = ["m5.large", "c5.xlarge"]\n'),
      },
    ],
    [
      'the name of an add-on',
      {
        label: 'vpc-cni',
        before: 'resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name   = $0\n}\n',
        after: 'resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name   = "vpc-cni"\n}\n',
      },
    ],
    [
      'the name of an add-on between quotes',
      {
        label: 'vpc-cni',
        before: 'resource "aws_eks_addon" "cni" {\n  addon_name = "vpc$0"\n}\n',
        after: 'resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n}\n',
      },
    ],
  ])('%s', (_, each) => inFile('main.tf', (text) => text, each));
});

describe('in a script', () => {
  const command = (words: string): string =>
    `#!/bin/bash\nkubectl set env daemonset aws-node -n kube-system ${words}\n`;
  it.each<[string, Acceptance]>([
    ['a variable', { label: 'MINIMUM_IP_TARGET', before: command('MINI$0'), after: command('MINIMUM_IP_TARGET=') }],
    [
      'a value',
      {
        label: 'true',
        before: command('ENABLE_PREFIX_DELEGATION=$0'),
        after: command('ENABLE_PREFIX_DELEGATION=true'),
      },
    ],
    [
      'the name of an add-on',
      {
        label: 'vpc-cni',
        before: '#!/bin/bash\naws eks create-addon --cluster-name shop --addon-name $0\n',
        after: '#!/bin/bash\naws eks create-addon --cluster-name shop --addon-name vpc-cni\n',
      },
    ],
    [
      'the name of an add-on behind an equals sign, on a further line',
      {
        label: 'vpc-cni',
        before: '#!/bin/bash\naws eks update-addon \\\n  --addon-name=vpc$0 \\\n  --cluster-name shop\n',
        after: '#!/bin/bash\naws eks update-addon \\\n  --addon-name=vpc-cni \\\n  --cluster-name shop\n',
      },
    ],
    [
      'the name of an add-on for eksctl',
      {
        label: 'vpc-cni',
        before: '#!/bin/bash\neksctl create addon --cluster shop --name $0\n',
        after: '#!/bin/bash\neksctl create addon --cluster shop --name vpc-cni\n',
      },
    ],
  ])('%s', (_, each) => inFile('a.sh', (text) => text, each));
});

describe('whole documents', () => {
  it.each(['a.yaml', 'a.yml', 'a.yaml.tpl', 'deep/b.yml.j2'])('the same text in every editor, in %s', (path) => {
    const text = `# file: ${path}\nENI$0`;
    const texts = editors.map((editor) => {
      const found = proposals(text, editor.support).find(({ label }) => label === 'ENIConfig');
      return found && accepted('ENI', found, editor);
    });
    expect(new Set(texts)).toEqual(
      new Set([
        'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: ZONE_NAME\nspec:\n  subnet: SUBNET_ID\n  securityGroups:\n    - SECURITY_GROUP_ID\n',
      ]),
    );
  });
});
