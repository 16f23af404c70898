import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';

const head =
  'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1, version: "1.33" }\n';

/** Lines that choose, in the spellings of several engines: the one that begins, the one between, and the one that ends. */
const engines = {
  Go: ['{{- if .x }}', '{{- else }}', '{{- end }}'],
  Jinja: ['{% if x %}', '{% else %}', '{% endif %}'],
  ERB: ['<% if x %>', '<% else %>', '<% end %>'],
  Terraform: ['%{ if x }', '%{ else }', '%{ endif }'],
  Handlebars: ['{{#if x}}', '{{else}}', '{{/if}}'],
  ytt: ['#@ if x:', '#@ else:', '#@ end'],
  comments: ['# {{- if .x }}', '# {{- else }}', '# {{- end }}'],
} as const;

/** Two branches of a group, of which eksctl, EKS or the node takes each, and not both. */
const groups: readonly (readonly [kind: string, one: string, other: string])[] = [
  ['managedNodeGroups', 'ami: ami-0123456789abcdef0', 'maxPodsPerNode: 20'],
  ['managedNodeGroups', 'launchTemplate: { id: lt-0123456789abcdef0 }', 'maxPodsPerNode: 20'],
  ['managedNodeGroups', 'amiFamily: WindowsServer2022CoreContainer', 'maxPodsPerNode: 20'],
  ['nodeGroups', 'maxPodsPerNode: 29', 'kubeletExtraConfig: { maxPods: 20 }'],
  ['nodeGroups', 'instanceType: m5.4xlarge', 'maxPodsPerNode: 110'],
];

const loud = (text: string) =>
  findings([{ path: 'file.yaml', text }])
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${rule}: ${message}`);

describe('two branches of a template are not read as one', () => {
  it.each(Object.entries(engines))('of %s', (_, [first, between, last]) => {
    for (const [kind, one, other] of groups) {
      const lines = ['- name: web', `  ${first}`, `  ${one}`, `  ${between}`, `  ${other}`, `  ${last}`];
      const addon = 'addons: [{ name: vpc-cni }]\n';
      expect(loud(`${head}${addon}${kind}:\n${lines.map((line) => `  ${line}\n`).join('')}`)).toEqual([]);
    }
  });

  it('in the environment of a DaemonSet', () => {
    const variable = (name: string, value: string) => `            - { name: ${name}, value: "${value}" }\n`;
    const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            {{- if .Values.prefixes }}
${variable('ENABLE_PREFIX_DELEGATION', 'true')}${variable('WARM_PREFIX_TARGET', '1')}            {{- else }}
${variable('ENABLE_PREFIX_DELEGATION', 'false')}            {{- end }}
`;
    expect(loud(text)).toEqual([]);
  });

  it('while one place that is wrong by itself is said', () => {
    const text = `${head}managedNodeGroups:\n  - name: web\n    {{- if .x }}\n    instanceType: m5.lrge\n    {{- end }}\n`;
    const all = findings([{ path: 'file.yaml', text }]).map(({ rule }) => rule);
    expect(all).toContain('unknown-instance-type');
  });
});

describe('a word that stands for a value somebody puts in', () => {
  const words = [
    'AMI_ID_PLACEHOLDER',
    'PLACEHOLDER',
    'REPLACE_ME',
    'REPLACEME',
    'REPLACE_WITH_ID',
    'CHANGE_ME',
    'CHANGEME',
    'YOUR_ID',
  ];
  it.each(words)('%s is no value', (word) => {
    const group = `{ name: web, ami: ${word}, amiFamily: ${word}, maxPodsPerNode: ${word}, volumeSize: ${word} }`;
    expect(loud(`${head}vpc: { cidr: ${word} }\nmanagedNodeGroups:\n  - ${group}\n`)).toEqual([]);
  });

  it('is more than capital letters', () => {
    expect(loud(`${head}managedNodeGroups: [{ name: web, maxPodsPerNode: MANY }]\n`)).not.toEqual([]);
  });
});
