/*
 * Texts that look like ours and are not, or that nobody can judge: each holds a value or a number that would be a mistake where it is looked for, and in
 * none of them is it one. By what kind of file they are, the name of the file first.
 */

export interface Trap {
  /** What makes it look like ours. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

const of = (path: string, texts: Readonly<Record<string, string>>): readonly Trap[] =>
  Object.entries(texts).map(([name, text]) => ({ name, path, text: `${text}\n` }));

const setEnv = 'kubectl set env ds/aws-node -n kube-system MAX_ENI=none';
const wrongEnv = '{"env": {"MAX_ENI": 3, "WARM_IP_TARGET": "five"}}';

const scripts = of('setup.sh', {
  'a command that is printed': `echo "Next: ${setEnv}"`,
  'a command that is printed by printf': `printf '%s\\n' '${setEnv}'`,
  'a command in a comment': `# ${setEnv}`,
  'a command in a comment behind another': `kubectl get ds aws-node # ${setEnv}`,
  'a help text': `usage() {\n  cat <<'EOF'\nUsage: run "${setEnv}" by hand\nEOF\n}`,
  'a comment of many lines': `: <<'EOF'\n${setEnv}\nEOF`,
  'a command in a variable': `HINT='${setEnv}'`,
  'a command that is evaluated': `eval "${setEnv}"`,
  'a command of another shell': `bash -c '${setEnv}'`,
  'a pattern that is searched for': `kubectl get ds aws-node -o yaml | grep 'MAX_ENI=none'`,
  'a replacement of sed': `sed -i 's/MAX_ENI=3/MAX_ENI=none/' aws-node.env`,
  'another DaemonSet': setEnv.replace('ds/aws-node', 'ds/aws-node-exporter'),
  'a Deployment of its name': setEnv.replace('ds/aws-node', 'deployment/aws-node'),
  'another namespace': setEnv.replace('-n kube-system', '-n monitoring'),
  'variables that are listed': `${setEnv} --list`,
  'variables of a ConfigMap': 'kubectl set env ds/aws-node --from=configmap/cni',
  'a value that is filled in': setEnv.replace('none', '"$MAX_ENI"'),
  'a value of a command': setEnv.replace('none', '$(nproc)'),
  'a name that is filled in': 'kubectl set env ds/aws-node "$NAME=none"',
  'words of an array': 'kubectl set env ds/aws-node "${SETTINGS[@]}"',
  'a variable of the script': 'export MAX_ENI=none\nMAX_ENI=none ./run.sh',
  'a variable of a container': 'docker run --rm -e MAX_ENI=none -e WARM_IP_TARGET=five example/app',
  'the values of another add-on': `aws eks create-addon --cluster-name shop --addon-name coredns --configuration-values '${wrongEnv}'`,
  'an add-on that is described': `aws eks describe-addon-configuration --addon-name vpc-cni --addon-version v1.20.4-eksbuild.1 # '${wrongEnv}'`,
  'values that are filled in':
    'aws eks update-addon --cluster-name shop --addon-name vpc-cni --configuration-values "$VALUES"',
  'another chart': 'helm upgrade app example/app --set env.MAX_ENI=none,env.WARM_IP_TARGET=five',
  'max pods of GKE': 'gcloud container clusters create shop --max-pods-per-node 1100',
  'max pods of AKS': 'az aks nodepool add --cluster-name shop --name web --max-pods 2500',
  'a flag of another program': './kubelet-benchmark --max-pods=99999',
  'the annotation of a Pod': 'kubectl annotate pod web k8s.amazonaws.com/eniConfig=nowhere',
  'a program in Python': `python3 - <<'EOF'\nprint("""${setEnv}""")\nEOF`,
  'a manifest that is taken away': `kubectl delete -f - <<'EOF'\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: old }\nspec: { subnet: wrong }\nEOF`,
  'a manifest that is filled in':
    'kubectl apply -f - <<EOF\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: $AZ }\nspec: { subnet: $SUBNET, securityGroups: [$SG] }\nEOF',
});

const addon = (values: string): string =>
  `resource "aws_eks_addon" "cni" {\n  cluster_name = "shop"\n  addon_name = "vpc-cni"\n  configuration_values = ${values}\n}`;

const terraform = of('main.tf', {
  'max pods of GKE': 'resource "google_container_node_pool" "web" {\n  max_pods_per_node = 1100\n}',
  'a constraint of GKE':
    'resource "google_container_node_pool" "web" {\n  max_pods_constraint { max_pods_per_node = 1100 }\n}',
  'max pods of AKS': 'resource "azurerm_kubernetes_cluster_node_pool" "web" {\n  max_pods = 2500\n}',
  'another add-on': addon(`jsonencode({ env = { MAX_ENI = 3 } })`).replace('"vpc-cni"', '"coredns"'),
  'an add-on whose name is filled in': addon(`jsonencode({ env = { MAX_ENI = 3 } })`).replace('"vpc-cni"', 'each.key'),
  'values of a variable': addon('jsonencode(var.cni)'),
  'values of a for expression': addon('jsonencode({ env = { for key, value in var.env : key => tostring(value) } })'),
  'values that are merged': addon('jsonencode(merge(local.defaults, { env = var.env }))'),
  'values of a condition': addon('var.is_large ? jsonencode({ env = var.large }) : null'),
  'values of a file': addon('file("${path.module}/cni.json")'),
  'values of a template file': addon('templatefile("${path.module}/cni.json.tftpl", { target = var.target })'),
  'a value that is filled in': addon('jsonencode({ env = { WARM_IP_TARGET = tostring(var.target) } })'),
  'a value in a text that is filled in': addon('jsonencode({ env = { WARM_IP_TARGET = "${var.target}" } })'),
  'values of a loop in a text': addon(
    '<<-EOT\n    {"env": {%{ for key, value in var.env }"${key}": "${value}",%{ endfor }"MAX_ENI": "3"}}\n  EOT',
  ),
  'an add-on in a comment': `/*\n${addon('jsonencode({ env = { MAX_ENI = 3 } })')}\n*/`,
  'lines in comments': addon('jsonencode({ env = { MAX_ENI = 3 } })').replace(/^/gm, '# '),
  'the environment of a task':
    'resource "aws_ecs_task_definition" "app" {\n  container_definitions = jsonencode([{ name = "aws-node", environment = [{ name = "MAX_ENI", value = "none" }] }])\n}',
  'the environment of a function':
    'resource "aws_lambda_function" "app" {\n  environment {\n    variables = { MAX_ENI = "none", WARM_IP_TARGET = "five" }\n  }\n}',
  'variables of another DaemonSet':
    'resource "kubernetes_env" "app" {\n  container = "app"\n  api_version = "apps/v1"\n  kind = "DaemonSet"\n  metadata { name = "app" }\n  env {\n    name = "MAX_ENI"\n    value = "none"\n  }\n}',
  'variables in a dynamic block':
    'resource "kubernetes_env" "cni" {\n  container = "aws-node"\n  api_version = "apps/v1"\n  kind = "DaemonSet"\n  metadata {\n    name = "aws-node"\n    namespace = "kube-system"\n  }\n  dynamic "env" {\n    for_each = var.env\n    content {\n      name = env.key\n      value = env.value\n    }\n  }\n}',
  'another chart':
    'resource "helm_release" "app" {\n  name = "app"\n  chart = "app"\n  values = [yamlencode({ env = { MAX_ENI = "none", WARM_IP_TARGET = "five" } })]\n}',
  'a DaemonSet of another program':
    'resource "kubernetes_manifest" "app" {\n  manifest = { apiVersion = "apps/v1", kind = "DaemonSet", metadata = { name = "app" }, spec = { template = { spec = { containers = [{ name = "app", env = [{ name = "MAX_ENI", value = "none" }] }] } } } }\n}',
  'an output': 'output "hint" {\n  value = "kubectl set env ds/aws-node MAX_ENI=none"\n}',
  'a description':
    'variable "env" {\n  description = "For aws-node, such as MAX_ENI=none in a vpc-cni add-on"\n  type = map(string)\n}',
  'groups of a dynamic module':
    'module "eks" {\n  source = "terraform-aws-modules/eks/aws"\n  eks_managed_node_groups = { for name, group in var.groups : name => { instance_types = group.types, min_size = 1 } }\n}',
});

const deployment = (kind: string): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: app }\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          env:\n            - { name: MAX_ENI, value: none }\n            - { name: WARM_IP_TARGET, value: five }`;

const nics = (kind: string, rest: string): string =>
  `apiVersion: ${kind === 'Pod' ? 'v1' : 'apps/v1'}\nkind: ${kind}\nmetadata:\n  name: train\n${rest}`;
const askingNics = '    metadata: { annotations: { k8s.amazonaws.com/nicConfig: multi-nic-attach } }\n';
const nicContainers = 'containers: [{ name: train, image: train }]';

const manifests = of('a.yaml', {
  'pods in the network of their node that ask for network cards': nics(
    'Deployment',
    `spec:\n  template:\n${askingNics}    spec: { hostNetwork: true, ${nicContainers} }`,
  ),
  'a patch of pods that ask for network cards': nics('Deployment', `spec:\n  template:\n${askingNics}`),
  'network cards that a template asks for': nics(
    'Pod',
    `  annotations: { k8s.amazonaws.com/nicConfig: "{{ .Values.multi }}" }\nspec: { ${nicContainers} }`,
  ),
  'pods that ask for one network card': nics(
    'Pod',
    `  annotations: { k8s.amazonaws.com/nicConfig: default }\nspec: { ${nicContainers} }`,
  ),
  'network cards that the pods of a custom resource ask for': nics(
    'Widget',
    `spec:\n  template:\n${askingNics}    spec: { ${nicContainers} }`,
  ),
  'an annotation of a workload about the network cards of its pods': nics(
    'Deployment',
    `  annotations: { k8s.amazonaws.com/nicConfig: multi-nic-attach }\nspec: { template: { spec: { ${nicContainers} } } }`,
  ),
  'a Deployment with variables of these names': deployment('Deployment'),
  'a StatefulSet with variables of these names': deployment('StatefulSet'),
  'another DaemonSet': deployment('DaemonSet'),
  'a service of Docker':
    'services:\n  app:\n    image: example/app\n    environment:\n      MAX_ENI: none\n      WARM_IP_TARGET: five',
  'values of another chart': 'image: { repository: example/app }\nenv:\n  MAX_ENI: none\n  LOG_LEVEL: debug',
  'a release of another chart': `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: app }\nspec:\n  chart: { spec: { chart: app } }\n  values: ${wrongEnv}`,
  'an application of another chart': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: app }\nspec:\n  source:\n    chart: app\n    helm: { valuesObject: ${wrongEnv} }`,
  'a node pool of GKE':
    'apiVersion: container.cnrm.cloud.google.com/v1beta1\nkind: ContainerNodePool\nmetadata: { name: web }\nspec: { maxPodsPerNode: 1100, initialNodeCount: 1 }',
  'a node pool of AKS':
    'apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\nkind: AzureManagedMachinePool\nmetadata: { name: web }\nspec: { maxPods: 2500, sku: Standard_D2s_v3 }',
  'Karpenter of Azure':
    'apiVersion: karpenter.azure.com/v1beta1\nkind: AKSNodeClass\nmetadata: { name: default }\nspec: { maxPods: 2500 }',
  'a class of EKS Auto Mode':
    'apiVersion: eks.amazonaws.com/v1\nkind: NodeClass\nmetadata: { name: default }\nspec: { ephemeralStorage: { size: 80Gi } }',
  'kOps with another CNI':
    'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: k.example.com }\nspec:\n  networking: { calico: {} }\n  kubelet: { maxPods: 2500 }',
  'a group of kOps alone':
    'apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: { name: nodes, labels: { kops.k8s.io/cluster: k.example.com } }\nspec: { role: Node, machineType: m5.large, kubelet: { maxPods: 2500 } }',
  'kOps by a template':
    'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: {{.clusterName}} }\nspec:\n  networking:\n    amazonvpc:\n      env:\n        - { name: MAX_ENI, value: {{.maxEni}} }',
  'Cluster API by a template':
    'apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: ${CLUSTER_NAME} }\nspec:\n  vpcCni:\n    env:\n      - { name: MAX_ENI, value: "${MAX_ENI}" }',
  'a composition of Crossplane':
    'apiVersion: apiextensions.crossplane.io/v1\nkind: Composition\nmetadata: { name: eks }\nspec:\n  resources:\n    - name: group\n      base: { apiVersion: eks.aws.upbound.io/v1beta1, kind: NodeGroup, spec: { forProvider: { instanceTypes: [t2.medium] } } }',
  'another add-on of ACK': `apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: dns }\nspec:\n  name: coredns\n  configurationValues: '${wrongEnv}'`,
  'an Addon of others': `apiVersion: addons.example.com/v1\nkind: Addon\nmetadata: { name: cni }\nspec:\n  name: vpc-cni\n  configurationValues: '${wrongEnv}'`,
  'a patch of another DaemonSet':
    'kind: Kustomization\npatches:\n  - target: { kind: DaemonSet, name: app }\n    patch: |\n      - { op: add, path: /spec/template/spec/containers/0/env/-, value: { name: MAX_ENI, value: none } }',
  'a patch without a target':
    'kind: Kustomization\npatches:\n  - patch: |\n      - { op: add, path: /spec/template/spec/containers/0/env/-, value: { name: MAX_ENI, value: none } }',
  'an alert about aws-node':
    'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: cni }\nspec:\n  groups:\n    - name: aws-node\n      rules:\n        - alert: EniLimit\n          annotations: { runbook: "kubectl set env ds/aws-node MAX_ENI=none" }',
  'a policy about ENIConfigs':
    'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nmetadata: { name: eniconfig }\nspec:\n  rules:\n    - match: { any: [{ resources: { kinds: [crd.k8s.amazonaws.com/v1alpha1/ENIConfig] } }] }\n      validate: { pattern: { spec: { subnet: "subnet-*" } } }',
  'an ENIConfig in small letters of others':
    'apiVersion: net.example.com/v1\nkind: EniConfig\nmetadata: { name: web }\nspec: { subnet: one }',
  'a kind of others in a group of Karpenter':
    'apiVersion: karpenter.sh/v1alpha1\nkind: NodeClassTemplate\nmetadata: { name: web }',
  'a DaemonSet of another name in another case':
    'apiVersion: apps/v1\nkind: Daemonset\nmetadata: { name: aws-node-exporter }',
  'a DaemonSet of old clusters':
    'apiVersion: apps/v1beta2\nkind: DaemonSet\nmetadata: { name: aws-node, namespace: kube-system }',
  'a Provisioner of long ago':
    'apiVersion: karpenter.sh/v1alpha4\nkind: Provisioner\nmetadata: { name: web }\nspec: {}',
  'an older NodePool': 'apiVersion: karpenter.sh/v1beta1\nkind: NodePool\nmetadata: { name: web }\nspec: {}',
  'a kind that is filled in':
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: {{ .Values.kind }}\nmetadata: { name: web }',
  'a definition of the kind':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: eniconfigs.crd.k8s.amazonaws.com }\nspec: { names: { kind: ENIConfig, plural: eniconfigs } }',
  'a command that a pipeline prints': `jobs:\n  a:\n    steps:\n      - run: echo "${setEnv}"`,
  'a task that tells': `- hosts: all\n  tasks:\n    - debug: { msg: "${setEnv}" }`,
  'the variables of a pipeline':
    'jobs:\n  a:\n    env: { MAX_ENI: none, WARM_IP_TARGET: five }\n    steps:\n      - run: ./test.sh',
  'a ConfigMap of another program':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app, namespace: kube-system }\ndata: { MAX_ENI: none, enable-windows-ipam: "perhaps" }',
  'a kubelet of another cluster':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: 2500',
});

const fence = (language: string, text: string): string => `# Networking\n\n\`\`\`${language}\n${text}\n\`\`\``;

const documentation = of('README.md', {
  'a command in prose': `Run \`${setEnv}\` never.`,
  'a fence without a language that begins with something else': fence('', `What was done here:\n${setEnv}`),
  'a fence of text': fence('text', setEnv),
  'a difference': fence('diff', '-  - { name: MAX_ENI, value: "3" }\n+  - { name: MAX_ENI, value: none }'),
  'the output of a command': fence(
    'console',
    '$ kubectl set env ds/aws-node --list\nMAX_ENI=none\nWARM_IP_TARGET=five',
  ),
  'a value that a reader fills in': fence('bash', 'kubectl set env ds/aws-node WARM_IP_TARGET=<number>'),
  'a manifest that is cut short': fence(
    'yaml',
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node }\n...\n        env:\n        - name: WARM_IP_TARGET',
  ),
  'an ENIConfig to fill in': fence(
    'yaml',
    'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata:\n  name: <availability zone>\nspec:\n  subnet: subnet-xxxxxxxx\n  securityGroups: [sg-xxxxxxxx]',
  ),
  'JSON with words in it': fence('json', '{"env": {"WARM_IP_TARGET": "...", ...}}'),
  'a table': '| variable | value |\n|---|---|\n| MAX_ENI | none |\n| WARM_IP_TARGET | five |',
  'a comment of HTML': `<!--\n\`\`\`bash\n${setEnv}\n\`\`\`\n-->`,
  'Terraform to fill in': fence('hcl', addon('jsonencode({ env = { WARM_IP_TARGET = "<number>" } })')),
});

const asciidoc = of('networking.adoc', {
  'a literal block': `....\n${setEnv}\n....`,
  'a listing without a language that begins with something else': `----\nWhat was done here:\n${setEnv}\n----`,
  'a comment block': `////\n[source,bash]\n----\n${setEnv}\n----\n////`,
  'a value that is marked':
    '[source,bash,subs="verbatim,attributes,quotes"]\n----\nkubectl set env ds/aws-node WARM_IP_TARGET=[.replaceable]`5`\n----',
  'a name of the document': '[source,bash]\n----\nkubectl set env ds/aws-node WARM_IP_TARGET={target}\n----',
});

const json = of('settings.json', {
  'variables of these names that no command gives to the CNI': '{"env": {"MAX_ENI": "none"}}',
  'one of these names beside settings of others': '{"env": {"WARM_IP_TARGET": "five"}, "image": "example/app"}',
});

const templates = [
  ...of('templates/daemonset.yaml', {
    'a loop over variables':
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node }\nspec:\n  template:\n    spec:\n      containers:\n        - name: aws-node\n          env:\n          {{- range $key, $value := .Values.env }}\n            - name: {{ $key }}\n              value: {{ $value | quote }}\n          {{- end }}',
    'values that are included':
      'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node }\nspec:\n  template:\n    spec:\n      containers:\n        - name: aws-node\n          env: {{- include "cni.env" . | nindent 12 }}',
  }),
  ...of('cluster.yaml.j2', {
    'a ClusterConfig of Jinja':
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: "{{ name }}", region: "{{ region }}" }\nmanagedNodeGroups:\n{% for group in groups %}\n  - { name: "{{ group.name }}", instanceType: "{{ group.type }}", maxPodsPerNode: {{ group.pods }} }\n{% endfor %}',
  }),
  ...of('cluster.yaml.tftpl', {
    'a ClusterConfig of Terraform':
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: ${name}, region: ${region} }\nmanagedNodeGroups:\n%{ for name in groups ~}\n  - { name: ${name}, maxPodsPerNode: ${pods} }\n%{ endfor ~}',
  }),
];

export const traps: Readonly<Record<string, readonly Trap[]>> = {
  scripts,
  terraform,
  manifests,
  documentation,
  asciidoc,
  json,
  templates,
};
