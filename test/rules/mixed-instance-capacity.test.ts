import { describe, expect, it } from 'vitest';
import { addon } from '../harness/carriers.js';
import { check, checkAllFixes, findings } from '../harness/check.js';

const rule = 'mixed-instance-capacity';

const cluster = (groups: string, env = 'AWS_VPC_K8S_CNI_EXTERNALSNAT: "true"') => addon(env, groups);

const managed = (types: string) => `managedNodeGroups: [{ name: web, instanceTypes: [${types}] }]\n`;
const selfManaged = (types: string, maxPods: number) =>
  `nodeGroups: [{ name: web, instancesDistribution: { instanceTypes: [${types}] }, maxPodsPerNode: ${maxPods} }]\n`;

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }]).map((each) => `${each.severity} ${each.rule}: ${each.message}`);

describe('a managed group', () => {
  it('points at the smallest type, with the number of each', () => {
    // 3 × 9 + 2 = 29, 4 × 14 + 2 = 58, 8 × 29 + 2 = 234, capped at 110 below 30 vCPUs
    const text = cluster(managed('m5.xlarge, m5.large, m5.4xlarge'));
    const [finding] = findings([{ path: 'file.yaml', text }]);
    expect(finding?.severity).toBe('info');
    expect(finding?.message).toBe(
      'EKS gives every node of a group the max pods of its smallest instance type, m5.large with 29; m5.4xlarge alone would get 110',
    );
    expect(finding?.related.map(({ message }) => message)).toEqual([
      'm5.xlarge alone would get 58',
      'm5.4xlarge alone would get 110',
    ]);
    check(
      cluster(`managedNodeGroups:
  - name: web
    instanceTypes:
      - m5.xlarge
      - m5.large
#       ^^^^^^^^ info mixed-instance-capacity: EKS gives every node
`),
    );
  });

  it('is fine where the numbers are equal after the cap', () => {
    // m5.2xlarge has 58, as m5.xlarge; with prefixes m5.large and m5.4xlarge both get 110.
    expect(of(cluster(managed('m5.xlarge, m5.2xlarge')))).toEqual([]);
    expect(of(cluster(managed('m5.large, m5.4xlarge'), 'ENABLE_PREFIX_DELEGATION: "true"'))).toEqual([]);
  });

  it('goes by the shipped defaults where nobody configures the CNI, and says so', () => {
    const alone = (types: string) => cluster(managed(types)).replace(/addons[\s\S]*?(?=managed)/, '');
    const text = 'With the VPC CNI as eksctl installs it, EKS gives every node of a group the max pods of its smallest';
    // 29; 8 × (30 − 1) + 2 = 234, above the 110 of up to 30 vCPUs
    expect(of(alone('m5.large, m5.4xlarge'))).toEqual([
      `info mixed-instance-capacity: ${text} instance type, m5.large with 29; m5.4xlarge alone would get 110`,
    ]);
    // Equal without prefixes: 3 × (6 − 1) + 2 = 17 both.
    expect(of(alone('t2.medium, t3.medium'))).toEqual([]);
    // 2 × (2 − 1) + 2 = 4
    expect(of(alone('t3.micro, m5.large'))).toEqual([
      `info mixed-instance-capacity: ${text} instance type, t3.micro with 4; m5.large alone would get 29`,
    ]);
  });

  it('says that the large types fit as it is where that holds without prefixes too', () => {
    // t2.small (Xen): 3 × (4 − 1) + 2 = 11; m5.large 29 without prefixes, 434 with them.
    const open = (maxPods: number) =>
      of(cluster(selfManaged('m5.large, t2.small', maxPods), 'ENABLE_PREFIX_DELEGATION: "${PREFIXES}"'));
    expect(open(29)).toEqual([expect.stringContaining('maxPodsPerNode 29 fits m5.large, but t2.small can serve 11: ')]);
    expect(open(110)).toEqual([
      expect.stringContaining('110 fits m5.large if prefix delegation is on, but t2.small can serve 11 even then'),
    ]);
  });

  it('names prefix delegation as the condition where that cannot be seen', () => {
    const patched = cluster(managed('m5.xlarge, m5.large'), 'ENABLE_PREFIX_DELEGATION: "${PREFIXES}"');
    expect(of(patched)).toEqual([
      expect.stringMatching(
        /Without prefix delegation, which is not visible here, EKS gives .* m5\.large with 29; m5\.xlarge alone would get 58/,
      ),
    ]);
  });

  it.each([
    [
      'the number is set',
      cluster('managedNodeGroups: [{ name: web, instanceTypes: [m5.large, m5.xlarge], maxPodsPerNode: 20 }]\n'),
    ],
    ['a type is a template', cluster(managed('m5.large, m5.4xlarge, "${TYPE}"'))],
    ['there is one type', cluster(managed('m5.large'))],
    [
      'the launch template may hold an AMI',
      cluster('managedNodeGroups: [{ name: web, launchTemplate: { id: lt-0a1b2c3d } }]\n'),
    ],
  ])('is not judged where %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });
});

describe('a self-managed group', () => {
  it('is warned of a number that its small types cannot serve, and by no other rule', () => {
    const text = cluster(selfManaged('m5.large, m5.4xlarge', 110));
    expect(of(text)).toEqual([
      `warning ${rule}: maxPodsPerNode 110 fits m5.4xlarge, but m5.large can serve 29: 3 ENIs × (10 − 1) + 2 = 29, which leaves 81 in ContainerCreating on a full node`,
    ]);
    expect(checkAllFixes(text)).toBe(2);
  });

  it('is a finding of max-pods-above-capacity where no type can serve the number', () => {
    expect(of(cluster(selfManaged('m5.large, m5.xlarge', 110)))).toEqual([
      expect.stringMatching(
        /^warning max-pods-above-capacity: maxPodsPerNode 110 is above the 29 pods m5.large can serve/,
      ),
    ]);
  });

  it('is fine where every type can serve the number, or computes its own', () => {
    expect(of(cluster(selfManaged('m5.large, m5.4xlarge', 29)))).toEqual([]);
    expect(
      of(cluster('nodeGroups: [{ name: web, instancesDistribution: { instanceTypes: [m5.large, m5.4xlarge] } }]\n')),
    ).toEqual([]);
  });
});
