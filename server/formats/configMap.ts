import type { ConfigMap, ConfigMapEntry, Resource } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entries as entriesOf, get, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { kindFaults, kindMeant } from './manifests/kinds.js';
import { observedIf } from './observed.js';
import { at, type Place } from './place.js';
import { apiGroup, label, manifests } from './read.js';

/** The ConfigMap of the CNI in kube-system, and the one people name after the DaemonSet. */
export const format: Format = {
  id: 'configMap',
  kinds: ['ConfigMap'],
  hints: ['amazon-vpc-cni', 'aws-node'],
  read: (document, place) =>
    manifests(document).flatMap((manifest): readonly Resource[] => [
      ...kindFaults(manifest, ['ConfigMap'], place),
      ...(apiGroup(manifest) === '' && kindMeant(manifest) === 'ConfigMap' ? readConfigMap(manifest, place) : []),
    ]),
};

const names: readonly ConfigMap['name'][] = ['amazon-vpc-cni', 'aws-node'];

/** The ConfigMap that a map with `metadata` and `data` is; none where it is another one. */
export function readConfigMap(manifest: MapNode, place: Place): readonly ConfigMap[] {
  const name = names.find((each) => each === textOf(path(manifest, 'metadata', 'name')));
  // Without a namespace the command that applies it says which one.
  const namespace = textOf(path(manifest, 'metadata', 'namespace')) ?? 'kube-system';
  if (name === undefined || namespace !== 'kube-system') return [];
  const written = get(manifest, 'data');
  const block = written?.kind === 'map' ? at(place, written) : undefined;
  const entries = entriesOf(written)
    .filter(({ key }) => !key.open)
    .map((entry): ConfigMapEntry => ({ ...label(entry, place), written: typeOf(entry.value) }));
  return [{ kind: 'configMap', at: at(place, manifest), name, entries, block, ...observedIf(manifest) }];
}

/** What the reader takes a value for. */
function typeOf(value: Node): ConfigMapEntry['written'] {
  return value.kind === 'scalar' && !value.open ? value.readAs.type : undefined;
}
