import { byCodeUnit } from '../text/order.js';

/* eksctl's JSON schema as the table of its fields: names and types, without words. */

const comment =
  'Made by `npm run update-eksctl -- schema.json --release VERSION --commit COMMIT`, see server/tools/updateEksctl.ts. Types: a scalar, the name of a type, [T] a list, {T} a map by name, A|B a map or else a list; document: a map of anything; any: anything.';

/**
 * What Go decodes otherwise than the schema says, by the last part of the definition's name. Source: eksctl 99984adb, pkg/utils/ipnet/ipnet.go:64
 * (cidr), pkg/apis/eksctl.io/v1alpha5/access_entry.go:77 (arn), types.go:2185 (document) and 2301 (taints of nodeGroups).
 */
const decodedOtherwise: Readonly<Record<string, string>> = {
  ARN: 'arn',
  InlineDocument: 'document',
  IPNet: 'cidr',
  taintsWrapper: '{string}|[Taint]',
};

/** Types that decode themselves, by Go's own reader, which takes keys in any case. */
const anyCase = ['AZSubnetSpec', 'OIDCIdentityProvider', 'Taint'];

/** Those of them that leave out what they do not know. Source: eksctl 99984adb, vpc.go:114, identity_provider.go:72. */
const dropsUnknown = ['AZSubnetSpec', 'OIDCIdentityProvider'];

/** A definition or a property of the schema, as far as it is read. */
interface Shape {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | false;
  readonly oneOf?: readonly Shape[];
}

interface Schema {
  readonly definitions: Readonly<Record<string, Shape>>;
}

/** The table as `server/formats/eksctl/fields.ts` reads it. */
export interface FieldTable {
  readonly $comment: string;
  readonly source: string;
  /** eksctl's release, such as `0.230`. */
  readonly release: string;
  /** By the name of a type its fields and their types. */
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly anyCase: readonly string[];
  readonly dropsUnknown: readonly string[];
}

/** The table of a schema. Throws where something in it is not understood. */
export function fieldTable(schema: Schema, release: string, commit: string): FieldTable {
  const types: Record<string, Record<string, string>> = {};
  const addType = (name: string): void => {
    if (types[name] !== undefined) return;
    const fields: Record<string, string> = {};
    types[name] = fields;
    for (const [field, shape] of sorted(propertiesOf(name, schema))) fields[field] = typeOf(shape, schema, addType);
  };
  addType('ClusterConfig');
  const source = `eksctl ${release} (${commit}), pkg/apis/eksctl.io/v1alpha5/assets/schema.json`;
  const isKnown = (name: string): boolean => types[name] !== undefined;
  for (const name of [...anyCase, ...dropsUnknown]) if (!isKnown(name)) throw new Error(`there is no type ${name}`);
  return { $comment: comment, source, release, types: Object.fromEntries(sorted(types)), anyCase, dropsUnknown };
}

/** The table as text, a line for each type, so that a new release is a short difference. */
export function tableText({ types, ...rest }: FieldTable): string {
  const heads = Object.entries(rest).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`);
  const lines = Object.entries(types).map(([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`);
  return `{\n${heads.join('')}"types":{\n${lines.join(',\n')}\n}\n}\n`;
}

function propertiesOf(name: string, { definitions }: Schema): Readonly<Record<string, Shape>> {
  const own = definitions[name === 'Taint' ? 'NodeGroupTaint' : name];
  if (own === undefined) throw new Error(`there is no definition ${name}`);
  // The type itself is taken out of what an identity provider holds before that is read.
  return { ...own.properties, ...(name === 'OIDCIdentityProvider' && { type: { type: 'string' } }) };
}

function typeOf(shape: Shape, schema: Schema, addType: (name: string) => void): string {
  if (shape.$ref !== undefined) return typeNamed(shape.$ref.replace('#/definitions/', ''), schema, addType);
  const { additionalProperties: values } = shape;
  switch (shape.type) {
    case 'array':
      return `[${shape.items ? typeOf(shape.items, schema, addType) : 'any'}]`;
    case 'object':
      return values ? `{${typeOf(values, schema, addType)}}` : 'document';
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return shape.type;
    default:
      throw new Error(`a type that is not understood: ${JSON.stringify(shape)}`);
  }
}

function typeNamed(name: string, schema: Schema, addType: (name: string) => void): string {
  const otherwise = decodedOtherwise[name.split('.').at(-1) ?? name];
  if (otherwise !== undefined) {
    for (const [, inner = ''] of otherwise.matchAll(/\b([A-Z]\w*)/g)) addType(inner);
    return otherwise;
  }
  const own = schema.definitions[name];
  if (own === undefined) throw new Error(`there is no definition ${name}`);
  const [only] = own.oneOf ?? [];
  if (only !== undefined) return typeOf(only, schema, addType);
  if (own.properties === undefined) return typeOf(own, schema, addType);
  addType(name);
  return name;
}

function sorted<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => byCodeUnit(a, b));
}
