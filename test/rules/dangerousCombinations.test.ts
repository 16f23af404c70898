import { describe, it } from 'vitest';
import { addon, item, manifest, patch, workers } from '../harness/carriers.js';
import { check, checkClean, checkFix } from '../harness/check.js';

const families = item('ENABLE_IPv4', 'true');

describe('minimum-ip-target-below-warm', () => {
  const rule = 'minimum-ip-target-below-warm';

  it('is a hint up to the warm target and silent above', () => {
    check(
      addon(
        `WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "5"\n#                  ^^^ hint ${rule}: MINIMUM_IP_TARGET is 5 but has no effect: WARM_IP_TARGET keeps 5 free, so a node never holds fewer`,
      ),
    );
    checkClean(addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "6"'));
  });

  it('raises the minimum above the warm target, or to the pods expected', () => {
    const text = (minimum: string) => addon(`WARM_IP_TARGET: "12"\nMINIMUM_IP_TARGET: "${minimum}"`);
    checkFix(text('5'), { rule, title: 'Set MINIMUM_IP_TARGET to "24"', expected: text('24') });
    checkFix(text('5'), {
      rule,
      title: 'Swap them: WARM_IP_TARGET "5" and MINIMUM_IP_TARGET "12"',
      expected: addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "12"'),
    });
    const config = (minimum: string) => `${text(minimum)}\n# file: eni-lens.yaml\nexpectedPodsPerNode: 20\n`;
    checkFix(config('5'), { rule, title: 'Set MINIMUM_IP_TARGET to "20"', expected: config('20') });
  });

  it('can go with prefix delegation, where no other target is missed', () => {
    const text = (minimum: string) => addon(`ENABLE_PREFIX_DELEGATION: "true"\nWARM_IP_TARGET: "5"${minimum}`);
    checkFix(text('\nMINIMUM_IP_TARGET: "2"'), { rule, title: 'Remove', expected: text('') });
  });
});

describe('warm-pool-oversized', () => {
  const rule = 'warm-pool-oversized';
  const sized = (type: string, size: number) => workers(type, `maxSize: ${size}`);

  it('counts the addresses of a node without pods, and of the group', () => {
    // m5.large: 3 ENIs with 9 addresses for pods each, 27 in all; two warm ENIs are 18, and 18 x 20 = 360.
    check(
      addon(
        `WARM_ENI_TARGET: "2"\n#                ^^^ info ${rule}: WARM_ENI_TARGET is 2: a node of workers holds 18 addresses for pods while it runs no pod (20 with those of its ENIs), where m5.large can use 27, and 20 nodes hold 360`,
        sized('m5.large', 20),
      ),
      { only: rule },
    );
    // Half of 27 is 13.5. The minimum counts among what is held, max(0 + 14, 20), but not for what is too much.
    check(
      addon(
        `WARM_IP_TARGET: "14"\n#               ^^^^ info ${rule}: WARM_IP_TARGET is 14: a node of workers holds 20 addresses for pods while it runs no pod (23 with those of its ENIs), where m5.large can use 27\nMINIMUM_IP_TARGET: "20"`,
        sized('m5.large', 1),
      ),
      { only: rule },
    );
    check(addon('WARM_IP_TARGET: "13"\nMINIMUM_IP_TARGET: "20"', sized('m5.large', 1)), { only: rule });
  });

  it('leaves the smallest target alone', () => {
    // t3.micro: 2 ENIs with one address for pods each.
    check(addon('WARM_IP_TARGET: "1"', sized('t3.micro', 1)), { only: rule });
  });

  it('counts the whole ENI that one growth fills, past max pods', () => {
    // The first growth asks for 110 prefixes and gets the 14 that an ENI of m5.2xlarge holds: 14 x 16 = 224, above max pods 58 and 110.
    const check224 = (groups: string, usable: string) =>
      check(
        addon(
          `ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: "110"\n#                   ^^^^^ info ${rule}: WARM_PREFIX_TARGET is 110: a node of workers holds 224 addresses for pods while it runs no pod (225 with those of its ENIs), where m5.2xlarge with ${usable}`,
          groups,
        ),
        { only: rule },
      );
    check224(workers('m5.2xlarge'), 'max pods 58 can use 56');
    check224('managedNodeGroups:\n  - { name: workers, instanceType: m5.2xlarge }\n', 'max pods 110 can use 108');
  });

  it('counts prefixes against max pods', () => {
    // EKS gives m5.large 110 pods with prefix delegation, 108 of them with addresses; 4 prefixes are 64, 3 are 48.
    const text = (target: string) =>
      addon(
        `ENABLE_PREFIX_DELEGATION: "true"\nWARM_PREFIX_TARGET: ${target}`,
        'managedNodeGroups:\n  - { name: workers, instanceType: m5.large }\n',
      );
    check(
      text(
        `"4"\n#                   ^^^ info ${rule}: WARM_PREFIX_TARGET is 4: a node of workers holds 64 addresses for pods while it runs no pod (65 with those of its ENIs), where m5.large with max pods 110 can use 108`,
      ),
      { only: rule },
    );
    check(text('"3"'), { only: rule });
  });

  it('counts what is held also beyond what max pods lets pods use', () => {
    // m5.4xlarge as a managed group: max pods 110, so 108 addresses; 5 warm ENIs stop at the first multiple of 29 from 110 on: 116.
    check(
      addon(
        `WARM_ENI_TARGET: "5"\n#                ^^^ info ${rule}: WARM_ENI_TARGET is 5: a node of workers holds 116 addresses for pods while it runs no pod (120 with those of its ENIs), where m5.4xlarge with max pods 110 can use 108`,
        'managedNodeGroups:\n  - { name: workers, instanceType: m5.4xlarge }\n',
      ),
      { only: rule },
    );
  });

  it('is silent about shipped targets, a minimum, and types that are not seen', () => {
    check(addon('WARM_ENI_TARGET: "1"', workers('t3.small')), { only: rule });
    check(addon('WARM_IP_TARGET: "2"\nMINIMUM_IP_TARGET: "27"', workers('m5.large')), { only: rule });
    check(addon('WARM_ENI_TARGET: "3"', workers('"${TYPE}"')), { only: rule });
    check(addon('WARM_ENI_TARGET: "3"'), { only: rule });
  });
});

describe('max-eni-too-small', () => {
  const rule = 'max-eni-too-small';
  const custom = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"';
  const podEni = 'ENABLE_POD_ENI: "true"\nPOD_SECURITY_GROUP_ENFORCING_MODE: standard';

  it('reports one ENI with custom networking or security groups for pods', () => {
    check(addon(`${custom}\nMAX_ENI: "1"\n#        ^^^ error ${rule}: MAX_ENI is 1, and with custom networking`), {
      only: rule,
    });
    check(addon(`${podEni}\nMAX_ENI: "1"\n#        ^^^ error ${rule}: MAX_ENI is 1, and the primary ENI takes it`), {
      only: rule,
    });
    checkFix(addon(`${podEni}\nMAX_ENI: "1"`), { rule, expected: addon(podEni) });
  });

  it('reports two ENIs with both where every type keeps the slot of the trunk', () => {
    const text = (type: string, mark = '') => addon(`${custom}\n${podEni}\nMAX_ENI: "2"${mark}`, workers(type));
    check(text('m5.large', `\n#        ^^^ error ${rule}: MAX_ENI is 2, one for the primary ENI`), { only: rule });
    // A t3 carries no trunk, and a current CNI keeps no slot for it.
    check(text('t3.large'), { only: rule });
    check(text('"${TYPE}"'), { only: rule });
  });

  it('names the types that keep the slot beside others that do not', () => {
    const groups = `nodeGroups:
  - { name: a, instanceType: m5.large, maxPodsPerNode: 20 }
  - { name: b, instanceType: t3.large, maxPodsPerNode: 13 }
`;
    const mark = `\n#        ^^^ error ${rule}: MAX_ENI is 2, one for the primary ENI, which custom networking keeps from the pods, and one for the trunk ENI: none is left on m5.large, and ipamd exits`;
    const label = 'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone';
    // t3.large: (2 - 1) x (12 - 1) + 2 = 13. No max pods of m5.large is right then, so nothing is said about it.
    check(addon(`${custom}\n${label}\n${podEni}\nMAX_ENI: "2"${mark}`, groups));
  });

  it('is silent where nothing is attached at the start, and in IPv6', () => {
    for (const off of ['DISABLE_NETWORK_RESOURCE_PROVISIONING', 'ENABLE_IMDS_ONLY_MODE']) {
      check(addon(`${custom}\n${off}: "true"\nMAX_ENI: "1"`), { only: rule });
      // There is no slot for the trunk all the same.
      check(
        addon(`${podEni}\n${off}: "true"\nMAX_ENI: "1"\n#        ^^^ error ${rule}: MAX_ENI is 1, and the primary ENI`),
        {
          only: rule,
        },
      );
    }
    check(addon(`${podEni}\nMAX_ENI: "1"`, 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), { only: rule });
    const ipv6 = ['ENABLE_IPv6', 'ENABLE_PREFIX_DELEGATION', 'ENABLE_POD_ENI'].map((name) => item(name, 'true'));
    check(manifest([...ipv6, item('MAX_ENI', '1')].join('\n')), { only: rule });
  });

  it('is silent without them, and where they are not seen', () => {
    check(addon('MAX_ENI: "1"'), { only: rule });
    check(patch(`${item('MAX_ENI', '1')}\n${item('ENABLE_POD_ENI', '${SGP}')}`), { only: rule });
  });
});

describe('pod-eni-strict-probes', () => {
  const rule = 'pod-eni-strict-probes';
  const on = 'ENABLE_POD_ENI: "true"';

  it('is silent where early demultiplexing is off, the mode is standard, or a side is not seen', () => {
    const init = item('DISABLE_TCP_EARLY_DEMUX', 'true');
    check(manifest(`${families}\n${item('ENABLE_POD_ENI', 'true')}`, { init }), { only: rule });
    checkClean(addon(`${on}\nPOD_SECURITY_GROUP_ENFORCING_MODE: standard`));
    checkClean(patch(`${item('ENABLE_POD_ENI', 'true')}\n${families}`));
    check(addon(`${on}\nPOD_SECURITY_GROUP_ENFORCING_MODE: \${MODE}`), { only: rule });
  });

  it('leaves the variable in the wrong place to the rule about that', () => {
    check(addon(`${on}\nDISABLE_TCP_EARLY_DEMUX: "true"`), { only: rule });
  });

  it('sets the variable of the init container, or the mode', () => {
    const block = (init: string) => addon(on).replace('      env:', `${init}      env:`);
    const init = '      init:\n        env:\n          DISABLE_TCP_EARLY_DEMUX: "true"\n';
    checkFix(block(''), { rule, title: 'Set DISABLE', expected: block(init) });
    checkFix(addon(on), {
      rule,
      title: 'Set POD',
      expected: addon(`${on}\nPOD_SECURITY_GROUP_ENFORCING_MODE: "standard"`),
    });
  });
});

describe('pod-eni-unsupported-instance', () => {
  const rule = 'pod-eni-unsupported-instance';
  const on = 'ENABLE_POD_ENI: "true"\nPOD_SECURITY_GROUP_ENFORCING_MODE: standard';
  const groups = (types: string) => `nodeGroups:\n${types}`;

  it('is a warning where no group can carry a trunk, an info where Karpenter may', () => {
    const mark = (severity: string) => `  - { name: a, instanceType: t3.large }
#                            ^^^^^^^^ ${severity} ${rule}: ENABLE_POD_ENI is true, but t3.large cannot carry a trunk ENI`;
    check(addon(on, groups(mark('warning'))), { only: rule });
    check(addon(on, `${groups(mark('info'))}\nkarpenter: { version: 1.6.0 }\n`), { only: rule });
  });

  it('says what an old version pays for it, beside groups that can too', () => {
    // t3.large: 12 addresses per ENI, one of them its own.
    const text = addon(
      on,
      groups(`  - { name: a, instanceType: t3.large }
#                            ^^^^^^^^ info ${rule}: ENABLE_POD_ENI is true, but t3.large cannot carry a trunk ENI: pods with security groups never run here, and this CNI keeps an ENI free for it, 11 addresses less
  - { name: b, instanceType: m5.large }
`),
    );
    check(text.replace('  - name: vpc-cni\n', '  - name: vpc-cni\n    version: v1.20.3-eksbuild.1\n'), { only: rule });
    // With prefixes each of the 11 stands for 16 addresses.
    const dense = text
      .replace('11 addresses less', '176 addresses less')
      .replace('ENABLE_POD_ENI: "true"', 'ENABLE_POD_ENI: "true"\n        ENABLE_PREFIX_DELEGATION: "true"');
    check(dense.replace('  - name: vpc-cni\n', '  - name: vpc-cni\n    version: v1.20.3-eksbuild.1\n'), { only: rule });
    check(addon(on, groups('  - { name: a, instanceType: t3.large }\n  - { name: b, instanceType: m5.large }\n')), {
      only: rule,
    });
  });

  it('is silent about types that are not known', () => {
    check(addon(on, groups('  - { name: a, instanceType: "${TYPE}" }\n')), { only: rule });
  });
});

describe('pod-eni-with-custom-networking-two-enis', () => {
  const rule = 'pod-eni-with-custom-networking-two-enis';
  const on =
    'ENABLE_POD_ENI: "true"\nPOD_SECURITY_GROUP_ENFORCING_MODE: standard\nAWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"';
  const found = `# 18..28 error ${rule}: m6g.medium has two ENIs`;

  it('reports a type with two ENIs that can carry a trunk', () => {
    check(addon(on, workers('m6g.medium', found)), { only: rule });
    check(addon(on, workers('m6g.large')), { only: rule });
  });

  it('is the only finding about a type without an ENI for pods, also beside larger types', () => {
    const label = `${on}\nENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone`;
    check(addon(label, workers('m6g.medium', `${found}\n    maxPodsPerNode: 20`)));
    check(
      addon(
        label,
        `managedNodeGroups:\n  - name: a\n    instanceTypes: [m6g.medium, m6g.large]\n#                   ^^^^^^^^^^ error ${rule}: m6g.medium has two ENIs\n`,
      ),
      { only: rule },
    );
  });

  it('reports a t3 with a version that keeps the slot for it as well', () => {
    const old = addon(on, workers('t3.micro', `# 18..26 error ${rule}: t3.micro has two ENIs`));
    check(old.replace('  - name: vpc-cni\n', '  - name: vpc-cni\n    version: v1.20.3\n'), { only: rule });
    check(addon(on, workers('t3.micro')), { only: rule });
  });
});

describe('pod-mtu-above-eni-mtu', () => {
  const rule = 'pod-mtu-above-eni-mtu';

  it('compares with what is written, or with the default of 9001', () => {
    check(
      addon(
        `AWS_VPC_ENI_MTU: "1500"\nPOD_MTU: "1501"\n#        ^^^^^^ warning ${rule}: POD_MTU is 1501, but packets above the AWS_VPC_ENI_MTU of 1500`,
      ),
    );
    checkClean(addon('AWS_VPC_ENI_MTU: "1500"\nPOD_MTU: "1500"'));
    checkClean(addon('POD_MTU: "9001"'));
    check(patch(`${item('POD_MTU', '8951')}\n${families}`));
    checkFix(addon('AWS_VPC_ENI_MTU: "1500"\nPOD_MTU: "9001"'), { rule, expected: addon('AWS_VPC_ENI_MTU: "1500"') });
  });
});

describe('cooldown-unsafe', () => {
  const rule = 'cooldown-unsafe';

  it('reports 0, and ten minutes or more as an info', () => {
    check(addon(`IP_COOLDOWN_PERIOD: "0"\n#                   ^^^ warning ${rule}: IP_COOLDOWN_PERIOD is 0`));
    check(
      addon(
        `IP_COOLDOWN_PERIOD: "600"\n#                   ^^^^^ info ${rule}: IP_COOLDOWN_PERIOD is 600: the CNI counts resting addresses as free`,
      ),
    );
    checkClean(addon('IP_COOLDOWN_PERIOD: "1"'));
    checkClean(addon('IP_COOLDOWN_PERIOD: "599"'));
    checkFix(addon('IP_COOLDOWN_PERIOD: "0"'), { rule, expected: addon('IP_COOLDOWN_PERIOD: "30"') });
  });

  it('warns of more than a minute where WARM_IP_TARGET keeps the pool small', () => {
    const text = (seconds: number, line = '') =>
      addon(`IP_COOLDOWN_PERIOD: "${seconds}"${line}\nWARM_IP_TARGET: "2"\nMINIMUM_IP_TARGET: "5"`);
    const found = `\n#                   ^^^^ warning ${rule}: IP_COOLDOWN_PERIOD is 61: the CNI counts resting addresses as free`;
    check(text(61, found));
    checkClean(text(60));
    checkFix(text(61), { rule, expected: text(30) });
    check(addon('IP_COOLDOWN_PERIOD: "3600"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), { only: rule });
  });
});

describe('imds-only-needs-discovery-off', () => {
  const rule = 'imds-only-needs-discovery-off';

  it('reports discovery that is on, written or not', () => {
    check(
      addon(
        `ENABLE_IMDS_ONLY_MODE: "true"\n#                      ^^^^^^ warning ${rule}: ENABLE_IMDS_ONLY_MODE is true`,
      ),
    );
    check(patch(`${item('ENABLE_IMDS_ONLY_MODE', 'true')}\n${item('ENABLE_SUBNET_DISCOVERY', 'false')}`));
    check(patch(`${item('ENABLE_IMDS_ONLY_MODE', 'true')}\n${families}`));
    const whole = (mark = '') => `${families}\n${item('ENABLE_IMDS_ONLY_MODE', 'true')}${mark}`;
    check(manifest(whole(), { image: 'amazon-k8s-cni:v1.21.2' }), { only: rule });
    check(
      manifest(whole(`\n# 52..58 warning ${rule}: ENABLE_IMDS_ONLY_MODE is true`), { image: 'amazon-k8s-cni:v1.22.0' }),
      {
        only: rule,
      },
    );
    checkFix(addon('ENABLE_IMDS_ONLY_MODE: "true"'), {
      rule,
      expected: addon('ENABLE_IMDS_ONLY_MODE: "true"\nENABLE_SUBNET_DISCOVERY: "false"'),
    });
  });
});

describe('multi-nic-with-prefix-delegation', () => {
  const rule = 'multi-nic-with-prefix-delegation';
  const both = (mark = '') => `ENABLE_PREFIX_DELEGATION: "true"\nENABLE_MULTI_NIC: "true"${mark}`;

  it('is silent where every type in sight has one network card', () => {
    const mark = `\n#                 ^^^^^^ warning ${rule}: ENABLE_MULTI_NIC with ENABLE_PREFIX_DELEGATION`;
    check(addon(both(mark)), { only: rule });
    check(addon(both(mark), workers('p4d.24xlarge')), { only: rule });
    check(addon(both(), workers('m5.large')), { only: rule });
  });
});

describe('multi-nic-one-card', () => {
  const rule = 'multi-nic-one-card';
  const on = (mark = '') => `ENABLE_MULTI_NIC: "true"${mark}`;

  it('is said where all types are known and have one network card', () => {
    const mark = `\n#                 ^^^^^^ info ${rule}: ENABLE_MULTI_NIC changes nothing: m5.large has one network card`;
    check(addon(on(mark), workers('m5.large')), { only: rule });
    check(addon(on(), workers('p4d.24xlarge')), { only: rule });
    check(addon(on()), { only: rule });
    check(addon('ENABLE_MULTI_NIC: "false"', workers('m5.large')), { only: rule });
    check(addon(on(), workers('"${type}"')), { only: rule });
  });

  it('is not said beside pods that ask for several interfaces', () => {
    const pod =
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: train }\nspec:\n  template:\n    metadata: { annotations: { k8s.amazonaws.com/nicConfig: multi-nic-attachment } }\n    spec: { containers: [{ name: a, image: a }] }\n';
    check(`${addon(on(), workers('m5.large'))}\n---\n${pod}`, { only: rule });
  });
});
