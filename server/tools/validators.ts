import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build, type Metafile } from 'esbuild';
import { configSchema } from './templates.js';

/**
 * The schemas of a checkout as validators without ajv: a module that needs nothing else, and says at its top whose code it holds. Its bytes
 * are the same wherever the checkout and its packages lie.
 */
export async function validators(root: string): Promise<string> {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    verbose: true,
    code: { source: true, esm: true },
    schemas: [
      withoutWords(read('schemas/node-config.schema.json')),
      withoutWords(read('schemas/baseline.schema.json')),
      withoutWords(shapeOf(read(configSchema))),
    ],
  });
  const code = standaloneCode.default(ajv, {
    validateBaseline: 'baseline.schema.json',
    validateNodeConfig: 'node-config.schema.json',
    validateEniLensConfig: 'eni-lens-config.schema.json',
  });
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    minifySyntax: true,
    minifyWhitespace: true,
    // Else a module is named by its path.
    minifyIdentifiers: true,
    metafile: true,
    write: false,
  });
  return `// Holds code of ${packagesIn(metafile).join(', ')}.\n${outputFiles.map(({ text }) => text).join('')}`;
}

/** The packages that a module made by `validators` holds code of. */
export function packagesOfValidators(text: string): readonly string[] {
  const [, names = ''] = /^\/\/ Holds code of (.+)\.$/m.exec(text) ?? [];
  return names.split(', ');
}

/** The packages whose code is in a bundle, by name. */
function packagesIn({ inputs }: Metafile): readonly string[] {
  const names = Object.keys(inputs).flatMap((path) => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** A schema without what it tells people only: a validator holds it, and every run loads that. */
function withoutWords<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutWords) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([key, value]) => typeof value === 'object' || !words.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutWords(value)])) as T;
}

/** As keywords of a schema they have a text as their value; a property of such a name has a schema. */
const words: ReadonlySet<string> = new Set(['title', 'description', 'markdownDescription', '$comment']);

/** Which rules and categories there are is no matter of shape: `linter/configProblems.ts` says it with the nearest names. */
function shapeOf(schema: { readonly definitions: object }): object {
  const anyKey = { type: ['object', 'null'], additionalProperties: { $ref: '#/definitions/severity' } };
  const definitions = { ...schema.definitions, ruleSeverities: anyKey, categorySeverities: anyKey };
  return { ...schema, definitions };
}
