import { carriers } from '../carriers/carriers.js';
import { type LargeFolder, one } from './largeFolders.js';
import { daemonSet, list, node, nodeEvent, pod, podEvent } from './liveState.js';

/*
 * Clusters that can be made as large as one likes, in which there are many of several things: what has to do with each other (policies and pods,
 * subnets and nodes) is to be looked up, and not to be compared one by one.
 */

/** Clusters by what there are many of. */
export const largeClusters: Readonly<Record<string, LargeFolder>> = {
  'pieces of a text that CloudFormation joins': (count) => [
    one(
      'template.yaml',
      `Resources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: vpc-cni\n      ConfigurationValues: !Join\n        - ''\n        - - '{"env": {'\n${times(count, (index) => `          - '"FOO_${index}": "x", '\n`)}          - '"WARM_IP_TARGET": "5"}}'\n`,
    ),
  ],
  'groups of CloudFormation with a subnet each and one of all': (count) => [
    one(
      'template.yaml',
      `Resources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties: { AddonName: vpc-cni, ClusterName: shop }\n${times(count, (index) => `  S${index}:\n    Type: AWS::EC2::Subnet\n    Properties: { CidrBlock: ${range(index)}, AvailabilityZone: us-west-2a }\n  G${index}:\n    Type: AWS::EKS::Nodegroup\n    Properties: { ClusterName: shop, ScalingConfig: { MaxSize: 900 }, InstanceTypes: [m5.large], Subnets: [!Ref S0, !Ref S${index}] }\n`)}`,
    ),
  ],
  'variables of Terraform with values in a file': (count) => [
    one(
      'variables.tf',
      times(count, (index) => `variable "v${index}" {\n  default = "${index}x"\n}\n`),
    ),
    one(
      'terraform.tfvars',
      times(count, (index) => `v${index} = "${index}y"\n`),
    ),
    one(
      'main.tf',
      times(
        count,
        (index) =>
          `resource "aws_eks_addon" "a${index}" {\n  cluster_name = "shop-${index}"\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode({ env = { WARM_IP_TARGET = var.v${index} } })\n}\n`,
      ),
    ),
  ],
  'values that merge of Terraform puts together': (count) => [
    one(
      'main.tf',
      `locals {\n${times(count, (index) => `  m${index} = { FOO_${index} = "x" }\n`)}}\nresource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n  configuration_values = jsonencode({ env = merge(${times(count, (index) => `local.m${index}, `)}{ WARM_IP_TARGET = "5x" }) })\n}\n`,
    ),
  ],
  'documents of one here-document': (count) => [
    one('up.sh', `kubectl apply -f - <<'EOF'\n${eniConfigs(count, (index) => `pods-${index}`, 'sg: x')}EOF\n`),
  ],
  'manifests in texts of Terraform': (count) => [
    one(
      'main.tf',
      times(
        count,
        (index) =>
          `resource "kubectl_manifest" "pods-${index}" {\n  yaml_body = <<-EOF\n${eniConfigs(1, () => `pods-${index}`, 'sg: x')}EOF\n}\n`,
      ),
    ),
  ],
  'manifests of one text of Terraform': (count) => [
    one(
      'main.tf',
      `resource "kubectl_manifest" "pods" {\n  yaml_body = <<EOF\n${eniConfigs(count, (index) => `pods-${index}`, 'sg: x')}EOF\n}\n`,
    ),
  ],
  'manifests that CDK applies': (count) => [
    one(
      'template.yaml',
      `Resources:\n${times(count, (index) => `  Pods${index}:\n    Type: Custom::AWSCDK-EKS-KubernetesResource\n    Properties:\n      Manifest: '[{"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","metadata":{"name":"pods-${index}"},"spec":{"subnet":"${subnet(index)}","sg":"x"}}]'\n`)}`,
    ),
  ],
  'patches of a kustomization': (count) => [
    one(
      'kustomization.yaml',
      `resources: [ds.yaml]\npatches:\n${times(count, (index) => `  - patch: |-\n      apiVersion: apps/v1\n      kind: DaemonSet\n      metadata: { name: aws-node, namespace: kube-system }\n      spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: FOO_${index}, value: x }] }] } } }\n`)}`,
    ),
    one('ds.yaml', JSON.stringify(daemonSet({}))),
  ],
  'scripts that Terraform runs': (count) => [
    one(
      'main.tf',
      times(
        count,
        (index) =>
          `resource "null_resource" "r${index}" {\n  provisioner "local-exec" {\n    command = "kubectl set env ds aws-node -n kube-system WARM_IP_TARGETS=${index}"\n  }\n}\n`,
      ),
    ),
  ],
  'steps of a pipeline': (count) => [
    one(
      '.github/workflows/up.yaml',
      `on: push\njobs:\n${times(count, (index) => `  up-${index}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kubectl set env ds aws-node -n kube-system WARM_IP_TARGETS=${index}\n`)}`,
    ),
  ],
  'here-documents that may be passed over': (count) => [
    one(
      'up.sh',
      times(
        count,
        (index) => `if [ -n "$X" ]; then\nkubectl apply -f - <<'EOF'\n${eniConfigs(1, () => `pods-${index}`)}EOF\nfi\n`,
      ),
    ),
  ],
  'lines that a script adds to one file': (count) => [
    one(
      'up.sh',
      `F=/etc/eks/nodeadm.d/10.yaml\ncat > /etc/eks/nodeadm.d/10.yaml <<'EOF'\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    flags:\nEOF\n${times(count, (index) => `echo '    - "--max-pods=${index + 8}"' >> /etc/eks/nodeadm.d/10.yaml\n`)}`,
    ),
  ],
  'commands that label nodes and ENIConfigs': (count) => [
    one('ds.yaml', JSON.stringify(daemonSet({ AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true' }))),
    one(
      'label.sh',
      times(count, (index) => `kubectl label node n-${index} k8s.amazonaws.com/eniConfig=pods-${index}x\n`),
    ),
    one(
      'eniconfigs.yaml',
      eniConfigs(count, (index) => `pods-${index}`),
    ),
  ],
  'settings of a script and of a release beside those that run': (count) => [
    one('live.json', list(daemonSet({ WARM_IP_TARGET: '5' }))),
    one(
      'up.sh',
      times(count, (index) => `kubectl set env ds aws-node -n kube-system WARM_IP_TARGET=${index % 9}\n`),
    ),
    one(
      'apps.yaml',
      times(
        count,
        (index) =>
          `---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: cni-${index} }\nspec: { source: { chart: aws-vpc-cni, helm: { valuesObject: { env: { WARM_IP_TARGET: "${index % 9}" } } } } }\n`,
      ),
    ),
  ],
  'subnets and nodes that run': (count) => [
    one('live.json', list(daemonSet({}), ...each(count, (index) => node(`n-${index}`, 29)))),
    one('subnets.json', subnetsOfEc2(count)),
  ],
  'policies and pods': (count) => [
    one('live.json', list(daemonSet({ ENABLE_POD_ENI: 'true' }), ...podsOf(count))),
    one('policies.yaml', policies(count)),
  ],
  'pods without an address, their nodes and events': (count) => [
    one(
      'live.json',
      list(daemonSet({}), ...each(count, (index) => node(`n-${index}`, 29)), ...podsOf(count), ...eventsOf(count)),
    ),
  ],
  'pools and node classes of a family, each in a file': (count) => [
    one('ds.yaml', JSON.stringify(daemonSet({}))),
    ...each(count, (index) => one(`pool-${index}.yaml`, pools(1, index))),
  ],
  'workloads whose fixes leave the CNI too old for them': (count) => [
    one('ds.yaml', JSON.stringify(daemonSet({ ENABLE_MULTI_NIC: 'true' }))),
    one('jobs.yaml', jobs(count, 'multi-nic-attach')),
  ],
  'overlays of one base': (count) => [
    one('base/kustomization.yaml', 'resources: [ds.yaml]\n'),
    one('base/ds.yaml', JSON.stringify(daemonSet({}))),
    ...each(count, (index) =>
      one(
        `overlay-${index}/kustomization.yaml`,
        `resources: [../base]\npatches:\n  - target: { kind: DaemonSet, name: aws-node }\n    patch: |-\n      - op: add\n        path: /spec/template/spec/containers/0/env/-\n        value: { name: WARM_IP_TARGET, value: "${index}x" }\n`,
      ),
    ),
  ],
  'releases with values in files': (count) => [
    one(
      'helmfile.yaml',
      `releases:\n${times(count, (index) => `  - { name: cni-${index}, chart: eks/aws-vpc-cni, values: [v-${index}.yaml] }\n`)}`,
    ),
    ...each(count, (index) => one(`v-${index}.yaml`, `env:\n  WARM_IP_TARGET: "${index}x"\n`)),
  ],
  'everything that eksctl, manifests and scripts declare': declared,
  'everything that is declared beside everything that runs': (count) => [
    ...declared(count),
    one(
      'live.json',
      list(
        daemonSet({ AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'true', ENABLE_POD_ENI: 'true' }),
        ...each(count, (index) =>
          node(`n-${index}`, 110, {
            'eks.amazonaws.com/nodegroup': `g-${index}`,
            'k8s.amazonaws.com/eniConfig': `pods-${index}`,
          }),
        ),
        ...podsOf(count),
        ...eventsOf(count),
      ),
    ),
    one('subnets.json', subnetsOfEc2(count)),
  ],
};

/** A file of each carrier, by what there are many of in it. */
export const largeCarriers: Readonly<Record<string, LargeFolder>> = Object.fromEntries(
  carriers.map(({ name, path, write }): [string, LargeFolder] => [
    `unknown variables in ${name}`,
    (count) => [one(path, write(each(count, (index) => [`FOO_${index}`, 'x'])))],
  ]),
);

function declared(count: number): ReturnType<LargeFolder> {
  return [
    one(
      'cluster.yaml',
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2, version: "1.33" }\nvpc:\n  subnets:\n    private:\n${times(count, (index) => `      s-${index}: { id: ${subnet(index)}, cidr: ${range(index)}, az: us-west-2${'abc'[index % 3]} }\n`)}addons:\n  - { name: vpc-cni, configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENI_CONFIG_LABEL_DEF": "topology.kubernetes.io/zone", "WARM_IP_TARGET": "5", "ENABLE_POD_ENI": "true"}}' }\nmanagedNodeGroups:\n${times(count, (index) => `  - { name: g-${index}, instanceTypes: [m5.large, t3.large], maxSize: 30, maxPodsPerNode: ${index % 2 ? 110 : 8}, subnets: [s-${index}], labels: { k8s.amazonaws.com/eniConfig: pods-${index}x } }\n`)}`,
    ),
    one(
      'eniconfigs.yaml',
      eniConfigs(count, (index) => `pods-${index}`),
    ),
    one('policies.yaml', policies(count)),
    one(
      'nodes.yaml',
      times(
        count,
        (index) =>
          `---\napiVersion: v1\nkind: Node\nmetadata: { name: own-${index}, labels: { k8s.amazonaws.com/eniConfig: pods-${index} }, annotations: { k8s.amazonaws.com/eniConfig: pods-${index}-old } }\n`,
      ),
    ),
    one(
      'node-configs.yaml',
      times(
        count,
        (index) =>
          `---\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { cluster: { name: shop, apiServerEndpoint: "https://a", certificateAuthority: Y2E=, cidr: 10.100.0.0/16 }, kubelet: { config: { maxPods: ${index + 5} } } }\n`,
      ),
    ),
    one('pools.yaml', pools(count)),
    one(
      'up.sh',
      times(
        count,
        (index) =>
          `kubectl label node own-${index} k8s.amazonaws.com/eniConfig=pods-${index}y\nkubectl set env ds aws-node -n kube-system WARM_IP_TARGET=${index} MINIMUM_IP_TARGET=${index}\n`,
      ),
    ),
    one('jobs.yaml', jobs(count, 'multi-nic-attachment')),
  ];
}

function jobs(count: number, mode: string): string {
  return times(
    count,
    (index) =>
      `---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: train-${index} }\nspec:\n  template:\n    metadata: { annotations: { k8s.amazonaws.com/nicConfig: ${mode} } }\n    spec: { containers: [{ name: train, image: train }] }\n`,
  );
}

function pools(count: number, from = 0): string {
  return times(count, (place) => {
    const index = from + place;
    return `---\napiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: p-${index} }\nspec: { template: { spec: { nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: c-${index} }, requirements: [{ key: karpenter.k8s.aws/instance-family, operator: In, values: [m5] }] } } }\n---\napiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: c-${index} }\nspec: { amiSelectorTerms: [{ alias: al2023@latest }], kubelet: { maxPods: 110 }, subnetSelectorTerms: [{ tags: { tier: t-${index} } }] }\n`;
  });
}

function policies(count: number): string {
  return times(
    count,
    (index) =>
      `---\napiVersion: vpcresources.k8s.aws/v1beta1\nkind: SecurityGroupPolicy\nmetadata: { name: p-${index}, namespace: shop }\nspec: { podSelector: { matchLabels: { app: a-${index} } }, securityGroups: { groupIds: [sg-0123456789abcdef0] } }\n`,
  );
}

function eniConfigs(count: number, name: (index: number) => string, more = ''): string {
  return times(
    count,
    (index) =>
      `---\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: ${name(index)} }\nspec: { subnet: ${subnet(index)}, securityGroups: [sg-0123456789abcdef0], ${more} }\n`,
  );
}

/** Of every two pods one waits for its address. */
function podsOf(count: number): readonly object[] {
  return each(count, (index) => {
    const own = pod(`w-${index}`, `n-${index}`, index % 2 ? `10.0.1.${index & 255}` : undefined);
    return {
      ...own,
      metadata: { name: `w-${index}`, namespace: 'shop', uid: `${index}`, labels: { app: `a-${index}` } },
    };
  });
}

function eventsOf(count: number): readonly object[] {
  return each(count, (index) => [
    podEvent(`w-${index}`, 'FailedCreatePodSandBox', 'failed to assign an IP address to container', `n-${index}`),
    nodeEvent(`n-${index}`, 'Unsupported', 'The instance type m5.large is not supported for trunk interface'),
  ]).flat();
}

/** What `aws ec2 describe-subnets` says. */
function subnetsOfEc2(count: number): string {
  return JSON.stringify({
    Subnets: each(count, (index) => ({
      SubnetId: subnet(index),
      VpcId: 'vpc-0123456789abcdef0',
      CidrBlock: range(index),
      AvailableIpAddressCount: 9,
      AvailabilityZone: `us-west-2${'abc'[index % 3]}`,
      MapPublicIpOnLaunch: false,
      Tags: [{ Key: 'tier', Value: `t-${index}` }],
    })),
  });
}

function subnet(index: number): string {
  return `subnet-${index.toString(16).padStart(17, '0')}`;
}

function range(index: number): string {
  return `10.${index >> 8}.${index & 255}.0/28`;
}

function each<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function times(count: number, piece: (index: number) => string): string {
  return each(count, piece).join('');
}
