import { bareManifest } from './carriers.js';

/*
 * Folders that can be made as large as one likes, of what is no single file of YAML: other syntaxes, and things that many files or many objects
 * have to do with each other. `largeFiles.ts` has the files.
 */

/** The files of a folder in which there are so many of something. */
export type LargeFolder = (count: number) => readonly { readonly path: string; readonly text: string }[];

/** Folders by what there are many of. */
export const largeFolders: Readonly<Record<string, LargeFolder>> = {
  'files of Terraform that use a local of another': (count) => [
    one('locals.tf', `locals {\n${times(count, (index) => `  warm_${index} = "${index % 9}x"\n`)}}\n`),
    ...Array.from({ length: count }, (_, index) => one(`addon-${index}.tf`, addonOfTerraform(`local.warm_${index}`))),
  ],
  'locals of Terraform that name each other': (count) => [
    one(
      'main.tf',
      `locals {\n  v0 = "5x"\n${times(count, (index) => `  v${index + 1} = local.v${index}\n`)}}\n${addonOfTerraform(`local.v${count}`)}`,
    ),
  ],
  'node groups of Terraform': (count) => [
    one(
      'main.tf',
      addonOfTerraform('"5"') +
        times(
          count,
          (index) =>
            `resource "aws_launch_template" "t${index}" {\n  user_data = "--max-pods=110"\n}\nresource "aws_eks_node_group" "g${index}" {\n  cluster_name = "shop"\n  node_group_name = "g${index}"\n  instance_types = ["m5.large"]\n  launch_template {\n    id = aws_launch_template.t${index}.id\n  }\n}\n`,
        ),
    ),
  ],
  'subnets of a cluster of Terraform': (count) => [
    one(
      'main.tf',
      `resource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\n${times(count, (index) => `resource "aws_subnet" "s${index}" {\n  vpc_id = aws_vpc.v.id\n  cidr_block = "10.0.${index % 250}.0/24"\n}\n`)}` +
        `resource "aws_eks_cluster" "shop" {\n  name = "shop"\n  vpc_config {\n    subnet_ids = [${times(count, (index) => `aws_subnet.s${index}.id, `)}]\n  }\n}\n${addonOfTerraform('"5"')}`,
    ),
  ],
  'resources of CloudFormation': (count) => [
    one(
      'template.yaml',
      `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties: { AddonName: vpc-cni, ClusterName: shop, ConfigurationValues: '{"env":{"WARM_IP_TARGET":"5"}}' }\n` +
        times(
          count,
          (index) =>
            `  T${index}:\n    Type: AWS::EC2::LaunchTemplate\n    Properties: { LaunchTemplateData: { InstanceType: m5.large, UserData: "--max-pods=110" } }\n  G${index}:\n    Type: AWS::EKS::Nodegroup\n    Properties: { ClusterName: shop, NodegroupName: g${index}, LaunchTemplate: { Id: !Ref T${index} }, Subnets: [!Ref S${index}] }\n  S${index}:\n    Type: AWS::EC2::Subnet\n    Properties: { CidrBlock: 10.${index >> 8}.${index & 255}.0/28, AvailabilityZone: eu-west-1a }\n`,
        ),
    ),
  ],
  'pools and node classes of Karpenter': (count) => [
    one('ds.yaml', daemonSet([`{ name: WARM_IP_TARGET, value: "5" }`])),
    one(
      'karpenter.yaml',
      times(
        count,
        (index) =>
          `---\napiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: p${index} }\nspec: { template: { spec: { nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: c${index} }, requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }] } } }\n---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: c${index} }\nspec: { amiSelectorTerms: [{ alias: al2023@latest }], kubelet: { maxPods: 110 }, subnetSelectorTerms: [{ id: subnet-${hex(index)} }] }\n`,
      ),
    ),
  ],
  'nodes that run and groups': (count) => [
    one('cluster.yaml', clusterConfig(count)),
    one(
      'live.yaml',
      `apiVersion: v1\nkind: List\nitems:\n${times(
        count,
        (index) =>
          `  - { apiVersion: v1, kind: Node, metadata: { name: n${index}, uid: "${index}", labels: { eks.amazonaws.com/nodegroup: g-${index}, node.kubernetes.io/instance-type: m5.large, topology.kubernetes.io/zone: us-west-2a } }, spec: { providerID: "aws:///us-west-2a/i-${hex(index)}" }, status: { allocatable: { pods: "110" }, capacity: { pods: "110" }, nodeInfo: { kubeletVersion: v1.33.0 } } }\n`,
      )}`,
    ),
  ],
  'nodes that run and ENIConfigs': (count) => [
    one('ds.yaml', daemonSet([`{ name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true" }`])),
    one(
      'live.yaml',
      `apiVersion: v1\nkind: List\nitems:\n${times(
        count,
        (index) =>
          `  - { apiVersion: v1, kind: Node, metadata: { name: n${index}, uid: "${index}", labels: { k8s.amazonaws.com/eniConfig: pods-${index}-old } }, status: { allocatable: { pods: "29" }, capacity: { pods: "29" } } }\n  - { apiVersion: crd.k8s.amazonaws.com/v1alpha1, kind: ENIConfig, metadata: { name: pods-${index}, uid: "${index}" }, spec: { subnet: subnet-${hex(index)}, securityGroups: [sg-${hex(1)}] } }\n`,
      )}`,
    ),
  ],
  'commands of a script': (count) => [
    one(
      'up.sh',
      times(count, (index) => `kubectl set env daemonset aws-node -n kube-system WARM_IP_TARGET=${index}x\n`),
    ),
  ],
  'here-documents of a script': (count) => [
    one(
      'up.sh',
      times(
        count,
        (index) =>
          `kubectl apply -f - <<EOF\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: pods-${index}\nspec:\n  subnet: subnet-${index}\nEOF\n`,
      ),
    ),
  ],
  'patches by operations': (count) => [
    one(
      'kustomization.yaml',
      `resources: [ds.yaml]\npatches:\n${times(
        count,
        (index) =>
          `  - target: { kind: DaemonSet, name: aws-node }\n    patch: |-\n      - op: add\n        path: /spec/template/spec/containers/0/env/-\n        value: { name: WARM_IP_TARGET, value: "${index}x" }\n`,
      )}`,
    ),
    one('ds.yaml', daemonSet([`{ name: MINIMUM_IP_TARGET, value: "5" }`])),
  ],
  'operations of one patch': (count) => [
    one(
      'kustomization.yaml',
      `resources: [ds.yaml]\npatches:\n  - target: { kind: DaemonSet, name: aws-node }\n    patch: |-\n${times(
        count,
        (index) =>
          `      - op: add\n        path: /spec/template/spec/containers/0/env/-\n        value: { name: WARM_IP_TARGET, value: "${index}x" }\n`,
      )}`,
    ),
    one('ds.yaml', daemonSet([`{ name: MINIMUM_IP_TARGET, value: "5" }`])),
  ],
  'blocks of Markdown': (count) => [
    one(
      'README.md',
      times(count, (index) => `# Part ${index}\n\n\`\`\`yaml\n${eniConfig(index)}\`\`\`\n\n`),
    ),
  ],
  'blocks of AsciiDoc': (count) => [
    one(
      'README.adoc',
      times(count, (index) => `== Part ${index}\n\n[source,yaml]\n----\n${eniConfig(index)}----\n\n`),
    ),
  ],
  'tables of TOML': (count) => [
    one(
      'settings.toml',
      `[settings.kubernetes]\nmax-pods = 110\ncluster-name = "shop"\n${times(count, (index) => `[settings.kubernetes.node-labels-${index}]\n"a" = "b"\n`)}`,
    ),
  ],
  'labels of TOML': (count) => [
    one(
      'settings.toml',
      `[settings.kubernetes]\nmax-pods = 110\n[settings.kubernetes.node-labels]\n${times(count, (index) => `"k8s.amazonaws.com/l${index}" = "b"\n`)}`,
    ),
  ],
  'rules of a Makefile': (count) => [
    one(
      'Makefile',
      times(count, (index) => `up-${index}:\n\tkubectl set env ds aws-node -n kube-system WARM_IP_TARGET=${index}x\n`),
    ),
  ],
  'comments that silence commands': (count) => [
    one(
      'up.sh',
      times(count, (index) => `# ${silence} invalid-integer\nkubectl set env ds aws-node WARM_IP_TARGET=${index}x\n`),
    ),
  ],
  'comments of Terraform that silence nothing': (count) => [
    one(
      'main.tf',
      addonOfTerraform('"5"') + times(count, (index) => `# ${silence} invalid-integer\nlocals {\n  a${index} = 1\n}\n`),
    ),
  ],
  'comments of TOML that silence nothing': (count) => [
    one(
      'settings.toml',
      `[settings.kubernetes]\nmax-pods = 110\n${times(count, (index) => `# ${silence} max-pods-above-capacity\na${index} = 1\n`)}`,
    ),
  ],
  'comments of Markdown that silence': (count) => [
    one(
      'README.md',
      times(count, (index) => `<!-- ${silence} eniconfig-invalid-id -->\n\`\`\`yaml\n${eniConfig(index)}\`\`\`\n\n`),
    ),
  ],
};

/** Apart from its name, so that no tool takes this file to be silenced. */
const silence = `eni-lens-${'disable-next-line'}`;

/** A file of a folder. */
export function one(path: string, text: string): { readonly path: string; readonly text: string } {
  return { path, text };
}

function addonOfTerraform(warm: string): string {
  return `resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode({ env = { WARM_IP_TARGET = ${warm} } })\n}\n`;
}

function clusterConfig(count: number): string {
  return `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2, version: "1.33" }\nmanagedNodeGroups:\n${times(count, (index) => `  - { name: g-${index}, instanceType: m5.large, maxSize: 3 }\n`)}`;
}

function eniConfig(index: number): string {
  return `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: pods-${index} }\nspec: { subnet: subnet-${index}, securityGroups: [sg-0123456789abcdef0] }\n`;
}

function daemonSet(entries: readonly string[]): string {
  const image = '602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.4';
  return bareManifest(entries.map((entry) => `- ${entry}`).join('\n'), image);
}

function hex(index: number): string {
  return index.toString(16).padStart(17, '0');
}

function times(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join('');
}
