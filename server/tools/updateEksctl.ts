import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type FieldTable, fieldTable, tableText } from './eksctlFields.js';

/*
 * `npm run update-eksctl -- schema.json --release 0.230 --commit 99984adb`: makes schemas/eksctl-fields.json of the schema in eksctl's repository
 * (pkg/apis/eksctl.io/v1alpha5/assets/schema.json, also printed by `eksctl utils schema`), and says what is new. Anything that is not understood
 * fails and leaves the table as it is. `--table` names another table file.
 */

function main(): void {
  const { values, positionals } = parseArgs({
    options: { release: { type: 'string' }, commit: { type: 'string' }, table: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  const { release, commit } = values;
  if (file === undefined || release === undefined || commit === undefined) {
    throw new Error('usage: npm run update-eksctl -- SCHEMA.json --release VERSION --commit COMMIT [--table FILE]');
  }
  const tableFile = values.table ?? fileURLToPath(new URL('../../schemas/eksctl-fields.json', import.meta.url));
  const table = fieldTable(JSON.parse(readFileSync(file, 'utf8')), release, commit);
  report(fieldsOf(tableFile), namesIn(table));
  writeFileSync(tableFile, tableText(table));
}

/** The fields of the table as it was; none where there was no table. */
function fieldsOf(file: string): ReadonlyMap<string, string> {
  try {
    return namesIn(JSON.parse(readFileSync(file, 'utf8')) as FieldTable); // Our own generated file.
  } catch {
    return new Map();
  }
}

function namesIn({ types }: FieldTable): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(types).flatMap(([type, fields]) =>
      Object.entries(fields).map(([field, of]) => [`${type}.${field}`, of] as const),
    ),
  );
}

function report(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  console.log(`${after.size} fields`);
  for (const [name, type] of after) {
    const old = before.get(name);
    if (old !== type) console.log(old === undefined ? `new: ${name} ${type}` : `changed: ${name} ${old} → ${type}`);
  }
  for (const name of before.keys()) if (!after.has(name)) console.log(`gone: ${name}`);
}

try {
  main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\nnothing was written`);
  process.exitCode = 1;
}
