import { parseCidr } from '../../ipam/cidr.js';
import { list, type Message, message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import { isCidr } from '../../model/goValues.js';
import type { ClusterDeclaration } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { filledTextFact, getAnyCase, hasHiddenEntries, isMissing, isOpen } from '../read.js';
import type { Refused } from '../refused.js';
import { addonRefusals, isNoRole } from './addonRefusals.js';
import { clusterRows } from './clusterRows.js';
import { groupRule } from './groupRefusals.js';
import { ipv6Refusals } from './ipv6Refusals.js';
import { nodePools } from './release.js';
import { oneOf } from './rowKinds.js';
import { booleanOf, numberOf, refusal, refusedByEksctl, rowRefusals, type Subject } from './rows.js';
import { carvedVpcSizes, carvesVpc, isOnOutpost } from './vpc.js';

const rule = 'cluster-rejected-by-eksctl';

/** What eksctl refuses of a field of the cluster by itself, whatever else a template may add. */
export function clusterFieldRefusals(
  config: MapNode,
  declaration: ClusterDeclaration,
  place: Place,
): readonly Refused[] {
  return [
    ...vpcRefusal(config, declaration),
    ...(knownValue(declaration.ipFamily) === 'IPv6' ? ipv6Refusals(config, declaration, place) : []),
  ];
}

/** What eksctl refuses of the cluster as a whole. */
export function clusterRefusals(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const subject: Subject = { map: config, place, rule, name: undefined, traits: traitsOf(config, declaration) };
  return [
    ...rowRefusals(clusterRows, subject),
    ...zoneRefusals(subject, declaration),
    ...privateSubnetRefusals(subject),
    ...rangeRefusals(subject),
    ...poolRefusals(subject),
    ...autoModeRefusals(subject, declaration),
    ...bareRefusal(subject, declaration),
    ...groupListRefusals(subject),
    ...accountRefusals(subject),
    ...addonRefusals(config, declaration, place),
  ];
}

function traitsOf(config: MapNode, { ipFamily }: ClusterDeclaration): ReadonlySet<string> {
  const family = ipFamily.kind === 'absent' ? 'IPv4' : knownValue(ipFamily);
  return new Set([...(family ? [family.toLowerCase()] : []), isOnOutpost(config) ? 'onOutpost' : 'offOutpost']);
}

function vpcRefusal(config: MapNode, { vpcCidr }: ClusterDeclaration): readonly Refused[] {
  if (!carvesVpc(config) || vpcCidr.kind !== 'known' || !isCidr(vpcCidr.value)) return [];
  if (parseCidr(vpcCidr.value).kind !== 'cidr') {
    const why = message('it has to be a range of IPv4; one of IPv6 belongs into vpc.ipv6Cidr');
    return [refusal({ rule, name: undefined }, { at: vpcCidr.at, field: 'vpc.cidr', why, value: vpcCidr.value })];
  }
  const { largest, smallest } = carvedVpcSizes;
  const prefixLength = Number(vpcCidr.value.split('/')[1]);
  if (largest <= prefixLength && prefixLength <= smallest) return [];
  const text = message('eksctl makes VPCs from /{largest} to /{smallest}, and refuses {cidr}', {
    largest,
    smallest,
    cidr: vpcCidr.value,
  });
  const advice = message('Take a range of such a size');
  return [refusedByEksctl('vpc-cidr-size', vpcCidr.at, text, { advice })];
}

/** Source: validation.go:1911-1922, 560-608; pkg/vpc/vpc.go:140-155. */
function zoneRefusals(subject: Subject, { availabilityZones, madeVpc }: ClusterDeclaration): readonly Refused[] {
  const { map, place, traits } = subject;
  const key = entryOf(map, 'availabilityZones')?.key ?? entryOf(map, 'localZones')?.key;
  if (key === undefined || !carvesVpc(map)) return [];
  const zones = availabilityZones.kind === 'known' ? availabilityZones.value.map(knownValue) : [];
  const refused = (why: Message) => [refusal(subject, { at: at(place, key), field: key.text, why })];
  // A template may be a whole list.
  if (zones.length === 1 && zones[0] !== undefined) return refused(message('it takes two zones or more'));
  if (madeVpc?.refused === 'tooManySubnets') {
    return refused(
      message(
        'eksctl makes two subnets in each zone and {most} at most, so there can be {zones} zones, localZones among them',
        {
          most: 16,
          zones: 8,
        },
      ),
    );
  }
  const isOnPrivate = booleanOf(path(map, 'vpc', 'controlPlaneOnPrivateSubnets')) === true && traits.has('offOutpost');
  const isOneZone = zones.length > 1 && zones.every((zone) => zone !== undefined && zone === zones[0]);
  if (!isOnPrivate || !isOneZone || !isMissing(path(map, 'vpc', 'subnets'))) return [];
  return refused(message('vpc.controlPlaneOnPrivateSubnets needs two different zones'));
}

/** Written subnets for the control plane; the zone is the key where none is named. Source: validation.go:597-631. */
function privateSubnetRefusals(subject: Subject): readonly Refused[] {
  const { map, place, traits } = subject;
  const entry = entryOf(get(map, 'vpc'), 'controlPlaneOnPrivateSubnets');
  const subnets = path(map, 'vpc', 'subnets');
  if (booleanOf(entry?.value) !== true || !traits.has('offOutpost') || isMissing(subnets)) return [];
  const own = get(subnets, 'private');
  if (entry === undefined || hasHiddenEntries(subnets) || hasHiddenEntries(own)) return [];
  const zones = entries(own).map(({ key, value }) => zoneOf(key, value, place));
  if (new Set(zones).size >= 2 || (zones.length > 1 && zones.includes(undefined))) return [];
  const why = message('it needs private subnets in two zones');
  return [refusal(subject, { at: at(place, entry.key), field: 'vpc.controlPlaneOnPrivateSubnets', why })];
}

/** Undefined where a template decides. */
function zoneOf(key: Node, subnet: Node, place: Place): string | undefined {
  const zone = filledTextFact(getAnyCase(subnet, 'az'), place);
  return subnet.open || zone.kind === 'unknown' ? undefined : (knownValue(zone) ?? textOf(key));
}

/** Lists of ranges, and that of services. Source: validation.go:474-500, 753-762. */
function rangeRefusals(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  const vpc = get(map, 'vpc');
  const network = get(map, 'kubernetesNetworkConfig');
  const fields = ['extraCIDRs', 'publicAccessCIDRs', 'extraIPv6CIDRs'].flatMap((field) =>
    items(get(vpc, field)).map((node) => ({ field: `vpc.${field}`, node })),
  );
  const service = get(network, 'serviceIPv4CIDR');
  const all = service ? [...fields, { field: 'serviceIPv4CIDR', node: service }] : fields;
  return all.flatMap(({ field, node }) => {
    const text = textOf(node);
    if (text === undefined || text === '' || isOpen(node, place) || isCidr(text)) return [];
    const why = message('it is no range of addresses, such as 10.0.0.0/16');
    return [refusal(subject, { at: at(place, node), field, why, value: text })];
  });
}

/** Source: auto_mode.go:54-66. */
function poolRefusals(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  const config = get(map, 'autoModeConfig');
  if (booleanOf(get(config, 'enabled')) !== true) return [];
  const seen = new Set<string>();
  return items(get(config, 'nodePools')).flatMap((node) => {
    const name = textOf(node);
    if (name === undefined || isOpen(node, place)) return [];
    const why = seen.has(name) ? message('it stands there already') : oneOf(nodePools);
    const isFine = nodePools.includes(name) && !seen.has(name);
    seen.add(name);
    return isFine ? [] : [refusal(subject, { at: at(place, node), field: 'nodePools', why, value: name })];
  });
}

/** Source: pkg/ctl/cmdutils/configfile.go:316-321. */
function autoModeRefusals({ map, place }: Subject, { autoMode }: ClusterDeclaration): readonly Refused[] {
  if (autoMode.kind !== 'known' || !autoMode.value) return [];
  return ['nodeGroups', 'managedNodeGroups'].flatMap((field) => {
    const entry = entryOf(map, field);
    if (entry === undefined || items(entry.value).length === 0) return [];
    const text = message(
      'eksctl create cluster refuses {field} beside EKS Auto Mode: add the groups when the cluster is there, with eksctl create nodegroup',
      { field },
    );
    const related = [{ at: autoMode.at, message: message('Auto Mode is turned on here') }];
    return [refusedByEksctl(rule, at(place, entry.key), text, { related })];
  });
}

/** A cluster without vpc-cni and with something that would need it. Source: pkg/ctl/cmdutils/configfile.go:487-502. */
function bareRefusal({ map }: Subject, declaration: ClusterDeclaration): readonly Refused[] {
  const { disableDefaultAddons, autoMode, addons, partlyHidden } = declaration;
  const isBare = disableDefaultAddons.kind === 'known' && disableDefaultAddons.value;
  const mayBeAuto = autoMode.kind === 'unknown' || knownValue(autoMode) === true;
  if (!isBare || mayBeAuto || partlyHidden) return [];
  if (addons.some(({ name }) => name.kind === 'unknown' || knownValue(name) === 'vpc-cni')) return [];
  const wanting = [
    ...['nodeGroups', 'managedNodeGroups'].filter((field) =>
      items(get(map, field)).some((group) => (numberOf(get(group, 'desiredCapacity')) ?? 0) > 0),
    ),
    ...['fargateProfiles', 'iam.serviceAccounts', 'iam.podIdentityAssociations'].filter(
      (field) => items(path(map, ...field.split('.'))).length > 0,
    ),
    ...['karpenter', 'gitops.flux'].filter((field) => !isMissing(path(map, ...field.split('.')))),
  ];
  if (wanting.length === 0) return [];
  const text = message(
    'eksctl create cluster refuses disableDefaultAddons beside {fields}: list vpc-cni among the add-ons, or add them when the cluster is there',
    { fields: list(wanting) },
  );
  return [refusedByEksctl(rule, disableDefaultAddons.at, text)];
}

/** Groups that are nothing, and names that two groups have. Source: configfile.go:589-601, validation.go:251-295. */
function groupListRefusals({ map, place }: Subject): readonly Refused[] {
  const groups = ['nodeGroups', 'managedNodeGroups'].flatMap((field) =>
    items(get(map, field)).map((node) => ({ field, node })),
  );
  const first = new Map<string, Node>();
  return groups.flatMap(({ field, node }): readonly Refused[] => {
    if (node.kind === 'scalar' && node.value === null && !node.open) {
      // A dash with nothing behind it is half typed.
      if (node.text === '') return [];
      const text = message('eksctl refuses an item of {field} that holds nothing', { field });
      return [refusedByEksctl(groupRule, at(place, node), text)];
    }
    const name = get(node, 'name');
    const text = textOf(name);
    if (name === undefined || text === undefined || text === '' || isOpen(name, place)) return [];
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, name);
      return [];
    }
    return [
      refusedByEksctl(
        groupRule,
        at(place, name),
        message('eksctl refuses a second node group named {name}', { name: text }),
        {
          advice: message('Give each group a name of its own'),
          related: [{ at: at(place, before), message: message('The first one') }],
        },
      ),
    ];
  });
}

/** Source: validation.go:222-240. */
function accountRefusals(subject: Subject): readonly Refused[] {
  const { map, place } = subject;
  return items(path(map, 'iam', 'serviceAccounts')).flatMap((account): readonly Refused[] => {
    if (account.kind !== 'map' || hasHiddenEntries(account)) return [];
    const name = path(account, 'metadata', 'name');
    const shown = textOf(name) ?? '';
    const here = at(place, name ?? account);
    if (shown === '') {
      const text = message('eksctl refuses an item of {field} without a name', { field: 'iam.serviceAccounts' });
      return [refusedByEksctl(rule, here, text)];
    }
    const policies = ['attachPolicyARNs', 'attachPolicy', 'attachRoleARN', 'wellKnownPolicies'];
    // An empty attachPolicy is one too.
    if (!isMissing(get(account, 'attachPolicy')) || !policies.every((field) => isNoRole(get(account, field))))
      return [];
    const why = message('it needs one of {fields}', { fields: list(policies) });
    return [refusal(subject, { at: here, field: 'iam.serviceAccounts', why, value: shown })];
  });
}
