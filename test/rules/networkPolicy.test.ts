import { describe, expect, it } from 'vitest';
import { addon, item, manifest } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const families = item('ENABLE_IPv4', 'true');
const newest = { image: 'amazon-k8s-cni:v1.23.1' };
const mode = item('NETWORK_POLICY_ENFORCING_MODE', 'standard');

/** A DaemonSet with the agent; `args` are lines of its list. */
function withAgent(env: string, args: string, image = 'amazon-k8s-cni:v1.23.1'): string {
  const lines = args.split('\n').map((line) => `            ${line}\n`);
  return `${manifest(env, { image })}        - name: aws-eks-nodeagent
          args:
${lines.join('')}`;
}

const configMap = (value: string) => `apiVersion: v1
kind: ConfigMap
metadata: { name: amazon-vpc-cni, namespace: kube-system }
data:
  enable-network-policy-controller: ${value}
---
`;

describe('network-policy-switches-disagree', () => {
  const rule = 'network-policy-switches-disagree';

  it('is an error for an agent that is on and a mode that is not', () => {
    const text = 'enable-network-policy is true for the agent, but NETWORK_POLICY_ENFORCING_MODE is';
    check(
      withAgent(
        families,
        `- --enable-network-policy=true\n#  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error ${rule}: ${text} not set`.replace(
          '\n#  ',
          '\n# ',
        ),
      ),
    );
    check(
      withAgent(
        `${families}\n${item('NETWORK_POLICY_ENFORCING_MODE', 'None')}`,
        `- --enable-network-policy=true\n# ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error ${rule}: ${text} none`,
      ),
    );
    checkClean(withAgent(families, '- --enable-network-policy=true', 'amazon-k8s-cni:v1.19.3'));
    checkClean(withAgent(families, '- --enable-network-policy=true', 'amazon-k8s-cni:latest'));
    checkClean(withAgent(`${families}\n${mode}`, '- --enable-network-policy=true'));
    checkFix(withAgent(families, '- --enable-network-policy=true'), {
      rule,
      expected: withAgent(
        `${families}\n- { name: NETWORK_POLICY_ENFORCING_MODE, value: "standard" }`,
        '- --enable-network-policy=true',
      ).replace(
        '- { name: NETWORK_POLICY_ENFORCING_MODE, value: "standard" }',
        '- name: NETWORK_POLICY_ENFORCING_MODE\n              value: "standard"',
      ),
    });
  });

  it('reads a switch as the agent does', () => {
    const text = 'enable-network-policy is true for the agent, but NETWORK_POLICY_ENFORCING_MODE is';
    for (const written of ['--enable-network-policy', '--enable-network-policy=T', '--enable-network-policy=1']) {
      check(withAgent(families, `- ${written}\n# 14..${14 + written.length} error ${rule}: ${text} not set`));
    }
    checkClean(withAgent(families, '- --enable-network-policy=0'));
    check(
      withAgent(
        families,
        `- --enable-network-policy=yes
# 14..41 error invalid-boolean: enable-network-policy is "yes", which the network policy agent reads`,
      ),
    );
  });

  it('compares the ConfigMap with the agent, in one file', () => {
    const agent = (value: string) => withAgent(`${families}\n${mode}`, `- --enable-network-policy=${value}`);
    checkFix(`${configMap('"true"')}${agent('false')}`, { rule, expected: `${configMap('"true"')}${agent('true')}` });
    checkFix(`${configMap('"false"')}${agent('true')}`, { rule, expected: `${configMap('"true"')}${agent('true')}` });
    checkClean(`${configMap('"true"')}${agent('true')}`);
    checkClean(`${configMap('"${POLICY}"')}${agent('true')}`);
    checkClean(`# file: a.yaml\n${configMap('"true"')}# file: b.yaml\n${agent('false')}`);
  });
});

describe('values of the chart that leave the agent out', () => {
  const values = (policies: string, agent: string, more = '') =>
    `# file: values.yaml\noriginalMatchLabels: true\n${more}env: { AWS_VPC_K8S_CNI_LOGLEVEL: DEBUG }\nenableNetworkPolicy: ${policies}\nnodeAgent:\n  enabled: ${agent}\n`;
  const rulesOf = (text: string) =>
    findings([{ path: 'values.yaml', text }]).map(({ rule, message }) => `${rule}: ${message}`);

  it.each(['true', '"true"'])('while network policies are on: %s', (on) => {
    expect(rulesOf(values(on, 'false'))).toEqual([
      'network-policy-switches-disagree: enableNetworkPolicy is true, but nodeAgent.enabled is false: policies are handed out, and no node has the agent that enforces them',
    ]);
    checkFix(values(on, 'false'), { rule: 'network-policy-switches-disagree', expected: values(on, 'true') });
  });

  it.each([
    ['policies are off', 'false', 'false', ''],
    ['the agent is there', 'true', 'true', ''],
    // To a template of Go a text is true.
    ['the agent is left out by a text', 'true', '"false"', ''],
    ['a template decides', 'true', '"{{ .Values.agent }}"', ''],
    ['the chart has no such value', 'true', 'false', 'image: { tag: v1.15.1 }\n'],
  ])('are no fault where %s', (_, on, agent, more) => expect(rulesOf(values(on, agent, more))).toEqual([]));

  it('are what comes last', () => {
    const command = (more: string) => `helm upgrade --install aws-vpc-cni eks/aws-vpc-cni -f values.yaml ${more}\n`;
    const told = (more: string) =>
      findings([
        { path: 'values.yaml', text: values('true', 'false') },
        { path: 'a.sh', text: command(more) },
      ]).map(({ rule }) => rule);
    expect(told('')).toEqual(['network-policy-switches-disagree']);
    expect(told('--set nodeAgent.enabled=true')).toEqual([]);
    expect(told('--set-string nodeAgent.enabled=false')).toEqual([]);
    expect(told('--set enableNetworkPolicy=false')).toEqual([]);
  });
});

describe('network-policy-agent-missing', () => {
  const rule = 'network-policy-agent-missing';

  it('reports any mode without the agent, from 1.19.4 on', () => {
    check(
      manifest(
        `${families}\n- { name: NETWORK_POLICY_ENFORCING_MODE, value: none }
#                                               ^^^^ error ${rule}: NETWORK_POLICY_ENFORCING_MODE is none, but the container`,
        newest,
      ),
    );
    check(manifest(`${families}\n${mode}`, { image: 'amazon-k8s-cni:v1.17.0' }), { only: rule });
    checkClean(withAgent(`${families}\n${mode}`, '- --log-level=info'));
    checkFix(manifest(`${families}\n${mode}`, newest), { rule, expected: manifest(families, newest) });
  });
});

describe('conntrack-table-size', () => {
  const rule = 'conntrack-table-size';
  const agent = (size: string) => withAgent(families, `- --conntrack-cache-table-size=${size}`);

  it('knows both bounds', () => {
    checkFix(agent('32767'), { rule, expected: agent('32768') });
    checkFix(agent('1048577'), { rule, expected: agent('1048576') });
    checkClean(agent('32768'));
    checkClean(agent('1048576'));
    checkClean(agent('${SIZE}'));
  });

  it('reads numbers as the agent does: of any base, in the word or in the next one', () => {
    check(
      withAgent(
        families,
        `- --conntrack-cache-table-size=0x4000
# 14..49 error ${rule}: conntrack-cache-table-size is 16384, outside`,
      ),
    );
    check(
      withAgent(
        families,
        `- --conntrack-cache-table-size
- "16384"
# 14..21 error ${rule}: conntrack-cache-table-size is 16384, outside`,
      ),
    );
    check(
      withAgent(
        families,
        `- --conntrack-cache-table-size=64Ki
# 14..47 error ${rule}: conntrack-cache-table-size is "64Ki", which is no whole number`,
      ),
    );
    checkClean(agent('0x10000'));
    checkClean(agent('65_536'));
  });

  it('looks into add-ons', () => {
    const values = (size: string) =>
      `${addon('POD_MTU: "1400"')}      nodeAgent: { conntrackCacheTableSize: ${size} }\n`;
    checkFix(values('1024'), { rule, expected: values('32768') });
  });
});

describe('agent-flag-unknown', () => {
  const rule = 'agent-flag-unknown';
  const withFlags = (...flags: readonly string[]) => withAgent(families, flags.map((flag) => `- ${flag}`).join('\n'));
  const since = (flag: string, tag: string) =>
    withFlags(flag).replace('args:', `image: r/aws-network-policy-agent:${tag}\n          args:`);

  it('names the flag that was meant, and writes it where its value is left alone', () => {
    checkFix(withFlags('--enable-network-polcy=false'), { rule, expected: withFlags('--enable-network-policy=false') });
    checkFix(withFlags('--enable-policy-event-log'), { rule, expected: withFlags('--enable-policy-event-logs') });
    checkFix(withFlags('--loglevel', 'info'), { rule, expected: withFlags('--log-level', 'info') });
    check(
      withFlags(
        '--enable-something\n# 14..32 error agent-flag-unknown: The network policy agent does not know the flag --enable-something: it exits on every node',
      ),
    );
  });

  it('takes one dash for letters, as pflag does', () => {
    checkFix(withFlags('-log-level=info'), { rule, expected: withFlags('--log-level=info') });
    check(
      withFlags(
        '-v=2\n# 14..18 error agent-flag-unknown: The network policy agent has no flags with one dash, as -v: it exits on every node',
      ),
    );
    // Of --v it knows as little.
    const [found] = findings([{ path: 'aws-node.yaml', text: withFlags('-v=2') }]);
    expect(found?.advice).toBe('Take the flag out, or write one that the agent knows');
  });

  it.each([
    ['--enable-policy-event-logs=true', '1.0.4', 'v1.0.3'],
    ['--conntrack-cache-cleanup-period=60', '1.0.7', 'v1.0.6'],
    ['--conntrack-cache-table-size=65536', '1.1.3', 'v1.1.2-eksbuild.1'],
    ['--log-file-max-size=100', '1.2.3', 'v1.2.2'],
    ['--enable-profiling', '1.2.7', 'v1.2.6'],
  ])('knows that %s came with v%s', (flag, first, before) => {
    const marked = (tag: string) => {
      const name = flag.split('=')[0];
      const said = `${before} does not know ${name}, which came with v${first}: it exits on every node`;
      const mark = `# 14..${14 + flag.length} error ${rule}: The network policy agent ${said}`;
      return since(flag, tag).replace(`- ${flag}\n`, `- ${flag}\n${mark}\n`);
    };
    check(marked(before), { only: rule });
    check(since(flag, `v${first}`), { only: rule });
    check(since(flag, `v${first}-eksbuild.2`), { only: rule });
  });

  it('is silent about every flag there is, about what is half seen, and about a shell', () => {
    const all = [
      '--kubeconfig=/k',
      '--metrics-bind-addr=:8162',
      '--health-probe-bind-addr=:8163',
      '--enable-ipv6=false',
      '--enable-cloudwatch-logs=false',
      '--max-concurrent-reconciles=3',
      '--log-file=/var/log/a.log',
      '--log-file-max-backups=2',
    ];
    checkClean(withFlags(...all));
    checkClean(withFlags('--${FLAG}=true', '--{{ .Values.flag }}', '"{{ .Values.more }}"'));
    checkClean(withFlags('sh', '-c', '--anything'));
  });
});

describe('bandwidth-plugin-with-network-policy', () => {
  const rule = 'bandwidth-plugin-with-network-policy';

  it('looks at the flag of the agent, or at the key of the add-on', () => {
    const env = `${families}\n${mode}\n- { name: ENABLE_BANDWIDTH_PLUGIN, value: "true" }`;
    check(
      withAgent(
        `${env}\n#                                         ^^^^^^ warning ${rule}: ENABLE_BANDWIDTH_PLUGIN is true and network policy is on`,
        '- --enable-network-policy=true',
      ),
    );
    checkClean(withAgent(env, '- --enable-network-policy=false'));
    const values = (plugin: string) =>
      `${addon(`ENABLE_BANDWIDTH_PLUGIN: "${plugin}"`)}      enableNetworkPolicy: "true"\n`;
    checkFix(values('true'), { rule, expected: values('false') });
  });
});

describe('image-versions-disagree', () => {
  const rule = 'image-versions-disagree';
  const images = (init: string, node: string, agent = '', probe = '') => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node }
spec:
  template:
    spec:
      initContainers:
        - { name: aws-vpc-cni-init, image: ${init} }
      containers:
        - { name: aws-node, image: ${node}${probe} }
${agent && `        - { name: aws-eks-nodeagent, image: ${agent} }\n`}`;

  it('gives the init container the tag of aws-node, ports in registries included', () => {
    const init = (tag: string) =>
      images(`registry:5000/amazon-k8s-cni-init:${tag}`, 'registry:5000/amazon-k8s-cni:v1.20.4-eksbuild.1');
    checkFix(init('v1.18.1'), { rule, expected: init('v1.20.4-eksbuild.1') });
    checkClean(init('v1.20.4-eksbuild.2'));
    checkClean(init('v1.20.4'));
    checkClean(init('latest'));
    checkClean(images('other/init:v1', 'registry/amazon-k8s-cni:v1.20.4'));
  });

  it('knows from which version on ipamd answers on a socket file', () => {
    const node = (tag: string) => `r/amazon-k8s-cni:${tag}`;
    const init = (tag: string) => `r/amazon-k8s-cni-init:${tag}`;
    const agent = (tag: string) => `r/aws-network-policy-agent:${tag}`;
    check(
      images(init('v1.23.0'), node('v1.23.0'), agent('v1.4.0')).replace(
        / }\n$/,
        ` }\n# 44..77 warning ${rule}: Network policy agent v1.4.0 does not fit aws-node v1.23.0: ipamd answers\n`,
      ),
    );
    checkClean(images(init('v1.23.0'), node('v1.23.0'), agent('v1.4.1-eksbuild.1')));
    checkClean(images(init('v1.22.4'), node('v1.22.4'), agent('v1.2.7')));
    const probe = (address: string) => `, livenessProbe: { exec: { command: [/app/grpc-health-probe, "${address}"] } }`;
    const probed = (address: string) => images(init('v1.23.1'), node('v1.23.1'), '', probe(address));
    checkFix(probed('-addr=:50051'), { rule, expected: probed('-addr=unix:///var/run/aws-node/ipamd.sock') });
    checkClean(images(init('v1.22.4'), node('v1.22.4'), '', probe('-addr=:50051')));
  });
});
