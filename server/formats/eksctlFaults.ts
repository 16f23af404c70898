import { atLeast, parseVersion } from '../model/cniVersion.js';
import type { EksctlFault, MaxPodsReason } from '../model/eksctlFaults.js';
import { knownValue } from '../model/fact.js';
import type { ClusterDeclaration, NodeGroup, ShapeProblem } from '../model/resource.js';
import type { Entry, MapNode, Node } from '../syntax/node.js';
import { entries, get, items, path, textOf } from '../syntax/read.js';
import { readAsYaml11 } from '../syntax/yaml/yaml11.js';
import { isTemplate } from '../text/template.js';
import { at, type Place } from './place.js';
import { booleanFact, integerFact, isMissing } from './read.js';

/** What eksctl refuses of the cluster as a whole. */
export function clusterFaults(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly ShapeProblem[] {
  return [
    ...versionFault(path(config, 'metadata', 'version'), place),
    ...(knownValue(declaration.ipFamily) === 'IPv6' ? ipv6Faults(config, declaration, place) : []),
  ];
}

/** What eksctl refuses of a group, or reads and gives to nobody. */
export function groupFaults(map: MapNode, group: NodeGroup, place: Place): readonly ShapeProblem[] {
  return [...maxPodsFaults(map, group, place), ...kubeletFault(map, group, place)];
}

function fault(here: ShapeProblem['at'], what: EksctlFault): ShapeProblem {
  return { kind: 'shapeProblem', at: here, ...what };
}

function versionFault(node: Node | undefined, place: Place): readonly ShapeProblem[] {
  if (node?.kind !== 'scalar' || node.style !== 'plain' || isTemplate(node.text)) return [];
  const read = readAsYaml11(node);
  if (read.type !== 'number') return [];
  return [fault(at(place, node), { fault: 'versionNotText', written: node.text, readAs: String(read.value) })];
}

// ------------------------------------------------------------------------------------------------------------- IPv6

function ipv6Faults(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly ShapeProblem[] {
  const vpc = get(config, 'vpc');
  const written = [
    { entry: entryOf(get(config, 'kubernetesNetworkConfig'), 'serviceIPv4CIDR'), because: 'serviceIpv4Cidr' },
    { entry: entryOf(vpc, 'autoAllocateIPv6'), because: 'autoAllocateIpv6' },
    { entry: entryOf(vpc, 'nat'), because: 'nat' },
    { entry: entryOf(config, 'localZones'), because: 'localZones' },
  ] as const;
  const fields = written.flatMap(({ entry, because }) => {
    if (entry === undefined || isMissing(entry.value) || textOf(entry.value) === 'false') return [];
    return [fault(at(place, entry.key), { fault: 'ipv6Refused', because, key: at(place, entry.key) })];
  });
  return [...fields, ...oldVersions(config, declaration, place), ...missingAddons(config, declaration, place)];
}

function oldVersions(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly ShapeProblem[] {
  const cluster = path(config, 'metadata', 'version');
  const cni = addonsNamed(config, 'vpc-cni').map((addon) => get(addon, 'version'));
  const isOlder = (node: Node | undefined, than: string): node is Node =>
    atLeast(parseVersion(textOf(node) ?? ''), than) === false;
  return [
    ...cni
      .filter((node) => isOlder(node, '1.10.0'))
      .map((node) => fault(at(place, node), { fault: 'ipv6Refused', because: 'cniTooOld', key: undefined })),
    ...(declaration.version.kind === 'known' && isOlder(cluster, '1.21.0')
      ? [fault(declaration.version.at, { fault: 'ipv6Refused', because: 'clusterTooOld', key: undefined })]
      : []),
  ];
}

/** The add-ons an IPv6 cluster needs, unless EKS Auto Mode brings them; said of the field that asks for IPv6. */
function missingAddons(config: MapNode, declaration: ClusterDeclaration, place: Place): readonly ShapeProblem[] {
  const { ipFamily, autoMode, partlyHidden, addons } = declaration;
  const isHidden = partlyHidden || addons.some(({ name }) => name.kind !== 'known');
  if (ipFamily.kind !== 'known' || isHidden || autoMode.kind === 'unknown' || knownValue(autoMode) === true) return [];
  const refused = (because: 'corednsMissing' | 'noIdentity') =>
    fault(ipFamily.at, { fault: 'ipv6Refused', because, key: undefined });
  const coredns = addonsNamed(config, 'coredns').length === 0 ? [refused('corednsMissing')] : [];
  const cni = addonsNamed(config, 'vpc-cni');
  if (cni.length === 0) return coredns;
  if (addonsNamed(config, 'eks-pod-identity-agent').length === 0) {
    const oidc = booleanFact(path(config, 'iam', 'withOIDC'), place);
    const hasNone = oidc.kind === 'absent' || knownValue(oidc) === false;
    return hasNone ? [...coredns, refused('noIdentity')] : coredns;
  }
  const isOn = (node: Node | undefined) => !isMissing(node) && textOf(node) !== 'false';
  const forAll = isOn(path(config, 'addonsConfig', 'autoApplyPodIdentityAssociations'));
  const without = cni.filter(
    (addon) =>
      !isOn(get(addon, 'useDefaultPodIdentityAssociations')) && isMissing(get(addon, 'podIdentityAssociations')),
  );
  // With OIDC as well, which of the two eksctl takes was not read.
  const mayUseOidc = booleanFact(path(config, 'iam', 'withOIDC'), place).kind !== 'absent';
  if (forAll || mayUseOidc) return coredns;
  const names = without.map((addon) => get(addon, 'name') ?? addon);
  return [
    ...coredns,
    ...names.map((name) => fault(at(place, name), { fault: 'ipv6Refused', because: 'noAssociation', key: undefined })),
  ];
}

function addonsNamed(config: MapNode, name: string): readonly Node[] {
  return items(get(config, 'addons')).filter((addon) => textOf(get(addon, 'name')) === name);
}

// ------------------------------------------------------------------------------------------------------------- max pods

interface WrittenMaxPods {
  readonly setting: string;
  readonly entry: Entry;
  readonly value: number;
}

function maxPodsFaults(map: MapNode, group: NodeGroup, place: Place): readonly ShapeProblem[] {
  const kubernetes = path(map, 'bottlerocket', 'settings', 'kubernetes');
  const found = [
    written('maxPodsPerNode', entryOf(map, 'maxPodsPerNode'), place),
    written('kubeletExtraConfig.maxPods', entryOf(get(map, 'kubeletExtraConfig'), 'maxPods'), place),
    written('bottlerocket.settings.kubernetes.max-pods', entryOf(kubernetes, 'max-pods'), place),
  ].filter((each) => each !== undefined);
  return found.flatMap((each) => {
    const reason = reasonOf(each, found, map, group, place);
    if (reason === undefined) return [];
    const { setting, entry, value } = each;
    const key = at(place, entry.key);
    const name = knownValue(group.name) ?? '?';
    return [fault(at(place, entry.value), { fault: 'maxPodsNotTaken', setting, key, value, group: name, reason })];
  });
}

function written(setting: string, entry: Entry | undefined, place: Place): WrittenMaxPods | undefined {
  if (entry === undefined || entry.alias !== undefined) return undefined;
  const value = knownValue(integerFact(entry.value, place));
  // eksctl takes 0 for a number that is not set.
  return value === undefined || value === 0 ? undefined : { setting, entry, value };
}

function reasonOf(
  { setting, value }: WrittenMaxPods,
  all: readonly WrittenMaxPods[],
  map: MapNode,
  group: NodeGroup,
  place: Place,
): MaxPodsReason | undefined {
  const isManaged = group.management === 'managed';
  if (setting === 'maxPodsPerNode') {
    if (value < 0) return { kind: 'refused', because: 'negative' };
    if (isManaged && group.launchTemplate.kind !== 'absent') return { kind: 'refused', because: 'launchTemplate' };
    if (isManaged && group.customAmi.kind !== 'absent') return { kind: 'refused', because: 'customAmi' };
    if (isManaged && group.amiFamily === 'windows') return { kind: 'ignored', because: 'managedWindows' };
    return isLeftToScript(map, group)
      ? { kind: 'ignored', because: 'bootstrapScript' }
      : overruledBySet(group, value, place);
  }
  if (setting.startsWith('kubeletExtraConfig')) {
    if (isManaged) return undefined;
    const { amiFamily } = group;
    if (amiFamily === 'bottlerocket' || amiFamily === 'windows') {
      return {
        kind: 'refused',
        because: 'useMaxPodsPerNode',
        family: amiFamily === 'windows' ? 'Windows' : 'Bottlerocket',
      };
    }
  } else if (!isManaged) {
    return group.amiFamily === 'bottlerocket'
      ? { kind: 'refused', because: 'useMaxPodsPerNode', family: 'Bottlerocket' }
      : undefined;
  }
  const winner = all.find((other) => other.setting === 'maxPodsPerNode' && other.value > 0);
  if (winner === undefined || winner.value === value) return undefined;
  return { kind: 'overruled', by: winner.setting, byValue: winner.value, byAt: at(place, winner.entry.value) };
}

/** A number in the NodeConfig of overrideBootstrapCommand stands behind eksctl's own and wins. */
function overruledBySet({ maxPods }: NodeGroup, value: number, place: Place): MaxPodsReason | undefined {
  if (maxPods.kind !== 'set' || maxPods.value === value || maxPods.at.uri !== place.uri) return undefined;
  const isOwn = maxPods.setting === 'maxPodsPerNode';
  return isOwn ? undefined : { kind: 'overruled', by: maxPods.setting, byValue: maxPods.value, byAt: maxPods.at };
}

/** With a bootstrap script of its own, a group of AL2 or Ubuntu only has the number in a file, which the script would have to read. */
function isLeftToScript(map: MapNode, { amiFamily }: NodeGroup): boolean {
  const script = get(map, 'overrideBootstrapCommand');
  if (script?.kind !== 'scalar' || isMissing(script) || (amiFamily !== 'al2' && amiFamily !== 'ubuntu')) return false;
  return !isTemplate(script.text) && !/max[-_]?pods|eksctl|kubelet\.env|bootstrap\.helper/i.test(script.text);
}

function kubeletFault(map: MapNode, { management, name }: NodeGroup, place: Place): readonly ShapeProblem[] {
  const entry = entryOf(map, 'kubeletExtraConfig');
  if (management !== 'managed' || entry === undefined || isMissing(entry.value)) return [];
  return [fault(at(place, entry.key), { fault: 'kubeletExtraConfigOnManaged', group: knownValue(name) ?? '?' })];
}

function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return entries(node).find((entry) => entry.key.text === key);
}
