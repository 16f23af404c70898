import { absent, type Fact, known, unknown } from '../../model/fact.js';
import type { NodeGroup, Resource } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, get, items, path } from '../../syntax/read.js';
import { placeKey } from '../../text/span.js';
import { bareGroup, maxPodsLeftOpen } from '../bare.js';
import { readScript, scriptIn } from '../nodes/bootScript.js';
import { launched } from '../nodes/launch.js';
import { chosenTypes, managedGroup } from '../nodes/managedGroup.js';
import { type ScalingGroupSource, scalingGroup } from '../nodes/scalingGroup.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, integerFact, isMissing, labels, taintKeys, textFact, textListFact } from '../read.js';
import {
  innerBlocks,
  isRepeated,
  lastEntry,
  moduleBlocks,
  moduleSource,
  openTerraformValue,
  resourceBlocks,
} from './blocks.js';
import { type Booted, bootedBy, bootFamily, bootKeys } from './bootstrap.js';
import { launchOf, launchTemplateOf } from './launch.js';
import { ignoredMaxPods } from './maxPods.js';
import { subnetAddresses } from './subnets.js';

/** The node groups of a file: `aws_eks_node_group`, `aws_autoscaling_group`, and those of terraform-aws-modules/eks. */
export function nodeGroups(root: MapNode, place: Place): readonly Resource[] {
  const managed = resourceBlocks(root, 'aws_eks_node_group').map(({ body }) => ofResource(body, root, place));
  const scaling = resourceBlocks(root, 'aws_autoscaling_group').flatMap(
    ({ body }) => ofScalingGroup(body, root, place) ?? [],
  );
  return [...managed, ...scaling, ...moduleBlocks(root).flatMap(({ body }) => ofModule(body, root, place))];
}

/**
 * An Auto Scaling group whose nodes join a cluster, as the user data of its launch template says. Without a version the provider takes the default one.
 * Source: terraform-provider-aws 000522f0, website/docs/r/autoscaling_group.html.markdown.
 */
function ofScalingGroup(body: MapNode, root: MapNode, place: Place): NodeGroup | undefined {
  const mixed = innerBlocks(body, 'mixed_instances_policy').flatMap((each) => innerBlocks(each, 'launch_template'))[0];
  const named =
    mixed === undefined
      ? innerBlocks(body, 'launch_template')[0]
      : innerBlocks(mixed, 'launch_template_specification')[0];
  const template = lastEntry(named, 'id', 'name', 'launch_template_id', 'launch_template_name')?.value;
  const launchTemplate = launchTemplateOf({ template, version: get(named, 'version') ?? '$Default' }, root, place);
  if (launchTemplate === undefined) return undefined;
  const isHidden = innerBlocks(body, 'dynamic').length > 0 || hasHiddenEntries(body);
  const number = (key: string): Fact<number> => (isRepeated(body) ? unknown() : integerFact(get(body, key), place));
  return scalingGroup({
    at: at(place, body),
    name: textFact(get(body, 'name'), place),
    launch: launchOf(launchTemplate, { family: 'unknown', isManaged: false }, place),
    overrides: mixed && overridesIn(mixed),
    minSize: number('min_size'),
    maxSize: number('max_size'),
    desiredCapacity: number('desired_capacity'),
    subnetRefs: subnetAddresses(get(body, 'vpc_zone_identifier'), place, root) ?? unknown(),
    isHidden,
    openValue: openTerraformValue,
    place,
  });
}

function overridesIn(mixed: MapNode): ScalingGroupSource['overrides'] {
  if (innerBlocks(mixed, 'dynamic').length > 0) return 'hidden';
  const all = innerBlocks(mixed, 'override').map((each) => ({
    type: get(each, 'instance_type'),
    weight: get(each, 'weighted_capacity'),
    template: get(each, 'launch_template_specification'),
  }));
  return all.length === 0 ? undefined : { written: mixed, all };
}

function ofResource(body: MapNode, root: MapNode, place: Place): NodeGroup {
  const scaling = innerBlocks(body, 'scaling_config')[0];
  const update = innerBlocks(body, 'update_config')[0];
  const named = innerBlocks(body, 'launch_template')[0];
  const template = launchTemplateOf(
    { template: get(named, 'id') ?? get(named, 'name'), version: get(named, 'version') },
    root,
    place,
  );
  const subnets = get(body, 'subnet_ids');
  const read = managedGroup({
    body,
    name: textFact(lastEntry(body, 'node_group_name', 'node_group_name_prefix')?.value, place),
    instanceTypes: textListFact(get(body, 'instance_types'), place),
    amiType: get(body, 'ami_type'),
    launchTemplate: template ? undefined : (named ?? innerBlocks(body, 'dynamic')[0]),
    subnets,
    labels: get(body, 'labels'),
    taints: innerBlocks(body, 'taint'),
    minSize: get(scaling, 'min_size'),
    maxSize: get(scaling, 'max_size'),
    desiredSize: get(scaling, 'desired_size'),
    maxUnavailable: get(update, 'max_unavailable'),
    maxUnavailablePercentage: get(update, 'max_unavailable_percentage'),
    place,
  });
  return {
    ...read,
    ...(template && launched(read, launchOf(template, { family: read.amiFamily, isManaged: true }, place))),
    clusterName: textFact(get(body, 'cluster_name'), place),
    subnetRefs: subnetAddresses(subnets, place, root) ?? unknown(),
    openValue: openTerraformValue,
  };
}

/** Both kinds of groups that the module has, and the modules in it that have one group. */
function ofModule(body: MapNode, root: MapNode, place: Place): readonly Resource[] {
  const source = moduleSource(body);
  if (source?.name !== 'terraform-aws-modules/eks/aws') return [];
  if (source.inner !== undefined) {
    const [, management] = /^modules\/(eks|self)-managed-node-group$/.exec(source.inner) ?? [];
    if (management === undefined) return [];
    const name = textFact(get(body, 'name'), place);
    const around = { defaults: undefined, subnets: undefined, root };
    return ofMap(body, name, around, management === 'eks' ? 'managed' : 'selfManaged', place);
  }
  return kinds.flatMap(({ key, defaults, management }) =>
    entries(get(body, key)).flatMap((entry) => {
      if (entry.value.kind !== 'map') return [];
      const own = textFact(get(entry.value, 'name'), place);
      const named = entry.key.open ? unknown(at(place, entry.key)) : known(entry.key.text, at(place, entry.key));
      const name = own.kind === 'absent' ? named : own;
      const around = { defaults: get(body, defaults), subnets: get(body, 'subnet_ids'), root };
      return ofMap(entry.value, name, around, management, place);
    }),
  );
}

const kinds = [
  { key: 'eks_managed_node_groups', defaults: 'eks_managed_node_group_defaults', management: 'managed' },
  { key: 'self_managed_node_groups', defaults: 'self_managed_node_group_defaults', management: 'selfManaged' },
] as const;

/** A group, and what its scripts say about max pods to nobody: Amazon Linux 2023 has no use for it. */
function withScripts(map: MapNode, read: NodeGroup, booted: Booted | undefined, place: Place): readonly Resource[] {
  if (read.amiFamily !== 'al2023') return [read, ...ignoredMaxPods(map, read, place), ...(booted?.refused ?? [])];
  const around = { group: read.at, userData: placeKey(read.at), system: 'al2023', isMimePart: false } as const;
  const scripts = ['pre_bootstrap_user_data', 'post_bootstrap_user_data'].flatMap((key) => {
    const text = get(map, key);
    return text?.kind === 'scalar' ? (readScript(scriptIn(text), { ...around, isSetBeside: true }, place) ?? []) : [];
  });
  return [read, ...scripts];
}

/** What a group of a module has from beside it: the defaults of all groups, and the subnets of the module, where it names none of its own. */
interface Around {
  readonly defaults: Node | undefined;
  readonly subnets: Node | undefined;
  readonly root: MapNode;
}

function ofMap(
  map: MapNode,
  name: Fact<string>,
  { defaults, subnets, root }: Around,
  management: NodeGroup['management'],
  place: Place,
): readonly Resource[] {
  // A group that nothing closes is being written.
  const isHidden = hasHiddenEntries(map) || !isMissing(defaults) || map.span.end === root.span.end;
  const isBooted = bootKeys.some((key) => !isMissing(get(map, key))) || isHidden;
  const family = bootFamily(map, management, place);
  const single = textFact(get(map, 'instance_type'), place);
  const listed = textListFact(get(map, 'instance_types'), place);
  const one = single.kind === 'known' ? known([single], single.at) : unknown();
  const types = management === 'managed' ? listed : one;
  const template = ['launch_template_id', 'launch_template_name'].some((key) => !isMissing(get(map, key)));
  const booted = bootedBy(map, family, management, place);
  const said = isHidden ? undefined : booted;
  const size = (key: string): Fact<number> => {
    const fact = integerFact(get(map, key), place);
    return fact.kind === 'absent' && isHidden ? unknown() : fact;
  };
  const group: NodeGroup = {
    ...bareGroup,
    at: at(place, map),
    name,
    management,
    amiFamily: family,
    customAmi: isBooted ? unknown() : absent,
    launchTemplate: template ? known('given' as const, at(place, map)) : absent,
    instanceTypes: chosenTypes(types),
    maxPods:
      said?.maxPods ??
      (isBooted || (management === 'selfManaged' && family === 'unknown') ? { kind: 'unknown' } : maxPodsLeftOpen),
    podsPerCore: said?.podsPerCore ?? (isBooted ? unknown() : absent),
    minSize: size('min_size'),
    maxSize: size('max_size'),
    desiredCapacity: size('desired_size'),
    subnetRefs: subnetAddresses(get(map, 'subnet_ids') ?? (isHidden ? undefined : subnets), place, root) ?? unknown(),
    labels: [...labels(get(map, 'labels'), place), ...(said?.labels ?? [])],
    taintKeys: taintKeys(taintsOf(get(map, 'taints'))),
    labelsPartlyHidden:
      isHidden ||
      hasHiddenEntries(get(map, 'labels')) ||
      (said?.labelsHidden ?? (isBooted || management === 'selfManaged')),
    maxUnavailable: integerFact(path(map, 'update_config', 'max_unavailable'), place),
    maxUnavailablePercentage: integerFact(path(map, 'update_config', 'max_unavailable_percentage'), place),
    openValue: openTerraformValue,
  };
  return withScripts(map, group, booted, place);
}

/** A map of taints by names of their own, or a list of them. */
function taintsOf(taints: Node | undefined): readonly Node[] {
  return taints?.kind === 'map' ? entries(taints).map(({ value }) => value) : items(taints);
}
