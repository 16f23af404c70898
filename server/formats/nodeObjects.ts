import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { NodeObject } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import type { Format } from './format.js';
import { isObserved } from './observed.js';
import { at, type Place } from './place.js';
import { apiGroup, isKind, isMissing, labels, manifests, textFact } from './read.js';

/** Not those of kinds whose names begin alike. */
const texts = [
  ...['\n', '\r', ' ', ',', '}'].map((end) => `kind: Node${end}`),
  'kind: "Node"',
  "kind: 'Node'",
  '"kind": "Node"',
  '"kind":"Node"',
];

/** Node objects: what their labels and annotations choose and, where a cluster was asked for them, what they run. */
export const format: Format = {
  id: 'nodeObjects',
  kinds: ['Node'],
  hints: texts,
  takes: { texts },
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => isKind(manifest, 'Node') && apiGroup(manifest) === '')
      .map((manifest) => readNode(manifest, place)),
};

function readNode(manifest: MapNode, place: Place): NodeObject {
  const status = get(manifest, 'status');
  return {
    kind: 'node',
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    labels: labels(path(manifest, 'metadata', 'labels'), place),
    annotations: labels(path(manifest, 'metadata', 'annotations'), place),
    ...(isObserved(manifest)
      ? { observed: { maxPods: placedPods(status, place), address: address(status, place) } }
      : {}),
  };
}

/** The kubelet leaves no pods out of what is allocatable; where somebody does, the scheduler goes by that. */
function placedPods(status: Node | undefined, place: Place): Fact<number> {
  const [all, placed] = ['capacity', 'allocatable'].map((key) => quantity(path(status, key, 'pods'), place));
  const isLess = all?.kind === 'known' && placed?.kind === 'known' && placed.value < all.value;
  return (isLess ? placed : all) ?? absent;
}

/** A quantity that counts: the API server writes it as a text, `"110"`. */
function quantity(node: Node | undefined, place: Place): Fact<number> {
  if (isMissing(node)) return absent;
  const text = textOf(node) ?? '';
  return /^\d{1,9}$/.test(text) ? known(Number(text), at(place, node)) : unknown(at(place, node));
}

/** The first address that the node has in its subnet. */
function address(status: Node | undefined, place: Place): Fact<string> {
  const internal = items(get(status, 'addresses')).find((each) => textOf(get(each, 'type')) === 'InternalIP');
  return textFact(get(internal, 'address'), place);
}
