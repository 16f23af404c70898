import { describe, expect, it } from 'vitest';
import { addon, eniConfig, item, manifest, patch } from '../harness/carriers.js';
import { check, checkFix, findings } from '../harness/check.js';

const zone = 'topology.kubernetes.io/zone';
const old = 'failure-domain.beta.kubernetes.io/zone';
const on = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"';

const cluster = (env: readonly string[], rest: string) => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${env.map((line) => `        ${line}\n`).join('')}${rest}`;
const byZone = (rest: string) => cluster([on, `ENI_CONFIG_LABEL_DEF: ${zone}`], rest);
const group = (zones: string, more = '') =>
  `managedNodeGroups:\n  - name: web\n${zones && `    availabilityZones: [${zones}]\n`}${more}`;
const node = (metadata: string) => `---\napiVersion: v1\nkind: Node\nmetadata:\n  name: n\n${metadata}`;

const all = (text: string) => findings([{ path: 'file.yaml', text }]);
const of = (rule: string, text: string) =>
  all(text).flatMap((each) => (each.rule === rule ? [`${each.severity}: ${each.message}`] : []));

describe('zone-label-deprecated', () => {
  const rule = 'zone-label-deprecated';

  it('replaces the label in every carrier', () => {
    const name = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG';
    const list = (label: string) => `${item(name, 'true')}\n${item('ENI_CONFIG_LABEL_DEF', label)}`;
    const json = (label: string) =>
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\naddons:\n  - name: vpc-cni\n    configurationValues: '{"env":{"${name}":"true","ENI_CONFIG_LABEL_DEF":"${label}"}}'\n`;
    const whole = (label: string) => manifest(`${list(label)}\n${item('ENABLE_IPv4', 'true')}`);
    for (const text of [(label: string) => patch(list(label)), json, whole]) {
      checkFix(text(old), { rule, expected: text(zone) });
    }
  });

  it('says nothing where custom networking is off', () => {
    expect(of(rule, cluster([`ENI_CONFIG_LABEL_DEF: ${old}`], ''))).toEqual([]);
  });
});

describe('zone-label-set-by-hand', () => {
  const rule = 'zone-label-set-by-hand';
  const label = (key: string, value = 'us-west-2a') => `    labels:\n      ${key}: ${value}\n      team: web\n`;

  it('points at the label of a group of several zones, written or eksctl’s own', () => {
    check(`${byZone('')}managedNodeGroups:
  - name: web
    labels:
      topology.kubernetes.io/zone: us-west-2a
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning zone-label-set-by-hand: This label says us-west-2a of every node of web
${eniConfig('us-west-2a')}`);
    expect(of(rule, byZone(group('us-west-2a, us-west-2b', label(old))))).toHaveLength(1);
  });

  it('points at a zone in which the group has no nodes', () => {
    expect(of(rule, byZone(group('us-west-2b', label(zone))))).toEqual([
      'warning: The nodes of web are in us-west-2b, but this label says us-west-2a',
    ]);
  });

  it('removes the label, unless a zone without ENIConfig would come to light', () => {
    const both = eniConfig('us-west-2a') + eniConfig('us-west-2b', 'subnet-0123456789abcdef1');
    const text = (labels: string) => byZone(group('us-west-2a, us-west-2b', labels)) + both;
    checkFix(text(label(zone)), { rule, expected: text('    labels:\n      team: web\n') });
    const uncovered = byZone(group('us-west-2a, us-west-2b', label(zone))) + eniConfig('us-west-2a');
    expect(all(uncovered).flatMap((each) => (each.rule === rule ? each.fixes : []))).toEqual([]);
  });

  it.each([
    ['it is the only zone of the group', byZone(group('us-west-2a', label(zone)))],
    ['the value is a template', byZone(group('us-west-2a, us-west-2b', label(zone, '"${ZONE}"')))],
    ['the zones are a template', byZone(group('"${ZONE}"', label(zone)))],
    ['the group names subnets elsewhere', byZone(group('', `    subnets: [subnet-0123456789abcdef0]\n${label(zone)}`))],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('annotations of a Node', () => {
  const hides = 'annotation-hides-label';
  const empty = 'eniconfig-empty-annotation';
  const labels = `  labels: { ${zone}: us-west-2a }\n`;
  const annotation = (value: string) => `  annotations: { k8s.amazonaws.com/eniConfig: ${value}, a: b }\n`;
  const rest = eniConfig('us-west-2a') + eniConfig('blue', 'subnet-0123456789abcdef1');

  it('come before the label', () => {
    const text = (annotations: string) => byZone('') + node(labels + annotations) + rest;
    expect(of(hides, text(annotation('blue')))).toEqual([
      `warning: This annotation comes before the label ${zone}: the node gets the ENIConfig blue, not us-west-2a`,
    ]);
    checkFix(text(annotation('blue')), { rule: hides, expected: text('  annotations: { a: b }\n') });
    expect(of(hides, text(annotation('us-west-2a')))).toEqual([]);
    expect(of(hides, text(annotation('"${NAME}"')))).toEqual([]);
  });

  it('count when they are empty', () => {
    const text = (annotations: string) => byZone('') + node(labels + annotations) + rest;
    checkFix(text(annotation('""')), { rule: empty, expected: text('  annotations: { a: b }\n') });
    expect(of(empty, text(annotation('""')))).toHaveLength(1);
    expect(of(hides, text(annotation('""')))).toEqual([]);
  });

  it('and so do empty labels, of nodes and of groups', () => {
    const text = (label: string, rest = '') => `${byZone('')}${node(`  labels: { ${rest}${label}: "" }\n`)}`;
    for (const label of [zone, 'vpc.amazonaws.com/externalEniConfig']) {
      expect(of(empty, text(label))).toEqual([
        `error: The label ${label} is empty, which counts as an ENIConfig without a name: the node gets no addresses for pods`,
      ]);
    }
    expect(of(empty, text('k8s.amazonaws.com/eniConfig'))).toEqual([]);
    const group = `${byZone('managedNodeGroups:\n  - { name: w, labels: { vpc.amazonaws.com/externalEniConfig: "" } }\n')}${rest}`;
    expect(of(empty, group)).toEqual([
      'error: The label vpc.amazonaws.com/externalEniConfig is empty, which counts as an ENIConfig without a name: no node of the group gets addresses for pods',
    ]);
  });

  it('are judged under the default keys where the settings are not seen, less severely', () => {
    const own = '  labels: { k8s.amazonaws.com/eniConfig: us-west-2a }\n';
    expect(of(hides, node(own + annotation('blue')))).toEqual([
      'info: This annotation comes before the label k8s.amazonaws.com/eniConfig: the node gets the ENIConfig blue, not us-west-2a',
    ]);
    expect(of(empty, node(annotation('""')))).toEqual([
      'warning: The annotation k8s.amazonaws.com/eniConfig is empty, which counts as an ENIConfig without a name: the node gets no addresses for pods',
    ]);
  });

  it('do not count beside the label that comes first, or under a key that is not read', () => {
    const first = `  labels: { ${zone}: us-west-2a, vpc.amazonaws.com/externalEniConfig: blue }\n`;
    for (const value of ['blue', '""']) {
      const text = byZone('') + node(first + annotation(value)) + rest;
      expect([...of(hides, text), ...of(empty, text)]).toEqual([]);
      const other = cluster([on, `ENI_CONFIG_LABEL_DEF: ${zone}`, 'ENI_CONFIG_ANNOTATION_DEF: example.com/x'], '');
      expect([...of(hides, other + node(labels + annotation(value)) + rest)]).toEqual([]);
    }
  });
});

describe('custom-networking-selector-missing', () => {
  const rule = 'custom-networking-selector-missing';

  it('is a hint, and more where the ENIConfigs are zones', () => {
    expect(of(rule, cluster([on], group('us-west-2a')))[0]).toMatch(/^hint: Custom networking is on, and nothing here/);
    expect(of(rule, cluster([on], '') + eniConfig('us-west-2a'))[0]).toMatch(/^info: The ENIConfigs are named after/);
  });

  it('lets the zone choose', () => {
    const text = (more: readonly string[]) => cluster([on, ...more], group('us-west-2a')) + eniConfig('us-west-2a');
    checkFix(text([]), { rule, expected: text([`ENI_CONFIG_LABEL_DEF: "${zone}"`]) });
  });

  it.each([
    [
      'a patch may leave it to another file',
      patch(item('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true')) + eniConfig('a'),
    ],
    ['nothing else is seen', cluster([on], '')],
    ['IPv6 rules it out', `${cluster([on], group(''))}kubernetesNetworkConfig: { ipFamily: IPv6 }\n`],
    [
      'a group has a label',
      cluster([on], group('', '    labels: { k8s.amazonaws.com/eniConfig: a }\n')) + eniConfig('a'),
    ],
    ['a launch template may set it', cluster([on], group('', '    launchTemplate: { id: lt-0a1b2c3d }\n'))],
    ['default catches all', cluster([on], group('')) + eniConfig('default')],
    ['an ENIConfig is a template', cluster([on], group('')) + eniConfig('"${NAME}"')],
    ['Karpenter makes nodes', `${cluster([on], group(''))}karpenter: { version: 1.0.0 }\n`],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('eniconfig-names-are-not-zones', () => {
  const rule = 'eniconfig-names-are-not-zones';

  it('knows zones of every kind', () => {
    const custom = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\nENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone';
    const inZone = (region: string, zone: string, name = zone) => `${addon(
      custom,
      `managedNodeGroups:\n  - { name: w, instanceType: m5.large, availabilityZones: [${zone}] }\n`,
      region,
    )}---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: subnet-0123456789abcdef0 }
`;
    check(inZone('eusc-de-east-1', 'eusc-de-east-1a'), { only: rule });
    check(inZone('us-east-1', 'us-east-1-wl1-was-wlz-1'), { only: rule });
    check(inZone('us-west-2', 'us-west-2-lax-1a'), { only: rule });
    checkFix(inZone('eusc-de-east-1', 'eusc-de-east-1b', 'eusc-de-east-1b-pods'), {
      rule,
      expected: inZone('eusc-de-east-1', 'eusc-de-east-1b'),
    });
  });

  it.each(['us-west-2a-pods', 'pods-us-west-2a', 'us-west-2us-west-2a', 'my.us-west-2a'])('renames %s', (name) => {
    const text = (as: string) => byZone(group('us-west-2a')) + eniConfig(as);
    expect(of(rule, text(name))).toEqual([
      `warning: No node gets the ENIConfig ${name}: nodes in us-west-2a ask for one named us-west-2a`,
    ]);
    checkFix(text(name), { rule, expected: text('us-west-2a') });
  });

  it('renames nothing to a name that is taken', () => {
    const text = byZone(group('us-west-2a')) + eniConfig('us-west-2a') + eniConfig('us-west-2a-old');
    expect(of(rule, text)).toHaveLength(1);
    expect(all(text).flatMap(({ fixes }) => fixes)).toEqual([]);
  });

  it('says it once where no name has anything of a zone', () => {
    expect(of(rule, byZone('') + eniConfig('blue') + eniConfig('usw2-az1'))).toEqual([
      'warning: No node gets blue and usw2-az1: nodes ask for an ENIConfig with the name of their zone',
    ]);
  });

  it.each([
    ['others are zones', byZone('') + eniConfig('us-west-2a') + eniConfig('blue')],
    ['one is the default', byZone('') + eniConfig('default')],
    [
      'a label chooses them',
      byZone(group('', '    labels: { vpc.amazonaws.com/externalEniConfig: blue }\n')) + eniConfig('blue'),
    ],
    ['a local zone is meant', byZone('') + eniConfig('us-west-2-lax-1a')],
    ['the zone does not choose', cluster([on], '') + eniConfig('us-west-2a-pods')],
    ['a name is a template', byZone('') + eniConfig('blue') + eniConfig('"${ZONE}"')],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});

describe('eniconfig-fixed-to-one-zone', () => {
  const rule = 'eniconfig-fixed-to-one-zone';
  const labels = '    labels: { k8s.amazonaws.com/eniConfig: pods }\n';
  const vpc = (zones: string) =>
    `vpc: { id: vpc-0123456789abcdef0, subnets: { private: { one: { id: subnet-0123456789abcdef0, az: ${zones} } } } }\n`;

  it('names the zones that are left out, where the subnet’s is known', () => {
    const several = group('us-west-2a, us-west-2b, us-west-2c', labels);
    expect(of(rule, cluster([on], several) + eniConfig('pods'))).toEqual([
      'warning: Every node of web gets the ENIConfig pods, whose subnet lies in one zone: only the nodes in one of us-west-2a, us-west-2b and us-west-2c get addresses for pods',
    ]);
    expect(of(rule, cluster([on], vpc('us-west-2b') + several) + eniConfig('pods'))).toEqual([
      'warning: The subnet of the ENIConfig pods lies in us-west-2b only: nodes of web in us-west-2a and us-west-2c get no addresses for pods',
    ]);
  });

  it('is an error where the group has no nodes in the subnet’s zone', () => {
    expect(of(rule, cluster([on], vpc('us-west-2b') + group('us-west-2a', labels)) + eniConfig('pods'))).toEqual([
      'error: The subnet of the ENIConfig pods lies in us-west-2b, and web has no nodes there: none of its nodes gets addresses for pods',
    ]);
  });

  it.each([
    ['the group has one zone', cluster([on], group('us-west-2a', labels)) + eniConfig('pods')],
    [
      'its zones are not written',
      cluster([on], `vpc: { id: vpc-0123456789abcdef0 }\n${group('', labels)}`) + eniConfig('pods'),
    ],
    [
      'custom networking is off',
      cluster(['WARM_ENI_TARGET: "1"'], group('us-west-2a, us-west-2b', labels)) + eniConfig('pods'),
    ],
    ['the label is not read', byZone(group('us-west-2a, us-west-2b', labels)) + eniConfig('pods')],
  ])('says nothing where %s', (_, text) => {
    expect(of(rule, text)).toEqual([]);
  });
});
