import { unknown } from '../model/fact.js';
import type { CniSettings, Resource } from '../model/resource.js';
import { openScalar } from '../syntax/embedded.js';
import type { MapNode, Node, ScalarNode, SyntaxDocument } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import { bareSettings } from './bare.js';
import { patchedContainers } from './commands/jsonPatch.js';
import { format as daemonSet } from './daemonSet.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { isKind, isMissing, textFact } from './read.js';

/** As the repository of the image ends. */
const imageName = 'amazon-k8s-cni';

/**
 * Patches of aws-node that stand in a kustomization itself: strategic ones, which are manifests, and JSON patches, whose target says what they
 * change. Source: api/types/kustomization.go and patch.go of kubernetes-sigs/kustomize v5.
 */
export const format: Format = {
  id: 'kustomization',
  kinds: [],
  hints: ['aws-node', imageName],
  takes: { texts: ['patches', imageName] },
  read(document, place) {
    const { root } = document;
    if (root?.kind !== 'map' || !isKustomization(root)) return [];
    const given = ['patches', 'patchesJson6902'].flatMap((key) => items(get(root, key)));
    const merged = items(get(root, 'patchesStrategicMerge'));
    const images = items(get(root, 'images')).filter((image) => isImageOfCni(textOf(get(image, 'name')) ?? ''));
    return [
      ...images.map((image) => ofImage(image, place)),
      ...given.flatMap((patch) => readPatch(get(patch, 'patch'), get(patch, 'target'), document, place)),
      ...merged.flatMap((patch) => readPatch(patch, undefined, document, place)),
    ];
  },
};

function isImageOfCni(name: string): boolean {
  return name === imageName || name.endsWith(`/${imageName}`);
}

/** Another image for aws-node, in whichever manifest it stands; one that is told by its digest has a version that nobody sees. */
function ofImage(image: Node, place: Place): CniSettings {
  const [tag, digest] = [get(image, 'newTag'), get(image, 'digest')];
  return {
    ...bareSettings,
    at: at(place, image),
    takenBy: 'apiServer',
    absent: 'unknown',
    isPatch: true,
    containers: [],
    partlyHidden: false,
    version: isMissing(digest) ? textFact(tag, place) : unknown(at(place, digest)),
  };
}

/** Its kind and version may be left out. */
function isKustomization(root: MapNode): boolean {
  return isMissing(get(root, 'kind')) || isKind(root, 'Kustomization') || isKind(root, 'Component');
}

function readPatch(
  patch: Node | undefined,
  target: Node | undefined,
  document: SyntaxDocument,
  place: Place,
): readonly Resource[] {
  // A name of a file is a string of one line.
  if (patch?.kind !== 'scalar' || !/[\n{[]/.test(patch.text) || !mayBeAwsNode(target)) return [];
  const { root, rest, templated } = openScalar(patch);
  if (root?.kind === 'seq') return target === undefined ? [] : [ofOperations(patch, root, place)];
  const manifests = [root, ...rest].filter((each) => each !== undefined);
  return manifests.flatMap((each) => daemonSet.read({ ...document, root: each, templated }, place));
}

/** A target names what it changes by regular expressions; one without a kind may be anything of that name. */
function mayBeAwsNode(target: Node | undefined): boolean {
  const kind = textOf(get(target, 'kind'));
  const name = textOf(get(target, 'name'));
  return (kind === undefined || kind === 'DaemonSet') && (target === undefined || name === 'aws-node');
}

function ofOperations(patch: ScalarNode, operations: Extract<Node, { kind: 'seq' }>, place: Place): CniSettings {
  const { containers, hidesMore } = patchedContainers(operations, place);
  return {
    ...bareSettings,
    at: at(place, patch),
    takenBy: 'apiServer',
    absent: 'unknown',
    ...(hidesMore ? {} : { isPatch: true }),
    // What an operation does to the image is not followed.
    ...(patch.text.includes('/image') && { version: unknown(at(place, patch)) }),
    containers,
    partlyHidden: hidesMore,
  };
}
