import { type InstanceTable, type InstanceType, instanceType, typesIn } from '../model/instanceTypes.js';

const COMMENT =
  'Made by `npm run update-data -- <file.json>`, see server/tools/updateData.ts. kinds: hypervisor, bare metal, trunking, architecture. limits: ENIs of the default network card, IPv4 per ENI, vCPUs, MiB, branch ENIs, row of kinds, ENIs per network card where there are several. families: family, size, row of limits. null: no source says.';

/** The types of a table by name. */
export function readTable(table: InstanceTable): ReadonlyMap<string, InstanceType> {
  const types = new Map<string, InstanceType>();
  for (const name of typesIn(table)) {
    const type = instanceType(table, name);
    if (type) types.set(name, type);
  }
  return types;
}

/** The table of the given types, in the order of their names. */
export function makeTable(types: ReadonlyMap<string, InstanceType>, date: string, source: string): InstanceTable {
  const kinds = distinctRows<readonly (string | boolean | null)[]>();
  const limits = distinctRows<readonly (number | null | readonly number[])[]>();
  const families: Record<string, Record<string, number>> = Object.create(null);
  for (const [name, type] of [...types].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { hypervisor = null, bareMetal, trunking = null, arch = null } = type;
    const { enis, ipv4PerEni, vcpus = null, memoryMiB = null, branchEnis = null, networkCards } = type;
    const kind = kinds.indexOf([hypervisor, bareMetal, trunking, arch]);
    const row = [enis, ipv4PerEni, vcpus, memoryMiB, branchEnis, kind];
    const dot = name.indexOf('.');
    const family = name.slice(0, dot);
    families[family] ??= {};
    families[family][name.slice(dot + 1)] = limits.indexOf(networkCards.length > 1 ? [...row, networkCards] : row);
  }
  return { $comment: COMMENT, date, source, kinds: kinds.rows, limits: limits.rows, families };
}

/** The table as text: one line per kind and per family, so that a change of the data is a short difference. */
export function writeTable({ $comment, date, source, kinds, limits, families }: InstanceTable): string {
  const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join(',\n');
  const familyLines = Object.entries(families).map(
    ([name, sizes]) => `${JSON.stringify(name)}:${JSON.stringify(sizes)}`,
  );
  return `{
"$comment":${JSON.stringify($comment)},
"date":${JSON.stringify(date)},
"source":${JSON.stringify(source)},
"kinds":[
${lines(kinds)}
],
"limits":[
${lines(limits)}
],
"families":{
${familyLines.join(',\n')}
}
}
`;
}

/** Rows by first use, each kept once. */
function distinctRows<Row>(): { readonly rows: readonly Row[]; readonly indexOf: (row: Row) => number } {
  const rows: Row[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (row: Row): number => {
    const key = JSON.stringify(row);
    const index = indexes.get(key) ?? rows.push(row) - 1;
    indexes.set(key, index);
    return index;
  };
  return { rows, indexOf };
}
