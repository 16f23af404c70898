import schema from '../../../schemas/eni-lens-config.schema.json' with { type: 'json' };

/** What the schema of the config file says of a value. */
export interface ConfigSchema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly default?: string;
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly additionalProperties?: boolean | ConfigSchema;
  readonly items?: ConfigSchema;
  readonly $ref?: string;
}

/** Keys and indices from the root of the config file to a value. */
export type ConfigPath = readonly (string | number)[];

const root: ConfigSchema = schema;
const definitions: Readonly<Record<string, ConfigSchema>> = schema.definitions;

/** What the schema says of the value at a path; undefined where it has no such value. */
export function schemaAt(path: ConfigPath): ConfigSchema | undefined {
  let found: ConfigSchema | undefined = root;
  for (const step of path) found = found && resolved(typeof step === 'number' ? found.items : memberOf(found, step));
  return found;
}

function memberOf({ properties = {}, additionalProperties }: ConfigSchema, key: string): ConfigSchema | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** What is written beside a reference counts before what it refers to. */
function resolved(found: ConfigSchema | undefined): ConfigSchema | undefined {
  const name = found?.$ref?.replace('#/definitions/', '');
  return name === undefined || found === undefined ? found : { ...resolved(definitions[name]), ...found };
}

/** The keys a mapping may have. */
export function keysOf({ properties = {} }: ConfigSchema): readonly (readonly [key: string, schema: ConfigSchema])[] {
  return Object.entries(properties).map(([key, each]) => [key, resolved(each) ?? each]);
}
