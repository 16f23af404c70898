import tableFile from '../../schemas/instance-types.json' with { type: 'json' };
import type { InstanceLimits } from '../ipam/settings.js';
import { closest } from '../text/closest.js';
import { once } from '../text/memo.js';
import type { Sourced } from '../text/span.js';

/** Limits that somebody gives for types, and where: in the config file, or as the answers of EC2. */
export type GivenLimits = Readonly<Record<string, Sourced<InstanceLimits>>>;

/** An instance type's limits, and what else the table says of it. */
export interface InstanceType extends InstanceLimits {
  readonly memoryMiB: number | undefined;
}

/**
 * The table as it is stored: types with the same numbers share a row of `limits`, and rows share a row of `kinds`.
 * `families` leads from family and size to the row. null: no source says.
 */
export interface InstanceTable {
  /** What makes the file and what its columns are. */
  readonly $comment: string;
  /** The day the numbers were gathered, `YYYY-MM-DD`. */
  readonly date: string;
  readonly source: string;
  /** Hypervisor, bare metal, trunking, architecture. */
  readonly kinds: readonly (readonly (string | boolean | null)[])[];
  /** ENIs, IPv4 per ENI, vCPUs, MiB, branch ENIs, row of `kinds`, and ENIs per network card where there are several. */
  readonly limits: readonly (readonly (number | null | readonly number[])[])[];
  readonly families: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const table: InstanceTable = tableFile;

/** The day the numbers of the table were gathered, `YYYY-MM-DD`. */
export const instanceTableDate: string = table.date;

/**
 * The limits of an instance type, e.g. `m5.large`; `extra` holds types the user's configuration describes, which win.
 * Undefined for a type nobody knows, whatever the text is.
 */
export function instanceLimits(type: string, extra?: ReadonlyMap<string, InstanceLimits>): InstanceLimits | undefined {
  return extra?.get(type) ?? knownType(type);
}

/** A memo of the types that somebody asked for: there are not more of them than the table has rows. */
const known = new Map<string, InstanceType>();

function knownType(type: string): InstanceType | undefined {
  const before = known.get(type);
  if (before !== undefined) return before;
  const found = instanceType(table, type);
  if (found) known.set(type, found);
  return found;
}

/** What a table says of an instance type; undefined for a type that is not in it. */
export function instanceType(from: InstanceTable, type: string): InstanceType | undefined {
  const dot = type.indexOf('.');
  const family = ownEntry(from.families, type.slice(0, Math.max(dot, 0)));
  const row = from.limits[(family && ownEntry(family, type.slice(dot + 1))) ?? -1];
  if (!row) return undefined;
  const [enis, ipv4PerEni, vcpus, memoryMiB, branchEnis, kindRow, cards] = row;
  const [hypervisor, bareMetal, trunking, arch] = from.kinds[numberIn(kindRow) ?? -1] ?? [];
  const defaultCard = numberIn(enis) ?? 0;
  return {
    enis: defaultCard,
    ipv4PerEni: numberIn(ipv4PerEni) ?? 0,
    networkCards: Array.isArray(cards) ? cards : [defaultCard],
    vcpus: numberIn(vcpus),
    hypervisor: hypervisor === 'nitro' || hypervisor === 'xen' ? hypervisor : undefined,
    bareMetal: bareMetal === true,
    trunking: typeof trunking === 'boolean' ? trunking : undefined,
    branchEnis: numberIn(branchEnis),
    arch: typeof arch === 'string' ? arch : undefined,
    memoryMiB: numberIn(memoryMiB),
  };
}

/** All types of a table, by family and size in the order of the table. */
export function* typesIn(from: InstanceTable): Generator<string, void, undefined> {
  for (const [family, sizes] of Object.entries(from.families)) {
    for (const size of Object.keys(sizes)) yield `${family}.${size}`;
  }
}

/** All instance types the table knows. */
export function instanceTypeNames(): readonly string[] {
  return [...typesIn(table)];
}

const namesInOrder = once(instanceTypeNames);

/** Known types a misspelt one may have meant: the one that differs in case only, else at most three, the nearest first. */
export function closestInstanceTypes(name: string): readonly string[] {
  const lower = name.trim().toLowerCase();
  if (instanceLimits(lower)) return [lower];
  const size = ofFamily(lower);
  return size.length > 0 ? size : closest(lower, namesInOrder(), 2).slice(0, 3);
}

function ownEntry<T>(entries: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

function numberIn(cell: number | null | readonly number[] | undefined): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

/**
 * The types of the family whose sizes are next to one the family does not have: m5 begins with m5.large, so m5.medium is meant for that. Of a
 * family alone its smallest.
 */
function ofFamily(name: string): readonly string[] {
  const [family, size = ''] = name.split('.');
  const wanted = size === '' ? 0 : sizes.indexOf(size);
  const others = namesInOrder().filter((other) => other.startsWith(`${family}.`));
  if (wanted < 0 || closest(name, others, 2).length > 0) return [];
  const distance = (other: string): number => Math.abs(sizes.indexOf(other.split('.')[1] ?? '') - wanted);
  const known = others.filter((other) => sizes.includes(other.split('.')[1] ?? ''));
  return known.toSorted((one, other) => distance(one) - distance(other)).slice(0, 2);
}

/** The sizes by their names, the smallest first. */
const sizes: readonly string[] = [
  'nano',
  'micro',
  'small',
  'medium',
  'large',
  'xlarge',
  '2xlarge',
  '3xlarge',
  '4xlarge',
];
