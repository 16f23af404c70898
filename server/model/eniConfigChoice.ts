import { closest, isNear } from '../text/closest.js';
import { groupBy } from '../text/groupBy.js';
import { memoized } from '../text/memo.js';
import type { Location, Sourced } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { clusterEnv, effective, type Setting } from './env.js';
import { type Fact, knownValue } from './fact.js';
import type { EniConfig, Label, NodeGroup, NodeObject } from './resource.js';
import { groupZonePlaces, zoneLabels } from './zones.js';

/*
 * Which ENIConfig a node gets, first hit wins (amazon-vpc-cni-k8s v1.23.1, pkg/eniconfig/eniconfig.go:125-142):
 *   1. the label vpc.amazonaws.com/externalEniConfig,
 *   2. the annotation named by ENI_CONFIG_ANNOTATION_DEF,
 *   3. the label named by ENI_CONFIG_LABEL_DEF,
 *   4. the ENIConfig named default.
 */

/** The fixed label that comes first. */
export const externalLabel = 'vpc.amazonaws.com/externalEniConfig';
/** The key of annotation and label where the variables do not name others. */
export const defaultKey = 'k8s.amazonaws.com/eniConfig';

export interface SelectionKeys {
  /** `AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG`; undefined where it cannot be known. */
  readonly customNetworking: boolean | undefined;
  /** The label whose value names the ENIConfig; undefined where it cannot be known. */
  readonly label: string | undefined;
  readonly labelSetting: Setting<string>;
  readonly annotation: string | undefined;
}

/** The keys in force in a cluster. An empty variable means the default, as the CNI reads it. */
export const selectionKeys = memoized((cluster: Cluster): SelectionKeys => {
  const env = clusterEnv(cluster);
  const key = (setting: Setting<string>) => (setting.kind === 'unknown' ? undefined : effective(setting) || defaultKey);
  const labelSetting = env.text('ENI_CONFIG_LABEL_DEF');
  return {
    customNetworking: effective(env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')),
    label: key(labelSetting),
    labelSetting,
    annotation: key(env.text('ENI_CONFIG_ANNOTATION_DEF')),
  };
});

/** A place that names the ENIConfig a group's nodes or a Node get. */
export interface Choice {
  readonly of: NodeGroup | NodeObject;
  readonly kind: 'label' | 'annotation';
  readonly key: string;
  readonly name: Fact<string>;
  readonly at: Location;
}

/** What chooses the ENIConfig of a group or Node by a label or annotation; undefined where nothing on it does. */
export function choiceOf(
  of: NodeGroup | NodeObject,
  keys: Pick<SelectionKeys, 'label' | 'annotation'>,
): Choice | undefined {
  const pick = (kind: Choice['kind'], from: readonly Label[], key: string | undefined): Choice | undefined => {
    const found = from.find((label) => label.key.value === key);
    return found && key !== undefined
      ? { of, kind, key, name: found.value, at: found.value.kind === 'known' ? found.value.at : found.key.at }
      : undefined;
  };
  const annotations = of.kind === 'node' ? of.annotations : [];
  return (
    pick('label', of.labels, externalLabel) ??
    pick('annotation', annotations, keys.annotation) ??
    pick('label', of.labels, keys.label)
  );
}

/** The same, where a key that cannot be seen is taken for the default one. */
export function likelyChoiceOf(of: NodeGroup | NodeObject, keys: SelectionKeys): Choice | undefined {
  return choiceOf(of, likelyKeys(keys));
}

/** The keys of label and annotation, those that cannot be seen taken for the default one. */
export function likelyKeys({ label = defaultKey, annotation = defaultKey }: SelectionKeys): {
  readonly label: string;
  readonly annotation: string;
} {
  return { label, annotation };
}

/** How a label or annotation names an ENIConfig; undefined for any other key. A key that cannot be seen is the default one. */
export function choosingRole(key: string, annotation: boolean, keys: SelectionKeys): Choice['kind'] | undefined {
  const likely = likelyKeys(keys);
  if (annotation) return key === likely.annotation ? 'annotation' : undefined;
  return key === externalLabel || key === likely.label ? 'label' : undefined;
}

/** True where nodes choose their ENIConfig by the label that holds their zone. */
export function choosesByZone({ label }: SelectionKeys): boolean {
  return label !== undefined && isZoneKey(label);
}

/** The groups whose nodes choose by their zone, by each place that names one of their zones: in lists, because groups share their cluster's zones. */
export function zoneChoosers(cluster: Cluster): ReadonlyMap<Location, readonly (readonly NodeGroup[])[]> {
  const choosing = cluster.nodeGroups.filter(({ labels }) => !labels.some(({ key }) => key.value === externalLabel));
  const places = new Map<Location, (readonly NodeGroup[])[]>();
  for (const [zones, groups] of groupBy(choosing, (group) => groupZonePlaces(group, cluster))) {
    for (const { at } of zones.kind === 'known' ? zones.value : []) {
      const known = places.get(at);
      if (known) known.push(groups);
      else places.set(at, [groups]);
    }
  }
  return places;
}

/** The ENIConfig that nodes of a group in a zone get, as far as labels say; undefined where that cannot be seen, or there is none. */
export function eniConfigOfZone(group: NodeGroup, zone: string, cluster: Cluster): EniConfig | undefined {
  const keys = selectionKeys(cluster);
  if (keys.label === undefined || group.labelsPartlyHidden || group.launchTemplate.kind !== 'absent') return undefined;
  const choice = choiceOf(group, keys);
  const name = choice ? knownValue(choice.name) : isZoneKey(keys.label) ? zone : 'default';
  return name === undefined ? undefined : eniConfigsByName(cluster).get(name);
}

/** True for a label that holds the zone's name on every node, so that nobody has to set it. */
export function isZoneKey(key: string): boolean {
  return zoneLabels.some((label) => label === key);
}

/** Labels that nodes have without anybody's doing: from Kubernetes, the cloud provider, EKS or eksctl. A misspelt zone label is none. */
export function isSetOnEveryNode(key: string): boolean {
  if (!isZoneKey(key) && closest(key, zoneLabels, 2).length > 0) return false;
  const [, prefix = ''] = /^(.*)\//.exec(key) ?? [];
  return /(^|\.)(kubernetes\.io|k8s\.io|eks\.amazonaws\.com|k8s\.aws|eksctl\.io|karpenter\.sh|karpenter\.k8s\.aws)$/.test(
    prefix,
  );
}

/** The ENIConfigs whose names can be read; of several with one name the first. */
export const eniConfigsByName = memoized(
  ({ eniConfigs }: Cluster): ReadonlyMap<string, EniConfig> =>
    new Map(
      eniConfigs.toReversed().flatMap((config) => {
        const name = knownValue(config.name);
        return name === undefined ? [] : [[name, config] as const];
      }),
    ),
);

/** The ENIConfig of the cluster a misspelt name may have meant; undefined where none is near. */
export function closestEniConfig(name: string, cluster: Cluster): Sourced<string> | undefined {
  const { names, parts } = nameParts(cluster);
  const own = partsOf(name);
  const [near] = closest(name, names, undefined, (value) => !isSibling(parts.get(value) ?? partsOf(value), own));
  const found = near === undefined ? undefined : eniConfigsByName(cluster).get(near)?.name;
  return found?.kind === 'known' ? found : undefined;
}

/** What tells whether two names are of one series: the name with what counts left out, and its words. */
interface NameParts {
  readonly series: string;
  readonly words: readonly string[];
}

const nameParts = memoized((cluster: Cluster) => {
  const names = [...eniConfigNames(cluster)];
  return { names, parts: new Map(names.map((name) => [name, partsOf(name)])) };
});

function partsOf(name: string): NameParts {
  const series = name.replace(/\d+/g, '#').replace(/(?<=[-_.#])[a-z]$/, '@');
  return { series, words: name.split(/[-_.]/) };
}

/**
 * Names of one series, such as `us-west-2a` and `us-west-2c`, `pods-1` and `pods-2`, or `zone-a-web` and `zone-a-db`: one is no
 * misspelling of the other. The words in which they differ must be near each other, not just the names.
 */
function isSibling(a: NameParts, b: NameParts): boolean {
  if (a.series === b.series) return true;
  return a.words.length === b.words.length && a.words.some((word, index) => !isNear(word, b.words[index] ?? ''));
}

/** The names of the cluster's ENIConfigs that can be read. */
export const eniConfigNames = memoized(({ eniConfigs }: Cluster): ReadonlySet<string> => namesOf(eniConfigs));

/** Those that may also belong elsewhere included: a name that is not among them is missing. */
export const possibleEniConfigNames = memoized(({ eniConfigs, possibleEniConfigs }: Cluster): ReadonlySet<string> => {
  if (possibleEniConfigs.length === 0) return namesOf(eniConfigs);
  const possible = namesOf(possibleEniConfigs);
  return eniConfigs.length === 0 ? possible : new Set([...namesOf(eniConfigs), ...possible]);
});

/** A memo: what may belong to a cluster may belong to thousands, and it is one list for all of them. */
const namesOf = memoized(
  (eniConfigs: readonly EniConfig[]): ReadonlySet<string> =>
    new Set(eniConfigs.map(({ name }) => knownValue(name)).filter((name) => name !== undefined)),
);

/** True when an ENIConfig's name is a template, so that any name may exist. */
export function hasHiddenEniConfigs({ eniConfigs, possibleEniConfigs }: Cluster): boolean {
  return isHiddenIn(eniConfigs) || isHiddenIn(possibleEniConfigs);
}

const isHiddenIn = memoized((configs: readonly EniConfig[]) => configs.some(({ name }) => name.kind !== 'known'));
