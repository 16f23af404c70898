import schema from '../../schemas/addon-configuration.json' with { type: 'json' };
import type { Resource } from '../model/resource.js';
import type { Entry, Node } from '../syntax/node.js';
import { isSame, type Span } from '../text/span.js';
import type { Cursor } from './convert.js';
import { placeUnder } from './cursor.js';

/** What the schema of the add-on says of a key. `each`: what every key of a map holds, whatever its name. */
export interface Field {
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'map';
  readonly since?: string;
  readonly default?: string | number | boolean;
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
  /** The keys from the root to that of the entry. */
  readonly path: readonly string[];
  readonly settings: Settings;
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
    const above = first < 0 ? undefined : keysBetween(nodes.slice(first, maps + 1));
    const field = above && fieldAt(above);
    if (above === undefined || field === undefined) continue;
    const others = new Set(map.entries.filter((each) => each !== entry).map(({ key }) => key.text));
    const { span } = isKey ? entry.key : entry.value;
    return {
      span,
      part: isKey ? 'key' : 'value',
      map: field,
      others,
      entry,
      path: [...above, entry.key.text],
      settings,
    };
  }
  return undefined;
}

/** The keys of the maps within each other, of which the first is the root; undefined where a list is between them. */
function keysBetween(nodes: readonly Node[]): readonly string[] | undefined {
  const keys = nodes.slice(1).map((inner, index) => keyOf(nodes[index], inner));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function fieldAt(path: readonly string[]): Field | undefined {
  return path.reduce<Field | undefined>((field, key) => field && fieldNamed(field, key), root);
}

function keyOf(map: Node | undefined, inner: Node): string | undefined {
  return map?.kind === 'map' ? map.entries.find(({ value }) => value === inner)?.key.text : undefined;
}

/** What the schema says of a key of a map. */
export function fieldNamed({ fields = {}, each }: Field, key: string): Field | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : each;
}

/** True for what is on or off; texts among them, because the schema has those as texts. */
export function isSwitch(name: string, { type }: Field): boolean {
  return type === 'boolean' || (type === 'text' && name.startsWith('enable'));
}
