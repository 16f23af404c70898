import { message } from '../messages/message.js';
import type { ShapeProblem } from '../model/resource.js';
import type { Entry, MapNode, Node } from '../syntax/node.js';
import { entries, path, textOf } from '../syntax/read.js';
import { at, type Place } from './place.js';
import { isMissing } from './read.js';

/** Keys beside the variables whose booleans and numbers are strings to the add-on's schema. Source: v1.15.1-eksbuild.1. */
const stringKeys: readonly (readonly string[])[] = [
  ['enableNetworkPolicy'],
  ['enableWindowsIpam'],
  ['enableWindowsPrefixDelegation'],
  ['nodeAgent', 'enableCloudWatchLogs'],
  ['nodeAgent', 'enablePolicyEventLogs'],
  ['nodeAgent', 'healthProbeBindAddr'],
  ['nodeAgent', 'metricsBindAddr'],
];

/** Values of an add-on's configuration whose type its schema refuses; the variables' own are for the rules to judge. */
export function addonTypeFaults(root: MapNode, place: Place): readonly ShapeProblem[] {
  const containers = [path(root, 'env'), path(root, 'init', 'env')];
  return [
    ...stringKeys.flatMap((keys) => unquoted(path(root, ...keys), keys.join('.'), place)),
    ...containers.flatMap((env) => entries(env)).flatMap((entry) => collection(entry, place)),
    ...quotedCreate(path(root, 'eniConfig', 'create'), place),
  ];
}

function unquoted(node: Node | undefined, key: string, place: Place): readonly ShapeProblem[] {
  if (isMissing(node) || node.kind !== 'scalar' || node.open) return [];
  const { type } = node.readAs;
  return type === 'number' || type === 'boolean'
    ? [{ kind: 'shapeProblem', fault: 'unquotedKey', at: at(place, node), key, text: node.text, type }]
    : [];
}

function collection({ key, value: node }: Entry, place: Place): readonly ShapeProblem[] {
  if (node.kind === 'scalar' || key.open) return [];
  const text = message('{name} must be a string: the add-on takes no maps and lists under env', {
    name: key.text,
  });
  return [{ kind: 'shapeProblem', fault: 'structure', at: at(place, node), message: text }];
}

/** The one boolean of the schema. */
function quotedCreate(node: Node | undefined, place: Place): readonly ShapeProblem[] {
  const isText = node?.kind === 'scalar' && node.readAs.type === 'string';
  if (!isText || !/^(true|false)$/i.test(textOf(node) ?? '')) return [];
  const text = message('eniConfig.create must be a boolean, without quotes: the add-on refuses a string');
  return [{ kind: 'shapeProblem', fault: 'structure', at: at(place, node), message: text }];
}
