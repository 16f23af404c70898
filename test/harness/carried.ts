import type { PlanChanges } from '../../server/plan/planChanges.js';
import { carriers } from '../carriers/carriers.js';
import { item, manifest } from './carriers.js';
import type { Fixture } from './fixture.js';
import { daemonSet, list, node, pod, podEvent } from './liveState.js';

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

const clusterConfig =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\n';

/** What all carriers of variables have in common. */
const variables = {
  rule: 'warm-eni-target-ignored',
  hovered: 'WARM_IP_TARGET',
  typed: ['WARM_ENI_TARGET', 'WARM_PRE', 'WARM_PREFIX_TARGET'],
  applied: [{ variables: { WARM_IP_TARGET: '17' } }, '17'],
} as const satisfies Partial<Carried>;

/** A carrier of variables, as all carriers are tried with (`test/carriers`). */
function ofVariables(row: string, formats: readonly string[], name: string): Carried {
  const carrier = carriers.find((each) => each.name === name);
  if (carrier === undefined) throw new Error(`there is no carrier ${name}`);
  return { ...variables, row, formats, files: [{ path: carrier.path, text: carrier.write(Object.entries(wrong)) }] };
}

export const carried: readonly Carried[] = [
  ofVariables('DaemonSet `aws-node`', ['daemonSet'], 'DaemonSet, a list'),
  ofVariables('patch in a kustomization', ['kustomization'], 'Kustomize, a patch'),
  ofVariables('eksctl: add-on', ['eksctl'], 'eksctl, YAML in a text'),
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
    row: 'NodeClass of EKS Auto Mode',
    formats: ['autoModeNodes'],
    files: [
      {
        path: 'class.yaml',
        text: 'apiVersion: eks.amazonaws.com/v1\nkind: NodeClass\nmetadata: { name: pods }\nspec:\n  subnetSelectorTerms: [{ tags: { tier: private } }]\n  kubelet: { maxPods: 110 }\n',
      },
    ],
    rule: 'auto-mode-ignores-settings',
    hovered: 'kubelet',
  },
  {
    row: "Bottlerocket's settings",
    formats: ['bottlerocketToml'],
    files: [
      { path: 'user-data.toml', text: '[settings.kubernetes]\ncluster-name = "shop"\nmax-pods = 110\n' },
      {
        path: 'aws-node.yaml',
        text: manifest(item('ENABLE_PREFIX_DELEGATION', 'false')),
      },
    ],
    rule: 'max-pods-above-capacity',
    hovered: '110',
    typed: ['110', '', '29'],
  },
  {
    row: 'Pod, Event',
    formats: ['podObjects', 'clusterEvents'],
    files: [
      {
        path: 'live.json',
        text: list(
          daemonSet({}),
          node('ip-10-0-1-17', 29),
          podEvent('web-0', 'FailedCreatePodSandBox', 'failed to assign an IP address to container', 'ip-10-0-1-17'),
          pod('web-0', 'ip-10-0-1-17'),
        ),
      },
    ],
    rule: 'no-address-reported',
    hovered: 'ip-10-0-1-17',
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
    row: 'workload that asks for several interfaces',
    formats: ['multiNicPods'],
    files: [
      {
        path: 'train.yaml',
        text: 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: train, namespace: ml }\nspec:\n  template:\n    metadata: { annotations: { k8s.amazonaws.com/nicConfig: multi-nic-attach } }\n    spec: { restartPolicy: Never, containers: [{ name: train, image: train }] }\n',
      },
    ],
    rule: 'multi-nic-pods-unserved',
    hovered: 'multi-nic-attach',
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
  ofVariables('Terraform: add-on', ['terraform'], 'Terraform, jsonencode'),
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
  ofVariables('values of the chart aws-vpc-cni', ['helmValues'], 'values of the chart'),
  ofVariables('HelmRelease, Argo CD, `helmCharts`, helmfile', ['helmReleases'], 'Flux, HelmRelease'),
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
  ofVariables('kOps', ['kops'], 'kOps'),
  ofVariables('Cluster API', ['clusterApi'], 'Cluster API'),
  ofVariables('ACK, Crossplane', ['eksControllers'], 'ACK'),
  ofVariables('CloudFormation, SAM, CDK: add-on', ['cloudFormation'], 'CloudFormation, YAML in !Sub'),
  {
    row: 'CloudFormation, SAM, CDK: node groups',
    formats: ['cloudFormation'],
    files: [
      {
        path: 'template.yaml',
        text: 'Resources:\n  Web:\n    Type: AWS::EKS::Nodegroup\n    Properties:\n      NodegroupName: web\n      InstanceTypes: [m5.large]\n      ScalingConfig: { MinSize: 2, MaxSize: 6 }\n      LaunchTemplate: { Id: !Ref Lt, Version: "1" }\n  Lt:\n    Type: AWS::EC2::LaunchTemplate\n    Properties:\n      LaunchTemplateData:\n        ImageId: ami-0123456789abcdef0\n        UserData:\n          Fn::Base64: !Sub /etc/eks/bootstrap.sh shop --kubelet-extra-args \'--max-pods=110\'\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties: { AddonName: vpc-cni }\n',
      },
    ],
    rule: 'max-pods-above-capacity',
    hovered: 'm5.large',
    typed: ['m5.large', 'm5.', 'm5.xlarge'],
    applied: [{ nodeGroups: { web: { maxPods: 21 } } }, '21'],
  },
  ofVariables('`kubectl set env`', ['kubectlSetEnv'], 'kubectl set env'),
  ofVariables('`kubectl patch`', ['kubectlPatch'], 'kubectl patch'),
  ofVariables('`aws eks create-addon`, `eksctl create addon`', ['addonCommand'], 'aws eks create-addon'),
  ofVariables('`helm upgrade`, `install`, `template`', ['helmCommand'], 'helm, a --set each'),
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
  ofVariables('manifest in a here-document', ['hereDocuments'], 'a here-document'),
  ofVariables('script in a pipeline, playbook or Makefile', ['yamlScripts'], 'GitHub Actions, run'),
  ofVariables('code in Markdown and AsciiDoc', [], 'Markdown, YAML'),
];
