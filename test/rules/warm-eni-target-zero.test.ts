import { describe, expect, it } from 'vitest';
import { addon, item, manifest, patch, workers } from '../harness/carriers.js';
import { check, checkFix, findings } from '../harness/check.js';

const rule = 'warm-eni-target-zero';
const only = { only: rule };
const restless = 'WARM_ENI_TARGET is 0: a node whose pods just fill its ENIs';
const often = 'attaches an ENI and deletes it again about every 65 seconds';
const mark = '#                ^^^ warning';

describe(rule, () => {
  it('names the numbers of pods that just fill one ENI or more, but not all', () => {
    // m5.large: 3 ENIs of 9 addresses. With 27 pods all are full and no fourth can come.
    check(
      addon(
        `WARM_ENI_TARGET: "0"\n${mark} ${rule}: ${restless} ${often}, on m5.large with 9 or 18 pods`,
        workers('m5.large'),
      ),
    );
    // t3.medium: 3 ENIs of 5; m5.24xlarge: 15 ENIs of 49, so there are 14 such numbers.
    check(
      addon(
        `WARM_ENI_TARGET: "0"\n${mark} ${rule}: ${restless} ${often}, on t3.medium with 5 or 10 pods`,
        workers('t3.medium'),
      ),
      only,
    );
    check(
      addon(
        `WARM_ENI_TARGET: "0"\n${mark} ${rule}: ${restless} ${often}, on m5.24xlarge with 49, 98, 147, 196 and so on pods`,
        workers('m5.24xlarge'),
      ),
      only,
    );
  });

  it('counts an idle node with custom networking, whose primary ENI serves no pods', () => {
    // Two ENIs of 9 are left: full none, or full the first.
    check(
      addon(
        `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
WARM_ENI_TARGET: "0"
${mark} ${rule}: ${restless} ${often}, on m5.large with 0 or 9 pods`,
        workers('m5.large'),
      ),
      only,
    );
  });

  it('stops at max pods, from which on nothing is attached', () => {
    check(
      addon(
        `WARM_ENI_TARGET: "0"\n${mark} ${rule}: ${restless} ${often}, on m5.large with 9 pods`,
        workers('m5.large', 'maxPodsPerNode: 18'),
      ),
      only,
    );
  });

  it('is silent where no further ENI can come', () => {
    check(addon('WARM_ENI_TARGET: "0"\nMAX_ENI: "1"', workers('m5.large')), only);
  });

  it('says it in general where no node is seen', () => {
    const general = `${restless} (multiples of addresses per ENI less 1) ${often}`;
    check(addon(`WARM_ENI_TARGET: "0"\n${mark} ${rule}: ${general}`));
    check(
      manifest(`${item('ENABLE_IPv4', 'true')}
- { name: WARM_ENI_TARGET, value: "0" }
#                                 ^^^ warning ${rule}: ${general}`),
    );
  });

  it('is silent where anything else sizes the pool, or may', () => {
    const others = [
      'WARM_IP_TARGET: "5"',
      'MINIMUM_IP_TARGET: "10"',
      'ENABLE_PREFIX_DELEGATION: "true"',
      'WARM_IP_TARGET: ${N}',
    ];
    for (const other of [...others, 'WARM_IP_TARGET: five', 'ENABLE_PREFIX_DELEGATION: "on"']) {
      check(addon(`WARM_ENI_TARGET: "0"\n${other}`), only);
    }
    check(patch(item('WARM_ENI_TARGET', '0')), only);
    check(addon('WARM_ENI_TARGET: "0"\nDISABLE_NETWORK_RESOURCE_PROVISIONING: "true"'), only);
    check(addon('WARM_ENI_TARGET: "0"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), only);
  });

  it('keeps one ENI warm, or counts addresses', () => {
    checkFix(addon('WARM_ENI_TARGET: "0"'), {
      rule,
      title: 'Set WARM_ENI_TARGET to "1": one ENI more than the pods need',
      expected: addon('WARM_ENI_TARGET: "1"'),
    });
    checkFix(addon('WARM_ENI_TARGET: "0"'), {
      rule,
      title: 'Set WARM_IP_TARGET to "5" and MINIMUM_IP_TARGET to "10"',
      expected: addon('WARM_ENI_TARGET: "0"\nWARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"'),
    });
  });

  it('says of a patch that it is so unless something is set elsewhere', () => {
    const head = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: aws-node, namespace: kube-system }\n';
    const text = (...items: string[]) => head + patch(items.join('\n'));
    const found = findings([{ path: 'patch.yaml', text: text(item('WARM_ENI_TARGET', '0')) }]);
    expect(found.filter((each) => each.rule === rule).map(({ severity, message }) => `${severity} ${message}`)).toEqual(
      [expect.stringMatching(/^info WARM_ENI_TARGET is 0, and nothing here sets WARM_IP_TARGET/)],
    );
    for (const other of ['WARM_IP_TARGET', 'MINIMUM_IP_TARGET'])
      check(text(item('WARM_ENI_TARGET', '0'), item(other, '5')), only);
  });
});
