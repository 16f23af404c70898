import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const patch = (env: string, more = '') => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: aws-node, env: [${env}] }]${more} } } }
`;
const variable = (name: string, value: string) => `{ name: ${name}, value: "${value}" }`;

const said = (...texts: readonly string[]): readonly string[] =>
  findings(texts.map((text, index) => ({ path: `${index}.yaml`, text })))
    .filter(({ severity }) => severity !== 'hint')
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

describe('what a patch leaves to the DaemonSet it is for is information', () => {
  const minimum = variable('MINIMUM_IP_TARGET', '10');
  const strict = `${variable('ENABLE_POD_ENI', 'true')}, ${variable('POD_SECURITY_GROUP_ENFORCING_MODE', 'strict')}`;
  const custom = variable('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true');
  const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: default }
spec: { subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }
`;
  const pods = `${custom}, ${variable('ENABLE_POD_ENI', 'true')}`;

  it.each([
    ['a minimum without a warm target', [patch(minimum)], 'minimum-ip-target-without-warm-ip-target'],
    ['strict mode without early demultiplexing off', [patch(strict)], 'pod-eni-strict-probes'],
    ['custom networking without a label that chooses', [patch(custom)], 'custom-networking-selector-missing'],
    [
      'the ENIConfig default beside security groups for pods',
      [patch(pods), eniConfig],
      'eniconfig-default-with-pod-eni',
    ],
  ])('%s', (_, texts, rule) => {
    expect(said(...texts)).toEqual([expect.stringMatching(new RegExp(`^info ${rule}: `))]);
  });

  it.each([
    ['in another file', [patch(minimum), patch(variable('WARM_IP_TARGET', '5'))]],
    ['as a template', [patch(`${minimum}, ${variable('WARM_IP_TARGET', '${WARM}')}`)]],
    [
      'from a ConfigMap',
      [
        patch(minimum).replace(
          '{ name: aws-node, env',
          '{ name: aws-node, envFrom: [{ configMapRef: { name: x } }], env',
        ),
      ],
    ],
    [
      'in a script',
      [patch(custom), 'kubectl set env ds aws-node -n kube-system ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone\n'],
    ],
  ])('and nothing where it is set %s', (_, [first = '', second = '']) => {
    const files = [
      { path: 'a.yaml', text: first },
      { path: second.startsWith('kubectl') ? 'set.sh' : 'b.yaml', text: second },
    ];
    expect(findings(files).filter(({ severity }) => severity !== 'hint')).toEqual([]);
  });
});

describe('the mode of network policies in an add-on', () => {
  const addon = (version: string, policy: string, mode: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: lab, region: us-east-1 }
addons:
  - name: vpc-cni
    version: ${version}
    configurationValues: '{"enableNetworkPolicy":"${policy}","env":{"NETWORK_POLICY_ENFORCING_MODE":"${mode}"}}'
`;
  it.each([
    ['v1.19.5-eksbuild.1', 'true', 'error value-refused: .* or else the agent panics again and again'],
    ['latest', 'true', 'error value-refused: .* or else the agent panics again and again'],
    ['v1.19.5-eksbuild.1', 'false', 'warning value-refused: .* EKS may refuse the configuration'],
    ['v1.18.3-eksbuild.1', 'true', 'error value-refused: .* EKS refuses the configuration$'],
  ])('none with %s and policies %s', (version, policy, expected) => {
    expect(said(addon(version, policy, 'none'))).toEqual([expect.stringMatching(new RegExp(`^${expected}`))]);
    expect(said(addon(version, 'true', 'standard'))).toEqual([]);
  });
});

describe('a label of a Node that nothing reads', () => {
  const node = (labels: string) => `apiVersion: v1\nkind: Node\nmetadata: { name: n1, labels: { ${labels} } }\n`;
  const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: us-west-2a }
spec: { subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }
`;
  const settings = patch(
    `${variable('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true')}, ${variable('ENI_CONFIG_LABEL_DEF', 'topology.kubernetes.io/zone')}`,
  );
  it('is said, also where the Node shows the label of its zone', () => {
    const zone = 'topology.kubernetes.io/zone: us-west-2a';
    for (const labels of [
      'k8s.amazonaws.com/eniConfig: us-west-2a',
      `k8s.amazonaws.com/eniConfig: us-west-2a, ${zone}`,
    ]) {
      const all = said(settings, eniConfig, node(labels)).filter((line) => !line.includes('eniconfig-not-found'));
      expect(all).toEqual([
        expect.stringMatching(/^warning eniconfig-key-mismatch: Nothing reads the label .* of the Node n1/),
      ]);
    }
    expect(said(settings, eniConfig, node(zone))).toEqual([]);
  });
});

describe('one ENIConfig for a group whose zones eksctl chooses', () => {
  const cluster = (group: string, more = '') => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: lab, region: us-west-2 }
${more}addons:
  - name: vpc-cni
    configurationValues: '{"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true"}}'
managedNodeGroups: [{ name: web, instanceType: m5.large, labels: { k8s.amazonaws.com/eniConfig: pods-a }${group} }]
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: pods-a }
spec: { subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }
`;
  const ofRule = (text: string) =>
    findings([{ path: 'file.yaml', text }])
      .filter(({ rule }) => rule === 'eniconfig-fixed-to-one-zone')
      .map(({ severity, message }) => `${severity} ${message}`);
  it('fits the nodes in one of them', () => {
    expect(ofRule(cluster(''))).toEqual([expect.stringContaining('eksctl chooses up to 3')]);
    expect(ofRule(cluster(', availabilityZones: [us-west-2a]'))).toEqual([]);
    expect(ofRule(cluster(', subnets: [subnet-0123456789abcdef1]'))).toEqual([]);
    expect(ofRule(cluster('', 'vpc: { id: vpc-0123456789abcdef0 }\n'))).toEqual([]);
  });
});

describe('keys of the ConfigMap amazon-vpc-cni', () => {
  const configMap = (data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata: { ${data} }\n`;
  it.each([
    [
      'Enable_Windows-IPAM: "true"',
      [
        'warning configmap-ignored: No reader of amazon-vpc-cni that is known reads Enable_Windows-IPAM; did you mean enable-windows-ipam?',
      ],
    ],
    ['Other-Key: "1"', []],
    ['foo-bar: "1"', ['info configmap-ignored: No reader of amazon-vpc-cni that is known reads foo-bar']],
    ['enable-network-policy: "true"', [/did you mean enable-network-policy-controller\?$/]],
    ['enable-windows-ipm: "true"', [/did you mean enable-windows-ipam\?$/]],
    ['branch-eni-cooldwn: "60"', [/did you mean branch-eni-cooldown\?$/]],
    ['owner: team-a', []],
    [
      'enable-windows-ipam: "false", windows-warm-ip-target: "3"',
      [/windows-warm-ip-target is 3 while enable-windows-ipam is false/],
    ],
    ['enable-windows-ipam: "true", windows-warm-ip-target: "3"', []],
  ])('%s', (data, expected) => {
    expect(said(configMap(data))).toEqual(expected.map((each) => expect.stringMatching(each)));
  });
});
