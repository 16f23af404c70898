/** Variables of aws-node. */
export type Variables = Readonly<Record<string, string>>;

/** What the manifest of the CNI has of the variables that decide about addresses. */
const shipped: Variables = {
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'false',
  AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false',
  ENABLE_IPv4: 'true',
  ENABLE_IPv6: 'false',
  ENABLE_POD_ENI: 'false',
  ENABLE_PREFIX_DELEGATION: 'false',
  WARM_ENI_TARGET: '1',
  WARM_PREFIX_TARGET: '1',
};

/** The DaemonSet as `kubectl get` gives it, with variables changed. */
export function daemonSet(env: Variables): object {
  const image = (name: string) => `602401143452.dkr.ecr.eu-west-1.amazonaws.com/${name}:v1.19.2-eksbuild.1`;
  const variables = Object.entries({ ...shipped, ...env }).map(([name, value]) => ({ name, value }));
  const own = { name: 'MY_NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } };
  const ipv6 = [{ name: 'ENABLE_IPv6', value: env.ENABLE_IPv6 ?? 'false' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'aws-node', namespace: 'kube-system', uid: '0b1c2d3e', resourceVersion: '4711' },
    spec: {
      selector: { matchLabels: { 'k8s-app': 'aws-node' } },
      template: {
        metadata: { creationTimestamp: null, labels: { 'k8s-app': 'aws-node' } },
        spec: {
          initContainers: [{ name: 'aws-vpc-cni-init', image: image('amazon-k8s-cni-init'), env: ipv6 }],
          containers: [{ name: 'aws-node', image: image('amazon-k8s-cni'), env: [...variables, own] }],
        },
      },
    },
    status: { currentNumberScheduled: 1, numberReady: 1 },
  };
}

/** A node as `kubectl get` gives it: m5.large in eu-west-1a where labels do not say otherwise. */
export function node(name: string, pods: number, labels: Readonly<Record<string, string | undefined>> = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-${name}`,
      resourceVersion: '42',
      labels: {
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm5.large',
        'topology.kubernetes.io/zone': 'eu-west-1a',
        ...labels,
      },
    },
    spec: { providerID: 'aws:///eu-west-1a/i-0123456789abcdef0' },
    status: {
      addresses: [{ type: 'InternalIP', address: '10.0.1.17' }],
      allocatable: { pods: String(pods) },
      capacity: { cpu: '2', pods: String(pods) },
    },
  };
}

/** A pod of the namespace shop as `kubectl get` gives it. Without an address it waits for one. */
export function pod(name: string, on: string, address?: string, more: Readonly<Record<string, unknown>> = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', uid: `uid-${name}`, resourceVersion: '77' },
    spec: { nodeName: on, containers: [{ name: 'app', image: 'shop/app:1' }], ...more },
    status: {
      phase: address === undefined ? 'Pending' : 'Running',
      hostIP: '10.0.1.17',
      ...(address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    },
  };
}

/** A warning about a pod of the namespace shop, by the kubelet of a node. */
export function podEvent(about: string, reason: string, message: string, host?: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about}.17a2`, namespace: 'shop', uid: `uid-${about}-${reason}`, resourceVersion: '78' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: about, apiVersion: 'v1' },
    type: 'Warning',
    reason,
    message,
    count: 3,
    source: { component: 'kubelet', ...(host === undefined ? {} : { host }) },
  };
}

/** The same about a node. */
export function nodeEvent(about: string, reason: string, message: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about}.17a2`, namespace: 'default', uid: `uid-${about}-${reason}`, resourceVersion: '79' },
    involvedObject: { kind: 'Node', name: about, uid: about },
    type: 'Warning',
    reason,
    message,
    source: { component: 'vpc-resource-controller' },
  };
}

/** What `kubectl get … -A -o json` says. */
export function list(...items: readonly object[]): string {
  const text = JSON.stringify(
    { apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } },
    undefined,
    4,
  );
  return `${text}\n`;
}
