import { carriers } from '../carriers/carriers.js';

/*
 * Proposals that are accepted in the tests, in every editor alike: what stands in the file afterwards, byte by byte. The cursor is `$0`.
 */

/** A proposal that is accepted at `$0`, and what stands in the file then. */
export interface Acceptance {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** What an editor without snippets makes of it, where that is less. */
  readonly plain?: string;
  /** What somebody types who looks for it, where that is not its label. */
  readonly typed?: string;
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

/** In YAML, by what it is. */
export const inYaml: Readonly<Record<string, Acceptance>> = {
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
    typed: 'eu-west-1b',
    before: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones: [eu-west-1a, $0]\n'),
    after: aroundZones('managedNodeGroups:\n  - name: web\n    availabilityZones: [eu-west-1a, eu-west-1b]\n'),
  },
  'a zone as an item': {
    label: 'eu-west-1b',
    typed: 'eu-west-1b',
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
  'the kind of a document that others have too': {
    label: 'InstanceGroup',
    before: 'apiVersion: kops.k8s.io/v1alpha2\nkind: $0\nmetadata: { name: nodes }\n',
    after: 'apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: { name: nodes }\n',
  },
  'the version of a policy': {
    label: 'vpcresources.k8s.aws/v1beta1',
    before: 'apiVersion: $0\nkind: SecurityGroupPolicy\nmetadata: { name: web }\n',
    after: 'apiVersion: vpcresources.k8s.aws/v1beta1\nkind: SecurityGroupPolicy\nmetadata: { name: web }\n',
  },
  'the name of an add-on for Crossplane': {
    label: 'vpc-cni',
    before: 'apiVersion: eks.aws.upbound.io/v1beta1\nkind: Addon\nspec:\n  forProvider:\n    addonName: $0\n',
    after: 'apiVersion: eks.aws.upbound.io/v1beta1\nkind: Addon\nspec:\n  forProvider:\n    addonName: vpc-cni\n',
  },
  'the name of an add-on for ACK': {
    label: 'vpc-cni',
    before: 'apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: a }\nspec:\n  name: $0\n',
    after: 'apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: a }\nspec:\n  name: vpc-cni\n',
  },
  'the name of an add-on for Cluster API': {
    label: 'vpc-cni',
    before:
      'apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nspec:\n  addons:\n    - name: vpc$0\n',
    after:
      'apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nspec:\n  addons:\n    - name: vpc-cni\n',
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
    typed: 'max_pods',
    before: nodeConfig('maxPodsExpression: $0\n'),
    after: nodeConfig('maxPodsExpression: "max_pods < 110 ? max_pods : 110"\n'),
  },
  'an expression between quotes': {
    label: 'max pods without prefix delegation',
    typed: 'max_pods',
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

/** In JSON. */
export const inJson: Readonly<Record<string, Acceptance>> = {
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

const cni = (values: string): string =>
  `resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name   = "vpc-cni"\n  configuration_values = jsonencode({\n    env = {\n${values}    }\n  })\n}\n`;
const nodes = (rest: string): string =>
  `resource "aws_eks_node_group" "web" {\n  cluster_name    = "shop"\n  node_group_name = "web"\n${rest}}\n`;

/** In Terraform. */
export const inTerraform: readonly (readonly [what: string, acceptance: Acceptance])[] = [
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
];

const command = (words: string): string => `#!/bin/bash\nkubectl set env daemonset aws-node -n kube-system ${words}\n`;

/** In a script. */
export const inScript: readonly (readonly [what: string, acceptance: Acceptance])[] = [
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
];

/* What documents may stand in. */

export const fence = (text: string): string => `# How to\n\n\`\`\`yaml\n${text}\`\`\`\n\nThat is all.\n`;
export const item = (text: string): string =>
  `1. Write\n\n   \`\`\`yaml\n${text.replace(/^(?=.)/gm, '   ')}   \`\`\`\n`;
export const asciidoc = (text: string): string => `= How to\n\n[source,yaml]\n----\n${text}----\n`;
export const hereDocument = (text: string): string => `#!/bin/bash\nkubectl apply -f - <<'EOF'\n${text}EOF\n`;

/** A page and a script hold documents, and no comment of theirs silences in them. */
export const held = Object.entries(inYaml).filter(([name]) => name !== 'a rule in a comment');

const name = 'MINIMUM_IP_TARGET';
const block = (values: string): string =>
  eksctl(`addons:\n  - name: vpc-cni\n    configurationValues: |-\n      ${values.replaceAll('\n', '\n      ')}\n`);
const patch = (env: string): string =>
  `spec:\n  template:\n    spec:\n      containers:\n        - name: aws-node\n          env:${env}`;
const terraformModule = (env: string): string =>
  `module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = {\n    vpc-cni = {\n      configuration_values = jsonencode({\n        env = ${env}\n      })\n    }\n  }\n}\n`;
const heredoc = (env: string): string =>
  `resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = <<-EOT\n    env:\n      MAX_ENI: "2"\n${env}  EOT\n}\n`;
const update = (values: string): string =>
  `#!/bin/bash\naws eks update-addon --addon-name vpc-cni --cluster-name shop --configuration-values '${values}'\n`;
const kustomization = (env: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - target: { kind: DaemonSet, name: aws-node }\n    patch: |-\n${patch(env).replace(/^/gm, '      ')}`;
/** Their lists are as deep as that of a container, so that the same rows fit. */
const kops = (env: string): string =>
  `apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: shop }\nspec:\n  networking:\n      amazonvpc:\n          env:${env}`;
const ofControlPlane = (env: string): string =>
  `apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: shop }\nspec:\n      vpcCni:\n          env:${env}`;
const nodePool = (values: string): string =>
  `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: web }\n      requirements:\n        - key: node.kubernetes.io/instance-type\n          operator: In\n          values: [${values}]\n`;
const answer = (values: string): string =>
  `{\n    "addon": {\n        "addonName": "vpc-cni",\n        "clusterName": "shop",\n        "addonArn": "arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/0",\n        "configurationValues": ${JSON.stringify(values)}\n    }\n}\n`;
const nodeClass = (maxPods: string): string =>
  `${nodePool('m5.large')}---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: web }\nspec:\n  kubelet:\n    maxPods: ${maxPods}\n`;

/** Each form that variables have, in each kind of file, and whole choices of them. */
export const ofVariables: readonly (readonly [what: string, path: string, acceptance: Acceptance])[] = [
  ...(
    [
      ['an item', '\n            $0\n', `\n            - name: ${name}\n              value: ""\n`],
      ['the rest of an item', '\n            - MINI$0\n', `\n            - name: ${name}\n              value: ""\n`],
      [
        'an item in brackets',
        ' [{ name: MAX_ENI, value: "2" }, $0]\n',
        ` [{ name: MAX_ENI, value: "2" }, { name: ${name}, value: "" }]\n`,
      ],
    ] as const
  ).flatMap(([what, before, after]): (readonly [string, string, Acceptance])[] =>
    (
      [
        ['', 'a.yaml', patch],
        [' in a kustomization', 'kustomization.yaml', kustomization],
        [' of kOps', 'kops.yaml', kops],
        [' of Cluster API', 'capi.yaml', ofControlPlane],
      ] as const
    ).map(([where, path, write]) => [
      `${what} of a list${where}`,
      path,
      { label: name, before: write(before), after: write(after) },
    ]),
  ),
  ...(
    [
      ['an entry of YAML', 'env:\n  $0', `env:\n  ${name}: ""`],
      ['an entry below Enter', 'env:\n$0', `env:\n  ${name}: ""`],
      ['an entry in braces', 'env: { MAX_ENI: "2" $0 }', `env: { MAX_ENI: "2", ${name}: "" }`],
      ['an entry of JSON on a line', '{"env": {"A": "1" $0 "B": "2"}}', `{"env": {"A": "1", "${name}": "", "B": "2"}}`],
      [
        'an entry of JSON between lines',
        '{"env": {\n  "A": "1"\n  $0\n  "B": "2"\n}}',
        `{"env": {\n  "A": "1",\n  "${name}": "",\n  "B": "2"\n}}`,
      ],
    ] as const
  ).map(([what, before, after]): readonly [string, string, Acceptance] => [
    `${what} in a block string`,
    'a.yaml',
    { label: name, before: block(before), after: block(after) },
  ]),
  [
    'a name between quotes that were closed already',
    'a.yaml',
    {
      label: name,
      before: block('{"env": {"MINI$0"}}'),
      after: block(`{"env": {"${name}": ""}}`),
      plain: block(`{"env": {"${name}"}}`),
      typed: name,
    },
  ],
  [
    'a choice in a map',
    'a.yaml',
    {
      label: 'Prefix delegation with few prefixes',
      before: block('env:\n  few$0'),
      after: block('env:\n  ENABLE_PREFIX_DELEGATION: "true"\n  WARM_PREFIX_TARGET: "1"'),
      typed: 'prefixes',
    },
  ],
  [
    'a choice in a list',
    'a.yaml',
    {
      label: 'Custom networking by zone',
      before: patch('\n            - $0\n'),
      after: patch(
        '\n            - name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG\n              value: "true"\n            - name: ENI_CONFIG_LABEL_DEF\n              value: "topology.kubernetes.io/zone"\n',
      ),
      typed: 'byzone',
    },
  ],
  [
    'an entry of jsonencode in the map of a module',
    'main.tf',
    { label: name, before: terraformModule('{ $0 }'), after: terraformModule(`{ ${name} = "" }`) },
  ],
  [
    'a choice in the map of a module',
    'main.tf',
    {
      label: 'Warm pool: few addresses per node',
      before: terraformModule('{\n          $0\n        }'),
      after: terraformModule(`{\n          WARM_IP_TARGET = "2"\n          ${name} = "10"\n        }`),
      typed: 'fewaddresses',
    },
  ],
  [
    'an entry in a here-document of Terraform',
    'main.tf',
    { label: name, before: heredoc('      $0\n'), after: heredoc(`      ${name}: ""\n`) },
  ],
  [
    'an entry of JSON in a command',
    'a.sh',
    {
      label: name,
      before: update('{"env": {"MAX_ENI": "2", $0}}'),
      after: update(`{"env": {"MAX_ENI": "2", "${name}": ""}}`),
    },
  ],
  [
    'a variable in a Makefile',
    'Makefile',
    {
      label: name,
      before: 'nodes:\n\tkubectl set env daemonset aws-node -n kube-system MINI$0\n',
      after: `nodes:\n\tkubectl set env daemonset aws-node -n kube-system ${name}=\n`,
    },
  ],
  [
    'a variable in values of the chart',
    'values.yaml',
    {
      label: name,
      before: 'aws-vpc-cni:\n  env:\n    WARM_IP_TARGET: "5"\n    MINI$0\n',
      after: `aws-vpc-cni:\n  env:\n    WARM_IP_TARGET: "5"\n    ${name}: ""\n`,
    },
  ],
  [
    'a type of Karpenter',
    'pool.yaml',
    { label: 'c5.xlarge', before: nodePool('m5.large, c5.x$0'), after: nodePool('m5.large, c5.xlarge') },
  ],
  [
    'a variable in what the AWS CLI answers',
    'addon.json',
    {
      label: name,
      before: answer('{"env": {"WARM_IP_TARGET": "5", "MINI$0": "10"}}'),
      after: answer(`{"env": {"WARM_IP_TARGET": "5", "${name}": "10"}}`),
    },
  ],
  ['max pods of Karpenter', 'pool.yaml', { label: '29', before: nodeClass('$0'), after: nodeClass('29') }],
];

const crossplane = (values: string): string =>
  `apiVersion: eks.aws.upbound.io/v1beta1\nkind: Addon\nmetadata: { name: cni }\nspec:\n  forProvider:\n    addonName: vpc-cni\n    configurationValues: |\n      ${values.replaceAll('\n', '\n      ')}\n`;
const ack = (values: string): string =>
  `apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: cni }\nspec:\n  name: vpc-cni\n  configurationValues: '${values}'\n`;
const clusterApi = (values: string): string =>
  `apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: shop }\nspec:\n  addons:\n    - name: vpc-cni\n      configuration: |\n        ${values.replaceAll('\n', '\n        ')}\n`;
const jsonencode = (values: string): string =>
  `resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode(${values})\n}\n`;

/** In every carrier of variables: the name of one, and the value of another. */
export const inCarriers: readonly (readonly [what: string, path: string, acceptance: Acceptance])[] = carriers.flatMap(
  ({ name: carrier, path, write }): (readonly [string, string, Acceptance])[] => [
    [
      `the name of a variable: ${carrier}`,
      path,
      {
        label: name,
        before: write([
          ['WARM_IP_TARGET', '5'],
          ['MAX_ENI', '2'],
          ['MINI$0', ''],
        ]),
        after: write([
          ['WARM_IP_TARGET', '5'],
          ['MAX_ENI', '2'],
          [name, ''],
        ]),
      },
    ],
    [
      `the value of a variable: ${carrier}`,
      path,
      {
        label: 'true',
        before: write([
          ['WARM_IP_TARGET', '5'],
          ['MAX_ENI', '2'],
          ['ENABLE_POD_ENI', '$0'],
        ]),
        after: write([
          ['WARM_IP_TARGET', '5'],
          ['MAX_ENI', '2'],
          ['ENABLE_POD_ENI', 'true'],
        ]),
      },
    ],
  ],
);

/** Keys of the add-on's configuration, by how they are written. */
const ofConfiguration = (
  [
    ['a text on a line of its own', 'enableN$0', 'enableNetworkPolicy', 'enableNetworkPolicy: ""'],
    ['a map behind another key', 'env:\n  MAX_ENI: "2"\nin$0', 'init', 'env:\n  MAX_ENI: "2"\ninit:\n  '],
    ['a number', 'branch$0', 'branchENICooldown', 'branchENICooldown: '],
    ['a key in a map', 'nodeAgent:\n  enableP$0', 'enablePolicyEventLogs', 'nodeAgent:\n  enablePolicyEventLogs: ""'],
    ['a key below Enter', 'nodeAgent:\n$0', 'enablePolicyEventLogs', 'nodeAgent:\n  enablePolicyEventLogs: ""'],
    ['a list', 'tol$0', 'tolerations', 'tolerations:\n  - '],
    ['a value', 'enableNetworkPolicy: $0', 'true', 'enableNetworkPolicy: "true"'],
    ['a value that is a boolean', 'eniConfig:\n  create: t$0', 'true', 'eniConfig:\n  create: true'],
    ['a map of JSON', '{"env": {"MAX_ENI": "2"} $0}', 'init', '{"env": {"MAX_ENI": "2"}, "init": {}}'],
    ['a text of JSON in braces', '{$0 "env": {}}', 'enableNetworkPolicy', '{"enableNetworkPolicy": "", "env": {}}'],
    ['a value of JSON', '{"enableNetworkPolicy": $0}', 'true', '{"enableNetworkPolicy": "true"}'],
    [
      'a number in braces of JSON',
      '{"branch$0"}',
      'branchENICooldown',
      '{"branchENICooldown": }',
      '{"branchENICooldown"}',
    ],
    [
      'the name of a key whose value is there',
      '{"enableN$0": "true"}',
      'enableNetworkPolicy',
      '{"enableNetworkPolicy": "true"}',
    ],
  ] as const
).map(([what, before, label, after, plain]) => ({ what, before, label, after, plain }));

/** The same in each kind of file that holds it. */
export const ofAddon: readonly (readonly [what: string, path: string, acceptance: Acceptance])[] = [
  ...ofConfiguration.flatMap(({ what, before, label, after, plain }): (readonly [string, string, Acceptance])[] => {
    const isLine = !before.startsWith('{');
    const around = [
      ['eksctl', 'a.yaml', block],
      ['Crossplane', 'a.yaml', crossplane],
      ['Cluster API', 'a.yaml', clusterApi],
      ...(isLine
        ? []
        : ([
            ['ACK', 'a.yaml', ack],
            ['a command', 'a.sh', update],
          ] as const)),
    ] as const;
    return around.map(([where, path, write]) => [
      `${what} of the configuration in ${where}`,
      path,
      {
        label,
        before: write(before),
        after: write(after),
        ...(plain === undefined ? {} : { plain: write(plain) }),
        ...(before.includes('"branch') ? { typed: label } : {}),
      },
    ]);
  }),
  [
    'a key in values of the chart',
    'values.yaml',
    {
      label: 'nodeAgent',
      before: 'env:\n  AWS_VPC_K8S_CNI_LOGLEVEL: debug\n  ENABLE_POD_ENI: "true"\nnodeA$0\n',
      after: 'env:\n  AWS_VPC_K8S_CNI_LOGLEVEL: debug\n  ENABLE_POD_ENI: "true"\nnodeAgent:\n  \n',
    },
  ],
  [
    'a text of jsonencode',
    'main.tf',
    {
      label: 'enableNetworkPolicy',
      before: jsonencode('{\n    env = {}\n    enableN$0\n  }'),
      after: jsonencode('{\n    env = {}\n    enableNetworkPolicy = ""\n  }'),
    },
  ],
  [
    'a map of jsonencode',
    'main.tf',
    {
      label: 'nodeAgent',
      before: jsonencode('{\n    nodeA$0\n  }'),
      after: jsonencode('{\n    nodeAgent = {\n      \n    }\n  }'),
    },
  ],
  [
    'a map of jsonencode on one line',
    'main.tf',
    { label: 'init', before: jsonencode('{ $0 }'), after: jsonencode('{ init = {  } }') },
  ],
  [
    'a value of jsonencode',
    'main.tf',
    {
      label: 'true',
      before: jsonencode('{ enableNetworkPolicy = $0 }'),
      after: jsonencode('{ enableNetworkPolicy = "true" }'),
    },
  ],
];

/** Whole documents, of which an editor with snippets has the texts to be typed over selected one by one. */
export const documents: readonly (readonly [what: string, acceptance: Acceptance])[] = [
  [
    'an ENIConfig',
    {
      label: 'ENIConfig',
      before: 'ENI$0',
      after:
        'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: ZONE_NAME\nspec:\n  subnet: SUBNET_ID\n  securityGroups:\n    - SECURITY_GROUP_ID\n',
    },
  ],
  [
    'a ClusterConfig',
    {
      label: 'ClusterConfig with prefix delegation',
      before: 'Clu$0',
      after:
        'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: CLUSTER_NAME\n  region: AWS_REGION\naddons:\n  - name: vpc-cni\n    configurationValues: |-\n      env:\n        ENABLE_PREFIX_DELEGATION: "true"\n        WARM_PREFIX_TARGET: "1"\nmanagedNodeGroups:\n  - name: workers\n    instanceType: m5.large\n',
      typed: 'ClusterConfig',
    },
  ],
  [
    'a NodeConfig',
    {
      label: 'NodeConfig',
      before: 'node$0',
      after:
        'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 110\n',
    },
  ],
  [
    'a policy for security groups of pods',
    {
      label: 'SecurityGroupPolicy',
      before: 'secu$0',
      after:
        'apiVersion: vpcresources.k8s.aws/v1beta1\nkind: SecurityGroupPolicy\nmetadata:\n  name: NAME\n  namespace: NAMESPACE\nspec:\n  podSelector:\n    matchLabels:\n      app: VALUE\n  securityGroups:\n    groupIds:\n      - SECURITY_GROUP_ID\n',
    },
  ],
  [
    'a patch',
    {
      label: 'Patch of the DaemonSet aws-node',
      before: 'aws-n$0',
      after: patch('\n            - name: ENABLE_PREFIX_DELEGATION\n              value: "true"\n'),
      typed: 'aws-node',
    },
  ],
];

/** In our config file. */
export const inConfig: readonly (readonly [what: string, acceptance: Acceptance])[] = [
  ['a section', { label: 'rules', before: 'rul$0\n', after: 'rules:\n  \n' }],
  ['a rule', { label: 'no-ip-family', before: 'rules:\n  no-ip$0\n', after: 'rules:\n  no-ip-family: \n' }],
  ['a severity', { label: 'off', before: 'rules:\n  no-ip-family: $0\n', after: 'rules:\n  no-ip-family: off\n' }],
];

/** In comments that silence. */
export const inComments: readonly (readonly [what: string, path: string, acceptance: Acceptance])[] = [
  [
    'the word of a comment',
    'a.yaml',
    {
      label: 'eni-lens-disable-next-line',
      before: `# eni-lens-dis$0\n${addon('        MAX_ENI: "2"\n')}`,
      after: `# eni-lens-disable-next-line \n${addon('        MAX_ENI: "2"\n')}`,
      typed: 'eni-lens-disable-next-line',
    },
  ],
  [
    'a rule in a comment of Terraform',
    'main.tf',
    {
      label: 'warm-eni-target-zero',
      before: `# eni-lens-disable-file warm-e$0\n${terraformModule('{ WARM_ENI_TARGET = "0" }')}`,
      after: `# eni-lens-disable-file warm-eni-target-zero\n${terraformModule('{ WARM_ENI_TARGET = "0" }')}`,
    },
  ],
];

/** A proposal in a file. */
export interface AcceptanceInFile extends Acceptance {
  readonly what: string;
  readonly path: string;
}

/** All of them, each in every kind of file that it is made in. */
export const acceptances: readonly AcceptanceInFile[] = [
  ...Object.entries(inYaml).map(([what, each]) => ({ ...each, what, path: 'a.yaml' })),
  ...Object.entries(inJson).map(([what, each]) => ({ ...each, what: `${what} in JSON`, path: 'a.json' })),
  ...held.flatMap(([what, each]) =>
    (
      [
        ['a fence of Markdown', 'a.md', fence],
        ['a fence in a list', 'b.md', item],
        ['a block of AsciiDoc', 'a.adoc', asciidoc],
        ['a here-document', 'a.sh', hereDocument],
      ] as const
    ).map(([where, path, around]) => ({
      ...each,
      what: `${what} in ${where}`,
      path,
      before: around(each.before),
      after: around(each.after),
    })),
  ),
  ...inTerraform.map(([what, each]) => ({ ...each, what: `${what} in Terraform`, path: 'main.tf' })),
  ...inScript.map(([what, each]) => ({ ...each, what: `${what} in a script`, path: 'a.sh' })),
  ...[...ofVariables, ...ofAddon, ...inCarriers].map(([what, path, each]) => ({ ...each, what, path })),
  ...documents.map(([what, each]) => ({ ...each, what, path: 'a.yaml' })),
  ...inConfig.map(([what, each]) => ({ ...each, what: `${what} of the config file`, path: 'eni-lens.yaml' })),
  ...inComments.map(([what, path, each]) => ({ ...each, what, path })),
];
