import { type Argument, message } from '../../messages/message.js';
import { cniAddon } from '../../model/addonNames.js';
import type { Node } from '../../syntax/node.js';
import { get, items, path, textOf } from '../../syntax/read.js';
import { lineBefore } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { Cursor } from '../convert.js';
import type { Proposal } from './proposal.js';
import { type Written, wordAt, writtenAt } from './trial.js';
import { spellValue } from './writing.js';

/** Proposals for a value, and the word that they stand in the place of. */
export interface FieldProposals {
  readonly proposals: readonly Proposal[];
  readonly word: Span;
}

/**
 * What can be written as a value that is known by the keys around it alone, because nothing declares anything before it is written: the kind and
 * the version of a document, and the name of an add-on. Undefined elsewhere.
 */
export function fieldProposals(workspace: Workspace, cursor: Cursor): FieldProposals | undefined {
  const word = wordAt(cursor);
  const before = lineBefore(cursor.text, word.start).slice(-longestLead);
  if (isAddonFlag(before)) return { proposals: addonProposals([]), word };
  const [, field] = /(kind|apiVersion|[Nn]ame)["']?[ \t]*[:=][ \t]*["']?$/.exec(before) ?? [];
  if (field === undefined || (/name/i.test(field) && !/addon/i.test(cursor.text))) return undefined;
  const written = writtenAt(workspace, cursor, word);
  const proposals = written && proposalsAt(written, workspace, cursor);
  if (written === undefined || proposals === undefined) return undefined;
  return { proposals: proposals.flatMap((each) => spellValue(each, written, { asString: false })), word };
}

/** No more of a line is looked at. */
const longestLead = 300;

function proposalsAt(written: Written, workspace: Workspace, cursor: Cursor): readonly Proposal[] | undefined {
  const { nodes: around, entry, isKey } = written.place;
  // A manifest may stand in a string, as in a script.
  const nodes = around.slice(around.slice(0, -1).findLastIndex(({ kind }) => kind === 'scalar') + 1);
  const [root] = nodes;
  if (entry === undefined || isKey || root?.kind !== 'map') return undefined;
  const field = entry.key.text;
  if (field === 'kind' || field === 'apiVersion') {
    return root.entries.includes(entry)
      ? documentFieldProposals(field, root, written, { workspace, cursor })
      : undefined;
  }
  const named = nodes.findLast(({ kind }) => kind === 'map');
  if (field === 'addon_name') {
    return isUnder(nodes, 'aws_eks_addon') ? addonProposals([]) : undefined;
  }
  const kind = textOf(get(root, 'kind')) ?? '';
  if (kind === 'Addon' && (textOf(get(root, 'apiVersion')) ?? '').startsWith('eks.')) {
    const holder = field === 'addonName' ? path(root, 'spec', 'forProvider') : get(root, 'spec');
    return holder !== undefined && holder === named ? addonProposals([]) : undefined;
  }
  const addons =
    field === 'name' && Object.hasOwn(addonLists, kind) ? path(root, ...(addonLists[kind] ?? [])) : undefined;
  if (addons === undefined || !items(addons).includes(named as Node)) return undefined;
  return addonProposals(items(addons).flatMap((addon) => textOf(get(addon, 'name')) ?? []));
}

/** Where the documents of a kind have the list of add-ons. */
const addonLists: Readonly<Record<string, readonly string[]>> = {
  ClusterConfig: ['addons'],
  AWSManagedControlPlane: ['spec', 'addons'],
};

/** True where one of the nodes is the value of a key. */
function isUnder(nodes: readonly Node[], key: string): boolean {
  return nodes.some((node) => node.kind === 'map' && nodes.some((inner) => get(node, key) === inner));
}

type DocumentKind = readonly [kind: string, apiVersion: string];

/** The documents that are read by their kind, each as its makers call it today. */
const documentKinds: readonly DocumentKind[] = [
  ['ENIConfig', 'crd.k8s.amazonaws.com/v1alpha1'],
  ['ClusterConfig', 'eksctl.io/v1alpha5'],
  ['NodeConfig', 'node.eks.aws/v1alpha1'],
  ['EC2NodeClass', 'karpenter.k8s.aws/v1'],
  ['NodePool', 'karpenter.sh/v1'],
  ['SecurityGroupPolicy', 'vpcresources.k8s.aws/v1beta1'],
  ['AWSManagedControlPlane', 'controlplane.cluster.x-k8s.io/v1beta2'],
  ['AWSManagedMachinePool', 'infrastructure.cluster.x-k8s.io/v1beta2'],
];

/** Those whose names others have too: proposed where the other of the two fields says that they are meant. */
const sharedKinds: readonly DocumentKind[] = [
  ['Cluster', 'kops.k8s.io/v1alpha2'],
  ['InstanceGroup', 'kops.k8s.io/v1alpha2'],
  ['Addon', 'eks.services.k8s.aws/v1alpha1'],
  ['Nodegroup', 'eks.services.k8s.aws/v1alpha1'],
  ['Addon', 'eks.aws.upbound.io/v1beta1'],
  ['NodeGroup', 'eks.aws.upbound.io/v1beta1'],
];

/** Of a word that names one of them so much is enough, where nothing else says that a document is to be ours. */
const shortestName = 3;

/** What goes with the other of the two fields; where that is not written, all of them, once something says that it is about them. */
function documentFieldProposals(
  field: 'kind' | 'apiVersion',
  root: Node,
  { word }: Written,
  { workspace, cursor }: { readonly workspace: Workspace; readonly cursor: Cursor },
): readonly Proposal[] {
  const [own, other] = field === 'kind' ? ([0, 1] as const) : ([1, 0] as const);
  const given = textOf(get(root, field === 'kind' ? 'apiVersion' : 'kind')) ?? '';
  const typed = cursor.text.slice(word.start, cursor.offset).toLowerCase();
  const isWanted = typed.length >= shortestName || workspace.clusters.some(({ isExample }) => !isExample);
  const rows = given === '' ? (isWanted ? documentKinds : []) : [...documentKinds, ...sharedKinds];
  const fitting = rows.filter((row) => given === '' || row[other] === given);
  return fitting
    .filter((row) => given !== '' || typed === '' || row[own].toLowerCase().startsWith(typed))
    .map((row, rank) => ({ label: row[own], kind: 'value', detail: row[other], text: row[own], rank }));
}

/** True behind a flag that names an add-on: `aws eks create-addon --addon-name`, `eksctl create addon --name`. */
function isAddonFlag(before: string): boolean {
  if (/[ \t]--addon-name[ \t=]["']?$/.test(before)) return true;
  if (!/[ \t](?:--name|-n)[ \t=]["']?$/.test(before)) return false;
  const command = before.slice(Math.max(0, before.lastIndexOf('eksctl')));
  return /^eksctl[ \t]+(?:create|update)[ \t]+addon[ \t]/.test(command);
}

/** The add-ons that pods need for a network, and what each does; those that are there already left out. */
const addons: readonly (readonly [name: string, does: Argument])[] = [
  [cniAddon, message('the VPC CNI: addresses of pods')],
  ['kube-proxy', message('addresses of services')],
  ['coredns', message('names of services and pods')],
  ['eks-pod-identity-agent', message('IAM roles of pods')],
];

function addonProposals(written: readonly string[]): readonly Proposal[] {
  return addons
    .filter(([name]) => !written.includes(name))
    .map(([name, detail], rank) => ({ label: name, kind: 'reference', detail, text: name, rank }));
}
