import { memoized, memoizedWithin } from '../text/memo.js';
import type { Location, Sourced } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { type Fact, known, knownValue, unknown } from './fact.js';
import type { NodeGroup, Subnet } from './resource.js';

/**
 * True for the name of an availability zone (`us-west-2a`, `eusc-de-east-1a`), a local zone (`us-west-2-lax-1a`) or a wavelength zone
 * (`us-east-1-wl1-bos-wlz-1`, and of later ones `us-east-1-wl1-nyc-wlz-1a`). Source: the lists of zones in the documentation of AWS.
 */
export function isZoneName(text: string): boolean {
  return /^(?:[a-z]{2}|eusc)(?:-[a-z]+)+-\d+(?:[a-z]|-[a-z]+-\d+[a-z]|-wl\d+-[a-z]+-wlz-\d+[a-z]?)$/.test(text);
}

/** Node labels that hold the zone's name, the current one first. */
export const zoneLabels = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'] as const;

/**
 * The zones a group's nodes may lie in: its own, or those of its subnets, or the cluster's. Known only when every one of them is.
 * The place is that of the list that says so.
 */
export function groupZones(group: NodeGroup, cluster: Cluster): Fact<readonly string[]> {
  const zones = groupZonePlaces(group, cluster);
  return zones.kind === 'known' ? zonesOnce(zones) : zones;
}

const zonesOnce = memoized(({ value, at }: Extract<Fact<readonly Sourced<string>[]>, { readonly kind: 'known' }>) =>
  known([...new Set(value.map((zone) => zone.value))], at),
);

/** The same zones, each with the place that names it; a zone of two subnets comes twice. */
export function groupZonePlaces(group: NodeGroup, cluster: Cluster): Fact<readonly Sourced<string>[]> {
  if (group.localZones.kind !== 'absent') return zonesIn(group.localZones);
  if (group.availabilityZones.kind !== 'absent') return zonesIn(group.availabilityZones);
  if (group.subnetRefs.kind !== 'absent') return zonesOfRefs(group.subnetRefs, cluster);
  const declared = cluster.declaration?.availabilityZones;
  if (declared && declared.kind !== 'absent') return zonesIn(declared);
  if (group.privateNetworking.kind === 'unknown') return unknown(group.at);
  const zones = zonesByAccess(knownValue(group.privateNetworking) === true ? 'private' : 'public', cluster);
  return zones ?? unknown(group.at);
}

/**
 * The zones of the subnets eksctl places a group in when the group names none: the private ones with privateNetworking, else the public
 * ones; undefined where there are none.
 */
const zonesByAccess = memoizedWithin((access: Subnet['access'], { subnets }: Cluster) => {
  const own = subnets.filter((subnet) => subnet.access === access);
  const [first] = own;
  return (
    first &&
    allKnown(
      own.map(({ zone }) => zone),
      first.at,
    )
  );
});

/** A memo, because groups share the list of their cluster. */
const zonesIn = memoized(
  (list: Fact<readonly Fact<string>[]>): Fact<readonly Sourced<string>[]> =>
    list.kind === 'known' ? allKnown(list.value, list.at) : list,
);

/** A subnet a group names is one of the cluster's, by id or key; eksctl takes a zone's name too. */
function zonesOfRefs(refs: Fact<readonly Fact<string>[]>, cluster: Cluster): Fact<readonly Sourced<string>[]> {
  if (refs.kind !== 'known') return unknown();
  const zones = refs.value.map((ref) => {
    const name = knownValue(ref);
    return (name === undefined ? undefined : subnetsByName(cluster).get(name)?.zone) ?? ref;
  });
  return allKnown(zones, refs.at);
}

/** By id and key; of several subnets with a name the first. */
const subnetsByName = memoized(({ subnets }: Cluster): ReadonlyMap<string, Subnet> => {
  const named = subnets.flatMap((subnet) =>
    [subnet.id, subnet.key].flatMap((fact) => (fact.kind === 'known' ? [[fact.value, subnet] as const] : [])),
  );
  return new Map(named.toReversed());
});

/** The zones, if there are any and every one is the name of a zone. */
function allKnown(facts: readonly Fact<string>[], at: Location): Fact<readonly Sourced<string>[]> {
  const zones = facts.flatMap((fact) => (fact.kind === 'known' && isZoneName(fact.value) ? [fact] : []));
  return zones.length === facts.length && zones.length > 0 ? known(zones, at) : unknown(at);
}
