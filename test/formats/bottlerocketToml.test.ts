import { describe, expect, it } from 'vitest';
import { item, manifest } from '../harness/carriers.js';
import { check, checkClean, checkFix, findings } from '../harness/check.js';
import { workspaceOf } from '../harness/features.js';

const told = (text: string, ...others: readonly string[]) =>
  findings([
    { path: 'user-data.toml', text },
    ...others.map((each, index) => ({ path: `${index}.yaml`, text: each })),
  ]).map(({ uri, severity, rule, message }) => `${uri} ${severity} ${rule}: ${message}`);

const withPrefixes = (value: string) =>
  manifest(`${item('ENABLE_IPv4', 'true')}\n${item('ENABLE_PREFIX_DELEGATION', value)}`);
const off = withPrefixes('false');

/** The max pods of the nodes that a text is for. */
const maxPodsIn = (text: string) =>
  workspaceOf([{ path: 'user-data.toml', text }]).clusters.flatMap(({ nodeClasses }) =>
    nodeClasses.map(({ maxPods }) => (maxPods.kind === 'set' ? maxPods.value : maxPods.kind)),
  );

describe("Bottlerocket's settings in a file", () => {
  it('have max pods as a number', () => {
    const text = '[settings.kubernetes]\ncluster-name = "example"\nmax-pods = "100"\n';
    expect(told(text)).toEqual([
      'user-data.toml error invalid-structure: Bottlerocket refuses max-pods "100", and no node joins: it must be an integer',
    ]);
    expect(told(text.replaceAll('"100"', "'100'"))).toHaveLength(1);
    checkFix(`# file: user-data.toml\n${text}`, {
      rule: 'invalid-structure',
      expected: `# file: user-data.toml\n${text.replace('"100"', '100')}`,
    });
  });

  it('have one name for it', () => {
    expect(told('[settings.kubernetes]\nmax_pods = 100\n')).toEqual([
      'user-data.toml error invalid-structure: Bottlerocket has no setting max_pods: max pods is max-pods',
    ]);
    expect(told('settings.kubernetes.maxPods = 100\n')).toHaveLength(1);
  });

  // Without prefixes t3.medium serves 3 x (6 - 1) + 2 = 17, m5.large 3 x (10 - 1) + 2 = 29, c5.9xlarge 8 x (30 - 1) + 2 = 234.
  it('are compared with what usual types serve, where prefix delegation is seen to be off', () => {
    const text = '[settings.kubernetes]\nmax-pods = 110\n';
    expect(told(text, off)).toEqual([
      'user-data.toml info max-pods-above-capacity: max-pods 110 is above what usual types serve without prefix delegation: 17 on t3.medium and 29 on m5.large (by the settings in 0.yaml)',
    ]);
    expect(told(text.replace('110', '17'), off)).toEqual([]);
    expect(told(text, withPrefixes('true')).filter((each) => each.includes('max-pods-above'))).toEqual([]);
    expect(told(text)).toEqual([]);
  });

  it('are silenced by a comment', () => {
    const text = '[settings.kubernetes]\n# eni-lens-disable-next-line invalid-structure\nmax-pods = "100"\n';
    expect(told(text)).toEqual([]);
  });

  it.each([
    ['in their table', '[settings.kubernetes]\nmax-pods = 58\n'],
    ['in the tables around it', '[settings]\nkubernetes.max-pods = 58\n'],
    ['by its whole name', 'settings.kubernetes.max-pods = 58\n'],
    ['in a table on one line', '[settings]\nkubernetes = { cluster-name = "a", max-pods = 58 }\n'],
    ['in quotes', '# settings.kubernetes\n["settings"."kubernetes"]\n"max-pods" = 58\n'],
    ['with blanks', '# settings.kubernetes\n[ settings . kubernetes ]\n  max-pods   =   58 # so many\n'],
    ['with CRLF', '[settings.kubernetes]\r\nmax-pods = 58\r\n'],
    ['with a mark at the beginning', '\uFEFF[settings.kubernetes]\nmax-pods = 58\n'],
    [
      'behind another table',
      '[settings.host-containers.admin]\nenabled = true\n[settings.kubernetes]\nmax-pods = 58\n',
    ],
    ['behind a list of several lines', '[settings.kubernetes]\nx = [\n  "a", # b\n  "c",\n]\nmax-pods = 58\n'],
    ['behind a text of several lines', "[settings.kubernetes]\nx = '''\nmax-pods = 1\n'''\nmax-pods = 58\n"],
    ['behind a line that is half typed', '[settings.kubernetes]\ncluster-name = \nmax-pods = 58\n'],
    ['behind a name alone', '[settings.kubernetes]\ncluster-na\nmax-pods = 58\n'],
    ['behind a text without its end', '[settings.kubernetes]\ncluster-name = "a\nmax-pods = 58\n'],
    ['behind a list without its end', '[settings.kubernetes]\nx = [\nmax-pods = 58\n'],
    ['behind a table without its end', '[settings.kubernetes]\nx = {\nmax-pods = 58\n'],
    [
      'behind a template',
      '[settings.kubernetes]\n{{- if .x }}\ncluster-name = {{ .Values.name }}\n{{- end }}\nmax-pods = 58\n',
    ],
    ['behind a value of Terraform', '[settings.kubernetes]\ncluster-name = ${name}\nmax-pods = 58\n'],
  ])('are found %s', (_name, text) => {
    expect(maxPodsIn(text)).toEqual([58]);
  });

  it.each([
    ['a template', '[settings.kubernetes]\nmax-pods = {{ .Values.maxPods }}\n'],
    ['a value of Terraform', '[settings.kubernetes]\nmax-pods = ${max_pods}\n'],
    ['a template in quotes', '[settings.kubernetes]\nmax-pods = "${max_pods}"\n'],
    ['nothing yet', '[settings.kubernetes]\nmax-pods = \n'],
    ['half a text', '[settings.kubernetes]\nmax-pods = "10\n'],
    ['another table', '[settings.other]\nmax-pods = "10"\n'],
    ['another program', '[package]\nname = "max-pods"\n[dependencies]\nsettings = "1"\n'],
    ['other settings', '[settings]\nmax_pods = 4\n[settings.kubernetes]\ncluster-name = "a"\n'],
    ['a comment', '[settings.kubernetes]\n# max-pods = "100"\ncluster-name = "a"\n'],
    ['labels', '[settings.kubernetes.node-labels]\n"k8s.amazonaws.com/eniConfig" = "eu-west-1a"\nmax_pods = "x"\n'],
  ])('say nothing of %s', (_name, text) => {
    expect(told(text, off)).toEqual([]);
    expect(maxPodsIn(text)).toEqual([]);
  });

  it('are linear in time', () => {
    const many = (line: string) => `[settings.kubernetes]\n${line.repeat(20_000)}max-pods = 58\n`;
    for (const line of ['a=[1,\n', 'a = {b = 1,\n', "a = '''\n'''\n", '[[\n', 'a = "\\\n', 'a.b.c.d = [[[[1]]]]\n']) {
      expect(maxPodsIn(many(line)).length).toBeLessThan(2);
    }
  });
});

describe('a class of Karpenter without a pool', () => {
  const nodes = (more: string) => `apiVersion: karpenter.k8s.aws/v1
kind: EC2NodeClass
metadata: { name: default }
spec:
  amiSelectorTerms: [{ alias: bottlerocket@latest }]
${more}`;
  const pool = `---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: default }
      requirements: [{ key: node.kubernetes.io/instance-type, operator: In, values: [m5.large] }]
`;

  it('is compared with what usual types serve', () => {
    check(`${nodes('  kubelet: { maxPods: 110 }\n')}#                     ^^^ info max-pods-above-capacity: maxPods 110 is above what usual types serve without prefix delegation: 17 on t3.medium and 29 on m5.large
---
${off}`);
  });

  it('is not where its pool is seen, in whichever file, or may be', () => {
    const text = nodes('  kubelet: { maxPods: 29 }\n');
    const files = (...texts: readonly string[]) =>
      findings(texts.map((each, index) => ({ path: `${index}.yaml`, text: each }))).map(({ rule }) => rule);
    expect(files(text, pool, off)).toEqual([]);
    expect(files(text.replace('29', '110'), pool, off)).toEqual(['max-pods-above-capacity']);
    expect(files(text, pool.replace('name: default', 'name: "{{ x }}"'), off)).not.toContain('max-pods-above-capacity');
    checkClean(`${nodes('  kubelet: { maxPods: 17 }\n')}---\n${off}`);
  });
});

describe('a NodeClass of EKS Auto Mode', () => {
  const nodes = (more: string, kind = 'eks.amazonaws.com/v1') => `apiVersion: ${kind}
kind: NodeClass
metadata: { name: pods }
spec:
  role: nodes
  subnetSelectorTerms: [{ tags: { tier: private } }]
  podSubnetSelectorTerms: [{ tags: { tier: pods } }]
  podSecurityGroupSelectorTerms: [{ tags: { tier: pods } }]
  securityGroupSelectorTerms: [{ tags: { tier: private } }]
  snatPolicy: Random
  networkPolicy: DefaultAllow
  ephemeralStorage: { size: 80Gi, iops: 3000 }
  advancedNetworking: { associatePublicIPAddress: false, ipv4PrefixSize: "32" }
${more}`;

  it.each([
    ['as it is', nodes('')],
    ['of somebody else', nodes('  kubelet: { maxPods: 110 }\n', 'example.com/v1')],
    ['with a template', nodes('  {{ field }}: {}\n')],
    [
      'with a pool',
      `${nodes('')}---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: web }
spec:
  template:
    spec:
      nodeClassRef: { group: eks.amazonaws.com, kind: NodeClass, name: pods }
      requirements: [{ key: eks.amazonaws.com/instance-category, operator: In, values: [c, m] }]
`,
    ],
  ])('has what it has: %s', (_name, text) => {
    expect(findings([{ path: 'class.yaml', text }]).filter(({ rule }) => rule !== 'templated-file')).toEqual([]);
  });

  it.each([
    'kubelet: { maxPods: 110 }',
    'userData: x',
    'amiFamily: AL2023',
    'amiSelectorTerms: [{ alias: al2023@latest }]',
  ])('has no %s', (field) => {
    const [found, ...others] = findings([{ path: 'class.yaml', text: nodes(`  ${field}\n`) }]);
    expect(others).toEqual([]);
    expect(`${found?.severity} ${found?.rule}: ${found?.message}`).toBe(
      `warning auto-mode-ignores-settings: A NodeClass of EKS Auto Mode has no ${field.split(':')[0]}: Auto Mode decides that itself`,
    );
  });
});

describe('labels in a file of settings', () => {
  const cluster = (key: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1, version: "1.31" }
addons:
  - name: vpc-cni
    configurationValues: '{"env": {"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG": "true", "ENI_CONFIG_LABEL_DEF": "${key}"}}'
managedNodeGroups:
  - { name: web, instanceType: m5.large, amiFamily: Bottlerocket }
`;
  const eniConfig = (name: string): string =>
    `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: ${name} }\nspec: { subnet: subnet-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }\n`;
  const settings = (label: string, value: string): string =>
    `[settings.kubernetes]\ncluster-name = "shop"\n\n[settings.kubernetes.node-labels]\n"${label}" = "${value}"\n`;
  const told = (key: string, toml?: string): readonly string[] =>
    findings([
      { path: 'cluster.yaml', text: cluster(key) },
      { path: 'eniconfig.yaml', text: eniConfig('pods-a') },
      ...(toml === undefined ? [] : [{ path: 'user-data.toml', text: toml }]),
    ])
      .filter(({ rule }) => rule.startsWith('eniconfig-') || rule.startsWith('custom-networking-selector'))
      .map(({ uri, rule, message }) => `${uri} ${rule}: ${message}`);

  it('are of some nodes, so that a label is not said to be nowhere', () => {
    expect(told('shop/pods')).toEqual([
      'cluster.yaml eniconfig-key-mismatch: No node group sets the label shop/pods that ENI_CONFIG_LABEL_DEF names: every node looks for the ENIConfig default',
    ]);
    expect(told('shop/pods', settings('shop/pods', 'pods-a'))).toEqual([]);
  });

  it('name an ENIConfig that is there, but for a slip', () => {
    expect(told('shop/pods', settings('shop/pods', 'pods_a'))).toEqual([
      'user-data.toml eniconfig-not-found: The label shop/pods names an ENIConfig pods_a that does not exist: did you mean pods-a? (by the settings in cluster.yaml)',
    ]);
    expect(told('shop/pods', settings('shop/pods', 'elsewhere'))).toEqual([]);
  });
});
