import { describe, it } from 'vitest';
import { addon, item, manifest, patch, workers } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'minimum-ip-target-without-warm-ip-target';
const only = { only: rule };
const frozen = (minimum: number, pool = minimum) =>
  `MINIMUM_IP_TARGET is ${minimum} and WARM_IP_TARGET is not set: a node never has more than ${pool} pod addresses`;

describe(rule, () => {
  it('is a warning where the nodes are not seen', () => {
    check(
      addon(
        `MINIMUM_IP_TARGET: "10"\n#                  ^^^^ warning ${rule}: ${frozen(10)}, and further pods wait for ever`,
      ),
    );
    check(
      manifest(`${item('ENABLE_IPv4', 'true')}
- { name: MINIMUM_IP_TARGET, value: "10" }
#                                   ^^^^ warning ${rule}: ${frozen(10)}`),
    );
  });

  it('is an error where a node may run more pods', () => {
    // m5.large: 3 ENIs × (10 − 1) + 2 = 29 pods, two of them without an address of their own.
    check(
      addon(
        `MINIMUM_IP_TARGET: "10"
#                  ^^^^ error ${rule}: ${frozen(10)}, while m5.large of group workers may run 27 pods that need one`,
        workers('m5.large'),
      ),
    );
  });

  it('goes by the max pods of the group', () => {
    check(
      addon(
        `MINIMUM_IP_TARGET: "10"
#                  ^^^^ error ${rule}: ${frozen(10)}, while m5.large of group workers may run 11 pods that need one`,
        workers('m5.large', 'maxPodsPerNode: 13'),
      ),
      only,
    );
    check(addon('MINIMUM_IP_TARGET: "10"', workers('m5.large', 'maxPodsPerNode: 12')), only);
  });

  it('is silent where the minimum is all the node can hold or may need', () => {
    // 27 addresses are all of an m5.large, whatever max pods says.
    check(addon('MINIMUM_IP_TARGET: "27"', workers('m5.large')), only);
    check(addon('MINIMUM_IP_TARGET: "30"', workers('m5.large', 'maxPodsPerNode: 110')), only);
    check(
      addon(`MINIMUM_IP_TARGET: "26"\n#                  ^^^^ error ${rule}: ${frozen(26)}`, workers('m5.large')),
      only,
    );
  });

  it('takes a minimum of 108 or more for the max pods of nodes that are not seen', () => {
    check(addon('MINIMUM_IP_TARGET: "108"'), only);
    check(addon(`MINIMUM_IP_TARGET: "107"\n#                  ^^^^^ warning ${rule}: ${frozen(107)}`), only);
  });

  it('rounds up to whole prefixes', () => {
    // ⌈20 ÷ 16⌉ × 16 = 32.
    check(
      addon(
        `ENABLE_PREFIX_DELEGATION: "true"
MINIMUM_IP_TARGET: "20"
#                  ^^^^ error ${rule}: ${frozen(20, 32)}, while m5.large of group workers may run 108 pods that need one`,
        workers('m5.large', 'maxPodsPerNode: 110'),
      ),
      only,
    );
    check(
      addon('MINIMUM_IP_TARGET: "20"\nENABLE_PREFIX_DELEGATION: "true"', workers('m5.large', 'maxPodsPerNode: 34')),
      only,
    );
  });

  it('computes what EKS gives a managed group', () => {
    // The calculator's 29 for an m5.large: 27 pods with an address.
    check(
      addon(
        `MINIMUM_IP_TARGET: "10"
#                  ^^^^ error ${rule}: ${frozen(10)}, while m5.large of group workers may run 27 pods`,
        workers('m5.large').replace('nodeGroups', 'managedNodeGroups'),
      ),
      only,
    );
  });

  it('is a warning where a launch template decides max pods', () => {
    check(
      addon(
        `MINIMUM_IP_TARGET: "10"\n#                  ^^^^ warning ${rule}: ${frozen(10)}`,
        workers('m5.large', 'launchTemplate: { id: lt-0123456789abcdef0 }'),
      ),
      only,
    );
  });

  it('takes 0 for not set, also in a patch', () => {
    check(
      patch(`${item('ENABLE_PREFIX_DELEGATION', 'false')}
${item('WARM_IP_TARGET', '0')}
- { name: MINIMUM_IP_TARGET, value: "10" }
#                                   ^^^^ warning ${rule}: MINIMUM_IP_TARGET is 10 and WARM_IP_TARGET is 0: a node never`),
      only,
    );
  });

  it('is silent where a warm target is set or cannot be seen', () => {
    check(addon('MINIMUM_IP_TARGET: "10"\nWARM_IP_TARGET: "5"'), only);
    check(addon('MINIMUM_IP_TARGET: "10"\nWARM_IP_TARGET: ${N}'), only);
    check(addon('MINIMUM_IP_TARGET: "10"\nWARM_IP_TARGET: "5 "'), only);
    check(addon('MINIMUM_IP_TARGET: ${N}\nWARM_IP_TARGET: "0"'), only);
    check(patch(item('MINIMUM_IP_TARGET', '10')), only);
    check(patch(`${item('MINIMUM_IP_TARGET', '10')}\n${item('WARM_IP_TARGET', '0')}`), only);
    check(addon('MINIMUM_IP_TARGET: "10"\nENABLE_PREFIX_DELEGATION: ${P}'), only);
    check(addon('MINIMUM_IP_TARGET: "10"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), only);
  });

  it('keeps some addresses warm, fewer than the minimum', () => {
    const title = 'Set WARM_IP_TARGET to "5": the pool grows with the pods and keeps 5 free addresses';
    checkFix(addon('MINIMUM_IP_TARGET: "10"'), {
      rule,
      title,
      expected: addon('MINIMUM_IP_TARGET: "10"\nWARM_IP_TARGET: "5"'),
    });
    checkFix(addon('MINIMUM_IP_TARGET: "3"\nWARM_IP_TARGET: "0"'), {
      rule,
      expected: addon('MINIMUM_IP_TARGET: "3"\nWARM_IP_TARGET: "2"'),
    });
  });
});
