import { type Argument, type Message, message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import { removal } from '../../model/fix.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get, path } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { isMeantForMaxPods } from '../nodes/nodeConfigPlacement.js';
import { at, type Place } from '../place.js';
import { integerFact, isMissing, isOpen } from '../read.js';
import type { Refused } from '../refused.js';
import { inQuotes, plainInteger, unquoting } from '../writtenScalar.js';
import { refusedByEksctl } from './rows.js';
import { scriptedMaxPods } from './userData.js';

/** A number of pods as somebody wrote it in one of the fields for it. */
interface WrittenMaxPods {
  /** The field as the person knows it, e.g. `maxPodsPerNode`. */
  readonly setting: string;
  readonly value: number;
  readonly group: Argument;
  readonly key: Location;
  readonly at: Location;
}

/** Numbers of pods that do not reach the kubelets of a group: eksctl refuses them, nothing reads them, or another one wins. */
export function maxPodsRefusals(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  const kubernetes = path(map, 'bottlerocket', 'settings', 'kubernetes');
  const write = (setting: string, entry: Entry | undefined) => written(setting, entry, group, place);
  const perNode = write('maxPodsPerNode', entryOf(map, 'maxPodsPerNode'));
  const others = [
    write('kubeletExtraConfig.maxPods', entryOf(get(map, 'kubeletExtraConfig'), 'maxPods')),
    write('bottlerocket.settings.kubernetes.max-pods', entryOf(kubernetes, 'max-pods')),
  ];
  return [
    perNode && ofPerNode(perNode, map, group, place),
    ...others.map((each) => each && ofAnother(each, perNode, group)),
    droppedSettings(kubernetes, group, place),
    misspeltKubeletField(map, group, place),
    textForBottlerocket(kubernetes, group, place),
  ].filter((each) => each !== undefined);
}

/** A managed group that is not Bottlerocket: eksctl drops its settings without a word. Source: pkg/nodebootstrap/userdata.go:79-140. */
function droppedSettings(kubernetes: Node | undefined, group: NodeGroup, place: Place): Refused | undefined {
  const entry = entryOf(kubernetes, 'max-pods');
  const isTaken = group.amiFamily === 'bottlerocket' || group.amiFamily === 'unknown';
  if (group.management !== 'managed' || isTaken || entry === undefined || isMissing(entry.value)) return undefined;
  const text = message(
    'Nothing reads bottlerocket.settings.kubernetes.max-pods of {group}, whose nodes are not Bottlerocket: maxPodsPerNode is the field for it',
    { group: nameOfGroup(group) },
  );
  return refusedByEksctl('max-pods-ignored', at(place, entry.key), text, {
    advice: 'inMessage',
    fixes: [removal(message('Remove {setting}, which nothing reads', { setting: 'max-pods' }), at(place, entry.key))],
    tags: ['unnecessary'],
  });
}

/** `maxpods`: the kubelet drops what it does not know, with a line in its log. Source: Kubernetes 1.34, pkg/kubelet/kubeletconfig/util/codec/codec.go. */
function misspeltKubeletField(map: MapNode, group: NodeGroup, place: Place): Refused | undefined {
  const config = get(map, 'kubeletExtraConfig');
  if (group.management === 'managed' || get(config, 'maxPods') !== undefined) return undefined;
  const stray = entries(config).find(({ key }) => !key.open && isMeantForMaxPods(key.text));
  if (stray === undefined) return undefined;
  const here = at(place, stray.key);
  const text = message('Nothing reads kubeletExtraConfig.{key} of {group}: the kubelet knows {name}', {
    key: stray.key.text,
    group: nameOfGroup(group),
    name: 'maxPods',
  });
  const title = message('Replace {key} with {name}', { key: stray.key.text, name: 'maxPods' });
  return refusedByEksctl('max-pods-ignored', here, text, {
    advice: 'inMessage',
    fixes: [{ title, level: 'suggested', changes: [{ kind: 'renameKey', at: here, key: 'maxPods' }] }],
    tags: ['unnecessary'],
  });
}

/** eksctl writes a text as a text into the TOML of a managed group, and Bottlerocket's API takes a number only. Source: bottlerocket 1.x, models/src/lib.rs, KubernetesSettings (max_pods: u32). */
function textForBottlerocket(kubernetes: Node | undefined, group: NodeGroup, place: Place): Refused | undefined {
  const node = get(kubernetes, 'max-pods');
  const isHandedOn = group.management === 'managed' && group.amiFamily === 'bottlerocket';
  if (!isHandedOn || node?.kind !== 'scalar' || isOpen(node, place) || node.readAs.type !== 'string') return undefined;
  const text = message('Bottlerocket refuses max-pods {value}, and no node joins: it must be an integer', {
    value: inQuotes(node),
  });
  return refusedByEksctl('invalid-structure', at(place, node), text, { fixes: unquoting(node, plainInteger, place) });
}

function written(
  setting: string,
  entry: Entry | undefined,
  group: NodeGroup,
  place: Place,
): WrittenMaxPods | undefined {
  if (entry === undefined || entry.alias !== undefined) return undefined;
  const value = knownValue(integerFact(entry.value, place));
  // eksctl takes 0 for a number that is not set.
  if (value === undefined || value === 0) return undefined;
  return { setting, value, group: nameOfGroup(group), key: at(place, entry.key), at: at(place, entry.value) };
}

/** Source: validation.go:859-861, 1534-1544. */
function ofPerNode(found: WrittenMaxPods, map: MapNode, group: NodeGroup, place: Place): Refused | undefined {
  const isManaged = group.management === 'managed';
  const { setting, value } = found;
  if (value < 0) {
    return refused(found, message('eksctl refuses {setting} {value}: it cannot be negative', { setting, value }));
  }
  if (isManaged && group.launchTemplate.kind !== 'absent') return besideTemplate(found);
  // What is no id of an AMI eksctl refuses before.
  const isAmi = group.customAmi.kind === 'unknown' || (knownValue(group.customAmi) ?? '').startsWith('ami-');
  if (isManaged && isAmi) {
    const text = message(
      'eksctl refuses {setting} beside the AMI of {group}, a managed group: what starts the node there has to set max pods {value}',
      numbers(found),
    );
    return refused(found, text);
  }
  return unread(found, map, group, place) ?? overruledByScript(found, group, place);
}

/** Source: validation.go:1561-1566, 1140-1153 and 1882-1909. */
function ofAnother(found: WrittenMaxPods, perNode: WrittenMaxPods | undefined, group: NodeGroup): Refused | undefined {
  const isManaged = group.management === 'managed';
  const { amiFamily } = group;
  const isOfKubelet = found.setting.startsWith('kubeletExtraConfig');
  if (isOfKubelet && isManaged) return undefined;
  if (!isManaged && (amiFamily === 'bottlerocket' || (isOfKubelet && amiFamily === 'windows'))) {
    const family = amiFamily === 'windows' ? 'Windows' : 'Bottlerocket';
    const { setting, value } = found;
    const text = message('eksctl refuses {setting} on {family}: it wants maxPodsPerNode {value} instead', {
      setting,
      family,
      value,
    });
    return refused(found, text);
  }
  if (!isOfKubelet && (!isManaged || amiFamily !== 'bottlerocket')) return undefined;
  if (perNode === undefined || perNode.value < 0 || perNode.value === found.value) return undefined;
  return overruled(found, perNode);
}

function numbers({ setting, value, group }: WrittenMaxPods) {
  return { setting, value, group };
}

function refused({ at: here }: WrittenMaxPods, text: Message, fixes: Refused['fixes'] = []): Refused {
  return refusedByEksctl('max-pods-rejected', here, text, { fixes });
}

/** Taken away where nothing else has to be done: the launch template decided already. */
function besideTemplate(found: WrittenMaxPods): Refused {
  const { setting, group, key } = found;
  const text = message(
    'eksctl refuses {setting} beside launchTemplate: the user data of the launch template of {group} decides about max pods',
    { setting, group },
  );
  return refused(found, text, [removal(message('Remove {setting}', { setting }), key)]);
}

/** What nothing reads. Source: pkg/nodebootstrap/windows_managed.go:18-27 and userdata.go:136-137. */
function unread(found: WrittenMaxPods, map: MapNode, group: NodeGroup, place: Place): Refused | undefined {
  const isWindows = group.management === 'managed' && group.amiFamily === 'windows';
  if (!isWindows && !isLeftToScript(map, group, place)) return undefined;
  const { setting, key } = found;
  const text = isWindows
    ? message(
        'Nothing reads {setting} {value}: eksctl gives it to no managed Windows node, and {group} gets the 110 of EKS',
        numbers(found),
      )
    : message(
        'Nothing reads {setting} {value}: overrideBootstrapCommand of {group} starts the node without it',
        numbers(found),
      );
  return refusedByEksctl('max-pods-ignored', found.at, text, {
    ...(isWindows ? { advice: message('Remove it, or make a self-managed group of these nodes') } : {}),
    fixes: [removal(message('Remove {setting}, which nothing reads', { setting }), key)],
    tags: ['unnecessary'],
  });
}

/** With a bootstrap script of its own, a group of AL2 or Ubuntu only has the number in a file, which the script would have to read. */
function isLeftToScript(map: MapNode, group: NodeGroup, place: Place): boolean {
  const { amiFamily, management } = group;
  // On a managed group eksctl refuses the script, or with an AMI of its own the number.
  if (management === 'managed') return false;
  const script = get(map, 'overrideBootstrapCommand');
  if (script?.kind !== 'scalar' || isMissing(script) || (amiFamily !== 'al2' && amiFamily !== 'ubuntu')) return false;
  const scripted = scriptedMaxPods(map, group, place);
  if (scripted.kind === 'bootstrap') return scripted.number === undefined;
  return !script.open && !/max[-_]?pods|eksctl|kubelet\.env|bootstrap\.helper|bootstrap\.sh/i.test(script.text);
}

/** A number in the NodeConfig of overrideBootstrapCommand stands behind eksctl's own and wins. */
function overruledByScript(found: WrittenMaxPods, { maxPods }: NodeGroup, place: Place): Refused | undefined {
  if (maxPods.kind !== 'set' || maxPods.value === found.value || maxPods.at.uri !== place.uri) return undefined;
  return maxPods.setting === found.setting ? undefined : overruled(found, maxPods);
}

/** Another field wins over it. */
function overruled(found: WrittenMaxPods, by: Pick<WrittenMaxPods, 'setting' | 'value' | 'at'>): Refused {
  const { setting, value, group, key } = found;
  const winning = by.value;
  const text = message('{setting} {value} has no effect: {by} {winning} wins on the nodes of {group}', {
    setting,
    value,
    by: by.setting,
    winning,
    group,
  });
  const title = message('Remove {setting}: the nodes keep {winning}', { setting, winning });
  return refusedByEksctl('max-pods-conflict', found.at, text, {
    related: [{ at: by.at, message: message('This decides instead') }],
    fixes: [removal(title, key, 'safe')],
    tags: ['unnecessary'],
  });
}
