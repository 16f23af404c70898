import { describe, expect, it } from 'vitest';
import { inlayHints } from '../../server/features/inlayHints.js';
import { emptyWorkspace, withFiles } from '../../server/workspace/workspace.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkCompletion, checkHover, hoverText, workspaceOf } from '../harness/features.js';
import { checkFilesThatChange } from '../harness/filesThatChange.js';

/* What one file of a Terraform module names and another one of its folder defines. */

const addon = `resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = jsonencode(local.values)
}
`;

const values = `locals {
  values = { env = { WARM_IP_TARGET = "five" } }
}
`;

const cluster = `resource "aws_eks_cluster" "shop" {
  name = "shop"
}
`;

/** Where something is found, as `file rule`. */
function places(files: Readonly<Record<string, string>>): readonly string[] {
  return findings(Object.entries(files).map(([path, text]) => ({ path, text }))).map(
    ({ uri, rule }) => `${uri} ${rule}`,
  );
}

describe('a value of another file of the folder', () => {
  it('is found where it is defined, and mended there', () => {
    const text = (value: string, mark = '') => `# file: m/locals.tf
locals {
  values = { env = { WARM_ENI_TARGET = "${value}" } }
${mark}}
# file: m/main.tf
${addon}`;
    check(
      text(
        'five',
        '#                                      ^^^^^^ warning invalid-integer: WARM_ENI_TARGET is "five"\n',
      ),
    );
    checkFix(text('2 '), { rule: 'invalid-integer', expected: text('2') });
    expect(checkAllFixes(text('2 '))).toBeGreaterThan(0);
  });

  it.each([
    [
      'the add-ons of a module',
      'addons = local.addons',
      '{ vpc-cni = { configuration_values = jsonencode({ env = { WARM_IP_TARGET = "five" } }) } }',
    ],
    [
      'one of them',
      'addons = { vpc-cni = local.addons }',
      '{ configuration_values = jsonencode({ env = { WARM_IP_TARGET = "five" } }) }',
    ],
    [
      'a part',
      'addons = local.addons.all["mine"]',
      '{ all = { mine = { vpc-cni = { configuration_values = "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}" } } } }',
    ],
    [
      'a here-document',
      'addons = { vpc-cni = { configuration_values = local.addons } }',
      '<<-EOT\n    env:\n      WARM_IP_TARGET: five\n  EOT',
    ],
  ])('%s', (_, taken, written) => {
    const main = `module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  name   = "shop"\n  ${taken}\n}\n`;
    const locals = `locals {\n  addons = ${written}\n}\n`;
    expect(places({ 'm/main.tf': main, 'm/locals.tf': locals })).toEqual(['m/locals.tf invalid-integer']);
    expect(places({ 'm/main.tofu': main, 'm/a.tofu': locals })).toEqual(['m/a.tofu invalid-integer']);
    expect(
      places({ 'm/main.tf': main.replaceAll('\n', '\r\n'), 'm/locals.tf': `\uFEFF${locals.replaceAll('\n', '\r\n')}` }),
    ).toEqual(['m/locals.tf invalid-integer']);
  });

  it('may name another one in turn, in any file', () => {
    const found = places({
      'm/main.tf': `${addon}locals {\n  target = "five"\n}\n`,
      'm/a.tf': 'locals {\n  values = { env = local.env }\n}\n',
      'm/b.tf': 'locals {\n  env = { WARM_IP_TARGET = local.target }\n}\n',
    });
    expect(found).toEqual(['m/main.tf invalid-integer']);
  });

  it.each([
    ['defined twice', { 'm/b.tf': values }],
    ['defined in the same file too', { 'm/main.tf': `${addon}locals {\n  values = {}\n}\n` }],
    [
      'defined by itself',
      {
        'm/a.tf': 'locals {\n  values = { env = local.other }\n}\n',
        'm/b.tf': 'locals {\n  other = local.values.env\n}\n',
      },
    ],
    [
      'with a part that nobody sees',
      { 'm/a.tf': 'locals {\n  values = merge({ env = { WARM_IP_TARGET = "five" } }, var.more)\n}\n' },
    ],
    ['in a README', { 'm/a.tf': '', 'm/README.md': `\`\`\`hcl\n${values}\`\`\`\n` }],
    ['of a folder below', { 'm/a.tf': '', 'm/n/a.tf': values }],
    ['of the folder above', { 'm/a.tf': '', 'a.tf': values }],
  ])('is unknown where it is one %s', (_, files) => {
    expect(places({ 'm/main.tf': addon, 'm/a.tf': values, ...files })).toEqual([]);
  });

  it('is silenced where it stands', () => {
    const silenced = values.replace('  values', '  # eni-lens-disable-next-line invalid-integer\n  values');
    expect(places({ 'm/main.tf': addon, 'm/a.tf': silenced })).toEqual([]);
  });

  it('is said once, where a module of its own is given the values of an add-on', () => {
    const locals =
      'locals {\n  eks = { cni_configuration_values = jsonencode({ env = { WARM_ENI_TARGET = "five" } }) }\n}\n';
    const main =
      'module "eks" {\n  source = "../modules/eks"\n  vpc_cni_configuration_values = local.eks.cni_configuration_values\n}\n';
    expect(places({ 'm/locals.tf': locals, 'm/main.tf': main })).toEqual(['m/locals.tf invalid-integer']);
    expect(places({ 'm/locals.tf': locals.replace('WARM_ENI_TARGET', 'REPLICAS'), 'm/main.tf': main })).toEqual([]);
  });

  it('is said once, where the file that defines a map of add-ons says something of it too', () => {
    const locals =
      'locals {\n  addons = { vpc-cni = { configuration_values = jsonencode({ eniConfig = { create = true, region = "eu-west-1", subnets = { a = { id = "subnet-1" } } } }) } }\n}\n';
    const main = 'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = local.addons\n}\n';
    const one = findings([{ path: 'm/main.tf', text: main + locals }]).map(({ message }) => message);
    const two = findings([
      { path: 'm/main.tf', text: main },
      { path: 'm/locals.tf', text: locals },
    ]).map(({ message }) => message);
    expect(two).toEqual(one);
  });
});

describe('a block of another file of the folder', () => {
  it('gives a group its max pods: a launch template', () => {
    check(`# file: m/template.tf
resource "aws_launch_template" "nodes" {
  user_data = base64encode(<<-EOT
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="B"

    --B
    Content-Type: application/node.eks.aws

    apiVersion: node.eks.aws/v1alpha1
    kind: NodeConfig
    spec:
      kubelet:
        config:
          maxPods: 110
#                  ^^^ warning max-pods-above-capacity: kubelet.config.maxPods 110 is above the 29 pods m5.large can serve
    --B--
  EOT
  )
}
# file: m/nodes.tf
resource "aws_eks_node_group" "web" {
  cluster_name   = aws_eks_cluster.shop.name
  instance_types = ["m5.large"]
  ami_type       = "AL2023_x86_64_STANDARD"
  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }
}
# file: m/main.tf
${cluster}resource "aws_eks_addon" "cni" {
  cluster_name         = "shop"
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ env = { WARM_ENI_TARGET = "1" } })
}
`);
  });

  it('gives a group its subnets: the module of a VPC', () => {
    const vpc = (range: string) => `# file: m/vpc.tf
module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  azs             = ["eu-west-1a"]
  private_subnets = ["${range}"]
}
# file: m/main.tf
module "eks" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "shop"
  subnet_ids = module.vpc.private_subnets
  addons     = { vpc-cni = { before_compute = true } }
  eks_managed_node_groups = {
    web = { instance_types = ["m5.large"], min_size = 20, max_size = 20, desired_size = 20 }
  }
}
`;
    const rules = (text: string) => [...new Set(workspaceRules(text))];
    expect(rules(vpc('10.0.0.0/27'))).toEqual(['subnet-too-small']);
    checkClean(vpc('10.0.0.0/18'));
  });
});

function workspaceRules(text: string): readonly string[] {
  const files = text
    .split(/^# file: /m)
    .slice(1)
    .map((part) => ({ path: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n') + 1) }));
  return findings(files).map(({ rule }) => rule);
}

describe('an editor, at what another file takes', () => {
  const other = `# file: m/main.tf\n${cluster}${addon}`;
  it('explains and completes it', () => {
    const text = (line: string) =>
      `# file: m/a.tf\nlocals {\n  values = {\n    env = {\n${line}\n    }\n  }\n}\n${other}`;
    checkHover(text('      WARM_IP_$0TARGET = "5"'), ['WARM_IP_TARGET']);
    checkCompletion(text('      AWS_VPC_K8S_CNI_EXTERNALSNAT = "$0"'), {
      label: 'true',
      expected: text('      AWS_VPC_K8S_CNI_EXTERNALSNAT = "true"'),
    });
  });

  it('says nothing at the name, nor where such a value would stand in the file that takes it', () => {
    const at = (text: string) => hoverText(`# file: m/main.tf\n${text}# file: m/a.tf\n${values}`);
    for (let offset = 0; offset < addon.length; offset++) {
      expect(at(`${addon.slice(0, offset)}$0${addon.slice(offset)}`) ?? '').not.toContain('five');
    }
  });

  it('hints at it where it stands', () => {
    const workspace = workspaceOf([
      {
        path: 'm/a.tf',
        text: 'locals {\n  groups = {\n    web = { instance_types = ["m5.large"], ami_type = "AL2023_x86_64_STANDARD" }\n  }\n}\n',
      },
      {
        path: 'm/main.tf',
        text: 'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  name = "shop"\n  eks_managed_node_groups = local.groups\n}\n',
      },
    ]);
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    expect(inlayHints(workspace, 'm/a.tf', all).map(({ position }) => position.line)).toEqual([2]);
    expect(inlayHints(workspace, 'm/main.tf', all)).toEqual([]);
  });

  it('follows an item of a list', () => {
    const group = 'web = { instance_types = [local.type], ami_type = "AL2023_x86_64_STANDARD" }';
    const workspace = workspaceOf([
      { path: 'm/a.tf', text: 'locals {\n  type = "m5.large"\n}\n' },
      {
        path: 'm/main.tf',
        text: `module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  eks_managed_node_groups = {\n    ${group}\n  }\n}\n`,
      },
    ]);
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    expect(inlayHints(workspace, 'm/a.tf', all).map(({ label }) => label)).toEqual(['= 29 pods']);
    expect(inlayHints(workspace, 'm/main.tf', all)).toEqual([]);
  });
});

describe('files that come, change and go', () => {
  const texts: readonly string[] = [
    addon,
    values,
    values.replace('five', '5'),
    'locals {\n  values = { env = local.env }\n}\n',
    'locals {\n  env = { WARM_IP_TARGET = "many" }\n}\n',
    `# moved\n${values}`,
    cluster,
  ];

  it('leave what a fresh look finds, in any order, with and without their texts', () => {
    expect(checkFilesThatChange({ seed: 7, steps: 300, uris: ['m/a.tf', 'm/b.tf', 'm/c.tf'], texts })).toBeGreaterThan(
      0,
    );
  });

  it('leave all objects as they are where nothing changed', () => {
    const before = withFiles(emptyWorkspace, [
      { uri: 'm/main.tf', text: addon },
      { uri: 'm/a.tf', text: values },
    ]);
    const after = withFiles(before, [{ uri: 'n/notes.md', text: 'About vpc-cni.\n' }]);
    expect(after.files.get('m/main.tf')).toBe(before.files.get('m/main.tf'));
    expect(after.clusters[0]).toBe(before.clusters[0]);
  });
});
