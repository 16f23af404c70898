import { describe, it } from 'vitest';
import { addon, item, manifest, patch, workers } from '../harness/carriers.js';
import { check, checkClean, checkFix } from '../harness/check.js';

const families = item('ENABLE_IPv4', 'true');
/** What eksctl asks of an IPv6 cluster. */
const ipv6 = `  - name: coredns
  - name: kube-proxy
iam: { withOIDC: true }
kubernetesNetworkConfig: { ipFamily: IPv6 }
`;

describe('warm-targets-ignored-in-ipv6', () => {
  const rule = 'warm-targets-ignored-in-ipv6';
  const v6 = `${item('ENABLE_IPv4', 'false')}\n${item('ENABLE_IPv6', 'true')}\n${item('ENABLE_PREFIX_DELEGATION', 'true')}`;
  const init = item('ENABLE_IPv6', 'true');

  it('reports each target somebody chose, not 0', () => {
    check(
      addon(
        `WARM_IP_TARGET: "5"
#               ^^^ warning ${rule}: WARM_IP_TARGET is 5 but has no effect with IPv6
WARM_ENI_TARGET: "1"
#                ^^^ info ${rule}: WARM_ENI_TARGET is 1 but has no effect with IPv6
MINIMUM_IP_TARGET: "0"`,
        ipv6,
      ),
    );
  });

  it('leaves the target alone without which aws-node does not start', () => {
    checkClean(manifest(`${v6}\n${item('WARM_PREFIX_TARGET', '1')}`, { init }));
    check(
      manifest(
        `${v6}\n- { name: WARM_PREFIX_TARGET, value: "2" }
#                                    ^^^ warning ${rule}: WARM_PREFIX_TARGET is 2 but has no effect with IPv6`,
        { init },
      ),
    );
    const both = (more: string) => manifest(`${v6}\n${item('WARM_PREFIX_TARGET', '1')}${more}`, { init });
    checkFix(both(`\n${item('WARM_IP_TARGET', '5')}`), { rule, expected: both('') });
  });

  it('is silent where the family is not seen, or both are on', () => {
    check(patch(`${item('ENABLE_IPv6', '${V6}')}\n${item('WARM_IP_TARGET', '5')}`), { only: rule });
    check(patch(`${families}\n${item('ENABLE_IPv6', 'true')}\n${item('WARM_IP_TARGET', '5')}`), { only: rule });
    check(addon('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"'));
  });
});

describe('max-eni-ineffective', () => {
  const rule = 'max-eni-ineffective';

  it('reports a number below 1 and removes it', () => {
    check(
      addon(`MAX_ENI: "-1"\n#        ^^^^ warning ${rule}: MAX_ENI is -1, below 1: it limits nothing\nPOD_MTU: "1400"`),
    );
    checkFix(addon('MAX_ENI: "0"\nPOD_MTU: "1400"'), { rule, expected: addon('POD_MTU: "1400"') });
  });

  it('compares with the types in sight: three ENIs on m5.large, four on m5.xlarge', () => {
    check(
      addon(
        `MAX_ENI: "3"\n#        ^^^ warning ${rule}: MAX_ENI is 3, but no node can have more than 3 ENIs anyway (m5.large)`,
        workers('m5.large'),
      ),
      { only: rule },
    );
    check(addon('MAX_ENI: "2"', workers('m5.large')), { only: rule });
    check(addon('MAX_ENI: "3"', `${workers('m5.large')}  - { name: more, instanceType: m5.xlarge }\n`), { only: rule });
    check(addon('MAX_ENI: "3"', `${workers('m5.large')}  - { name: more, instanceType: "\${TYPE}" }\n`), {
      only: rule,
    });
    check(addon('MAX_ENI: "3"'), { only: rule });
  });

  it('leaves a text that is no number to the rule about those', () => {
    check(addon('MAX_ENI: none'), { only: rule });
  });
});

describe('pod-eni-mode-ignored', () => {
  const rule = 'pod-eni-mode-ignored';
  const mode = 'POD_SECURITY_GROUP_ENFORCING_MODE';

  it('is an info for the default and a warning for what somebody chose', () => {
    check(
      addon(`${mode}: standard\n#                                  ^^^^^^^^ warning ${rule}: ${mode} is standard but`),
    );
    check(addon(`${mode}: strict\n#                                  ^^^^^^ info ${rule}: ${mode} is strict but`));
    checkFix(addon(`POD_MTU: "1400"\n${mode}: strict`), { rule, expected: addon('POD_MTU: "1400"') });
  });

  it('is silent where the switch is on, not seen, or misread', () => {
    check(addon(`ENABLE_POD_ENI: "true"\n${mode}: standard`));
    check(patch(`${item(mode, 'standard')}\n${families}`));
    check(addon(`ENABLE_POD_ENI: "yes"\n${mode}: standard`), { only: rule });
  });
});

describe('snat-setting-ignored', () => {
  const rule = 'snat-setting-ignored';
  const external = 'AWS_VPC_K8S_CNI_EXTERNALSNAT';
  const reason = 'AWS_VPC_K8S_CNI_EXTERNALSNAT is true, so the CNI translates no addresses';

  it('reports the networks and the ports', () => {
    check(
      patch(`${item(external, 'true')}
- { name: AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS, value: 10.0.0.0/8 }
#                                                    ^^^^^^^^^^ warning ${rule}: AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS has no effect: ${reason}
${item('ENABLE_V6_EGRESS', 'false')}
- { name: AWS_VPC_K8S_CNI_RANDOMIZESNAT, value: none }
#                                               ^^^^ warning ${rule}: AWS_VPC_K8S_CNI_RANDOMIZESNAT has no effect: ${reason}`),
    );
    check(
      addon(`${external}: "true"
AWS_VPC_K8S_CNI_RANDOMIZESNAT: prng
#                              ^^^^ info ${rule}: AWS_VPC_K8S_CNI_RANDOMIZESNAT has no effect: ${reason}`),
    );
  });

  it('is silent about shipped values in a manifest, off or unseen switches, and IPv6 egress', () => {
    checkClean(manifest(`${families}\n${item(external, 'true')}\n${item('AWS_VPC_K8S_CNI_RANDOMIZESNAT', 'prng')}`));
    const networks = item('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', '10.0.0.0/8');
    checkClean(patch(`${networks}\n${item(external, 'false')}`));
    checkClean(patch(`${networks}\n${item(external, '${SNAT}')}`));
    check(addon(`${external}: "true"\nENABLE_V6_EGRESS: "true"\nAWS_VPC_K8S_CNI_RANDOMIZESNAT: none`), { only: rule });
  });

  it('reports the switch itself in an IPv6 cluster', () => {
    check(
      addon(
        `${external}: "true"\n#                             ^^^^^^ warning ${rule}: ${external} has no effect: in an IPv6 cluster`,
        ipv6,
      ),
    );
    checkClean(addon(`${external}: "false"\nAWS_VPC_K8S_CNI_RANDOMIZESNAT: none`, ipv6));
  });
});

describe('egress-setting-ignored', () => {
  const rule = 'egress-setting-ignored';

  it('goes by the family of the cluster', () => {
    check(
      addon(
        `ENABLE_V4_EGRESS: "true"\n#                 ^^^^^^ info ${rule}: ENABLE_V4_EGRESS is true but has no effect in an IPv4 cluster`,
      ),
    );
    check(
      addon(
        `ENABLE_V6_EGRESS: "true"\n#                 ^^^^^^ warning ${rule}: ENABLE_V6_EGRESS is true but has no effect in an IPv6 cluster`,
        ipv6,
      ),
    );
    checkClean(addon('ENABLE_V6_EGRESS: "false"\nENABLE_V4_EGRESS: "false"', ipv6));
    checkClean(patch(`${item('ENABLE_V4_EGRESS', 'false')}\n${families}`));
  });
});

describe('settings-in-two-places', () => {
  const rule = 'settings-in-two-places';
  const cluster = '# file: cluster.yaml\n';

  it('compares the add-on with what is written beside it', () => {
    check(`${cluster}${addon('ENABLE_POD_ENI: "false"\nMAX_ENI: "2"')}
# file: patch.yaml
${patch(`- { name: ENABLE_POD_ENI, value: "false" }
# 22..36 info ${rule}: ENABLE_POD_ENI is "false" here and in the add-on too
- { name: MAX_ENI, value: "3" }
# 22..29 warning ${rule}: MAX_ENI is "3" for aws-node here and "2" in the add-on`)}`);
  });

  it('takes a whole DaemonSet with the same values for what the add-on made', () => {
    const both = (text: string) =>
      `${cluster}${addon('MAX_ENI: "2"')}\n# file: dump.yaml\n${manifest(`${families}\n${text}`)}`;
    checkClean(both(item('MAX_ENI', '2')));
    check(both(`- { name: MAX_ENI, value: "3" }\n# 22..29 warning ${rule}: MAX_ENI is "3" for aws-node here`));
  });

  it('is silent where it is not clear whose settings they are', () => {
    const other = addon('MAX_ENI: "2"').replace('shop', 'depot');
    check(
      `# file: a.yaml\n${addon('MAX_ENI: "2"')}\n# file: b.yaml\n${other}\n# file: patch.yaml\n${patch(`${item('MAX_ENI', '3')}\n${families}`)}`,
      { only: rule },
    );
  });
});
