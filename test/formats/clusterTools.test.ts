import { describe, expect, it } from 'vitest';
import { check, checkAllFixes, checkClean, checkFix, findings } from '../harness/check.js';
import { checkHover, proposals } from '../harness/features.js';

const told = (text: string, path = 'cluster.yaml') =>
  findings([{ path, text }]).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

/** A kOps cluster with variables of aws-node, in the list that kOps has for them. */
const kops = (variables: string, more = '') => `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: k.example.com }
spec:
${more}  networking:
    amazonvpc:
      env:
${variables}`;

const group = (type: string, more = '', name = 'nodes') => `---
apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata:
  name: ${name}
  labels: { kops.k8s.io/cluster: k.example.com }
spec:
  role: Node
  machineType: ${type}
${more}`;

const prefixes = '        - { name: ENABLE_PREFIX_DELEGATION, value: "true" }\n';
const customNetworking = '        - { name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true" }\n';
const onlyMaxPods = (line: string): boolean => line.includes('max-pods');

describe('settings of aws-node in a kOps cluster', () => {
  it('are read in the list of the cluster', () => {
    check(`apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: k.example.com }
spec:
  networking:
    amazonvpc:
      env:
        - { name: MAX_ENI, value: none }
#                                 ^^^^ warning invalid-integer: MAX_ENI is "none", which the CNI does not read as a whole number: it uses the instance type's limit instead, and no log says so
        - { name: WARM_IP_TARGET, value: "10" }
#                                        ^^^^ info warm-ip-target-without-minimum: WARM_IP_TARGET is 10 and MINIMUM_IP_TARGET is not set: every pod that starts or stops costs an EC2 call on its node, and many at once are throttled
`);
  });

  it('are texts for kOps', () => {
    checkFix(kops('        - { name: WARM_ENI_TARGET, value: 2 }\n'), {
      rule: 'unquoted-value',
      expected: kops('        - { name: WARM_ENI_TARGET, value: "2" }\n'),
    });
    expect(told(kops('        - { name: WARM_ENI_TARGET, value: 2 }\n'))).toEqual([
      'error unquoted-value: WARM_ENI_TARGET is 2 without quotes, a number: the tool refuses all but strings',
    ]);
  });

  it('have another key in v1alpha3', () => {
    const text = kops('        - { name: MAX_ENI, value: none }\n').replace('v1alpha2', 'v1alpha3');
    expect(told(text.replace('amazonvpc', 'amazonVPC'))).toHaveLength(1);
  });

  it('take added variables and fixes', () => {
    checkAllFixes(kops('        - { name: WARM_IP_TARGET, value: "10" }\n'));
    expect(
      proposals(kops('        - { name: WARM_ENI_TARGET, value: "2" }\n        - name: WARM_$0\n')).map(
        ({ label }) => label,
      ),
    ).toContain('WARM_IP_TARGET');
  });
});

describe('max pods of kOps', () => {
  // m5.large: 3 ENIs of 10 addresses, 3 x 9 + 2 = 29, with custom networking (3 - 1) x 9 + 2 = 20.
  it('do not know of custom networking', () => {
    expect(told(kops(customNetworking) + group('m5.large')).filter(onlyMaxPods)).toEqual([
      'warning max-pods-above-capacity: The max pods of 29 that kOps computes is above the 20 pods m5.large can serve: (3 ENIs − 1 primary) × (10 − 1) + 2 = 20, which leaves 9 in ContainerCreating on a full node',
    ]);
  });

  it('do not know of prefix delegation, and a fix writes them into the group', () => {
    const text = kops(prefixes) + group('m5.large');
    expect(told(text)).toEqual([
      'info max-pods-not-raised: Prefix delegation is on, but no max pods is set: each m5.large node still takes 29 pods, and could take 110',
    ]);
    checkFix(text, {
      rule: 'max-pods-not-raised',
      expected: kops(prefixes) + group('m5.large', '  kubelet:\n    maxPods: 110\n'),
    });
    const two = text + group('m5.xlarge', '', 'large');
    // m5.xlarge: 4 x 14 + 2 = 58.
    expect(told(two).filter(onlyMaxPods)).toHaveLength(2);
    checkAllFixes(two);
  });

  it('are never more than 110', () => {
    // m5.24xlarge: 15 ENIs of 50 addresses, 15 x 49 + 2 = 737; with custom networking it serves 688.
    expect(told(kops(customNetworking) + group('m5.24xlarge')).filter(onlyMaxPods)).toEqual([]);
  });

  it('are those of the cluster, or of the group before them', () => {
    const ofAll = kops(prefixes, '  kubelet: { maxPods: 60 }\n');
    expect(told(ofAll + group('m5.large'))).toEqual([]);
    const off = prefixes.replace('true', 'false');
    expect(told(kops(off, '  kubelet: { maxPods: 60 }\n') + group('m5.large')).filter(onlyMaxPods)).toEqual([
      'warning max-pods-above-capacity: maxPods 60 is above the 29 pods m5.large can serve: 3 ENIs × (10 − 1) + 2 = 29, which leaves 31 in ContainerCreating on a full node',
    ]);
    const own = group('m5.large', '  kubelet: { maxPods: 29 }\n');
    expect(told(kops(off, '  kubelet: { maxPods: 60 }\n') + own).filter(onlyMaxPods)).toEqual([]);
  });

  it('are refused in quotes', () => {
    const refused = (name: string) => `error invalid-structure: kOps refuses ${name} "29": it must be an integer`;
    const numbers = (text: string) => told(text).filter((line) => line.includes('invalid-structure'));
    const text = kops(prefixes) + group('m5.large', '  kubelet: { maxPods: "29" }\n');
    expect(numbers(text)).toEqual([refused('maxPods')]);
    expect(numbers(kops(prefixes, '  kubelet: { maxPods: "29" }\n'))).toEqual([refused('maxPods')]);
    checkFix(text, { rule: 'invalid-structure', expected: text.replace('"29"', '29') });
  });

  it('are shown at the number', () => {
    checkHover(kops(prefixes) + group('m5.large', '  kubelet: { maxPods: 1$010 }\n'), ['110 pods fit', 'm5.large']);
  });

  it.each([
    ['types of a policy', group('m5.large', '  mixedInstancesPolicy: { instances: [m5.24xlarge] }\n')],
    [
      'types that are required',
      group('m5.large', '  mixedInstancesPolicy: { instanceRequirements: { cpu: { min: 2 } } }\n'),
    ],
    ['a type that a template fills in', group('"{{ .type }}"')],
    ['a type of another cloud', group('e2-medium')],
    ['a control plane', group('m5.large').replace('role: Node', 'role: ControlPlane')],
  ])('are not said of %s', (_, text) => {
    expect(told(kops(customNetworking) + text).filter(onlyMaxPods)).toEqual([]);
  });

  it('are none of ours in another cloud', () => {
    for (const type of ['e2-medium', 'Standard_B2s', 'cx23', 'DEV1-M']) checkClean(group(type).replace('---\n', ''));
    expect(told(group('m5.larg').replace('---\n', ''))).toEqual([expect.stringContaining('unknown-instance-type')]);
  });

  it('are not said where the cluster is out of sight, or another CNI gives the addresses', () => {
    const nodes = group('m5.large', '  kubelet: { maxPods: 250 }\n');
    checkClean(nodes.replace('---\n', ''));
    const cilium = kops('').replace(/ {4}amazonvpc:\n {6}env:\n/, '    cilium: { ipam: eni }\n');
    checkClean(cilium + nodes);
  });
});

const controlPlane = (spec: string) => `apiVersion: controlplane.cluster.x-k8s.io/v1beta2
kind: AWSManagedControlPlane
metadata: { name: shop }
spec:
  region: eu-west-1
  version: v1.33
${spec}`;

const machinePool = (type: string, more = '') => `---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: AWSManagedMachinePool
metadata: { name: shop-pool }
spec:
  instanceType: ${type}
  amiType: AL2023_x86_64_STANDARD
  scaling: { minSize: 1, maxSize: 3 }
${more}`;

describe('Cluster API', () => {
  it('puts variables into the DaemonSet that runs', () => {
    expect(
      told(controlPlane('  vpcCni:\n    env:\n      - { name: AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG, value: "true" }\n')),
    ).toEqual([
      'info custom-networking-selector-missing: Custom networking is on, and nothing here sets ENI_CONFIG_LABEL_DEF: unless it is set elsewhere, every node without the annotation or label k8s.amazonaws.com/eniConfig asks for the ENIConfig default',
    ]);
    expect(told(controlPlane('  vpcCni:\n    env:\n      - { name: WARM_ENI_TARGET, value: 2 }\n'))).toEqual([
      'error unquoted-value: WARM_ENI_TARGET is 2 without quotes, a number: the API server refuses all but strings',
    ]);
  });

  it('puts them there again when the add-on has set them back', () => {
    const env = (text: string) =>
      `  vpcCni:\n    env:\n      - { name: WARM_PREFIX_TARGET, value: "${text}" }\n  addons:\n    - { name: vpc-cni, version: v1.20.4-eksbuild.1, conflictResolution: overwrite }\n`;
    checkClean(controlPlane(env('2')));
  });

  it('has the add-on, whose values are a text', () => {
    const text = (target: string) =>
      controlPlane(`  addons:
    - name: vpc-cni
      version: v1.20.4-eksbuild.1
      configuration: |
        {"env": {"WARM_ENI_TARGET": ${target}}}
`);
    checkFix(text('2'), { rule: 'unquoted-value', expected: text('"2"') });
  });

  it('has managed groups, of which EKS computes max pods by the add-on', () => {
    // m5.large: 3 x 9 + 2 = 29, 250 of them served with prefixes, of which EKS gives 110.
    const addon = controlPlane(`  addons:
    - name: vpc-cni
      version: v1.20.4-eksbuild.1
      configuration: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'
`);
    checkClean(addon + machinePool('m5.large'));
    // t2.medium is of Xen, which has no prefixes.
    expect(told(addon + machinePool('t2.medium'))).toEqual([
      expect.stringMatching(/^\w+ prefix-delegation-unsupported-instance: .*t2\.medium/),
    ]);
    checkHover(addon + machinePool('m5.la$0rge'), ['m5.large', '110']);
  });

  it('may take the CNI away', () => {
    const text = '  vpcCni:\n    disable: true\n';
    checkClean(controlPlane(text) + machinePool('m5.large'));
  });
});

const ack = (more: string) => `apiVersion: eks.services.k8s.aws/v1alpha1
kind: Addon
metadata: { name: cni }
spec:
  name: vpc-cni
  clusterName: shop
${more}`;

const crossplane = (more: string, api = 'eks.aws.upbound.io/v1beta1') => `apiVersion: ${api}
kind: Addon
metadata: { name: cni }
spec:
  forProvider:
    addonName: vpc-cni
    region: eu-west-1
${more}`;

describe('controllers that hand manifests to EKS', () => {
  it.each([
    ['ACK', (value: string) => ack(`  configurationValues: '{"env": {"WARM_ENI_TARGET": ${value}}}'\n`)],
    [
      'Crossplane, by Upbound',
      (value: string) => crossplane(`    configurationValues: '{"env": {"WARM_ENI_TARGET": ${value}}}'\n`),
    ],
    [
      'Crossplane, in a namespace',
      (value: string) =>
        crossplane(
          `    configurationValues: '{"env": {"WARM_ENI_TARGET": ${value}}}'\n`,
          'eks.aws.m.upbound.io/v1beta1',
        ),
    ],
    [
      'Crossplane, by its community',
      (value: string) =>
        crossplane(
          `    configurationValues: |\n      env: { WARM_ENI_TARGET: ${value} }\n`,
          'eks.aws.crossplane.io/v1alpha1',
        ),
    ],
  ])('%s', (_, text) => {
    checkFix(text('2'), { rule: 'unquoted-value', expected: text('"2"') });
  });

  it.each([
    [
      'ACK',
      'apiVersion: eks.services.k8s.aws/v1alpha1\nkind: Nodegroup\nmetadata: { name: a }\nspec:\n  name: web\n  instanceTypes: [t2.medium]\n  scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 }\n',
    ],
    [
      'Crossplane',
      'apiVersion: eks.aws.upbound.io/v1beta1\nkind: NodeGroup\nmetadata: { name: web }\nspec:\n  forProvider:\n    instanceTypes: [t2.medium]\n    scalingConfig: [{ minSize: 1, maxSize: 3, desiredSize: 2 }]\n',
    ],
  ])('have node groups of %s', (_, nodes) => {
    const addon = ack(`  configurationValues: '{"env": {"ENABLE_PREFIX_DELEGATION": "true"}}'\n`);
    expect(told(`${addon}---\n${nodes}`)).toEqual([
      expect.stringMatching(/^\w+ prefix-delegation-unsupported-instance: .*t2\.medium/),
    ]);
  });

  it.each([
    ['another add-on', ack(`  configurationValues: '{"env": {"A": 1}}'\n`).replace('vpc-cni', 'coredns')],
    [
      'an add-on of others',
      ack(`  configurationValues: '{"env": {"A": 1}}'\n`).replace('eks.services.k8s.aws', 'example.com'),
    ],
    ['values of a template', ack("  configurationValues: '{{ .Values.cni }}'\n")],
  ])('are not asked about %s', (_, text) => {
    expect(told(text).filter((line) => !line.includes('template'))).toEqual([]);
  });
});
