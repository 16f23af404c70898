import type { CniSign } from '../model/cniSign.js';
import type { MapNode, SyntaxDocument } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { spanAt } from './place.js';
import { apiGroup, isKind, isMissing, manifests } from './read.js';

/**
 * Signs of another CNI, and of a VPC CNI that is configured in ways nobody reads here: manifests and releases of other CNIs, commands that take
 * aws-node away, Helm releases, templates and scripts that hold the CNI's variables.
 */
export const format: Format = {
  id: 'otherCni',
  kinds: [],
  hints: [
    'aws-node',
    'vpc-cni',
    'operator.tigera.io',
    'tigera-operator',
    'projectcalico',
    'calico-node',
    'cilium.io',
    'cilium/cilium',
    'chart: cilium',
    'name: cilium',
    'cilium install',
    'antrea',
    'flannel',
    'kube-router',
    'kuberouter',
    'weave-net',
    'weave.works',
    'weaveworks/weave',
    'ENABLE_POD_ENI',
    'RESERVED_ENIS',
    'reservedENIs',
  ],
  onlySigns: true,
  read(document, place) {
    const found = new Set([...manifests(document).flatMap(ofManifest), ...ofText(document)]);
    // Cilium chained behind the VPC CNI gives no addresses. Source: cilium 1.16, Documentation/installation/cni-chaining-aws-cni.rst.
    if (chained.test(document.text)) found.delete('another');
    return [...found].map((says) => ({ kind: 'cniSign', at: spanAt(place, whole(document)), says }));
  },
};

const chained = /\bchainingMode["']?\s*[:=]\s*["']?aws-cni\b/;

type Says = CniSign['says'];

function whole({ text }: SyntaxDocument): CniSign['at']['span'] {
  return { start: 0, end: text.length };
}

/** DaemonSets of other CNIs. That of Calico may be there for its policies alone. */
const otherDaemonSets: ReadonlySet<string> = new Set([
  'cilium',
  'calico-node',
  'canal',
  'weave-net',
  'kube-flannel',
  'kube-flannel-ds',
  'kube-router',
  'antrea-agent',
]);

function ofManifest(manifest: MapNode): readonly Says[] {
  const group = apiGroup(manifest) ?? '';
  const kind = textOf(get(manifest, 'kind')) ?? '';
  if (group === 'operator.tigera.io' && kind === 'Installation') return ofInstallation(manifest);
  const isOther =
    kind.startsWith('Cilium') ||
    (/projectcalico\.org$/.test(group) && kind === 'IPPool') ||
    (isKind(manifest, 'DaemonSet') && otherDaemonSets.has(textOf(path(manifest, 'metadata', 'name')) ?? '')) ||
    [...items(get(manifest, 'helmCharts')), ...items(get(manifest, 'dependencies'))].some((chart) =>
      otherCharts.test(textOf(get(chart, 'name')) ?? ''),
    );
  return isOther ? ['another'] : [];
}

const otherCharts = /^(?:cilium|calico|tigera-operator|antrea|flannel)$/;

/**
 * The operator of Calico: `spec.cni.type` says who gives addresses, and on EKS that is the VPC CNI where nothing is written.
 * Source: tigera/operator, pkg/controller/installation/core_controller.go, `fillDefaults`.
 */
function ofInstallation(manifest: MapNode): readonly Says[] {
  const type = path(manifest, 'spec', 'cni', 'type');
  if (isMissing(type) || textOf(type) === 'AmazonVPC') return [];
  return type.kind === 'scalar' && !type.open ? ['replaced'] : ['another'];
}

/** What their projects call the files to apply. */
const otherManifests =
  /^(?:calico|canal|tigera-operator|cilium|antrea|kube-flannel|weave-daemonset|(?:generic-|kubeadm-)?kube-?router)[\w.-]*\.ya?ml$/;

/** As kubectl takes the kind: short, with its group, or with group and version. */
const daemonSetWord = /^(?:ds|daemonsets?)(?:\.(?:v1\.)?apps)?$/i;

/** Words of one command, in this order and with others between them: the commands that people write beside their manifests. */
const commands: readonly (readonly [words: readonly RegExp[], says: Says])[] = [
  [[/^delete$/i, daemonSetWord, /^aws-node$/], 'replaced'],
  [[/^patch$/i, daemonSetWord, /^aws-node$/, /^nodeSelector$/], 'replaced'],
  [[/^delete-addon$/, /^vpc-cni$/], 'replaced'],
  [[/^delete$/, /^addon$/, /^vpc-cni$/], 'replaced'],
  [[/^helm$/, /^(?:install|upgrade)$/, otherCharts], 'another'],
  [[/^kubectl$/, /^(?:apply|create|replace)$/, otherManifests], 'another'],
  [[/^kubectl$/, /^(?:apply|create|replace)$/, /^cloud\.weave\.works$/], 'another'],
  [[/^(?:create|update)-addon$/, /^vpc-cni$/], 'configured'],
  [[/^(?:create|update)$/, /^addon$/, /^vpc-cni$/], 'configured'],
];

/** What other texts say: charts that tools install, and variables in whatever holds them. */
const texts: readonly (readonly [pattern: RegExp, says: Says])[] = [
  [/io\.cilium\/aws-node-enabled/, 'replaced'],
  [/\bcilium(?:-cli)?\s+(?:install|upgrade)\b/, 'another'],
  [
    /["']?\b(?:chart|path|chartName)["']?\s*[:=]\s*["']?(?:[\w.-]+\/)*(?:cilium|calico|tigera-operator|antrea|flannel)["']?\s*(?:[,}#\n]|$)/,
    'another',
  ],
  // Karpenter's controller, by its environment or by the values of its chart.
  [/\b(?:RESERVED_ENIS|reservedENIs)\b|--reserved-enis\b/, 'reservesEnis'],
  [/\baws-vpc-cni\b/, 'configured'],
  [/\baddon_?name["']?\s*[:=]\s*["']?vpc-cni\b/i, 'configured'],
  [
    /\b(?:ENABLE_PREFIX_DELEGATION|AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG|ENABLE_POD_ENI|MINIMUM_IP_TARGET|WARM_(?:ENI|IP|PREFIX)_TARGET)\b/,
    'configured',
  ],
];

/** What the commands in a text say. A command ends with its line, but not where that goes on, and its words may be items of a list. */
function ofCommands(text: string): readonly Says[] {
  if (!/\b(?:delete|patch|helm|kubectl|addon)\b/i.test(text)) return [];
  const lines = text.replace(/\\\r?\n/g, ' ').split(/[;&|\n\r]/);
  return lines.flatMap((line) => {
    const words = line.split(/[\s/"'`,:(){}[\]=]+/);
    return commands.flatMap(([sequence, says]) => (follow(words, sequence) ? [says] : []));
  });
}

/** True where words stand in this order. */
function follow(words: readonly string[], sequence: readonly RegExp[]): boolean {
  let found = 0;
  for (const word of words) if (sequence[found]?.test(word)) found++;
  return found === sequence.length;
}

/** A ClusterConfig says by its add-ons what it configures: its comments and other texts say nothing of that. */
function ofText(document: SyntaxDocument): readonly Says[] {
  const { text } = document;
  const isCluster = manifests(document).some((manifest) => apiGroup(manifest) === 'eksctl.io');
  const counting = isCluster ? texts.filter(([, says]) => says === 'replaced') : texts;
  const written = ofCommands(text).filter((says) => !isCluster || says === 'replaced');
  return [...written, ...counting.flatMap(([pattern, says]) => (pattern.test(text) ? [says] : []))];
}
