import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { redacted } from '../../server/features/redaction.js';
import { findings } from '../harness/check.js';

describe('a text for a bug report', () => {
  it('keeps what decides, and loses what is nobody’s business', () => {
    const text = `# Owned by Jane Doe, team payments
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: payments-prod, region: eu-west-1, version: "1.31" }
iam: { serviceRoleARN: "arn:aws:iam::123456789012:role/admin" }
vpc:
  cidr: 10.1.0.0/16
  subnets: { private: { eu-west-1a: { id: subnet-0a1b2c3d4e5f60718 } } }
managedNodeGroups:
  - name: Müller-web
    instanceType: m5.large
    maxPodsPerNode: 110
    labels: { payments.example.com/team: secret, topology.kubernetes.io/zone: eu-west-1a }
    tags: { k8s.io/owner: jane@example.com }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_IP_TARGET": "5", "CLUSTER_ENDPOINT": "https://ABC.example.com:443"}}'
`;
    expect(redacted(text)).toBe(`# Xxxxx xx Xxxx Xxx, xxxx xxxxxxxx
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: xxxxxxxx-xxxx, region: eu-west-1, version: "1.31" }
iam: { serviceRoleARN: "arn:aws:iam::000000000000:xxxx/xxxxx" }
vpc:
  cidr: 10.1.0.0/16
  subnets: { private: { eu-west-1a: { id: subnet-00000000000000000 } } }
managedNodeGroups:
  - name: Xxxxxx-xxx
    instanceType: m5.large
    maxPodsPerNode: 110
    labels: { xxxxxxxx.xxxxxxx.xxx/xxxx: xxxxxx, topology.kubernetes.io/zone: eu-west-1a }
    tags: { k8s.io/owner: xxxx@xxxxxxx.xxx }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"WARM_IP_TARGET": "5", "CLUSTER_ENDPOINT": "https://XXX.xxxxxxx.xxx:000"}}'
`);
  });

  const folder = new URL('../corpus/positive/', import.meta.url);

  it.each(readdirSync(folder).slice(0, 60))('keeps every sign in its place: %s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const after = redacted(text);
    expect(after.length).toBe(text.length);
    expect(after.replace(/[^\s"'{}[\],]/g, 'x')).toBe(text.replace(/[^\s"'{}[\],]/g, 'x'));
  });

  it('shows the faults that the text itself shows', () => {
    const text = readFileSync(new URL('../../examples/broken/harbor.yaml', import.meta.url), 'utf8');
    const of = (each: string) =>
      findings([{ path: 'a.yaml', text: each }]).map(({ rule, range }) => [rule, range.start]);
    const before = of(text);
    expect(before.length).toBeGreaterThan(8);
    const kept = of(redacted(text)).map(([rule]) => rule);
    expect(before.filter(([rule]) => kept.includes(rule)).length / before.length).toBeGreaterThan(0.8);
  });
});
