import { describe, expect, it } from 'vitest';
import { eniLens, folderWith } from './program.js';

/*
 * What a plan cannot know: a dash or a range where the number would stand, and the reason in words, in every form of the plan. Nothing is
 * assumed without being said.
 */

const head = (more = ''): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: quay, region: eu-west-1 }
${more}`;
const vpc = `vpc:
  id: vpc-0aaaaaaaaaaaaaaaa
  subnets:
    private:
      eu-west-1a: { id: subnet-0aaaaaaaaaaaaaaa0, cidr: 10.0.0.0/24 }
      eu-west-1b: { id: subnet-0aaaaaaaaaaaaaaa1, cidr: 10.0.1.0/24 }
`;
const addon = `addons: [{ name: vpc-cni, version: v1.21.1, configurationValues: '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}' }]\n`;
const sized = 'privateNetworking: true, maxSize: 5';
const group = (fields: string): string => `managedNodeGroups: [{ name: web, ${fields} }]\n`;
const known = group(`instanceType: m5.large, ${sized}`);
const terraform = (
  types: string,
  most: string,
  subnets: string,
): string => `resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.quay.name
  addon_name           = "vpc-cni"
  addon_version        = "v1.21.1-eksbuild.1"
  configuration_values = jsonencode({ env = { WARM_IP_TARGET = "2", MINIMUM_IP_TARGET = "10" } })
}
resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "web"
  instance_types  = ${types}
  subnet_ids      = ${subnets}
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = ${most}
  }
}
`;

const invisibleTypes =
  'web: Its instance types are not visible: a template, a launch template or a selector decides; eni-lens.yaml can name them';
const noSubnets = 'web: The sizes of the subnets are not visible; eni-lens.yaml can name them';
const noGroups = 'No node group is visible here';

const pool = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: web }
      requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }]
---
apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: web }
spec: { amiFamily: AL2023 }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "3" }] }] } } }
`;
const noSize = 'web: No file says how many nodes it has; eni-lens.yaml can';

interface Case {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  /** What is said, in every form. */
  readonly says: string;
  /** What the plan's JSON has of it. */
  readonly has?: object;
}

const unplanned = { nodeGroups: [], totals: { nodes: { most: 0 } }, choices: [] };

const cases: readonly Case[] = [
  {
    name: 'types by a template',
    text: head(vpc + addon) + group(`instanceType: "{{ type }}", ${sized}`),
    says: invisibleTypes,
    has: unplanned,
  },
  {
    name: 'types by a launch template',
    text: head(vpc + addon) + group(`launchTemplate: { id: lt-0123456789abcdef0 }, ${sized}`),
    says: invisibleTypes,
    has: unplanned,
  },
  {
    name: 'types by their attributes',
    text: head(vpc + addon) + group(`instanceSelector: { vCPUs: 2, memory: "4" }, ${sized}`),
    says: invisibleTypes,
    has: unplanned,
  },
  {
    name: 'a type that nobody knows',
    text: head(vpc + addon) + group(`instanceType: m99.large, ${sized}`),
    says: 'web: The limits of m99.large are not known; instanceTypes in eni-lens.yaml can say them',
    has: unplanned,
  },
  {
    name: 'one such type of two',
    text: head(vpc + addon) + group(`instanceTypes: [m5.large, m99.large], ${sized}`),
    says: 'web: The limits of m99.large are not known',
    has: unplanned,
  },
  {
    name: 'a size by a template',
    text: head(vpc + addon) + group('instanceType: m5.large, privateNetworking: true, maxSize: "{{ max }}"'),
    says: 'web: A template decides how many nodes it has; eni-lens.yaml can say it',
    has: { nodeGroups: [{ addressesPerNode: { full: [30, 30] } }], totals: { nodes: { most: 0 } }, subnets: [] },
  },
  {
    name: 'no size, for which eksctl has a default',
    text: head(vpc + addon) + group('instanceType: m5.large, privateNetworking: true'),
    says: 'web: the number of nodes is the default of eksctl',
    has: { nodeGroups: [{ leastNodes: 2, mostNodes: 2, sizesFrom: { from: 'eksctlDefault' } }] },
  },
  {
    name: 'a range by a template',
    text: head(vpc.replace('10.0.0.0/24', '"{{ cidr }}"') + addon) + known,
    says: noSubnets,
    // An m5.large takes 12 addresses at its start and 30 when it is full; 2–5 nodes.
    has: { nodeGroups: [{ podSubnets: { takenAddresses: [24, 150] } }] },
  },
  {
    name: 'subnets out of sight',
    text: head(`vpc: { id: vpc-0aaaaaaaaaaaaaaaa }\n${addon}`) + group('instanceType: m5.large, maxSize: 5'),
    says: noSubnets,
    has: { subnets: [] },
  },
  {
    name: 'zones that eksctl chooses',
    text: head(addon) + group('instanceType: m5.large, maxSize: 5'),
    says: 'The zones are not visible: those that eksctl usually chooses are assumed',
    has: { subnets: [{ from: 'assumed' }, { from: 'assumed' }, { from: 'assumed' }] },
  },
  {
    name: 'a cluster whose add-on nobody writes',
    text: head(vpc) + known,
    says: 'the numbers are those of the VPC CNI as eksctl installs it',
    has: { isSeen: false },
  },
  {
    name: 'the settings of an add-on by a template',
    text: head(`${vpc}addons: [{ name: vpc-cni, configurationValues: '{{ values }}' }]\n`) + known,
    says: 'shipped default (as assumed)',
    has: { isSeen: false },
  },
  {
    name: 'the version by a template',
    text: head(vpc + addon.replace('v1.21.1', '"{{ version }}"')) + known,
    says: 'The version of the VPC CNI is not visible: ',
  },
  {
    name: 'the IP family by a template',
    text: head(`kubernetesNetworkConfig: { ipFamily: "{{ family }}" }\n${vpc}${addon}`) + known,
    says: 'A template decides about the IP family: IPv4 is assumed',
    has: { isSeen: false },
  },
  {
    name: 'max pods by a template',
    text:
      head(vpc + addon) +
      group(
        `amiFamily: Bottlerocket, instanceType: m5.large, ${sized}, bottlerocket: { settings: { kubernetes: { max-pods: "{{ pods }}" } } }`,
      ),
    says: 'Nobody can say max pods of web: what nodeadm computes for the instance type is assumed',
    has: { subnets: [{ needed: { most: { full: { addresses: [36, 90] } } } }, {}] },
  },
  {
    name: 'Windows nodes beside others',
    text:
      head(vpc + addon) +
      known +
      `nodeGroups: [{ name: win, amiFamily: WindowsServer2022FullContainer, instanceType: m5.large, ${sized} }]\n`,
    says: 'win: Windows nodes have one ENI and no warm pool of the VPC CNI',
    has: { totals: { leftOut: ['win'] } },
  },
  { name: 'a cluster without groups', text: head(vpc + addon), says: noGroups, has: unplanned },
  {
    name: 'a DaemonSet alone',
    text: `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "3" }] }] } } }
`,
    says: noGroups,
    has: unplanned,
  },
  {
    name: 'types of Terraform by a variable',
    file: 'main.tf',
    text: terraform('var.types', '5', 'var.subnets'),
    says: 'web: Its instance types are not visible: a Terraform variable or expression decides, which is not evaluated here',
    has: unplanned,
  },
  {
    name: 'a size of Terraform by a variable',
    file: 'main.tf',
    text: terraform('["m5.large"]', 'var.most', 'var.subnets'),
    says: 'web: Its number of nodes is not visible: a Terraform variable or expression decides, which is not evaluated here',
  },
  {
    name: 'the IP family of Terraform by a variable',
    file: 'main.tf',
    text: terraform('["m5.large"]', '5', 'var.subnets').replace(
      '{ name = "quay" }',
      '{\n  name = "quay"\n  kubernetes_network_config {\n    ip_family = var.family\n  }\n}',
    ),
    says: 'The IP family is not visible: a Terraform variable or expression decides, which is not evaluated here; IPv4 is assumed',
  },
  {
    name: 'types of Terraform by a launch template',
    file: 'main.tf',
    text: terraform('[]', '5', 'var.subnets').replace(
      '  scaling_config',
      '  launch_template {\n    id = "lt-0"\n  }\n  scaling_config',
    ),
    says: invisibleTypes,
    has: unplanned,
  },
  {
    name: 'the nodes of Karpenter',
    text: pool,
    says: noSize,
    has: { nodeGroups: [{ addressesPerNode: { full: [30, 30] } }] },
  },
  {
    name: 'subnets of Terraform by a variable',
    file: 'main.tf',
    text: terraform('["m5.large"]', '5', 'var.subnets'),
    says: noSubnets,
  },
];

interface BudgetCase {
  readonly name: string;
  readonly text: string;
  readonly budget: string;
  /** Why nobody can judge it; none where it is judged all the same. */
  readonly reasons: readonly string[];
}

const two = `${head(vpc + addon)}managedNodeGroups:
  - { name: jobs, instanceType: m5.large, ${sized} }
  - { name: web, instanceType: "{{ type }}", ${sized} }
`;

const budgeted: readonly BudgetCase[] = [
  {
    name: 'a group whose types are not visible',
    text: head(vpc + addon) + group(`instanceType: "{{ type }}", ${sized}`),
    budget: 'subnet.use <= 0.8',
    reasons: [invisibleTypes],
  },
  {
    name: 'such a group beside one that keeps to it',
    text: two,
    budget: 'subnet.use <= 0.8',
    reasons: [invisibleTypes],
  },
  { name: 'such a group beside one that breaks it', text: two, budget: 'subnet.use <= 0.01', reasons: [] },
  {
    name: 'subnets by a template',
    text: head(vpc.replace('10.0.0.0/24', '"{{ cidr }}"') + addon) + known,
    budget: 'group.fit >= group.nodes',
    reasons: [noSubnets],
  },
  {
    name: 'a size by a template',
    text: head(vpc + addon) + group('instanceType: m5.large, privateNetworking: true, maxSize: "{{ max }}"'),
    budget: 'cluster.nodes <= 5',
    reasons: ['web: A template decides how many nodes it has; eni-lens.yaml can say it'],
  },
];

describe('a budget over', () => {
  it.each(budgeted)(
    '$name is neither kept nor exceeded in silence, in the plan and in lint',
    async ({ text, budget, reasons }) => {
      const isKept = reasons.length > 0 ? undefined : false;
      const cwd = folderWith({ 'cluster.yaml': text, 'eni-lens.yaml': `budgets: ['${budget}']\n` });
      const plan = await eniLens(['plan', '--format', 'json'], { cwd });
      const [{ budgets }] = JSON.parse(plan.stdout).clusters;
      const open = budgets[0].open.map(({ message }: { readonly message: string }) => message);
      expect([plan.code, budgets[0].isKept, open]).toEqual([isKept === false ? 1 : 0, isKept, reasons]);
      const table = await eniLens(['plan'], { cwd });
      const asserted = await eniLens(['plan', '--no-config', '--assert', budget], { cwd });
      const lint = JSON.parse((await eniLens(['lint', '--format', 'json', '--fail-on', 'never'], { cwd })).stdout);
      const said = lint.findings.filter(({ rule }: { readonly rule: string }) => rule === 'budget-exceeded');
      for (const reason of reasons) {
        for (const { stdout } of [table, asserted]) expect(stdout).toContain(`Not known, because of ${reason}`);
        expect(said).toMatchObject([
          { severity: 'info', message: `Nobody can say whether the budget ${budget} is kept. ${reason}` },
        ]);
      }
      if (isKept === false) expect(said).toMatchObject(Array(said.length).fill({ severity: 'error' }));
    },
  );
});

describe('a plan of', () => {
  it.each(cases)('$name says so, in all its forms', async ({ file = 'cluster.yaml', text, says, has = {} }) => {
    const cwd = folderWith({ [file]: text });
    const [table, markdown, html, json] = await Promise.all(
      ['table', 'markdown', 'html', 'json'].map((format) => eniLens(['plan', '--format', format], { cwd })),
    );
    const plain = (form: string | undefined): string => (form ?? '').replaceAll('`', '').replaceAll('\\', '');
    expect(table?.stdout).toContain(says);
    expect(plain(markdown?.stdout)).toContain(says);
    expect(html?.stdout.replaceAll(/<[^>]*>/g, '')).toContain(says);
    const clusters: readonly object[] = JSON.parse(json?.stdout ?? '{}').clusters;
    expect(clusters).toMatchObject([has]);
    for (const { stdout = '' } of [table, markdown, html].flatMap((each) => each ?? [])) {
      expect(stdout.replace(/<script[\s\S]*/, '')).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  });
});
