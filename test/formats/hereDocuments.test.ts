import { describe, expect, it } from 'vitest';
import { bareManifest } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix, checkFixesWithCrlf, findings } from '../harness/check.js';

/** What is found in a file, as `rule text`. */
function found(text: string, path = 'setup.sh'): readonly string[] {
  return findings([{ path, text }]).map(
    ({ rule, range }) => `${rule} ${text.slice(range.span.start, range.span.end).replaceAll('"', '')}`,
  );
}

const env = (value: string): string => bareManifest(`- { name: WARM_IP_TARGET, value: "${value}" }`);
const wrong = env('five');

describe('which here-documents are read', () => {
  it.each([
    `kubectl apply -f - <<EOF\n${wrong}EOF`,
    `kubectl apply -f - <<'EOF'\n${wrong}EOF`,
    `kubectl create -f - <<"EOF"\n${wrong}EOF`,
    `kubectl replace -f- <<\\EOF\n${wrong}EOF`,
    `cat <<EOF | kubectl apply -f -\n${wrong}EOF`,
    `cat << 'EOF' | envsubst | kubectl apply -f -\n${wrong}EOF`,
    `cat <<EOF > aws-node.yaml\n${wrong}EOF`,
    `cat > aws-node.yaml <<EOF\n${wrong}EOF`,
    `tee aws-node.yaml <<EOF >/dev/null\n${wrong}EOF`,
    `sudo tee aws-node.yaml <<EOF\n${wrong}EOF`,
    `if true; then\n  kubectl apply -f - <<EOF\n${wrong}EOF\nfi`,
    `setup() {\n  kubectl apply -f - <<EOF\n${wrong}EOF\n}\nsetup`,
    `kubectl apply -f - <<-EOF\n${wrong.replace(/^/gm, '\t')}EOF`,
    `kubectl apply -f - <<EOF\n${wrong}---\napiVersion: v1\nkind: Namespace\nEOF`,
    `kubectl apply -f - <<EOF\nkind: Namespace\napiVersion: v1\n---\n${wrong}EOF`,
    `kubectl apply -f - <<EOF\n${wrong}`,
    `kubectl apply -f - <<EOF && kubectl rollout status ds/aws-node\n${wrong}EOF`,
  ])('%s', (text) => expect(found(`${text}\n`)).toEqual(['invalid-integer five']));

  it.each([
    `: <<EOF\n${wrong}EOF`,
    `: <<'COMMENT'\n${wrong}COMMENT`,
    `true <<EOF\n${wrong}EOF`,
    `kubectl delete -f - <<EOF\n${wrong}EOF`,
    `cat <<EOF | kubectl delete -f -\n${wrong}EOF`,
    `kubectl diff -f - <<EOF\n${wrong}EOF`,
    `python3 <<EOF\n${wrong}EOF`,
    `echo <<EOF\n${wrong}EOF`,
    `cat <<EOF\nkubectl set env ds/aws-node WARM_IP_TARGET=five\nEOF`,
    `cat <<EOF\nkubectl apply -f - <<INNER\n${wrong}INNER\nEOF`,
    `kubectl apply -f - <<EOF\n${env('$TARGET')}EOF`,
    `kubectl apply -f - <<EOF\n${env('${TARGET}')}EOF`,
    `kubectl apply -f - <<EOF\n${env('${TARGET:-five}')}EOF`,
    `kubectl apply -f - <<EOF\n${env('$(jq -r ".a[0]" x.json)')}EOF`,
    `kubectl apply -f - <<EOF\n${env('$(( 2 + 3 ))')}EOF`,
    `kubectl apply -f - <<EOF\n${env('`cat target`')}EOF`,
    `kubectl apply -f - <<'EOF'\n${env('${TARGET}')}EOF`,
    `kubectl apply -f - <<EOF\n${env('<target>')}EOF`,
    `kubectl apply -f - <<EOF\n${env('{{ .Values.target }}')}EOF`,
    `kubectl apply -f - <<EOF\n${env('...')}EOF`,
    `kubectl apply -f - <<EOF\n${wrong.replace('aws-node, ', 'kube-proxy, ').replace('- name: aws-node', '- name: kube-proxy')}EOF`,
    `kubectl apply -f - <<EOF\n${wrong.replace('DaemonSet', 'Deployment')}EOF`,
    `kubectl apply -f - <<EOF\n${wrong.replace('spec:', 'spec: [')}EOF`,
    `# kubectl apply -f - <<EOF\n# ${wrong.replaceAll('\n', '\n# ')}`,
    `cat <<EOF > a.tf\nresource "x" "y" {\n  WARM_IP_TARGET = "five" # aws-node\n}\nEOF`,
    `cat <<EOF > .env\nWARM_IP_TARGET=five\nENABLE_PREFIX_DELEGATION=maybe\nEOF`,
    `cat <<EOF > gke.yaml\napiVersion: container.cnrm.cloud.google.com/v1beta1\nkind: ContainerNodePool\nspec: { maxPodsPerNode: 9999 }\n# aws-node\nEOF`,
    `cat <<EOF > kind.yaml\napiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n# eksctl.io\nEOF`,
    `eksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: $N, region: $R, version: 1.30 }\nEOF`,
    `eksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: $N, region: $R }\n$MORE\nEOF`,
    `eksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\nnodeGroups:\n$(groups)\nEOF`,
    `eksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n  - name: $G\n    instanceType: $T\n    minSize: $MIN\n    maxSize: $MAX\nEOF`,
    `for AZ in a b; do\nkubectl apply -f - <<EOF\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: $AZ }\nspec: { subnet: $SUBNET, securityGroups: [$SG] }\nEOF\ndone`,
    ...['<name>', '$(x)', '${N:-a b}'].map(
      (name) =>
        `cat <<EOF | kubectl apply -f -\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: "${name}x" }\nspec: { subnet: "$S", securityGroups: ["$G"] }\nEOF`,
    ),
    `if $A; then\nkubectl apply -f - <<EOF\n${env('5')}EOF\nelse\nkubectl apply -f - <<EOF\n${wrong}EOF\nfi`,
    `cat <<EOF > values.yaml\nenv:\n  WARM_IP_TARGET: five\n# aws-node\nEOF`,
    `cat <<EOF > Dockerfile\nENV WARM_IP_TARGET=five\n# aws-node\nEOF`,
    `ssh host <<EOF\nkubectl set env ds/aws-node WARM_IP_TARGET=five\nEOF`,
    `cat <<< "${'aws-node'}"`,
  ])('not %s', (text) => {
    const path = text.includes('version: 1.30') ? [expect.stringContaining('version-not-a-string')] : [];
    expect(found(`${text}\n`)).toEqual(path);
  });

  it('are none of several clusters, which nobody could tell apart', () => {
    const one = (name: string): string =>
      `eksctl create cluster -f - <<EOF\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: ${name}, region: eu-west-1 }\nmanagedNodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 900 }]\nEOF\n`;
    expect(found(one('a'))).toEqual(['max-pods-above-capacity 900']);
    expect(found(one('a') + one('b'))).toEqual([]);
  });
});

/** Manifests of each kind that a cluster is given, and what is wrong with them. */
const manifests: readonly (readonly [kind: string, finding: string, text: string])[] = [
  [
    'SecurityGroupPolicy',
    'security-group-policy-rejected []',
    'apiVersion: vpcresources.k8s.aws/v1beta1\nkind: SecurityGroupPolicy\nmetadata: { name: db, namespace: shop }\nspec:\n  podSelector: {}\n  securityGroups: { groupIds: [] }\n',
  ],
  [
    'EC2NodeClass',
    'karpenter-max-pods-in-user-data 110',
    'apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nmetadata: { name: default }\nspec:\n  amiFamily: AL2023\n  userData: |\n    apiVersion: node.eks.aws/v1alpha1\n    kind: NodeConfig\n    spec: { kubelet: { config: { maxPods: 110 } } }\n',
  ],
  [
    'NodePool',
    'unknown-instance-type m5.lrge',
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: default }\nspec:\n  template:\n    spec:\n      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }\n      requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.lrge] }]\n',
  ],
  [
    'Cluster of kOps',
    'invalid-integer five',
    'apiVersion: kops.k8s.io/v1alpha2\nkind: Cluster\nmetadata: { name: a.example.com }\nspec:\n  networking:\n    amazonvpc:\n      env: [{ name: WARM_IP_TARGET, value: "five" }]\n',
  ],
  [
    'AWSManagedControlPlane',
    'invalid-integer five',
    'apiVersion: controlplane.cluster.x-k8s.io/v1beta2\nkind: AWSManagedControlPlane\nmetadata: { name: a }\nspec:\n  vpcCni:\n    env: [{ name: WARM_IP_TARGET, value: "five" }]\n',
  ],
  [
    'Addon of ACK',
    'invalid-integer five',
    'apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Addon\nmetadata: { name: a }\nspec:\n  name: vpc-cni\n  clusterName: shop\n  configurationValues: \'{"env":{"WARM_IP_TARGET":"five"}}\'\n',
  ],
  [
    'Addon of Crossplane',
    'invalid-integer five',
    'apiVersion: eks.aws.upbound.io/v1beta1\nkind: Addon\nmetadata: { name: a }\nspec:\n  forProvider:\n    addonName: vpc-cni\n    clusterName: shop\n    configurationValues: \'{"env":{"WARM_IP_TARGET":"five"}}\'\n',
  ],
  [
    'HelmRelease',
    'invalid-integer five',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cni, namespace: kube-system }\nspec:\n  chart: { spec: { chart: aws-vpc-cni, sourceRef: { kind: HelmRepository, name: eks } } }\n  values: { env: { WARM_IP_TARGET: "five" } }\n',
  ],
];

describe('what a cluster is given is read wherever it is given', () => {
  const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

  it.each(manifests)('%s', (_, finding, text) => {
    expect(found(text, 'a.yaml'), 'a file').toEqual([finding]);
    expect(found(`kubectl apply -f - <<EOF\n${text}EOF\n`), 'a here-document').toEqual([finding]);
    expect(found(`cat <<'EOF' | envsubst | kubectl apply -f -\n${text}EOF\n`), 'through envsubst').toEqual([finding]);
    const yaml = `<<-YAML\n${indented(text)}  YAML\n`;
    const body = `resource "kubectl_manifest" "a" {\n  yaml_body = ${yaml}}\n`;
    expect(found(body, 'main.tf'), 'YAML in Terraform').toEqual([finding]);
    const decoded = `resource "kubernetes_manifest" "a" {\n  manifest = yamldecode(${yaml}  )\n}\n`;
    expect(found(decoded, 'main.tf'), 'YAML decoded in Terraform').toEqual([finding]);
  });

  it.each(manifests)('%s, or one of two, of which nobody knows which there is', (kind, _, text) => {
    const one = `kubectl apply -f - <<EOF\n${text}EOF\n`;
    const either = `if $A; then\n${one}else\n${one}fi\n`;
    // What a file is refused for is wrong in either.
    const isRefused = kind === 'EC2NodeClass' || kind === 'SecurityGroupPolicy';
    if (!isRefused) expect(found(either)).toEqual([]);
  });
});

describe('a here-document', () => {
  const script = `# file: setup.sh
#!/bin/bash
set -e # é🚢
if ! kubectl get ds; then
	cat <<-EOF | kubectl apply -f -
		apiVersion: apps/v1
		kind: DaemonSet
		metadata: { name: aws-node, labels: { costs: \\$5, owner: $OWNER } }
		spec:
		  template:
		    spec:
		      containers:
		        - name: aws-node
		          env:
		            - name: ENABLE_PREFIX_DELEGATON
		              value: "true"
		            - name: WARM_IP_TARGET
		              value: "5 "
	EOF
fi
echo done
`;

  it('is read at its places, behind tabs and escapes', () => {
    const right = script.replace('DELEGATON', 'DELEGATION');
    check(right.replace('"5 "\n', '"5 "\n# 23..27 warning invalid-integer: WARM_IP_TARGET is "5 "\n'));
  });

  it('is repaired by fixes that change nothing else, with CRLF too', () => {
    expect(checkAllFixes(script)).toBeGreaterThan(1);
    checkFixesWithCrlf(script);
  });

  it('keeps its tabs where a fix adds lines, and its escapes', () => {
    checkFix(script.replace('DELEGATON', 'DELEGATION'), {
      rule: 'invalid-integer',
      expected: script.replace('DELEGATON', 'DELEGATION').replace('"5 "', '"5"'),
    });
  });

  it('is silenced by a comment above its command, and above the line in it', () => {
    const text = `#!/bin/sh\nkubectl apply -f - <<EOF\n${wrong}EOF\nkubectl set env ds/aws-node MINIMUM_IP_TARGET=ten\n`;
    const line = '            - { name: WARM';
    expect(found(text)).toEqual(['invalid-integer five', 'invalid-integer ten']);
    const above = text.replace('kubectl apply', '# eni-lens-disable-next-line\nkubectl apply');
    expect(found(above)).toEqual(['invalid-integer ten']);
    const within = text.replace(line, `            # eni-lens-disable-next-line invalid-integer\n${line}`);
    expect(found(within)).toEqual(['invalid-integer ten']);
  });

  it('is read in the fences of documentation', () => {
    const fence = `# Setup\n\n\`\`\`bash\nkubectl apply -f - <<EOF\n${wrong}EOF\n\`\`\`\n\n1. So\n   \`\`\`console\n   $ cat <<'EOF' | kubectl apply -f -\n${wrong.replace(/^(?=.)/gm, '   ')}   EOF\n   daemonset.apps/aws-node configured\n   \`\`\`\n`;
    expect(found(fence, 'README.md')).toEqual(['invalid-integer five', 'invalid-integer five']);
  });

  it('never accuses a cluster of what other commands may give it', () => {
    checkClean(`# file: setup.sh
eksctl create cluster -f - <<EOF
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone"}}'
managedNodeGroups: [{ name: web, instanceType: m5.large }]
EOF
kubectl apply -f eniconfigs/
`);
  });
});

/* What would take time with the square of their number takes minutes here. */
it.each(['kubectl apply -f - <<EOF\na: 1\nEOF\n', 'cat <<EOF\n$(\n`\nEOF\n', 'cat <<-EOF\n\t${x\n\tEOF\n'])(
  'a script of many %j is checked in time',
  (part) => {
    expect(found(`${part.repeat(1_500)}\nkubectl set env ds/aws-node WARM_IP_TARGET=five\n`)).toEqual([
      'invalid-integer five',
    ]);
  },
);
