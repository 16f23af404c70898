import { message } from '../messages/message.js';
import { absent, type Fact, known, unknown } from '../model/fact.js';
import type { Fix } from '../model/fix.js';
import { instanceLimits } from '../model/instanceTypes.js';
import type { AmiFamily, MaxPods, NodeClass, NodeGroup, Resource } from '../model/resource.js';
import type { MapNode, Node } from '../syntax/node.js';
import { entryOf, get, items, path, textOf } from '../syntax/read.js';
import { bareGroup } from './bare.js';
import type { Format } from './format.js';
import { kindFaults, kindMeant } from './manifests/kinds.js';
import { nodeConfigsIn, scriptsBeside, writtenMaxPods } from './nodeConfig.js';
import { readsDropIns } from './nodes/amiRelease.js';
import { mentionsMaxPods, scriptIn } from './nodes/bootScript.js';
import { maxPodsSetting } from './nodes/bottlerocketSettings.js';
import { dropInsOf, isUnseen } from './nodes/dropIns.js';
import { amiAlias, isCustom } from './nodes/karpenterClass.js';
import { maxPodsOfKubelet, textsForIntegers } from './nodes/kubeletMaxPods.js';
import { mimeRefusals } from './nodes/nodeConfigRefusals.js';
import { mayHoldNodeConfig } from './nodes/nodeText.js';
import { at, type Place } from './place.js';
import { apiGroup, hasHiddenEntries, integerFact, labels, manifests, taintKeys, textFact } from './read.js';
import { type Refused, refusedBy } from './refused.js';

/**
 * Karpenter's EC2NodeClass and NodePool. A pool is a group of nodes of any number, whose types are known where it lists them; what a class says is
 * joined to it by name. NodePools of other clouds, and those of EKS Auto Mode, name another kind of class. Source: pkg/apis/v1 and
 * pkg/providers/instancetype/types.go of karpenter-provider-aws 1d927085.
 */
export const format: Format = {
  id: 'karpenterNodes',
  kinds: ['NodePool', 'EC2NodeClass'],
  hints: ['karpenter.sh/', 'karpenter.k8s.aws/'],
  takes: { texts: ['karpenter.sh/', 'karpenter.k8s.aws/'] },
  read: (document, place) =>
    manifests(document).flatMap((manifest): readonly Resource[] => {
      const faults = kindFaults(manifest, kinds, place);
      const [group, kind] = [apiGroup(manifest), kindMeant(manifest)];
      if (group === 'karpenter.k8s.aws' && kind === 'EC2NodeClass') {
        const told = maxPodsOfUserData(get(manifest, 'spec'), place);
        return [
          ...faults,
          nodeClass(manifest, told, document.templated, place),
          ...bottlerocketMaxPods(manifest, place),
          ...scriptsInMime(manifest, place),
          ...besideScripts(manifest, told, document.templated, place),
          ...textsForIntegers(path(manifest, 'spec', 'kubelet'), integers, 'Karpenter', place),
        ];
      }
      if (group === 'karpenter.sh' && kind === 'NodePool') {
        const kubelet = path(manifest, 'spec', 'template', 'spec', 'kubelet');
        return [...faults, ...nodePool(manifest, place), ...textsForIntegers(kubelet, integers, 'Karpenter', place)];
      }
      return faults;
    }),
};

/** All that there is in its API groups. */
const kinds = ['EC2NodeClass', 'AWSNodeTemplate', 'NodePool', 'NodeClaim', 'NodeOverlay', 'Provisioner'];

/** Of `kubelet`. */
const integers = ['maxPods', 'podsPerCore'] as const;

/** `told`: what the user data says of max pods. */
function nodeClass(manifest: MapNode, told: MaxPods | undefined, isTemplated: boolean, place: Place): NodeClass {
  const spec = get(manifest, 'spec');
  const family = amiFamily(spec);
  const isHidden = isTemplated || hasHiddenEntries(spec);
  return {
    kind: 'nodeClass',
    at: at(place, manifest),
    name: textFact(path(manifest, 'metadata', 'name'), place),
    amiFamily: family,
    maxPods:
      isHidden || spec?.kind !== 'map' ? { kind: 'unknown' } : (told ?? maxPodsOfKubelet(spec, 'Karpenter', place)),
    // Bottlerocket's settings have no such limit. Source: pkg/providers/amifamily/bottlerocket.go:203-213.
    podsPerCore: family === 'bottlerocket' ? absent : integerFact(path(spec, 'kubelet', 'podsPerCore'), place),
    subnetRefs: isHidden ? unknown() : subnetIds(get(spec, 'subnetSelectorTerms'), place),
  };
}

/**
 * What the user data says of max pods that Karpenter does not overrule: a flag, that of scripts, whose files for nodeadm are merged on top of Karpenter's own
 * NodeConfig, and of the family Custom all, which it hands on as it is. Undefined where that leaves max pods to Karpenter. Source: nodeadm-run.service of
 * amazon-eks-ami 81fec2e8, pkg/providers/amifamily/bootstrap/custom.go.
 */
function maxPodsOfUserData(spec: Node | undefined, place: Place): MaxPods | undefined {
  const family = amiFamily(spec);
  const text = get(spec, 'userData');
  const isOwn = isCustom(spec);
  const isText = text?.kind === 'scalar' && typeof text.value === 'string';
  if (!isText || (family !== 'al2023' && family !== 'unknown')) return isOwn ? { kind: 'unknown' } : undefined;
  const written = dropInsOf([text]);
  const dropIns = readsDropIns(amiAlias(spec).release) ? written : [];
  if (dropIns.some(isUnseen)) return { kind: 'unknown' };
  const around = { group: undefined, isOverruled: false };
  const all = nodeConfigsIn(text, around, place);
  // Karpenter gives no flag for max pods, and flags win.
  const own = isOwn ? all : all.map((config) => ({ ...config, maxPods: absent }));
  const ofScripts = dropIns.flatMap((dropIn) => nodeConfigsIn(dropIn.text, { ...around, dropIn: dropIn.name }, place));
  const configs = [...own, ...ofScripts];
  if (isOwn && mentionsMaxPods(scriptsBeside(text, all, written))) return { kind: 'unknown' };
  return writtenMaxPods(configs) ?? (isOwn ? { kind: 'unknown' } : undefined);
}

/** Where every term is an id: tags choose among all subnets of the account, of which files show some. */
function subnetIds(terms: Node | undefined, place: Place): NodeGroup['subnetRefs'] {
  const ids = items(terms).map((term) => textFact(get(term, 'id'), place));
  const isListed = terms?.kind === 'seq' && !terms.open && ids.length > 0 && ids.every(({ kind }) => kind === 'known');
  return isListed ? known(ids, at(place, terms)) : unknown();
}

/** The family that is written, else that of the alias the AMIs are chosen by. */
function amiFamily(spec: Node | undefined): AmiFamily {
  const name = (textOf(get(spec, 'amiFamily')) ?? amiAlias(spec).family ?? '').toLowerCase();
  const families: readonly AmiFamily[] = ['al2023', 'al2', 'bottlerocket'];
  return families.find((family) => family === name) ?? (name.startsWith('windows') ? 'windows' : 'unknown');
}

function nodePool(manifest: MapNode, place: Place): readonly NodeGroup[] {
  const template = path(manifest, 'spec', 'template');
  const spec = get(template, 'spec');
  const ref = get(spec, 'nodeClassRef');
  const isOfEc2 =
    textOf(get(ref, 'kind')) === 'EC2NodeClass' && ['karpenter.k8s.aws', undefined].includes(textOf(get(ref, 'group')));
  if (!isOfEc2) return [];
  const requirements = items(get(spec, 'requirements'));
  const written = path(template, 'metadata', 'labels');
  const own = integerFact(path(spec, 'kubelet', 'maxPods'), place);
  const types = valuesOf(requirements, 'node.kubernetes.io/instance-type', place);
  const systems = valuesOf(requirements, 'kubernetes.io/os', place);
  const zones = valuesOf(requirements, 'topology.kubernetes.io/zone', place);
  return [
    {
      ...bareGroup,
      at: at(place, manifest),
      name: textFact(path(manifest, 'metadata', 'name'), place),
      nodeClass: { name: textFact(get(ref, 'name'), place), at: undefined },
      management: 'selfManaged',
      amiFamily: isOnly(systems, 'windows') ? 'windows' : 'unknown',
      instanceTypes: types,
      maxPods:
        own.kind === 'known'
          ? { kind: 'set', value: own.value, setting: 'maxPods', digits: 'all', at: own.at }
          : { kind: 'unknown' },
      ...sizes(manifest, types, place),
      availabilityZones: zones,
      subnetRefs: subnetsOfPool(requirements, zones, place),
      labels: labels(written, place),
      labelsPartlyHidden: hasHiddenEntries(written) || hasHiddenEntries(get(template, 'metadata')),
      taintKeys: ['taints', 'startupTaints'].flatMap((key) => taintKeys(items(get(spec, key)))),
    },
  ];
}

/** Any of the class, unless what the pool requires of zones cannot be read. */
function subnetsOfPool(
  requirements: readonly Node[],
  zones: NodeGroup['availabilityZones'],
  place: Place,
): NodeGroup['subnetRefs'] {
  const limiting = requirements.find(
    (each) => each.kind !== 'map' || /\/zone(-id)?$/.test(textOf(get(each, 'key')) ?? '/zone'),
  );
  return limiting === undefined || isOfZonesAlone(requirements, zones) ? unknown() : unknown(at(place, limiting));
}

/** The zones are listed, and nothing else is said of zones. */
function isOfZonesAlone(requirements: readonly Node[], zones: NodeGroup['availabilityZones']): boolean {
  return (
    zones.kind === 'known' &&
    zones.value.every(({ kind }) => kind === 'known') &&
    requirements.every((each) => textOf(get(each, 'key'))?.endsWith('/zone-id') === false)
  );
}

/**
 * A static pool has its replicas, and up to `limits.nodes` while nodes are replaced; any other starts none by itself, and no more than
 * `limits.nodes`. Source: karpenter 22664681, pkg/apis/v1/nodepool.go:40-84, pkg/controllers/static/provisioning/controller.go and
 * pkg/controllers/provisioning/scheduling/scheduler.go:708-716. Static pools are there since 1.8, the limit of others since 1.11.
 */
function sizes(
  manifest: MapNode,
  types: NodeGroup['instanceTypes'],
  place: Place,
): Pick<NodeGroup, 'minSize' | 'maxSize' | 'desiredCapacity' | 'defaultNodes' | 'isDesiredOpen'> {
  const spec = get(manifest, 'spec');
  const limits = get(spec, 'limits');
  const replicas = integerFact(get(spec, 'replicas'), place);
  const byNodes = quantityFact(get(limits, 'nodes'), place);
  const most = replicas.kind === 'absent' ? fewer(byNodes, nodesByCpu(get(limits, 'cpu'), types, place)) : byNodes;
  const isHidden = hasHiddenEntries(spec) || hasHiddenEntries(limits);
  if (isHidden || (replicas.kind === 'absent' && most.kind === 'absent')) {
    return { minSize: unknown(), maxSize: unknown(), desiredCapacity: unknown(), defaultNodes: undefined };
  }
  return { minSize: absent, maxSize: most, desiredCapacity: replicas, defaultNodes: 0, isDesiredOpen: true };
}

/**
 * How many nodes `limits.cpu` lets a pool have, where all its types have the same vCPUs; absent where that is not told. Source: karpenter 22664681,
 * pkg/controllers/provisioning/scheduling/scheduler.go, filterByRemainingResources and subtractMax.
 */
function nodesByCpu(limit: Node | undefined, types: NodeGroup['instanceTypes'], place: Place): Fact<number> {
  const cores = quantityFact(limit, place);
  if (cores.kind !== 'known' || types.kind !== 'known') return absent;
  const sizes = new Set(
    types.value.map((type) => (type.kind === 'known' ? instanceLimits(type.value)?.vcpus : undefined)),
  );
  const [vcpus, ...others] = sizes;
  return vcpus === undefined || others.length > 0 ? absent : known(Math.floor(cores.value / vcpus), cores.at);
}

/** Of two limits the lower one; where one is not seen it may be the lower one. */
function fewer(one: Fact<number>, other: Fact<number>): Fact<number> {
  if (one.kind === 'known' && other.kind === 'known') return other.value < one.value ? other : one;
  return one.kind === 'absent' ? other : one;
}

/** A whole number as Kubernetes takes quantities, also in quotes. Any other form of one is unknown here. */
function quantityFact(node: Node | undefined, place: Place): Fact<number> {
  const text = textFact(node, place);
  if (text.kind !== 'known') return text;
  return /^\d{1,9}$/.test(text.value) ? known(Number(text.value), text.at) : unknown(text.at);
}

/** What a requirement lists (`In`), where nothing else is said of its key; unknown else, as Karpenter chooses then. */
function valuesOf(requirements: readonly Node[], key: string, place: Place): Fact<readonly Fact<string>[]> {
  const [only, ...others] = requirements.filter((each) => textOf(get(each, 'key')) === key);
  const values = get(only, 'values');
  const isListed = textOf(get(only, 'operator')) === 'In' && values?.kind === 'seq' && !values.open;
  if (!isListed || others.length > 0 || requirements.some((each) => each.kind !== 'map')) return unknown();
  const facts = items(values)
    .map((value) => textFact(value, place))
    .filter(({ kind }) => kind !== 'absent');
  return facts.length === 0 ? unknown() : known(facts, at(place, values));
}

function isOnly(values: Fact<readonly Fact<string>[]>, text: string): boolean {
  return values.kind === 'known' && values.value.every((each) => each.kind === 'known' && each.value === text);
}

const refused = refusedBy('Karpenter');

/** Max pods in user data of Bottlerocket. Source: pkg/providers/amifamily/bootstrap/bottlerocket.go: Karpenter's settings are put over it. */
function bottlerocketMaxPods(manifest: MapNode, place: Place): readonly Refused[] {
  const spec = get(manifest, 'spec');
  const entry = entryOf(spec, 'userData');
  if (entry?.value.kind !== 'scalar' || entry.alias !== undefined || amiFamily(spec) !== 'bottlerocket') return [];
  const found = maxPodsSetting(entry.value);
  if (found === undefined) return [];
  const text = message('max-pods has no effect: Karpenter puts its own max pods over the settings of this user data');
  return [refused('karpenter-max-pods-in-user-data', at(place, found.key), text, { tags: ['unnecessary'] })];
}

/** What keeps Karpenter from taking scripts in MIME form apart; beside NodeConfigs that is said with them. Source: pkg/providers/amifamily/bootstrap/nodeadm.go, eksbootstrap.go. */
function scriptsInMime(manifest: MapNode, place: Place): readonly Refused[] {
  const spec = get(manifest, 'spec');
  const entry = entryOf(spec, 'userData');
  if (entry?.value.kind !== 'scalar' || entry.alias !== undefined || mayHoldNodeConfig(entry.value)) return [];
  const family = amiFamily(spec);
  if (place.isFragment || isCustom(spec) || !['al2023', 'al2', 'unknown'].includes(family)) return [];
  const found = mimeRefusals(scriptIn(entry.value), { reader: 'Karpenter' }, place);
  return family === 'al2023' ? found : found.filter(({ by }) => by === 'Karpenter');
}

/**
 * Karpenter counts the pods of a node by its own number, whatever a script makes of it there: one that is written and differs, or the one that it works
 * out. Source: pkg/providers/instancetype/types.go, pods.
 */
function besideScripts(
  manifest: MapNode,
  told: MaxPods | undefined,
  isTemplated: boolean,
  place: Place,
): readonly Refused[] {
  const spec = get(manifest, 'spec');
  if (told?.kind !== 'set' || isTemplated || spec?.kind !== 'map' || hasHiddenEntries(spec)) return [];
  const own = maxPodsOfKubelet(spec, 'Karpenter', place);
  if (own.kind === 'set' && own.value === told.value) return [];
  const { setting: by, value: winning } = told;
  if (own.kind === 'computed') {
    const text = message('Karpenter does not see {by} {winning}, and plans with the max pods that it computes', {
      by,
      winning,
    });
    return [refused('karpenter-max-pods-in-user-data', told.at, text, { severity: 'hint' })];
  }
  if (own.kind !== 'set') return [];
  const { setting, value } = own;
  const text = message(
    'Karpenter plans with {setting} {value}, and the nodes run {winning}: {by} of their user data wins there',
    { setting, value, winning, by },
  );
  const fix: Fix = {
    title: message('Set {setting} to {winning}, which the nodes run', { setting, winning }),
    level: 'suggested',
    changes: [{ kind: 'replaceValue', at: own.at, value: String(winning), asString: false }],
  };
  const related = [{ at: told.at, message: message('This decides instead') }];
  return [refused('max-pods-conflict', own.at, text, { related, fixes: [fix] })];
}
