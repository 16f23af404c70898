import { describe, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'invalid-boolean';
const only = { only: rule };
const misread = 'which the CNI reads neither as true nor as false';

describe(rule, () => {
  it('says what is used, and that it is the opposite', () => {
    check(
      addon(`ENABLE_POD_ENI: "yes"
#               ^^^^^ warning ${rule}: ENABLE_POD_ENI is "yes", ${misread}: it uses false, the opposite of what is meant`),
      only,
    );
    check(
      addon(`ENABLE_SUBNET_DISCOVERY: "no"
#                        ^^^^ warning ${rule}: ENABLE_SUBNET_DISCOVERY is "no", ${misread}: it uses true, the opposite`),
      only,
    );
  });

  it('does not call it the opposite where the default is what is meant, or nobody knows what is', () => {
    check(
      addon(`AWS_VPC_K8S_CNI_EXTERNALSNAT: "off"
#                             ^^^^^ warning ${rule}: AWS_VPC_K8S_CNI_EXTERNALSNAT is "off", ${misread}: it uses false
ENABLE_BANDWIDTH_PLUGIN: "2"
#                        ^^^ warning ${rule}: ENABLE_BANDWIDTH_PLUGIN is "2", ${misread}: it uses false`),
      only,
    );
  });

  it('accepts the twelve texts of Go', () => {
    for (const text of ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False']) {
      check(patch(item('DISABLE_METRICS', text)), only);
    }
  });

  it('tells an empty text from none only where the CNI logs it', () => {
    check(
      patch(`- { name: ENABLE_POD_ENI, value: "" }
#                                ^^ warning ${rule}: ENABLE_POD_ENI is empty, which is neither true nor false: it uses false
- { name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "" }
- { name: AWS_VPC_K8S_CNI_EXTERNALSNAT, value: "" }`),
      only,
    );
  });

  it('is an error where no IP family is left', () => {
    check(
      manifest(`- { name: ENABLE_IPv4, value: "yes" }
#                             ^^^^^ error ${rule}: ENABLE_IPv4 is "yes", ${misread}: it uses false, and without an IP family ipamd exits`),
    );
    check(
      manifest(`- { name: ENABLE_IPv4, value: "false" }
- { name: ENABLE_IPv6, value: "on" }
#                             ^^^^ error ${rule}: ENABLE_IPv6 is "on", ${misread}: it uses false, and without an IP family`),
    );
  });

  it('is a warning where the other family is on', () => {
    const ipv6 = [
      item('ENABLE_IPv6', 'true'),
      item('ENABLE_PREFIX_DELEGATION', 'true'),
      item('WARM_PREFIX_TARGET', '1'),
    ];
    check(
      manifest(
        `${ipv6.join('\n')}
- { name: ENABLE_IPv4, value: "no" }
#                             ^^^^ warning ${rule}: ENABLE_IPv4 is "no", ${misread}: it uses false`,
        {
          init: item('ENABLE_IPv6', 'true'),
        },
      ),
    );
  });

  it('leaves unquoted booleans to the rule about quotes', () => {
    check(
      addon(`DISABLE_METRICS: yes
#                ^^^ error unquoted-value: DISABLE_METRICS is yes without quotes, a boolean`),
    );
    check(addon('DISABLE_METRICS: true'), only);
  });

  it('is silent about what decides nothing', () => {
    // Overridden by the last of its name, in a container that does not read it, not a literal, or not read by the version.
    check(patch(`${item('DISABLE_METRICS', 'yes')}\n${item('DISABLE_METRICS', 'true')}`), only);
    check(patch(item('DISABLE_TCP_EARLY_DEMUX', 'yes')), only);
    check(patch('- { name: DISABLE_METRICS, value: "${METRICS}" }'), only);
    check(manifest(item('ENABLE_POD_ENI', 'yes'), { image: 'amazon-k8s-cni:v1.6.4' }), only);
    check(patch(item('AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER', 'yes')), only);
  });

  it('is an error in IPv6 mode for prefix delegation, without which ipamd exits there', () => {
    const text = (value: string, family = 'ENABLE_IPv6') =>
      manifest(`${item(family, 'true')}
- { name: ENABLE_PREFIX_DELEGATION, value: "${value}" }`);
    const found = (value: string) =>
      `${text(value).trimEnd()}\n# 55..${57 + value.length} error ${rule}: ENABLE_PREFIX_DELEGATION is ${value === '' ? 'empty' : `"${value}"`}, which`;
    for (const value of ['yes', ' true', '']) check(found(value), only);
  });

  it('judges the init container too', () => {
    const init = `- { name: ENABLE_IPv6, value: "no" }\n#                             ^^^^ warning ${rule}: ENABLE_IPv6 is "no"`;
    check(manifest(item('ENABLE_IPv4', 'true'), { init }), only);
  });

  it('writes what is meant', () => {
    checkFix(addon('ANNOTATE_POD_IP: "yes"'), {
      rule,
      title: 'Set ANNOTATE_POD_IP to "true"',
      expected: addon('ANNOTATE_POD_IP: "true"'),
    });
    checkFix(addon("ANNOTATE_POD_IP: 'Off'"), { rule, expected: addon("ANNOTATE_POD_IP: 'false'") });
    checkFix(patch(`${item('DISABLE_METRICS', '')}\n${item('MAX_ENI', '3')}`), {
      rule,
      title: 'Remove',
      expected: patch(item('MAX_ENI', '3')),
    });
  });
});
