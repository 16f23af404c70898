import type { CniSign } from '../model/cniSign.js';
import type { MapNode, SyntaxDocument } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { at } from './place.js';
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
    'kube-flannel',
    'weave-net',
    'ENABLE_POD_ENI',
  ],
  onlySigns: true,
  read(document, place) {
    const found = new Set([...manifests(document).flatMap(ofManifest), ...ofText(document)]);
    return [...found].map((says) => ({ kind: 'cniSign', at: at(place, whole(document)), says }));
  },
};

type Says = CniSign['says'];

function whole({ text }: SyntaxDocument): { readonly span: CniSign['at']['span'] } {
  return { span: { start: 0, end: text.length } };
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

const otherCharts = /^(?:cilium|calico|tigera-operator|antrea)$/;

/**
 * The operator of Calico: `spec.cni.type` says who gives addresses, and on EKS that is the VPC CNI where nothing is written.
 * Source: tigera/operator, pkg/controller/installation/core_controller.go, `fillDefaults`.
 */
function ofInstallation(manifest: MapNode): readonly Says[] {
  const type = path(manifest, 'spec', 'cni', 'type');
  if (isMissing(type) || textOf(type) === 'AmazonVPC') return [];
  return type.kind === 'scalar' && !type.open ? ['replaced'] : ['another'];
}

/** Within one command: not behind what ends it, but behind a line that goes on. */
const within = String.raw`(?:[^;&|\n\\]|\\\r?\n){0,160}?`;

const awsNode = String.raw`\b(?:ds|daemonsets?)(?:\.(?:v1\.)?apps)?[\s/]${within}\baws-node\b`;

/** What texts say, scripts and all else: the commands that people write beside their manifests, and charts that tools install. */
const texts: readonly (readonly [pattern: RegExp, says: Says])[] = [
  [new RegExp(String.raw`\bdelete\b${within}${awsNode}`, 'i'), 'replaced'],
  [new RegExp(String.raw`\bpatch\b${within}${awsNode}[^;&]{0,200}?nodeSelector`, 'i'), 'replaced'],
  [/io\.cilium\/aws-node-enabled/, 'replaced'],
  [new RegExp(String.raw`\bdelete[ -]addon\b${within}\bvpc-cni\b`), 'replaced'],
  [/\bcilium(?:-cli)?\s+(?:install|upgrade)\b/, 'another'],
  [
    new RegExp(String.raw`\bhelm\b${within}\b(?:install|upgrade)\b${within}\b(?:cilium|calico|tigera-operator)\b`),
    'another',
  ],
  [
    new RegExp(
      String.raw`\bkubectl\b${within}\b(?:apply|create|replace)\b${within}\b(?:calico|tigera-operator|cilium)[\w.-]*\.ya?ml`,
    ),
    'another',
  ],
  [
    /["']?\b(?:chart|path|chartName)["']?\s*:\s*["']?(?:[\w.-]+\/)*(?:cilium|calico|tigera-operator|antrea)["']?\s*(?:[,}#\n]|$)/,
    'another',
  ],
  [/\baws-vpc-cni\b/, 'configured'],
  [new RegExp(String.raw`\b(?:create|update)[ -]addon\b${within}\bvpc-cni\b`), 'configured'],
  [/\baddon_?name["']?\s*[:=]\s*["']?vpc-cni\b/i, 'configured'],
  [
    /\b(?:ENABLE_PREFIX_DELEGATION|AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG|ENABLE_POD_ENI|MINIMUM_IP_TARGET|WARM_(?:ENI|IP|PREFIX)_TARGET)\b/,
    'configured',
  ],
];

/** A ClusterConfig says by its add-ons what it configures: its comments and other texts say nothing of that. */
function ofText(document: SyntaxDocument): readonly Says[] {
  const { text } = document;
  const isCluster = manifests(document).some((manifest) => apiGroup(manifest) === 'eksctl.io');
  const counting = isCluster ? texts.filter(([, says]) => says === 'replaced') : texts;
  return counting.flatMap(([pattern, says]) => (pattern.test(text) ? [says] : []));
}
