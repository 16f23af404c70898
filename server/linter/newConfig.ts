import { baselineFileName } from '../formats/eniLens/baseline.js';
import { type Message, message, type Say } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { newestCniVersion } from '../model/cniVersion.js';
import { versionOf } from '../model/env.js';
import { knownValue } from '../model/fact.js';
import { limitsOf } from '../model/groupTypes.js';
import type { NodeGroup } from '../model/resource.js';
import { folderOf, pathBelow, patternFor } from '../text/paths.js';
import type { Workspace } from '../workspace/workspace.js';

/** A new config file: text that changes nothing until a line of it is uncommented. */
export interface NewConfig {
  /** The folder it is for, with a slash at the end. */
  readonly folder: string;
  /** The line that leads an editor to the schema, without its #. */
  readonly schemaLine: string;
  readonly say: Say;
}

/** The address of the schema in the version of a package. */
export function schemaAddress({
  version,
  repository: { url },
}: {
  readonly version: string;
  readonly repository: { readonly url: string };
}): string {
  return `${url.replace(/^git\+|\.git$/g, '')}/raw/v${version}/schemas/eni-lens-config.schema.json`;
}

/** More of a kind would bury the rest. */
const mostClusters = 5;
const mostItems = 8;

/** The text of a new `eni-lens.yaml`: every kind of setting as a comment, with the names and the gaps of the files that are seen. */
export function newConfigText(workspace: Workspace, { folder, schemaLine, say }: NewConfig): string {
  const clusters = workspace.clusters
    .filter(({ declaration, isExample }) => declaration !== undefined && !isExample)
    .slice(0, mostClusters);
  const [shown] = clusters;
  const sections: readonly (readonly (Message | string)[])[] = [
    [message('ENI Lens. Everything here is optional; remove the # of what you need'), schemaLine],
    [
      message(
        'Severities: error, warning, info, hint, off, or default for what the rule has. A rule beats its category',
      ),
      'rules:',
      '  mixed-instance-capacity: off',
      'categories:',
      '  subnets: warning',
    ],
    [message('Files that are left out; patterns as in .gitignore'), 'ignore:', '  - vendor/'],
    [
      message('Other severities for some files or some resources; the last one that matches counts'),
      'overrides:',
      '  - files: [sandbox/]',
      '    rules: { max-pods-above-capacity: info }',
      `  - resources: [NodeGroup/${shown ? (groupNames(shown)[0] ?? 'web-*') : 'web-*'}, DaemonSet/kube-system/aws-node]`,
      '    categories: { nodegroups: info }',
    ],
    [
      message('Findings that are known and left for later: eni-lens baseline records them'),
      `baseline: ${baselineFileName}`,
    ],
    [message('Comments that silence findings must say why'), 'suppressions: { requireReason: true }'],
    [
      message('Which files belong together, where names and folders do not tell, and what no manifest says'),
      message('The numbers here are examples: put in yours'),
      'clusters:',
      ...(shown === undefined
        ? exampleCluster
        : clusters.flatMap((cluster, index) =>
            clusterLines(cluster, nameOf(cluster, clusters.slice(0, index)), workspace, folder),
          )),
    ],
    [
      message('Limits of instance types that are too new for the bundled table'),
      'instanceTypes:',
      ...(unknownTypes(workspace) ?? ['m99.large']).map((type) => `  ${type}: { enis: 3, ipv4PerEni: 10, vcpus: 2 }`),
    ],
  ];
  const lines = (section: readonly (Message | string)[]): string =>
    section.map((line) => `# ${typeof line === 'string' ? line : say(line)}\n`).join('');
  return sections.map(lines).join('\n');
}

const exampleCluster = [
  '  - name: shop',
  '    files: [clusters/shop/, network/eniconfigs.yaml]',
  `    cniVersion: v${newestCniVersion}`,
  '    expectedPodsPerNode: 20',
  '    subnets:',
  '      - { id: subnet-0123456789abcdef0, cidr: 10.0.0.0/24, zone: eu-west-1a, freeAddresses: 180 }',
  '    nodeGroups:',
  '      - { name: web, nodes: 6, maxNodes: 12 }',
];

/** The declared name, with a number where one before has it too. */
function nameOf({ declaration }: Cluster, before: readonly Cluster[]): string {
  const name = (declaration && knownValue(declaration.name)) ?? 'cluster';
  const same = before.filter((other) => nameOf(other, []) === name).length;
  return same === 0 ? name : `${name}-${same + 1}`;
}

function clusterLines(cluster: Cluster, name: string, workspace: Workspace, folder: string): readonly string[] {
  const subnets = unknownSubnets(cluster);
  const groups = cluster.nodeGroups.filter(hasGaps).slice(0, mostItems);
  return [
    `  - name: ${spelled(name)}`,
    `    files: [${patternsOf(cluster, workspace, folder).map(spelled).join(', ')}]`,
    ...(versionOf(cluster) === undefined ? [`    cniVersion: v${newestCniVersion}`] : []),
    '    expectedPodsPerNode: 20',
    ...(subnets.length > 0 ? ['    subnets:'] : []),
    ...subnets.map((id) => `      - { id: ${id}, cidr: 10.0.0.0/24, zone: eu-west-1a, freeAddresses: 180 }`),
    ...(groups.length > 0 ? ['    nodeGroups:'] : []),
    ...groups.map((group) => `      - { name: ${spelled(knownValue(group.name) ?? '?')}, ${gapsOf(group)} }`),
  ];
}

/** A plain word, or a text in quotes, which YAML and JSON read alike. */
function spelled(text: string): string {
  return /^[A-Za-z/][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}

/**
 * The patterns of a cluster's files for a config file that lies in `home`: a folder below it where all in it that is ours is of the cluster,
 * else the files.
 */
export function patternsOf(cluster: Cluster, { files }: Workspace, home: string): readonly string[] {
  const own = new Set(cluster.resources.map(({ at }) => at.uri));
  const ours = [...files.values()].filter(({ documents }) => documents.some(({ resources }) => resources.length > 0));
  const isWhole = (folder: string): boolean =>
    pathBelow(home, folder) !== undefined && ours.every(({ uri }) => !uri.startsWith(folder) || own.has(uri));
  const places = [...own].map((uri) => (isWhole(folderOf(uri)) ? folderOf(uri) : uri));
  return [...new Set(places)].slice(0, mostItems).map((uri) => patternFor(pathBelow(home, uri) ?? uri));
}

/** The subnets that the cluster's files name and whose size they do not say. */
function unknownSubnets({ eniConfigs, nodeGroups, subnets }: Cluster): readonly string[] {
  const named = [
    ...eniConfigs.map(({ subnetId }) => knownValue(subnetId)),
    ...nodeGroups.flatMap(({ subnetRefs }) => knownValue(subnetRefs)?.map(knownValue) ?? []),
    ...subnets.map(({ id }) => knownValue(id)),
  ];
  const isSized = (id: string): boolean =>
    subnets.some((subnet) => knownValue(subnet.id) === id && subnet.cidr.kind === 'known');
  const ids = named.filter((id) => id !== undefined && /^subnet-(?:[\da-f]{8}|[\da-f]{17})$/.test(id) && !isSized(id));
  return [...new Set(ids.filter((id) => id !== undefined))].slice(0, mostItems);
}

function groupNames({ nodeGroups }: Cluster): readonly string[] {
  return nodeGroups.flatMap(({ name }) => knownValue(name) ?? []).filter((name) => /^[\w.-]+$/.test(name));
}

function hasGaps(group: NodeGroup): boolean {
  return group.name.kind === 'known' && gapsOf(group) !== '';
}

/** What a manifest leaves open about a group, with numbers to be replaced. */
function gapsOf({ minSize, maxSize, desiredCapacity, instanceTypes, maxPods }: NodeGroup): string {
  const hasSize = [minSize, maxSize, desiredCapacity].some(({ kind }) => kind === 'known');
  return [
    ...(hasSize ? [] : ['nodes: 3, maxNodes: 6']),
    ...(instanceTypes.kind === 'known' ? [] : ['instanceTypes: [m5.large]']),
    ...(maxPods.kind === 'unknown' ? ['maxPods: 110'] : []),
  ].join(', ');
}

/** The types that the files name and no table knows; undefined where there are none. */
function unknownTypes({ clusters }: Workspace): readonly string[] | undefined {
  const types = clusters.flatMap((cluster) =>
    cluster.nodeGroups.flatMap(({ instanceTypes }) =>
      (knownValue(instanceTypes) ?? [])
        .flatMap((type) => knownValue(type) ?? [])
        .filter((type) => /^[\w-]+\.[\w-]+$/.test(type) && limitsOf(type, cluster) === undefined),
    ),
  );
  return types.length > 0 ? [...new Set(types)].slice(0, mostItems) : undefined;
}
