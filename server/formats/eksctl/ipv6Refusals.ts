import { type Message, message } from '../../messages/message.js';
import { atLeast, parseVersion } from '../../model/cniVersion.js';
import { knownValue } from '../../model/fact.js';
import { removal } from '../../model/fix.js';
import type { ClusterDeclaration } from '../../model/resource.js';
import type { MapNode, Node } from '../../syntax/node.js';
import { get, items, path, textOf } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { addonsNamed } from '../addon/addon.js';
import { at, type Place } from '../place.js';
import { booleanFact, isMissing, isOpen } from '../read.js';
import type { Refused } from '../refused.js';
import { leastForIpv6 } from './release.js';
import { booleanOf, type Condition, isFilled, keyWhere, refusedByEksctl } from './rows.js';

/** What eksctl refuses of an IPv6 cluster, beside the rows for it. Source: validation.go:509-525, 631-660, 762-817 of eksctl 99984adb. */
export function ipv6Refusals(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  return [
    ...ipv6Fields(config, place),
    ...oldVersions(config, declaration, place),
    ...missingAddons(config, declaration, place),
  ];
}

function ipv6Refused(here: Location, text: Message, fixes: Refused['fixes'] = []): Refused {
  return refusedByEksctl('ipv6-rejected-by-eksctl', here, text, { fixes });
}

const refusedFields: readonly (readonly [Condition, Message])[] = [
  [
    ['kubernetesNetworkConfig.serviceIPv4CIDR', 'filled'],
    message('eksctl refuses serviceIPv4CIDR in an IPv6 cluster: EKS gives services an IPv6 range itself'),
  ],
  [
    ['vpc.autoAllocateIPv6', 'on'],
    message('eksctl refuses autoAllocateIPv6 in an IPv6 cluster: its VPC has IPv6 anyway'),
  ],
  [['vpc.nat', 'set'], message('eksctl refuses vpc.nat in an IPv6 cluster')],
  [['localZones', 'filled'], message('eksctl refuses localZones in an IPv6 cluster')],
];

function ipv6Fields(map: MapNode, place: Place): readonly Refused[] {
  return refusedFields.flatMap(([condition, text]) => {
    const key = keyWhere(condition, { map, place });
    if (key === undefined) return [];
    const here = at(place, key);
    // Without its zones the cluster is another one than was meant.
    const fixes = key.text === 'localZones' ? [] : [removal(message('Remove {name}', { name: key.text }), here)];
    return [ipv6Refused(here, text, fixes)];
  });
}

/** eksctl compares with the first vpc-cni, and as semver does: `v1.10.0-eksbuild.1` is older than 1.10.0 to it. */
function oldVersions(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const cluster = path(config, 'metadata', 'version');
  const [cni] = addonsNamed(config, 'vpc-cni').map((addon) => get(addon, 'version'));
  const isOld = atLeast(parseVersion(textOf(cluster) ?? ''), `${leastForIpv6.kubernetes}.0`) === false;
  const oldCluster = message('eksctl refuses an IPv6 cluster of a Kubernetes older than 1.21');
  return [
    ...cniVersion(cni, place),
    ...(declaration.version.kind === 'known' && isOld ? [ipv6Refused(declaration.version.at, oldCluster)] : []),
  ];
}

function cniVersion(node: Node | undefined, place: Place): readonly Refused[] {
  const text = textOf(node);
  if (node === undefined || text === undefined || text === '' || text === 'latest' || isOpen(node, place)) return [];
  const here = at(place, node);
  if (!goVersion.test(text)) {
    const unread = message(
      'eksctl refuses an IPv6 cluster with version {version} of vpc-cni: it takes a number, such as {example}, or latest',
      { version: text, example: `v${leastForIpv6.cni}` },
    );
    return [ipv6Refused(here, unread)];
  }
  const [numbers = '', ...rest] = (text.split('+')[0] ?? '').split('-');
  const order = compareNumbers(numbers.replace(/^v/, ''), leastForIpv6.cni);
  if (order > 0 || (order === 0 && rest.length === 0)) return [];
  if (order < 0) return [ipv6Refused(here, message('eksctl refuses an IPv6 cluster with a vpc-cni older than 1.10.0'))];
  const text0 = message(
    'eksctl refuses an IPv6 cluster with vpc-cni {version}: it takes a build of 1.10.0 for a pre-release, which is older than 1.10.0',
    { version: text },
  );
  return [ipv6Refused(here, text0)];
}

/** What hashicorp/go-version reads. */
const goVersion =
  /^v?\d+(?:\.\d+)*(?:-\d[\dA-Za-z\-~]*(?:\.[\dA-Za-z\-~]+)*|-?[A-Za-z\-~][\dA-Za-z\-~]*(?:\.[\dA-Za-z\-~]+)*)?(?:\+[\dA-Za-z\-~]+(?:\.[\dA-Za-z\-~]+)*)?$/;

function compareNumbers(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The add-ons an IPv6 cluster needs, unless EKS Auto Mode brings them; said of the field that asks for IPv6. */
function missingAddons(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const { ipFamily, autoMode, partlyHidden, addons } = declaration;
  const isHidden = partlyHidden || addons.some(({ name }) => name.kind !== 'known');
  if (ipFamily.kind !== 'known' || isHidden || autoMode.kind === 'unknown' || knownValue(autoMode) === true) return [];
  const noCoredns = message('eksctl refuses an IPv6 cluster without the add-on coredns, unless EKS Auto Mode is on');
  const coredns = isListed(config, 'coredns') ? [] : [ipv6Refused(ipFamily.at, noCoredns)];
  // eksctl looks for the name as it is written here, and in any case for the others.
  const [cni] = addonsNamed(config, 'vpc-cni');
  return cni === undefined ? coredns : [...coredns, ...missingIdentity(config, cni, ipFamily.at, place)];
}

function missingIdentity(config: MapNode, cni: Node, family: Location, place: Place): readonly Refused[] {
  if (!isListed(config, 'eks-pod-identity-agent')) {
    const oidc = booleanFact(path(config, 'iam', 'withOIDC'), place);
    const text = message(
      'eksctl refuses an IPv6 cluster whose vpc-cni has no identity: it needs the add-on eks-pod-identity-agent or iam.withOIDC',
    );
    return oidc.kind === 'absent' || knownValue(oidc) === false ? [ipv6Refused(family, text)] : [];
  }
  const mayBeOn = (node: Node | undefined): boolean => !isMissing(node) && booleanOf(node) !== false;
  if (mayBeOn(path(config, 'addonsConfig', 'autoApplyPodIdentityAssociations'))) return [];
  if (mayBeOn(get(cni, 'useDefaultPodIdentityAssociations')) || isFilled(get(cni, 'podIdentityAssociations')))
    return [];
  const text = message(
    'eksctl refuses an IPv6 cluster whose vpc-cni has no pod identity: useDefaultPodIdentityAssociations gives it one',
  );
  return [ipv6Refused(at(place, get(cni, 'name') ?? cni), text)];
}

/** An add-on by its name in any case. */
function isListed(config: MapNode, name: string): boolean {
  return items(get(config, 'addons')).some((addon) => textOf(get(addon, 'name'))?.toLowerCase() === name);
}
