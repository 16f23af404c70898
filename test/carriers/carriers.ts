/*
 * Every place in which people write variables of aws-node, each with a text that writes given ones there. What is true of one carrier is to be true of
 * all: `matrix.ts` asks, `npm run carriers` prints the answers.
 */

/** A name and the text that the program is to get. */
export type Variable = readonly [name: string, value: string];

export interface Carrier {
  readonly name: string;
  /** The path says what kind of file it is. */
  readonly path: string;
  readonly write: (variables: readonly Variable[]) => string;
  /** What cannot be in this carrier, and why. */
  readonly cannot?: Readonly<Partial<Record<Ability, string>>>;
}

/** What is asked of each carrier. */
export const abilities = [
  'read',
  'place',
  'change',
  'set',
  'remove',
  'rename',
  'completion',
  'hover',
  'suppression',
] as const;

export type Ability = (typeof abilities)[number];

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const list = (variables: readonly Variable[]): string =>
  variables.map(([name, value]) => `- name: ${name}\n  value: "${value}"\n`).join('');

const map = (variables: readonly Variable[]): string =>
  variables.map(([name, value]) => `${name}: "${value}"\n`).join('');

const flowList = (variables: readonly Variable[]): string =>
  variables.map(([name, value]) => `{ name: ${name}, value: "${value}" }`).join(', ');

const json = (variables: readonly Variable[]): string =>
  variables.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(', ');

const words = (variables: readonly Variable[]): string =>
  variables.map(([name, value]) => `${name}=${value}`).join(' ');

/** Attributes of an object in Terraform. */
const attributes = (variables: readonly Variable[], by: number): string =>
  indented(variables.map(([name, value]) => `${name} = "${value}"\n`).join(''), by);

const patch = (env: string): string =>
  `spec:\n  template:\n    spec:\n      containers:\n        - name: aws-node\n          env:\n${indented(env, 12)}`;

const daemonSet = (env: string): string =>
  `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node, namespace: kube-system }\n${patch(env)}`;

const addon = (values: string): string =>
  `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\naddons:\n  - name: vpc-cni\n    configurationValues: ${values}`;

const terraform = (values: string): string =>
  `resource "aws_eks_addon" "cni" {\n  cluster_name         = "shop"\n  addon_name           = "vpc-cni"\n  configuration_values = ${values}\n}\n`;

const cloudFormation = (values: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Cni:\n    Type: AWS::EKS::Addon\n    Properties:\n      AddonName: vpc-cni\n      ClusterName: !Ref Cluster\n      ConfigurationValues: ${values}`;

/** A patch of the DaemonSet as an object. */
const patchOf = (variables: readonly Variable[]) => ({
  spec: {
    template: {
      spec: { containers: [{ name: 'aws-node', env: variables.map(([name, value]) => ({ name, value })) }] },
    },
  },
});

/** A template with a resource of CDK's own. */
const ofCdk = (type: string, properties: object): string =>
  JSON.stringify({ Resources: { Own: { Type: `Custom::AWSCDK-EKS-${type}`, Properties: properties } } }, undefined, 2);

const fence = (language: string, text: string): string => `# Networking\n\n\`\`\`${language}\n${text}\`\`\`\n`;

const release = (kind: string, spec: string): string => `apiVersion: ${kind}\nmetadata: { name: cni }\nspec:\n${spec}`;

const noComments = 'JSON has no comments';

export const carriers: readonly Carrier[] = [
  { name: 'DaemonSet, a list', path: 'ds.yaml', write: (variables) => daemonSet(list(variables)) },
  {
    name: 'DaemonSet, a list in brackets',
    path: 'ds.yaml',
    write: (variables) => daemonSet('').replace('env:\n', `env: [${flowList(variables)}]\n`),
  },
  {
    name: 'DaemonSet as JSON',
    path: 'ds.json',
    write: (variables) =>
      JSON.stringify(
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          metadata: { name: 'aws-node' },
          spec: {
            template: {
              spec: { containers: [{ name: 'aws-node', env: variables.map(([name, value]) => ({ name, value })) }] },
            },
          },
        },
        undefined,
        2,
      ),
    cannot: { suppression: noComments },
  },
  {
    name: 'eksctl, YAML in a text',
    path: 'c.yaml',
    write: (variables) => addon(`|\n      env:\n${indented(map(variables), 8)}`),
  },
  { name: 'eksctl, JSON in a text', path: 'c.yaml', write: (variables) => addon(`'{"env": {${json(variables)}}}'\n`) },
  {
    name: 'eksctl, JSON in lines',
    path: 'c.yaml',
    write: (variables) =>
      addon(
        `|\n      {\n        "env": {\n${indented(json(variables).replaceAll(', ', ',\n'), 10)}\n        }\n      }\n`,
      ),
  },
  {
    name: 'Terraform, jsonencode',
    path: 'main.tf',
    write: (variables) => terraform(`jsonencode({\n    env = {\n${attributes(variables, 6)}    }\n  })`),
  },
  {
    name: 'Terraform, a here-document',
    path: 'main.tf',
    write: (variables) => terraform(`<<-EOT\n    env:\n${indented(map(variables), 6)}  EOT`),
  },
  {
    name: 'Terraform, terraform-aws-modules/eks',
    path: 'main.tf',
    write: (variables) =>
      `module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  addons = {\n    vpc-cni = {\n      configuration_values = jsonencode({\n        env = {\n${attributes(variables, 10)}        }\n      })\n    }\n  }\n}\n`,
  },
  {
    name: 'Terraform, kubernetes_env',
    path: 'main.tf',
    write: (variables) =>
      `resource "kubernetes_env" "cni" {\n  container   = "aws-node"\n  api_version = "apps/v1"\n  kind        = "DaemonSet"\n  metadata {\n    name      = "aws-node"\n    namespace = "kube-system"\n  }\n${variables.map(([name, value]) => `  env {\n    name  = "${name}"\n    value = "${value}"\n  }\n`).join('')}}\n`,
  },
  {
    name: 'Terraform, helm_release with values',
    path: 'main.tf',
    write: (variables) =>
      `resource "helm_release" "cni" {\n  name       = "aws-vpc-cni"\n  repository = "https://aws.github.io/eks-charts"\n  chart      = "aws-vpc-cni"\n  values = [yamlencode({\n    env = {\n${attributes(variables, 6)}    }\n  })]\n}\n`,
  },
  {
    name: 'Terraform, helm_release with set',
    path: 'main.tf',
    write: (variables) =>
      `resource "helm_release" "cni" {\n  name  = "aws-vpc-cni"\n  chart = "aws-vpc-cni"\n${variables.map(([name, value]) => `  set {\n    name  = "env.${name}"\n    value = "${value}"\n  }\n`).join('')}}\n`,
  },
  {
    name: 'Terraform, kubectl_manifest',
    path: 'main.tf',
    write: (variables) =>
      `resource "kubectl_manifest" "cni" {\n  yaml_body = <<-YAML\n${indented(daemonSet(list(variables)), 4)}  YAML\n}\n`,
  },
  {
    name: 'values of the chart',
    path: 'values.yaml',
    write: (variables) => `env:\n${indented(map(variables), 2)}originalMatchLabels: true\n`,
  },
  {
    name: 'Flux, HelmRelease',
    path: 'release.yaml',
    write: (variables) =>
      release(
        'helm.toolkit.fluxcd.io/v2\nkind: HelmRelease',
        `  chart: { spec: { chart: aws-vpc-cni } }\n  values:\n    env:\n${indented(map(variables), 6)}`,
      ),
  },
  {
    name: 'Argo CD, valuesObject',
    path: 'app.yaml',
    write: (variables) =>
      release(
        'argoproj.io/v1alpha1\nkind: Application',
        `  source:\n    chart: aws-vpc-cni\n    helm:\n      valuesObject:\n        env:\n${indented(map(variables), 10)}`,
      ),
  },
  {
    name: 'Argo CD, values',
    path: 'app.yaml',
    write: (variables) =>
      release(
        'argoproj.io/v1alpha1\nkind: Application',
        `  source:\n    chart: aws-vpc-cni\n    helm:\n      values: |\n        env:\n${indented(map(variables), 10)}`,
      ),
  },
  {
    name: 'Argo CD, parameters',
    path: 'app.yaml',
    write: (variables) =>
      release(
        'argoproj.io/v1alpha1\nkind: Application',
        `  source:\n    chart: aws-vpc-cni\n    helm:\n      parameters:\n${indented(list(variables.map(([name, value]) => [`env.${name}`, value])), 8)}`,
      ),
  },
  {
    name: 'Kustomize, a patch',
    path: 'kustomization.yaml',
    write: (variables) =>
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - patch: |\n${indented(daemonSet(list(variables)), 6)}`,
  },
  {
    name: 'Kustomize, helmCharts',
    path: 'kustomization.yaml',
    write: (variables) =>
      `kind: Kustomization\nhelmCharts:\n  - name: aws-vpc-cni\n    valuesInline:\n      env:\n${indented(map(variables), 8)}`,
  },
  {
    name: 'helmfile',
    path: 'helmfile.yaml',
    write: (variables) =>
      `releases:\n  - name: cni\n    chart: eks/aws-vpc-cni\n    values:\n      - env:\n${indented(map(variables), 10)}`,
  },
  {
    name: 'kOps',
    path: 'kops.yaml',
    write: (variables) =>
      release(
        'kops.k8s.io/v1alpha2\nkind: Cluster',
        `  networking:\n    amazonvpc:\n      env:\n${indented(list(variables), 8)}`,
      ),
  },
  {
    name: 'Cluster API',
    path: 'capi.yaml',
    write: (variables) =>
      release(
        'controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane',
        `  vpcCni:\n    env:\n${indented(list(variables), 6)}`,
      ),
  },
  {
    name: 'Cluster API, the add-on',
    path: 'capi.yaml',
    write: (variables) =>
      release(
        'controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane',
        `  addons:\n    - name: vpc-cni\n      configuration: |\n        env:\n${indented(map(variables), 10)}`,
      ),
  },
  {
    name: 'ACK',
    path: 'ack.yaml',
    write: (variables) =>
      release(
        'eks.services.k8s.aws/v1alpha1\nkind: Addon',
        `  name: vpc-cni\n  configurationValues: |\n    env:\n${indented(map(variables), 6)}`,
      ),
  },
  {
    name: 'Crossplane',
    path: 'crossplane.yaml',
    write: (variables) =>
      release(
        'eks.aws.upbound.io/v1beta1\nkind: Addon',
        `  forProvider:\n    addonName: vpc-cni\n    configurationValues: |\n      env:\n${indented(map(variables), 8)}`,
      ),
  },
  {
    name: 'CloudFormation, YAML in !Sub',
    path: 'template.yaml',
    write: (variables) => cloudFormation(`!Sub |\n        env:\n${indented(map(variables), 10)}`),
  },
  {
    name: 'CloudFormation, JSON in a text',
    path: 'template.yaml',
    write: (variables) => cloudFormation(`'{"env": {${json(variables)}}}'\n`),
  },
  {
    name: 'CloudFormation, JSON that Fn::Join puts together',
    path: 'template.yaml',
    write: (variables) =>
      cloudFormation(
        `!Join\n        - ''\n        - - '{"env": {'\n          - '${json(variables)}'\n          - '}, "region": "'\n          - !Ref AWS::Region\n          - '"}'\n`,
      ),
  },
  {
    name: 'CloudFormation as JSON',
    path: 'cdk.out/shop.template.json',
    write: (variables) =>
      JSON.stringify(
        {
          Resources: {
            Cni: {
              Type: 'AWS::EKS::Addon',
              Properties: {
                AddonName: 'vpc-cni',
                ConfigurationValues: { 'Fn::Sub': `{"env": {${json(variables)}}}` },
              },
            },
          },
        },
        undefined,
        2,
      ),
    cannot: { suppression: noComments },
  },
  {
    name: 'CDK, a manifest',
    path: 'cdk.out/shop.template.json',
    write: (variables) =>
      ofCdk('KubernetesResource', {
        Manifest: JSON.stringify([
          {
            apiVersion: 'apps/v1',
            kind: 'DaemonSet',
            metadata: { name: 'aws-node', namespace: 'kube-system' },
            ...patchOf(variables),
          },
        ]),
      }),
    cannot: { suppression: noComments },
  },
  {
    name: 'CDK, a patch',
    path: 'cdk.out/shop.template.json',
    write: (variables) =>
      ofCdk('KubernetesPatch', {
        ResourceName: 'daemonset/aws-node',
        ApplyPatchJson: JSON.stringify(patchOf(variables)),
      }),
    cannot: { suppression: noComments },
  },
  {
    name: 'CDK, values of the chart',
    path: 'cdk.out/shop.template.json',
    write: (variables) => ofCdk('HelmChart', { Chart: 'aws-vpc-cni', Values: `{"env": {${json(variables)}}}` }),
    cannot: { suppression: noComments },
  },
  {
    name: 'kubectl set env',
    path: 'a.sh',
    write: (variables) => `kubectl set env ds/aws-node -n kube-system ${words(variables)}\n`,
  },
  {
    name: 'kubectl patch',
    path: 'a.sh',
    write: (variables) =>
      `kubectl -n kube-system patch ds aws-node -p '{"spec": {"template": {"spec": {"containers": [{"name": "aws-node", "env": [${variables.map(([name, value]) => `{"name": "${name}", "value": "${value}"}`).join(', ')}]}]}}}}'\n`,
  },
  {
    name: 'kubectl patch, JSON 6902',
    path: 'a.sh',
    write: (variables) =>
      `kubectl -n kube-system patch ds aws-node --type json -p '[${variables.map(([name, value]) => `{"op": "add", "path": "/spec/template/spec/containers/0/env/-", "value": {"name": "${name}", "value": "${value}"}}`).join(', ')}]'\n`,
  },
  {
    name: 'aws eks create-addon',
    path: 'a.sh',
    write: (variables) =>
      `aws eks create-addon --cluster-name shop --addon-name vpc-cni --configuration-values '{"env": {${json(variables)}}}'\n`,
  },
  {
    name: 'helm, a --set each',
    path: 'a.sh',
    write: (variables) =>
      `helm upgrade --install aws-vpc-cni eks/aws-vpc-cni -n kube-system${variables.map(([name, value]) => ` \\\n  --set env.${name}=${value}`).join('')}\n`,
  },
  {
    name: 'helm, one --set of several',
    path: 'a.sh',
    write: (variables) =>
      `helm upgrade -i aws-vpc-cni oci://public.ecr.aws/eks/aws-vpc-cni --set "${variables.map(([name, value]) => `env.${name}=${value}`).join(',')}"\n`,
  },
  {
    name: 'helm, --set-json',
    path: 'a.sh',
    write: (variables) => `helm install aws-vpc-cni eks/aws-vpc-cni --set-json 'env={${json(variables)}}'\n`,
  },
  {
    name: 'a here-document',
    path: 'a.sh',
    write: (variables) => `kubectl apply -f - <<'EOF'\n${daemonSet(list(variables))}EOF\n`,
  },
  {
    name: 'add-on values in a here-document',
    path: 'a.sh',
    write: (variables) => `cat <<'EOF' > values.json\n{"env": {${json(variables)}}}\nEOF\n`,
  },
  {
    name: 'add-on values in a file',
    path: 'cni-values.json',
    write: (variables) => `{"env": {${json(variables)}}}\n`,
    cannot: { suppression: noComments },
  },
  {
    name: 'GitLab, script',
    path: '.gitlab-ci.yml',
    write: (variables) => `cni:\n  script:\n    - kubectl set env ds/aws-node ${words(variables)}\n`,
  },
  {
    name: 'Tekton, script',
    path: 'task.yaml',
    write: (variables) =>
      `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: { name: cni }\nspec:\n  steps:\n    - name: set\n      image: bitnami/kubectl\n      script: |\n        kubectl set env ds/aws-node ${words(variables)}\n`,
  },
  {
    name: 'GitHub Actions, run',
    path: '.github/workflows/a.yaml',
    write: (variables) =>
      `jobs:\n  a:\n    steps:\n      - run: |\n          kubectl set env ds/aws-node ${words(variables)}\n`,
  },
  {
    name: 'Makefile',
    path: 'Makefile',
    write: (variables) => `cni:\n\tkubectl set env ds/aws-node ${words(variables)}\n`,
  },
  { name: 'Markdown, YAML', path: 'README.md', write: (variables) => fence('yaml', daemonSet(list(variables))) },
  {
    name: 'Markdown, a command',
    path: 'README.md',
    write: (variables) => fence('shell', `kubectl set env ds/aws-node ${words(variables)}\n`),
  },
  {
    name: 'Markdown, Terraform',
    path: 'README.md',
    write: (variables) => fence('hcl', terraform(`jsonencode({\n    env = {\n${attributes(variables, 6)}    }\n  })`)),
  },
  {
    name: 'AsciiDoc, YAML',
    path: 'a.adoc',
    write: (variables) => `= Networking\n\n[source,yaml]\n----\n${daemonSet(list(variables))}----\n`,
  },
];
