import { type Message, message, render } from '../../messages/message.js';
import type { AddedValue } from '../../model/change.js';
import type { Fix } from '../../model/fix.js';
import type { Entry, Node } from '../../syntax/node.js';
import { entries, items } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { isMissing, textFact } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';

/** The two fields of an ENIConfig as they are written: `subnet` of a spec, or `id` in the add-on's values, and `securityGroups`. */
export interface EniConfigEntries {
  readonly subnet: Entry | undefined;
  readonly groups: Entry | undefined;
}

const rule = 'eniconfig-wrong-type';

/**
 * What is refused of the fields of an ENIConfig because of its type: the subnet is a text, the security groups are a list of texts.
 * Source: charts/aws-vpc-cni/crds/customresourcedefinition.yaml of amazon-vpc-cni-k8s v1.23.1, and the add-on's schema.
 */
export function eniConfigTypeFaults(
  { subnet, groups }: EniConfigEntries,
  tool: Message,
  place: Place,
): readonly Refused[] {
  return [...(subnet ? subnetFault(subnet, tool, place) : []), ...(groups ? groupsFault(groups, tool, place) : [])];
}

function subnetFault({ key, value }: Entry, tool: Message, place: Place): readonly Refused[] {
  const what = otherType(value, place);
  if (what === undefined) return [];
  const field = key.text;
  const texts = textsIn(value, place);
  const [only, ...others] = texts ?? [];
  const text = message('{field} must be the id of one subnet, not {what}: {tool} refuses the ENIConfig', {
    field,
    what,
    tool,
  });
  // A number is no id, in quotes either.
  const fixes =
    only !== undefined && others.length === 0 && value.kind !== 'scalar'
      ? rewritten(key, only, message('Write the id as {field}', { field }), place)
      : [];
  const advice = message('An ENIConfig has one subnet: write one ENIConfig for each zone, named after it');
  return [refusedBy(render(tool))(rule, at(place, value), text, { fixes, ...(others.length > 0 ? { advice } : {}) })];
}

function groupsFault({ key, value }: Entry, tool: Message, place: Place): readonly Refused[] {
  const field = key.text;
  const asList = (at: Refused['at'], text: Message): Refused => {
    const texts = textsIn(value, place);
    const ids = texts?.flatMap((each) => each.split(/[\s,]+/)).filter((each) => each !== '');
    const isList = ids !== undefined && ids.length > 0 && ids.every((id) => id.startsWith('sg-'));
    const fixes = isList ? rewritten(key, ids, message('Write {field} as a list of ids', { field }), place) : [];
    return refusedBy(render(tool))(rule, at, text, { fixes });
  };
  if (value.kind !== 'seq') {
    if (isMissing(value) || isHidden(value, place)) return [];
    const what = otherType(value, place) ?? message('a text');
    return [
      asList(
        at(place, value),
        message('{field} must be a list of ids, not {what}: {tool} refuses the ENIConfig', { field, what, tool }),
      ),
    ];
  }
  const [first] = items(value).flatMap((item) => {
    const what = otherType(item, place);
    return what ? [{ item, what }] : [];
  });
  if (first === undefined) return [];
  const { item, what } = first;
  const text = message('{field} must be a list of ids, and this item is {what}: {tool} refuses the ENIConfig', {
    field,
    what,
    tool,
  });
  return [asList(at(place, item), text)];
}

/** What a value is that is no text; undefined for a text, for nothing, and for what a template fills in. */
export function otherType(node: Node, place: Place): Message | undefined {
  if (isMissing(node) || isHidden(node, place)) return undefined;
  if (node.kind === 'map') return message('a map');
  if (node.kind === 'seq') return message('a list');
  const { type } = node.readAs;
  return type === 'number' ? message('a number') : type === 'boolean' ? message('a boolean') : undefined;
}

function isHidden(node: Node, place: Place): boolean {
  return node.kind === 'scalar' && textFact(node, place).kind === 'unknown';
}

/** The texts a value holds, whatever its shape; undefined where one of them cannot be seen, or names more than an id. */
function textsIn(node: Node, place: Place): readonly string[] | undefined {
  if (node.kind === 'scalar') {
    const fact = textFact(node, place);
    return fact.kind === 'known' ? [fact.value] : undefined;
  }
  const inner = node.kind === 'seq' ? items(node) : entries(node).map(({ value }) => value);
  const texts = inner.map((each) => textsIn(each, place));
  return texts.every((each) => each !== undefined) ? texts.flat() : undefined;
}

function rewritten(key: Entry['key'], value: AddedValue, title: Message, place: Place): readonly Fix[] {
  return [
    {
      title,
      level: 'suggested',
      changes: [{ kind: 'replaceEntry', at: at(place, key), entries: { [key.text]: value } }],
    },
  ];
}
