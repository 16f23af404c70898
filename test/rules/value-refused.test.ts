import { describe, it } from 'vitest';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkFix } from '../harness/check.js';

const rule = 'value-refused';
const only = { only: rule };

describe(rule, () => {
  it('knows the range of an MTU', () => {
    check(
      addon(`AWS_VPC_ENI_MTU: "9002"
#                ^^^^^^ error ${rule}: AWS_VPC_ENI_MTU is 9002, outside 576 to 9001: aws-node exits
POD_MTU: "575"
#        ^^^^^ error ${rule}: POD_MTU is 575, outside 576 to 9001: aws-node exits`),
      only,
    );
    check(addon('AWS_VPC_ENI_MTU: "9001"\nPOD_MTU: "576"'), only);
    check(manifest(item('AWS_VPC_ENI_MTU', '9002'), { image: 'amazon-k8s-cni:v1.16.3' }), only);
  });

  it('asks for 1280 only where IPv6 is known to be on', () => {
    check(addon('AWS_VPC_ENI_MTU: "1279"'), only);
    check(
      addon(
        `AWS_VPC_ENI_MTU: "1279"
#                ^^^^^^ error ${rule}: AWS_VPC_ENI_MTU is 1279, outside 1280 to 9001 with IPv6: aws-node exits`,
        'kubernetesNetworkConfig: { ipFamily: IPv6 }\n',
      ),
      only,
    );
    check(patch(`${item('AWS_VPC_ENI_MTU', '1279')}\n- { name: ENABLE_IPv6, value: "\${IPV6}" }`), only);
  });

  it('knows the names a veth prefix cannot have', () => {
    check(
      patch(`- { name: AWS_VPC_K8S_CNI_VETHPREFIX, value: veth0 }
#                                            ^^^^^ error ${rule}: AWS_VPC_K8S_CNI_VETHPREFIX is "veth0", 5 bytes long: aws-node exits above 4`),
      only,
    );
    check(
      patch(`- { name: AWS_VPC_K8S_CNI_VETHPREFIX, value: vlan }
#                                            ^^^^ error ${rule}: AWS_VPC_K8S_CNI_VETHPREFIX is "vlan", and with eth, lo and vlan aws-node exits`),
      only,
    );
  });

  it('knows that the plugin cannot log to standard output, in whatever case', () => {
    check(
      patch(`- { name: AWS_VPC_K8S_PLUGIN_LOG_FILE, value: stdout }
#                                             ^^^^^^ error ${rule}: AWS_VPC_K8S_PLUGIN_LOG_FILE is stdout, where the plugin answers the container runtime: aws-node exits`),
      only,
    );
    check(
      patch(`- { name: AWS_VPC_K8S_PLUGIN_LOG_FILE, value: STDOUT }
#                                             ^^^^^^ error ${rule}: AWS_VPC_K8S_PLUGIN_LOG_FILE is STDOUT: aws-node does not notice, but`),
      only,
    );
    check(
      patch(`${item('AWS_VPC_K8S_PLUGIN_LOG_FILE', 'stderr')}\n${item('AWS_VPC_K8S_CNI_LOG_FILE', 'stdout')}`),
      only,
    );
  });

  it('knows what breaks the JSON of the plugin', () => {
    const text = (name: string, value: string) => patch(`- name: ${name}\n  value: ${value}`);
    const refused = (name: string, value: string, what: string, more = '') =>
      check(
        `${patch(`- name: ${name}\n  value: ${value}\n# 21..${21 + value.length} error ${rule}: ${name} is pasted into the JSON of the plugin, and ${what}${more ? `\n${more}` : ''}`)}`,
        only,
      );
    refused('AWS_VPC_K8S_PLUGIN_LOG_LEVEL', '"DEBUG\\n"', 'the line break');
    refused('AWS_VPC_K8S_CNI_RANDOMIZESNAT', `'prng"'`, 'the quote');
    refused('AWS_VPC_K8S_PLUGIN_LOG_FILE', `'\\var\\log'`, 'the backslash');
    refused('AWS_VPC_K8S_CNI_VETHPREFIX', '"a\\tb"', 'the control character');
    refused('POD_SECURITY_GROUP_ENFORCING_MODE', '"strict\\n"', 'the line break');
    // Of the two egress plugins only the one for the other family runs.
    refused('AWS_VPC_K8S_EGRESS_V6_PLUGIN_LOG_FILE', '"/a\\n"', 'the line break');
    refused('AWS_VPC_K8S_EGRESS_V4_PLUGIN_LOG_FILE', '"/a\\n"', 'the line break', item('ENABLE_IPv6', 'true'));
    check(text('AWS_VPC_K8S_EGRESS_V4_PLUGIN_LOG_FILE', '"/a\\n"'), only);
    check(text('AWS_VPC_K8S_CNI_LOGLEVEL', '"DEBUG\\n"'), only);
    check(text('AWS_VPC_K8S_PLUGIN_LOG_FILE', `'C:\\\\log'`), only);
    check(text('AWS_VPC_K8S_PLUGIN_LOG_FILE', '"/var/lög/ü\u2028"'), only);
    checkFix(text('AWS_VPC_K8S_CNI_RANDOMIZESNAT', '"prng\\n"'), {
      rule,
      expected: text('AWS_VPC_K8S_CNI_RANDOMIZESNAT', '"prng"'),
    });
    const mtu = (image: string) => manifest('- name: AWS_VPC_ENI_MTU\n  value: "9001\\n"', { image });
    check(
      mtu('amazon-k8s-cni:v1.16.3').replace('\\n"\n', `\\n"\n# 21..29 error ${rule}: AWS_VPC_ENI_MTU is pasted\n`),
      only,
    );
  });

  it('knows the modes that the add-on takes', () => {
    const values = (version: string, mode: string) =>
      addon(`NETWORK_POLICY_ENFORCING_MODE: ${mode}`).replace('vpc-cni', `vpc-cni\n    version: ${version}`);
    const mark = (severity: string) =>
      `none\n#                              ^^^^ ${severity} ${rule}: NETWORK_POLICY_ENFORCING_MODE is "none", and the`;
    check(values('v1.18.6-eksbuild.1', mark('error')), only);
    check(values('v1.19.0-eksbuild.1', mark('warning')), only);
    check(values('latest', mark('warning')), only);
    check(values('v1.18.6-eksbuild.1', 'strict'), only);
    checkFix(values('v1.18.6-eksbuild.1', 'STRICT'), { rule, expected: values('v1.18.6-eksbuild.1', '"strict"') });
    check(manifest(item('NETWORK_POLICY_ENFORCING_MODE', 'none')), only);
  });

  it('knows the modes of network policy, from 1.17.1 on', () => {
    check(manifest(item('NETWORK_POLICY_ENFORCING_MODE', 'on'), { image: 'amazon-k8s-cni:v1.17.0' }), only);
    check(
      manifest(`- { name: NETWORK_POLICY_ENFORCING_MODE, value: "on" }
#                                               ^^^^ error ${rule}: NETWORK_POLICY_ENFORCING_MODE is "on", not one of none, standard and strict: ipamd exits`),
      only,
    );
    check(
      manifest(
        `- { name: NETWORK_POLICY_ENFORCING_MODE, value: "" }
#                                               ^^ error ${rule}: NETWORK_POLICY_ENFORCING_MODE is set but empty: ipamd exits`,
        { image: 'amazon-k8s-cni:v1.19.4' },
      ),
      only,
    );
    check(manifest(item('NETWORK_POLICY_ENFORCING_MODE', ''), { image: 'amazon-k8s-cni:v1.19.3' }), only);
    check(manifest(item('NETWORK_POLICY_ENFORCING_MODE', 'Standard')), only);
  });

  it('is an error for the mode of pod security groups only while they are known to be on', () => {
    const mode = (severity: string, effect: string) => `POD_SECURITY_GROUP_ENFORCING_MODE: Strict
#                                  ^^^^^^ ${severity} ${rule}: POD_SECURITY_GROUP_ENFORCING_MODE is "Strict", not exactly one of strict and standard: ${effect}`;
    const unchecked = 'without ENABLE_POD_ENI nobody checks it, and with it aws-node exits';
    check(addon(`ENABLE_POD_ENI: "true"\n${mode('error', 'aws-node exits')}`), only);
    check(addon(mode('warning', unchecked)), only);
    check(addon(`ENABLE_POD_ENI: \${POD_ENI}\n${mode('warning', unchecked)}`), only);
    check(addon('POD_SECURITY_GROUP_ENFORCING_MODE: ""'), only);
  });

  it('leaves texts that are no numbers to the rule about those', () => {
    check(patch(item('AWS_VPC_ENI_MTU', 'jumbo')), only);
    check(patch(item('IP_COOLDOWN_PERIOD', '-1')), only);
  });

  it('writes the nearest legal value', () => {
    checkFix(addon('AWS_VPC_ENI_MTU: "9100"'), { rule, expected: addon('AWS_VPC_ENI_MTU: "9001"') });
    checkFix(addon('AWS_VPC_ENI_MTU: 500'), { rule, expected: addon('AWS_VPC_ENI_MTU: "576"') });
    checkFix(patch(item('AWS_VPC_K8S_CNI_VETHPREFIX', 'veth0')), {
      rule,
      expected: patch(item('AWS_VPC_K8S_CNI_VETHPREFIX', 'veth')),
    });
    checkFix(patch(item('AWS_VPC_K8S_CNI_VETHPREFIX', 'eth')), {
      rule,
      expected: patch(item('AWS_VPC_K8S_CNI_VETHPREFIX', 'eni')),
    });
    checkFix(patch(item('NETWORK_POLICY_ENFORCING_MODE', 'stritc')), {
      rule,
      expected: patch(item('NETWORK_POLICY_ENFORCING_MODE', 'strict')),
    });
  });

  it('judges a carrier by its own version, also beside a patch without one', () => {
    const old = manifest(item('NETWORK_POLICY_ENFORCING_MODE', 'enforce'), { image: 'amazon-k8s-cni:v1.16.4' });
    const patched = patch(item('WARM_ENI_TARGET', '1'));
    check(`${old}---\n${patched}`, only);
  });
});
