import { describe, expect, it } from 'vitest';
import { addon, eniConfig, item, manifest, patch } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const cluster = (env: readonly string[], rest: string) => addon(env.join('\n'), rest, 'us-west-2');
const group = 'managedNodeGroups:\n  - name: web\n    availabilityZones: [us-west-2a]\n';
const on = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"';
const byZone = 'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone';

const of = (rule: string, text: string) =>
  findings([{ path: 'file.yaml', text }]).flatMap((each) =>
    each.rule === rule ? [`${each.severity}: ${each.message}`] : [],
  );

describe('eniconfig-without-custom-networking', () => {
  const rule = 'eniconfig-without-custom-networking';
  const off = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG';

  it('speaks where somebody turns custom networking off', () => {
    expect(of(rule, cluster([`${off}: "false"`], group) + eniConfig('us-west-2a'))).toEqual([
      'info: Nothing uses the ENIConfigs: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG is "false"',
    ]);
    expect(of(rule, patch(item(off, 'false')) + eniConfig('us-west-2a'))).toHaveLength(1);
  });

  it('speaks where the whole cluster is seen and nothing turns it on, once', () => {
    const text = cluster(['WARM_ENI_TARGET: "1"'], group) + eniConfig('us-west-2a') + eniConfig('us-west-2b');
    expect(of(rule, text)).toEqual([
      'info: Nothing uses the ENIConfigs: nothing turns on AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG',
    ]);
  });

  it.each([
    ['the manifest is as it is shipped', manifest(item(off, 'false')) + eniConfig('us-west-2a')],
    ['it is on', cluster([on, byZone], group) + eniConfig('us-west-2a')],
    ['a patch says something else', patch(item('WARM_ENI_TARGET', '1')) + eniConfig('us-west-2a')],
    ['a template decides', cluster([`${off}: "\${ON}"`], group) + eniConfig('us-west-2a')],
    ['no carrier is seen', eniConfig('us-west-2a').slice(4)],
    ['the groups are elsewhere', cluster(['WARM_ENI_TARGET: "1"'], '') + eniConfig('us-west-2a')],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('eniconfig-default-with-pod-eni', () => {
  const rule = 'eniconfig-default-with-pod-eni';
  const podEni = 'ENABLE_POD_ENI: "true"';

  it('speaks where a node may get the ENIConfig default', () => {
    expect(of(rule, cluster([on, podEni], '') + eniConfig('default'))).toEqual([
      "warning: Security groups for pods leave an ENIConfig named default out: their ENIs get the node's subnet and security groups",
    ]);
    expect(of(rule, cluster([on, podEni], group) + eniConfig('default'))).toHaveLength(1);
  });

  it.each([
    ['it has another name', cluster([on, podEni], '') + eniConfig('pods')],
    ['security groups for pods are off', cluster([on], '') + eniConfig('default')],
    ['custom networking is off', cluster([podEni], '') + eniConfig('default')],
    ['the zone decides', cluster([on, byZone, podEni], '') + eniConfig('default') + eniConfig('us-west-2a')],
    [
      'every group chooses another one',
      cluster([on, podEni], `${group}    labels: { k8s.amazonaws.com/eniConfig: us-west-2a }\n`) +
        eniConfig('default') +
        eniConfig('us-west-2a'),
    ],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('eniconfig-subnet-is-node-subnet', () => {
  const rule = 'eniconfig-subnet-is-node-subnet';
  const vpc = (access: string) =>
    `vpc: { id: vpc-0123456789abcdef0, subnets: { ${access}: { us-west-2a: { id: subnet-0123456789abcdef0 } } } }\n`;

  it('speaks where the subnet is the one eksctl puts the nodes into, or the one the group names', () => {
    expect(of(rule, cluster([on, byZone], vpc('public') + group) + eniConfig('us-west-2a'))).toHaveLength(1);
    expect(
      of(
        rule,
        cluster([on, byZone], `${vpc('private')}${group}    privateNetworking: true\n`) + eniConfig('us-west-2a'),
      ),
    ).toHaveLength(1);
    const named = group.replace('availabilityZones: [us-west-2a]', 'subnets: [subnet-0123456789abcdef0]');
    expect(of(rule, cluster([on, byZone], named) + eniConfig('us-west-2a'))).toHaveLength(1);
  });

  it('says nothing about a subnet in which no group lies', () => {
    expect(of(rule, cluster([on, byZone], vpc('private') + group) + eniConfig('us-west-2a'))).toEqual([]);
    const elsewhere = group.replace('2a]', '2b]');
    expect(of(rule, cluster([on, byZone], vpc('public') + elsewhere) + eniConfig('us-west-2a'))).toEqual([]);
  });
});

describe('ENIConfigs that the add-on makes', () => {
  const values = (lines: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        ${on}
        ${byZone}
      eniConfig:
${lines}managedNodeGroups:
  - name: web
    availabilityZones: [us-west-2a, us-west-2b]
`;
  const zone = (name: string, id = 'id: subnet-0123456789abcdef0') => `          ${name}: { ${id} }\n`;
  const whole = '        create: true\n        region: us-west-2\n        subnets:\n';

  it('are ENIConfigs like others', () => {
    checkClean(values(whole + zone('us-west-2a') + zone('us-west-2b')));
    check(
      `${values(whole + zone('us-west-2a'))}#                                   ^^^^^^^^^^ error eniconfig-zone-uncovered: No ENIConfig here is named us-west-2b\n`,
    );
    expect(of('eniconfig-invalid-id', values(whole + zone('us-west-2a', 'id: vpc-0123456789abcdef0')))).toHaveLength(1);
    expect(of('eniconfig-invalid-name', values(whole + zone('us_west_2a')))).toHaveLength(1);
  });

  it('are unknown where a template makes them', () => {
    checkClean(values('        create: true\n        region: us-west-2\n        subnets: "${SUBNETS}"\n'));
    checkClean(values(whole + zone('"${ZONE_A}"') + zone('us-west-2b')));
  });

  it('need all keys of the schema', () => {
    const rule = 'eniconfig-values-incomplete';
    expect(of(rule, values('        create: true\n'))).toEqual([
      'error: EKS refuses an eniConfig without region and subnets: it needs create, region and at least one zone in subnets',
    ]);
    expect(of(rule, values(whole.replace('create: true', 'create: false') + zone('us-west-2a', '')))).toEqual([
      'error: EKS refuses the subnet us-west-2a of eniConfig without an id',
    ]);
    expect(of(rule, values('        create: true\n        region: us-west-2\n        subnets: {}\n'))).toEqual([
      'error: EKS refuses an eniConfig without subnets: it needs create, region and at least one zone in subnets',
    ]);
  });

  it('get the region of the cluster', () => {
    const without = `        create: true\n        subnets:\n${zone('us-west-2a')}${zone('us-west-2b')}`;
    checkFix(values(without), {
      rule: 'eniconfig-values-incomplete',
      expected: values(`${without}        region: "us-west-2"\n`),
    });
  });

  it('need nothing where eniConfig is not written or half typed', () => {
    checkClean(values(whole + zone('us-west-2a') + zone('us-west-2b')).replace(/ {6}eniConfig:\n(?: {8}.*\n)+/, ''));
  });
});
