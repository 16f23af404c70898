import type { Entry, MapNode, Node } from '../syntax/node.js';
import { get, items, textOf } from '../syntax/read.js';
import type { AddonSource } from './addon.js';
import { versionFact } from './addonVersion.js';
import type { Place } from './place.js';
import { textFact } from './read.js';
import { type Block, lastEntry, moduleBlocks, resourceBlocks } from './terraformBlocks.js';

/**
 * The vpc-cni add-ons of a file: `aws_eks_addon`, and the maps and lists that modules take. `configuration_values` is optional and computed: taking
 * it away resets nothing, and without it a new add-on is as shipped. Source: terraform-provider-aws 00a35305, internal/service/eks/addon.go;
 * terraform-aws-eks bef29c4, variables.tf and main.tf (`addons`, before version 21 `cluster_addons`); terraform-aws-eks-cluster 1def0d9,
 * variables.tf (`addons`, a list).
 */
export function vpcCniAddons(root: MapNode, place: Place): readonly AddonSource[] {
  const ofResources = resourceBlocks(root, 'aws_eks_addon')
    .filter(({ body }) => isVpcCni(get(body, 'addon_name')))
    .map(({ body }) => source(body, get(body, 'cluster_name'), place));
  return [...ofResources, ...moduleBlocks(root).flatMap((module) => addonsOfModule(module, place))];
}

function addonsOfModule({ body }: Block, place: Place): readonly AddonSource[] {
  const clusterName = lastEntry(body, 'name', 'cluster_name')?.value;
  return ['addons', 'cluster_addons', 'eks_addons'].flatMap((key) =>
    addonsIn(get(body, key)).map((addon) => source(addon, clusterName, place)),
  );
}

function addonsIn(addons: Node | undefined): readonly MapNode[] {
  const members = addons?.kind === 'map' ? addons.entries.map(withName) : items(addons).map((value) => ({ value }));
  return members.flatMap(({ name, value }: { readonly name?: Entry['key']; readonly value: Node }) => {
    if (value.kind !== 'map') return [];
    // A name beside the key is the add-on's own.
    const named = lastEntry(value, 'name', 'addon_name')?.value ?? name;
    return isVpcCni(named) ? [value] : [];
  });
}

function withName({ key, value }: Entry) {
  return { name: key, value };
}

function isVpcCni(name: Node | undefined): boolean {
  return name?.kind === 'scalar' && !name.open && textOf(name) === 'vpc-cni';
}

function source(addon: MapNode, clusterName: Node | undefined, place: Place): AddonSource {
  const overwrites = lastEntry(addon, 'resolve_conflicts_on_update', 'resolve_conflicts')?.value;
  return {
    addon,
    values: lastEntry(addon, 'configuration_values'),
    valuesKey: 'configuration_values',
    overwrites: /^overwrite$/i.test(textOf(overwrites) ?? ''),
    clusterName: textFact(clusterName, place),
    version: versionFact(get(addon, 'addon_version'), place),
    place,
  };
}
