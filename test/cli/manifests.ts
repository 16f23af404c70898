import { bareManifest, item } from '../harness/carriers.js';

/* Texts with known findings, as small as they can be. Each declares its own cluster, so they do not influence each other. */

/** Has one finding, a warning: WARM_IP_TARGET 2 without MINIMUM_IP_TARGET. */
export function withWarning(cluster = 'shop'): string {
  return clusterWith(cluster, 'WARM_IP_TARGET: "2"');
}

/** Has one finding, an info: the same with WARM_IP_TARGET 5. */
export function withInfo(cluster = 'shop'): string {
  return clusterWith(cluster, 'WARM_IP_TARGET: "5"');
}

/** Has one finding, an error: the add-on takes strings only. */
export function withError(cluster = 'shop'): string {
  return clusterWith(cluster, 'WARM_ENI_TARGET: 1');
}

/** Has no finding. */
export function clean(cluster = 'shop'): string {
  return clusterWith(cluster, 'WARM_ENI_TARGET: "1"');
}

/** A ClusterConfig whose vpc-cni add-on has one line of environment, in line 8 from column 9. */
export function clusterWith(cluster: string, envLine: string): string {
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${cluster}, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        ${envLine}
`;
}

/** YAML that is none of ours. */
export const irrelevant = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';

/**
 * A cluster in two folders, with another one beside it: nothing joins its DaemonSet but `joinedByConfig`. 110 pods on nodes that serve 29
 * without prefixes are a finding then, and nothing alone, for with prefixes an m5.large serves more.
 */
export const inTwoFolders = {
  'one/shop.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
nodeGroups:
  - { name: services, instanceType: m5.large, maxPodsPerNode: 110 }
`,
  'one/bank.yaml': clean('bank'),
  'two/aws-node.yaml': bareManifest(item('ENABLE_PREFIX_DELEGATION', 'false')),
};
export const joinedByConfig = 'clusters:\n  - { name: shop, files: [one/shop.yaml, two/] }\n';

/** Texts whose bytes are easily lost. */
export const delicate = {
  'crlf, mark/no end.yaml': `\ufeff# 名前 👍\r\n${withError('a').replaceAll('\n', '\r\n').trimEnd()}`,
  'lone\ttab "quote" \\ ü.yaml': `${withError('b')}---\r\n# mixed\r\n---\n${withWarning('c').trimEnd()}`,
  'old mac.yaml': withError('d').replaceAll('\n', '\r'),
  'string.yaml': `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: e, region: eu-west-1 }\naddons:\n  - name: vpc-cni\n    configurationValues: '{"env": {"WARM_IP_TARGET": 2}}' # kept`,
  'clean.yaml': clean('f'),
  'other.yaml': irrelevant,
};
