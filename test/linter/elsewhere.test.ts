import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: lab, region: us-east-1 }
managedNodeGroups: [{ name: web, instanceType: t2.medium, maxPodsPerNode: 17 }]
`;

/** Two ENIs of six addresses: 2 × (6 − 1) + 2 = 12 pods. */
const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [{ name: MAX_ENI, value: "2" }] }] } } }
`;

const said = (files: readonly { readonly path: string; readonly text: string }[]): string | undefined =>
  findings(files).find(({ rule }) => rule === 'max-pods-above-capacity')?.message;

describe('a finding that follows from the settings of another file', () => {
  it('names that file', () => {
    const files = [
      { path: 'eks/cluster.yaml', text: cluster },
      { path: 'cni/aws-node.yaml', text: daemonSet },
    ];
    expect(said(files)).toContain('above the 12 pods');
    expect(said(files)).toMatch(/ \(by the settings in cni\/aws-node\.yaml\)$/);
  });

  it('names the config file that states an old version', () => {
    const settings = '[{ name: vpc-cni, configurationValues: \'{"env":{"MAX_ENI":"2"}}\' }]';
    const file = { path: 'cluster.yaml', text: `${cluster}addons: ${settings}\n` };
    const stating = (version: string) => [file, { path: 'eni-lens.yaml', text: `cniVersion: ${version}\n` }];
    expect(said([file])).not.toContain('by the settings');
    expect(said(stating('1.15.0'))).toMatch(/ \(by the settings in eni-lens\.yaml\)$/);
    expect(said(stating('1.21.0'))).not.toContain('by the settings');
  });
});
