import { message } from '../messages/message.js';
import { nameOfGroup } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import type { MapNode } from '../syntax/node.js';
import { maxPodsRefusals } from './eksctlMaxPods.js';
import { refusedByEksctl } from './eksctlRefusals.js';
import { at, type Place } from './place.js';
import { entryOf, isMissing } from './read.js';
import { type Refused, removal } from './refused.js';

/** What eksctl refuses of a group, or reads and gives to nobody. */
export function groupRefusals(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  return [...maxPodsRefusals(map, group, place), ...kubeletRefusal(map, group, place), ...labelRefusals(group)];
}

/** `kubeletExtraConfig` on a managed group, which has no such field. */
function kubeletRefusal(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  const entry = entryOf(map, 'kubeletExtraConfig');
  if (group.management !== 'managed' || entry === undefined || isMissing(entry.value)) return [];
  const text = message(
    'eksctl refuses kubeletExtraConfig on {group}: managed groups have no such field, and EKS configures their kubelet',
    { group: nameOfGroup(group) },
  );
  return [refusedByEksctl('kubelet-extra-config-on-managed', at(place, entry.key), text)];
}

function labelRefusals(group: NodeGroup): readonly Refused[] {
  const reserved = group.labels.filter(({ key }) => isReserved(key.value));
  return reserved.map(({ key: { value: label, at: key } }) => {
    const text = message(
      'eksctl refuses the label {label} of {group}: a kubelet may not set labels of kubernetes.io and k8s.io but a few',
      { label, group: nameOfGroup(group) },
    );
    const fixes = [removal(message('Remove the label {label}', { label }), key)];
    return refusedByEksctl('reserved-node-label', key, text, { fixes });
  });
}

/** True for a label that kubelets must not set. Source: validation.go:1286-1307; Kubernetes, k8s.io/kubelet/pkg/apis/well_known_labels.go. */
function isReserved(key: string): boolean {
  const [namespace = '', name] = key.split('/');
  if (name === undefined || !/(^|\.)(kubernetes|k8s)\.io$/.test(namespace)) return false;
  return !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(namespace) && !allowed.has(key);
}

const allowed: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
]);
