import { describe, expect, it } from 'vitest';
import { added, addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

/** What a rendered manifest carries along: more than five values as shipped. */
const shipped = [
  item('AWS_VPC_K8S_CNI_VETHPREFIX', 'eni'),
  item('AWS_VPC_ENI_MTU', '9001'),
  item('DISABLE_METRICS', 'false'),
  item('ENABLE_IPv4', 'true'),
  item('ENABLE_IPv6', 'false'),
].join('\n');
const warmEni = item('WARM_ENI_TARGET', '1');
const warmPrefix = item('WARM_PREFIX_TARGET', '1');

describe('warm-eni-target-ignored', () => {
  const rule = 'warm-eni-target-ignored';
  const only = { only: rule };

  it('names what decides, and the addresses of a node without pods', () => {
    // The larger of 5 warm and 20 in all.
    check(
      addon(`WARM_IP_TARGET: "5"
MINIMUM_IP_TARGET: "20"
WARM_ENI_TARGET: "2"
#                ^^^ warning ${rule}: WARM_ENI_TARGET is 2 but has no effect: the pool goes by WARM_IP_TARGET 5 and MINIMUM_IP_TARGET 20, 20 pod addresses on an idle node`),
    );
    check(
      addon(`MINIMUM_IP_TARGET: "0"
WARM_IP_TARGET: "5"
WARM_ENI_TARGET: "2"
#                ^^^ warning ${rule}: WARM_ENI_TARGET is 2 but has no effect: the pool goes by WARM_IP_TARGET 5, 5 pod addresses`),
      only,
    );
  });

  it('counts whole prefixes with prefix delegation', () => {
    // ⌈20 ÷ 16⌉ = 2 prefixes = 32 addresses.
    check(
      addon(`ENABLE_PREFIX_DELEGATION: "true"
WARM_IP_TARGET: "5"
MINIMUM_IP_TARGET: "20"
WARM_ENI_TARGET: "2"
#                ^^^ warning ${rule}: WARM_ENI_TARGET is 2 but has no effect: the pool goes by WARM_IP_TARGET 5 and MINIMUM_IP_TARGET 20, 32 pod addresses`),
      only,
    );
    check(
      addon(`ENABLE_PREFIX_DELEGATION: "true"
WARM_ENI_TARGET: "2"
#                ^^^ warning ${rule}: WARM_ENI_TARGET is 2 but has no effect: with prefix delegation the pool goes by WARM_PREFIX_TARGET 1, 16 pod addresses`),
      only,
    );
  });

  it('works in a patch, where only what is written is known', () => {
    check(
      patch(`${item('WARM_IP_TARGET', '5')}
- { name: WARM_ENI_TARGET, value: "2" }
#                                 ^^^ warning ${rule}: WARM_ENI_TARGET is 2 but has no effect: the pool goes by WARM_IP_TARGET 5`),
      only,
    );
  });

  it('is only worth knowing where the shipped value is written by hand', () => {
    check(
      addon(`MINIMUM_IP_TARGET: "10"
WARM_IP_TARGET: "5"
WARM_ENI_TARGET: "1"
#                ^^^ info ${rule}: WARM_ENI_TARGET is 1 but has no effect`),
      only,
    );
  });

  it('is silent about shipped values that are carried along', () => {
    const targets = `${item('WARM_IP_TARGET', '5')}\n${item('MINIMUM_IP_TARGET', '10')}`;
    check(manifest(`${item('ENABLE_IPv4', 'true')}\n${warmEni}\n${targets}`), only);
    check(patch(`${shipped}\n${warmEni}\n${targets}`), only);
  });

  it('is silent where it has an effect, is 0, or what decides cannot be seen', () => {
    check(addon('WARM_ENI_TARGET: "2"'), only);
    check(addon('WARM_ENI_TARGET: "2"\nWARM_IP_TARGET: "0"\nENABLE_PREFIX_DELEGATION: "false"'), only);
    check(addon('WARM_ENI_TARGET: "0"\nWARM_IP_TARGET: "5"'), only);
    check(addon('WARM_ENI_TARGET: "2"\nWARM_IP_TARGET: ${N}'), only);
    check(patch(item('WARM_ENI_TARGET', '2')), only);
    check(
      manifest(`${item('ENABLE_PREFIX_DELEGATION', 'true')}\n${item('WARM_ENI_TARGET', '2')}`, {
        image: 'amazon-k8s-cni:v1.8.0',
      }),
      only,
    );
  });

  it('leaves IPv6, where no target decides anything, to another rule', () => {
    check(addon('WARM_ENI_TARGET: "2"\nWARM_IP_TARGET: "5"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), only);
  });

  it('removes the target', () => {
    checkFix(addon('WARM_IP_TARGET: "5"\nWARM_ENI_TARGET: "2"\nMINIMUM_IP_TARGET: "20"'), {
      rule,
      title: 'Remove WARM_ENI_TARGET',
      expected: addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "20"'),
    });
  });
});

describe('warm-prefix-target-ignored', () => {
  const rule = 'warm-prefix-target-ignored';
  const only = { only: rule };

  it('names what decides, and the effect that remains', () => {
    check(
      addon(`ENABLE_PREFIX_DELEGATION: "true"
WARM_IP_TARGET: "5"
WARM_PREFIX_TARGET: "2"
#                   ^^^ warning ${rule}: WARM_PREFIX_TARGET is 2 but does not size the pool, which goes by WARM_IP_TARGET 5, 16 pod addresses on an idle node; it only keeps empty ENIs attached for longer`),
    );
  });

  it('is only worth knowing where the shipped value is written by hand, and nothing where it is carried along', () => {
    check(
      addon(`ENABLE_PREFIX_DELEGATION: "true"
MINIMUM_IP_TARGET: "10"
WARM_IP_TARGET: "5"
WARM_PREFIX_TARGET: "1"
#                   ^^^ info ${rule}: WARM_PREFIX_TARGET is 1 but does not size the pool`),
    );
    const targets = `${item('ENABLE_PREFIX_DELEGATION', 'true')}\n${warmPrefix}\n${item('WARM_IP_TARGET', '5')}`;
    check(manifest(`${item('ENABLE_IPv4', 'true')}\n${targets}`), only);
    check(patch(`${shipped}\n${targets}`), only);
  });

  it('is silent where it has an effect, has none for another reason, or is 0', () => {
    check(addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "2"'), only);
    check(addon('WARM_PREFIX_TARGET: "2"\nWARM_IP_TARGET: "5"'), only);
    check(addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "0"\nWARM_IP_TARGET: "5"'), only);
  });

  it('removes the target', () => {
    checkFix(addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_IP_TARGET: "5"\nWARM_PREFIX_TARGET: "2"'), {
      rule,
      expected: addon('ENABLE_PREFIX_DELEGATION: "true"\nWARM_IP_TARGET: "5"'),
    });
  });
});

describe('warm-prefix-target-without-prefix-delegation', () => {
  const rule = 'warm-prefix-target-without-prefix-delegation';
  const only = { only: rule };
  const text = (value: number) =>
    `WARM_PREFIX_TARGET is ${value} but ENABLE_PREFIX_DELEGATION is not true: it has no effect, and no prefix is attached`;

  it('reports a target in an add-on, a manifest and a patch that turns prefixes off', () => {
    check(addon(`WARM_PREFIX_TARGET: "1"\n#                   ^^^ warning ${rule}: ${text(1)}`));
    const inList = `- { name: WARM_PREFIX_TARGET, value: "2" }\n#                                    ^^^ warning ${rule}: ${text(2)}`;
    check(manifest(`${item('ENABLE_IPv4', 'true')}\n${inList}`));
    check(patch(`${item('ENABLE_PREFIX_DELEGATION', 'false')}\n${inList}`));
  });

  it('is silent about 0, about what is carried along, and where the switch cannot be seen or is misread', () => {
    checkClean(addon('ENABLE_PREFIX_DELEGATION: "false"\nWARM_PREFIX_TARGET: "0"'));
    check(manifest(`${item('ENABLE_IPv4', 'true')}\n${warmPrefix}`), only);
    check(patch(`${shipped}\n${item('ENABLE_PREFIX_DELEGATION', 'false')}\n${warmPrefix}`), only);
    check(patch(warmPrefix), only);
    check(addon('ENABLE_PREFIX_DELEGATION: "yes"\nWARM_PREFIX_TARGET: "1"'), only);
    check(
      `# file: addon.yaml
${addon('WARM_PREFIX_TARGET: "1"')}# file: patch.yaml
${patch(item('ENABLE_PREFIX_DELEGATION', 'true'))}`,
      only,
    );
  });

  it('turns prefix delegation on in the command that turns it off, and nowhere where a command takes the switch away', () => {
    const turnsOff = (value: string) => `# file: setup.sh
kubectl set env ds/aws-node WARM_PREFIX_TARGET=1
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=${value}
`;
    checkFix(turnsOff('false'), { rule, title: 'Turn on', expected: turnsOff('true') });
    const removes = `kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION=false WARM_PREFIX_TARGET=1
kubectl set env ds/aws-node ENABLE_PREFIX_DELEGATION-
`;
    const [finding] = findings([{ path: 'setup.sh', text: removes }]);
    expect(finding?.fixes.map(({ title }) => title)).toEqual(['Remove WARM_PREFIX_TARGET']);
  });

  it('turns prefix delegation on, or removes the target', () => {
    checkFix(addon('WARM_PREFIX_TARGET: "1"'), {
      rule,
      title: 'Turn on prefix delegation: addresses in /28 prefixes, 16 at a time',
      expected: addon('WARM_PREFIX_TARGET: "1"\nENABLE_PREFIX_DELEGATION: "true"'),
    });
    checkFix(manifest(`${item('ENABLE_IPv4', 'true')}\n${item('WARM_PREFIX_TARGET', '2')}`), {
      rule,
      title: 'Turn on',
      expected: manifest(
        `${item('ENABLE_IPv4', 'true')}\n${item('WARM_PREFIX_TARGET', '2')}\n${added('ENABLE_PREFIX_DELEGATION', 'true')}`,
      ),
    });
    checkFix(addon('WARM_PREFIX_TARGET: "1"\nMAX_ENI: "3"'), {
      rule,
      title: 'Remove',
      expected: addon('MAX_ENI: "3"'),
    });
  });

  it('offers only to remove it where other targets size the pool', () => {
    checkFix(addon('WARM_PREFIX_TARGET: "1"\nWARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"'), {
      rule,
      expected: addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"'),
    });
  });
});
