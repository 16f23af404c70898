import { describe, expect, it } from 'vitest';
import { check, checkClean, checkFix, findings } from '../harness/check.js';

const head = 'apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-west-2a }\n';
const named = (name: string) => head.replace('us-west-2a', name);
const subnet = 'subnet-0123456789abcdef0';
const spec = `spec: { subnet: ${subnet} }\n`;

const of = (rule: string, text: string) =>
  findings([{ path: 'file.yaml', text }]).flatMap((each) =>
    each.rule === rule ? [`${each.severity}: ${each.message}`] : [],
  );

describe('eniconfig-unknown-field', () => {
  it('points at the key, and says what is lost', () => {
    check(`${head}spec:
  subnet: ${subnet}
  securityGroup: sg-0123456789abcdef0
# ^^^^^^^^^^^^^ warning eniconfig-unknown-field: The spec of an ENIConfig has no field securityGroup: the API server drops it, and pods get
  zone: us-west-2a
# ^^^^ warning eniconfig-unknown-field: The spec of an ENIConfig has no field zone: the API server drops it
`);
  });

  it('is what is wrong where the subnet has another name', () => {
    check(`${head}spec:
  subnetID: ${subnet}
# ^^^^^^^^ error eniconfig-unknown-field: The spec of an ENIConfig has no field subnetID, and the subnet it needs is missing
`);
  });

  it('renames what has the right shape and is right', () => {
    const rule = 'eniconfig-unknown-field';
    const text = (key: string) => `${head}spec:\n  "${key}": '${subnet}' # pods\n`;
    checkFix(text('subnet_id'), { rule, expected: text('subnet') });
    const groups = (key: string) => `${head}spec: { subnet: ${subnet}, ${key}: [sg-0123456789abcdef0] }\n`;
    checkFix(groups('sgs'), { rule, expected: groups('securityGroups') });
    const fixes = (text_: string) => findings([{ path: 'a.yaml', text: text_ }]).flatMap((each) => each.fixes);
    expect(fixes(`${head}spec: { subnetId: "\${SUBNET}" }\n`)).toEqual([]);
    const group = (field: string) => `${head}spec: { subnet: ${subnet}, ${field} }\n`;
    checkFix(group('securityGroup: sg-0123456789abcdef0'), {
      rule,
      expected: group('securityGroups: [sg-0123456789abcdef0]'),
    });
    expect(fixes(`${head}spec: { subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] }\n`)).toEqual([]);
  });

  it('says nothing about what is half typed, a template, or stands beside the spec', () => {
    checkClean(`${head}spec:\n  subnet: ${subnet}\n  sec:\n`);
    checkClean(`${head}spec:\n  subnet: ${subnet}\n  "\${MORE}": x\n`);
    checkClean(`${head}status: {}\n${spec}`);
  });
});

describe('eniconfig-invalid-name', () => {
  it.each(['us_west_2a', 'Us-West-2a', 'pods/a', '-pods', 'pods.', 'a'.repeat(254)])('refuses %s', (name) => {
    expect(of('eniconfig-invalid-name', named(`"${name}"`) + spec)).toHaveLength(1);
  });

  it.each(['us-west-2a', 'pods.us-west-2a', '0', 'a'.repeat(253)])('takes %s', (name) => {
    expect(of('eniconfig-invalid-name', named(`"${name}"`) + spec)).toEqual([]);
  });

  it('is a warning for a word in capitals, and silent for a placeholder', () => {
    expect(of('eniconfig-invalid-name', named('ZONE-A') + spec)[0]).toMatch(/^warning/);
    expect(of('eniconfig-invalid-name', named('AVAILABILITY_ZONE_1') + spec)).toEqual([]);
    expect(of('eniconfig-invalid-name', named('"${ZONE}"') + spec)).toEqual([]);
    expect(of('eniconfig-invalid-name', named('"<zone>"') + spec)).toEqual([]);
  });

  it('is put right where nothing uses the name', () => {
    const rule = 'eniconfig-invalid-name';
    checkFix(named('Pods_A') + spec, { rule, expected: named('pods-a') + spec });
    const node = `---\napiVersion: v1\nkind: Node\nmetadata: { name: n, labels: { k8s.amazonaws.com/eniConfig: Pods_A } }\n`;
    const all = findings([{ path: 'a.yaml', text: named('Pods_A') + spec + node }]);
    expect(all.filter((each) => each.rule === rule).flatMap(({ fixes }) => fixes)).toEqual([]);
  });
});

describe('eniconfig-duplicate-name', () => {
  it('points at the second of one file, with the subnet that is lost', () => {
    check(`${head}spec: { subnet: ${subnet} }
---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: us-west-2a
#       ^^^^^^^^^^ error eniconfig-duplicate-name: There are two ENIConfigs named us-west-2a: the last one applied wins, and ${subnet} is never used
spec: { subnet: subnet-0123456789abcdef1 }
`);
  });

  it('says nothing about copies in other files', () => {
    checkClean(`# file: dev.yaml\n${head}${spec}# file: prod.yaml\n${head}${spec}`);
    checkClean(`# file: dev.yaml\n${head}${spec}# file: prod.yaml\n${head}${spec.replace('def0', 'def1')}`);
  });
});

describe('eniconfig-namespaced', () => {
  it('takes the namespace away, and nothing else', () => {
    const text = (line: string) =>
      `apiVersion: crd.k8s.amazonaws.com/v1alpha1\r\nkind: ENIConfig\r\nmetadata:\r\n  name: a # zone\r\n${line}spec:\r\n  subnet: ${subnet}\r\n`;
    checkFix(text('  namespace: kube-system\r\n'), { rule: 'eniconfig-namespaced', expected: text('') });
    expect(of('eniconfig-namespaced', text('  namespace: kube-system\r\n'))).toEqual([
      'info: ENIConfigs belong to the whole cluster: the namespace means nothing',
    ]);
  });
});

describe('eniconfig-security-groups', () => {
  const groups = (count: number) =>
    Array.from({ length: count }, (_, index) => `sg-${String(index).padStart(17, '0')}`).join(', ');
  const text = (list: string) => `${head}spec: { subnet: ${subnet}, securityGroups: [${list}] }\n`;

  it.each([
    [5, []],
    [6, ['warning: 6 security groups are above the quota of 5 per ENI: without a raised quota no ENI can be made']],
    [16, ['warning: 16 security groups are above the quota of 5 per ENI: without a raised quota no ENI can be made']],
    [17, ['error: 17 security groups are more than the 16 an ENI can have: no ENI can be made']],
  ])('judges %i groups', (count, expected) => {
    expect(of('eniconfig-security-groups', text(groups(count)))).toEqual(expected);
  });

  it('counts a repeated group once, and removes it', () => {
    const list = groups(5);
    expect(of('eniconfig-security-groups', text(`${list}, sg-${'0'.repeat(17)}`))).toEqual([
      `warning: sg-${'0'.repeat(17)} is listed already`,
    ]);
    checkFix(text(`${list}, sg-${'0'.repeat(17)}`), { rule: 'eniconfig-security-groups', expected: text(list) });
    const lines = (more: string) =>
      `${head}spec:\n  subnet: ${subnet}\n  securityGroups:\n    - ${list.slice(0, 20)} # web\n${more}`;
    checkFix(lines(`    - ${list.slice(0, 20)}\n`), { rule: 'eniconfig-security-groups', expected: lines('') });
  });

  it('says nothing about templates', () => {
    expect(of('eniconfig-security-groups', text('"${SG}", "${SG}"'))).toEqual([]);
  });
});
