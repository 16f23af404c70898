import type { ReportedEvent, ReportedLack } from '../model/resource.js';
import type { MapNode } from '../syntax/node.js';
import { get, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { isObserved } from './observed.js';
import { at, type Place } from './place.js';
import { nameOfObject } from './podObjects.js';
import { apiGroup, isKind, manifests } from './read.js';

/** The object that an event is about, as v1 and as events.k8s.io/v1 call it. */
const texts = ['involvedObject:', '"involvedObject"', 'regarding:', '"regarding"'];

/** Events of a running cluster that tell of addresses which pods or nodes did not get. All others are passed over. */
export const format: Format = {
  id: 'clusterEvents',
  kinds: [],
  hints: texts,
  takes: { texts, among: ['yaml', 'json'] },
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => isKind(manifest, 'Event') && ['', 'events.k8s.io'].includes(apiGroup(manifest) ?? '?'))
      .filter(isObserved)
      .flatMap((manifest) => readEvent(manifest, place)),
};

function readEvent(manifest: MapNode, place: Place): readonly ReportedEvent[] {
  const [note, about] = [get(manifest, 'message') ?? get(manifest, 'note'), get(manifest, 'involvedObject')];
  const regarding = about ?? get(manifest, 'regarding');
  const says = lackIn(textOf(get(manifest, 'reason')) ?? '', textOf(note) ?? '');
  if (says === undefined || note === undefined) return [];
  const isNode = textOf(get(regarding, 'kind')) === 'Node';
  const host = textOf(path(manifest, 'source', 'host')) ?? textOf(path(manifest, 'deprecatedSource', 'host'));
  return [
    {
      kind: 'event',
      at: at(place, note),
      observed: true,
      says,
      pod: isNode ? undefined : nameOfObject(regarding),
      node: isNode ? textOf(get(regarding, 'name')) : host,
    },
  ];
}

/**
 * What reasons of events say with which words. Sources: amazon-vpc-cni-k8s b521883, cmd/routed-eni-cni-plugin/cni.go:221 (in the kubelet's event) and
 * pkg/awsutils/awsutils.go:2570; amazon-vpc-resource-controller-k8s b8d4251, pkg/utils/events.go, pkg/handler/warm.go,
 * pkg/provider/branch/provider.go; kube-scheduler, pkg/scheduler/framework/plugins/noderesources/fit.go (Too many pods).
 */
const rows: readonly (readonly [reason: string, words: string, says: ReportedLack])[] = [
  ['FailedCreatePodSandBox', 'failed to assign an IP address to container', 'address'],
  ['ResourceAllocationFailed', 'does not have enough free cidr blocks', 'prefix'],
  ['InsufficientCidrBlocks', '', 'prefix'],
  ['BranchAllocationFailed', '', 'branchEni'],
  ['TrunkENICreationFailed', '', 'trunkEni'],
  ['MissingIAMPermissions', '', 'permission'],
  ['EniConfigNameNotFound', '', 'eniConfig'],
  ['FailedScheduling', 'Too many pods', 'place'],
];

function lackIn(reason: string, note: string): ReportedLack | undefined {
  return rows.find(([its, words]) => its === reason && note.includes(words))?.[2];
}
