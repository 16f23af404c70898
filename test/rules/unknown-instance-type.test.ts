import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'unknown-instance-type';

const cluster = (group: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - name: web
    ${group}
`;

describe('unknown-instance-type', () => {
  it('points at each type that is not known', () => {
    check(
      cluster(`instanceTypes:
      - m5.large
      - m5.lagre
#       ^^^^^^^^ info unknown-instance-type: ENI Lens knows no instance type m5.lagre as of 20
      - potato
#       ^^^^^^ info unknown-instance-type: ENI Lens knows no instance type potato as of 20`),
    );
  });

  it('takes the type that was meant, whatever the case', () => {
    checkFix(cluster('instanceType: M5.Large'), { rule, expected: cluster('instanceType: m5.large') });
    expect(checkAllFixes(cluster('instanceType: M5.Large'))).toBe(1);
    checkFix(cluster("instanceType: 'm5.xlarg'"), { rule, expected: cluster("instanceType: 'm5.xlarge'") });
    expect(checkAllFixes(cluster('instanceType: m5.lrage'))).toBe(1);
  });

  it('offers nothing where no type is near', () => {
    const [finding] = findings([{ path: 'file.yaml', text: cluster('instanceType: potato') }]);
    expect(finding?.fixes).toEqual([]);
    expect(finding?.message).not.toContain('did you mean');
  });

  it.each([
    'instanceType: m5.large',
    'instanceType: g3.4xlarge',
    'instanceType: "${TYPE}"',
    'instanceTypes: [<type>]',
    'spot: true',
  ])('says nothing about %s', (group) => {
    checkClean(cluster(group));
  });

  it('says nothing about mixed, a selector, and types of the config file', () => {
    checkClean(cluster('instanceSelector: { vCPUs: 2 }'));
    expect(
      findings([{ path: 'file.yaml', text: cluster('instanceType: mixed').replace('managedN', 'n') }]).map(
        (each) => each.rule,
      ),
    ).toEqual([]);
    checkClean(`# file: eni-lens.yaml
instanceTypes:
  m99.large: { enis: 3, ipv4PerEni: 10 }
# file: cluster.yaml
${cluster('instanceType: m99.large')}`);
  });
});
