import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: lab, region: us-east-1, version: "1.33" }
addons: [{ name: vpc-cni, version: latest }]
`;
const said = (group: string): readonly string[] =>
  findings([{ path: 'cluster.yaml', text: `${head}${group}` }])
    .filter(({ rule }) => rule === 'max-pods-above-capacity')
    .map(({ message }) => message);

/** m5.large: 2 vCPUs, 3 × (10 − 1) + 2 = 29 pods. */
const own = (kubelet: string) =>
  `nodeGroups: [{ name: web, instanceType: m5.large, maxPodsPerNode: 110, kubeletExtraConfig: { ${kubelet} } }]\n`;
const override = (config: string) => `nodeGroups:
  - name: web
    instanceType: m5.large
    overrideBootstrapCommand: |
      apiVersion: node.eks.aws/v1alpha1
      kind: NodeConfig
      spec: { kubelet: { config: { maxPods: 110, ${config} } } }
`;

describe('podsPerCore is a limit beside max pods', () => {
  it.each([
    ['10 × 2 vCPUs = 20', own('podsPerCore: 10')],
    ['as a template', own('podsPerCore: ${PODS}')],
    ['in a NodeConfig', override('podsPerCore: 10')],
  ])('and what it leaves fits: %s', (_, group) => expect(said(group)).toEqual([]));

  it.each([
    ['0 is no limit', own('podsPerCore: 0'), 'maxPodsPerNode 110 is above the 29 pods'],
    ['20 × 2 vCPUs = 40', own('podsPerCore: 20'), 'The max pods of 40 that podsPerCore leaves is above the 29 pods'],
    ['100 × 2 vCPUs = 200', own('podsPerCore: 100'), 'maxPodsPerNode 110 is above the 29 pods'],
    ['another one', override('cpuManagerPolicy: none'), 'kubelet.config.maxPods 110 is above the 29 pods'],
  ])('and what it leaves does not: %s', (_, group, text) => {
    expect(said(group)).toEqual([expect.stringContaining(text)]);
  });
});
