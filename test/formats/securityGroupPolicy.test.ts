import { expect, it } from 'vitest';
import { check, checkClean, checkFix, findings } from '../harness/check.js';
import { hoverText } from '../harness/features.js';

const selector = '  podSelector: { matchLabels: { app: shop } }\n';
const groups = '  securityGroups: { groupIds: [sg-0123456789abcdef0] }\n';

function policy(spec: string, apiVersion = 'vpcresources.k8s.aws/v1beta1'): string {
  return `apiVersion: ${apiVersion}\nkind: SecurityGroupPolicy\nmetadata: { name: shop, namespace: shop }\nspec:\n${spec}`;
}

function said(text: string): readonly string[] {
  return findings([{ path: 'file.yaml', text }]).map(
    ({ rule, severity, message }) => `${severity} ${rule.replace('security-group-policy-', '')}: ${message}`,
  );
}

// By the CRD, and by what LabelSelectorAsSelector of apimachinery takes.
it.each([
  policy(selector + groups),
  policy(`  podSelector: {}\n${groups}`),
  policy(`  serviceAccountSelector: { matchLabels: { team: "1" } }\n${groups}`),
  policy(`${selector}  serviceAccountSelector: { matchLabels: { team: a } }\n${groups}`),
  policy(`  podSelector: { matchExpressions: [{ key: a, operator: In, values: [b] }] }\n${groups}`),
  policy(`  podSelector: { matchExpressions: [{ key: a, operator: DoesNotExist }] }\n${groups}`),
  policy(`  podSelector: { matchLabels: { app: "" } }\n${groups}`),
  // A template, and what is only begun.
  policy(`  podSelector: {{ .Values.selector }}\n${groups}`),
  policy(`${selector}  securityGroups:\n    groupIds: {{ toYaml .Values.groups | nindent 6 }}\n`),
  policy(`${selector}  securityGroups:\n    {{- toYaml .Values.groups | nindent 4 }}\n`),
  policy(`  {{- toYaml .Values.spec | nindent 2 }}\n`),
  policy(`${selector}  securityGroups: { groupIds: ["\${SG}"] }\n`),
  // Another vendor's kind of that name.
  policy('  podSelector: { app: shop }\n', 'policy.example.com/v1'),
])('says nothing of what the controller takes', (text) => {
  expect(findings([{ path: 'file.yaml', text }]).filter(({ severity }) => severity !== 'hint')).toEqual([]);
});

it.each([
  [policy(selector + groups, 'vpcresources.k8s.aws/v1'), 'error rejected: There is no SecurityGroupPolicy in'],
  [policy(selector + groups, 'v1'), 'error rejected: There is no SecurityGroupPolicy in v1'],
  [policy(selector + groups, 'crd.k8s.amazonaws.com/v1alpha1'), 'error rejected: There is no SecurityGroupPolicy in'],
  [policy(`${selector}  securityGroups: { groupIds: [] }\n`), 'error rejected: groupIds is empty'],
  [
    policy(`${selector}  securityGroups: { groupIds: sg-0123456789abcdef0 }\n`),
    'error rejected: groupIds must be a list',
  ],
  [policy(`${selector}  securityGroups: { groupIds: [12] }\n`), 'error rejected: groupIds must be a list of ids'],
  [policy(`${selector}  securityGroups: sg-0123456789abcdef0\n`), 'error rejected: securityGroups must be a map'],
  [policy(`  podSelector: app=shop\n${groups}`), 'error rejected: podSelector must be a map, not a text'],
  [policy(`  podSelector: { matchLabels: [app] }\n${groups}`), 'error rejected: matchLabels must be a map, not a list'],
  [policy(`  podSelector: { matchLabels: { tier: 1 } }\n${groups}`), 'error rejected: The label tier must be a text'],
  [policy(`  podSelector: { matchLabels: { on: true } }\n${groups}`), 'error rejected: The label on must be a text'],
  [
    policy(`  podSelector: { matchExpressions: [{ key: a }] }\n${groups}`),
    'error rejected: This expression has no operator',
  ],
  [
    policy(`  podSelector: { matchExpressions: { key: a } }\n${groups}`),
    'error rejected: matchExpressions must be a list',
  ],
  [policy('  - a\n'), 'error rejected: spec must be a map, not a list'],
  [
    policy(`  podSelector: { app: shop }\n${groups}`),
    'error unknown-field: podSelector has no field app: the API server drops it, and what is left selects all pods of the namespace',
  ],
  [
    policy(`  serviceAccountSelector: { matchNames: [a] }\n${groups}`),
    'error unknown-field: serviceAccountSelector has no field matchNames: the API server drops it, and what is left selects the pods of all service accounts',
  ],
  [
    policy(`  podSelector: { matchLabels: { a: b }, app: c }\n${groups}`),
    'error unknown-field: podSelector has no field app: the API server drops it',
  ],
  [
    policy(`${selector}  groupIds: [sg-0123456789abcdef0]\n`),
    'error unknown-field: The spec of a SecurityGroupPolicy has no field groupIds',
  ],
  [
    policy(`${selector}  securityGroups: { ids: [sg-0123456789abcdef0] }\n`),
    'error unknown-field: securityGroups has no field ids',
  ],
  [
    policy(`  podSelector: { matchExpressions: [{ key: a, operator: in, values: [b] }] }\n${groups}`),
    'warning ignored: in is no operator',
  ],
  [
    policy(`  podSelector: { matchExpressions: [{ key: a, operator: In }] }\n${groups}`),
    'warning ignored: In needs values',
  ],
  [
    policy(`  podSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] }\n${groups}`),
    'warning ignored: Exists takes no values',
  ],
  [policy(`  podSelector: { matchLabels: { app: "a b" } }\n${groups}`), 'warning ignored: a b can be no label'],
  [policy(`  podSelector:\n${groups}`), 'info ignored: SecurityGroupPolicy shop has neither podSelector nor'],
  [policy(selector), 'info ignored: SecurityGroupPolicy shop has no securityGroups.groupIds here'],
  [
    policy('  securityGroups: {}\n'),
    'warning ignored: SecurityGroupPolicy shop has neither a selector nor security groups',
  ],
  [
    policy(`${selector}  securityGroups: { groupIds: [subnet-0123456789abcdef0] }\n`),
    'error groups: subnet-0123456789abcdef0 is not the id',
  ],
  [policy(`${selector}  securityGroups: { groupIds: [sg-012] }\n`), 'error groups: sg-012 is not the id'],
  [
    policy(`${selector}  securityGroups: { groupIds: [${ids(6)}] }\n`),
    'warning groups: 6 security groups are above the quota of 5',
  ],
  [
    policy(`${selector}  securityGroups: { groupIds: [${ids(17)}] }\n`),
    'error groups: 17 security groups are more than the 16',
  ],
])('says once what is wrong: %s', (text, expected) => {
  const all = said(text);
  expect(all).toHaveLength(1);
  expect(all[0]?.slice(0, expected.length)).toBe(expected);
});

function ids(count: number): string {
  return Array.from({ length: count }, (_, index) => `sg-0123456789abcde${String(index).padStart(2, '0')}`).join(', ');
}

it.each([
  [
    'unknown-field',
    `  podSelector:\n    app: shop\n    tier: web\n${groups}`,
    `  podSelector:\n    matchLabels:\n      app: shop\n      tier: web\n${groups}`,
  ],
  [
    'unknown-field',
    `  podSelector:\n    labels: { app: shop }\n${groups}`,
    `  podSelector:\n    matchLabels: { app: shop }\n${groups}`,
  ],
  [
    'unknown-field',
    `${selector}  securityGroups:\n    ids: [sg-0123456789abcdef0]\n`,
    `${selector}  securityGroups:\n    groupIds: [sg-0123456789abcdef0]\n`,
  ],
  [
    'rejected',
    `  podSelector: { matchLabels: { tier: 1 } }\n${groups}`,
    `  podSelector: { matchLabels: { tier: "1" } }\n${groups}`,
  ],
  [
    'ignored',
    `  podSelector: { matchExpressions: [{ key: a, operator: in, values: [b] }] }\n${groups}`,
    `  podSelector: { matchExpressions: [{ key: a, operator: In, values: [b] }] }\n${groups}`,
  ],
])('mends %s', (rule, before, after) => {
  checkFix(policy(before), { rule: `security-group-policy-${rule}`, expected: policy(after) });
});

const own = policy(selector + groups);
const addon = (env: string, more = '') => `# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
${more}addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${env}`;

it('says where no node of the cluster offers branch ENIs', () => {
  const info = `# file: policy.yaml\n${own.replace(', namespace: shop }', ', namespace: shop }\n# 18..22 info security-group-policy-without-pod-eni: SecurityGroupPolicy shop gives its pods a branch ENI, and no file here turns on')}`;
  check(`${info}${addon('        WARM_ENI_TARGET: "2"\n')}`);
  const warning = info
    .replace('info security', 'warning security')
    .replace('no file here turns on', 'ENABLE_POD_ENI is "false"');
  check(`${warning}${addon('        ENABLE_POD_ENI: "false"\n')}`);
});

it('is silent where it is on, cannot be seen, or is not needed', () => {
  const file = `# file: policy.yaml\n${own}`;
  checkClean(
    `${file}${addon('        ENABLE_POD_ENI: "true"\n')}      init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } }\n`,
  );
  checkClean(
    `${file}${addon('        WARM_ENI_TARGET: "2"\n', 'fargateProfiles: [{ name: all, selectors: [{ namespace: shop }] }]\n')}`,
  );
  checkClean(`${file}${addon('        ENABLE_POD_ENI: "${POD_ENI}"\n')}`);
  checkClean(file);
});

it('tells in the hover what a policy gives its pods, and where', () => {
  const text = `# file: policy.yaml\n${own.replace('name: shop', 'name: sh$0op')}${addon('        ENABLE_POD_ENI: "true"\n', 'managedNodeGroups: [{ name: web, instanceType: m5.large }]\n')}`;
  const hover = hoverText(text);
  expect(hover).toContain('SecurityGroupPolicy shop: each of its pods gets a branch ENI with sg-0123456789abcdef0');
  // Limits of m5.large: amazon-vpc-resource-controller-k8s b8d4251, pkg/aws/vpc/limits.go.
  expect(hover).toMatch(/web(?:&ensp;)* *\| *m5\.large(?:&ensp;)* *\| *9/);
  expect(hover).toContain('In strict mode');
  expect(hoverText(text.replace('sh$0op', 'shop').replace('podSelector', 'podSele$0ctor'))).toContain(
    'SecurityGroupPolicy shop',
  );
  const off = text.replace('ENABLE_POD_ENI: "true"', 'ENABLE_POD_ENI: "false"');
  expect(hoverText(off)).toContain('no EC2 node offers the branch ENIs its pods ask for');
});
