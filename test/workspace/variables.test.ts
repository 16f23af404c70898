import { describe, expect, it } from 'vitest';
import { definition } from '../../server/features/definition.js';
import { inlayHints } from '../../server/features/inlayHints.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkCompletion, hoverText, marked } from '../harness/features.js';
import { checkFilesThatChange } from '../harness/filesThatChange.js';

/* Variables of Terraform whose default is plain: what stands there is wrong or right whoever else gives another value, and nothing else is known by it. */

const addon = (values: string) => `resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = ${values}
}
`;
const variable = (name: string, value: string, type?: string) =>
  `variable "${name}" {\n${type === undefined ? '' : `  type    = ${type}\n`}  default = ${value}\n}\n`;

const target = addon('jsonencode({ env = { WARM_IP_TARGET = var.target } })');

/** Where something is found, as `file rule text`. */
function places(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return findings(texts).map(({ uri, rule, range: { span } }) => {
    const text = files[uri]?.slice(span.start, span.end);
    return `${uri} ${rule} ${text}`;
  });
}

describe('the default of a variable', () => {
  it('is judged where it stands, and mended there', () => {
    const text = (value: string, mark = '') => `# file: m/variables.tf
variable "target" {
  default = "${value}"
${mark}}
# file: m/main.tf
${target.replace('IP', 'ENI')}`;
    check(text('five', '#           ^^^^^^ warning invalid-integer: WARM_ENI_TARGET is "five"\n'));
    checkFix(text('2 '), { rule: 'invalid-integer', expected: text('2') });
    expect(checkAllFixes(text('2 '))).toBeGreaterThan(0);
  });

  it.each([
    ['a variable', target, variable('target', '"five"')],
    ['a map of them', addon('jsonencode({ env = var.target })'), variable('target', '{ WARM_IP_TARGET = "five" }')],
    ['all values', addon('jsonencode(var.target)'), variable('target', '{ env = { WARM_IP_TARGET = "five" } }')],
    [
      'a part',
      addon('jsonencode({ env = var.target.env["cni"] })'),
      variable('target', '{ env = { cni = { WARM_IP_TARGET = "five" } } }'),
    ],
    ['a text of JSON', addon('var.target'), variable('target', '"{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}"')],
    ['a here-document', addon('var.target'), variable('target', '<<-EOT\n    env:\n      WARM_IP_TARGET: five\n  EOT')],
    [
      'a local value that names it',
      `${addon('jsonencode(local.values)')}locals {\n  values = { env = { WARM_IP_TARGET = var.target } }\n}\n`,
      variable('target', '"five"'),
    ],
    [
      'an argument of merge',
      addon('jsonencode({ env = merge(var.target, { WARM_ENI_TARGET = "1" }) })'),
      variable('target', '{ WARM_IP_TARGET = "five" }'),
    ],
    [
      'what is merged behind',
      addon('jsonencode({ env = merge({ WARM_ENI_TARGET = "1" }, var.target, var.none) })'),
      `${variable('target', '{ WARM_IP_TARGET = "five" }')}${variable('none', '{}')}`,
    ],
    [
      'the add-ons of a module',
      'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = var.target\n}\n',
      variable('target', '{ vpc-cni = { configuration_values = "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}" } }'),
    ],
    [
      'what nothing takes',
      '',
      variable('target', '{ vpc-cni = { configuration_values = "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}" } }'),
    ],
    [
      'the DaemonSet',
      'resource "kubernetes_env" "cni" {\n  kind = "DaemonSet"\n  metadata {\n    name = "aws-node"\n    namespace = "kube-system"\n  }\n  container = "aws-node"\n  env {\n    name = "WARM_IP_TARGET"\n    value = var.target\n  }\n  api_version = "apps/v1"\n}\n',
      variable('target', '"five"'),
    ],
  ])('is followed: %s', (_, main, variables) => {
    const found = (files: Readonly<Record<string, string>>) => places(files).map((each) => each.replace(/[\\"]/g, ''));
    expect(found({ 'm/main.tf': main, 'm/variables.tf': variables })).toEqual(['m/variables.tf invalid-integer five']);
    expect(found({ 'm/main.tf': main + variables })).toEqual(['m/main.tf invalid-integer five']);
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(found({ 'm/main.tofu': crlf(main), 'm/a.tofu': `\uFEFF${crlf(variables)}` })).toEqual([
      'm/a.tofu invalid-integer five',
    ]);
  });

  it.each([
    ['that there is none', { 'm/variables.tf': 'variable "target" {\n  type = string\n}\n' }],
    ['that is declared twice', { 'm/b.tf': variable('target', '"five"') }],
    ['of another folder', { 'm/variables.tf': '', 'm/n/variables.tf': variable('target', '"five"') }],
    ['that is null', { 'm/variables.tf': variable('target', 'null') }],
    ['that is empty, for somebody to fill in', { 'm/variables.tf': variable('target', '""') }],
    ['that is no literal', { 'm/variables.tf': variable('target', 'local.x ? "five" : "six"') }],
    ['that its type refuses', { 'm/variables.tf': variable('target', '"five"', 'number') }],
    ['of a type that nobody knows', { 'm/variables.tf': variable('target', '"five"', 'strin') }],
    ['in a README', { 'm/variables.tf': '', 'm/README.md': `\`\`\`hcl\n${variable('target', '"five"')}\`\`\`\n` }],
    ['behind a condition', { 'm/main.tf': target.replace('var.target', 'var.target == "" ? "1" : var.target') }],
    [
      'in a loop',
      { 'm/main.tf': target.replace('{ WARM_IP_TARGET = var.target }', '{ for k in var.target : k => k }') },
    ],
    ['behind a function', { 'm/main.tf': target.replace('var.target', 'lower(var.target)') }],
    ['that is being typed', { 'm/variables.tf': 'variable "target" {\n  default = "five"\n' }],
    ['in a file that is being typed', { 'm/main.tf': `${target}resource "x" {` }],
  ])('is unknown where it is one %s', (_, files) => {
    const all = { 'm/main.tf': target, 'm/variables.tf': variable('target', '"five"'), ...files };
    expect(places(all)).toEqual([]);
  });

  it('is of the type that the variable is declared with', () => {
    const found = (value: string, type?: string, use = 'var.target') =>
      places({
        'm/main.tf': addon(`jsonencode({ env = { WARM_ENI_TARGET = ${use} } })`),
        'm/variables.tf': variable('target', value, type),
      });
    expect(found('2')).toEqual(['m/variables.tf unquoted-value 2']);
    expect(found('2', 'any')).toEqual(['m/variables.tf unquoted-value 2']);
    expect(found('2', 'string')).toEqual([]);
    expect(found('"2"', 'number')).toEqual(['m/variables.tf unquoted-value "2"']);
    expect(found('{ a = 2 }', 'map(string)', 'var.target.a')).toEqual([]);
    expect(found('{ a = 2 }', 'map(number)', 'var.target.a')).toEqual(['m/variables.tf unquoted-value 2']);
    // Elements of one type: of a number and a text both are texts.
    expect(found('{ a = 2, b = "x" }', 'map(any)', 'var.target.a')).toEqual([]);
    const object = 'object({\n    # How many\n    a = optional(string, "1")\n    b = list(number), c = map(any)\n  })';
    expect(found('{ a = 2, b = [] }', object, 'var.target.a')).toEqual([]);
    expect(found('{ a = "x", b = [], c = {} }', object, 'var.target.a')).toEqual([
      'm/variables.tf invalid-integer "x"',
    ]);
    // What the type does not name is left out.
    expect(found('{ a = "1", d = "x" }', object, 'var.target.d')).toEqual([]);
  });

  it('says where the type is at fault, and not that quotes are missing', () => {
    check(`# file: main.tf
${target}# file: variables.tf
variable "target" {
  type    = number
  default = 5
#           ^ error unquoted-value: WARM_IP_TARGET is a number, as its variable is declared: the add-on refuses all but strings
}
`);
  });

  it('is no fact: nothing follows from it', () => {
    const group = `resource "aws_eks_node_group" "web" {
  cluster_name   = "shop"
  instance_types = ["t3.medium"]
  ami_type       = "AL2023_x86_64_STANDARD"
  subnet_ids     = []
}
resource "aws_eks_cluster" "shop" {
  name = "shop"
}
`;
    const env =
      '{ ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "0", MINIMUM_IP_TARGET = "2", MAX_ENI = "1" }';
    const main = addon('jsonencode({ env = var.env })') + group;
    checkClean(`# file: main.tf\n${main}# file: variables.tf\n${variable('env', env)}`);
    expect(findings([{ path: 'main.tf', text: main.replace('var.env', env) }]).length).toBeGreaterThan(0);
  });
});

describe('a file of values', () => {
  const variables = variable('target', '"five"');
  const found = (files: Readonly<Record<string, string>>) =>
    places({ 'm/main.tf': target, 'm/variables.tf': variables, ...files });

  it('says more than the default where Terraform reads it by itself', () => {
    expect(found({ 'm/terraform.tfvars': 'target = "5"\n' })).toEqual([]);
    expect(found({ 'm/terraform.tfvars': 'target = "six"\n' })).toEqual(['m/terraform.tfvars invalid-integer "six"']);
    expect(found({ 'm/a.auto.tfvars': 'target = "six"\n' })).toEqual(['m/a.auto.tfvars invalid-integer "six"']);
    expect(found({ 'm/terraform.tfvars': 'other = "six"\n' })).toEqual(['m/variables.tf invalid-integer "five"']);
  });

  it('counts by its name: of several the last', () => {
    const six = 'target = "six"\n';
    expect(found({ 'm/terraform.tfvars': six, 'm/a.auto.tfvars': 'target = "5"\n' })).toEqual([]);
    expect(found({ 'm/b.auto.tfvars': six, 'm/a.auto.tfvars': 'target = "5"\n' })).toEqual([
      'm/b.auto.tfvars invalid-integer "six"',
    ]);
  });

  it('is passed over where somebody has to name it', () => {
    expect(found({ 'm/prod.tfvars': 'target = "5"\n' })).toEqual(['m/variables.tf invalid-integer "five"']);
    expect(found({ 'm/n/terraform.tfvars': 'target = "5"\n' })).toEqual(['m/variables.tf invalid-integer "five"']);
  });

  it('is of the type of its variable, and nothing without one', () => {
    const files = (type: string, value: string) => ({
      'm/variables.tf': `variable "target" {\n  type = ${type}\n}\n`,
      'm/terraform.tfvars': `target = ${value}\n`,
    });
    expect(found(files('string', '5'))).toEqual([]);
    expect(found(files('string', '"six"'))).toEqual(['m/terraform.tfvars invalid-integer "six"']);
    expect(found({ 'm/variables.tf': '', 'm/terraform.tfvars': 'target = "six"\n' })).toEqual([]);
  });

  it('is looked through for add-ons, whatever it is called', () => {
    const addons =
      'addons = { vpc-cni = { configuration_values = "{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}" } }\n';
    expect(places({ 'm/prod.tfvars': addons })).toEqual(['m/prod.tfvars invalid-integer \\"five\\"']);
  });
});

describe('an editor', () => {
  const main = addon('jsonencode({ env = var.env })');
  const at = (text: string) => {
    const { workspace, uri, position } = marked(text);
    return definition(workspace, uri, position).map(
      ({ uri: to, range }) => `${to}:${range.start.line}:${range.start.character}`,
    );
  };

  it('explains a default where it stands, under the condition that it holds', () => {
    const text = `# file: m/variables.tf\n${variable('env', '{ WARM_IP_$0TARGET = "5" }')}# file: m/main.tf\n${main}`;
    const said = hoverText(text) ?? '';
    expect(said).toContain('WARM_IP_TARGET = 5 addresses');
    expect(said).toContain('This holds unless something gives the variable of Terraform another value');
    const { workspace } = marked(text);
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    expect(inlayHints(workspace, 'm/variables.tf', all)).toEqual([]);
  });

  it('proposes names and values there', () => {
    const text = (line: string) =>
      `# file: m/variables.tf\nvariable "env" {\n  default = {\n${line}\n  }\n}\n# file: m/main.tf\n${main}`;
    checkCompletion(text('    AWS_VPC_K8S_CNI_EXTERNALSNAT = "$0"'), {
      label: 'true',
      expected: text('    AWS_VPC_K8S_CNI_EXTERNALSNAT = "true"'),
    });
  });

  it('leads from a name to its value', () => {
    const files = (use: string, values = '') =>
      `# file: m/main.tf\n${addon(`jsonencode({ env = { WARM_IP_TARGET = ${use} } })`)}# file: m/a.tf\n${variable('target', '"5"', 'string')}locals {\n  target = "6"\n}\n${values}`;
    expect(at(files('var.tar$0get'))).toEqual(['m/a.tf:2:12']);
    expect(at(files('local.tar$0get'))).toEqual(['m/a.tf:5:11']);
    expect(at(files('"${var.target$0}"'))).toEqual(['m/a.tf:2:12']);
    expect(at(files('var.target == "" ? "1" : var.$0target'))).toEqual(['m/a.tf:2:12']);
    expect(at(files('var.tar$0get', '# file: m/terraform.tfvars\ntarget = "7"\n'))).toEqual(['m/terraform.tfvars:0:9']);
    expect(at(files('var.$0target', `# file: m/b.tf\n${variable('target', '"7"')}`))).toEqual([
      'm/a.tf:0:18',
      'm/b.tf:0:18',
    ]);
    expect(at(files('var.oth$0er'))).toEqual([]);
    expect(at(files('"var.tar$0get"'))).toEqual([]);
  });
});

describe('a comment', () => {
  it('silences a finding where the default stands', () => {
    const silenced = variable('target', '"five"').replace(
      '  default',
      '  # eni-lens-disable-next-line invalid-integer\n  default',
    );
    expect(places({ 'm/main.tf': target, 'm/variables.tf': silenced })).toEqual([]);
  });
});

describe('files that come, change and go', () => {
  const texts: readonly string[] = [
    target,
    addon('jsonencode({ env = local.env })'),
    'locals {\n  env = { WARM_IP_TARGET = var.target }\n}\n',
    variable('target', '"five"'),
    variable('target', '5', 'string'),
    `# moved\n${variable('target', '"five"')}`,
    'target = "six"\n',
    `${target}${variable('target', '"many"')}`,
  ];
  const names = ['m/a.tf', 'm/b.tf', 'm/c.tf', 'm/terraform.tfvars', 'm/z.auto.tfvars'];

  it('leave what a fresh look finds, in any order, with and without their texts', () => {
    expect(checkFilesThatChange({ seed: 11, steps: 400, uris: names, texts })).toBeGreaterThan(0);
  });
});
