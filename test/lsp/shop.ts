import { bareManifest, item } from '../harness/carriers.js';

/* A cluster in two files: what the DaemonSet says decides whether the node group's 110 pods fit an m5.large. */

/** aws-node with or without prefix delegation. */
export function awsNode(prefixDelegation: string): string {
  return bareManifest(item('ENABLE_PREFIX_DELEGATION', prefixDelegation));
}

/** 110 pods are more than the 3 × (10 − 1) + 2 = 29 an m5.large serves without prefix delegation. */
export const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - { name: main, instanceType: m5.large, maxPodsPerNode: 110 }
`;
