import { message } from '../../messages/message.js';
import type { Label, MaxPods, NodeGroup } from '../../model/resource.js';
import { openScalar } from '../../syntax/embedded.js';
import type { Entry, Node, ScalarNode } from '../../syntax/node.js';
import { entries } from '../../syntax/read.js';
import type { Location } from '../../text/span.js';
import { at, type Place } from '../place.js';
import { integerFact, textFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

/** A setting of a text of TOML. */
export interface WrittenSetting {
  /** Its name with those of the tables that it lies in. */
  readonly path: string;
  readonly entry: Entry;
}

/** The settings of a text by their whole names, those of all its tables. */
export function settingsIn(root: Node | undefined, around = ''): readonly WrittenSetting[] {
  return entries(root).flatMap((entry) => {
    const path = `${around}${entry.key.text}`;
    return entry.value.kind === 'map' ? settingsIn(entry.value, `${path}.`) : [{ path, entry }];
  });
}

/** The first `max-pods` of `settings.kubernetes` in settings that a node is given; undefined where there is none. */
export function maxPodsSetting(settings: ScalarNode): Entry | undefined {
  const { root } = openScalar(settings, 'toml');
  return settingsIn(root).find(({ path }) => path === 'settings.kubernetes.max-pods')?.entry;
}

/** What is said of max pods: undefined where nothing is, unknown where it is no number that a node can have; and what Bottlerocket refuses of it. */
export interface SaidMaxPods {
  readonly maxPods: MaxPods | undefined;
  readonly refused: readonly Refused[];
}

/** Max pods as settings say it in a text that a node is given as it is. */
export function maxPodsInSettings(settings: ScalarNode, place: Place): SaidMaxPods {
  const entry = maxPodsSetting(settings);
  return entry === undefined ? { maxPods: undefined, refused: [] } : maxPodsOf(entry.value, place);
}

/** The labels of `settings.kubernetes.node-labels` in settings that a node is given, and whether there may be more. */
export function labelsInSettings(
  settings: ScalarNode,
  place: Place,
): Pick<NodeGroup, 'labels'> & { readonly labelsHidden: boolean } {
  const { root, problems } = openScalar(settings, 'toml');
  const labels = labelsOf(settingsIn(root), place);
  return { labels, labelsHidden: root === undefined || problems.length > 0 || mayHoldMore.test(settings.text) };
}

/** The labels that settings give a node. */
export function labelsOf(settings: readonly WrittenSetting[], place: Place): readonly Label[] {
  return settings
    .filter(({ path }) => path.startsWith(nodeLabels))
    .map(({ path, entry: { key, value } }) => ({
      key: { value: path.slice(nodeLabels.length), at: at(place, key) },
      value: textFact(value, place),
    }));
}

const nodeLabels = 'settings.kubernetes.node-labels.';

/** A line that begins with a template may be any setting. */
const mayHoldMore = /^[ \t]*(?:[%$]\{|\{[{%])/m;

/** Max pods as one setting says it: a number, and a text of digits is refused. Source: bottlerocket pull request 759 (u32). */
export function maxPodsOf(value: Node, place: Place): SaidMaxPods {
  const pods = integerFact(value, place);
  if (value.kind === 'scalar' && pods.kind === 'known' && pods.value > 0) {
    const digits = /^\d+$/.test(value.text) ? { value: value.text, at: pods.at } : 'all';
    return { maxPods: { kind: 'set', value: pods.value, setting: 'max-pods', digits, at: pods.at }, refused: [] };
  }
  const quoted = value.kind === 'scalar' && !value.open && value.host.exact ? quotedDigits(value) : undefined;
  const refused = quoted === undefined ? [] : [textForMaxPods(quoted, at(place, value))];
  return { maxPods: { kind: 'unknown' }, refused };
}

/** A text of digits as it is written, with its quotes; undefined for any other value. */
function quotedDigits({ style, text }: ScalarNode): string | undefined {
  if (!/^[1-9]\d{0,8}$/.test(text)) return undefined;
  if (style === 'double') return `"${text}"`;
  return style === 'single' ? `'${text}'` : undefined;
}

function textForMaxPods(value: string, here: Location): Refused {
  const digits = value.slice(1, -1);
  const text = message('Bottlerocket refuses max-pods {value}, and no node joins: it must be an integer', { value });
  const title = message('Remove the quotes around {written}', { written: digits });
  const change = { kind: 'replaceText', at: here, written: value, text: digits } as const;
  return refusedBy('Bottlerocket')('invalid-structure', here, text, {
    fixes: [{ title, level: 'safe', changes: [change] }],
  });
}
