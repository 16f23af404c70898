import type { ContainerName } from './resource.js';

/** What a program works with: a switch, a number or a text. Lists and tags are texts in their canonical form. */
export type EnvVarValue = boolean | number | string;

/** One environment variable: a row of `schemas/aws-node-env.schema.json`, as one version of the CNI treats it. */
export interface EnvVar {
  readonly name: string;
  /** For an operator, in one to three sentences. */
  readonly description: string;
  readonly group: EnvVarGroup;
  readonly kind: EnvVarKind;
  readonly parser: EnvVarParser;
  /**
   * `read`: by aws-node or its init container. `removed`: once, see `removed`. `library`: by the AWS SDK, client-go or Go itself.
   * `elsewhere`: by cni-metrics-helper only.
   */
  readonly status: EnvVarStatus;
  /** What the program uses when the variable is not set; undefined where there is no such value, see `defaultNote`. */
  readonly codeDefault: EnvVarValue | undefined;
  /** The default in words, where it is not a fixed value: "the instance type's limit". */
  readonly defaultNote: string | undefined;
  /** The text the manifest and chart ship; undefined where they do not set the variable. */
  readonly shippedDefault: string | undefined;
  /** The field of the pod the manifest fills the variable from, e.g. `spec.nodeName`. */
  readonly fieldRef: string | undefined;
  /** The containers that read it; it has to be the same in all of them. */
  readonly containers: readonly ContainerName[];
  /** The first release that reads it, e.g. `1.9.0`; undefined for what libraries and other programs read. */
  readonly since: string | undefined;
  /** The first release in which it has no effect. */
  readonly removed: string | undefined;
  readonly range: EnvVarRange | undefined;
  /** The accepted values of an enumeration. */
  readonly values: readonly string[];
  /** Texts that are refused although they are short enough. */
  readonly reserved: readonly string[];
  readonly maxBytes: number | undefined;
  readonly unit: EnvVarUnit | undefined;
  /** Where the text is pasted into the plugin's configuration, a JSON file: in every cluster, in those of one family, or nowhere. */
  readonly inConflist: ConflistUse | undefined;
  /** The texts the add-on's schema takes, exactly, where it lists them. */
  readonly addonValues: readonly string[] | undefined;
  /** What the empty text does, where it is used as it is and that is a surprise. */
  readonly emptyNote: string | undefined;
  /** True when the CNI's README explains it. */
  readonly documented: boolean;
  /**
   * Whether the EKS add-on's configuration schema has it under `env` and under `init.env`. `unverified`: the newest charts have
   * it, the published schema is older. `refused`: known not to be settable there. `unlisted`: not in the schema.
   */
  readonly addonEnv: AddonSupport;
  readonly addonInit: AddonSupport;
  /** Where it was read, as `file:line` in the CNI's repository at v1.23.1, or in the library named. */
  readonly source: readonly string[];
  /** What earlier releases did otherwise, the oldest change first. */
  readonly changes: readonly EnvVarChange[];
}

/** A release in which the CNI began to treat a variable as it does now, or nearly so. */
export interface EnvVarChange {
  /** The first release that does. */
  readonly since: string;
  /** What is new in it and what was before, in a sentence. */
  readonly description: string;
  /** The row as releases before it treat it. */
  readonly before: EnvVar;
}

export interface EnvVarRange {
  readonly min: number;
  /** The lower bound in an IPv6 cluster, where it differs. */
  readonly minIpv6: number | undefined;
  readonly max: number | undefined;
}

/** What one of the CNI's parsers does with any text. */
export interface ParserFacts {
  readonly description: string;
  /** What becomes of a text it does not accept. */
  readonly bad: 'default' | 'exit' | 'skip' | 'drop' | 'unchecked';
  /** Where it says so. */
  readonly log: EnvVarLog;
  /** The empty text counts as not set, is as bad as any, or is used. */
  readonly empty: 'unset' | 'bad' | 'used';
}

const groups = ['ip-pool', 'mode', 'snat', 'logging', 'plumbing', 'library', 'metrics-helper'] as const;
const kinds = [
  'boolean',
  'integer',
  'uint32',
  'enum',
  'string',
  'path',
  'cidrList',
  'jsonObject',
  'address',
  'url',
  'downwardApi',
] as const;
/** The parsers of the CNI's code, and their names in the table. */
export const envVarParsers = [
  'bool-a',
  'bool-b',
  'bool-c',
  'bool-exact',
  'int-silent',
  'int-fatal',
  'int-clamped',
  'enum-fatal',
  'enum-fatal-or-unset',
  'enum-with-pod-eni',
  'enum-logged',
  'enum-silent',
  'mark',
  'cidr-list',
  'tags',
  'veth-prefix',
  'plugin-log-file',
  'text',
  'text-or-default',
] as const;
const statuses = ['read', 'removed', 'library', 'elsewhere'] as const;
const units = ['interfaces', 'addresses', 'prefixes', 'seconds', 'bytes'] as const;
const conflistUses = ['always', 'ipv4', 'ipv6'] as const;
const supports = ['listed', 'unverified', 'refused', 'unlisted'] as const;
const containerNames = ['aws-node', 'aws-vpc-cni-init', 'aws-eks-nodeagent'] as const;
const bads = ['default', 'exit', 'skip', 'drop', 'unchecked'] as const;
const logs = ['container log', 'ipamd.log', 'none'] as const;
const empties = ['unset', 'bad', 'used'] as const;

export type EnvVarGroup = (typeof groups)[number];
export type EnvVarKind = (typeof kinds)[number];
export type EnvVarParser = (typeof envVarParsers)[number];
export type EnvVarStatus = (typeof statuses)[number];
export type EnvVarUnit = (typeof units)[number];
export type EnvVarLog = (typeof logs)[number];
export type ConflistUse = (typeof conflistUses)[number];
export type AddonSupport = (typeof supports)[number];

/** A row as the schema file writes it. */
export interface SchemaRow {
  readonly type: string;
  readonly description: string;
  readonly 'x-group': string;
  readonly 'x-kind': string;
  readonly 'x-parser': string;
  readonly 'x-status': string;
  readonly 'x-default'?: EnvVarValue;
  readonly 'x-default-note'?: string;
  readonly 'x-shipped'?: string;
  readonly 'x-field-ref'?: string;
  readonly 'x-containers': readonly string[];
  readonly 'x-since'?: string;
  readonly 'x-removed'?: string;
  readonly 'x-minimum'?: number;
  readonly 'x-minimum-ipv6'?: number;
  readonly 'x-maximum'?: number;
  readonly 'x-values'?: readonly string[];
  readonly 'x-reserved'?: readonly string[];
  readonly 'x-maximum-bytes'?: number;
  readonly 'x-unit'?: string;
  readonly 'x-in-conflist'?: string;
  readonly 'x-addon-values'?: readonly string[];
  readonly 'x-empty'?: string;
  readonly 'x-documented': boolean;
  readonly 'x-addon-env': string;
  readonly 'x-addon-init': string;
  readonly 'x-source': readonly string[];
  readonly 'x-changes'?: readonly SchemaChange[];
}

/** A change as the schema file writes it: of a row what was otherwise before. */
interface SchemaChange {
  readonly since: string;
  readonly description: string;
  readonly before: Partial<SchemaRow>;
}

/** A parser as the schema file writes it. */
export interface SchemaParser {
  readonly description: string;
  readonly bad: string;
  readonly log: string;
  readonly empty: string;
}

/**
 * A row of the schema file as an EnvVar, with the rows of the releases before each change. Throws on a word the table does not know,
 * which is a mistake in the file.
 */
export function readRow(name: string, row: SchemaRow): EnvVar {
  const changes: EnvVarChange[] = [];
  let earlier = row;
  // What a release did is what the next one does, but for what changed in that one.
  for (const { since, description, before } of (row['x-changes'] ?? []).toReversed()) {
    earlier = { ...earlier, ...before };
    changes.unshift({ since, description, before: versionOfRow(name, earlier, []) });
  }
  return versionOfRow(name, row, changes);
}

function versionOfRow(name: string, row: SchemaRow, changes: readonly EnvVarChange[]): EnvVar {
  const min = row['x-minimum'];
  const unit = row['x-unit'];
  const conflist = row['x-in-conflist'];
  return {
    name,
    description: row.description,
    group: oneOf(groups, row['x-group']),
    kind: oneOf(kinds, row['x-kind']),
    parser: oneOf(envVarParsers, row['x-parser']),
    status: oneOf(statuses, row['x-status']),
    codeDefault: row['x-default'],
    defaultNote: row['x-default-note'],
    shippedDefault: row['x-shipped'],
    fieldRef: row['x-field-ref'],
    containers: row['x-containers'].map((container) => oneOf(containerNames, container)),
    since: row['x-since'],
    removed: row['x-removed'],
    range: min === undefined ? undefined : { min, minIpv6: row['x-minimum-ipv6'], max: row['x-maximum'] },
    values: row['x-values'] ?? [],
    reserved: row['x-reserved'] ?? [],
    maxBytes: row['x-maximum-bytes'],
    unit: unit === undefined ? undefined : oneOf(units, unit),
    inConflist: conflist === undefined ? undefined : oneOf(conflistUses, conflist),
    addonValues: row['x-addon-values'],
    emptyNote: row['x-empty'],
    documented: row['x-documented'],
    addonEnv: oneOf(supports, row['x-addon-env']),
    addonInit: oneOf(supports, row['x-addon-init']),
    source: row['x-source'],
    changes,
  };
}

/** A parser of the schema file as ParserFacts. Throws like `readRow`. */
export function readParser({ description, bad, log, empty }: SchemaParser): ParserFacts {
  return { description, bad: oneOf(bads, bad), log: oneOf(logs, log), empty: oneOf(empties, empty) };
}

function oneOf<const T extends string>(words: readonly T[], word: string): T {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new Error(`aws-node-env.schema.json: ${word} is none of ${words.join(', ')}`);
  return found;
}
