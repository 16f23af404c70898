import tableFile from '../../../schemas/eksctl-fields.json' with { type: 'json' };
import { memoizedByName } from '../../text/memo.js';

/*
 * The fields of a ClusterConfig as `schemas/eksctl-fields.json` has them: made of eksctl's own schema by `npm run update-eksctl`, and the one
 * place that names its release.
 */

/** What a field takes. */
export type FieldType =
  | { readonly kind: 'string' | 'boolean' | 'integer' | 'number' | 'cidr' | 'arn' | 'document' | 'any' }
  | { readonly kind: 'list'; readonly items: FieldType }
  /** Names somebody chose, each with a value. */
  | { readonly kind: 'map'; readonly values: FieldType }
  /** The type is made of the table when it is asked for: a file has few of them. */
  | { readonly kind: 'fields'; readonly type: StructType }
  /** A map, or a list in its place. */
  | { readonly kind: 'either'; readonly map: FieldType; readonly list: FieldType };

/** A map with fields of its own. */
export interface StructType {
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldType>;
  /** The names, in the order of the alphabet. */
  readonly names: readonly string[];
  /** The names by themselves in lower case. */
  readonly folded: ReadonlyMap<string, string>;
  /** They may be written in any case. */
  readonly anyCase: boolean;
  /** What it does not know is left out. */
  readonly dropsUnknown: boolean;
}

/** By the name of a type its fields and their types. */
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = tableFile.types;

/** The release of eksctl that the fields are of. */
export const eksctlRelease = tableFile.release;

/** A type of the table by its name, such as `ClusterConfig`. */
export const structNamed = memoizedByName((name: string): StructType => {
  const fields = Object.entries(types[name] ?? {});
  const names = fields.map(([field]) => field);
  return {
    name,
    fields: new Map(fields.map(([field, type]) => [field, typeWritten(type)])),
    names,
    folded: new Map(names.map((field) => [field.toLowerCase(), field])),
    anyCase: tableFile.anyCase.includes(name),
    dropsUnknown: tableFile.dropsUnknown.includes(name),
  };
});

/** How many types have a field of that name. */
export function typesWith(field: string): number {
  return Object.values(types).filter((fields) => Object.hasOwn(fields, field)).length;
}

function typeWritten(text: string): FieldType {
  const [map = '', list] = text.split('|');
  if (list !== undefined) return { kind: 'either', map: typeWritten(map), list: typeWritten(list) };
  const inner = text.slice(1, -1);
  if (text.startsWith('[')) return { kind: 'list', items: typeWritten(inner) };
  if (text.startsWith('{')) return { kind: 'map', values: typeWritten(inner) };
  switch (text) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'number':
    case 'cidr':
    case 'arn':
    case 'document':
    case 'any':
      return { kind: text };
    default:
      return {
        kind: 'fields',
        get type() {
          return structNamed(text);
        },
      };
  }
}
