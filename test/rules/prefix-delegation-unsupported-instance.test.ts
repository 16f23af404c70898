import { describe, expect, it } from 'vitest';
import { addon } from '../harness/carriers.js';
import { check, findings } from '../harness/check.js';

const rule = 'prefix-delegation-unsupported-instance';

const cluster = (group: string, env = 'ENABLE_PREFIX_DELEGATION: "true"') =>
  addon(env, `managedNodeGroups:\n  - name: web\n    ${group}\n`);

const of = (text: string) =>
  findings([{ path: 'file.yaml', text }]).map((each) => `${each.severity} ${each.rule}: ${each.message}`);

describe('prefix-delegation-unsupported-instance', () => {
  it('points at the type and says what its nodes can serve', () => {
    // 3 × (6 − 1) + 2 = 17
    check(
      cluster(`instanceType: t2.medium
#                 ^^^^^^^^^ warning prefix-delegation-unsupported-instance: Prefix delegation needs a Nitro type and does nothing here: nodes can serve 17 pods on t2.medium (3 ENIs × (6 − 1) + 2 = 17)`),
    );
  });

  it('names every type of the group', () => {
    // m4.large 2 × (10 − 1) + 2 = 20
    expect(of(cluster('instanceTypes: [t2.medium, m4.large]\n    maxPodsPerNode: 17'))).toEqual([
      `warning ${rule}: Prefix delegation needs a Nitro type and does nothing here: nodes can serve 17 pods on t2.medium (3 ENIs × (6 − 1) + 2 = 17) and 20 pods on m4.large (2 ENIs × (10 − 1) + 2 = 20)`,
    ]);
  });

  it('names a number that would fit with prefixes, and no other rule does', () => {
    // With prefixes: 3 × (6 − 1) × 16 + 2 = 242
    expect(of(cluster('instanceType: t2.medium\n    maxPodsPerNode: 110'))).toEqual([
      expect.stringMatching(/^warning prefix-delegation-unsupported-instance: .*, but maxPodsPerNode is 110$/),
    ]);
    expect(
      of(cluster('instanceType: t2.medium\n    maxPodsPerNode: 243')).filter((each) =>
        each.includes('max-pods-above-capacity'),
      ),
    ).toHaveLength(1);
  });

  it.each([
    ['one type can have prefixes', cluster('instanceTypes: [t2.medium, t3.medium]\n    maxPodsPerNode: 17')],
    ['bare metal can', cluster('instanceType: i3.metal')],
    ['it is off', cluster('instanceType: t2.medium', 'ENABLE_PREFIX_DELEGATION: "false"')],
    ['it is a template', cluster('instanceType: t2.medium', 'ENABLE_PREFIX_DELEGATION: "${PREFIXES}"')],
    ['the type is a template', cluster('instanceType: "${TYPE}"')],
  ])('keeps silent where %s', (_, text) => {
    expect(of(text)).toEqual([]);
  });

  it('keeps silent about IPv6, where EKS turns it on', () => {
    const text = `${cluster('instanceType: t2.medium')}kubernetesNetworkConfig: { ipFamily: IPv6 }\n`;
    expect(of(text).filter((each) => each.includes(rule))).toEqual([]);
  });
});
