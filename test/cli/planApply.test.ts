import { readdirSync, readFileSync } from 'node:fs';
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

const env = `env:
  WARM_IP_TARGET: "2"   # as it is
  MINIMUM_IP_TARGET: "10"
`;
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const application = (values: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cni, namespace: argocd }
spec:
  source:
    repoURL: https://aws.github.io/eks-charts
    chart: aws-vpc-cni
    targetRevision: 1.21.1
    helm:
      ${values}
${indented(env, 8)}`;

const patch = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: WARM_IP_TARGET, value: "2" }] }] } } }
`;

interface Carrier {
  readonly name: string;
  /** The first of them is the carrier. */
  readonly files: Readonly<Record<string, string>>;
  readonly before?: string;
  readonly after?: string;
}

const one = (name: string, file: string, text: string, before?: string, after?: string): Carrier => ({
  name,
  files: { [file]: text },
  ...(before === undefined || after === undefined ? {} : { before, after }),
});

const carriers: readonly Carrier[] = [
  one('eksctl, as JSON', 'shop.yaml', shop, '"WARM_IP_TARGET":"2"', '"WARM_IP_TARGET":"5"'),
  one('eksctl, as YAML', 'shop.yaml', shop.replace(json, block)),
  one('a DaemonSet', 'aws-node.yaml', daemonSet, 'value: "2"', 'value: "5"'),
  one(
    'a DaemonSet with Windows line ends',
    'aws-node.yaml',
    daemonSet.replaceAll('\n', '\r\n'),
    'value: "2"',
    'value: "5"',
  ),
  one(
    'the JSON of an add-on',
    'vpc-cni.json',
    `{"env":  {"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}`,
    '"2"',
    '"5"',
  ),
  one('Terraform', 'main.tf', terraform, 'WARM_IP_TARGET = "2"', 'WARM_IP_TARGET = "5"'),
  one(
    'a Terraform module',
    'main.tf',
    `module "eks" {
  source = "terraform-aws-modules/eks/aws"
  name   = "quay"
  addons = {
    vpc-cni = {
      before_compute       = true
      configuration_values = jsonencode({
        env = {
          WARM_IP_TARGET    = "2" # as it is
          MINIMUM_IP_TARGET = "10"
        }
      })
    }
  }
}
`,
    '"2"',
    '"5"',
  ),
  one(
    'JSON in a here-document of Terraform',
    'main.tf',
    terraform.replace(
      /jsonencode\(.*\)/,
      `<<-JSON\n    { "env": { "WARM_IP_TARGET": "2",  "MINIMUM_IP_TARGET": "10" } }\n  JSON`,
    ),
    '"2"',
    '"5"',
  ),
  one(
    'a chart that Terraform installs',
    'main.tf',
    `resource "helm_release" "cni" {
  name       = "aws-vpc-cni"
  repository = "https://aws.github.io/eks-charts"
  chart      = "aws-vpc-cni"
  values     = [yamlencode({ env = { WARM_IP_TARGET = "2", MINIMUM_IP_TARGET = "10" } })]
}
`,
    '"2"',
    '"5"',
  ),
  one('values of the chart', 'values.yaml', `# aws-vpc-cni\ninit: { image: { tag: v1.21.1 } }\n${env}`),
  {
    name: 'values of a chart around it',
    files: {
      'values.yaml': `aws-vpc-cni:\n${indented(env, 2)}`,
      'Chart.yaml': `apiVersion: v2
name: platform
version: 1.0.0
dependencies: [{ name: aws-vpc-cni, version: 1.21.1, repository: https://aws.github.io/eks-charts }]
`,
    },
  },
  one(
    'a HelmRelease',
    'release.yaml',
    `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cni, namespace: kube-system }
spec:
  chart: { spec: { chart: aws-vpc-cni, version: 1.21.1, sourceRef: { kind: HelmRepository, name: eks } } }
  values:
${indented(env, 4)}`,
  ),
  one('the values of Argo CD, as a text', 'app.yaml', application('values: |')),
  one('the values of Argo CD, as a mapping', 'app.yaml', application('valuesObject:')),
  {
    name: 'a patch of kustomize, as a text',
    files: {
      'kustomization.yaml': `resources: [base.yaml]
patches:
  - target: { kind: DaemonSet, name: aws-node }
    patch: |-
${indented(patch, 6)}`,
      'base.yaml': daemonSet.replace(/^.*WARM_IP_TARGET.*\n/m, ''),
    },
    before: 'value: "2"',
    after: 'value: "5"',
  },
  {
    name: 'a patch of kustomize, as a file',
    files: {
      'patch.yaml': patch,
      'base.yaml': daemonSet.replace(/^.*WARM_IP_TARGET.*\n/m, ''),
      'kustomization.yaml': 'resources: [base.yaml]\npatches: [{ path: patch.yaml }]\n',
    },
    before: 'value: "2"',
    after: 'value: "5"',
  },
  one(
    'a command',
    'set.sh',
    'kubectl set env daemonset aws-node -n kube-system  WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10\n',
    'WARM_IP_TARGET=2',
    'WARM_IP_TARGET=5',
  ),
  one(
    'a command that patches',
    'patch.sh',
    `kubectl patch daemonset aws-node -n kube-system -p '{"spec":{"template":{"spec":{"containers":[{"name":"aws-node","env":[{"name":"WARM_IP_TARGET","value":"2"}]}]}}}}'\n`,
    '"2"',
    '"5"',
  ),
  one(
    'a command for the add-on',
    'addon.sh',
    `aws eks update-addon --cluster-name quay --addon-name vpc-cni --configuration-values '{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}}'\n`,
    '"2"',
    '"5"',
  ),
  one(
    'a step of a workflow',
    '.github/workflows/ci.yml',
    `name: x
on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          kubectl set env daemonset aws-node -n kube-system WARM_IP_TARGET=2 MINIMUM_IP_TARGET=10 # as it is
`,
    'WARM_IP_TARGET=2',
    'WARM_IP_TARGET=5',
  ),
];

describe('--apply of a variable', () => {
  it.each(carriers)(
    'changes that alone in $name',
    async ({ files, before = 'WARM_IP_TARGET: "2"', after = 'WARM_IP_TARGET: "5"' }) => {
      const [file = '', text = ''] = Object.entries(files)[0] ?? [];
      const cwd = folderWith(files);
      const { code, stderr } = await eniLens(['plan', '--set', 'WARM_IP_TARGET=5', '--apply'], { cwd });
      expect([code, stderr]).toEqual([0, `eni-lens: ${file} is changed\n`]);
      for (const [name, each] of Object.entries(files)) {
        expect(readFileSync(join(cwd, name), 'utf8')).toBe(name === file ? text.replace(before, after) : each);
      }
    },
  );

  it.each(carriers.filter(({ files }) => Object.keys(files).length === 1))(
    'adds one that is not there to $name, and leaves every byte that is',
    async ({ files }) => {
      const [file = '', text = ''] = Object.entries(files)[0] ?? [];
      const cwd = folderWith(files);
      const { code, stderr } = await eniLens(['plan', '--set', 'MAX_ENI=2', '--apply'], { cwd });
      expect([code, stderr]).toEqual([0, `eni-lens: ${file} is changed\n`]);
      const now = readFileSync(join(cwd, file), 'utf8');
      const same = [...text].findIndex((sign, at) => sign !== now[at]);
      const rest = text.slice(same < 0 ? text.length : same);
      expect(now.length).toBeGreaterThan(text.length);
      expect(now.endsWith(rest)).toBe(true);
      expect((await eniLens(['plan'], { cwd })).stdout).toMatch(
        new RegExp(`MAX_ENI +2 +${file.replaceAll('.', '\\.')}:`),
      );
    },
  );

  it.each([
    [
      'a value that a template fills in',
      { 'shop.yaml': shop.replace(json, "'{{ values }}'") },
      'shop.yaml has no place to write WARM_IP_TARGET into',
    ],
    [
      'a Terraform variable',
      { 'main.tf': terraform.replace(/jsonencode\(.*\)/, 'var.values') },
      'main.tf has no place to write WARM_IP_TARGET into',
    ],
    [
      'two carriers that do not set it',
      {
        'aws-node.yaml': daemonSet.replace(/^.*WARM_IP_TARGET.*\n/m, ''),
        'set.sh': 'kubectl set env daemonset aws-node -n kube-system WARM_ENI_TARGET=2\n',
      },
      'Several files configure the VPC CNI, and none of them sets WARM_IP_TARGET',
    ],
  ])('refuses %s with the reason, and writes nothing', async (_name, files, reason) => {
    const cwd = folderWith(files);
    const { code, stderr } = await eniLens(['plan', '--set', 'WARM_IP_TARGET=5', '--apply'], { cwd });
    expect([code, stderr]).toEqual([4, `eni-lens: nothing is written: ${reason}\n`]);
    for (const [name, text] of Object.entries(files)) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text);
  });

  it('says of files without a cluster no more than that', async () => {
    const { code, stderr } = await eniLens(['plan', '--set', 'WARM_IP_TARGET=5', '--apply'], {
      cwd: folderWith({ 'a.yaml': 'a: b\n' }),
    });
    expect(code).toBe(4);
    expect(stderr).toBe('eni-lens: no cluster is found here: no node group, and no settings of the VPC CNI\n');
  });
});

describe('--apply of the pods on a node', () => {
  const named = `clusters:
  - name: shop
    files: [shop.yaml]
`;
  const alsoForOthers = (file: string): string =>
    `eni-lens: expectedPodsPerNode counts in ${file} for all clusters that it does not name, also of other files\n`;

  it('says before writing that they count for other files too, where the config file does not name the cluster', async () => {
    const other = shop.replaceAll('shop', 'other');
    for (const [config, said] of [
      ['expectedPodsPerNode: 20\n', alsoForOthers('eni-lens.yaml')],
      [named, ''],
    ] as const) {
      const cwd = folderWith({ 'shop.yaml': shop, 'other.yaml': other, 'eni-lens.yaml': config });
      const args = ['--pods-per-node', '9', '--apply'];
      const { code, stderr } = await eniLens(['plan', 'shop.yaml', ...args], { cwd });
      expect([code, stderr]).toEqual([0, `${said}eni-lens: eni-lens.yaml is changed\n`]);
      const plans = (await eniLens(['plan', 'other.yaml'], { cwd })).stdout;
      expect(plans.includes('9 pods expected on a node')).toBe(config !== named);
      // All of them were asked for.
      const all = folderWith({ 'shop.yaml': shop, 'other.yaml': other, 'eni-lens.yaml': 'expectedPodsPerNode: 20\n' });
      expect((await eniLens(['plan', ...args], { cwd: all })).stderr).toBe('eni-lens: eni-lens.yaml is changed\n');
    }
  });

  const configs: readonly (readonly [name: string, file: string, before: string | undefined, after: string])[] = [
    ['a config file that is made', 'eni-lens.yaml', undefined, 'expectedPodsPerNode: 9\n'],
    ['an empty one', 'eni-lens.yaml', '', 'expectedPodsPerNode: 9\n'],
    [
      'one of comments alone',
      'eni-lens.yaml',
      '# rules:\n#   x: off',
      '# rules:\n#   x: off\nexpectedPodsPerNode: 9\n',
    ],
    [
      'one that says other things',
      'eni-lens.yaml',
      'budgets: [subnet.use <= 9.5] # as it is\n\n# the end\n',
      'budgets: [subnet.use <= 9.5] # as it is\nexpectedPodsPerNode: 9\n\n# the end\n',
    ],
    [
      'the number of all clusters',
      'eni-lens.yml',
      'expectedPodsPerNode:  20 # measured\nbudgets: []\n',
      'expectedPodsPerNode:  9 # measured\nbudgets: []\n',
    ],
    ['Windows line ends', 'eni-lens.yaml', 'budgets: []\r\n', 'budgets: []\r\nexpectedPodsPerNode: 9\r\n'],
    ['the entry of a cluster that is named', 'eni-lens.yaml', named, `${named}    expectedPodsPerNode: 9\n`],
    [
      'the number of a cluster that is named',
      'eni-lens.yaml',
      `expectedPodsPerNode: 20\n${named}    expectedPodsPerNode: 30 # measured\n`,
      `expectedPodsPerNode: 20\n${named}    expectedPodsPerNode: 9 # measured\n`,
    ],
    ['a mapping in one line', 'eni-lens.yaml', '{ budgets: [] }\n', '{ budgets: [], expectedPodsPerNode: 9 }\n'],
    [
      'JSON with comments',
      'eni-lens.json',
      '{\n  // as it is\n  "budgets": []\n}\n',
      '{\n  // as it is\n  "budgets": [],\n  "expectedPodsPerNode": 9\n}\n',
    ],
  ];

  it.each(configs)('writes them into %s', async (_name, file, before, after) => {
    const cwd = folderWith({ 'shop.yaml': shop, ...(before === undefined ? {} : { [file]: before }) });
    const said = `eni-lens: ${file} is ${before === undefined ? 'made' : 'changed'}\n`;
    const { code, stderr } = await eniLens(['plan', '--pods-per-node', '9', '--apply'], { cwd });
    expect([code, stderr, readFileSync(join(cwd, file), 'utf8')]).toEqual([0, said, after]);
    expect((await eniLens(['plan'], { cwd })).stdout).toContain('9 pods expected on a node');
    const again = await eniLens(['plan', '--pods-per-node', '9', '--apply'], { cwd });
    expect([again.code, again.stderr]).toEqual([0, 'eni-lens: the files say so already\n']);
  });

  it('writes them with what stands in other files, or none of it', async () => {
    const cwd = folderWith({ 'in/shop.yaml': shop });
    const args = ['plan', 'in', '--pods-per-node', '9', '--set', 'WARM_IP_TARGET=5'];
    const refused = await eniLens([...args, '--max-nodes', 'web=1', '--apply'], { cwd });
    expect([refused.code, readdirSync(cwd)]).toEqual([4, ['in']]);
    const without = await eniLens([...args, '--no-config', '--apply'], { cwd });
    expect([without.code, without.stderr]).toEqual([
      4,
      'eni-lens: nothing is written: --no-config wants no eni-lens.yaml, where expectedPodsPerNode is to be written\n',
    ]);
    const { code, stderr } = await eniLens([...args, '--apply'], { cwd });
    expect([code, stderr]).toEqual([
      0,
      `${alsoForOthers('eni-lens.yaml')}eni-lens: in/shop.yaml is changed\neni-lens: eni-lens.yaml is made\n`,
    ]);
    expect(readFileSync(join(cwd, 'in/shop.yaml'), 'utf8')).toBe(
      shop.replace('"WARM_IP_TARGET":"2"', '"WARM_IP_TARGET":"5"'),
    );
  });

  it('makes the config file where it counts for files that lie elsewhere', async () => {
    const cwd = folderWith({ 'here/empty': '', 'there/shop.yaml': shop });
    const here = { cwd: join(cwd, 'here') };
    const { code, stderr } = await eniLens(['plan', '../there/shop.yaml', '--pods-per-node', '9', '--apply'], here);
    expect([code, stderr]).toEqual([
      0,
      `${alsoForOthers('../there/eni-lens.yaml')}eni-lens: ../there/eni-lens.yaml is made\n`,
    ]);
    expect((await eniLens(['plan', '../there/shop.yaml'], here)).stdout).toContain('9 pods expected on a node');
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
