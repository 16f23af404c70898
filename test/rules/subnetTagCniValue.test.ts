import { expect, it } from 'vitest';
import { checkFix, findings } from '../harness/check.js';

const found = (text: string, path: string) =>
  findings([{ path, text }]).flatMap(({ rule, message }) => (rule === 'subnet-tag-cni-value' ? [message] : []));

const empty =
  'The tag kubernetes.io/role/cni has no value, which is enough up to CNI 1.21 only: later ones make no ENI in this subnet';
const zero = (version: string) =>
  `The value "0" of the tag kubernetes.io/role/cni leaves no subnet out before CNI 1.22: ${version} looks at the key alone, and makes ENIs here`;

/** A subnet with the tag, and the add-on in a version with variables. */
const template = (value: string, version = '', env = '', more = '') => `Resources:
  Pods:
    Type: AWS::EC2::Subnet
    Properties:
      CidrBlock: 100.64.0.0/18
      Tags: [{ Key: Name, Value: "" }, { Key: kubernetes.io/role/cni, Value: ${value} }]
${more}${version && `  Cni:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: vpc-cni\n      AddonVersion: ${version}\n      ConfigurationValues: '{"env": {${env}}}'\n`}`;

const group = `  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties: { InstanceTypes: [m5.large], Subnets: [!Ref Pods] }
`;

// What each release takes: the table of the page, from isSubnetValidForENICreation of the CNI.
it.each([
  ['""', '', '', [empty]],
  ['""', 'v1.22.0-eksbuild.1', '', [empty]],
  ['""', 'v1.21.1-eksbuild.3', '', []],
  ['"0"', '', '', []],
  ['"0"', 'v1.22.0-eksbuild.1', '', []],
  ['"0"', 'v1.21.1-eksbuild.3', '', [zero('1.21.1')]],
  ['"1"', 'v1.22.0-eksbuild.1', '', []],
  ['!Ref Role', 'v1.22.0-eksbuild.1', '', []],
  ['""', 'v1.22.0-eksbuild.1', '"ENABLE_SUBNET_DISCOVERY": "false"', []],
  ['""', 'v1.22.0-eksbuild.1', '"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true"', []],
  ['""', 'v1.22.0-eksbuild.1', '"ENABLE_SUBNET_DISCOVERY": "${Discovery}"', []],
] as const)('of the value %s with %s and {%s}', (value, version, env, messages) => {
  expect(found(template(value, version, env), 'template.yaml')).toEqual(messages);
});

it('a node needs no tag for its own subnet', () => {
  expect(found(template('""', '', '', group), 'template.yaml')).toEqual([]);
});

it('is mended at its place', () => {
  checkFix(template('""'), { rule: 'subnet-tag-cni-value', expected: template('"1"') });
});

it.each([
  [
    'Terraform',
    'main.tf',
    'resource "aws_subnet" "pods" {\n  cidr_block = "100.64.0.0/18"\n  tags = { Name = "pods", "kubernetes.io/role/cni" = "" }\n}\nresource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name = "vpc-cni"\n}\n',
  ],
  [
    'an answer of EC2',
    'subnets.json',
    '{"Subnets": [{"SubnetId": "subnet-0a1b2c3d4e5f60711", "AvailableIpAddressCount": 250, "Tags": [{"Key": "kubernetes.io/role/cni", "Value": ""}]}]}',
  ],
  [
    'Cluster API',
    'cluster.yaml',
    'apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: shop }\nspec:\n  network:\n    subnets:\n      - { id: pods, cidrBlock: 100.64.0.0/18, tags: { kubernetes.io/role/cni: "" } }\n',
  ],
])('is found in %s', (_, path, text) => {
  expect(found(text, path)).toEqual([empty]);
});
