import { describe, it } from 'vitest';
import { added, addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkClean, checkFix } from '../harness/check.js';

const prefixes = [item('ENABLE_PREFIX_DELEGATION', 'true'), item('WARM_PREFIX_TARGET', '1')].join('\n');

describe('dual-stack-unsupported', () => {
  const rule = 'dual-stack-unsupported';
  const text = 'ENABLE_IPv6 and ENABLE_IPv4 are both true: the CNI has no dual stack, and ipamd exits';
  const dual = `${item('ENABLE_IPv4', 'true')}\n- { name: ENABLE_IPv6, value: "true" }`;

  it('reports a manifest and a patch that turn both on', () => {
    const mark = `#                             ^^^^^^ error ${rule}: ${text}`;
    check(manifest(`${prefixes}\n${dual}\n${mark}`, { init: item('ENABLE_IPv6', 'true') }));
    check(patch(`${prefixes}\n${dual}\n${mark}`));
  });

  it('is silent where one of them cannot be seen', () => {
    check(patch(`${prefixes}\n${item('ENABLE_IPv6', 'true')}`), { only: rule });
    check(manifest(`${prefixes}\n- { name: ENABLE_IPv4, value: "\${V4}" }\n${item('ENABLE_IPv6', 'true')}`), {
      only: rule,
    });
  });

  it('leaves add-ons to the family of their cluster', () => {
    check(addon('ENABLE_IPv6: "true"\nENABLE_IPv4: "true"'), { only: rule });
    checkClean(
      addon(
        'DISABLE_METRICS: "true"',
        '  - name: coredns\niam: { withOIDC: true }\nkubernetesNetworkConfig: { ipFamily: IPv6 }\n',
      ),
    );
  });

  it('turns one of them off, IPv6 in both containers', () => {
    const init = (value: string) => ({ init: item('ENABLE_IPv6', value) });
    const written = `${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_IPv6', 'true')}\n${prefixes}`;
    checkFix(manifest(written, init('true')), {
      rule,
      title: 'Set ENABLE_IPv4 to "false": IPv6 only',
      expected: manifest(written.replace(item('ENABLE_IPv4', 'true'), item('ENABLE_IPv4', 'false')), init('true')),
    });
    checkFix(manifest(written, init('true')), {
      rule,
      title: 'Set ENABLE_IPv6 to "false": IPv4 only',
      expected: manifest(written.replace(item('ENABLE_IPv6', 'true'), item('ENABLE_IPv6', 'false')), init('false')),
    });
  });
});

describe('no-ip-family', () => {
  const rule = 'no-ip-family';
  const image = 'amazon-k8s-cni:v1.10.0';

  it('reports a manifest of 1.10 or newer without a family', () => {
    check(
      manifest('', {
        image: `${image}
# 17..56 error ${rule}: ENABLE_IPv4 is not set and ENABLE_IPv6 is not true: without an IP family ipamd v1.10.0 exits`,
      }),
    );
    check(
      manifest(`- { name: ENABLE_IPv4, value: "false" }
#                             ^^^^^^^ error ${rule}: ENABLE_IPv4 is false and ENABLE_IPv6 is not true: without an IP family ipamd v1.18.1 exits`),
    );
  });

  it.each([
    'amazon-k8s-cni:v1.9.3',
    'amazon-k8s-cni:latest',
    'amazon-k8s-cni',
    'my-cni:v1.18.1',
    'amazon-k8s-cni:${TAG}',
  ])('is silent about %s, which may do without', (other) => checkClean(manifest('', { image: other })));

  it('is silent where a family may be set out of sight', () => {
    checkClean(patch(`${item('DISABLE_METRICS', 'true')}\n${item('MAX_ENI', '3')}`));
    checkClean(manifest('- { name: ENABLE_IPv6, value: "${V6}" }'));
    checkClean(manifest('- { name: "${FAMILY}", value: "true" }'));
  });

  it('leaves a switch that is misread to the rule about booleans', () => {
    check(manifest(item('ENABLE_IPv4', 'yes')), { only: rule });
    check(manifest(`${item('ENABLE_IPv4', 'false')}\n${item('ENABLE_IPv6', 'on')}`), { only: rule });
  });

  it('turns IPv4 on', () => {
    checkFix(manifest(item('ENABLE_IPv4', 'false')), { rule, expected: manifest(item('ENABLE_IPv4', 'true')) });
  });
});

describe('ipv6-needs-prefix-delegation', () => {
  const rule = 'ipv6-needs-prefix-delegation';
  const only = { only: rule };
  const ipv6 = '- { name: ENABLE_IPv6, value: "true" }';
  const mark = `#                             ^^^^^^ error ${rule}: ENABLE_IPv6 is true but ENABLE_PREFIX_DELEGATION is not: IPv6 addresses come in prefixes only, and ipamd exits`;

  it('reports IPv6 with prefix delegation off or, in a manifest, not set', () => {
    check(manifest(`${item('ENABLE_IPv4', 'false')}\n${ipv6}\n${mark}`, { init: ipv6 }));
    check(patch(`${item('ENABLE_PREFIX_DELEGATION', 'false')}\n${ipv6}\n${mark}`));
  });

  it('is silent where prefix delegation cannot be seen, is misread, or EKS sets it', () => {
    check(patch(ipv6), only);
    check(manifest(`${ipv6}\n${item('ENABLE_PREFIX_DELEGATION', 'yes')}`), only);
    const network = '  - name: coredns\niam: { withOIDC: true }\nkubernetesNetworkConfig: { ipFamily: IPv6 }\n';
    check(addon('ENABLE_PREFIX_DELEGATION: "false"', network), only);
  });

  it('turns prefix delegation on, with a target where aws-node asks for one', () => {
    const off = item('ENABLE_IPv4', 'false');
    const title = 'Turn on prefix delegation: one /80 prefix for each node';
    checkFix(manifest(`${off}\n${ipv6}`), {
      rule,
      title,
      expected: manifest(
        `${off}\n${ipv6}\n${added('ENABLE_PREFIX_DELEGATION', 'true')}\n${added('WARM_PREFIX_TARGET', '1')}`,
      ),
    });
    checkFix(manifest(`${off}\n${ipv6}\n${item('WARM_PREFIX_TARGET', '1')}`), {
      rule,
      title,
      expected: manifest(
        `${off}\n${ipv6}\n${item('WARM_PREFIX_TARGET', '1')}\n${added('ENABLE_PREFIX_DELEGATION', 'true')}`,
      ),
    });
  });
});

describe('ipv6-with-custom-networking', () => {
  const rule = 'ipv6-with-custom-networking';
  const text = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is true in IPv6 mode, which has no custom networking: ipamd exits';

  it('reports a manifest, and an add-on in an IPv6 cluster', () => {
    check(
      manifest(`${item('ENABLE_IPv6', 'true')}\n${prefixes}
- { name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true" }
#                                                    ^^^^^^ error ${rule}: ${text}`),
      { only: rule },
    );
    check(
      addon(
        `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"
#                                   ^^^^^^ error ${rule}: ${text}`,
        'kubernetesNetworkConfig: { ipFamily: ipv6 }\n',
      ),
      { only: rule },
    );
  });

  it('is silent with IPv4, and where the family cannot be seen', () => {
    check(addon('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"'), { only: rule });
    check(addon('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"', 'kubernetesNetworkConfig: { ipFamily: "${F}" }\n'), {
      only: rule,
    });
    check(patch(item('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true')), { only: rule });
  });
});
