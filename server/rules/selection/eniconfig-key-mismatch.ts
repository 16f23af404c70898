import { type Argument, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import {
  defaultKey,
  eniConfigNames,
  externalLabel,
  hasHiddenEniConfigs,
  isSetOnEveryNode,
  isZoneKey,
  possibleEniConfigNames,
  type SelectionKeys,
  selectionKeys,
} from '../../model/eniConfigChoice.js';
import { absent, knownValue } from '../../model/fact.js';
import type { Fix } from '../../model/fix.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { Label, NodeGroup, NodeObject } from '../../model/resource.js';
import { zoneLabels } from '../../model/zones.js';
import { closest } from '../../text/closest.js';
import { removeLabel, replaceValue } from '../fixes.js';
import type { Finding, Rule } from '../rule.js';

type KeyNamed = Extract<SelectionKeys['labelSetting'], { readonly kind: 'set' }>;

export const rule: Rule = {
  id: 'eniconfig-key-mismatch',
  severity: 'warning',
  followsSettings: true,
  advice: message('Use the same key in ENI_CONFIG_LABEL_DEF and on the nodes'),
  reportsAbsence: true,
  silentWithout: ['ENI_CONFIG_LABEL_DEF'],
  *check(cluster) {
    const { customNetworking, labelSetting } = selectionKeys(cluster);
    if (customNetworking !== true || labelSetting.kind !== 'set' || labelSetting.value === defaultKey) return;
    if (labelSetting.value === '') return;
    const unread = [...cluster.nodeGroups, ...cluster.nodes].flatMap((of) => {
      const label = unreadLabel(of, labelSetting.value);
      return label ? [{ of, label }] : [];
    });
    for (const { of, label } of unread) yield unreadFinding(of, label, labelSetting, cluster);
    if (unread.length === 0 && isNowhere(labelSetting.value, cluster)) yield nowhereFinding(labelSetting, cluster);
  },
};

/**
 * The default label of a group or a Node, where another key counts and it does not have that; nodes have the label of their zone without
 * anybody's doing, so a Node may show it.
 */
function unreadLabel(of: NodeGroup | NodeObject, key: string): Label | undefined {
  const { labels } = of;
  const has = (name: string): boolean => labels.some((label) => label.key.value === name);
  if (of.kind === 'node' && isZoneKey(key) && !has(externalLabel))
    return labels.find((label) => label.key.value === defaultKey);
  return has(key) || has(externalLabel) ? undefined : labels.find((label) => label.key.value === defaultKey);
}

function unreadFinding(
  of: NodeGroup | NodeObject,
  label: Label,
  { value, at, entry }: KeyNamed,
  cluster: Cluster,
): Finding {
  return {
    at: label.key.at,
    message: message('Nothing reads the label {label} of {group}: ENI_CONFIG_LABEL_DEF names {key}', {
      label: defaultKey,
      group: of.kind === 'node' ? nameOfNode(of) : nameOfGroup(of),
      key: value,
    }),
    related: [{ at, message: message('This label chooses the ENIConfig of a node') }],
    fixes: () => [
      ...giveKey(label, value, cluster),
      ...readDefaultKey(entry, cluster),
      ...(isNowhere(value, cluster) ? [] : [removeLabel(label, 'suggested')]),
    ],
    tags: ['unnecessary'],
  };
}

function nameOfNode({ name }: NodeObject): Argument {
  return name.kind === 'known' ? message('the Node {name}', { name: name.value }) : message('a Node');
}

/** The default label as the one that is read, where every group has it and names an ENIConfig that is there. */
function readDefaultKey(entry: KeyNamed['entry'], cluster: Cluster): readonly Fix[] {
  const names = eniConfigNames(cluster);
  const isRight = ({ labels, amiFamily }: NodeGroup): boolean => {
    const name = knownValue(labels.find(({ key }) => key.value === defaultKey)?.value ?? absent);
    return amiFamily === 'windows' || (name !== undefined && names.has(name));
  };
  if (!cluster.nodeGroups.every(isRight)) return [];
  const title = message('Set ENI_CONFIG_LABEL_DEF to "{key}": the labels of the groups choose the ENIConfig', {
    key: defaultKey,
  });
  return replaceValue(entry, defaultKey, 'suggested', title);
}

/** The label under the key that is read, where the ENIConfig it names is there: then that is what was meant. */
function giveKey({ key, value }: Label, wanted: string, cluster: Cluster): readonly Fix[] {
  if (isZoneKey(wanted) || value.kind !== 'known' || !eniConfigNames(cluster).has(value.value)) return [];
  const title = message('Rename the label to {key}: its nodes then get the ENIConfig {name}', {
    key: wanted,
    name: value.value,
  });
  return [{ title, level: 'suggested', changes: [{ kind: 'renameKey', at: key.at, key: wanted }] }];
}

/** True when the cluster's groups are seen, none has the label, nodes do not have it anyway, and no ENIConfig catches all of them. */
function isNowhere(key: string, cluster: Cluster): boolean {
  const { nodeGroups, nodes, declaration } = cluster;
  const mayHaveIt = ({ labels, labelsPartlyHidden, launchTemplate }: NodeGroup): boolean =>
    labelsPartlyHidden ||
    launchTemplate.kind !== 'absent' ||
    labels.some((label) => label.key.value === key || label.key.value === externalLabel);
  if (nodeGroups.length === 0 || nodes.length > 0 || declaration?.karpenter || declaration?.partlyHidden) return false;
  if (isSetOnEveryNode(key) || nodeGroups.some(mayHaveIt) || hasHiddenEniConfigs(cluster)) return false;
  return !possibleEniConfigNames(cluster).has('default');
}

function nowhereFinding(setting: KeyNamed, { nodeGroups }: Cluster): Finding {
  const { value, at, entry } = setting;
  const written = nodeGroups.flatMap(({ labels }) => labels.map(({ key }) => key.value));
  const [near] = closest(value, [zoneLabels[0], defaultKey, ...written]);
  return {
    at,
    message: near
      ? message('No node group sets the label {key} that ENI_CONFIG_LABEL_DEF names: did you mean {near}?', {
          key: value,
          near,
        })
      : message(
          'No node group sets the label {key} that ENI_CONFIG_LABEL_DEF names: every node looks for the ENIConfig default',
          {
            key: value,
          },
        ),
    ...(near ? { advice: 'inMessage' } : {}),
    fixes: () => (near ? replaceValue(entry, near, 'suggested') : []),
  };
}
