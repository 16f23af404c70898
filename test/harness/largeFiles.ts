import { bareManifest } from './carriers.js';

/*
 * Files that can be made as large as one likes, each in a way of its own: what grows is in the name. They show whether work grows with the
 * file, or faster than it.
 */

/** A text in which there are so many of something. */
export type LargeFile = (count: number) => string;

const types = 'm5.large m5.xlarge m5.2xlarge c5.large c5.xlarge c5.2xlarge r5.large r5.xlarge t3.large m6i.large';

/** Files by what there are many of. */
export const largeFiles: Readonly<Record<string, LargeFile>> = {
  'node groups without a finding': (count) =>
    config(
      [],
      groups(count, () => ''),
    ),
  'node groups with a max-pods finding': (count) =>
    config(
      [],
      groups(count, () => 'maxPodsPerNode: 110'),
    ),
  'node groups of ten instance types': (count) =>
    config(
      [],
      groups(count, () => `instanceTypes: [${types.split(' ').join(', ')}], maxPodsPerNode: 110`),
    ),
  'node groups of two kinds of types': (count) =>
    config(
      [],
      groups(count, () => 'instanceTypes: [m5.large, c5.4xlarge], maxPodsPerNode: 58'),
    ),
  'node groups that could run more pods': (count) =>
    config(
      ['ENABLE_PREFIX_DELEGATION: "true"'],
      groups(count, () => 'instanceType: m5.large'),
    ).replace('managedN', 'n'),
  'NodeConfigs that could run more pods': (count) =>
    config(['ENABLE_PREFIX_DELEGATION: "true"'], '') +
    times(
      count,
      () =>
        '---\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { cluster: { name: shop, apiServerEndpoint: https://a, certificateAuthority: Y2E=, cidr: 10.100.0.0/16 } }\n',
    ),
  'labels that name a missing ENIConfig': (count) =>
    config(
      [custom],
      groups(count, (index) => `${defaultLabel(`pods-${word(index)}-old`)}`),
    ) + eniConfigs(count, (index) => `pods-${word(index)}`),
  'labels that misspell an ENIConfig': (count) =>
    config(
      [custom],
      groups(count, (index) => defaultLabel(`${word(index)}x`)),
    ) + eniConfigs(count, word),
  'Nodes that name a missing ENIConfig of a series': (count) =>
    config([custom], '') +
    times(count, (index) => node(index, `annotations: { k8s.amazonaws.com/eniConfig: pool-${index}-old }`)) +
    eniConfigs(count, (index) => `pool-${index}`),
  'labels that nothing reads': (count) =>
    config(
      [custom, 'ENI_CONFIG_LABEL_DEF: example.com/pods'],
      groups(count, (index) => `labels: { example.com/pod: p-${index} }`),
    ) + eniConfigs(count, (index) => `p-${index}`),
  'reserved labels': (count) =>
    config(
      [],
      groups(count, () => 'labels: { kubernetes.io/hostname: shop }'),
    ),
  'ENIConfigs that are not named like zones': (count) =>
    config([custom, zoneLabel], '') + eniConfigs(count, (index) => `us-west-2a-${index}`),
  'ENIConfigs of one name': (count) => config([custom], '') + eniConfigs(count, () => 'pods'),
  'groups in subnets of their own': (count) =>
    config(
      [custom],
      subnets(count, (index) => `us-west-2${'abc'[index % 3]}`),
    ) +
    groups(
      count,
      (index) => `privateNetworking: true, subnets: [s-${index}], labels: { topology.kubernetes.io/zone: us-west-2z }`,
    ) +
    eniConfigs(count, (index) => `pods-${index}`),
  'groups in all subnets of one zone': (count) =>
    config(
      [],
      subnets(count, () => 'us-west-2a'),
    ) + groups(count, () => 'privateNetworking: true'),
  'groups that are too large for the subnets that eksctl makes': (count) =>
    config([], groups(count, () => 'maxSize: 900').replaceAll('maxSize: 3, ', '')),
  subnets: (count) =>
    config(
      [],
      subnets(count, (index) => `us-west-2${'abc'[index % 3]}`),
    ) + groups(1, () => 'privateNetworking: true'),
  'groups in an uncovered zone': (count) =>
    config(
      [custom, zoneLabel],
      groups(count, () => 'availabilityZones: [us-west-2b], maxPodsPerNode: 110'),
    ) + eniConfigs(1, () => 'us-west-2a'),
  'groups in uncovered zones of the cluster': (count) =>
    config([custom, zoneLabel], `availabilityZones: [us-west-2b, us-west-2c]\n${groups(count, () => '')}`) +
    eniConfigs(1, () => 'us-west-2a'),
  'groups in zones of their own': (count) =>
    config(
      [custom, zoneLabel],
      groups(count, (index) => `availabilityZones: [us-west-2-${word(index)}-1a]`),
    ) + eniConfigs(count, (index) => `us-west-2-${word(index)}-1b`),
  'vpc-cni add-ons': (count) => `${head}addons:\n${times(count, addon)}`,
  'vpc-cni add-ons beside as many groups': (count) =>
    `${head}addons:\n${times(count, addon)}${groups(count, () => '')}`,
  'aws-node DaemonSets': (count) =>
    times(count, (index) => `---\n${daemonSet([`{ name: WARM_IP_TARGET, value: ${index % 9} }`])}`),
  'unknown variables': (count) =>
    daemonSet(Array.from({ length: count }, (_, index) => `{ name: WARM_${word(index).toUpperCase()}, value: "1" }`)),
  'unknown instance types': (count) =>
    config(
      [],
      groups(count, (index) => `instanceType: m5.${word(index)}`),
    ),
  'unknown instance types of one group': (count) =>
    config(
      [],
      `managedNodeGroups:\n  - name: all\n    instanceTypes:\n${times(count, (index) => `      - m5.${word(index)}\n`)}`,
    ),
  'security groups of an ENIConfig': (count) =>
    eniConfigs(1, () => 'pods').replace(
      /(?<=securityGroups:).*\n/,
      `\n${times(count, (index) => `    - sg-${hex(index >> 1)}\n`)}`,
    ),
};

/** Comments in large files, and what else a file is looked through for beside its model. */
export const largeTexts: Readonly<Record<string, LargeFile>> = {
  'comments that silence a finding each': (count) =>
    config(
      [],
      groups(count, () => 'maxPodsPerNode: 110').replace(/^ {2}- /gm, `  # ${silence} max-pods-above-capacity\n$&`),
    ),
  'comments that silence nothing': (count) =>
    config([], groups(count, () => '').replace(/^ {2}- /gm, `  # ${silence}\n$&`)),
  'comments that name no rule': (count) =>
    config(
      [],
      groups(1, () => ''),
    ) + times(count, (index) => `# ${silence} ${word(index)}\n`),
  'values without quotes': (count) =>
    times(count, (index) => `---\n${daemonSet([`{ name: WARM_IP_TARGET, value: ${index % 9} }`])}`),
  'manifests whose separators are comments': (count) =>
    times(count, (index) => `# ---\n${eniConfigs(1, () => `pods-${index}`)}`).replace(/^---\n/gm, ''),
  'one variable many times': (count) =>
    daemonSet(Array.from({ length: count }, (_, index) => `{ name: WARM_IP_TARGET, value: "${index}" }`)),
  'CIDRs in a value': (count) =>
    daemonSet([
      `{ name: AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS, value: "${Array.from({ length: count }, () => 'x').join()}" }`,
    ]),
};

/** Apart from its name, so that no tool takes this file to be silenced. */
const silence = `eni-lens-${'disable-next-line'}`;

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2, version: "1.33" }
`;
const custom = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"';
const zoneLabel = 'ENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone';

function config(variables: readonly string[], rest: string): string {
  const env = ['WARM_IP_TARGET: "2"', ...variables].map((line) => `        ${line}\n`).join('');
  return `${head}addons:\n  - name: vpc-cni\n    version: v1.20.4-eksbuild.1\n    configurationValues: |-\n      env:\n${env}${rest}`;
}

function groups(count: number, fields: (index: number) => string): string {
  const group = (index: number): string => {
    const own = fields(index);
    const type = own.includes('instanceType') ? [] : ['instanceType: m5.large'];
    return `  - { ${[`name: g-${index}`, ...type, 'maxSize: 3', ...(own ? [own] : [])].join(', ')} }\n`;
  };
  return `managedNodeGroups:\n${times(count, group)}`;
}

function defaultLabel(value: string): string {
  return `labels: { k8s.amazonaws.com/eniConfig: ${value} }`;
}

function subnets(count: number, zone: (index: number) => string): string {
  const subnet = (index: number): string =>
    `      s-${index}: { id: subnet-${hex(index)}, cidr: 10.${index >> 8}.${index & 255}.0/24, az: ${zone(index)} }\n`;
  return `vpc:\n  subnets:\n    private:\n${times(count, subnet)}`;
}

function eniConfigs(count: number, name: (index: number) => string): string {
  return times(
    count,
    (index) => `---
apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: ${name(index)} }
spec:
  subnet: subnet-${hex(index)}
  securityGroups: [sg-0123456789abcdef0]
`,
  );
}

function node(index: number, metadata: string): string {
  return `---\napiVersion: v1\nkind: Node\nmetadata: { name: n-${index}, ${metadata} }\n`;
}

function addon(index: number): string {
  const env = { WARM_IP_TARGET: `${index % 7}`, MINIMUM_IP_TARGET: '3', WARM_ENI_TARGET: '1' };
  return `  - name: vpc-cni\n    configurationValues: '${JSON.stringify({ env })}'\n`;
}

function daemonSet(entries: readonly string[]): string {
  const image = '602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.4';
  return bareManifest(entries.map((entry) => `- ${entry}`).join('\n'), image);
}

/** Letters that look like chance and are the same for the same number. */
function word(index: number): string {
  let state = Math.imul(index + 1, 2_654_435_761) >>> 0;
  const letter = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + Math.floor((26 * state) / 2 ** 32));
  };
  return Array.from({ length: 10 }, letter).join('');
}

function hex(index: number): string {
  return index.toString(16).padStart(17, '0');
}

function times(count: number, piece: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => piece(index)).join('');
}
