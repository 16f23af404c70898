import type { NicRequest } from '../model/nicRequest.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { apiGroup, hasHiddenEntries, isMissing, isOpen, manifests, textFact } from './read.js';

const annotation = 'k8s.amazonaws.com/nicConfig';

/** Workloads whose pods carry the annotation that asks for interfaces on several network cards: other workloads are nothing of ours. */
export const format: Format = {
  id: 'multiNicPods',
  kinds: [],
  hints: [annotation],
  takes: { texts: [annotation] },
  read: (document, place) => manifests(document).flatMap((manifest) => readRequest(manifest, place)),
};

const underTemplate = ['spec', 'template'];

/** Where a pod's metadata and spec stand in a manifest, by API group and kind. Source: the Kubernetes API, core/v1, apps/v1, batch/v1. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  '/Pod': [],
  'apps/Deployment': underTemplate,
  'apps/StatefulSet': underTemplate,
  'apps/DaemonSet': underTemplate,
  'apps/ReplicaSet': underTemplate,
  'batch/Job': underTemplate,
  'batch/CronJob': ['spec', 'jobTemplate', ...underTemplate],
};

function readRequest(manifest: MapNode, place: Place): readonly NicRequest[] {
  const workload = textOf(get(manifest, 'kind')) ?? '';
  const podPath = podPaths[`${apiGroup(manifest) ?? ''}/${workload}`];
  if (podPath === undefined) return [];
  const pod = path(manifest, ...podPath);
  const value = textFact(path(pod, 'metadata', 'annotations', annotation), place);
  if (value.kind !== 'known' || !isInPodNetwork(get(pod, 'spec'), place)) return [];
  return [
    {
      kind: 'nicRequest',
      at: at(place, manifest),
      workload,
      name: textFact(path(manifest, 'metadata', 'name'), place),
      value: { value: value.value, at: value.at },
    },
  ];
}

/** False for pods in the network of their node, for which no CNI is asked, and where that cannot be seen, as in a patch. */
function isInPodNetwork(spec: Node | undefined, place: Place): boolean {
  if (isMissing(get(spec, 'containers')) || hasHiddenEntries(spec)) return false;
  const hostNetwork = get(spec, 'hostNetwork');
  return (
    isMissing(hostNetwork) ||
    (hostNetwork.kind === 'scalar' && !isOpen(hostNetwork, place) && hostNetwork.value === false)
  );
}
