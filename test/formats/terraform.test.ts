import { describe, expect, it } from 'vitest';
import {
  check,
  checkAllFixes,
  checkClean,
  checkFix,
  checkFixesWithCrlf,
  expectSameTakenApart,
  findings,
} from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';

/** What is found in a file, as `rule text`. */
function found(text: string, path = 'main.tf'): readonly string[] {
  const files = [{ path, text }];
  const reports = findings(files);
  expectSameTakenApart(files, reports);
  return reports.map(({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end)}`);
}

/** An add-on of its own with these configuration values. */
function addon(values: string, more = ''): string {
  return `resource "aws_eks_addon" "cni" {
  cluster_name         = "shop"
  addon_name           = "vpc-cni"
  configuration_values = ${values}
${more}}
`;
}

/** The module of the community with these arguments. */
function eks(inside: string): string {
  return `module "eks" {
  source = "terraform-aws-modules/eks/aws"
  name   = "shop"
${inside}}
`;
}

const env = 'env = { WARM_IP_TARGET = "five" }';
const values = `jsonencode({ ${env} })`;

describe('which add-ons are read', () => {
  it.each([
    addon(values),
    addon(`yamlencode({ ${env} })`),
    addon(`jsonencode(merge(local.more, { ${env} }))`),
    addon('"{\\"env\\":{\\"WARM_IP_TARGET\\":\\"five\\"}}"'),
    addon('<<EOT\n{"env": {"WARM_IP_TARGET": "five"}}\nEOT'),
    addon('<<-EOT\n    env:\n      WARM_IP_TARGET: "five"\n  EOT'),
    addon(`jsonencode({ "env" : { "WARM_IP_TARGET" : "five" } })`),
    addon(`jsonencode({ env = { WARM_IP_TARGET = "five", WARM_ENI_TARGET = var.warm } })`),
    addon('jsonencode(local.cni)', `}\nlocals {\n  cni = { ${env} }\n`),
    addon('jsonencode(merge(local.cni, { init = {} }))', `}\nlocals {\n  cni = { ${env} }\n`),
    addon('jsonencode(merge({ env = {} }, local.cni))', `}\nlocals {\n  cni = { ${env} }\n`),
    addon('jsonencode(merge(local.a, local.b))', `}\nlocals {\n  a = { env = {} }\n  b = { ${env} }\n`),
    addon('jsonencode(merge(var.more, local.cni.values))', `}\nlocals {\n  cni = { values = merge({ ${env} }, {}) }\n`),
    addon(
      'jsonencode({ env = merge(local.env, { POD_MTU = "8951" }) })',
      '}\nlocals {\n  env = merge(local.more, { MINIMUM_IP_TARGET = "9" })\n  more = { WARM_IP_TARGET = "five" }\n',
    ),
    eks(
      `  addons = merge(local.addons, { coredns = {} })\n}\nlocals {\n  addons = { vpc-cni = { configuration_values = ${values} } }\n`,
    ),
    eks(
      `  addons = { vpc-cni = merge(local.defaults, { most_recent = true }) }\n}\nlocals {\n  defaults = { configuration_values = ${values} }\n`,
    ),
    addon('jsonencode({ env = local.cni })', '}\nlocals {\n  cni = { WARM_IP_TARGET = "five" }\n'),
    addon(
      'jsonencode(local.cni)',
      '}\nlocals {\n  cni = { env = local.env }\n  env = { WARM_IP_TARGET = local.target }\n  target = "five"\n',
    ),
    addon('jsonencode(local.all.cni)', `}\nlocals {\n  all = { cni = { ${env} } }\n`),
    addon('local.all["vpc-cni"].values', `}\nlocals {\n  all = { "vpc-cni" = { values = ${values} } }\n`),
    `locals {\n  addons = { vpc-cni = { configuration_values = ${values} } }\n}\n`,
    `locals {\n  eks = { vpc_cni_configuration_values = ${values} }\n}\nmodule "eks" {\n  source = "../modules/eks"\n  cni_configuration_values = local.eks.vpc_cni_configuration_values\n}\n`,
    `module "eks" {\n  source = "../modules/eks"\n  vpc_cni_configuration_values = ${values}\n}\n`,
    `locals {\n  vpc_cni_configuration_values = var.on ? ${values} : null\n}\n`,
    `locals {\n  eks = { addons = { vpc-cni = { configuration_values = ${values} } } }\n}\n`,
    `variable "addons" {\n  default = { vpc-cni = { configuration_values = ${values} } }\n}\n`,
    addon('jsonencode(var.cni)', '}\nvariable "cni" {\n  default = { env = { WARM_IP_TARGET = "five" } }\n'),
    eks(`  addons = local.addons\n}\nlocals {\n  addons = { vpc-cni = { configuration_values = ${values} } }\n`),
    `${addon(values).replace('"vpc-cni"', 'local.name')}locals {\n  name = "vpc-cni"\n}\n`,
    addon(values).replace('"vpc-cni"', '( "vpc-cni" ) # comment'),
    eks(`  cluster_addons = { vpc-cni = { configuration_values = ${values} } }\n`),
    eks(
      `  addons = {\n    coredns = {}\n    cni = {\n      name = "vpc-cni"\n      configuration_values = ${values}\n    }\n  }\n`,
    ),
    `module "x" {\n  source = "cloudposse/eks-cluster/aws"\n  addons = [{ addon_name = "vpc-cni", configuration_values = ${values} }]\n}\n`,
    `module "x" {\n  source = "./modules/eks"\n  eks_addons = { "vpc-cni" = { configuration_values = ${values} } }\n}\n`,
  ])('%s', (text) => expect(found(text).map((each) => each.replace(/\\?"/g, ''))).toEqual(['invalid-integer five']));

  it('in the JSON form of the language too', () => {
    const inner = JSON.stringify({ env: { WARM_IP_TARGET: 'five' } });
    const json = { resource: { aws_eks_addon: { cni: { addon_name: 'vpc-cni', configuration_values: inner } } } };
    expect(found(JSON.stringify(json), 'main.tf.json')).toEqual(['invalid-integer \\"five\\"']);
    expect(found(JSON.stringify(json), 'plan.json')).toEqual([]);
  });

  it.each([
    ['another add-on', addon(values).replace('vpc-cni', 'coredns')],
    ['a name that is not seen', addon(values).replace('"vpc-cni"', 'var.name')],
    ['a data source', addon(values).replace('resource', 'data')],
    ['a comment', addon(values).replace(/^/gm, '# ')],
    ['an expression', addon(`var.on ? ${values} : var.values`)],
    [
      'a local value that is defined by itself',
      addon('jsonencode(local.cni)', '}\nlocals {\n  cni = { env = local.env }\n  env = local.cni.env\n'),
    ],
    [
      'a part of a local value that nobody sees into',
      addon('jsonencode(local.all.cni)', `}\nlocals {\n  all = merge({ cni = { ${env} } }, var.more)\n`),
    ],
    [
      'a local value of two definitions',
      addon('jsonencode(local.a)', `}\nlocals {\n  a = { ${env} }\n}\nlocals {\n  a = {}\n`),
    ],
    [
      'what a local value says otherwise behind',
      addon(`jsonencode(merge({ ${env} }, local.cni))`, '}\nlocals {\n  cni = { env = {} }\n'),
    ],
    [
      'what stands otherwise behind a local value',
      addon(`jsonencode(merge(local.cni, { env = {} }))`, `}\nlocals {\n  cni = { ${env} }\n`),
    ],
    ['what a local value adds behind that nobody sees', addon(`jsonencode(merge({ ${env} }, local.more))`)],
    [
      'a local value merged with itself',
      addon('jsonencode(local.a)', `}\nlocals {\n  a = merge({ ${env} }, local.a)\n`),
    ],
    ['what a variable adds behind', addon(`jsonencode(merge({ ${env} }, var.more))`)],
    ['a file', addon('file("values.json")')],
    ['a for expression', addon('jsonencode({ for k, v in { WARM_IP_TARGET = "five" } : k => v })')],
    [
      'a value that is not seen',
      addon('jsonencode({ env = { WARM_IP_TARGET = var.target, MINIMUM_IP_TARGET = tostring(local.x) } })'),
    ],
    ['a text with something put in', addon('jsonencode({ env = { WARM_IP_TARGET = "${var.target}" } })')],
    [
      'an add-on among others in a map of somebody else',
      `module "x" {\n  source = "./x"\n  things = { vpc-cni = { configuration_values = ${values} } }\n}\n`,
    ],
    ['GKE', 'resource "google_container_cluster" "x" {\n  default_max_pods_per_node = 110\n  # vpc-cni\n}\n'],
    [
      'AKS',
      'resource "azurerm_kubernetes_cluster" "x" {\n  default_node_pool {\n    max_pods = 250 # vpc-cni\n  }\n}\n',
    ],
  ])('not %s', (_, text) => expect(found(text)).toEqual([]));
});

describe('what stands in merge', () => {
  const merged = (...objects: readonly string[]) =>
    `# file: main.tf\n${addon(`jsonencode({ env = merge(${objects.join(', ')}) })`)}`;
  const prefixes = 'ENABLE_PREFIX_DELEGATION = "true"';

  it('is taken out of its object', () => {
    checkFix(merged(`{ ${prefixes} }`, '{ WARM_ENI_TARGET = "2", WARM_PREFIX_TARGET = "1" }'), {
      rule: 'warm-eni-target-ignored',
      expected: merged(`{ ${prefixes} }`, '{ WARM_PREFIX_TARGET = "1" }'),
    });
    checkFix(merged(`{ ${prefixes}, WARM_PREFIX_TARGET = "1" }`, '{\n      WARM_ENI_TARGET = "2"\n    }'), {
      rule: 'warm-eni-target-ignored',
      expected: merged(`{ ${prefixes}, WARM_PREFIX_TARGET = "1" }`, '{\n    }'),
    });
  });

  it('stays where it hides another of that name', () => {
    const text = merged(
      `{ ${prefixes}, WARM_PREFIX_TARGET = "1", WARM_ENI_TARGET = "3" }`,
      '{ WARM_ENI_TARGET = "2" }',
    );
    const found = findings(parseFixture(text).files).filter(({ rule }) => rule === 'warm-eni-target-ignored');
    expect(found.map(({ fixes }) => fixes.length)).toEqual([0]);
  });
});

describe('local values in merge', () => {
  const local = (value: string) => `locals {\n  env = {\n    ENABLE_PREFIX_DELEGATION = "${value}"\n  }\n}\n`;
  const use = addon('jsonencode({ env = merge({ WARM_PREFIX_TARGET = "1" }, local.env) })');

  it.each(['', '# file: m/cni.tf\n'])('are mended where they are written, also in another file', (file) => {
    const text = (value: string) => `# file: m/locals.tf\n${local(value)}${file}${use}`;
    checkFix(text('yes'), { rule: 'invalid-boolean', expected: text('true') });
    checkFixesWithCrlf(text('yes'));
    expect(findings(parseFixture(text('yes')).files).map(({ uri, rule }) => `${uri} ${rule}`)).toEqual([
      'm/locals.tf invalid-boolean',
    ]);
  });
});

describe('settings that are no add-on', () => {
  it('of kubernetes_env, whose numbers become texts', () => {
    check(`# file: main.tf
resource "kubernetes_env" "cni" {
  container   = "aws-node"
  api_version = "apps/v1"
  kind        = "DaemonSet"
  metadata {
    name      = "aws-node"
    namespace = "kube-system"
  }
  env {
    name  = "WARM_IP_TARGET"
    value = "five"
#           ^^^^^^ warning invalid-integer: WARM_IP_TARGET is "five"
  }
  env {
    name  = "MAX_ENI"
    value = 2
  }
}
`);
  });

  it('of the chart, as values and one by one', () => {
    check(`# file: main.tf
resource "helm_release" "cni" {
  chart  = "aws-vpc-cni"
  values = [yamlencode({ env = { WARM_IP_TARGET = "five", ENABLE_POD_ENI = true } }), file("more.yaml")]
# 50..56 warning invalid-integer: WARM_IP_TARGET is "five"
  set {
    name  = "env.MINIMUM_IP_TARGET"
    value = "ten"
#           ^^^^^ warning invalid-integer: MINIMUM_IP_TARGET is "ten"
  }
}
`);
  });

  it.each([
    [
      'another chart',
      'resource "helm_release" "x" {\n  chart = "other"\n  values = [yamlencode({ env = { WARM_IP_TARGET = "five" } })]\n}\n',
    ],
    [
      'another object',
      'resource "kubernetes_env" "x" {\n  container = "aws-node"\n  kind = "DaemonSet"\n  metadata {\n    name = "other"\n  }\n  env {\n    name = "WARM_IP_TARGET"\n    value = "five"\n  }\n}\n',
    ],
    [
      'a list in a text',
      'resource "helm_release" "x" {\n  chart = "aws-vpc-cni"\n  set {\n    name = "env.WARM_IP_TARGET"\n    value = "5,env.X=6"\n  }\n}\n',
    ],
    [
      'a value that is put in',
      'resource "helm_release" "x" {\n  chart = "aws-vpc-cni"\n  dynamic "set" {\n    for_each = var.sets\n    content {\n      name = "env.WARM_IP_TARGET"\n      value = "five"\n    }\n  }\n}\n',
    ],
  ])('not of %s', (_, text) => expect(found(text)).toEqual([]));
});

describe('manifests in Terraform', () => {
  it('are read as objects and as YAML', () => {
    check(
      `# file: main.tf
resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1"
    kind       = "ENIConfig"
    metadata   = { name = "eu-west-1a" }
    spec       = { subnet = "sg-0123456789abcdef0" }
# 28..50 error eniconfig-invalid-id: sg-0123456789abcdef0 is not a subnet
  }
}
resource "kubectl_manifest" "b" {
  yaml_body = <<-YAML
    apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata:
      name: eu-west-1b
    spec:
      subnet: sg-0123456789abcdef0
#             ^^^^^^^^^^^^^^^^^^^^ error eniconfig-invalid-id: sg-0123456789abcdef0 is not a subnet
  YAML
}
`,
      { only: 'eniconfig-invalid-id' },
    );
  });

  it('are unknown where something is put in', () => {
    checkClean(`# file: main.tf
resource "kubectl_manifest" "b" {
  for_each  = local.subnets
  yaml_body = <<-YAML
    apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata:
      name: \${each.key}
    spec:
      subnet: \${each.value.id}
      securityGroups:
        - \${module.eks.node_security_group_id}
  YAML
}
resource "kubernetes_manifest" "c" {
  for_each = toset(local.zones)
  manifest = {
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1"
    kind       = "ENIConfig"
    metadata   = { name = each.key }
    spec       = { subnet = each.value, securityGroups = [module.eks.id] }
  }
}
resource "aws_eks_addon" "cni" {
  addon_name           = "vpc-cni"
  configuration_values = jsonencode({ env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true", ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" } })
}
`);
  });
});

describe('what Terraform runs', () => {
  /** A command that is run when a resource is made, between two lines of a here-document. */
  function run(command: string, more = ''): string {
    return `resource "terraform_data" "cni" {\n  provisioner "local-exec" {\n${more}    command = <<-EOT\n      ${command}\n    EOT\n  }\n}\n`;
  }
  const setEnv = 'kubectl set env daemonset aws-node -n kube-system WARM_IP_TARGET=five';

  it.each([
    ['a here-document', run(setEnv)],
    ['a text', `resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "${setEnv}"\n  }\n}\n`],
    ['a shell', run(setEnv, '    interpreter = ["/bin/bash", "-c"]\n')],
    ['something put in elsewhere', run(`${setEnv} --kubeconfig \${local_file.config.filename}`)],
    [
      'a resource of AWS',
      `resource "aws_eks_cluster" "x" {\n  name = "x"\n  provisioner "local-exec" {\n    command = "${setEnv}"\n  }\n}\n`,
    ],
    [
      'a command for the add-on',
      run(
        `aws eks update-addon --cluster-name x --addon-name vpc-cni --configuration-values '{"env":{"WARM_IP_TARGET":"five"}}'`,
      ),
    ],
  ])('is read as a script: %s', (_, text) =>
    expect(found(text).map((each) => each.replaceAll('"', ''))).toEqual(['invalid-integer five']),
  );

  it.each([
    ['a value that is put in', run(setEnv.replace('five', '${var.target}'))],
    ['what is only printed', run(`echo ${setEnv}`)],
    ['another program', run(setEnv, '    interpreter = ["python3", "-c"]\n')],
    ['what runs at the end', run(setEnv, '    when = destroy\n')],
    ['another machine', run(setEnv).replace('local-exec', 'remote-exec')],
    ['another DaemonSet', run(setEnv.replace('aws-node', 'node-local-dns'))],
  ])('but not %s', (_, text) => expect(found(text)).toEqual([]));

  it('is mended where it stands', () => {
    const label = (name: string) => run(`kubectl set env ds aws-node -n kube-system ENI_CONFIG_LABEL_DEF=${name}`);
    checkFix(`# file: main.tf\n${label('failure-domain.beta.kubernetes.io/zone')}`, {
      rule: 'zone-label-deprecated',
      expected: label('topology.kubernetes.io/zone'),
    });
  });
});

describe('ConfigMaps in Terraform', () => {
  it.each(['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'])(
    'are read: %s',
    (type) => {
      check(`# file: main.tf
resource "${type}" "cni" {
  metadata {
    name      = "amazon-vpc-cni"
    namespace = "kube-system"
  }
  data = {
    "branch-eni-cooldown" = "soon"
#                           ^^^^^^ warning configmap-value-replaced: branch-eni-cooldown is "soon"
  }
}
`);
    },
  );

  it('are others by another name', () => {
    checkClean(`# file: main.tf
resource "kubernetes_config_map" "cni" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = { "branch-eni-cooldown" = "soon" }
}
`);
  });
});

describe('values that reset nothing', () => {
  it('are null and nothing else', () => {
    expect(found(addon('null'))).toEqual(['addon-values-not-reset null']);
    expect(found(addon('jsonencode({})'))).toEqual([]);
    expect(found(addon('var.on ? "{}" : null'))).toEqual([]);
    expect(found(addon('null').replace(/ {2}configuration_values.*\n/, ''))).toEqual([]);
  });

  it('become an empty object', () => {
    checkFix(`# file: main.tf\n${addon('null')}`, { rule: 'addon-values-not-reset', expected: addon('"{}"') });
  });
});

describe('a file that is being typed', () => {
  const text = `${addon(values, '  timeouts {\n    create = "5m"\n  }\n')}${eks(`  addons = {\n    vpc-cni = { most_recent = true }\n  }\n`)}`;

  it('has what stands before the place where it ends, and nothing is said that a rest could mend', () => {
    const setting = text.indexOf('"five"') + '"five"'.length;
    for (let end = 0; end <= text.length; end++) {
      const read = found(text.slice(0, end)).filter((each) => each !== 'invalid-integer "five"');
      expect([end, read]).toEqual([end, []]);
      if (end > setting) expect(found(text.slice(0, end))).toContain('invalid-integer "five"');
    }
  });

  it.each(['foo = ', 'foo', 'foo = "abc', 'foo = var.', 'foo = [', 'foo = {', 'foo {', 'foo = jsonencode({', '"'])(
    'has what stands behind %j in another block',
    (typed) => {
      expect(found(`module "x" {\n  ${typed}\n}\n\n${addon(values)}`)).toEqual(['invalid-integer "five"']);
    },
  );
});

describe('findings in Terraform', () => {
  it('stand at their places, in objects and in here-documents', () => {
    check(`# file: main.tf
resource "aws_eks_addon" "cni" {
  addon_name = "vpc-cni"
  configuration_values = jsonencode({
    env = {
      ENABLE_PREFIX_DELEGATON = "true"
#     ^^^^^^^^^^^^^^^^^^^^^^^ warning addon-unsupported-key: ENABLE_PREFIX_DELEGATON is not a variable of the CNI
      WARM_ENI_TARGET         = 1
#                               ^ error unquoted-value: WARM_ENI_TARGET is 1 without quotes
    }
  })
}
`);
    check(`# file: main.tf
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  addons = {
    vpc-cni = {
      configuration_values = <<-EOT
        env:
          WARM_IP_TARGET: "ten"
#                         ^^^^^ warning invalid-integer: WARM_IP_TARGET is "ten"
      EOT
    }
  }
}
`);
  });

  it('are silenced by comments', () => {
    checkClean(`# file: main.tf
resource "aws_eks_addon" "cni" {
  addon_name = "vpc-cni"
  configuration_values = jsonencode({
    env = {
      # eni-lens-disable-next-line invalid-integer -- a test
      WARM_IP_TARGET = "ten"
    }
  })
}
`);
  });

  it('know that EKS gives a managed group the max pods of its smallest type', () => {
    check(`# file: main.tf
module "eks" {
  source       = "terraform-aws-modules/eks/aws"
  cluster_name = "dev"
  cluster_addons = {
    vpc-cni = {
      before_compute       = true
      configuration_values = jsonencode({ env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" } })
    }
  }
  eks_managed_node_groups = {
    infra = { instance_types = ["t2.medium", "m5.large"] }
# 32..43 info mixed-instance-capacity: EKS gives every node of a group the max pods of its smallest instance type, t2.medium with 17
  }
}
`);
  });

  it('know what a node of its own computes', () => {
    check(`# file: main.tf
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  addons = {
    vpc-cni = {
      configuration_values = jsonencode({
        env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true", ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" }
      })
    }
  }
  self_managed_node_groups = {
    w = { ami_type = "AL2023_x86_64_STANDARD", instance_type = "m5.large" }
#   ^ warning max-pods-above-capacity: The node's own max pods of 29 is above the 20 pods m5.large can serve
  }
}
`);
  });

  it('know that Amazon Linux 2023 reads no variables of the old bootstrap script', () => {
    check(`# file: main.tf
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  eks_managed_node_groups = {
    ops = {
      ami_type                = "AL2023_x86_64_STANDARD"
      instance_types          = ["m5.large"]
      pre_bootstrap_user_data = <<-EOT
        export KUBELET_EXTRA_ARGS="--max-pods=110"
#              ^^^^^^^^^^^^^^^^^^ warning al2-bootstrap-in-al2023: KUBELET_EXTRA_ARGS has no effect on Amazon Linux 2023
      EOT
    }
  }
}
`);
  });

  it('know the scripts that set no max pods', () => {
    check(`# file: main.tf
module "ng" {
  source               = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  ami_type             = "BOTTLEROCKET_x86_64"
  bootstrap_extra_args = "--use-max-pods false --kubelet-extra-args '--max-pods=110'"
#                         ^^^^^^^^^^^^^^ warning max-pods-ignored: --use-max-pods sets no max pods: Bottlerocket runs no script
}
`);
    check(`# file: main.tf
module "ng" {
  source                  = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
  ami_type                = "AL2_x86_64"
  pre_bootstrap_user_data = <<-EOT
    export KUBELET_EXTRA_ARGS="--max-pods=35"
#                              ^^^^^^^^^^^^^ warning max-pods-ignored: --max-pods=35 is overruled
  EOT
}
`);
    const group = (inside: string) => `# file: main.tf
module "ng" {
  source = "terraform-aws-modules/eks/aws//modules/eks-managed-node-group"
${inside}
}
`;
    const script = (line: string) => `  pre_bootstrap_user_data = <<-EOT\n    ${line}\n  EOT`;
    checkClean(
      group(
        '  ami_type = "BOTTLEROCKET_x86_64"\n  bootstrap_extra_args = <<-EOT\n    [settings.kubernetes]\n    max-pods = 110\n  EOT',
      ),
    );
    checkClean(
      group(
        `  ami_type = "AL2_x86_64"\n  ami_id = "ami-0123456789abcdef0"\n${script('export KUBELET_EXTRA_ARGS="--max-pods=35"')}`,
      ),
    );
    checkClean(
      group(
        `  ami_type = "AL2_x86_64"\n${script("sed -i 's/^KUBELET_EXTRA_ARGS=/&--max-pods=35 /' /etc/eks/bootstrap.sh")}`,
      ),
    );
    checkClean(group(`  ami_type = "AL2_x86_64"\n${script('# --max-pods=35')}`));
    checkClean(group(script('export KUBELET_EXTRA_ARGS="--max-pods=35"')));
  });

  it('know the subnets that a group names', () => {
    const text = (subnets: string) => `# file: main.tf
resource "aws_subnet" "a" {
  cidr_block        = "10.0.0.0/26"
  availability_zone = "eu-west-1a"
}
resource "aws_eks_addon" "cni" {
  addon_name = "vpc-cni"
}
resource "aws_eks_node_group" "web" {
  node_group_name = "web"
  instance_types  = ["m5.large"]
  subnet_ids      = ${subnets}
  scaling_config {
    min_size     = 10
    desired_size = 10
    max_size     = 10
  }
}
`;
    expect(findings(parseFixture(text('[aws_subnet.a.id]')).files).map(({ rule }) => rule)).toEqual([
      'subnet-too-small',
    ]);
    checkClean(text('[aws_subnet.b.id]'));
    checkClean(text('aws_subnet.a[*].id'));
    checkClean(text('var.subnets'));
    checkClean(text('[aws_subnet.a.id]').replace('  cidr_block', '  count = 3\n  cidr_block'));
  });

  // Of 64 addresses of a /26 AWS keeps 5; 2 nodes of m5.large, and 2 more during an update, take 2 × 10 each with one pod: 80.
  describe('know the subnets of pods that an ENIConfig refers to', () => {
    const subnets = (prefix = '100.64.0.0/26') => `resource "aws_subnet" "nodes" {
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_subnet" "pods" {
  cidr_block        = "${prefix}"
  availability_zone = "eu-west-1a"
}
`;
    const cluster = (more = '') => `resource "aws_eks_cluster" "quay" { name = "quay" }
resource "aws_eks_addon" "cni" {
  cluster_name         = aws_eks_cluster.quay.name
  addon_name           = "vpc-cni"
  addon_version        = "v1.21.1-eksbuild.1"
  configuration_values = jsonencode({
    env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true", ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" }
${more}  })
}
resource "aws_eks_node_group" "web" {
  cluster_name    = aws_eks_cluster.quay.name
  node_group_name = "web"
  instance_types  = ["m5.large"]
  subnet_ids      = [aws_subnet.nodes.id]
  scaling_config {
    min_size     = 2
    desired_size = 2
    max_size     = 2
  }
}
`;
    const eniConfig = (spec: string) => `resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1"
    kind       = "ENIConfig"
    metadata   = { name = "eu-west-1a" }
    spec       = { ${spec} }
  }
}
`;
    const object = eniConfig('subnet = aws_subnet.pods.id, securityGroups = [aws_security_group.pods.id]');
    const yaml = (subnet: string) => `resource "kubectl_manifest" "a" {
  yaml_body = <<-YAML
    apiVersion: crd.k8s.amazonaws.com/v1alpha1
    kind: ENIConfig
    metadata: { name: eu-west-1a }
    spec:
      subnet: ${subnet}
      securityGroups: [sg-0123456789abcdef0]
  YAML
}
`;
    const values =
      '    eniConfig = { create = true, region = "eu-west-1", subnets = { "eu-west-1a" = { id = aws_subnet.pods.id } } }\n';
    const told = (...files: readonly (readonly [string, string])[]) =>
      findings(files.map(([path, text]) => ({ path, text }))).map(({ rule, message }) => `${rule}: ${message}`);
    const short =
      'subnet-too-small: 100.64.0.0/26 has 59 addresses: 2 nodes with one pod each, and 2 more during an update of web, take 80';

    it.each([
      ['as an object', cluster() + subnets() + object],
      ['in YAML', cluster() + subnets() + yaml('${aws_subnet.pods.id}')],
      ['in quoted YAML', cluster() + subnets() + yaml('"${aws_subnet.pods.id}"')],
      ['in the values of the add-on', cluster(values) + subnets()],
    ])('%s', (_, text) => {
      expect(told(['main.tf', text])).toEqual([expect.stringContaining(short)]);
    });

    it('in another file of the folder, and not of another folder that has one of this name', () => {
      expect(told(['main.tf', cluster()], ['eni.tf', object], ['vpc.tf', subnets()])).toEqual([
        expect.stringContaining(short),
      ]);
      expect(
        told(['b/main.tf', cluster() + object], ['b/vpc.tf', subnets('100.64.0.0/20')], ['b/a/vpc.tf', subnets()]),
      ).toEqual([]);
    });

    it('and say where pods and nodes share one', () => {
      const text = cluster() + subnets() + eniConfig('subnet = aws_subnet.nodes.id');
      expect(told(['main.tf', text])).toEqual([
        expect.stringContaining('eniconfig-subnet-is-node-subnet: aws_subnet.nodes is the subnet of the nodes'),
      ]);
    });

    it.each([
      ['one that no file makes', cluster() + subnets() + eniConfig('subnet = aws_subnet.others.id')],
      ['another attribute', cluster() + subnets() + eniConfig('subnet = aws_subnet.pods.arn')],
      ['one of several', cluster() + subnets() + eniConfig('subnet = aws_subnet.pods[0].id')],
      ['a condition', cluster() + subnets() + eniConfig('subnet = var.own ? aws_subnet.pods.id : var.subnet')],
      ['a part of a text', cluster() + subnets() + yaml('x-${aws_subnet.pods.id}')],
      ['one made by number', cluster() + subnets().replaceAll('  cidr_block', '  count = 2\n  cidr_block') + object],
    ])('but nothing of %s', (_, text) => {
      expect(told(['main.tf', text])).toEqual([]);
    });
  });

  // Of 32 addresses of a /27 AWS keeps 5; 10 idle nodes of m5.large in each zone take 10 each, of one ENI.
  it('know the subnets that the module of the VPC makes', () => {
    const text = (ranges: string, group = '') => `# file: main.tf
module "vpc" {
  source          = "terraform-aws-modules/vpc/aws"
  azs             = ["eu-west-1a", "eu-west-1b"]
  private_subnets = ${ranges}
}
module "eks" {
  source     = "terraform-aws-modules/eks/aws"
  name       = "shop"
  subnet_ids = module.vpc.private_subnets
  addons     = { vpc-cni = { before_compute = true } }
  eks_managed_node_groups = {
    web = {
      instance_types = ["m5.large"]
      min_size       = 20
      desired_size   = 20
      max_size       = 20
${group}    }
  }
}
`;
    const rules = (written: string) => findings(parseFixture(written).files).map(({ rule }) => rule);
    expect(rules(text('["10.0.0.0/27", "10.0.0.64/27"]'))).toEqual(['subnet-too-small', 'subnet-too-small']);
    checkClean(text('["10.0.0.0/20", "10.0.16.0/20"]'));
    checkClean(text('[for k, v in local.azs : cidrsubnet("10.0.0.0/24", 3, k)]'));
    checkClean(text('["10.0.0.0/27", "10.0.0.64/27"]', '      subnet_ids = var.subnets\n'));
    checkClean(text('["10.0.0.0/27", "10.0.0.64/27"]').replace('private_subnets =', 'count = 1\n  private_subnets ='));
    checkClean(text('["10.0.0.0/27", "10.0.0.64/27"]').replace('"terraform-aws-modules/vpc/aws"', '"./vpc"'));
  });

  it('read the NodeConfigs of nodes', () => {
    check(`# file: main.tf
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  self_managed_node_groups = {
    a = {
      cloudinit_pre_nodeadm = [{
        content_type = "application/node.eks.aws"
        content      = <<-EOT
          ---
          apiVersion: node.eks.aws/v1alpha1
          kind: NodeConfig
          spec:
            kubelet:
              maxPods: 110
#             ^^^^^^^ warning node-config-misplaced-field: spec.kubelet.maxPods has no effect
        EOT
      }]
    }
  }
}
`);
  });

  describe('started by a launch template of the file', () => {
    const started = (data: string, { named = 'latest_version', more = '', template = '' } = {}) => `# file: main.tf
resource "aws_eks_cluster" "shop" {
  name = "shop"
}
${addon('jsonencode({ env = { WARM_ENI_TARGET = "1" } })')}resource "aws_launch_template" "lt" {
${template}${data}}
resource "aws_eks_node_group" "web" {
  cluster_name   = aws_eks_cluster.shop.name
  instance_types = ["m5.large"]
${more}  launch_template {
    id      = aws_launch_template.lt.id
    version = ${named.startsWith('"') ? named : `aws_launch_template.lt.${named}`}
  }
  scaling_config {
    min_size     = 1
    max_size     = 3
    desired_size = 1
  }
}
`;
    const image = '  image_id = "ami-0123456789abcdef0"\n';
    const lookedUp = '  image_id = data.aws_ami.eks.id\n';
    const userData = (text: string) =>
      `  user_data = base64encode(<<-EOT\n${text.replace(/^(?=.)/gm, '    ')}  EOT\n  )\n`;
    const bootstrap = (flags: string) => userData(`#!/bin/bash\n/etc/eks/bootstrap.sh shop ${flags}\n`);
    const al2 = bootstrap("--use-max-pods false --kubelet-extra-args '--max-pods=110'");
    const config =
      'apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec:\n  kubelet:\n    config:\n      maxPods: 110\n';
    const mime = (part: string) =>
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: application/node.eks.aws\n\n---\n${part}\n--B--\n`;
    const toml = '[settings.kubernetes]\ncluster-name = "${var.name}"\nmax-pods = 110\n';
    const above = (text: string) =>
      findings(parseFixture(text).files).filter(({ rule }) => rule === 'max-pods-above-capacity');

    // m5.large: 3 ENIs × (10 − 1) + 2 = 29.
    it.each([
      ['bootstrap.sh', started(image + al2)],
      ['bootstrap.sh of an AMI that is looked up', started(lookedUp + al2)],
      ['a NodeConfig', started(userData(mime(config)), { more: '  ami_type = "AL2023_x86_64_STANDARD"\n' })],
      ['a NodeConfig of an AMI', started(image + userData(config))],
      ['a NodeConfig of an AMI that may be none', started(`  image_id = var.ami\n${userData(mime(config))}`)],
      ['settings of Bottlerocket', started(image + userData(toml))],
      [
        'the default version',
        started(image + al2, { named: 'default_version', template: '  update_default_version = true\n' }),
      ],
      ['the version $Latest', started(image + al2, { named: '"$Latest"' })],
      [
        'its name',
        started(image + al2).replace('id      = aws_launch_template.lt.id', 'name    = aws_launch_template.lt.name'),
      ],
      [
        'a local value',
        started(`${image}  user_data = base64encode(local.boot)\n`).replace(
          'resource "aws_eks_n',
          `locals {\n${al2.replace('user_data = base64encode(', 'boot = (')}}\nresource "aws_eks_n`,
        ),
      ],
    ])('has the max pods of %s', (_, text) => {
      const found = above(text);
      expect(found.map(({ message }) => message.replace(/^.*?(?=110)/, ''))).toEqual([
        '110 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29, which leaves 81 in ContainerCreating on a full node',
      ]);
      expect(
        found.map(({ range }) => parseFixture(text).files[0]?.text.slice(range.span.start, range.span.end)),
      ).toEqual([expect.stringMatching(/110/)]);
    });

    it.each([
      ['an earlier version', started(image + al2, { named: '"3"' })],
      ['a default version that stays behind', started(image + al2, { named: 'default_version' })],
      ['one of several', started(image + al2, { template: '  count = 2\n' })],
      ['flags that are not seen', started(image + bootstrap('${var.flags}'))],
      ['a number that is not seen', started(image + bootstrap("--kubelet-extra-args '--max-pods=${var.pods}'"))],
      ['lines that are not seen', started(image + al2.replace('  EOT', '    ${var.more}\n  EOT'))],
      [
        'lines under a condition',
        started(
          image + al2.replace('    /etc', '    %{ if var.on }\n    /etc').replace('  EOT', '    %{ endif }\n  EOT'),
        ),
      ],
      ['a file', started(`${image}  user_data = base64encode(templatefile("boot.sh", { max_pods = 110 }))\n`)],
      ['a script that EKS runs before its own', started(al2, { more: '  ami_type = "AL2_x86_64"\n' })],
      [
        'another template',
        started(image + al2).replaceAll('= aws_launch_template.lt.', '= aws_launch_template.other.'),
      ],
    ])('is unknown with %s', (_, text) => {
      expect(above(text)).toEqual([]);
    });

    describe('as an Auto Scaling group', () => {
      /** The same group without EKS. */
      const scaled = (template: string, body: string) =>
        started(image + al2, { template }).replace(
          /resource "aws_eks_node_group"[\s\S]*$/,
          () => `resource "aws_autoscaling_group" "web" {\n  min_size = 1\n  max_size = 3\n${body}}\n`,
        );
      const latest = '    id      = aws_launch_template.lt.id\n    version = "$Latest"\n';
      const mixed = (overrides: string) => `  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.lt.id
        version            = aws_launch_template.lt.latest_version
      }
${overrides}    }
  }
`;
      const type = '  instance_type = "m5.large"\n';
      it.each([
        ['a template', scaled(type, `  launch_template {\n${latest}  }\n`)],
        [
          'the default version',
          scaled(
            `${type}  update_default_version = true\n`,
            '  launch_template {\n    name = aws_launch_template.lt.name\n  }\n',
          ),
        ],
        ['overrides', scaled('', mixed('      override {\n        instance_type = "m5.large"\n      }\n'))],
        ['no overrides', scaled(type, mixed(''))],
      ])('has the max pods of %s', (_, text) => {
        expect(above(text).map(({ message }) => message.split(' is above')[0])).toEqual(['--max-pods 110']);
      });

      it.each([
        [
          'that is no node of a cluster',
          scaled(type, `  launch_template {\n${latest}  }\n`).replace('/etc/eks/bootstrap.sh', '/opt/run'),
        ],
        ['of a template that nobody sees', scaled(type, '  launch_template {\n    id = var.template\n  }\n')],
        [
          'whose default version may be another one',
          scaled(type, '  launch_template {\n    id = aws_launch_template.lt.id\n  }\n'),
        ],
        [
          'whose overrides have templates of their own',
          scaled(
            type,
            mixed(
              '      override {\n        instance_type = "m5.large"\n        launch_template_specification {\n          launch_template_id = var.x\n        }\n      }\n',
            ),
          ),
        ],
        [
          'whose types follow from what is wanted',
          scaled('', mixed('      override {\n        instance_requirements {}\n      }\n')),
        ],
        [
          'whose overrides are made',
          scaled(type, mixed('      dynamic "override" {\n        for_each = var.types\n      }\n')),
        ],
      ])('says nothing of one %s', (_, text) => {
        expect(above(text)).toEqual([]);
      });
    });

    it('has its type where the group names none', () => {
      const text = started(`${image}  instance_type = "m5.large"\n${al2}`).replace(
        '  instance_types = ["m5.large"]\n',
        '',
      );
      expect(above(text).length).toBe(1);
    });
  });

  it.each([
    ['a group with a launch template', 'ami_type = "AL2023_x86_64_STANDARD", launch_template_id = "lt-1"'],
    ['a group with user data', 'ami_type = "AL2023_x86_64_STANDARD", cloudinit_pre_nodeadm = []'],
    ['a group of a family that is not said', 'name = "w"'],
  ])('say nothing of %s', (_, inside) => {
    checkClean(`# file: main.tf
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  addons = { vpc-cni = { configuration_values = jsonencode({ env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true", ENI_CONFIG_LABEL_DEF = "topology.kubernetes.io/zone" } }) } }
  self_managed_node_groups = { w = { instance_type = "m5.large", ${inside} } }
}
`);
  });
});

describe('fixes in Terraform', () => {
  it('write a string where a number stands', () => {
    checkFix(`# file: main.tf\n${addon('jsonencode({ env = { WARM_ENI_TARGET = 2 } })')}`, {
      rule: 'unquoted-value',
      expected: `# file: main.tf\n${addon('jsonencode({ env = { WARM_ENI_TARGET = "2" } })')}`,
    });
  });

  it('add an entry below the others, with its equals sign below theirs', () => {
    const lines = (more: string) => `jsonencode({
    env = {
      WARM_IP_TARGET                     = "5" # few
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "false"
${more}    }
  })`;
    checkFix(`# file: main.tf\n${addon(lines(''))}`, {
      rule: 'warm-ip-target-without-minimum',
      expected: `# file: main.tf\n${addon(lines('      MINIMUM_IP_TARGET                  = "10"\n'))}`,
    });
  });

  it('keep the commas of JSON in Terraform', () => {
    const text = (more: string) => addon(`jsonencode({ "env" : { "WARM_IP_TARGET" : "5"${more} } })`);
    checkFix(`# file: main.tf\n${text('')}`, {
      rule: 'warm-ip-target-without-minimum',
      expected: `# file: main.tf\n${text(', "MINIMUM_IP_TARGET" : "10"')}`,
    });
  });

  it('mend a local value where it is defined', () => {
    const text = (value: string) =>
      addon('jsonencode({ env = local.cni })', `}\nlocals {\n  cni = {\n    WARM_ENI_TARGET = ${value}\n  }\n`);
    checkFix(`# file: main.tf\n${text('2')}`, { rule: 'unquoted-value', expected: `# file: main.tf\n${text('"2"')}` });
    checkFixesWithCrlf(`# file: main.tf\n${text('2')}`);
  });

  it('take an entry away with its line', () => {
    const text = (more: string) =>
      addon(`jsonencode({\n    env = {\n      ENABLE_PREFIX_DELEGATION = "false"\n${more}    }\n  })`);
    checkFix(`# file: main.tf\n${text('      WARM_PREFIX_TARGET       = "1"\n')}`, {
      rule: 'warm-prefix-target-without-prefix-delegation',
      title: 'Remove',
      expected: `# file: main.tf\n${text('')}`,
    });
  });

  it('make nothing worse, with whatever line ends', () => {
    const spellings = [
      'jsonencode({ env = { WARM_IP_TARGET = 5, AWS_VPC_K8S_CNI_LOGLEVL = "INFO" } })',
      'jsonencode({\n    env = {\n      WARM_IP_TARGET = "5",\n      "WARM_PREFIX_TARGET" : "0"\n    }\n    init = { env = {} }\n  })',
      '"{\\"env\\":{\\"WARM_IP_TARGET\\":\\"5\\",\\"WARM_ENI_TARGET\\":1}}"',
      '<<-EOT\n    env:\n      WARM_IP_TARGET: "5"\n      WARM_ENI_TARGET: 1\n  EOT',
      '<<EOT\n{"env": {"WARM_IP_TARGET": "5", "AWS_VPC_K8S_CNI_LOGLEVL": "INFO"}}\nEOT',
    ];
    for (const each of spellings) {
      const text = `# file: main.tf\n${addon(each)}`;
      expect([each, checkAllFixes(text) > 0]).toEqual([each, true]);
      checkFixesWithCrlf(text);
    }
  });
});

describe('what a self-managed group of the module starts its nodes with', () => {
  const group = (ami: string, args: string) =>
    eks(`  addons = { vpc-cni = {} }
  self_managed_node_groups = {
    web = {
      instance_type        = "m5.large"
      ami_type             = "${ami}"
      bootstrap_extra_args = ${args}
    }
  }
`);
  const said = (ami: string, args: string) =>
    findings([{ path: 'main.tf', text: group(ami, args) }]).map(({ rule, message }) => `${rule}: ${message}`);
  const toml = (pods: string) => `<<-EOT\n        [settings.kubernetes]\n        max-pods = ${pods}\n      EOT`;
  // m5.large: 3 ENIs x (10 - 1) addresses + 2 = 29.
  const above = (what: string) =>
    expect.stringContaining(`max-pods-above-capacity: ${what} 110 is above the 29 pods m5.large can serve`);

  it.each<readonly [ami: string, args: string, expected: readonly unknown[]]>([
    ['AL2_x86_64', `"--use-max-pods false --kubelet-extra-args '--max-pods=110'"`, [above('--max-pods')]],
    ['AL2_x86_64', `"--kubelet-extra-args '--node-labels=a=\${var.a} --max-pods=110'"`, [above('--max-pods')]],
    ['AL2_x86_64', `"--kubelet-extra-args '--max-pods=29'"`, []],
    ['AL2_x86_64', '"--kubelet-extra-args \'--max-pods=${var.pods}\'"', []],
    ['AL2_x86_64', '"${local.args}"', []],
    [
      'AL2_x86_64',
      `"--kubelet-extra-args '--node-labels=kubernetes.io/role=a'"`,
      [expect.stringContaining('reserved-node-label')],
    ],
    ['BOTTLEROCKET_x86_64', toml('110'), [above('max-pods')]],
    ['BOTTLEROCKET_x86_64', toml('20 # few'), []],
    ['BOTTLEROCKET_x86_64', toml('${var.pods}'), []],
    [
      'BOTTLEROCKET_x86_64',
      toml('"110"'),
      ['invalid-structure: Bottlerocket refuses max-pods "110", and no node joins: it must be an integer'],
    ],
    ['BOTTLEROCKET_x86_64', toml('110').replace('[settings.kubernetes]', '[settings.host]'), []],
  ])('%s: %s', (ami, args, expected) => {
    expect(said(ami, args)).toEqual(expected);
  });

  it('can be mended where it stands', () => {
    const file = (pods: string) => `# file: main.tf\n${group('BOTTLEROCKET_x86_64', toml(pods))}`;
    const lowered = { rule: 'max-pods-above-capacity', title: 'Set max-pods to 29', expected: file('29') };
    checkFix(file('110'), lowered);
    checkFix(file('"20"'), { rule: 'invalid-structure', expected: file('20') });
  });
});

describe('what user data of a group of the module says of max pods', () => {
  const toml = '<<-EOT\n        [settings.kubernetes]\n        max-pods = 110\n      EOT';
  const part = (spec: string, type = 'application/node.eks.aws') =>
    `[{
        content_type = "${type}"
        content      = <<-EOT
          ---
          apiVersion: node.eks.aws/v1alpha1
          kind: NodeConfig
          spec:
            kubelet: ${spec}
        EOT
      }]`;
  const shell = (line: string) =>
    `[{
        content_type = "text/x-shellscript"
        content      = <<-EOT
          #!/bin/bash
          ${line}
        EOT
      }]`;
  const flag = `"--use-max-pods false --kubelet-extra-args '--max-pods=110'"`;
  const ami = ['ami_id = data.aws_ami.own.id', 'enable_bootstrap_user_data = true'] as const;
  const pods = '{ config: { maxPods: 110 } }';
  const al2023 = 'ami_type = "AL2023_x86_64_STANDARD"';
  const group = (kind: 'eks_managed' | 'self_managed', lines: readonly string[]) =>
    eks(`  addons = { vpc-cni = {} }
  ${kind}_node_groups = {
    web = {
      ${kind === 'eks_managed' ? 'instance_types = ["m5.large"]' : 'instance_type = "m5.large"'}
${lines.map((line) => `      ${line}\n`).join('')}    }
  }
`);
  const said = (kind: 'eks_managed' | 'self_managed', lines: readonly string[]) =>
    findings([{ path: 'main.tf', text: group(kind, lines) }])
      .filter(({ rule }) => rule === 'max-pods-above-capacity')
      .map(({ message }) => message.split(' is above')[0]);

  // m5.large: 3 ENIs x (10 - 1) addresses + 2 = 29.
  it.each<readonly [name: string, kind: 'eks_managed' | 'self_managed', lines: readonly string[], setting: string]>([
    ['AL2', 'eks_managed', ['ami_type = "AL2_x86_64"', ...ami, `bootstrap_extra_args = ${flag}`], '--max-pods'],
    [
      'AL2 by its platform',
      'eks_managed',
      ['platform = "linux"', ...ami, `bootstrap_extra_args = ${flag}`],
      '--max-pods',
    ],
    [
      'Bottlerocket',
      'eks_managed',
      ['ami_type = "BOTTLEROCKET_x86_64"', ...ami, `bootstrap_extra_args = ${toml}`],
      'max-pods',
    ],
    [
      'Bottlerocket in another table',
      'eks_managed',
      ['ami_type = "BOTTLEROCKET_x86_64"', ...ami, 'bootstrap_extra_args = "[settings]\\nkubernetes.max-pods = 110"'],
      'max-pods',
    ],
    [
      'Bottlerocket by its platform',
      'eks_managed',
      ['platform = "bottlerocket"', 'ami_id = "ami-0123456789abcdef0"', `bootstrap_extra_args = ${toml}`],
      'max-pods',
    ],
    [
      'self-managed with an AMI',
      'self_managed',
      ['ami_type = "AL2_x86_64"', ami[0], `bootstrap_extra_args = ${flag}`],
      '--max-pods',
    ],
    ['a NodeConfig', 'eks_managed', [al2023, `cloudinit_pre_nodeadm = ${part(pods)}`], 'kubelet.config.maxPods'],
    [
      'flags',
      'eks_managed',
      [al2023, `cloudinit_pre_nodeadm = ${part('{ flags: ["--max-pods=110"] }')}`],
      '--max-pods',
    ],
    [
      'a NodeConfig with an AMI',
      'eks_managed',
      [al2023, ...ami, `cloudinit_pre_nodeadm = ${part(pods)}`],
      'kubelet.config.maxPods',
    ],
    [
      'a NodeConfig with an AMI that may be none',
      'eks_managed',
      [al2023, 'ami_id = var.ami', `cloudinit_pre_nodeadm = ${part(pods)}`],
      'kubelet.config.maxPods',
    ],
    [
      'one behind the own',
      'eks_managed',
      [al2023, ...ami, `cloudinit_post_nodeadm = ${part(pods)}`],
      'kubelet.config.maxPods',
    ],
    [
      'one of a self-managed group',
      'self_managed',
      [al2023, `cloudinit_post_nodeadm = ${part(pods)}`],
      'kubelet.config.maxPods',
    ],
    [
      'one of a yamlencode',
      'eks_managed',
      [
        al2023,
        'cloudinit_pre_nodeadm = [{ content_type = "application/node.eks.aws", content = yamlencode({ apiVersion = "node.eks.aws/v1alpha1", kind = "NodeConfig", spec = { kubelet = { config = { maxPods = 110 } } } }) }]',
      ],
      'kubelet.config.maxPods',
    ],
    [
      'the last of two',
      'eks_managed',
      [
        al2023,
        ...ami,
        `cloudinit_pre_nodeadm = ${part('{ config: { maxPods: 20 } }')}`,
        `cloudinit_post_nodeadm = ${part(pods)}`,
      ],
      'kubelet.config.maxPods',
    ],
  ])('%s', (_, kind, lines, setting) => {
    expect(said(kind, lines)).toEqual([`${setting} 110`]);
  });

  it.each<readonly [name: string, lines: readonly string[]]>([
    [
      'AL2 whose user data the module leaves to EKS',
      ['ami_type = "AL2_x86_64"', ami[0], `bootstrap_extra_args = ${flag}`],
    ],
    ['AL2 with the AMI of EKS', ['ami_type = "AL2_x86_64"', ami[1], `bootstrap_extra_args = ${flag}`]],
    ['no AMI', ['ami_type = "AL2_x86_64"', 'ami_id = ""', ami[1], `bootstrap_extra_args = ${flag}`]],
    [
      'an AMI that may be none',
      ['ami_type = "AL2_x86_64"', 'ami_id = var.ami', ami[1], `bootstrap_extra_args = ${flag}`],
    ],
    [
      'a platform of an AMI that may be none',
      ['platform = "bottlerocket"', 'ami_id = var.ami', `bootstrap_extra_args = ${toml}`],
    ],
    ['a number that fits', ['ami_type = "AL2_x86_64"', ...ami, `bootstrap_extra_args = ${flag.replace('110', '29')}`]],
    [
      'another template',
      ['ami_type = "AL2_x86_64"', ...ami, 'user_data_template_path = "a.tpl"', `bootstrap_extra_args = ${flag}`],
    ],
    ['options on AL2023', [al2023, ...ami, `bootstrap_extra_args = ${flag}`]],
    ['Bottlerocket with the AMI of EKS', ['ami_type = "BOTTLEROCKET_x86_64"', `bootstrap_extra_args = ${toml}`]],
    ['a part that the module leaves out', [al2023, `cloudinit_post_nodeadm = ${part(pods)}`]],
    ['a part of another type', [al2023, `cloudinit_pre_nodeadm = ${part(pods, 'text/plain')}`]],
    ['a variable', [al2023, `cloudinit_pre_nodeadm = ${part('{ config: { maxPods: ${var.pods} } }')}`]],
    ['a list that is a variable', [al2023, 'cloudinit_pre_nodeadm = var.parts']],
    [
      'a file',
      [al2023, 'cloudinit_pre_nodeadm = [{ content_type = "application/node.eks.aws", content = file("a.yaml") }]'],
    ],
    [
      'a script beside it',
      [
        al2023,
        ...ami,
        `cloudinit_pre_nodeadm = ${part(pods)}`,
        `cloudinit_post_nodeadm = ${shell('sed -i s/maxPods.*/maxPods/ /etc/kubernetes/kubelet/config.json')}`,
      ],
    ],
    ['no family', [`cloudinit_pre_nodeadm = ${part(pods)}`]],
  ])('is silent for %s', (_, lines) => {
    expect(said('eks_managed', lines)).toEqual([]);
  });
});

describe('labels that user data gives the nodes of a group', () => {
  const group = (ami: string, boot: string) =>
    eks(`  addons = {
    vpc-cni = {
      before_compute       = true
      configuration_values = jsonencode({ env = { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG = "true" } })
    }
  }
  eks_managed_node_groups = {
    web = {
      instance_types             = ["m5.large"]
      ami_type                   = "${ami}"
      ami_id                     = "ami-0123456789abcdef0"
      enable_bootstrap_user_data = true
      ${boot}
    }
  }
}
resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "crd.k8s.amazonaws.com/v1alpha1"
    kind       = "ENIConfig"
    metadata   = { name = "blue" }
    spec       = { subnet = "subnet-0123456789abcdef0", securityGroups = ["sg-0123456789abcdef0"] }
  }
`);
  const settings = (lines: string) =>
    `bootstrap_extra_args = <<-EOT\n        [settings.kubernetes]\n        max-pods = 20\n${lines}      EOT`;
  const label = (name: string) =>
    `        [settings.kubernetes.node-labels]\n        "k8s.amazonaws.com/eniConfig" = "${name}"\n`;

  it.each([
    ['BOTTLEROCKET_x86_64', settings(label('green'))],
    ['BOTTLEROCKET_x86_64', settings('        node-labels."k8s.amazonaws.com/eniConfig" = "green"\n')],
    ['AL2_x86_64', `bootstrap_extra_args = "--kubelet-extra-args '--node-labels=k8s.amazonaws.com/eniConfig=green'"`],
    [
      'AL2023_x86_64_STANDARD',
      `cloudinit_pre_nodeadm = [{
        content_type = "application/node.eks.aws"
        content      = <<-EOT
          apiVersion: node.eks.aws/v1alpha1
          kind: NodeConfig
          spec:
            kubelet:
              flags: ["--node-labels=k8s.amazonaws.com/eniConfig=green"]
        EOT
      }]`,
    ],
  ])('choose an ENIConfig that must be there: %s %s', (ami, boot) => {
    const chosen = (name: string) =>
      found(group(ami, boot.replace('green', name))).filter((each) => each.startsWith('eniconfig'));
    expect(chosen('green')).toEqual([expect.stringMatching(/^eniconfig-not-found "?green"?$/)]);
    expect(chosen('blue')).toEqual([]);
  });

  it('are not known to be all where a line is filled in', () => {
    const filled = settings('        ${var.labels}\n').replace(
      '[settings.kubernetes]',
      '[settings.kubernetes.node-labels]',
    );
    expect(found(group('BOTTLEROCKET_x86_64', filled))).toEqual([]);
  });
});

describe('the VPC of a cluster', () => {
  const vpc = (range: string, more = '', subnets = '[aws_subnet.a.id]') => `resource "aws_vpc" "main" {
  cidr_block = ${range}
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 4, 0)
}

resource "aws_eks_cluster" "shop" {
  name = "shop"
  vpc_config {
    subnet_ids = ${subnets}
  }
  kubernetes_network_config {
    service_ipv4_cidr = "10.1.0.0/16"
  }
}
${more}`;
  const second = (range: string, of = 'main') => `
resource "aws_vpc_ipv4_cidr_block_association" "pods" {
  vpc_id     = aws_vpc.${of}.id
  cidr_block = ${range}
}
`;
  const module = (range: string, further: string) => `module "vpc" {
  source                = "terraform-aws-modules/vpc/aws"
  cidr                  = ${range}
  secondary_cidr_blocks = ${further}
}

module "eks" {
  source            = "terraform-aws-modules/eks/aws"
  cluster_name      = "shop"
  vpc_id            = module.vpc.vpc_id
  subnet_ids        = module.vpc.private_subnets
  service_ipv4_cidr = "10.1.0.0/16"
}
`;
  const told = (text: string) =>
    findings([{ path: 'main.tf', text }]).map(
      ({ rule, range: { span } }) => `${rule} ${text.slice(span.start, span.end)}`,
    );

  it.each([
    ['too large', vpc('"10.16.0.0/15"'), ['vpc-cidr-size "10.16.0.0/15"']],
    ['further one too large', vpc('"10.0.0.0/16"', second('"100.64.0.0/10"')), ['vpc-cidr-size "100.64.0.0/10"']],
    ['beside services', vpc('"10.1.0.0/16"'), ['service-cidr-conflict "10.1.0.0/16"']],
    ['of the module too large', module('"10.16.0.0/15"', '[]'), ['vpc-cidr-size "10.16.0.0/15"']],
    [
      'of the module, further ones',
      module('"10.0.0.0/16"', '["100.64.0.0/10", "100.65.0.0/16"]'),
      ['vpc-cidr-size "100.64.0.0/10"'],
    ],
    ['of the module beside services', module('"10.1.0.0/16"', '[]'), ['service-cidr-conflict "10.1.0.0/16"']],
    ['right', vpc('"10.0.0.0/16"', second('"100.64.0.0/16"')), []],
    ['a variable', vpc('var.cidr', second('var.pods')), []],
    ['of another VPC', vpc('"10.0.0.0/16"', second('"100.64.0.0/10"', 'other')), []],
    ['of subnets that stand elsewhere', vpc('"10.16.0.0/15"', '', 'var.subnet_ids'), []],
    ['a local value', vpc('local.cidr', 'locals {\n  cidr = "10.16.0.0/15"\n}\n'), ['vpc-cidr-size "10.16.0.0/15"']],
  ])('has ranges: %s', (_, text, expected) => expect(told(text)).toEqual(expected));
});
