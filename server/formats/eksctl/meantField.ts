import { alternatives, enumeration, type Message, message } from '../../messages/message.js';
import { closest, lettersOf } from '../../text/closest.js';
import { eksctlRelease, type FieldType, type StructType, structNamed, typesWith } from './fields.js';

/** A map with fields, by the name under which it stands. */
export interface Holder {
  readonly type: StructType;
  readonly name: string;
}

/** What somebody may have meant by a field that is not there. */
type Meant =
  /** Other fields of the same map, the nearest first. */
  | { readonly kind: 'near'; readonly names: readonly string[] }
  /** The field of a place: `under` a field of the same map, or `of` something around it or beside it. */
  | { readonly kind: 'under' | 'of'; readonly place: string }
  /** All fields of the map, where they are few. */
  | { readonly kind: 'anyOf'; readonly names: readonly string[] }
  /** What Kubernetes' own kinds have, and a ClusterConfig has not. */
  | { readonly kind: 'noSpec' };

/** So many fields are named where none of them is near. */
const few = 8;

/** What is said of a field that a map does not have. */
export function unknownText(key: string, holders: readonly Holder[], meant: Meant | undefined): Message {
  const args = { key, holder: holders.at(-1)?.name ?? '', release: eksctlRelease };
  switch (meant?.kind) {
    case 'near':
      return message('eksctl {release} refuses {key}: {holder} has no such field; did you mean {near}?', {
        ...args,
        near: alternatives(meant.names),
      });
    case 'under':
      return message('eksctl {release} refuses {key}: {holder} has no such field; it belongs under {place}', {
        ...args,
        place: meant.place,
      });
    case 'of':
      return message('eksctl {release} refuses {key}: {holder} has no such field, but {place} has', {
        ...args,
        place: meant.place,
      });
    case 'anyOf':
      return message('eksctl {release} refuses {key}: {holder} has no such field; it has {fields}', {
        ...args,
        fields: enumeration(meant.names),
      });
    case 'noSpec':
      return message(
        'eksctl {release} refuses {key}: the fields of a ClusterConfig stand at the top of the file',
        args,
      );
    case undefined:
      return message('eksctl {release} refuses {key}: {holder} has no such field; remove it', args);
    default:
      return meant satisfies never;
  }
}

/** What to do about a field that a map does not have, where what is said of it does not tell. */
export function unknownAdvice(holders: readonly Holder[], meant: Meant | undefined): Message | undefined {
  if (meant?.kind === 'anyOf') return message('Write one of these in its place, or remove it');
  if (meant?.kind !== 'of') return undefined;
  const { place } = meant;
  return siblings.get(holders.at(-1)?.type.name ?? '')?.list === place
    ? message('Remove it, or make the group one of {place}', { place })
    : message('Move it to {place}', { place });
}

/** What is said of a field of a map of which eksctl leaves out what it does not know. */
export function droppedText(key: string, holders: readonly Holder[]): Message {
  const fields = alternatives(holders.at(-1)?.type.names ?? []);
  return message('{key} has no effect: eksctl reads only {fields} there, and drops it without a word', { key, fields });
}

/** What a key that is no field of the innermost of some types may stand for. Undefined where nothing comes to mind. */
export function fieldMeant(key: string, holders: readonly Holder[]): Meant | undefined {
  const holder = holders.at(-1);
  if (holder === undefined) return undefined;
  const { type } = holder;
  if (key === 'spec' && type.name === 'ClusterConfig') return { kind: 'noSpec' };
  // As at the end of a block that is not indented.
  if (type.name === 'Addon' && settingsOfAddon.has(key)) return { kind: 'under', place: 'configurationValues' };
  const sameLetters = type.names.filter((name) => lettersOf(name) === lettersOf(key));
  if (sameLetters.length > 0) return { kind: 'near', names: sameLetters };
  const elsewhere = placeOfField(key, holders);
  if (elsewhere) return elsewhere;
  const near = (namesElsewhere.get(key) ?? nearNames(key, type.names)).filter((name) => type.fields.has(name));
  if (near.length > 0) return { kind: 'near', names: near };
  const beside = placeBeside(key, holders);
  if (beside) return beside;
  return type.names.length <= few ? { kind: 'anyOf', names: type.names } : undefined;
}

/** What stands at the top of the settings of vpc-cni. */
const settingsOfAddon: ReadonlySet<string> = new Set([
  'env',
  'init',
  'eniConfig',
  'nodeAgent',
  'enableNetworkPolicy',
  'enableWindowsIpam',
  'enableWindowsPrefixDelegation',
]);

/** What the EKS API, its console and the options of eksctl's commands call the fields. */
const namesElsewhere: ReadonlyMap<string, readonly string[]> = new Map([
  ['capacityType', ['spot']],
  ['desiredSize', ['desiredCapacity']],
  ['diskSize', ['volumeSize']],
  ['force', ['resolveConflicts']],
  ['maxCapacity', ['maxSize']],
  ['minCapacity', ['minSize']],
  ['scalingConfig', ['minSize', 'maxSize', 'desiredCapacity']],
]);

/** Names that differ by a few letters, or that hold the key or are held by it, or else have all its letters in order. */
function nearNames(key: string, names: readonly string[]): readonly string[] {
  const near = closest(key, names);
  if (near.length > 0) return near.slice(0, mostNamed);
  const word = lettersOf(key);
  if (word.length < shortestPart) return [];
  const holding = names.filter((name) => lettersOf(name).includes(word) || word.includes(lettersOf(name)));
  const found = holding.length > 0 ? holding : names.filter((name) => hasInOrder(lettersOf(name), word));
  return found.slice(0, mostNamed);
}

const shortestPart = 3;
const mostNamed = 3;

function hasInOrder(name: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    const found = name.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return word.length * 2 > name.length;
}

/** The other kind of group, a map within this one, or one around it that has a field of that very name. */
function placeOfField(key: string, holders: readonly Holder[]): Meant | undefined {
  const type = holders.at(-1)?.type;
  if (type === undefined) return undefined;
  const sibling = siblings.get(type.name);
  if (sibling && structNamed(sibling.type).fields.has(key)) return { kind: 'of', place: sibling.list };
  const own = fieldHolding(key, type);
  if (own !== undefined) return { kind: 'under', place: own };
  const around = holders.slice(0, -1).findLast((holder) => holder.type.fields.has(key));
  return around && { kind: 'of', place: around.name };
}

/** A map beside the one it stands in, or beside one around that, if no other has such a field. */
function placeBeside(key: string, holders: readonly Holder[]): Meant | undefined {
  if (typesWith(key) !== 1) return undefined;
  const places = holders.slice(0, -1).map(({ type }) => fieldHolding(key, type));
  const place = places.findLast((each) => each !== undefined);
  return place === undefined ? undefined : { kind: 'under', place };
}

/** The field of a type that is a map with a field of that name. */
function fieldHolding(key: string, type: StructType): string | undefined {
  return type.names.find((name) => structOf(type.fields.get(name))?.fields.has(key));
}

/** The two kinds of groups, which people take for each other. */
const siblings: ReadonlyMap<string, { readonly type: string; readonly list: string }> = new Map([
  ['NodeGroup', { type: 'ManagedNodeGroup', list: 'managedNodeGroups' }],
  ['ManagedNodeGroup', { type: 'NodeGroup', list: 'nodeGroups' }],
]);

/** The fields of a map that stands there by itself, not in a list. */
function structOf(type: FieldType | undefined): StructType | undefined {
  return type?.kind === 'fields' ? type.type : undefined;
}
