import type { Resource } from '../../model/resource.js';
import { openScalar } from '../../syntax/embedded.js';
import type { MapNode, SyntaxDocument } from '../../syntax/node.js';
import { get } from '../../syntax/read.js';
import { readConfigMap } from '../configMap.js';
import { takersOf } from '../format.js';
import { manifestFormats } from '../manifestFormats.js';
import type { Place } from '../place.js';
import { resourceBlocks } from './blocks.js';

/** Resources that are a ConfigMap; the last one changes the data of one that somebody else made. */
const configMaps = ['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'] as const;

/** The manifests that a file of Terraform gives to a cluster: as an object, as YAML in a text, or as a resource of their kind. */
export function manifestsOfTerraform(root: MapNode, document: SyntaxDocument, place: Place): readonly Resource[] {
  const manifests = [...objects(root, document), ...texts(root, document)];
  const takers = takersOf(manifestFormats, document, place);
  return [
    ...manifests.flatMap((each) => takers.flatMap(({ read }) => read(each, place))),
    ...configMaps.flatMap((type) => resourceBlocks(root, type).flatMap(({ body }) => readConfigMap(body, place))),
  ];
}

function objects(root: MapNode, document: SyntaxDocument): readonly SyntaxDocument[] {
  return resourceBlocks(root, 'kubernetes_manifest').flatMap(({ body }) => {
    const manifest = get(body, 'manifest');
    return manifest?.kind === 'map' ? [{ ...document, root: manifest }] : [];
  });
}

/** Manifests that stand in texts; `manifest` is made of one by `yamldecode`. */
function texts(root: MapNode, document: SyntaxDocument): readonly SyntaxDocument[] {
  const written = [
    ...resourceBlocks(root, 'kubectl_manifest').map(({ body }) => get(body, 'yaml_body')),
    ...resourceBlocks(root, 'kubernetes_manifest').map(({ body }) => get(body, 'manifest')),
  ];
  return written.flatMap((text) => {
    if (text?.kind !== 'scalar') return [];
    const { root: first, rest, templated } = openScalar(text);
    if (first === undefined) return [];
    return [first, ...rest].map((each) => ({ ...document, root: each, templated: templated || document.templated }));
  });
}
