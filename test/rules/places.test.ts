import { describe, expect, it } from 'vitest';
import { carriers } from '../carriers/carriers.js';
import { addon, item, manifest, patch } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const families = item('ENABLE_IPv4', 'true');

describe('wrong-container', () => {
  const rule = 'wrong-container';
  const demux = 'DISABLE_TCP_EARLY_DEMUX';

  it('reports what the container does not read, and moves it', () => {
    check(
      manifest(`${families}\n- { name: ${demux}, value: "true" }
# 22..45 warning ${rule}: ${demux} is set on aws-node, which does not read it: aws-vpc-cni-init does`),
    );
    const confdir = item('HOST_CNI_CONFDIR_PATH', '/host/etc/cni');
    const same = manifest(`${families}\n${confdir}`, { init: confdir });
    checkFix(same, { rule, title: 'Remove', expected: same.replace(`            ${confdir}\n`, '') });
    // The init container of the fixture has its own value, "false".
    const misplaced = manifest(`${families}\n${item(demux, 'true')}`);
    checkFix(misplaced, {
      rule,
      title: 'Move DISABLE_TCP_EARLY_DEMUX to aws-vpc-cni-init: "true" instead of "false"',
      expected: manifest(families).replace(`${demux}, value: "false"`, `${demux}, value: "true"`),
    });
    const two = (init: string, node: string) => `spec:
  template:
    spec:
      initContainers:
        - { name: aws-vpc-cni-init, env: [${init}] }
      containers:
        - { name: aws-node, env: [${node}] }
`;
    const snat = '{ name: AWS_VPC_K8S_CNI_EXTERNALSNAT, value: "true" }';
    checkFix(two('', `${snat}, { name: ${demux}, value: "true" }`), {
      rule,
      title: 'Move',
      expected: two(`{name: "${demux}", value: "true"}`, snat),
    });
  });

  it('is an error in an add-on, which refuses it', () => {
    const values = (env: string, init: string) => `${addon(`MAX_ENI: "3"${env}`)}      init:
        env: ${init}
`;
    check(
      values(
        '',
        `{ POD_MTU: "1400" }
#              ^^^^^^^ error wrong-container: POD_MTU stands under init.env, where the add-on does not take it`,
      ),
    );
    checkFix(values('', '{ANNOTATE_POD_IP: "true"}'), { rule, expected: values('\nANNOTATE_POD_IP: "true"', '{}') });
  });

  it.each(['DaemonSet, a list', 'Kustomize, a patch', 'Flux, HelmRelease', 'kubectl patch', 'Cluster API'])(
    'reports a variable that stands alone in a container with a name: %s',
    (name) => {
      const { path, write } = carriers.find((each) => each.name === name) ?? {};
      const text = write?.([[demux, 'true']]) ?? '';
      expect(findings([{ path: path ?? '', text }]).map((each) => each.rule)).toEqual(['wrong-container']);
    },
  );

  it('leaves a list alone that may be the init container’s', () => {
    checkClean(`- { name: ${demux}, value: "true" }\n- { name: ENABLE_IPv6, value: "false" }\n`);
  });

  it('leaves shipped values in a manifest and what libraries read alone', () => {
    checkClean(manifest(`${families}\n${item(demux, 'false')}`));
    checkClean(manifest(families, { init: item('AWS_REGION', 'eu-west-1') }));
  });
});

describe('containers-disagree', () => {
  const rule = 'containers-disagree';

  it('compares aws-node with the init container', () => {
    check(
      manifest(families, {
        init: `- { name: ENABLE_V6_EGRESS, value: "true" }
#                                  ^^^^^^ warning ${rule}: ENABLE_V6_EGRESS is false for aws-node and true for aws-vpc-cni-init`,
      }),
    );
    check(
      manifest(
        `${families}\n- { name: HOST_CNI_BIN_PATH, value: /host/bin }
#                                   ^^^^^^^^^ warning ${rule}: HOST_CNI_BIN_PATH is /host/bin for aws-node and /host/opt/cni/bin for aws-vpc-cni-init`,
      ),
    );
    const both = item('HOST_CNI_BIN_PATH', '/host/bin');
    checkClean(manifest(`${families}\n${both}`, { init: both }));
  });

  it('leaves to the schema of the add-on what an add-on cannot set', () => {
    check(addon('ENABLE_IPv6: "true"\nHOST_CNI_BIN_PATH: /host/bin'), { only: rule });
  });

  it('gives the other container the value of aws-node', () => {
    const text = (init: string) => manifest(`${families}\n${item('ENABLE_V6_EGRESS', 'true')}`, { init });
    checkFix(text(item('ENABLE_V6_EGRESS', 'false')), { rule, expected: text(item('ENABLE_V6_EGRESS', 'true')) });
  });

  it('is silent where one side cannot be seen', () => {
    checkClean(patch(`${item('ENABLE_V6_EGRESS', 'true')}\n${item('MAX_ENI', '3')}`));
    checkClean(manifest(`${families}\n- { name: ENABLE_V6_EGRESS, value: "\${V6}" }`));
    check(manifest(`${families}\n${item('ENABLE_V6_EGRESS', 'yes')}`), { only: rule });
  });

  it('says nothing of IPv6 egress in an IPv6 cluster', () => {
    check(addon('ENABLE_V6_EGRESS: "true"', 'kubernetesNetworkConfig: { ipFamily: IPv6 }\n'), { only: rule });
  });

  it('compares the flag of the agent, in an add-on as well', () => {
    const agent = (value: string) =>
      `${manifest(families)}        - { name: aws-eks-nodeagent, args: ["--enable-ipv6=${value}"] }\n`;
    checkFix(agent('true'), { rule, title: 'Set enable-ipv6 to false', expected: agent('false') });
    checkClean(agent('${IPV6}'));
    const values = (value: string) => `${addon('MAX_ENI: "3"')}      nodeAgent: { enableIpv6: ${value} }\n`;
    checkFix(values('true'), { rule, expected: values('false') });
  });
});

describe('configmap-ignored', () => {
  const rule = 'configmap-ignored';
  const configMap = (name: string, data: string, namespace = 'kube-system') => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace} }
data:
${data}
`;

  it.each([
    'WARM_IP_TARGET',
    'enable-pod-eni',
    'eni-config-label-def',
    'enable-custom-networking',
    'enablePrefixDelegation',
  ])('reports %s, which nothing reads there', (key) => {
    check(
      configMap(
        'amazon-vpc-cni',
        `  ${key}: "1"\n# 2..${2 + key.length} warning ${rule}: aws-node reads no ConfigMap, so ${key} in amazon-vpc-cni does nothing`,
      ),
    );
  });

  it('speaks of several keys', () => {
    check(
      configMap(
        'amazon-vpc-cni',
        `  WARM_IP_TARGET: "5"\n# 2..16 warning ${rule}: aws-node reads no ConfigMap, so WARM_IP_TARGET and MAX_ENI in amazon-vpc-cni do nothing\n  MAX_ENI: "5"`,
      ),
    );
  });

  it('is silent about the real keys, other keys and other ConfigMaps', () => {
    checkClean(
      configMap('amazon-vpc-cni', '  enable-windows-ipam: "true"\n  warm-ip-target: "5"\n  minimum-ip-target: "3"'),
    );
    checkClean(configMap('amazon-vpc-cni', '  owner: team-network'));
    checkClean(configMap('amazon-vpc-cni', '  WARM_IP_TARGET: "5"', 'network'));
    checkClean(configMap('aws-node-settings', '  WARM_IP_TARGET: "5"'));
    checkClean(configMap('aws-auth', '  WARM_IP_TARGET: "5"'));
  });

  it('may hold no boolean and no number', () => {
    check(
      configMap(
        'amazon-vpc-cni',
        `  enable-windows-ipam: yes
# 23..26 error unquoted-value: enable-windows-ipam is yes without quotes, a boolean: the API server refuses all but strings
  branch-eni-cooldown: 10
# 23..25 error unquoted-value: branch-eni-cooldown is 10 without quotes, a number`,
      ),
    );
    checkFix(configMap('amazon-vpc-cni', '  enable-windows-ipam: yes'), {
      rule: 'unquoted-value',
      expected: configMap('amazon-vpc-cni', '  enable-windows-ipam: "true"'),
    });
  });

  it('has values that its readers take otherwise', () => {
    const values = 'configmap-value-replaced';
    const one = (line: string) => configMap('amazon-vpc-cni', `  ${line}`);
    checkFix(one('enable-windows-prefix-delegation: "on"'), {
      rule: values,
      expected: one('enable-windows-prefix-delegation: "true"'),
    });
    checkFix(one('branch-eni-cooldown: "45s"'), { rule: values, expected: one('branch-eni-cooldown: "45"') });
    checkFix(one('branch-eni-cooldown: "29"'), { rule: values, expected: one('branch-eni-cooldown: "30"') });
    checkFix(one('windows-minimum-ip-target: many'), { rule: values, expected: one('windows-minimum-ip-target: "0"') });
    for (const right of ['branch-eni-cooldown: "30"', 'enable-windows-ipam: "F"', 'warm-ip-target: "1"'])
      checkClean(one(right));
    checkClean(one('enable-windows-prefix-delegation: "true"\n  warm-ip-target: "0"'));
    checkClean(one('enable-windows-ipam: "{{ .Values.windows }}"'));
    const beside = (line = '') => configMap('amazon-vpc-cni', `${line}  minimum-ip-target: "4"`);
    checkFix(beside('  windows-minimum-ip-target: "3"\n'), { rule: values, expected: beside() });
  });

  it('is silent about a target of 0 while a template decides about prefixes', () => {
    checkClean(
      configMap(
        'amazon-vpc-cni',
        '  enable-windows-prefix-delegation: "{{ .Values.prefixes }}"\n  warm-ip-target: "0"',
      ),
    );
  });

  it('and a second name beside the first is not judged by its value', () => {
    check(
      configMap(
        'amazon-vpc-cni',
        `  warm-ip-target: "5"
  windows-warm-ip-target: "0"
# 2..24 warning configmap-value-replaced: windows-warm-ip-target does nothing: it is read only where warm-ip-target is not there`,
      ),
    );
  });

  it('knows that a ConfigMap named after the DaemonSet has no reader', () => {
    check(configMap('aws-node', `  warm-ip-target: "5"\n# 2..16 warning ${rule}: aws-node reads no ConfigMap`));
  });
});

describe('log-path-host-prefix', () => {
  const rule = 'log-path-host-prefix';

  it('adds and removes /host', () => {
    const ipamd = (path: string) => addon(`AWS_VPC_K8S_CNI_LOG_FILE: ${path}`);
    checkFix(ipamd('/var/log/ipamd.log'), { rule, expected: ipamd('"/host/var/log/ipamd.log"') });
    const plugin = (path: string) => patch(`${item('AWS_VPC_K8S_PLUGIN_LOG_FILE', path)}\n${families}`);
    checkFix(plugin('/host/var/log/plugin.log'), { rule, expected: plugin('/var/log/plugin.log') });
  });

  it('takes streams, templates and folders that are mounted', () => {
    checkClean(addon('AWS_VPC_K8S_CNI_LOG_FILE: stderr\nAWS_VPC_K8S_PLUGIN_LOG_FILE: "${LOG}"'));
    const mounted = manifest(`${families}\n${item('AWS_VPC_K8S_CNI_LOG_FILE', '/var/log/cni/ipamd.log')}`);
    check(mounted.replace(/\n$/, '\n          volumeMounts: [{ name: log, mountPath: /var/log }]\n'), { only: rule });
  });
});

describe('ec2-endpoint-ignored', () => {
  const rule = 'ec2-endpoint-ignored';
  const endpoint = item('AWS_EC2_ENDPOINT', 'https://ec2.example');

  it('is a warning from 1.19.4 on, an info where no version is seen', () => {
    const text = 'AWS_EC2_ENDPOINT has no effect since version 1.19.4 of the CNI';
    check(
      manifest(`${families}\n${endpoint}\n# 22..38 warning ${rule}: ${text}`, { image: 'amazon-k8s-cni:v1.19.4' }),
      { only: rule },
    );
    check(patch(`${endpoint}\n# 22..38 info ${rule}: ${text}\n${families}`));
    check(manifest(`${families}\n${endpoint}`, { image: 'amazon-k8s-cni:v1.19.3' }), { only: rule });
    check(manifest(`${families}\n${endpoint}`, { image: 'my-cni:latest' }), { only: rule });
  });

  it('renames it to what the SDK reads, or removes it', () => {
    const sdk = item('AWS_ENDPOINT_URL_EC2', 'https://ec2.example');
    checkFix(patch(`${endpoint}\n${families}`), { rule, expected: patch(`${sdk}\n${families}`) });
    checkFix(patch(`${endpoint}\n${sdk}`), { rule, title: 'Remove', expected: patch(sdk) });
    checkFix(addon('AWS_EC2_ENDPOINT: https://ec2.example\nMAX_ENI: "3"'), { rule, expected: addon('MAX_ENI: "3"') });
  });
});
