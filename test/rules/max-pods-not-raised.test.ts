import { describe, expect, it } from 'vitest';
import { addon } from '../harness/carriers.js';
import { check, checkFix, findings } from '../harness/check.js';

const rule = 'max-pods-not-raised';

const cluster = (groups: string, env = 'ENABLE_PREFIX_DELEGATION: "true"') => addon(env, groups);

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter((each) => each.rule === rule)
    .map(({ message }) => message);

describe('max-pods-not-raised', () => {
  it('points at the group and names both numbers', () => {
    // nodeadm: 3 × (10 − 1) + 2 = 29; with prefixes 434, of which EKS recommends 110 below 30 vCPUs
    check(
      cluster(`nodeGroups:
  - name: web
#         ^^^ info max-pods-not-raised: Prefix delegation is on, but no max pods is set: each m5.large node still takes 29 pods, and could take 110
`),
    );
  });

  it('recommends less where the type cannot serve 110, and 250 above 30 vCPUs', () => {
    // t3.micro: 2 × 1 + 2 = 4, with prefixes 2 × 1 × 16 + 2 = 34. p5.48xlarge: 2 × 49 + 2 = 100, 192 vCPUs
    expect(of(cluster('nodeGroups: [{ name: web, instanceType: t3.micro }]\n'))[0]).toContain(
      '4 pods, and could take 34',
    );
    expect(of(cluster('nodeGroups: [{ name: web, instanceType: p5.48xlarge }]\n'))[0]).toContain(
      '100 pods, and could take 250',
    );
  });

  it('adds the number', () => {
    checkFix(cluster('nodeGroups:\n  - name: web\n    instanceType: m5.large\n'), {
      rule,
      title: 'Set maxPodsPerNode to 110 instead of the default 29',
      expected: cluster('nodeGroups:\n  - name: web\n    instanceType: m5.large\n    maxPodsPerNode: 110\n'),
    });
  });

  it('sees a custom AMI in a managed group, to which eksctl cannot give the number', () => {
    const text = cluster('managedNodeGroups: [{ name: web, ami: ami-0a1b2c3d, amiFamily: AmazonLinux2023 }]\n');
    const [finding] = findings([{ path: 'file.yaml', text }]).filter((each) => each.rule === rule);
    expect(finding?.message).toContain('29 pods, and could take 110');
    expect(finding?.fixes).toEqual([]);
  });

  it.each([
    ['EKS computes the number', 'managedNodeGroups: [{ name: web }]\n'],
    ['the number is set', 'nodeGroups: [{ name: web, maxPodsPerNode: 29 }]\n'],
    ['a script may set it', 'nodeGroups: [{ name: web, preBootstrapCommands: ["echo --max-pods=110"] }]\n'],
    // m5.4xlarge takes 8 × 29 + 2 = 234 without a cap, more than the 110 EKS recommends.
    ['the default is above the recommendation', 'nodeGroups: [{ name: web, instanceType: m5.4xlarge }]\n'],
    [
      'one number would take pods away from the large type',
      'nodeGroups: [{ name: web, instancesDistribution: { instanceTypes: [m5.large, m5.4xlarge] } }]\n',
    ],
    ['the type is not known', 'nodeGroups: [{ name: web, instanceType: "${TYPE}" }]\n'],
    ['the node is Windows', 'nodeGroups: [{ name: web, amiFamily: WindowsServer2022FullContainer }]\n'],
  ])('keeps silent where %s', (_, groups) => {
    expect(of(cluster(groups))).toEqual([]);
  });

  it('keeps silent where prefix delegation is off, a template, not seen, or has no effect', () => {
    const group = 'nodeGroups: [{ name: web, instanceType: m5.large }]\n';
    expect(of(cluster(group, 'ENABLE_PREFIX_DELEGATION: "false"'))).toEqual([]);
    expect(of(cluster(group, 'ENABLE_PREFIX_DELEGATION: "${PREFIXES}"'))).toEqual([]);
    expect(of(cluster(group).replace(/addons[\s\S]*?(?=nodeGroups)/, ''))).toEqual([]);
    expect(of(cluster(group.replace('m5.large', 't2.medium')))).toEqual([]);
  });
});
