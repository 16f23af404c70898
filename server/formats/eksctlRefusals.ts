import { parseCidr } from '../ipam/cidr.js';
import { type Message, message } from '../messages/message.js';
import { atLeast, parseVersion } from '../model/cniVersion.js';
import { knownValue } from '../model/fact.js';
import type { ClusterDeclaration } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { get, items, path, textOf } from '../syntax/read.js';
import type { Location } from '../text/span.js';
import { carvedVpcSizes, carvesVpc } from './eksctlVpc.js';
import { at, type Place } from './place.js';
import { booleanFact, entryOf, isMissing } from './read.js';
import { type Refused, refusedBy, removal } from './refused.js';

/** What eksctl refuses in a file. Source: eksctl 99984adb, pkg/apis/eksctl.io/v1alpha5/validation.go where nothing else is said. */
export const refusedByEksctl = refusedBy('eksctl');

/** What eksctl refuses of the cluster as a whole. */
export function clusterRefusals(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  return [
    ...versionRefusal(path(config, 'metadata', 'version'), place),
    ...vpcRefusal(config, declaration),
    ...(knownValue(declaration.ipFamily) === 'IPv6' ? ipv6Refusals(config, declaration, place) : []),
  ];
}

/** `metadata.version` as a number: to YAML it loses its zeros, `1.30` is 1.3. */
function versionRefusal(node: Node | undefined, place: Place): readonly Refused[] {
  if (node?.kind !== 'scalar' || node.style !== 'plain' || node.open) return [];
  const read = node.readAs;
  if (read.type !== 'number') return [];
  const here = at(place, node);
  const args = { written: node.text, readAs: String(read.value) };
  const text =
    args.written === args.readAs
      ? message('version {written} is a number, and eksctl refuses it: it wants a string', args)
      : message('version {written} is the number {readAs}, and eksctl refuses it: it wants a string', args);
  const title = message('Put quotes around {written}', args);
  return [
    refusedByEksctl('version-not-a-string', here, text, {
      fixes: [{ title, level: 'safe', changes: [{ kind: 'quote', at: here }] }],
    }),
  ];
}

function vpcRefusal(config: MapNode, { vpcCidr }: ClusterDeclaration): readonly Refused[] {
  const reading = vpcCidr.kind === 'known' ? parseCidr(vpcCidr.value) : undefined;
  if (!carvesVpc(config) || vpcCidr.kind !== 'known' || reading?.kind !== 'cidr') return [];
  const { largest, smallest } = carvedVpcSizes;
  const { prefixLength } = reading.cidr;
  if (largest <= prefixLength && prefixLength <= smallest) return [];
  const text = message('eksctl makes VPCs from /{largest} to /{smallest}, and refuses {cidr}', {
    largest,
    smallest,
    cidr: vpcCidr.value,
  });
  return [refusedByEksctl('vpc-cidr-size', vpcCidr.at, text)];
}

/** Source: validation.go:509-525, 767-817. */
function ipv6Refusals(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  return [
    ...ipv6Fields(config, place),
    ...oldVersions(config, declaration, place),
    ...missingAddons(config, declaration, place),
  ];
}

function ipv6Refused(here: Location, text: Message, fixes: Refused['fixes'] = []): Refused {
  return refusedByEksctl('ipv6-rejected-by-eksctl', here, text, { fixes });
}

function ipv6Fields(config: MapNode, place: Place): readonly Refused[] {
  const vpc = get(config, 'vpc');
  const network = get(config, 'kubernetesNetworkConfig');
  const fields = [
    {
      entry: entryOf(network, 'serviceIPv4CIDR'),
      text: message('eksctl refuses serviceIPv4CIDR in an IPv6 cluster: EKS gives services an IPv6 range itself'),
    },
    {
      entry: entryOf(vpc, 'autoAllocateIPv6'),
      text: message('eksctl refuses autoAllocateIPv6 in an IPv6 cluster: its VPC has IPv6 anyway'),
    },
    { entry: entryOf(vpc, 'nat'), text: message('eksctl refuses vpc.nat in an IPv6 cluster') },
    { entry: entryOf(config, 'localZones'), text: message('eksctl refuses localZones in an IPv6 cluster') },
  ];
  return fields.flatMap(({ entry, text }) => {
    if (entry === undefined || isMissing(entry.value) || textOf(entry.value) === 'false') return [];
    const key = at(place, entry.key);
    const name = entry.key.text;
    // Without its zones the cluster is another one than was meant.
    const fixes = name === 'localZones' ? [] : [removal(message('Remove {name}', { name }), key)];
    return [ipv6Refused(key, text, fixes)];
  });
}

function oldVersions(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const cluster = path(config, 'metadata', 'version');
  const cni = addonsNamed(config, 'vpc-cni').map((addon) => get(addon, 'version'));
  const isOlder = (node: Node | undefined, than: string): node is Node =>
    atLeast(parseVersion(textOf(node) ?? ''), than) === false;
  const oldCni = message('eksctl refuses an IPv6 cluster with a vpc-cni older than 1.10.0');
  const oldCluster = message('eksctl refuses an IPv6 cluster of a Kubernetes older than 1.21');
  return [
    ...cni.filter((node) => isOlder(node, '1.10.0')).map((node) => ipv6Refused(at(place, node), oldCni)),
    ...(declaration.version.kind === 'known' && isOlder(cluster, '1.21.0')
      ? [ipv6Refused(declaration.version.at, oldCluster)]
      : []),
  ];
}

/** The add-ons an IPv6 cluster needs, unless EKS Auto Mode brings them; said of the field that asks for IPv6. */
function missingAddons(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly Refused[] {
  const { ipFamily, autoMode, partlyHidden, addons } = declaration;
  const isHidden = partlyHidden || addons.some(({ name }) => name.kind !== 'known');
  if (ipFamily.kind !== 'known' || isHidden || autoMode.kind === 'unknown' || knownValue(autoMode) === true) return [];
  const noCoredns = message('eksctl refuses an IPv6 cluster without the add-on coredns, unless EKS Auto Mode is on');
  const coredns = addonsNamed(config, 'coredns').length === 0 ? [ipv6Refused(ipFamily.at, noCoredns)] : [];
  const cni = addonsNamed(config, 'vpc-cni');
  return cni.length === 0 ? coredns : [...coredns, ...missingIdentity(config, cni, ipFamily.at, place)];
}

function missingIdentity(config: MapNode, cni: readonly Node[], family: Location, place: Place): readonly Refused[] {
  const oidc = booleanFact(path(config, 'iam', 'withOIDC'), place);
  if (addonsNamed(config, 'eks-pod-identity-agent').length === 0) {
    const text = message(
      'eksctl refuses an IPv6 cluster whose vpc-cni has no identity: it needs the add-on eks-pod-identity-agent or iam.withOIDC',
    );
    return oidc.kind === 'absent' || knownValue(oidc) === false ? [ipv6Refused(family, text)] : [];
  }
  const isOn = (node: Node | undefined): boolean => !isMissing(node) && textOf(node) !== 'false';
  // With OIDC as well, which of the two eksctl takes was not read.
  if (isOn(path(config, 'addonsConfig', 'autoApplyPodIdentityAssociations')) || oidc.kind !== 'absent') return [];
  const without = cni.filter(
    (addon) =>
      !isOn(get(addon, 'useDefaultPodIdentityAssociations')) && isMissing(get(addon, 'podIdentityAssociations')),
  );
  const text = message(
    'eksctl refuses an IPv6 cluster whose vpc-cni has no pod identity: useDefaultPodIdentityAssociations gives it one',
  );
  return without.map((addon) => ipv6Refused(at(place, get(addon, 'name') ?? addon), text));
}

function addonsNamed(config: MapNode, name: string): readonly Node[] {
  return items(get(config, 'addons')).filter((addon) => textOf(get(addon, 'name')) === name);
}
