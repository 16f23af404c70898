import { expect, it } from 'vitest';
import { eniConfig } from '../harness/carriers.js';
import { checkClean, checkFix, findings } from '../harness/check.js';

const node = (name: string, labels: string) => `---
apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: { ${labels} } }
`;
const of = (text: string) =>
  findings([{ path: 'a.yaml', text }]).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

it('says of a Node without the label that it asks for default, where the label that chooses is seen', () => {
  const configs = eniConfig('pods-a') + eniConfig('pods-b');
  const chosen = node('a', 'topology.kubernetes.io/zone: us-west-2a, k8s.amazonaws.com/eniConfig: pods-a');
  const plain = node('b', 'topology.kubernetes.io/zone: us-west-2b');
  expect(of(configs + chosen + plain)).toEqual([
    'info eniconfig-not-found: Node b has no label k8s.amazonaws.com/eniConfig, which chooses the ENIConfig: it asks for one named default, and none of the files given declares it',
  ]);
  checkClean(configs + eniConfig('default') + chosen + plain);
  // Which label chooses is not seen, and the names are those of zones.
  checkClean(eniConfig('us-west-2a') + plain);
});

it('says of targets for Windows in the ConfigMap that they do nothing for Linux', () => {
  const map = (data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata: { ${data} }\n`;
  expect(of(map('enable-windows-ipam: "false", warm-ip-target: "5", minimum-ip-target: "3"'))).toEqual([
    'info configmap-ignored: warm-ip-target is 5 while enable-windows-ipam is false: it is for Windows nodes only and does nothing for Linux',
  ]);
  checkClean(map('enable-windows-ipam: "true", warm-ip-target: "5"'));
  checkClean(map('enable-windows-ipam: "false", warm-ip-target: "1", minimum-ip-target: "3"'));
  checkClean(map('warm-ip-target: "5"'));
});

it('says so of every way to write that Windows is off, and of the last entry only', () => {
  const map = (data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata: { ${data} }\n`;
  expect(of(map('enable-windows-ipam: "0", warm-ip-target: "5"'))).toEqual([
    'info configmap-ignored: warm-ip-target is 5 while enable-windows-ipam is false: it is for Windows nodes only and does nothing for Linux',
  ]);
  expect(of(map('enable-windows-ipam: "false", enable-windows-ipam: "true", warm-ip-target: "5"'))).toEqual([
    expect.stringContaining('duplicate-key'),
  ]);
  expect(of(map('enable-windows-ipam: "yes", warm-ip-target: "5"'))).toEqual([
    expect.stringContaining('configmap-value-replaced'),
  ]);
});

const cluster = (env: string, names: readonly string[]) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
availabilityZones: [us-west-2a, us-west-2b]
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"${env}
      eniConfig:
        create: true
        region: us-west-2
        subnets:
${names.map((name) => `          ${name}: { id: subnet-0123456789abcdef0 }\n`).join('')}managedNodeGroups:
  - { name: web, instanceType: m5.large }
`;

it('is an error where all is in sight and every node asks for an ENIConfig that is not there', () => {
  const [found] = of(cluster('', ['us-west-2a', 'us-west-2b']));
  expect(found).toMatch(/^error custom-networking-selector-missing/);
});

it('names ENIConfigs with short names after the zones of the groups', () => {
  const label = '\n        ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone';
  checkFix(cluster(label, ['a', 'b']), {
    rule: 'eniconfig-names-are-not-zones',
    expected: cluster(label, ['us-west-2a', 'us-west-2b']),
  });
});
