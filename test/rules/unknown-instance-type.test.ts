import { describe, expect, it } from 'vitest';
import { cluster } from '../harness/carriers.js';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';

const rule = 'unknown-instance-type';

const withGroup = (group: string) => cluster(`managedNodeGroups:\n  - name: web\n    ${group}\n`);

describe('unknown-instance-type', () => {
  it('points at each type that is not known', () => {
    check(
      withGroup(`instanceTypes:
      - m5.large
      - m5.lagre
#       ^^^^^^^^ info unknown-instance-type: ENI Lens knows no instance type m5.lagre as of 20
      - potato
#       ^^^^^^ info unknown-instance-type: ENI Lens knows no instance type potato as of 20`),
    );
  });

  it('takes the type that was meant, whatever the case', () => {
    checkFix(withGroup('instanceType: M5.Large'), { rule, expected: withGroup('instanceType: m5.large') });
    expect(checkAllFixes(withGroup('instanceType: M5.Large'))).toBe(1);
    checkFix(withGroup("instanceType: 'm5.xlarg'"), { rule, expected: withGroup("instanceType: 'm5.xlarge'") });
    expect(checkAllFixes(withGroup('instanceType: m5.lrage'))).toBe(1);
  });

  it('offers nothing where no type is near', () => {
    const [finding] = findings([{ path: 'file.yaml', text: withGroup('instanceType: potato') }]);
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
    checkClean(withGroup(group));
  });

  it('says nothing about mixed, a selector, and types of the config file', () => {
    checkClean(withGroup('instanceSelector: { vCPUs: 2 }'));
    expect(
      findings([{ path: 'file.yaml', text: withGroup('instanceType: mixed').replace('managedN', 'n') }]).map(
        (each) => each.rule,
      ),
    ).toEqual([]);
    checkClean(`# file: eni-lens.yaml
instanceTypes:
  m99.large: { enis: 3, ipv4PerEni: 10 }
# file: cluster.yaml
${withGroup('instanceType: m99.large')}`);
  });
});
