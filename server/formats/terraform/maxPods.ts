import { type Message, message } from '../../messages/message.js';
import type { NodeGroup } from '../../model/resource.js';
import type { MapNode } from '../../syntax/node.js';
import { get } from '../../syntax/read.js';
import { partAt, type ScriptText, scriptIn } from '../nodes/bootScript.js';
import type { Place } from '../place.js';
import { isMissing } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

const refused = refusedBy('Terraform');

/** What the module puts into the user data of a group beside its own. */
const scriptKeys = ['pre_bootstrap_user_data', 'post_bootstrap_user_data', 'bootstrap_extra_args'] as const;

/** A number of max pods in the texts of a group of terraform-aws-modules/eks that its nodes do not get. */
export function ignoredMaxPods(map: MapNode, group: NodeGroup, place: Place): readonly Refused[] {
  const texts = scriptKeys.flatMap((key) => {
    const node = get(map, key);
    return node?.kind === 'scalar' && typeof node.value === 'string' && !node.open ? [scriptIn(node)] : [];
  });
  if (group.amiFamily === 'bottlerocket') return texts.slice(0, 1).flatMap((text) => notToml(text, place));
  return texts.flatMap((text) => (isOverruled(text, map, group) ? overruled(text, place) : []));
}

/**
 * Bottlerocket has no shell at its start and reads TOML; the module puts `bootstrap_extra_args` there as it is. Source: terraform-aws-eks bef29c4,
 * modules/_user_data/main.tf:69; bottlerocket-project-website 6102096, data/settings/1.14.x/kubernetes.toml.
 */
function notToml(script: ScriptText, place: Place): readonly Refused[] {
  const flag = /--(?:use-)?max-pods\b|\bUSE_MAX_PODS\b|\bMAX_PODS=|\bmax-pods-calculator\.sh\b/;
  const advice = message('Write max-pods = … below [settings.kubernetes] in bootstrap_extra_args');
  return firstMatch(script, flag, place, advice, (word) =>
    message('{word} sets no max pods: Bottlerocket runs no script and takes no flags, it reads TOML', { word }),
  );
}

/** Where EKS starts the kubelet itself, it puts its number behind what a script exports, unless the script changes the bootstrap script. */
function isOverruled({ text }: ScriptText, map: MapNode, group: NodeGroup): boolean {
  const isOfEks = group.management === 'managed' && group.amiFamily === 'al2' && group.launchTemplate.kind === 'absent';
  const own = ['ami_id', 'enable_bootstrap_user_data', 'user_data_template_path'];
  return isOfEks && own.every((key) => isMissing(get(map, key))) && !/\bsed\b|\/etc\/eks\/bootstrap\.sh/.test(text);
}

function overruled(script: ScriptText, place: Place): readonly Refused[] {
  const advice = message('Give the group an AMI of its own (ami_id), or turn on prefix delegation before it is made');
  return firstMatch(script, /--max-pods[= ]["']?\d+/, place, advice, (word) =>
    message('{word} is overruled: for a managed group without an AMI of its own EKS passes its max pods last', {
      word,
    }),
  );
}

function firstMatch(
  script: ScriptText,
  pattern: RegExp,
  place: Place,
  advice: Message,
  say: (word: string) => Message,
): readonly Refused[] {
  const found = pattern.exec(script.text.replace(/^[ \t]*#.*$/gm, (line) => ' '.repeat(line.length)));
  if (found === null) return [];
  const here = partAt(script, found.index, found.index + found[0].length, place);
  return [refused('max-pods-ignored', here, say(found[0]), { advice })];
}
