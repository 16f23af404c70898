import { type Argument, type Message, message } from '../../messages/message.js';
import type { Fact } from '../../model/fact.js';
import { type Fix, removal } from '../../model/fix.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, entryOf, get, items, textOf } from '../../syntax/read.js';
import { groupBy } from '../../text/groupBy.js';
import { memoized, once } from '../../text/memo.js';
import type { Location } from '../../text/span.js';
import { at, type Place } from '../place.js';
import { hasHiddenEntries, inOtherCase, isMissing, isOpen } from '../read.js';
import { type Refused, refusedBy } from '../refused.js';
import type { GroupSubnets } from './vpc.js';

/** What eksctl refuses in a file. */
export const refusedByEksctl = refusedBy('eksctl');

/**
 * One reason to refuse a map: it holds where every condition does. The finding stands at the field of the first condition, so that has to be
 * written there.
 */
export interface Row {
  readonly when: readonly [Condition, ...Condition[]];
  /** Why, as the end of a sentence: `eksctl refuses instanceTypes of web: …`. */
  readonly why: Message;
  /** What the map has to be, all of it: `managed`, `bottlerocket`, `ipv6`; of a list within it one. */
  readonly of?: Traits;
  /** The value is at fault, and so it is named, and not the field alone. */
  readonly names?: 'value';
  /** Found out when the user data is made: the control plane is up then. */
  readonly isLate?: true;
  /** Without the field something else is wrong, or the file means something else. */
  readonly cannotGo?: true;
  /** Where another rule than that of the table says it. */
  readonly rule?: string;
  /** What to do, where the reason does not say it. */
  readonly advice?: Message;
  /** Where eksctl finds out so late that its checks of the file pass. */
  readonly severity?: 'warning';
}

export type Traits = readonly (string | readonly string[])[];

/** A field, as its keys are joined by dots, and what it has to be. */
export type Condition = readonly [field: string, state: State];

/**
 * `set`: not null, which for eksctl is more than `filled`: not '', 0, false or an empty list or map either. `empty` and `unset` are their
 * opposites. `off` is a written false, `notOn` anything but true. A template is in no state, and what it may add makes nothing empty.
 */
export type State =
  | 'set'
  | 'unset'
  | 'filled'
  | 'empty'
  | 'on'
  | 'off'
  | 'notOn'
  /** A list or text where a map has to be. */
  | 'noMap'
  /** Written like this, although it looks like a variable of a template. */
  | { readonly spelled: readonly string[] }
  | { readonly anyOn: readonly string[] }
  | { readonly anyFilled: readonly string[] }
  | { readonly longerThan: number }
  | { readonly below: number }
  | { readonly above: number }
  | { readonly oneOf: readonly string[] }
  | { readonly noneOf: readonly string[] }
  | { readonly like: RegExp }
  | { readonly unlike: RegExp };

/** A map that is checked, and what it is. */
export interface Subject {
  readonly map: MapNode;
  readonly place: Place;
  readonly rule: string;
  /** The name of the group or add-on; undefined for the cluster. */
  readonly name: Argument | undefined;
  readonly traits: ReadonlySet<string>;
}

/** What of the cluster decides about its groups. */
export interface AroundGroups {
  /** Kubernetes version; eksctl's default where none is written. */
  readonly version: Fact<string>;
  readonly isFullyPrivate: boolean;
  /** Its Kubernetes has no dockerd any more. */
  readonly isWithoutDockerd: boolean;
  readonly subnets: Readonly<Record<'private' | 'public', GroupSubnets>>;
}

interface Compiled extends Row {
  readonly conditions: readonly { readonly path: readonly string[]; readonly state: State }[];
  /** `of`, in which each trait is a list: made once, because every map is asked. */
  readonly traits: readonly (readonly string[])[];
}

/** Gives the rows for the first key of their first field, so that a map is only asked about what is written in it. */
export type RowIndex = (key: string) => readonly Compiled[];

/** Puts rows in order for `rowRefusals`, each when its key is first met: a file has few of them. */
export function indexRows(rows: readonly Row[]): RowIndex {
  const byKey = once(() => groupBy(rows, ({ when: [[field]] }) => field.split('.', 1)[0]));
  const compiled = memoized((found: readonly Row[]) => found.map(compile));
  return (key) => compiled(byKey().get(key) ?? none);
}

const none: readonly Row[] = [];

function compile(row: Row): Compiled {
  const conditions = row.when.map(([field, state]) => ({ path: field.split('.'), state }));
  return { conditions, traits: (row.of ?? []).map((trait) => [trait].flat()), ...row };
}

/** What the rows refuse of a map, in the order of its entries. */
export function rowRefusals(index: RowIndex, subject: Subject): readonly Refused[] {
  const found: Refused[] = [];
  for (const { key } of entries(subject.map)) {
    for (const row of index(key.text)) {
      const refused = rowRefusal(row, subject);
      if (refused !== undefined) found.push(refused);
    }
  }
  return found;
}

function rowRefusal(row: Compiled, subject: Subject): Refused | undefined {
  const { map, place, traits } = subject;
  if (!row.traits.every((any) => any.some((each) => traits.has(each)))) return undefined;
  if (!row.conditions.every(({ path, state }) => isIn(state, path, map, place))) return undefined;
  const [path = [], ...others] = row.conditions.map((condition) => condition.path);
  const first = entryAt(map, path);
  if (first === undefined) return undefined;
  const text = textOf(first.value);
  const key = at(place, first.key);
  const stray = row.conditions.flatMap(({ path: missing, state }) =>
    state === 'unset' || state === 'empty' || state === 'notOn' ? (misspelt(missing, map) ?? []) : [],
  )[0];
  const isValue = row.names === 'value' && text !== undefined && stray === undefined;
  const field = path.join('.');
  const beside = others.flatMap((other) => entryAt(map, other) ?? []);
  return refusal(
    { rule: row.rule ?? subject.rule, name: subject.name },
    {
      at: stray ? at(place, stray.key) : isValue ? at(place, first.value) : key,
      field,
      why: row.why,
      value: isValue ? text : undefined,
      isLate: row.isLate,
      ...(row.advice && { advice: row.advice }),
      ...(row.severity && { severity: row.severity }),
      related: beside.map((other) => ({ at: at(place, other.key), message: message('This stands beside it') })),
      fixes: stray
        ? renaming(stray, place)
        : row.cannotGo || isValue
          ? []
          : [removal(message('Remove {field}', { field }), key, 'unsafe')],
    },
  );
}

/** Why something is refused of a map, and where. */
interface Reason extends Partial<Pick<Refused, 'advice' | 'fixes' | 'related' | 'severity'>> {
  /** Handed on as it is: others compare places by identity. */
  readonly at: Location;
  readonly field: string;
  /** As in a row. */
  readonly why: Message;
  /** The value, where it is at fault, and not the field alone. */
  readonly value?: string | undefined;
  readonly isLate?: true | undefined;
}

/** What eksctl refuses of a group, an add-on or the cluster. */
export function refusal({ rule, name }: Pick<Subject, 'rule' | 'name'>, reason: Reason): Refused {
  const { at: here, field, why, value, isLate, ...further } = reason;
  const whole = isLate ? message('{why}. It stops there late, when the control plane is up', { why }) : why;
  return refusedByEksctl(rule, here, said(field, value, name, whole), further);
}

function said(field: string, value: string | undefined, of: Argument | undefined, why: Message): Message {
  if (value !== undefined) {
    return of === undefined
      ? message('eksctl refuses {field} {value}: {why}', { field, value: shown(value), why })
      : message('eksctl refuses {field} {value} of {of}: {why}', { field, value: shown(value), of, why });
  }
  return of === undefined
    ? message('eksctl refuses {field}: {why}', { field, why })
    : message('eksctl refuses {field} of {of}: {why}', { field, of, why });
}

function shown(value: string): string {
  return value === '' ? '""' : value;
}

/** A key in another case than the field that it is meant for, so that eksctl drops it. */
export interface MisspeltKey {
  readonly key: Entry['key'];
  readonly field: string;
}

/** The key that keeps a field from being there, for it, or one of the maps around it, is written in another case; undefined where none is. */
export function misspelt(path: readonly string[], map: Node): MisspeltKey | undefined {
  let around: Node | undefined = map;
  for (const field of path) {
    const other = inOtherCase(around, field);
    if (other !== undefined) return { key: other.key, field };
    around = get(around, field);
  }
  return undefined;
}

/** The right case for a key. */
export function renaming({ key, field }: MisspeltKey, place: Place): readonly Fix[] {
  const title = message('Replace {key} with {name}', { key: key.text, name: field });
  return [{ title, level: 'suggested', changes: [{ kind: 'renameKey', at: at(place, key), key: field }] }];
}

/** The key of a field, as keys joined by dots, that is in a state; undefined where it is not, or not written. */
export function keyWhere(
  [field, state]: Condition,
  { map, place }: Pick<Subject, 'map' | 'place'>,
): Entry['key'] | undefined {
  const path = field.split('.');
  return isIn(state, path, map, place) ? entryAt(map, path)?.key : undefined;
}

function entryAt(map: Node, path: readonly string[]): Entry | undefined {
  const [last = '', ...outer] = [...path].reverse();
  return entryOf(outer.reverse().reduce<Node | undefined>(get, map), last);
}

function isIn(state: State, path: readonly string[], map: MapNode, place: Place): boolean {
  const node = path.reduce<Node | undefined>(get, map);
  if (typeof state === 'object' && 'spelled' in state) return state.spelled.includes(textOf(node) ?? '');
  if (node !== undefined && isOpen(node, place)) return false;
  if (state === 'unset' || state === 'empty' || state === 'notOn') {
    return isAbsent(state, node) && (node !== undefined || !mayBeHidden(path, map));
  }
  if (isMissing(node)) return false;
  switch (state) {
    case 'set':
      return true;
    case 'noMap':
      return node.kind !== 'map';
    case 'filled':
      return isFilled(node);
    case 'on':
      return booleanOf(node) === true;
    case 'off':
      return booleanOf(node) === false;
    default:
      return hasValue(state, node, place);
  }
}

function isAbsent(state: 'unset' | 'empty' | 'notOn', node: Node | undefined): boolean {
  if (isMissing(node)) return true;
  return state === 'empty' ? !isFilled(node) : state === 'notOn' && booleanOf(node) === false;
}

function hasValue(state: Exclude<State, string | { readonly spelled: unknown }>, node: Node, place: Place): boolean {
  if ('anyOn' in state) return state.anyOn.some((key) => booleanOf(get(node, key)) === true);
  if ('anyFilled' in state) {
    return state.anyFilled.map((key) => get(node, key)).some((each) => isFilled(each) && !each?.open);
  }
  if ('longerThan' in state) {
    const list = items(node);
    return list.length > state.longerThan && !list.some((item) => isOpen(item, place));
  }
  if ('below' in state) return (numberOf(node) ?? state.below) < state.below;
  if ('above' in state) return (numberOf(node) ?? state.above) > state.above;
  const text = textOf(node);
  if (text === undefined) return false;
  if ('oneOf' in state) return state.oneOf.includes(text);
  if ('noneOf' in state) return !state.noneOf.includes(text);
  return 'like' in state ? state.like.test(text) : !state.unlike.test(text);
}

/** True where one of the maps around a field that is not there may hold it all the same. */
function mayBeHidden(path: readonly string[], map: MapNode): boolean {
  let around: Node | undefined = map;
  for (const key of path) {
    if (around === undefined || isMissing(around)) return false;
    if (around.open || hasHiddenEntries(around)) return true;
    around = get(around, key);
  }
  return false;
}

/** True for what eksctl takes for more than nothing: not null, '', 0, false or an empty list or map. */
export function isFilled(node: Node | undefined): boolean {
  switch (node?.kind) {
    case undefined:
      return false;
    case 'map':
      return entries(node).length > 0;
    case 'seq':
      return node.items.length > 0;
    case 'scalar':
      return node.value !== null && node.text !== '' && booleanOf(node) !== false && numberOf(node) !== 0;
    default:
      return node satisfies never;
  }
}

/** True and false as eksctl reads them; undefined for anything else. */
export function booleanOf(node: Node | undefined): boolean | undefined {
  return node?.kind === 'scalar' && node.readAs.type === 'boolean' ? node.readAs.value : undefined;
}

/** A number as eksctl reads it; undefined for anything else. */
export function numberOf(node: Node | undefined): number | undefined {
  return node?.kind === 'scalar' && node.readAs.type === 'number' ? node.readAs.value : undefined;
}
