import { message } from '../../messages/message.js';
import { absent, knownValue, unknown } from '../../model/fact.js';
import type { MadeAfterNodes } from '../../model/resource.js';
import { mapIn } from '../../syntax/embedded.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, get, items, textOf } from '../../syntax/read.js';
import type { AddonSource } from '../addon/addon.js';
import { versionFact } from '../addon/version.js';
import { couldBeGiven } from '../chart/marks.js';
import { at, type Place } from '../place.js';
import { booleanFact, hasHiddenEntries, isMissing, textFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import { ignoredKeys } from './addonKeys.js';
import { type Block, lastEntry, moduleBlocks, moduleSource, resourceBlocks, variableBlocks } from './blocks.js';

/**
 * The vpc-cni add-ons of a file: `aws_eks_addon`, and the maps and lists that modules take. `configuration_values` is optional and computed: taking
 * it away resets nothing, and without it a new add-on is as shipped. Source: terraform-provider-aws 00a35305, internal/service/eks/addon.go;
 * terraform-aws-eks bef29c4, variables.tf and main.tf (`addons`, before version 21 `cluster_addons`); terraform-aws-eks-cluster 1def0d9,
 * variables.tf (`addons`, a list).
 */
export function vpcCniAddons(root: MapNode, place: Place): readonly AddonSource[] {
  const ofResources = resourceBlocks(root, 'aws_eks_addon')
    .filter(({ body }) => isVpcCni(get(body, 'addon_name')))
    .map(({ body }) => ({
      ...source(body, get(body, 'cluster_name'), place),
      madeAfterNodes: dependsOnNodes(body, place),
    }));
  return [...ofResources, ...moduleBlocks(root).flatMap((module) => addonsOfModule(module, place))];
}

function addonsOfModule({ body }: Block, place: Place): readonly AddonSource[] {
  const clusterName = lastEntry(body, 'name', 'cluster_name')?.value;
  return addonKeys.flatMap((key) =>
    addonsIn(get(body, key)).map(({ addon, key: named }) => ({
      ...source(addon, clusterName, place),
      madeAfterNodes: isOfCommunity(body) ? comesAfterNodes(addon, named, body, place) : undefined,
    })),
  );
}

/**
 * The vpc-cni add-ons of maps that are local values, where nothing of the file takes them: another file may, and may add to them. Read with defaults, those
 * of variables too, and of what a file of values says (`terraform.tfvars`).
 */
export function possibleAddons(root: MapNode, taken: readonly AddonSource[], place: Place): readonly AddonSource[] {
  const known = new Set<Node>(taken.map(({ addon }) => addon));
  const locals = root.entries.flatMap(({ key, value }) =>
    key.text === 'locals' && value.kind === 'map' ? value.entries.map((entry) => entry.value) : [],
  );
  const assumed = place.withDefaults ? assumedValues(root) : [];
  return [...locals, ...assumed].flatMap((value) => {
    const maps = value.kind === 'map' ? [value, ...entries(value).map((entry) => entry.value)] : [];
    return maps
      .flatMap((map) => addonsIn(map))
      .filter(({ addon }) => !known.has(addon) && get(addon, 'configuration_values') !== undefined)
      .map(({ addon }) => source(addon, undefined, place));
  });
}

/**
 * Configuration values that a module of somebody's own is given, or that are a local value for one: a text under such a key in which variables stand that
 * only the CNI has. For which add-on they are says that module.
 */
export function possibleValues(root: MapNode, taken: readonly AddonSource[], place: Place): readonly AddonSource[] {
  const known = new Set<Node | undefined>(taken.map(({ values }) => values?.value));
  const locals = root.entries.flatMap(({ key, value }) => (key.text === 'locals' ? [value] : []));
  const modules = moduleBlocks(root).map(({ body }) => body);
  const holders = [...locals, ...locals.flatMap((map) => entries(map).map(({ value }) => value)), ...modules];
  return holders.flatMap((addon) =>
    entries(addon).flatMap((values): readonly AddonSource[] => {
      if (!valuesKey.test(values.key.text) || known.has(values.value) || !couldBeGiven(mapIn(values.value))) return [];
      known.add(values.value);
      const of = { overwrites: false, clusterName: absent, version: unknown() } as const;
      return [{ addon, values, valuesKey: 'configuration_values', ...of, place }];
    }),
  );
}

const valuesKey = /_configuration_values$/;

/** The defaults of variables that a file declares, and what it says of variables as a file of values. */
function assumedValues(root: MapNode): readonly Node[] {
  const defaults = variableBlocks(root).flatMap(({ body }) => get(body, 'default') ?? []);
  return [
    ...defaults,
    ...root.entries.flatMap(({ value }) => (value.kind === 'map' && value.style === 'flow' ? [value] : [])),
  ];
}

/** What modules call their add-ons. */
const addonKeys = ['addons', 'cluster_addons', 'eks_addons'] as const;

/** The vpc-cni add-ons of a map or a list, and where each is named. */
function addonsIn(addons: Node | undefined): readonly { readonly addon: MapNode; readonly key: Node }[] {
  const members = addons?.kind === 'map' ? entries(addons).map(withName) : items(addons).map((value) => ({ value }));
  return members.flatMap(({ name, value }: { readonly name?: Entry['key']; readonly value: Node }) => {
    if (value.kind !== 'map') return [];
    // A name beside the key is the add-on's own.
    const named = lastEntry(value, 'name', 'addon_name')?.value ?? name;
    return isVpcCni(named) ? [{ addon: value, key: name ?? value }] : [];
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

/** A node group, or those of the module. */
const waitsForNodes = /^aws_eks_node_group\.|^module\.[\w-]+\.(?:eks|self)_managed_node_groups\b/;

/** The node group among what an add-on waits for. */
function dependsOnNodes(body: MapNode, place: Place): MadeAfterNodes | undefined {
  const waited = items(get(body, 'depends_on')).find((each) => waitsForNodes.test(textOf(each) ?? ''));
  return waited && { at: at(place, waited), first: undefined };
}

/**
 * The module makes an add-on behind its own node groups unless `before_compute` is true. Source: terraform-aws-eks bef29c4, main.tf:766-860,
 * variables.tf:638-662.
 */
function comesAfterNodes(addon: MapNode, key: Node, module: MapNode, place: Place): MadeAfterNodes | undefined {
  const hasGroups = ['eks_managed_node_groups', 'self_managed_node_groups'].some((key) => !isMissing(get(module, key)));
  const written = lastEntry(addon, 'before_compute');
  const fact = booleanFact(written?.value, place);
  if (!hasGroups || hasHiddenEntries(addon) || fact.kind === 'unknown' || knownValue(fact) === true) return undefined;
  const first = { kind: 'addKey', map: at(place, addon), key: 'before_compute', value: true } as const;
  return { at: at(place, written?.value ?? key), first };
}

const refused = refusedBy('Terraform');

/**
 * Where configuration values are written as null: what was there before stays, because the provider takes them for computed and sends none.
 * Source: terraform-provider-aws 00a35305, internal/service/eks/addon.go.
 */
export function keptValues(addons: readonly AddonSource[]): readonly Refused[] {
  return addons.flatMap(({ values, place }) => {
    const value = values?.alias === undefined ? values?.value : undefined;
    if (value?.kind !== 'scalar' || value.open || value.readAs.type !== 'null') return [];
    const here = at(place, value);
    const text = message('configuration_values is null, so EKS keeps the values that the add-on has');
    const title = message('Write an empty object, which brings the shipped values back');
    const changes = [{ kind: 'replaceValue', at: here, value: '{}', asString: true }] as const;
    return [refused('addon-values-not-reset', here, text, { fixes: [{ title, level: 'suggested', changes }] })];
  });
}

/** What the module of the community passes over in its vpc-cni add-ons. */
export function ignoredAddonKeys(root: MapNode, place: Place): readonly Refused[] {
  const modules = moduleBlocks(root).filter(({ body }) => isOfCommunity(body));
  const addons = modules.flatMap(({ body }) => addonKeys.flatMap((key) => addonsIn(get(body, key))));
  return addons.flatMap(({ addon }) => ignoredKeys(addon, place));
}

function isOfCommunity(module: MapNode): boolean {
  return moduleSource(module)?.name === 'terraform-aws-modules/eks/aws';
}
