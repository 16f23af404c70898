import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const nodeConfig = `apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: 58
      maxPods: 29
`;
const asJson = JSON.stringify({
  apiVersion: 'node.eks.aws/v1alpha1',
  kind: 'NodeConfig',
  spec: { kubelet: { config: { maxPods: 58, other: 29 } } },
}).replace('"other"', '"maxPods"');
const part = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: application/node.eks.aws\n\n${nodeConfig}--B--\n`;
const eksctl = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\n';
const addon = (values: string) => `${eksctl}addons:\n  - name: vpc-cni\n    configurationValues: ${values}\n`;
const container = (env: string) =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node, namespace: kube-system }\nspec: { template: { spec: { containers: [{ name: aws-node, ${env} }] } } }\n`;
const terraform = (values: string, more = '') =>
  `resource "aws_eks_addon" "cni" {\n  addon_name = "vpc-cni"\n${more}  configuration_values = ${values}\n}\n`;
const module = (tags: string) => terraform('jsonencode({ env = { MAX_ENI = "3" } })', `  tags = { ${tags} }\n`);

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '      ');
}

/** What nodeadm, kubectl and the others do with the texts was tried with these programs; the page of the rule names them. */
describe('a key that is repeated is an error where the program that reads the file refuses it', () => {
  it.each([
    ['node.yaml', nodeConfig, 'warning: The key maxPods is repeated: nodeadm takes the last one'],
    ['node.json', asJson, 'warning: The key maxPods is repeated: nodeadm takes the last one'],
    ['user-data.txt', part, 'warning: The key maxPods is repeated: nodeadm takes the last one'],
    [
      'class.yaml',
      `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: a }\nspec:\n  amiFamily: AL2023\n  userData: |\n${indented(part)}`,
      'warning: The key maxPods is repeated: nodeadm takes the last one',
    ],
    [
      'cluster.yaml',
      `${eksctl}nodeGroups:\n  - name: a\n    overrideBootstrapCommand: |\n${indented(nodeConfig)}`,
      'warning: The key maxPods is repeated: eksctl takes the last one',
    ],
    [
      'cluster.yaml',
      `${eksctl}nodeGroups:\n  - { name: a, maxSize: 1, maxSize: 2 }\n`,
      'error: The key maxSize is repeated: eksctl refuses the file',
    ],
    [
      'cluster.json',
      '{"apiVersion":"eksctl.io/v1alpha5","kind":"ClusterConfig","metadata":{"name":"a","region":"us-west-2","region":"us-west-2"}}',
      'error: The key region is repeated: eksctl refuses the file',
    ],
    [
      'aws-node.yaml',
      container('env: [{ name: MAX_ENI, value: "2" }], env: [{ name: MAX_ENI, value: "3" }]'),
      'warning: The key env is repeated: kubectl takes the last one, and kustomize refuses the file',
    ],
    [
      'values.yaml',
      'env:\n  ENABLE_PREFIX_DELEGATION: "true"\nenv:\n  WARM_ENI_TARGET: "2"\n  AWS_VPC_ENI_MTU: "9001"\n',
      'warning: The key env is repeated: Helm takes the last one',
    ],
    [
      'kustomization.yaml',
      'namePrefix: a\nnamePrefix: b\npatches:\n  - target: { kind: DaemonSet, name: aws-node }\n    patch: |\n      - { op: add, path: /spec/template/spec/containers/0/env/-, value: { name: MAX_ENI, value: "3" } }\n',
      'warning: The key namePrefix is repeated: kustomize takes the last one',
    ],
    [
      'main.tf',
      terraform('jsonencode({ env = { MAX_ENI = "2", "MAX_ENI" = "3" } })'),
      'warning: The key MAX_ENI is repeated: Terraform takes the last one',
    ],
    [
      'main.tf.json',
      '{"resource":{"aws_eks_addon":{"cni":{"addon_name":"vpc-cni","cluster_name":"a","cluster_name":"b","configuration_values":"{}"}}}}',
      'error: The key cluster_name is repeated: Terraform refuses the file',
    ],
    [
      'main.tf',
      terraform('<<-EOT\n    env:\n      MAX_ENI: "2"\n      MAX_ENI: "3"\n  EOT'),
      'warning: The key MAX_ENI is repeated: which one EKS takes is nowhere said',
    ],
    [
      'cluster.yaml',
      addon(`'{"env":{"MAX_ENI":"2","MAX_ENI":"3"}}'`),
      'warning: The key MAX_ENI is repeated: which one EKS takes is nowhere said',
    ],
    [
      'cluster.yaml',
      addon(`'{env: {MAX_ENI: "2", MAX_ENI: "3"}}'`),
      'error: configurationValues holds neither JSON nor YAML: The key MAX_ENI is repeated',
    ],
  ])('%s, %s', (path, text, expected) => {
    const repeated = findings([{ path, text }]).filter(({ message }) => message.includes('is repeated'));
    expect(repeated.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([expected]);
  });

  it.each([
    ['blocks of one type', `${module('a = 1')}${terraform('jsonencode({})').replace('"cni"', '"other"')}`],
    ['arguments of a block, of which Terraform itself tells', `${module('a = 1')}locals {\n  a = 1\n  a = 2\n}\n`],
    [
      'arguments of an add-on, of which Terraform itself tells',
      terraform('jsonencode({})', '  cluster_name = "a"\n  cluster_name = "b"\n'),
    ],
    ['keys that are expressions', module('(var.a) = 1, (var.a) = 2')],
    ['a key in another object', module('a = { a = 1 }, b = { a = 1 }')],
    ['what a merge joins', module('a = merge({ b = 1 }, { b = 2 })')],
    ['a file that is half written', `${module('a = 1, a = 2')}resource "aws_eks_addon" "x" {\n  tags = {\n`],
  ])('and nothing where none is: %s', (_, text) => {
    expect(findings([{ path: 'main.tf', text }]).filter(({ rule }) => rule === 'duplicate-key')).toEqual([]);
  });
});
