import { unknown } from '../model/fact.js';
import type { ClusterDeclaration, Resource } from '../model/resource.js';
import type { MapNode } from '../syntax/node.js';
import { get } from '../syntax/read.js';
import { addonSettings } from './addon/addon.js';
import { bareCluster, ipv4Only } from './bare.js';
import type { Format } from './format.js';
import { at, type Place } from './place.js';
import { ipFamilyFact, textFact } from './read.js';
import { ignoredAddonKeys, keptValues, possibleAddons, possibleValues, vpcCniAddons } from './terraform/addons.js';
import {
  innerBlocks,
  lastEntry,
  moduleBlocks,
  moduleSource,
  openTerraformValue,
  resourceBlocks,
  terraformJson,
  terraformRoot,
} from './terraform/blocks.js';
import { commandsOfTerraform } from './terraform/commands.js';
import { manifestsOfTerraform } from './terraform/manifests.js';
import { nodeGroups } from './terraform/nodeGroups.js';
import { settingsOfTerraform } from './terraform/settings.js';
import { subnetsOfTerraform, withSubnetAddresses } from './terraform/subnets.js';
import { vpcOfCluster } from './terraform/vpc.js';
import { rangeFacts, rangeSizeFaults } from './vpcRanges.js';

/**
 * Terraform and OpenTofu: the vpc-cni add-on, the cluster and the node groups. What stands in other files of the module, in variables and in
 * conditions is not followed, so a cluster is never seen whole.
 */
export const format: Format = {
  id: 'terraform',
  kinds: [],
  hints: ['aws_eks_', 'vpc-cni', 'modules/eks', 'kubernetes_manifest', 'kubectl_manifest', 'aws-node', 'aws_subnet'],
  takes: { syntaxes: ['hcl'], names: terraformJson },
  read(document, place) {
    const root = terraformRoot(document, place.uri);
    if (root === undefined) return [];
    const addons = vpcCniAddons(root, place);
    const maps = possibleAddons(root, addons, place);
    const possible = [...maps, ...possibleValues(root, [...addons, ...maps], place)];
    const clusters = clusterBodies(root);
    const read = [
      ...addons.flatMap(addonSettings),
      ...possible.flatMap(addonSettings).flatMap(unfinished),
      ...keptValues(addons),
      ...ignoredAddonKeys(root, place),
      ...settingsOfTerraform(root, place),
      ...manifestsOfTerraform(root, document, place),
      ...commandsOfTerraform(root, document, place),
    ];
    const made = withSubnetAddresses(read, document.text, place);
    const settings = document.halfTyped ? made.flatMap(unfinished) : made;
    // Which of several clusters a group belongs to says a reference that nobody follows here.
    if (clusters.length > 1 || addons.length + possible.length > 1) return settings;
    return [
      ...clusters.flatMap((body) => declared(body, root, document.halfTyped === true, place)),
      ...settings,
      ...subnetsOfTerraform(root, place),
      ...nodeGroups(root, place),
    ];
  },
};

/** What can be said of a file in which something is not written yet: what is there, and nothing of its shape. */
function unfinished(resource: Resource): readonly Resource[] {
  if (resource.kind === 'shapeProblem') return [];
  return [resource.kind === 'cniSettings' ? { ...resource, absent: 'unknown', partlyHidden: true } : resource];
}

/** What makes a cluster: its resource, or the module that has it. */
function clusterBodies(root: MapNode): readonly MapNode[] {
  const modules = moduleBlocks(root).filter(({ body }) => {
    const source = moduleSource(body);
    return source?.name === 'terraform-aws-modules/eks/aws' && source.inner === undefined;
  });
  return [...resourceBlocks(root, 'aws_eks_cluster'), ...modules].map(({ body }) => body);
}

/** A cluster, and what is wrong with the ranges of its VPC. */
function declared(body: MapNode, root: MapNode, halfTyped: boolean, place: Place): readonly Resource[] {
  const ranges = vpcOfCluster(body, root, place);
  const declares = declaration(body, place);
  if (ranges === undefined) return [declares];
  const faults = halfTyped ? [] : rangeSizeFaults(ranges, place);
  return [{ ...declares, ...rangeFacts(ranges, place) }, ...faults];
}

function declaration(body: MapNode, place: Place): ClusterDeclaration {
  return {
    ...bareCluster,
    at: at(place, body),
    name: textFact(lastEntry(body, 'name', 'cluster_name')?.value, place),
    version: textFact(lastEntry(body, 'version', 'cluster_version', 'kubernetes_version')?.value, place),
    ipFamily: ipFamily(body, place),
    serviceIpv4Cidr: serviceRange(body, place),
    ...ipv4Only({
      hybrid: innerBlocks(body, 'remote_network_config').length > 0,
      outpost: innerBlocks(body, 'outpost_config').length > 0,
    }),
    vpcId: textFact(get(body, 'vpc_id'), place),
    openValue: openTerraformValue,
  };
}

/** The range of services; absent where EKS chooses it. */
function serviceRange(body: MapNode, place: Place): ClusterDeclaration['serviceIpv4Cidr'] {
  const holders = [body, ...innerBlocks(body, 'kubernetes_network_config')];
  const written = holders.flatMap(
    (each) => lastEntry(each, 'cluster_service_ipv4_cidr', 'service_ipv4_cidr')?.value ?? [],
  );
  const fact = textFact(written[0], place);
  return fact.kind === 'absent' && innerBlocks(body, 'dynamic').length > 0 ? unknown() : fact;
}

/** IPv4 unless something else is written, by the API and by the module. */
function ipFamily(body: MapNode, place: Place): ClusterDeclaration['ipFamily'] {
  const inBlock = innerBlocks(body, 'kubernetes_network_config').map((block) => get(block, 'ip_family'));
  const isOpen = innerBlocks(body, 'dynamic').length > 0;
  const written = [lastEntry(body, 'cluster_ip_family', 'ip_family')?.value, ...inBlock].find(
    (node) => node !== undefined,
  );
  const fact = ipFamilyFact(written, place);
  return fact.kind === 'absent' && isOpen ? unknown() : fact;
}
