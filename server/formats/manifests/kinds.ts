import { type Message, message } from '../../messages/message.js';
import type { Resource } from '../../model/resource.js';
import type { MapNode, Node, ScalarNode } from '../../syntax/node.js';
import { get, path, textOf } from '../../syntax/read.js';
import { closest, lettersOf } from '../../text/closest.js';
import { at, type Place } from '../place.js';
import { apiGroup, isOpen } from '../read.js';
import { refusedBy } from '../refused.js';

/*
 * Kinds by their API groups: what an API server knows, and what people write for it. Source: charts/aws-vpc-cni/crds of amazon-vpc-cni-k8s v1.23.1,
 * apis/vpcresources of amazon-vpc-resource-controller-k8s b8d4251, pkg/apis/crds of karpenter-provider-aws 1d927085.
 */
interface ManifestKind {
  readonly kind: string;
  readonly group: string;
  /** The newest first, with those that earlier releases had. */
  readonly versions: readonly string[];
  /** Other names, such as those that kubectl takes, in small letters. */
  readonly names: readonly string[];
  /** Of a kind that others have too, the one object that is meant. */
  readonly named?: string;
  /** Other versions of it are judged where it is read, or are too old to be told apart. */
  readonly isVersionLeft?: true;
}

const kinds: readonly ManifestKind[] = [
  {
    kind: 'ENIConfig',
    group: 'crd.k8s.amazonaws.com',
    versions: ['v1alpha1'],
    names: ['eniconfigs'],
    isVersionLeft: true,
  },
  {
    kind: 'SecurityGroupPolicy',
    group: 'vpcresources.k8s.aws',
    versions: ['v1beta1'],
    names: ['securitygrouppolicies', 'sgp'],
    isVersionLeft: true,
  },
  {
    kind: 'EC2NodeClass',
    group: 'karpenter.k8s.aws',
    versions: ['v1', 'v1beta1'],
    names: ['ec2nodeclasses', 'ec2nc', 'ec2ncs', 'nodeclass', 'nodeclasses'],
  },
  {
    kind: 'AWSNodeTemplate',
    group: 'karpenter.k8s.aws',
    versions: ['v1alpha1'],
    names: ['awsnodetemplates'],
    isVersionLeft: true,
  },
  { kind: 'NodePool', group: 'karpenter.sh', versions: ['v1', 'v1beta1'], names: ['nodepools'] },
  { kind: 'NodeClaim', group: 'karpenter.sh', versions: ['v1', 'v1beta1'], names: ['nodeclaims'] },
  { kind: 'NodeOverlay', group: 'karpenter.sh', versions: ['v1alpha1'], names: ['nodeoverlays'] },
  {
    kind: 'Provisioner',
    group: 'karpenter.sh',
    versions: ['v1alpha5'],
    names: ['provisioners'],
    isVersionLeft: true,
  },
  { kind: 'DaemonSet', group: 'apps', versions: ['v1', 'v1beta2'], names: ['daemonsets', 'ds'], named: 'aws-node' },
  { kind: 'ConfigMap', group: '', versions: ['v1'], names: ['configmaps', 'cm'], named: 'amazon-vpc-cni' },
];

/** The kind of a manifest in its API group, as the API server calls it, where another name for it is written; else what is written. */
export function kindMeant(manifest: MapNode): string | undefined {
  return misspelt(manifest)?.kind ?? textOf(get(manifest, 'kind'));
}

/** The kind of its group that a name is written for which is none of the group's. */
function misspelt(manifest: MapNode): ManifestKind | undefined {
  const written = textOf(get(manifest, 'kind'));
  const group = apiGroup(manifest);
  const own = kinds.filter((each) => each.group === group && isNamed(each, manifest));
  if (written === undefined || own.length === 0 || own.some(({ kind }) => kind === written)) return undefined;
  const letters = lettersOf(written);
  return own.find(({ kind, names }) => names.includes(letters) || closest(letters, [kind.toLowerCase()], 1).length > 0);
}

function isNamed({ named }: ManifestKind, manifest: MapNode): boolean {
  return named === undefined || textOf(path(manifest, 'metadata', 'name')) === named;
}

/** That a manifest is of no kind that the API server knows, where it is plain that one of `right` is meant: by its name, or by its API group. */
export function kindFaults(manifest: MapNode, right: readonly string[], place: Place): readonly Resource[] {
  const [kind, version] = [get(manifest, 'kind'), get(manifest, 'apiVersion')];
  if (!isSeen(kind, place) || !isSeen(version, place)) return [];
  const meant = misspelt(manifest);
  if (meant !== undefined) {
    if (!right.includes(meant.kind)) return [];
    const text = message('There is no {written} in {version}: its kind is {right}', {
      written: kind.text,
      version: version.text,
      right: meant.kind,
    });
    const title = message('Set kind to {right}', { right: meant.kind });
    return [replacing(kind, { value: meant.kind, title }, text, place)];
  }
  const known = kinds.find((each) => each.kind === kind.text && isNamed(each, manifest));
  const isOurs = kinds.some(({ group }) => group === apiGroup(manifest));
  if (known === undefined || !right.includes(known.kind) || known.isVersionLeft || !isOurs) return [];
  const all = known.versions.map((each) => (known.group === '' ? each : `${known.group}/${each}`));
  const [newest = ''] = all;
  if (all.includes(version.text)) return [];
  const text = message('There is no {kind} in {written}: its apiVersion is {right}', {
    kind: kind.text,
    written: version.text,
    right: newest,
  });
  const title = message('Set apiVersion to {right}', { right: newest });
  return [replacing(version, { value: newest, title }, text, place)];
}

function isSeen(node: Node | undefined, place: Place): node is ScalarNode {
  return node?.kind === 'scalar' && !isOpen(node, place) && node.text !== '';
}

function replacing(
  node: ScalarNode,
  { value, title }: { readonly value: string; readonly title: Message },
  text: Message,
  place: Place,
): Resource {
  const here = at(place, node);
  const level = value.toLowerCase() === node.text.toLowerCase() ? 'safe' : 'suggested';
  const changes = [{ kind: 'replaceValue', at: here, value, asString: false }] as const;
  return refusedBy('Kubernetes')('invalid-structure', here, text, {
    advice: 'inMessage',
    fixes: [{ title, level, changes }],
  });
}
