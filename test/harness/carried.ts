import type { PlanChanges } from '../../server/plan/planChanges.js';
import { item, manifest } from './carriers.js';
import type { Fixture } from './fixture.js';

/** The same mistake where people write it: what docs/what-is-read.md says of a carrier is tried on this. */
export interface Carried {
  /** The beginning of its row in the tables of the page. */
  readonly row: string;
  /** The formats that read it (`Format.id`). */
  readonly formats: readonly string[];
  /** The first one is the carrier. */
  readonly files: Fixture['files'];
  readonly rule: string;
  /** A word with a hover. */
  readonly hovered: string;
  /** A word of the file, what is typed in its place so far, and what is proposed then; undefined where nothing of ours is typed. */
  readonly typed?: readonly [word: string, soFar: string, proposed: string];
  /** What is to be otherwise in the plan, and what the file holds once that is applied; undefined where a plan has nothing of it. */
  readonly applied?: readonly [changes: PlanChanges, written: string];
}

/** Which settings say that the pool is sized by addresses, and one that has no effect beside them. */
const wrong = { WARM_IP_TARGET: '5', MINIMUM_IP_TARGET: '10', WARM_ENI_TARGET: '2' };

const asMap = (indent: string, equals = ': ') =>
  Object.entries(wrong)
    .map(([name, value]) => `${indent}${name}${equals}"${value}"\n`)
    .join('');
const asList = (indent: string) =>
  Object.entries(wrong)
    .map(([name, value]) => `${indent}- { name: ${name}, value: "${value}" }\n`)
    .join('');
const asWords = Object.entries(wrong)
  .map(([name, value]) => `${name}=${value}`)
  .join(' ');
const asJson = JSON.stringify({ env: wrong });
const setEnv = `kubectl -n kube-system set env daemonset/aws-node ${asWords}`;
const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
${asList('            ')}`;
const operations = Object.entries(wrong).map(([name, value]) => ({ name, value }));
const patch = { spec: { template: { spec: { containers: [{ name: 'aws-node', env: operations }] } } } };
const clusterConfig =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';

/** What all carriers of variables have in common. */
const variables = {
  rule: 'warm-eni-target-ignored',
  hovered: 'WARM_IP_TARGET',
  typed: ['WARM_ENI_TARGET', 'WARM_PRE', 'WARM_PREFIX_TARGET'],
  applied: [{ variables: { WARM_IP_TARGET: '17' } }, '17'],
} as const satisfies Partial<Carried>;

const indented = (text: string, indent: string) => text.replace(/^(?=.)/gm, indent);

export const carried: readonly Carried[] = [
  {
    ...variables,
    row: 'DaemonSet `aws-node`',
    formats: ['daemonSet'],
    files: [{ path: 'aws-node.yaml', text: daemonSet }],
  },
  {
    ...variables,
    row: 'patch in a kustomization',
    formats: ['kustomization'],
    files: [
      {
        path: 'kustomization.yaml',
        text: `kind: Kustomization\npatches:\n  - target: { kind: DaemonSet, name: aws-node }\n    patch: |-\n${indented(daemonSet, '      ')}`,
      },
    ],
  },
  {
    ...variables,
    row: 'eksctl: add-on',
    formats: ['eksctl'],
    files: [
      {
        path: 'shop.yaml',
        text: `${clusterConfig}addons:\n  - name: vpc-cni\n    configurationValues: |-\n      env:\n${asMap('        ')}`,
      },
    ],
  },
  {
    row: 'eksctl: node groups',
    formats: ['eksctl'],
    files: [
      {
        path: 'shop.yaml',
        text: `${clusterConfig}addons: [{ name: vpc-cni }]\nmanagedNodeGroups:\n  - { name: web, instanceType: m5.large, maxPodsPerNode: 110 }\n`,
      },
    ],
    rule: 'max-pods-above-capacity',
    hovered: 'm5.large',
    typed: ['110', '', '29'],
    applied: [{ nodeGroups: { web: { maxPods: 21 } } }, '21'],
  },
  {
    row: 'NodeConfig',
    formats: ['nodeConfig'],
    files: [
      {
        path: 'node.yaml',
        text: 'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  cluster: { name: shop, apiServerEndpoint: "https://shop.example", certificateAuthority: Y2E=, cidr: 10.100.0.0/16 }\n  kubelet: { flags: [-max-pods=58], config: { maxPods: 110 } }\n',
      },
    ],
    rule: 'node-config-rejected',
    hovered: 'maxPods',
    typed: ['maxPods', 'maxP', 'maxPods'],
  },
  {
    row: 'answers of the AWS CLI',
    formats: ['awsAnswers'],
    files: [
      {
        path: 'addon.json',
        text: '{\n    "addon": {\n        "addonName": "vpc-cni",\n        "clusterName": "shop",\n        "addonArn": "arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/0",\n        "configurationValues": "{\\"env\\": {\\"WARM_IP_TARGET\\": \\"5\\"}}"\n    }\n}\n',
      },
    ],
    rule: 'warm-ip-target-without-minimum',
    hovered: 'WARM_IP_TARGET',
    typed: ['WARM_IP_TARGET', 'WARM_IP', 'WARM_IP_TARGET'],
  },
  {
    row: 'ENIConfig, Node',
    formats: ['eniConfig', 'nodeObjects'],
    files: [
      {
        path: 'eniconfig.yaml',
        text: 'apiVersion: crd.k8s.amazonaws.com/v1\nkind: ENIConfig\nmetadata: { name: eu-west-1a }\nspec: { subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [sg-0f1e2d3c4b5a69788] }\n---\napiVersion: v1\nkind: Node\nmetadata: { name: shop-1, labels: { topology.kubernetes.io/zone: eu-west-1a } }\n',
      },
      {
        path: 'shop.yaml',
        text: `${clusterConfig}availabilityZones: [eu-west-1a, eu-west-1b]\naddons:\n  - name: vpc-cni\n    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone"}}'\nmanagedNodeGroups:\n  - { name: web, instanceType: m5.large }\n`,
      },
    ],
    rule: 'eniconfig-api-version',
    hovered: 'eu-west-1a',
    typed: ['eu-west-1a', '', 'eu-west-1a'],
  },
  {
    row: 'SecurityGroupPolicy',
    formats: ['securityGroupPolicy'],
    files: [
      {
        path: 'policy.yaml',
        text: 'apiVersion: vpcresources.k8s.aws/v1\nkind: SecurityGroupPolicy\nmetadata: { name: billing, namespace: shop }\nspec: { podSelector: {}, securityGroups: { groupIds: [sg-0f1e2d3c4b5a69788] } }\n',
      },
    ],
    rule: 'security-group-policy-rejected',
    hovered: 'billing',
  },
  {
    row: 'ConfigMap `amazon-vpc-cni`',
    formats: ['configMap'],
    files: [
      {
        path: 'switches.yaml',
        text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata:\n  enable-windows-ipam: "yes"\n',
      },
    ],
    rule: 'configmap-value-replaced',
    hovered: 'enable-windows-ipam',
    typed: ['"yes"', '', 'true'],
  },
  {
    ...variables,
    row: 'Terraform: add-on',
    formats: ['terraform'],
    files: [
      {
        path: 'main.tf',
        text: `resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name   = "vpc-cni"\n  configuration_values = jsonencode({\n    env = {\n${asMap('      ', ' = ')}    }\n  })\n}\n`,
      },
    ],
  },
  {
    row: 'Terraform: node groups',
    formats: ['terraform'],
    files: [
      {
        path: 'main.tf',
        text: 'module "eks" {\n  source             = "terraform-aws-modules/eks/aws"\n  version            = "~> 21.0"\n  name               = "shop"\n  kubernetes_version = "1.33"\n  addons             = { vpc-cni = { configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true" } }) } }\n  eks_managed_node_groups = {\n    web = { ami_type = "AL2023_x86_64_STANDARD", instance_types = ["m5.large"], min_size = 2, max_size = 6 }\n  }\n}\n',
      },
    ],
    rule: 'cni-configured-after-nodes',
    hovered: 'm5.large',
    typed: ['m5.large', 'm5.', 'm5.xlarge'],
    applied: [{ nodeGroups: { web: { maxSize: 17 } } }, '17'],
  },
  {
    ...variables,
    row: 'values of the chart aws-vpc-cni',
    formats: ['helmValues'],
    files: [{ path: 'values.yaml', text: `env:\n${asMap('  ')}` }],
  },
  {
    ...variables,
    row: 'HelmRelease, Argo CD, `helmCharts`, helmfile',
    formats: ['helmReleases'],
    files: [
      {
        path: 'release.yaml',
        text: `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cni }\nspec:\n  chart: { spec: { chart: aws-vpc-cni } }\n  values:\n    env:\n${asMap('      ')}`,
      },
    ],
  },
  {
    row: 'Karpenter',
    formats: ['karpenterNodes'],
    files: [
      {
        path: 'karpenter.yaml',
        text: 'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: small }\nspec:\n  amiSelectorTerms: [{ alias: al2023@latest }]\n  kubelet: { maxPods: 110 }\n---\napiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: small }\nspec:\n  template:\n    spec:\n      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: small }\n      requirements:\n        - { key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }\n',
      },
      { path: 'aws-node.yaml', text: manifest(item('WARM_ENI_TARGET', '1')) },
    ],
    rule: 'max-pods-above-capacity',
    hovered: 'm5.large',
    typed: ['110', '', '29'],
    applied: [{ nodeGroups: { small: { maxPods: 21 } } }, '21'],
  },
  {
    ...variables,
    row: 'kOps',
    formats: ['kops'],
    files: [
      {
        path: 'cluster.yaml',
        text: `apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: k.example.com }\nspec:\n  networking:\n    amazonvpc:\n      env:\n${asList('        ')}`,
      },
    ],
  },
  {
    ...variables,
    row: 'Cluster API',
    formats: ['clusterApi'],
    files: [
      {
        path: 'control-plane.yaml',
        text: `apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: shop }\nspec:\n  region: eu-west-1\n  vpcCni:\n    env:\n${asList('      ')}`,
      },
    ],
  },
  {
    ...variables,
    row: 'ACK, Crossplane',
    formats: ['eksControllers'],
    files: [
      {
        path: 'addon.yaml',
        text: `apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: cni }\nspec:\n  name: vpc-cni\n  clusterName: shop\n  configurationValues: '${asJson}'\n`,
      },
    ],
  },
  {
    ...variables,
    row: '`kubectl set env`',
    formats: ['kubectlSetEnv'],
    files: [{ path: 'tune.sh', text: `${setEnv}\n` }],
  },
  {
    ...variables,
    row: '`kubectl patch`',
    formats: ['kubectlPatch'],
    files: [
      { path: 'tune.sh', text: `kubectl -n kube-system patch daemonset aws-node -p '${JSON.stringify(patch)}'\n` },
    ],
  },
  {
    ...variables,
    row: '`aws eks create-addon`, `eksctl create addon`',
    formats: ['addonCommand'],
    files: [
      {
        path: 'addon.sh',
        text: `aws eks create-addon --cluster-name shop --addon-name vpc-cni --configuration-values '${asJson}'\n`,
      },
    ],
  },
  {
    row: '`eksctl create cluster`, `nodegroup`',
    formats: ['eksctlCommand'],
    files: [
      {
        path: 'nodes.sh',
        text: 'eksctl create cluster --name shop --nodegroup-name web --node-type m5.large --max-pods-per-node 110\n',
      },
    ],
    rule: 'max-pods-above-capacity',
    hovered: 'm5.large',
    typed: ['m5.large', 'm5.', 'm5.xlarge'],
    applied: [{ nodeGroups: { web: { maxPods: 21 } } }, '21'],
  },
  {
    row: '`kubectl label`, `annotate`',
    formats: ['kubectlLabel'],
    files: [
      { path: 'label.sh', text: 'kubectl label node shop-1 k8s.amazonaws.com/eniConfig=groupe-a\n' },
      {
        path: 'eniconfig.yaml',
        text: 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: group-a }\nspec: { subnet: subnet-0a1b2c3d4e5f60711, securityGroups: [sg-0f1e2d3c4b5a69788] }\n',
      },
    ],
    rule: 'eniconfig-not-found',
    hovered: 'groupe-a',
    typed: ['groupe-a', '', 'group-a'],
  },
  {
    ...variables,
    row: 'manifest in a here-document',
    formats: ['hereDocuments'],
    files: [{ path: 'apply.sh', text: `kubectl apply -f - <<'EOF'\n${daemonSet}EOF\n` }],
  },
  {
    ...variables,
    row: 'script in a pipeline, playbook or Makefile',
    formats: ['yamlScripts'],
    files: [
      {
        path: '.github/workflows/tune.yaml',
        text: `on: push\njobs:\n  tune:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${setEnv}\n`,
      },
    ],
  },
  {
    ...variables,
    row: 'code in Markdown and AsciiDoc',
    formats: [],
    files: [{ path: 'page.md', text: `# Tuning\n\n\`\`\`yaml\n${daemonSet}\`\`\`\n` }],
  },
];
