import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import { folderOf } from '../text/paths.js';
import type { Cluster } from './cluster.js';
import { type Fact, knownValue } from './fact.js';
import type { MadeSubnet } from './madeVpc.js';
import type { ClusterDeclaration, EniConfig, NodeGroup, Subnet } from './resource.js';

/**
 * The subnets of the cluster that a group's nodes lie in: those it names, or, in the local zones or zones of the group, the private ones with
 * privateNetworking and else the public ones. Undefined where a template decides, or a subnet it names is not among the cluster's.
 * Source: eksctl 99984adb, pkg/vpc/vpc.go:855-909.
 */
export function nodeSubnets(group: NodeGroup, cluster: Pick<Cluster, 'subnets'>): readonly Subnet[] | undefined {
  const { subnetRefs, privateNetworking, availabilityZones, localZones } = group;
  if (subnetRefs.kind === 'known') {
    const subnets = subnetRefs.value.map((ref) => subnetNamed(ref, cluster));
    if (!subnets.every((subnet) => subnet !== undefined)) return undefined;
    return group.nodeClass ? subnetsInZones(subnets, availabilityZones) : subnets;
  }
  const isHidden = [subnetRefs, privateNetworking, availabilityZones, localZones].some(
    ({ kind }) => kind === 'unknown',
  );
  if (isHidden) return undefined;
  const access = knownValue(privateNetworking) === true ? 'private' : 'public';
  const zones = (knownValue(localZones) ?? knownValue(availabilityZones))?.map(knownValue);
  const places = JSON.stringify([access, zones]);
  const lists = listsByPlaces(cluster);
  const found = lists.get(places) ?? subnetsIn(cluster, access, zones && new Set(zones));
  lists.set(places, found);
  return found;
}

/** Those of a class that lie in the zones which a group of it keeps to; undefined where nobody can say that of one. */
function subnetsInZones(
  subnets: readonly Subnet[],
  written: NodeGroup['availabilityZones'],
): readonly Subnet[] | undefined {
  if (written.kind !== 'known') return subnets;
  const zones = new Set(written.value.map(knownValue));
  const isSeen = !zones.has(undefined) && subnets.every(({ zone }) => zone.kind === 'known');
  const own = subnets.filter(({ zone }) => zones.has(knownValue(zone)));
  return isSeen && own.length > 0 ? own : undefined;
}

/** A memo: groups that are placed alike share the list, so that what is worked out for it is worked out once for all of them. */
const listsByPlaces = memoized((_: Pick<Cluster, 'subnets'>) => new Map<string, readonly Subnet[]>());

function subnetsIn(
  { subnets }: Pick<Cluster, 'subnets'>,
  access: Subnet['access'],
  zones: ReadonlySet<string | undefined> | undefined,
): readonly Subnet[] {
  return subnets.filter((each) => each.access === access && (zones === undefined || zones.has(knownValue(each.zone))));
}

/**
 * The subnet with this id, key or zone; undefined where there is none, or the name is not known. Of several that of the same folder, because
 * what Terraform makes has its name there alone; else the first.
 */
export function subnetNamed(name: Fact<string>, cluster: Pick<Cluster, 'subnets'>): Subnet | undefined {
  if (name.kind !== 'known') return undefined;
  const { byName, byFolder } = subnetsByName(cluster);
  return byFolder.get(within(folderOf(name.at.uri), name.value)) ?? byName.get(name.value);
}

function within(folder: string, name: string): string {
  return `${folder}\n${name}`;
}

/** The subnet that an ENIConfig names by its id or its key; undefined where there is none, or the name is not known. */
export function subnetOfEniConfig(
  { subnetId, subnetKey }: EniConfig,
  cluster: Pick<Cluster, 'subnets'>,
): Subnet | undefined {
  if (subnetKey) return subnetNamed({ kind: 'known', ...subnetKey }, cluster);
  return subnetId.kind === 'known' ? subnetsById(cluster).get(subnetId.value)?.[0] : undefined;
}

/** Of several subnets with a name the first, and the first of each folder. */
const subnetsByName = memoized(({ subnets }: Pick<Cluster, 'subnets'>) => {
  const named = subnets
    .flatMap((subnet) => {
      const names = subnet.observed ? [subnet.id] : [subnet.id, subnet.key, subnet.zone];
      return names.flatMap((name) => (name.kind === 'known' ? [[name.value, subnet] as const] : []));
    })
    .toReversed();
  return {
    byName: new Map(named),
    byFolder: new Map(named.map(([name, subnet]) => [within(folderOf(subnet.at.uri), name), subnet])),
  };
});

/** The subnets by their ids, those without one that is known together. */
export const subnetsById = memoized(({ subnets }: Pick<Cluster, 'subnets'>) =>
  groupBy(subnets, ({ id }) => knownValue(id)),
);

/**
 * The subnets of the VPC to be made that a group's nodes lie in, one for each zone; none where nothing is made, or a template decides.
 * None too for a group that names subnets.
 */
export function madeSubnets(group: NodeGroup, declaration: ClusterDeclaration | undefined): readonly MadeSubnet[] {
  const { subnetRefs, availabilityZones, localZones, privateNetworking } = group;
  const isHidden = [availabilityZones, localZones, privateNetworking].some(({ kind }) => kind === 'unknown');
  if (declaration?.madeVpc === undefined || subnetRefs.kind !== 'absent' || isHidden) return [];
  const local = names(localZones);
  const access = knownValue(privateNetworking) === true ? 'private' : 'public';
  const alike = declaration.madeVpc.subnets.filter(
    (subnet) => subnet.access === access && subnet.isLocal === (local !== undefined),
  );
  const [first] = alike;
  // A zone of the group that is none of the cluster's is refused; one the tool is to choose has no name yet.
  return first ? ((local ?? names(availabilityZones))?.map((zone) => ({ ...first, zone })) ?? alike) : [];
}

function names(list: Fact<readonly Fact<string>[]>): readonly (string | undefined)[] | undefined {
  return list.kind === 'known' && list.value.length > 0 ? list.value.map(knownValue) : undefined;
}
