import type { MapNode, Node } from '../../syntax/node.js';
import { get, textOf } from '../../syntax/read.js';
import { memoized } from '../../text/memo.js';
import { type Launch, launchWith } from '../nodes/launch.js';
import type { Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { blockElsewhere, isRepeated, mustBeThere, resourceBlocks } from './blocks.js';

/** Which launch template a group names: by its id or name, and which version of it. */
export interface TemplateReference {
  readonly template: Node | undefined;
  readonly version: Node | string | undefined;
}

/** The body of the launch template that a group names, where a file of the folder makes it; undefined where that is another one, or an earlier version of it. */
export function launchTemplateOf(
  { template, version }: TemplateReference,
  root: MapNode,
  place: Place,
): MapNode | undefined {
  const [, name] = attribute.exec(openText(template)) ?? [];
  const body =
    name && (launchTemplatesByName(root).get(name) ?? onlyOne(blockElsewhere(`aws_launch_template.${name}`, place)));
  return body && isAsWritten(version, body) ? body : undefined;
}

function onlyOne(body: MapNode | undefined): MapNode | undefined {
  return body && isRepeated(body) ? undefined : body;
}

/** A template that there is once, by its address alone. */
const attribute = /^aws_launch_template\.([\w-]+)\.(?:id|name)$/;

/** A memo, because every group asks. */
const launchTemplatesByName = memoized(
  (root: MapNode): ReadonlyMap<string, MapNode> =>
    new Map(
      resourceBlocks(root, 'aws_launch_template')
        .filter(({ body }) => !isRepeated(body))
        .map(({ name, body }) => [name.text, body]),
    ),
);

/** True where a version is the one that the file writes: the latest, or the default one where that follows it. */
function isAsWritten(version: TemplateReference['version'], template: MapNode): boolean {
  const written = typeof version === 'string' ? version : openText(version) || (textOf(version) ?? '');
  if (/^(?:\$Latest|aws_launch_template\.[\w-]+\.latest_version)$/.test(written)) return true;
  const isDefault = /^(?:\$Default|aws_launch_template\.[\w-]+\.default_version)$/.test(written);
  return isDefault && textOf(get(template, 'update_default_version')) === 'true';
}

/** The expression that a value is; empty for a literal. */
function openText(node: Node | undefined): string {
  return node?.kind === 'scalar' && node.open ? node.text : '';
}

/** What the launch template of a group says of its nodes. */
export function launchOf(template: MapNode, around: Parameters<typeof launchWith>[1], place: Place): Launch {
  const image = get(template, 'image_id');
  const text = get(template, 'user_data');
  const source = {
    image: textFact(image, place),
    // What is looked up or made is there; a variable may be null.
    mayHaveNoImage: !mustBeThere(image),
    instanceType: textFact(get(template, 'instance_type'), place),
    text: isMissing(text) ? undefined : isSeen(text) ? text : ('hidden' as const),
  };
  return launchWith(source, around, place);
}

/** True for a text of which no line is made by an expression alone, or under a condition: such lines may hold anything. */
function isSeen(text: Node): boolean {
  if (text.kind !== 'scalar' || text.style === 'plain' || text.text.includes('%{')) return false;
  const lines = text.text.split('\n').map((line) => line.trim());
  return !lines.some((line) => line.startsWith('${') && line.endsWith('}'));
}
