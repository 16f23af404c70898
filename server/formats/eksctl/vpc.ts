import { type Ipv4Cidr, parseCidr } from '../../ipam/cidr.js';
import { type Fact, knownValue } from '../../model/fact.js';
import type { MadeSubnet, MadeVpc } from '../../model/madeVpc.js';
import type { ClusterDeclaration } from '../../model/resource.js';
import { isZoneName } from '../../model/zones.js';
import type { MapNode } from '../../syntax/node.js';
import { entries, get, path, textOf } from '../../syntax/read.js';
import type { Place } from '../place.js';
import { booleanFact, hasHiddenEntries, isMissing, textListFact } from '../read.js';

/** The VPC eksctl makes where none is written. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/vpc.go:270-277. */
const defaultVpc: Ipv4Cidr = { address: 192 * 2 ** 24 + 168 * 2 ** 16, prefixLength: 16 };

/** The prefix lengths eksctl takes for a VPC it carves. Source: eksctl 99984adb, pkg/vpc/vpc.go:157-167. */
export const carvedVpcSizes = { largest: 16, smallest: 24 } as const;

/** Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/vpc.go:240-257 and pkg/vpc/vpc.go:140-155. */
const fewestZones = 2;
const mostSubnets = 16;

/**
 * The zones eksctl chooses where none are written: three, and two in us-east-1. It passes over usw1-az2, after which us-west-1 has two.
 * In ca-central-1 and all other regions three are left. Source: eksctl 99984adb, pkg/az/az.go:19-63, 170-179.
 */
const usualZones = 3;
const regionsWithTwo: ReadonlySet<string> = new Set(['us-east-1', 'us-west-1']);

type Written = Pick<
  ClusterDeclaration,
  'region' | 'ipFamily' | 'vpcId' | 'vpcCidr' | 'availabilityZones' | 'partlyHidden'
>;

/**
 * True where eksctl carves `vpc.cidr`: whenever no subnets are written. It does so beside `vpc.id` too, and checks the size, but makes
 * no VPC then. Source: eksctl 99984adb, pkg/ctl/create/cluster.go:587-616.
 */
export function carvesVpc(config: MapNode): boolean {
  const vpc = get(config, 'vpc');
  const subnets = get(vpc, 'subnets');
  if (hasHiddenEntries(vpc) || hasHiddenEntries(subnets)) return false;
  return ['private', 'public'].every((access) => {
    const written = get(subnets, access);
    return !hasHiddenEntries(written) && entries(written).length === 0;
  });
}

/** The subnets of one kind that a group may lie in; undefined where nobody can say that there are no others. */
export interface GroupSubnets {
  readonly zones: ReadonlySet<string> | undefined;
  /** Their keys and ids. */
  readonly names: ReadonlySet<string> | undefined;
}

/**
 * The subnets in which eksctl puts groups: those it makes, or those that are written. Source: pkg/vpc/vpc.go:783-792, 883-1006 of eksctl
 * 99984adb.
 */
export function groupSubnets(
  config: MapNode,
  { availabilityZones, vpcId, partlyHidden }: Written,
): Readonly<Record<'private' | 'public', GroupSubnets>> {
  const unseen = { zones: undefined, names: undefined };
  if (partlyHidden) return { private: unseen, public: unseen };
  if (carvesVpc(config)) {
    const isMade = vpcId.kind === 'absent' && availabilityZones.kind === 'known';
    const made = { ...unseen, zones: isMade ? zoneSet(names(availabilityZones)) : undefined };
    return { private: made, public: made };
  }
  const written = (access: string): GroupSubnets => {
    const subnets = path(config, 'vpc', 'subnets', access);
    const all = entries(subnets);
    const ids = all.map(({ value }) => get(value, 'id'));
    if (hasHiddenEntries(subnets) || all.some(({ key }) => key.open) || ids.some((id) => id?.open)) return unseen;
    return {
      zones: zoneSet(all.map(({ key, value }) => textOf(get(value, 'az')) ?? key.text)),
      names: new Set([...all.map(({ key }) => key.text), ...ids.flatMap((id) => textOf(id) ?? [])]),
    };
  };
  return { private: written('private'), public: written('public') };
}

/** Undefined where one of them is none. */
function zoneSet(zones: readonly (string | undefined)[]): ReadonlySet<string> | undefined {
  const known = zones.flatMap((zone) => (zone !== undefined && isZoneName(zone) ? [zone] : []));
  return known.length === zones.length ? new Set(known) : undefined;
}

/** True where the control plane is on an Outpost. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/types.go:925-928. */
export function isOnOutpost(config: MapNode): boolean {
  const arn = path(config, 'outpost', 'controlPlaneOutpostARN');
  return !isMissing(arn) && textOf(arn) !== '';
}

/** The VPC that eksctl makes for a ClusterConfig; undefined where an id or subnets are written, or a template may hold them. */
export function madeVpc(config: MapNode, written: Written, place: Place): MadeVpc | undefined {
  const hasId = written.vpcId.kind !== 'absent' && knownValue(written.vpcId) !== '';
  if (hasId || !carvesVpc(config)) return undefined;
  const cidr = rangeOf(written);
  const zones = zonesOf(config, written, place);
  const refused = refusal(cidr, zones);
  const isPrivate = knownValue(booleanFact(path(config, 'privateCluster', 'enabled'), place)) === true;
  const length = cidr && zones && refused === undefined ? partLength(cidr, zones, written) : undefined;
  return {
    cidr,
    subnets: length === undefined || zones === undefined ? [] : carved(zones, length, isPrivate),
    zonesAreChosen: zones?.areChosen === true,
    refused,
  };
}

function rangeOf({ vpcCidr, partlyHidden }: Written): Ipv4Cidr | undefined {
  if (vpcCidr.kind === 'unknown' || partlyHidden) return undefined;
  const reading = vpcCidr.kind === 'known' ? parseCidr(vpcCidr.value) : undefined;
  if (reading === undefined) return defaultVpc;
  return reading.kind === 'cidr' ? reading.cidr : undefined;
}

interface Zones {
  readonly zones: readonly (string | undefined)[];
  readonly local: readonly (string | undefined)[];
  readonly areChosen: boolean;
}

/** Zones and local zones; undefined where a template decides how many there are. */
function zonesOf(config: MapNode, { region, availabilityZones }: Written, place: Place): Zones | undefined {
  const localZones = textListFact(get(config, 'localZones'), place);
  if (availabilityZones.kind === 'unknown' || localZones.kind === 'unknown') return undefined;
  const written = names(availabilityZones);
  const local = names(localZones);
  if (written.length > 0) return { zones: written, local, areChosen: false };
  // A control plane on an Outpost has the one zone of the Outpost (pkg/ctl/create/cluster.go:245-255).
  const chosen = regionsWithTwo.has(knownValue(region) ?? '') ? 2 : usualZones;
  return { zones: Array.from({ length: isOnOutpost(config) ? 1 : chosen }, () => undefined), local, areChosen: true };
}

function names(list: Fact<readonly Fact<string>[]>): readonly (string | undefined)[] {
  return list.kind === 'known' ? list.value.map(knownValue) : [];
}

function refusal(cidr: Ipv4Cidr | undefined, zones: Zones | undefined): MadeVpc['refused'] {
  const { largest, smallest } = carvedVpcSizes;
  if (cidr && (cidr.prefixLength < largest || smallest < cidr.prefixLength)) return 'vpcSize';
  if (zones === undefined) return undefined;
  if (!zones.areChosen && zones.zones.length < fewestZones) return 'tooFewZones';
  return 2 * (zones.zones.length + zones.local.length) > mostSubnets ? 'tooManySubnets' : undefined;
}

/**
 * The prefix length of each part. IPv4: eighths, or sixteenths where a public and a private subnet for each zone, local ones too, are more
 * than eight. IPv6: CloudFormation divides by two more than the subnets there are, rounded up to a power of two, so that four zones are
 * sixteenths already, and eight are 32nds. Source: eksctl 99984adb, pkg/vpc/vpc.go:40-60, 140-155; pkg/cfn/builder/vpc.go:71-92, vpc_ipv6.go:52.
 */
function partLength({ prefixLength }: Ipv4Cidr, { zones, local }: Zones, { ipFamily }: Written): number {
  if (knownValue(ipFamily) === 'IPv6') return prefixLength + Math.ceil(Math.log2(2 * zones.length + 2));
  return prefixLength + (2 * (zones.length + local.length) <= 8 ? 3 : 4);
}

/**
 * Zones may be written twice (eksctl counts both for the size, and makes one). A fully private cluster has no public subnets, but their
 * ranges stay reserved. Source: eksctl 99984adb, pkg/vpc/vpc.go:62-96; pkg/cfn/builder/vpc_ipv4.go:100-111.
 */
function carved({ zones, local }: Zones, prefixLength: number, isPrivate: boolean): readonly MadeSubnet[] {
  const accesses = isPrivate ? (['private'] as const) : (['public', 'private'] as const);
  const distinct = (list: Zones['zones']): Zones['zones'] =>
    list.filter((zone, index) => zone === undefined || list.indexOf(zone) === index);
  return accesses.flatMap((access) => [
    ...distinct(zones).map((zone) => ({ zone, isLocal: false, access, prefixLength })),
    ...distinct(local).map((zone) => ({ zone, isLocal: true, access, prefixLength })),
  ]);
}
