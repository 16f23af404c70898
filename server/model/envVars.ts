import schema from '../../schemas/aws-node-env.schema.json' with { type: 'json' };
import { closest } from '../text/closest.js';
import { memoizedByName, once } from '../text/memo.js';
import { atLeast, type CniVersion } from './cniVersion.js';
import { intendedText } from './envIntention.js';
import { type Interpretation, type ReadingContext, type Reason, readEnvText } from './envReading.js';
import {
  type EnvVar,
  type EnvVarParser,
  type ParserFacts,
  readParser,
  readRow,
  type SchemaParser,
} from './envVarRow.js';

/** The name of a variable the table knows; a misspelt one in our own code does not compile. */
export type EnvVarName = keyof typeof schema.properties;

/** What else decides how a text is read. Leave out what is not known. */
export interface InterpretContext extends ReadingContext {
  /** The CNI's version; the newest is assumed where it is not known. */
  readonly version?: CniVersion;
}

const names: ReadonlySet<string> = new Set(Object.keys(schema.properties));
const schemaParsers: Readonly<Record<EnvVarParser, SchemaParser>> = schema['x-parsers'];
const misspellings: Readonly<Record<string, Misspelling>> = schema['x-misspelling-of'];

interface Misspelling {
  readonly use: readonly string[];
  readonly note?: string;
}

/** A run meets few of the variables. */
const rowOf = memoizedByName((name: EnvVarName) => readRow(name, schema.properties[name]));
const parserOf = memoizedByName((parser: EnvVarParser) => readParser(schemaParsers[parser]));

/** All names of the table, in its order: by group. */
export const envVarNames: readonly EnvVarName[] = [...names].filter(isEnvVarName);

/** True for the exact name of a variable of the table; names are case-sensitive. */
export function isEnvVarName(name: string): name is EnvVarName {
  return names.has(name);
}

/** The row of a variable in the newest version; undefined for a name the table does not know, whatever text it is. */
export function envVar(name: EnvVarName): EnvVar;
export function envVar(name: string): EnvVar | undefined;
export function envVar(name: string): EnvVar | undefined {
  return isEnvVarName(name) ? rowOf(name) : undefined;
}

/** The row of a variable as a version of the CNI treats it; as the newest does where no version can be seen. */
export function envVarIn(name: EnvVarName, version: CniVersion | undefined): EnvVar {
  const row = rowOf(name);
  return row.changes.find(({ since }) => atLeast(version, since) === false)?.before ?? row;
}

/** What a parser of the table does with the texts it accepts and with others. */
export function parserFacts(parser: EnvVarParser): ParserFacts {
  return parserOf(parser);
}

/**
 * What the real program does with a text given to a variable: takes it (and as what), goes on with something else, or exits.
 * `text` is what the container receives, after YAML, JSON and templates. Any text is fine.
 */
export function interpret(name: EnvVarName, text: string, context: InterpretContext): Interpretation {
  const row = envVarIn(name, context.version);
  const unread = unreadReason(row, context.version);
  if (unread) return { kind: 'replaced', effective: undefined, exits: false, reason: unread, log: 'none' };
  const facts = parserFacts(row.parser);
  const read = readEnvText(row, facts, text, context);
  if (read.kind === 'accepted') return read;
  const intended = intendedText(row, facts, text, context);
  return intended === undefined ? read : { ...read, intended };
}

/** Why nothing reads the variable in this version; undefined where something does. */
function unreadReason({ status, since, removed }: EnvVar, version: CniVersion | undefined): Reason | undefined {
  if (status === 'elsewhere') return { code: 'elsewhere' };
  if (since !== undefined && atLeast(version, since) === false) return { code: 'tooNew', since };
  return removed === undefined || atLeast(version, removed) === false ? undefined : { code: 'removed', removed };
}

const mostSuggestions = 3;

/**
 * The variables an unknown name may stand for, best first, at most three: those the table of known mistakes gives, else the
 * one that differs in case or in dashes only, else the ones a few letters away, else one the name ends with. Empty where the
 * table says that no variable does it (see `misspellingNote`) or nothing is near.
 */
export function closestEnvVars(name: string): readonly EnvVarName[] {
  if (Object.hasOwn(misspellings, name)) return (misspellings[name]?.use ?? []).filter(isEnvVarName);
  const plain = plainName(name);
  const same = suggested().filter((candidate) => plainName(candidate) === plain);
  if (same.length > 0) return same.slice(0, 1);
  const near = closest(plain, suggestedPlain());
  const found = near.flatMap((candidate) => suggested().filter((original) => plainName(original) === candidate));
  if (found.length > 0) return found.slice(0, mostSuggestions);
  return suggested()
    .filter((candidate) => plain.endsWith(`_${plainName(candidate)}`))
    .slice(0, mostSuggestions);
}

/** The one variable a name evidently stands for: by the table of known mistakes, or because only case and dashes differ. */
export function evidentEnvVar(name: string): EnvVarName | undefined {
  const [only, ...others] = closestEnvVars(name);
  if (only === undefined || others.length > 0) return undefined;
  return Object.hasOwn(misspellings, name) || plainName(only) === plainName(name) ? only : undefined;
}

/** What there is to say about a known mistake beyond the right name, in a sentence; undefined where there is nothing. */
export function misspellingNote(name: string): string | undefined {
  return Object.hasOwn(misspellings, name) ? misspellings[name]?.note : undefined;
}

/** What is worth suggesting: variables that do something, and of proxies only the usual spelling. */
const suggested = once(() =>
  envVarNames.filter((name) => {
    const { status, group } = envVar(name);
    return status === 'read' || (group === 'library' && name === name.toUpperCase());
  }),
);

const suggestedPlain = once(() => suggested().map(plainName));

function plainName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
