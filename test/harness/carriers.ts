/**
 * The carriers of aws-node's variables as fixtures, so that a test shows the variables only. Every line of `env` is indented alike,
 * so expectation lines keep their columns.
 */

/** An eksctl file of the cluster `shop`; `rest` stands below its metadata, at the left. */
export function cluster(rest: string, region = 'eu-west-1'): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: ${region} }
${rest}`;
}

/** An eksctl file with the vpc-cni add-on; `env` are lines of `NAME: "value"`. `rest` stands below, at the left. */
export function addon(env: string, rest = '', region = 'eu-west-1'): string {
  return cluster(`${addonPart(env)}${rest}`, region);
}

/** The add-on alone, for an eksctl file. */
export function addonPart(env: string): string {
  return `addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${indent(env, 8)}
`;
}

/** A whole DaemonSet; `env` are items such as `- { name: NAME, value: "value" }`. */
export function manifest(env: string, { image = 'amazon-k8s-cni:v1.18.1', init = '' } = {}): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: aws-node } }
  template:
    spec:
      initContainers:
        - name: aws-vpc-cni-init
          image: registry.example/amazon-k8s-cni-init:${/:(\S+)/.exec(image)?.[1] ?? 'v1.18.1'}
          env:
            - { name: DISABLE_TCP_EARLY_DEMUX, value: "false" }
${indent(init, 12)}
      containers:
        - name: aws-node
          image: registry.example/${image}
          env:
            - { name: MY_NODE_NAME, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
${indent(env, 12)}
`;
}

/** The least DaemonSet there is; items as in `manifest`. */
export function bareManifest(env: string, image?: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
${image === undefined ? '' : `          image: ${image}\n`}          env:
${indent(env, 12)}
`;
}

/** An ENIConfig behind other documents. */
export function eniConfig(name: string, subnet = 'subnet-0123456789abcdef0'): string {
  return `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: ${subnet} }
`;
}

/** A patch of the DaemonSet; items as in `manifest`. */
export function patch(env: string): string {
  return `spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
${indent(env, 12)}
`;
}

/** An item of an env list. */
export function item(name: string, value: string): string {
  return `- { name: ${name}, value: "${value}" }`;
}

/** An item as a fix adds it. */
export function added(name: string, value: string): string {
  return `- name: ${name}\n  value: "${value}"`;
}

/** A self-managed node group of eksctl. */
export function workers(type: string, more = ''): string {
  return `nodeGroups:
  - name: workers
    instanceType: ${type}
${more && `    ${more}\n`}`;
}

function indent(lines: string, width: number): string {
  const space = ' '.repeat(width);
  return lines
    .split('\n')
    .map((line) => (line === '' ? line : space + line))
    .join('\n');
}
