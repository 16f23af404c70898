import type { Location } from '../text/span.js';
import type { Cluster } from './cluster.js';
import { clusterEnv, effective, type Setting } from './env.js';
import { type Fact, valueOf } from './fact.js';
import type { Label, NodeGroup, NodeObject } from './resource.js';

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
export function selectionKeys(cluster: Cluster): SelectionKeys {
  const env = clusterEnv(cluster);
  const key = (setting: Setting<string>) => (setting.kind === 'unknown' ? undefined : effective(setting) || defaultKey);
  const labelSetting = env.text('ENI_CONFIG_LABEL_DEF');
  return {
    customNetworking: effective(env.flag('AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG')),
    label: key(labelSetting),
    labelSetting,
    annotation: key(env.text('ENI_CONFIG_ANNOTATION_DEF')),
  };
}

/** A place that names the ENIConfig a group's nodes or a Node get. */
export interface Choice {
  readonly of: NodeGroup | NodeObject;
  readonly kind: 'label' | 'annotation';
  readonly key: string;
  readonly name: Fact<string>;
  readonly at: Location;
}

/** What chooses the ENIConfig of a group or Node by a label or annotation; undefined where nothing on it does. */
export function choiceOf(of: NodeGroup | NodeObject, keys: SelectionKeys): Choice | undefined {
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

/** The names of the cluster's ENIConfigs that can be read, those that may also belong elsewhere included. */
export function eniConfigNames({ eniConfigs, possibleEniConfigs }: Cluster): ReadonlySet<string> {
  return new Set([...eniConfigs, ...possibleEniConfigs].map(({ name }) => valueOf(name)).filter((name) => name !== undefined));
}

/** True when an ENIConfig's name is a template, so that any name may exist. */
export function hasHiddenEniConfigs({ eniConfigs, possibleEniConfigs }: Cluster): boolean {
  return [...eniConfigs, ...possibleEniConfigs].some(({ name }) => name.kind !== 'known');
}
