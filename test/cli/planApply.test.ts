import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shop } from '../harness/shopOfTwoZones.js';
import { eniLens, folderWith } from './program.js';

/* `eni-lens plan --apply` in whatever holds the settings: one value becomes another, and every other byte stays. */

const terraform = `resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name = aws_eks_cluster.quay.name
  addon_name   = "vpc-cni" # as it is
  configuration_values = jsonencode({ env = { WARM_IP_TARGET = "2", MINIMUM_IP_TARGET = "10" } })
}
resource "aws_subnet" "a" {
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "web"
  instance_types  =  ["m5.large"]
  subnet_ids      = [aws_subnet.a.id]
  scaling_config {
    min_size = 1
    desired_size = 2
    max_size     = 12
  }
}
`;

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - { name: WARM_IP_TARGET,   value: "2" } # as it is
            - { name: MINIMUM_IP_TARGET, value: '10' }
`;

const [json, block] = [
  `'{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}'`,
  '|-\n      env:\n        WARM_IP_TARGET: "2"   # as it is\n        MINIMUM_IP_TARGET: "10"',
];

const carriers: readonly (readonly [name: string, file: string, text: string, before: string, after: string])[] = [
  ['eksctl, as JSON', 'shop.yaml', shop, '"WARM_IP_TARGET":"2"', '"WARM_IP_TARGET":"5"'],
  ['eksctl, as YAML', 'shop.yaml', shop.replace(json, block), 'WARM_IP_TARGET: "2"', 'WARM_IP_TARGET: "5"'],
  ['a DaemonSet', 'aws-node.yaml', daemonSet, 'value: "2"', 'value: "5"'],
  [
    'a DaemonSet with Windows line ends',
    'aws-node.yaml',
    daemonSet.replaceAll('\n', '\r\n'),
    'value: "2"',
    'value: "5"',
  ],
  ['the JSON of an add-on', 'vpc-cni.json', `{"env":  {"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}`, '"2"', '"5"'],
  ['Terraform', 'main.tf', terraform, 'WARM_IP_TARGET = "2"', 'WARM_IP_TARGET = "5"'],
  [
    'a command',
    'set.sh',
    'kubectl set env daemonset aws-node -n kube-system  WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10\n',
    'WARM_IP_TARGET=2',
    'WARM_IP_TARGET=5',
  ],
];

describe('--apply of a variable', () => {
  it.each(carriers)('changes that alone in %s', async (_name, file, text, before, after) => {
    const cwd = folderWith({ [file]: text });
    const { code, stderr } = await eniLens(['plan', '--set', 'WARM_IP_TARGET=5', '--apply'], { cwd });
    expect([code, stderr]).toEqual([0, `eni-lens: ${file} is changed\n`]);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(text.replace(before, after));
  });
});

describe.each([
  ['eksctl', 'shop.yaml', shop, 'instanceType: m5.large', 'instanceType: m5.xlarge', 'maxSize: 12', 'maxSize: 20'],
  ['Terraform', 'main.tf', terraform, '["m5.large"]', '["m5.xlarge"]', 'max_size     = 12', 'max_size     = 20'],
] as const)('a node group of %s', (_name, file, text, type, otherType, size, otherSize) => {
  const changed = ['--instance-type', 'web=m5.xlarge', '--max-nodes', 'web=20'];

  it('is changed by --apply in its type and size alone', async () => {
    const cwd = folderWith({ [file]: text });
    expect((await eniLens(['plan', ...changed, '--apply'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(text.replace(type, otherType).replace(size, otherSize));
  });

  it('keeps to budgets of the command line and of the config file, or says with which numbers it does not', async () => {
    const budget = 'cluster.full <= 500';
    const cwd = folderWith({ [file]: text, 'eni-lens.yaml': `budgets: ['${budget}']\n` });
    const kept = await eniLens(['plan', '--assert', 'cluster.nodes <= 12'], { cwd });
    expect(kept.code).toBe(0);
    // 20 nodes of 4 ENIs of 15 addresses, as many as 58 pods take with 2 warm: 20 × 60.
    const { code, stdout } = await eniLens(['plan', ...changed, '--assert', 'cluster.nodes <= 12'], { cwd });
    expect(code).toBe(1);
    expect(stdout.replaceAll('\u202f', '')).toMatch(/cluster\.full = 1200/);
    expect(stdout).toMatch(/cluster\.nodes = 20/);
    expect((await eniLens(['lint', '--fail-on', 'never'], { cwd })).stdout).not.toContain('budget-exceeded');
    const written = folderWith({ [file]: text, 'eni-lens.yaml': `budgets: ['cluster.full <= 100']\n` });
    expect((await eniLens(['lint', '--fail-on', 'never'], { cwd: written })).stdout).toContain('budget-exceeded');
  });
});
