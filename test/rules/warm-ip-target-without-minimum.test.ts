import { describe, it } from 'vitest';
import { added, addon, item, manifest, patch, workers } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'warm-ip-target-without-minimum';
const only = { only: rule };
const text = (warm: number) =>
  `WARM_IP_TARGET is ${warm} and MINIMUM_IP_TARGET is not set: every pod that starts or stops costs an EC2 call`;

describe(rule, () => {
  it('is worth knowing, and a warning for the smallest targets', () => {
    check(addon(`WARM_IP_TARGET: "3"\n#               ^^^ info ${rule}: ${text(3)}`));
    check(addon(`WARM_IP_TARGET: "2"\n#               ^^^ warning ${rule}: ${text(2)}`));
    check(
      manifest(`${item('ENABLE_IPv4', 'true')}
- { name: WARM_IP_TARGET, value: "5" }
#                                ^^^ info ${rule}: ${text(5)}`),
    );
  });

  it('is a warning for many nodes', () => {
    const groups = (size: number) => `${workers('m5.large', `maxSize: ${size}`)}  - { name: more, maxSize: 40 }\n`;
    check(addon(`WARM_IP_TARGET: "5"\n#               ^^^ info ${rule}: ${text(5)}`, groups(59)), only);
    check(addon(`WARM_IP_TARGET: "5"\n#               ^^^ warning ${rule}: ${text(5)}`, groups(60)), only);
  });

  it('is silent where a node is full from the start: then no pod costs a call', () => {
    // m5.large: 3 × 9 = 27 addresses for pods.
    check(addon('WARM_IP_TARGET: "27"', workers('m5.large')), only);
    check(addon(`WARM_IP_TARGET: "26"\n#               ^^^^ info ${rule}: ${text(26)}`, workers('m5.large')), only);
    // One type that is not full is enough.
    const both = `${workers('m5.large')}  - { name: more, instanceType: m5.xlarge }\n`;
    check(addon(`WARM_IP_TARGET: "30"\n#               ^^^^ info ${rule}: ${text(30)}`, both), only);
  });

  it('takes a minimum of 0 for none', () => {
    check(addon(`MINIMUM_IP_TARGET: "0"\nWARM_IP_TARGET: "5"\n#               ^^^ info ${rule}: ${text(5)}`));
  });

  it('is silent with a minimum, with prefixes, with IPv6, and where one of them cannot be seen', () => {
    check(addon('WARM_IP_TARGET: "0"'), only);
    check(addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"'), only);
    check(addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: ${N}'), only);
    check(addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: ten'), only);
    check(addon('WARM_IP_TARGET: "5"\nENABLE_PREFIX_DELEGATION: "true"'), only);
    check(addon('WARM_IP_TARGET: "5"\nENABLE_PREFIX_DELEGATION: "on"'), only);
    check(addon('WARM_IP_TARGET: "5"\nENABLE_PREFIX_DELEGATION: ${P}'), only);
    check(addon('WARM_IP_TARGET: "5"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), only);
    check(patch(item('WARM_IP_TARGET', '5')), only);
  });

  it('sets the pods a node usually runs, or ten', () => {
    checkFix(addon('WARM_IP_TARGET: "5"'), { rule, expected: addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"') });
    checkFix(manifest(`${item('ENABLE_IPv4', 'true')}\n${item('WARM_IP_TARGET', '12')}`), {
      rule,
      expected: manifest(
        `${item('ENABLE_IPv4', 'true')}\n${item('WARM_IP_TARGET', '12')}\n${added('MINIMUM_IP_TARGET', '24')}`,
      ),
    });
    // A t3.small has 9 addresses for pods: a minimum takes half of them at most.
    const small = (env: string) => addon(env, workers('t3.small'));
    checkFix(small('WARM_IP_TARGET: "2"'), { rule, expected: small('WARM_IP_TARGET: "2"\nMINIMUM_IP_TARGET: "4"') });
    checkFix(small('WARM_IP_TARGET: "5"'), {
      rule,
      title: 'Remove WARM_IP_TARGET',
      expected: small('').replace(/env:\n.*\n/, 'env: {}\n'),
    });
    const config = '# file: eni-lens.yaml\nexpectedPodsPerNode: 20\n';
    checkFix(`# file: shop.yaml\n${addon('WARM_IP_TARGET: "5"')}${config}`, {
      rule,
      expected: `# file: shop.yaml\n${addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "20"')}${config}`,
    });
  });
});
