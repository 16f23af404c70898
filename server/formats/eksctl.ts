import { message } from '../messages/message.js';
import type { NewEnvBlock } from '../model/change.js';
import { absent, type Fact, known, knownValue, unknown } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import type { Addon, ClusterDeclaration, Resource, Subnet } from '../model/resource.js';
import type { MapNode, Node, SyntaxDocument } from '../syntax/node.js';
import { entries, entryOf, get, items, path, textOf } from '../syntax/read.js';
import { isNear } from '../text/closest.js';
import { placeKey, type Span } from '../text/span.js';
import { addonSettings, addonsNamed } from './addon/addon.js';
import { versionFact } from './addon/version.js';
import { ipv4Only } from './bare.js';
import { clusterFieldRefusals, clusterRefusals } from './eksctl/clusterRefusals.js';
import { decodingFaults } from './eksctl/decoding.js';
import { groupFieldRefusals, groupRefusals } from './eksctl/groupRefusals.js';
import { reaches } from './eksctl/kubernetes.js';
import { nodeGroup } from './eksctl/nodeGroup.js';
import { firstWithoutDockerd } from './eksctl/release.js';
import { refusedByEksctl } from './eksctl/rows.js';
import { negativeSizes } from './eksctl/sizes.js';
import { groupUserData } from './eksctl/userData.js';
import { groupSubnets, isOnOutpost, madeVpc } from './eksctl/vpc.js';
import type { Format } from './format.js';
import { at, type Place, spanAt } from './place.js';
import {
  apiGroup,
  booleanFact,
  filledTextFact,
  getAnyCase,
  hasHiddenEntries,
  isKind,
  isMissing,
  manifests,
  mayHoldMore,
  textFact,
  textListFact,
  withoutAbsent,
} from './read.js';
import type { Refused } from './refused.js';

/** eksctl's ClusterConfig: the cluster, its subnets, the vpc-cni add-on and the node groups. */
export const format: Format = {
  id: 'eksctl',
  kinds: ['ClusterConfig', 'NodeGroup', 'Addon'],
  hints: ['eksctl.io/'],
  apiGroups: ['eksctl.io'],
  takes: { texts: ['eksctl.io/'] },
  read: (document, place) =>
    manifests(document)
      .filter((manifest) => apiGroup(manifest) === 'eksctl.io')
      .flatMap((manifest) =>
        isKind(manifest, onlyKind) ? readClusterConfig(document, manifest, place) : wrongKind(manifest, place),
      ),
};

/** eksctl knows one kind, and one version of it. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/register.go. */
const [onlyKind, onlyVersion] = ['ClusterConfig', 'eksctl.io/v1alpha5'];

/** A kind that was to be eksctl's; others are somebody else's. */
function wrongKind(manifest: MapNode, place: Place): readonly Resource[] {
  const kind = textOf(get(manifest, 'kind'));
  const isMeant = kind === 'Cluster' || (kind !== undefined && isNear(kind.toLowerCase(), onlyKind.toLowerCase()));
  return isMeant ? wrongText(get(manifest, 'kind'), onlyKind, place) : [];
}

function wrongText(node: Node | undefined, wanted: string, place: Place): readonly Resource[] {
  if (node?.kind !== 'scalar' || node.open || isMissing(node) || node.text === wanted || place.isFragment) return [];
  const text = message('eksctl refuses {value}: it must be {expected}', { value: node.text, expected: wanted });
  const here = at(place, node);
  const fix: Fix = {
    title: message('Write {right}', { right: wanted }),
    level: 'suggested',
    changes: [{ kind: 'replaceValue', at: here, value: wanted, asString: false }],
  };
  return [refusedByEksctl('invalid-structure', here, text, { fixes: [fix] })];
}

/**
 * The reader of one document takes the first, also where nothing stands in it, and of the others it does not even see the faults. Source: eksctl
 * 99984adb, pkg/eks/api.go:216-236; sigs.k8s.io/yaml 1.6.0.
 */
function behindAnother({ form }: SyntaxDocument, config: MapNode, place: Place): readonly Resource[] {
  const kind = entryOf(config, 'kind');
  if (form.behind === undefined || kind === undefined || place.isFragment) return [];
  if (form.behind === 'document') {
    const text = message('eksctl reads the first document of a file only, and never this ClusterConfig');
    return [refusedByEksctl('cluster-config-not-read', at(place, kind.value), text)];
  }
  const text = message('eksctl reads the first document of a file only, and that is empty: it refuses the file');
  const advice = message('Remove the --- line that stands before the document without anything behind it');
  return [refusedByEksctl('cluster-rejected-by-eksctl', at(place, kind.key), text, { advice })];
}

function readClusterConfig(document: SyntaxDocument, config: MapNode, place: Place): readonly Resource[] {
  const declaration = readDeclaration(document, config, place);
  const around = {
    version: declaration.version,
    isFullyPrivate: knownValue(booleanFact(path(config, 'privateCluster', 'enabled'), place)) === true,
    isWithoutDockerd: reaches(declaration.version, firstWithoutDockerd),
    subnets: groupSubnets(config, declaration),
  };
  // What stands between the lines of a template may be one of two that exclude each other, and a fault of syntax hides the rest.
  const isBroken = document.problems.some(({ rule }) => rule === 'syntax-error');
  const unlessHidden = (refusals: () => readonly Refused[]): readonly Refused[] =>
    document.templated || isBroken ? [] : refusals();
  const groups = (key: string, management: 'managed' | 'selfManaged') =>
    items(get(config, key)).flatMap((group): readonly Resource[] => {
      if (group.kind !== 'map') return [];
      const read = nodeGroup(group, management, place);
      const refused = [
        ...groupFieldRefusals(group, read, place),
        ...unlessHidden(() => groupRefusals(group, read, around, place)),
      ];
      return [read, ...groupUserData(group, read.amiFamily, place), ...refused, ...negativeSizes(read, refused)];
    });
  const resources: readonly Resource[] = [
    declaration,
    ...subnets(config, place),
    ...wrongText(get(config, 'apiVersion'), onlyVersion, place),
    ...behindAnother(document, config, place),
    ...clusterFieldRefusals(config, declaration, place),
    ...unlessHidden(() => clusterRefusals(config, declaration, place)),
    ...addonsNamed(config, 'vpc-cni').flatMap((addon) =>
      addonSettings({
        addon,
        values: entryOf(addon, 'configurationValues'),
        valuesKey: 'configurationValues',
        isYamlStrict: true,
        overwrites: /^overwrite$/i.test(textOf(get(addon, 'resolveConflicts')) ?? ''),
        clusterName: declaration.name,
        version: versionFact(get(addon, 'version'), place),
        place,
      }),
    ),
    ...groups('nodeGroups', 'selfManaged'),
    ...groups('managedNodeGroups', 'managed'),
  ];
  return document.templated ? resources : [...resources, ...unsaidFaults(document, config, resources, place)];
}

/**
 * The faults of decoding at places where nothing was found that is said in better words, and that do not follow from broken text. In documentation
 * pieces are missing and values left to the reader.
 */
function unsaidFaults(
  { problems }: SyntaxDocument,
  config: MapNode,
  resources: readonly Resource[],
  place: Place,
): readonly Resource[] {
  const faults = decodingFaults(config, place);
  if (faults.length === 0) return [];
  const said = new Set(resources.flatMap((each) => (each.kind === 'shapeProblem' ? placeKey(each.at) : [])));
  const broken = problems.find(({ rule }) => rule === 'syntax-error')?.span.start ?? Number.POSITIVE_INFINITY;
  const isSaid = (span: Span): boolean => said.has(placeKey(spanAt(place, span)));
  return faults
    .filter(({ refused: { at: here, rule }, value }) => {
      const isShown = !place.isFragment || rule === 'version-not-a-string';
      return isShown && value.end <= broken && !isSaid(here.span) && !isSaid(value);
    })
    .map(({ refused }) => refused);
}

/** Where the facts of a cluster stand. */
const clusterFields: readonly string[] = [
  'metadata',
  'vpc',
  'kubernetesNetworkConfig',
  'autoModeConfig',
  'addonsConfig',
];

function readDeclaration(document: SyntaxDocument, config: MapNode, place: Place): ClusterDeclaration {
  const vpc = get(config, 'vpc');
  const network = get(config, 'kubernetesNetworkConfig');
  const hiddenLists = ['addons', 'nodeGroups', 'managedNodeGroups'].some((key) => isHiddenList(get(config, key)));
  const isHiding = clusterFields.some((key) => mayHoldMore(get(config, key)));
  const read = {
    kind: 'cluster',
    at: at(place, config),
    name: textFact(path(config, 'metadata', 'name'), place),
    region: textFact(path(config, 'metadata', 'region'), place),
    version: filledTextFact(path(config, 'metadata', 'version'), place),
    ipFamily: ipFamilyFact(get(network, 'ipFamily'), place),
    ...ipv4OnlyIn(config),
    serviceIpv4Cidr: textFact(get(network, 'serviceIPv4CIDR'), place),
    vpcId: filledTextFact(get(vpc, 'id'), place),
    vpcCidr: textFact(get(vpc, 'cidr'), place),
    extraCidrs: items(get(vpc, 'extraCIDRs')).map((cidr) => textFact(cidr, place)),
    availabilityZones: textListFact(get(config, 'availabilityZones'), place),
    autoMode: booleanFact(path(config, 'autoModeConfig', 'enabled'), place),
    disableDefaultAddons: booleanFact(path(config, 'addonsConfig', 'disableDefaultAddons'), place),
    // Source: eksctl 99984adb, pkg/actions/addon/tasks.go:24-36.
    installsCni: true,
    karpenter: !isMissing(get(config, 'karpenter')),
    ...(isMissing(get(config, 'fargateProfiles')) ? {} : { fargate: true as const }),
    addons: items(get(config, 'addons')).map((addon) => readAddon(addon, place)),
    newAddonBlock: newAddonBlock(config, place),
    partlyHidden: document.templated || hiddenLists || isHiding || hasHiddenEntries(config),
  } as const;
  const declaration = isHiding || hasHiddenEntries(config) ? withoutAbsent(read) : read;
  return { madeVpc: madeVpc(config, declaration, place), ...declaration };
}

/** The same is refused in a file with `ipFamily: IPv6` (eksctl/clusterRows.ts, eksctl/ipv6Refusals.ts). */
function ipv4OnlyIn(config: MapNode): Pick<ClusterDeclaration, 'ipv4Only'> {
  if (items(get(config, 'localZones')).length > 0) {
    return { ipv4Only: message('eksctl refuses localZones in an IPv6 cluster') };
  }
  return ipv4Only({ hybrid: !isMissing(get(config, 'remoteNetworkConfig')), outpost: isOnOutpost(config) });
}

/** A vpc-cni of its own, with settings, in the list of add-ons or in one that is made. */
function newAddonBlock(config: MapNode, place: Place): NewEnvBlock | undefined {
  const addons = get(config, 'addons');
  const inList = [{ item: { name: 'vpc-cni' } }, { text: 'configurationValues' }, 'env'] as const;
  if (addons === undefined) return { at: at(place, config), path: ['addons', ...inList] };
  const isListed = addonsNamed(config, 'vpc-cni').length > 0;
  return addons.kind === 'seq' && !isListed ? { at: at(place, addons), path: inList } : undefined;
}

function isHiddenList(node: Node | undefined): boolean {
  if (isMissing(node)) return false;
  return node.kind !== 'seq' || items(node).some((item) => item.kind !== 'map' && !isMissing(item));
}

function readAddon(addon: Node, place: Place): Addon {
  return {
    at: at(place, addon),
    name: textFact(get(addon, 'name'), place),
    version: versionFact(get(addon, 'version'), place),
  };
}

/** eksctl lower-cases the value before it compares, so `ipv6` is fine. */
function ipFamilyFact(node: Node | undefined, place: Place): Fact<'IPv4' | 'IPv6'> {
  const fact = textFact(node, place);
  if (fact.kind !== 'known') return fact;
  const family = (['IPv4', 'IPv6'] as const).find((name) => name.toLowerCase() === fact.value.toLowerCase());
  return family ? known(family, fact.at) : unknown(fact.at);
}

function subnets(config: MapNode, place: Place): readonly Subnet[] {
  const vpcSubnets = path(config, 'vpc', 'subnets');
  // What a subnet has is decoded by encoding/json, in any case (pkg/apis/eksctl.io/v1alpha5/vpc.go:113-123).
  return (['private', 'public'] as const).flatMap((access) =>
    entries(get(vpcSubnets, access)).map(({ key, value, span }): Subnet => {
      const keyFact = key.open ? unknown(at(place, key)) : known(key.text, at(place, key));
      const zone = textFact(getAnyCase(value, 'az'), place);
      return {
        kind: 'subnet',
        at: at(place, { host: key.host, span }),
        key: keyFact,
        id: textFact(getAnyCase(value, 'id'), place),
        cidr: textFact(getAnyCase(value, 'cidr'), place),
        // eksctl takes the key for the zone where no az is written.
        zone: zone.kind === 'absent' ? keyFact : zone,
        access,
        freeAddresses: absent,
      };
    }),
  );
}
