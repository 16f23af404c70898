import type { PodObject } from '../model/resource.js';
import type { MapNode } from '../syntax/node.js';
import { get, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { isObserved } from './observed.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, manifests } from './read.js';

/** What the status of a pod has that is on a node, and hardly anything else. */
const texts = ['hostIP:', '"hostIP"'];

/** Pods of a running cluster: on which node each is, and whether it takes an address there. Pods that files declare are none of them. */
export const format: Format = {
  id: 'podObjects',
  kinds: [],
  hints: texts,
  takes: { texts, among: ['yaml', 'json'] },
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => isKind(manifest, 'Pod') && apiGroup(manifest) === '' && isObserved(manifest))
      .flatMap((manifest) => readPod(manifest, place)),
};

function readPod(manifest: MapNode, place: Place): readonly PodObject[] {
  const [spec, status] = [get(manifest, 'spec'), get(manifest, 'status')];
  const node = textOf(get(spec, 'nodeName')) ?? '';
  if (node === '') return [];
  const onHostNetwork = get(spec, 'hostNetwork');
  return [
    {
      kind: 'pod',
      at: at(place, manifest),
      observed: true,
      name: nameOfObject(get(manifest, 'metadata')),
      node,
      onHostNetwork: onHostNetwork?.kind === 'scalar' && onHostNetwork.value === true,
      state: stateOf(textOf(get(status, 'phase')) ?? '', textOf(path(status, 'podIP')) ?? ''),
    },
  ];
}

/** The kubelet writes the address as soon as the network is set up, before any container runs. */
function stateOf(phase: string, address: string): PodObject['state'] {
  if (phase === 'Succeeded' || phase === 'Failed') return 'ended';
  return address === '' ? 'waiting' : 'served';
}

/** The namespace and the name of an object, as `shop/web-0`. */
export function nameOfObject(reference: Parameters<typeof get>[0]): string {
  return `${textOf(get(reference, 'namespace')) ?? ''}/${textOf(get(reference, 'name')) ?? ''}`;
}
