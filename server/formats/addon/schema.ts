import schema from '../../../schemas/addon-configuration.json' with { type: 'json' };
import { message } from '../../messages/message.js';
import { isBeforeLaterSchemas } from '../../model/addonVersions.js';
import type { AddedValue, Change } from '../../model/change.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { Entry, MapNode, Node } from '../../syntax/node.js';
import { entries, items } from '../../syntax/read.js';
import { isNewMap } from '../../syntax/syntax.js';
import { closest, lettersOf } from '../../text/closest.js';
import { memoizedByName } from '../../text/memo.js';
import { otherType } from '../manifests/eniConfigTypes.js';
import { at, type Place } from '../place.js';
import { isMissing } from '../read.js';
import { structureFault } from '../structure.js';

/** What the add-on's schema says of a key. `variables`: a map of texts that the rules about variables judge. */
interface Field {
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'map';
  readonly since?: string;
  readonly fields?: Readonly<Record<string, Field>>;
  /** What every key of a map holds, whatever its name. */
  readonly each?: Field;
  readonly variables?: boolean;
}

const root: Field = { type: 'map', fields: schema.fields as Readonly<Record<string, Field>> };
const images: ReadonlySet<string> = new Set(schema.chart.images);
const ofChart: ReadonlySet<string> = new Set([...schema.chart.images, ...schema.chart.others]);

/** Where a look at the values is, and what is known about all of them. */
interface Look {
  readonly place: Place;
  /** The keys from the root. */
  readonly path: readonly string[];
  /** The version has a schema that was published word by word: what is not in it is refused. */
  readonly isVerbatim: boolean;
}

/** Keys of an add-on's configuration that its schema does not have; variables beside `env` are a fault of their own. */
export function unsupportedKeys(
  values: MapNode,
  version: string | undefined,
  isVariable: (key: Entry['key']) => boolean,
  place: Place,
): readonly ShapeProblem[] {
  return keysIn(values, root, { place, path: [], isVerbatim: isBeforeLaterSchemas(version) }, isVariable);
}

function keysIn(
  map: MapNode,
  { fields = {}, each, variables }: Field,
  look: Look,
  isVariable: (key: Entry['key']) => boolean,
): readonly ShapeProblem[] {
  if (variables) return [];
  const isFree = each === undefined && Object.keys(fields).length === 0;
  return entries(map).flatMap(({ key, value }): readonly ShapeProblem[] => {
    if (key.open || isVariable(key) || isFree) return [];
    const field = each ?? (Object.hasOwn(fields, key.text) ? fields[key.text] : undefined);
    const path = [...look.path, key.text];
    if (field === undefined) return unknownKey({ map, key, value }, fields, { ...look, path });
    if (field.since !== undefined && look.isVerbatim) return unknownKey({ map, key, value }, {}, { ...look, path });
    return value.kind === 'map' ? keysIn(value, field, { ...look, path }, isVariable) : [];
  });
}

function unknownKey(
  { map, key, value }: Pick<Entry, 'key' | 'value'> & { readonly map: MapNode },
  fields: Readonly<Record<string, Field>>,
  { place, path, isVerbatim }: Look,
): readonly ShapeProblem[] {
  const name = path.join('.');
  const isOfChart = ofChart.has(name);
  // Schemas of later versions may have taken them over.
  if (isOfChart && !images.has(name) && !isVerbatim) return [];
  const names = path.length === 1 ? topLevelNames : Object.keys(fields);
  const near = isOfChart
    ? []
    : closest(key.text.toLowerCase(), names.map(lower)).flatMap((word) => names.filter((each) => lower(each) === word));
  const from = isOfChart ? (images.has(name) && /image/i.test(name) ? 'images' : 'chart') : undefined;
  return [
    {
      kind: 'shapeProblem',
      fault: 'unsupportedKey',
      at: at(place, key),
      map: at(place, map),
      key: name,
      near,
      from,
      meant: path.length === 1 ? meantEntries(key.text, value, map) : undefined,
    },
  ];
}

/** What a key at the top level was meant for: `VpcCni: { properties: … }` for what is in it, `InitEnv` for `init: { env: … }`. */
function meantEntries(key: string, value: Node, map: MapNode): Readonly<Record<string, AddedValue>> | undefined {
  const isFree = (name: string): boolean => !map.entries.some((other) => other.key.text === name);
  if (lettersOf(key) === 'initenv' && isFree('init')) {
    const content = contentOf(value);
    return content === undefined ? undefined : { init: { env: content } };
  }
  if (lettersOf(key) !== 'vpccni' && key !== 'properties') return undefined;
  const [only, ...others] = entries(value);
  const inner = only?.key.text === 'properties' && others.length === 0 ? only.value : value;
  const content = contentOf(inner);
  if (content === undefined || !isNewMap(content)) return undefined;
  const names = Object.keys(content);
  const isRight = names.length > 0 && names.every((name) => Object.hasOwn(schema.fields, name) && isFree(name));
  return isRight ? content : undefined;
}

/** True for values all of whose keys at the top an add-on's configuration has. */
export function hasOnlyAddonKeys(values: MapNode): boolean {
  return entries(values).every(({ key }) => Object.hasOwn(schema.fields, key.text));
}

/** Chart keys too: a slip in one of them is one. */
const topLevelNames = [...Object.keys(schema.fields), ...schema.chart.others.filter((name) => !name.includes('.'))];
const lower = memoizedByName((text: string) => text.toLowerCase());

/** Values of an add-on's configuration whose type its schema refuses; numbers and booleans of variables are for the rules to judge. */
export function typeFaults(values: MapNode, place: Place): readonly ShapeProblem[] {
  return typesIn(values, root, [], place);
}

function typesIn(
  map: MapNode,
  { fields = {}, each, variables }: Field,
  path: readonly string[],
  place: Place,
): readonly ShapeProblem[] {
  return entries(map).flatMap((entry): readonly ShapeProblem[] => {
    const { key, value } = entry;
    if (key.open || isMissing(value)) return [];
    if (variables) return variableOfWrongType(entry, place);
    const field = each ?? (Object.hasOwn(fields, key.text) ? fields[key.text] : undefined);
    // The fields of an ENIConfig have a rule of their own.
    if (field === undefined || (path[0] === 'eniConfig' && path.length === 3)) return [];
    const inner = [...path, key.text];
    const fault = typeFault(entry, field, inner, place);
    if (fault !== undefined) return [fault];
    return value.kind === 'map' ? typesIn(value, field, inner, place) : [];
  });
}

function typeFault(entry: Entry, field: Field, path: readonly string[], place: Place): ShapeProblem | undefined {
  if (entry.value.kind === 'scalar' && entry.value.open) return undefined;
  const named: Named = { ...entry, name: path.join('.'), place };
  switch (field.type) {
    case 'text':
      return noText(named);
    case 'integer':
    case 'boolean':
      return noLiteral(named, field.type);
    case 'list':
      return noList(named);
    case 'map':
      // The shape of env is judged with the variables in it.
      return field.variables ? undefined : noMap(named);
    default:
      return field.type satisfies never;
  }
}

/** An entry, and the keys from the root to it, joined by dots. */
interface Named extends Pick<Entry, 'key' | 'value'> {
  readonly name: string;
  readonly place: Place;
}

function noText({ value, name, place }: Named): ShapeProblem | undefined {
  const here = at(place, value);
  if (value.kind !== 'scalar') {
    const what = otherType(value, place) ?? '';
    return structureFault(here, message('{name} must be a string, not {what}: the add-on refuses it', { name, what }));
  }
  const { type } = value.readAs;
  return type === 'number' || type === 'boolean'
    ? { kind: 'shapeProblem', fault: 'unquotedKey', at: here, key: name, text: value.text, type }
    : undefined;
}

function noLiteral({ key, value, name, place }: Named, type: 'integer' | 'boolean'): ShapeProblem | undefined {
  const here = at(place, value);
  const wanted = type === 'integer' ? message('an integer') : message('a boolean');
  if (value.kind !== 'scalar' || value.readAs.type !== 'string') {
    if (isLiteral(value, type)) return undefined;
    const what = value.kind === 'scalar' ? value.text : (otherType(value, place) ?? '');
    return structureFault(here, message('{name} must be {wanted}: the add-on refuses {what}', { name, wanted, what }));
  }
  const text = message('{name} must be {wanted}, without quotes: the add-on refuses a string', { name, wanted });
  const meant = literalMeant(value.text, type);
  if (meant === undefined) return structureFault(here, text);
  const title = message('Write {value} without quotes', { value: String(meant) });
  return structureFault(here, text, { fixes: [{ title, level: 'safe', changes: [written(key, meant, place)] }] });
}

function isLiteral(value: Node, type: 'integer' | 'boolean'): boolean {
  if (value.kind !== 'scalar') return false;
  const { readAs } = value;
  return type === 'integer' ? readAs.type === 'number' && Number.isInteger(readAs.value) : readAs.type === 'boolean';
}

/** What a string would be without its quotes. */
function literalMeant(text: string, type: 'integer' | 'boolean'): number | boolean | undefined {
  if (type === 'integer') return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
  return /^(?:true|false)$/i.test(text) ? /^true$/i.test(text) : undefined;
}

function noList({ key, value, name, place }: Named): ShapeProblem | undefined {
  if (value.kind === 'seq') return undefined;
  const what = otherType(value, place) ?? message('a text');
  const text = message('{name} must be a list: the add-on refuses {what}', { name, what });
  const content = value.kind === 'map' ? contentOf(value) : undefined;
  if (content === undefined) return structureFault(at(place, value), text);
  const title = message('Write {name} as a list of one', { name });
  const changes = [written(key, [content], place)];
  return structureFault(at(place, value), text, { fixes: [{ title, level: 'suggested', changes }] });
}

function noMap({ value, name, place }: Named): ShapeProblem | undefined {
  if (value.kind === 'map') return undefined;
  const what = otherType(value, place) ?? message('a text');
  return structureFault(at(place, value), message('{name} must be a map: the add-on refuses {what}', { name, what }));
}

function variableOfWrongType({ key, value }: Entry, place: Place): readonly ShapeProblem[] {
  if (value.kind === 'scalar') return [];
  const text = message('{name} must be a string: the add-on takes no maps and lists under env', { name: key.text });
  return [structureFault(at(place, value), text)];
}

function written(key: Entry['key'], value: AddedValue, place: Place): Change {
  return { kind: 'replaceEntry', at: at(place, key), entries: { [key.text]: value } };
}

/** A map as the text of a document, its variables as texts; undefined where some of it cannot be seen. */
export function asDocument(map: MapNode): string | undefined {
  const content = contentOf(map);
  if (content === undefined) return undefined;
  return JSON.stringify(content, (key, value: unknown) =>
    /^[A-Z][A-Z0-9_]+$/.test(key) && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value,
  );
}

/** A value as it can be written again; undefined where some of it cannot be seen. */
function contentOf(node: Node): AddedValue | undefined {
  if (node.anchored) return undefined;
  if (node.kind === 'scalar') {
    if (node.open || node.value === null) return undefined;
    return node.readAs.type === 'number' || node.readAs.type === 'boolean' ? node.readAs.value : node.text;
  }
  if (node.kind === 'seq') {
    const values = items(node).map(contentOf);
    return values.every((value) => value !== undefined) ? values : undefined;
  }
  const pairs = entries(node).map(({ key, value, alias }) => [key.text, alias ? undefined : contentOf(value)] as const);
  return pairs.every((pair): pair is readonly [string, AddedValue] => pair[1] !== undefined)
    ? Object.fromEntries(pairs)
    : undefined;
}
