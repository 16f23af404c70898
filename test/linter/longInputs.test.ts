import { describe, expect, it } from 'vitest';
import { lint, type Report } from '../../server/index.js';
import { bareManifest } from '../harness/carriers.js';

/* What is written without end in one place takes neither the run nor the screen. */

const many = 4_000;
const times = (make: (index: number) => string, count = many): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

const daemonSet = (...variables: readonly (readonly [string, string])[]): string =>
  bareManifest(variables.map(([name, value]) => `- { name: ${name}, value: ${JSON.stringify(value)} }`).join('\n'));

const eniConfig = (name: string, subnet = 'subnet-0123456789abcdef0'): string => `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name} }
spec: { subnet: ${subnet}, securityGroups: [sg-0123456789abcdef0] }
`;

const custom = daemonSet(
  ['AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'true'],
  ['ENI_CONFIG_LABEL_DEF', 'topology.kubernetes.io/zone'],
);

const clusterConfig = (group: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
managedNodeGroups:
  - name: web
${group}`;

/** By what is long, with the rule that speaks of it. */
const lists: Readonly<Record<string, readonly [rule: string, text: string]>> = {
  'CIDRs that are none': [
    'invalid-cidr-list',
    daemonSet(['AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', times((index) => `x${index},`)]),
  ],
  'reserved tags': [
    'invalid-eni-tags',
    daemonSet([
      'ADDITIONAL_ENI_TAGS',
      `{${times((index) => `${index === 0 ? '' : ','}"k8s.amazonaws.com/${index}": "x"`)}}`,
    ]),
  ],
  'ENIConfigs that are no zones': [
    'eniconfig-names-are-not-zones',
    custom + times((index) => eniConfig(`blue-${index}`), 2_000),
  ],
  'fields beside spec': [
    'eniconfig-missing-subnet',
    `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: us-west-2a }\nsubnet: subnet-0123456789abcdef0\nsecurityGroups: [sg-0123456789abcdef0]\n`,
  ],
  'variables beside env': [
    'settings-not-under-env',
    `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: us-west-2 }\naddons:\n  - name: vpc-cni\n    configurationValues: |-\n${times((index) => `      WARM_IP_TARGET_${index}: "1"\n`, 2_000)}      WARM_IP_TARGET: "1"\n      MINIMUM_IP_TARGET: "1"\n`,
  ],
  'keys of a ConfigMap': [
    'configmap-ignored',
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: amazon-vpc-cni, namespace: kube-system }\ndata:\n${times((index) => `  warm-eni-${index}: "1"\n`, 2_000)}`,
  ],
  'instance types without prefixes': [
    'prefix-delegation-unsupported-instance',
    `${daemonSet(['ENABLE_PREFIX_DELEGATION', 'true'])}---\n${clusterConfig(`    instanceTypes: [${times(() => 'm4.large, t2.medium, ', 2_000)}m4.large]\n`)}`,
  ],
  'names in a comment': [
    'unused-suppression',
    `# eni-lens-disable-file ${times((index) => `no-${index} `, 300)}\n${custom}`,
  ],
};

/** No message, title or note has more characters; eight things of 200 each and the words around them. */
const longest = 2_500;

const textsOf = ({ message, related, fixes }: Report): readonly string[] => [
  message,
  ...related.map((each) => each.message),
  ...fixes.map(({ title }) => title),
];

describe('a list of any length in a message', () => {
  it.each(Object.entries(lists))('of %s names a few', (_, [rule, text]) => {
    const { findings } = lint([{ uri: 'a.yaml', text }]);
    expect(findings.map((each) => each.rule)).toContain(rule);
    expect(findings.flatMap(textsOf).filter((each) => each.length > longest)).toEqual([]);
  });

  it('says how many more there are', () => {
    const text = daemonSet(['AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', times((index) => `x${index},`, 2_100).slice(0, -1)]);
    const [finding] = lint([{ uri: 'a.yaml', text }]).findings;
    expect(finding?.message).toMatch(
      /^AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS is not taken as written: x0 is no .* and 2092 more; nothing is used$/,
    );
  });

  it('keeps the findings of other files', () => {
    const files = [
      { uri: 'a.yaml', text: lists['CIDRs that are none']?.[1] ?? '' },
      { uri: 'b.yaml', text: daemonSet(['WARM_IP_TARGET', 'two']) },
    ];
    const rules = lint(files).findings.map(({ uri, rule }) => `${uri} ${rule}`);
    expect(rules).toEqual(expect.arrayContaining(['a.yaml invalid-cidr-list', 'b.yaml invalid-integer']));
  });
});

describe('a value of a megabyte', () => {
  const long = 'x'.repeat(1 << 20);
  const places: Readonly<Record<string, string>> = {
    'of a number': daemonSet(['WARM_IP_TARGET', long]),
    'of a flag': daemonSet(['ENABLE_PREFIX_DELEGATION', long]),
    'of a choice': daemonSet(['AWS_VPC_K8S_CNI_LOGLEVEL', long]),
    'of a list': daemonSet(['AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS', long]),
    'of tags': daemonSet(['ADDITIONAL_ENI_TAGS', long]),
    'that is a name': daemonSet([`WARM_IP_TARGET${long}`, '1']),
    'of a subnet': eniConfig('us-west-2a', long),
    'that names an ENIConfig': custom + eniConfig(long),
    'of an instance type': clusterConfig(`    instanceType: ${long}\n`),
    'of a key': clusterConfig(`    ${'x'.repeat(1_000)}: 1\n    maxPodsPerNode: ${long}\n`),
    'of a label': `${custom}---\n${clusterConfig(`    labels: { k8s.amazonaws.com/eniConfig: ${long} }\n`)}`,
    'of an anchor': `a: *${long}\n${custom}`,
    'of a comment': `# eni-lens-disable-${long}\n${custom}`,
    'of a rule in a comment': `# eni-lens-disable-file ${long}\n${custom}`,
  };

  it.each(Object.entries(places))('%s is shortened in messages', (_, text) => {
    const { findings } = lint([{ uri: 'a.yaml', text }]);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.flatMap(textsOf).filter((each) => each.length > longest)).toEqual([]);
  });

  it('is shortened in what is wrong with a config file', () => {
    const text = `rules: { ${long}: off }\ncategories: { ${long}: off }\nclusters: [{ name: ${long}, files: [a] }, { name: ${long}, files: [a], subnets: [{ id: a, cidr: ${long} }] }]\n`;
    const { configProblems } = lint([], { uri: 'eni-lens.yaml', text });
    expect(configProblems.length).toBeGreaterThan(2);
    expect(configProblems.filter(({ message }) => message.length > longest)).toEqual([]);
  });
});
