import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Ec2Type, readEc2Answers } from '../formats/ec2Types.js';
import type { InstanceTable, InstanceType } from '../model/instanceTypes.js';
import { makeTable, readTable, writeTable } from './instanceTable.js';

/*
 * `npm run update-data -- <file.json>…`: puts answers of `aws ec2 describe-instance-types` into schemas/instance-types.json.
 * Types EC2 no longer lists stay; what EC2 does not say (trunking, branch ENIs) stays too. Anything not understood fails
 * and leaves the table as it is. `--date` sets the table's date, today by default; `--table` names another table file.
 */

const usage = 'usage: npm run update-data -- [--date YYYY-MM-DD] [--table FILE] FILE.json…';

interface Arguments {
  readonly files: readonly string[];
  readonly date: string;
  readonly tableFile: string;
}

function main(): void {
  const { files, date, tableFile } = readArguments();
  const { types: listed, problems } = readEc2Answers(files.map((file) => ({ file, json: readJson(file) })));
  if (problems.length > 0) fail(`${problems.join('\n')}\nnothing was written`);
  const before = JSON.parse(readFileSync(tableFile, 'utf8')) as InstanceTable; // Our own generated file.
  const known = readTable(before);
  const types = new Map<string, InstanceType>(known);
  for (const [name, type] of listed) types.set(name, merged(type, known.get(name)));
  const text = writeTable(makeTable(types, date, sourceWith(before.source)));
  writeFileSync(tableFile, text);
  report(known, types, listed);
}

/** What EC2 does not say stays as it was known. */
function merged(type: Ec2Type, known: InstanceType | undefined): InstanceType {
  return { ...type, trunking: known?.trunking, branchEnis: known?.branchEnis };
}

function sourceWith(source: string): string {
  const addition = 'EC2 DescribeInstanceTypes';
  return source.endsWith(addition) ? source : `${source}, ${addition}`;
}

function report(
  known: ReadonlyMap<string, InstanceType>,
  types: ReadonlyMap<string, InstanceType>,
  listed: ReadonlyMap<string, Ec2Type>,
): void {
  const added = [...types.keys()].filter((name) => !known.has(name));
  const changed = [...known].filter(
    ([name, type]) => JSON.stringify(type) !== JSON.stringify(inOrder(types.get(name), type)),
  );
  console.log(`${types.size} instance types: ${added.length} added, ${changed.length} changed`);
  if (added.length > 0) console.log(`added: ${added.join(' ')}`);
  if (changed.length > 0) console.log(`changed: ${changed.map(([name]) => name).join(' ')}`);
  const unlisted = [...known.keys()].filter((name) => !listed.has(name));
  if (unlisted.length > 0) console.log(`${unlisted.length} types EC2 does not list were kept`);
}

/** The fields of `type` in the order of `model`, so that equal types have equal text. */
function inOrder(type: InstanceType | undefined, model: InstanceType): Partial<InstanceType> {
  const entries = Object.keys(model).map((field) => [field, type?.[field as keyof InstanceType]]);
  return Object.fromEntries(entries);
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    options: { date: { type: 'string' }, table: { type: 'string' } },
    allowPositionals: true,
  });
  const date = values.date ?? new Date().toISOString().slice(0, 10);
  if (positionals.length === 0) fail(usage);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) fail(`--date ${date} is not YYYY-MM-DD`);
  const ownTable = fileURLToPath(new URL('../../schemas/instance-types.json', import.meta.url));
  return { files: positionals, date, tableFile: values.table ?? ownTable };
}

function readJson(file: string): unknown {
  console.log(`reading ${file}`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}

process.once('uncaughtException', (error) => fail(`${error.message}\nnothing was written`));
main();
