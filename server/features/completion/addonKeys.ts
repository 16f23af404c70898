import schema from '../../../schemas/addon-configuration.json' with { type: 'json' };
import { type Argument, message } from '../../messages/message.js';
import { atLeast } from '../../model/cniVersion.js';
import { versionOf } from '../../model/env.js';
import type { Resource } from '../../model/resource.js';
import type { Entry, Node } from '../../syntax/node.js';
import { isSame, type Span } from '../../text/span.js';
import type { Cursor } from '../convert.js';
import { placeUnder } from '../cursor.js';
import { zonesOf } from './names.js';
import type { Proposal } from './proposal.js';
import type { Trial } from './trial.js';
import { spellEntry, spellValue } from './writing.js';

/** What the schema of the add-on says of a key. `each`: what every key of a map holds, whatever its name. */
interface Field {
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'map';
  readonly since?: string;
  readonly fields?: Readonly<Record<string, Field>>;
  readonly each?: Field;
}

const root: Field = { type: 'map', fields: schema.fields as Readonly<Record<string, Field>> };

/** A key among the values of the add-on or of the chart, which has all that the add-on has; or its value. */
export interface ValuesKey {
  readonly span: Span;
  readonly part: 'key' | 'value';
  /** What the map holds, and which keys are written in it beside this one. */
  readonly map: Field;
  readonly others: ReadonlySet<string>;
  readonly entry: Entry;
}

/** True where a document has values of the add-on or of the chart; those of a chart in a file are none while a line is half typed. */
export function mayHaveValues({ document, text }: Cursor): boolean {
  return document.resources.some(isOfValues) || text.includes('env') || text.includes('aws-vpc-cni');
}

type Settings = Extract<Resource, { readonly kind: 'cniSettings' }>;

function isOfValues(resource: Resource): resource is Settings {
  return resource.kind === 'cniSettings' && (resource.takenBy === 'addon' || resource.takenBy === 'chart');
}

/** The key under the cursor, or the one whose value is; undefined outside of such values, and where the schema has no keys of its own. */
export function valuesKeyAt(cursor: Cursor): ValuesKey | undefined {
  const { nodes, entry, isKey } = placeUnder(cursor);
  const maps = nodes.findLastIndex(({ kind }) => kind === 'map');
  const map = nodes[maps];
  if (entry === undefined || map?.kind !== 'map' || !map.entries.includes(entry)) return undefined;
  for (const settings of cursor.document.resources.filter(isOfValues)) {
    const values = settings.containers.find(({ name }) => name === 'aws-node')?.at.span;
    const first = nodes.findIndex(({ kind, span }) => kind === 'map' && values !== undefined && isSame(span, values));
    const field = first < 0 ? undefined : fieldOf(nodes.slice(first, maps + 1));
    if (field === undefined) continue;
    const others = new Set(map.entries.filter((each) => each !== entry).map(({ key }) => key.text));
    const { span } = isKey ? entry.key : entry.value;
    return { span, part: isKey ? 'key' : 'value', map: field, others, entry };
  }
  return undefined;
}

/** What the schema says of the last of the maps within each other, of which the first is the root. */
function fieldOf(maps: readonly Node[]): Field | undefined {
  return maps.slice(1).reduce<Field | undefined>((field, inner, index) => {
    const key = keyOf(maps[index], inner);
    return field && key === undefined ? undefined : fieldNamed(field, key ?? '');
  }, root);
}

function keyOf(map: Node | undefined, inner: Node): string | undefined {
  return map?.kind === 'map' ? map.entries.find(({ value }) => value === inner)?.key.text : undefined;
}

function fieldNamed({ fields = {}, each }: Partial<Field> = {}, key: string): Field | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : each;
}

/** The keys that the schema has there and nobody has written, or the values of one. */
export function valuesProposals(trial: Trial<ValuesKey>, cursor: Cursor): readonly Proposal[] {
  const { subject } = trial;
  if (subject.part === 'value') {
    const field = fieldNamed(subject.map, subject.entry.key.text);
    if (field === undefined || !isSwitch(subject.entry.key.text, field)) return [];
    const values = ['true', 'false'].map((text, rank) => ({ label: text, kind: 'value', text, rank }) as const);
    return values.flatMap((each) => spellValue(each, trial, { asString: field.type === 'text' }));
  }
  return namesIn(trial).flatMap(([name, field], rank): readonly Proposal[] => {
    const text = spellEntry(name, holding[field.type], trial, cursor);
    return text === undefined ? [] : [{ label: name, kind: 'key', detail: about(name, field), text, rank }];
  });
}

const holding = { text: 'text', integer: 'literal', boolean: 'literal', list: 'list', map: 'map' } as const;

function namesIn({ subject: { map, others }, cluster }: Trial<ValuesKey>): readonly (readonly [string, Field])[] {
  const { fields = {}, each } = map;
  const version = versionOf(cluster);
  const named = Object.entries(fields).filter(
    ([, { since }]) => since === undefined || atLeast(version, since) !== false,
  );
  const free = each === undefined ? [] : zonesOf(cluster).map((zone) => [zone, each] as const);
  return [...named, ...free].filter(([name]) => !others.has(name));
}

/** Texts among them, because the schema has those as texts. */
function isSwitch(name: string, { type }: Field): boolean {
  return type === 'boolean' || (type === 'text' && name.startsWith('enable'));
}

function about(name: string, field: Field): Argument | undefined {
  if (Object.hasOwn(details, name)) return details[name];
  if (isSwitch(name, field)) return message('true or false');
  return field.type === 'integer' ? message('a whole number') : undefined;
}

const details: Readonly<Record<string, Argument>> = {
  env: message('variables of the VPC CNI'),
  eniConfig: message('one ENIConfig per zone, named like the zone'),
};
