import type { Change, EnvBlock } from '../../model/change.js';
import type { ContainerSettings, EnvEntry, EnvValue } from '../../model/resource.js';
import { keysIn } from '../../syntax/assignments.js';
import type { Entry, MapNode, Node, ScalarNode, SeqNode } from '../../syntax/node.js';
import { items, textOf } from '../../syntax/read.js';
import type { Span } from '../../text/span.js';
import { chosenContainer } from '../bare.js';
import { writtenEnvValue } from '../env.js';
import { at, type Place } from '../place.js';

/*
 * Values of a chart that are given one by one, as `--set` of Helm and what other tools hand on to it: `env.WARM_IP_TARGET` and a text.
 */

/** Single values that are written in one place. */
export interface ChartSingles {
  readonly values: readonly ChartValue[];
  /** Where they are given, and what stands before their keys; undefined where none can be added. */
  readonly block?: EnvBlock | undefined;
}

/** A value by the keys to it, such as `init`, `env`, `ENABLE_V6_EGRESS`; a number is that of an item. */
export interface ChartValue {
  readonly keys: readonly (string | number)[];
  /** Where the last of the keys stands, or all of them. */
  readonly name: ScalarNode;
  /** As Helm takes it (`asHelmTakes`). */
  readonly value: Node;
  /** All of it. */
  readonly span: Span;
  /** The change with which Helm takes the value for a text; undefined where there is none. */
  readonly asText?: Change | undefined;
}

/**
 * A text as Helm takes it for a value: `true`, `false` and `null` in any case, an integer that does not begin with a zero, else the text itself.
 * Source: helm e9b85e4, pkg/strvals/parser.go:560-590.
 */
export function asHelmTakes(value: ScalarNode): ScalarNode {
  const { text } = value;
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { ...value, readAs: { type: 'boolean', value: word === 'true' } };
  if (word === 'null') return { ...value, readAs: { type: 'null' } };
  const isInteger = text === '0' || /^[+-]?(?!0)\d{1,15}$|^[+-]\d{1,15}$/.test(text);
  return { ...value, readAs: isInteger ? { type: 'number', value: Number(text) } : { type: 'string' } };
}

/** A text that Helm takes for one, whatever it says. */
export function asText(value: ScalarNode): ScalarNode {
  return { ...value, readAs: { type: 'string' } };
}

/**
 * The keys to a value below `lead`, which the values of a dependency have before theirs; undefined for a name that cannot be seen, and for one that
 * is written otherwise.
 */
export function keysTo(name: Node | undefined, lead: string): ChartValue['keys'] | undefined {
  const text = textOf(name);
  if (name?.kind !== 'scalar' || name.open || text?.startsWith(lead) !== true) return undefined;
  return keysIn(text.slice(lead.length));
}

/** The variables among single values, and where more of them go. */
export function variablesOf({ values, block }: ChartSingles, place: Place): readonly ContainerSettings[] {
  const containers = [
    ['aws-node', ['env']],
    ['aws-vpc-cni-init', ['init', 'env']],
  ] as const;
  return containers.flatMap(([name, keys]) => {
    const env = values.flatMap((value) => variableOf(value, keys, place));
    const [first] = env;
    const own = block && { ...block, lead: `${block.lead ?? ''}${keys.join('.')}.` };
    return first === undefined ? [] : [{ ...chosenContainer, name, at: first.at, env, block: own }];
  });
}

function variableOf(single: ChartValue, env: readonly string[], place: Place): readonly EnvEntry[] {
  const { keys, name, span } = single;
  const variable = keys.at(-1);
  const isOfEnv = keys.length === env.length + 1 && env.every((key, index) => keys[index] === key);
  if (typeof variable !== 'string' || !isOfEnv) return [];
  const value = renderedValue(single, variable, place);
  return [{ name: { value: variable, at: at(place, name) }, value, at: at(place, { host: name.host, span }) }];
}

/** What the chart makes of a single value: a list as Go prints it, an integer without an exponent. */
function renderedValue({ value }: ChartValue, variable: string, place: Place): EnvValue {
  const here = at(place, value);
  const parts = value.kind === 'seq' ? items(value) : [];
  if (value.kind === 'seq' && !value.open && parts.every((each) => each.kind === 'scalar' && !each.open)) {
    return { kind: 'literal', text: `[${parts.map(textOf).join(' ')}]`, written: 'string', at: here };
  }
  const read = writtenEnvValue(value, variable, place);
  if (read.kind !== 'literal' || value.kind !== 'scalar') return read;
  const { readAs } = value;
  if (readAs.type === 'null') return { kind: 'removed', at: here };
  const text = readAs.type === 'string' ? read.text : String(readAs.value);
  return { ...read, text, written: 'string' };
}

/** The map that single values make together; undefined where there are none. Its keys stand where the names of the values do. */
export function mapOfSingles(values: readonly ChartValue[]): MapNode | undefined {
  const [first] = values;
  return (
    first &&
    mapOf(
      first,
      values.map((value) => ({ value, keys: value.keys })),
    )
  );
}

interface Below {
  readonly value: ChartValue;
  /** What is left of the keys. */
  readonly keys: ChartValue['keys'];
}

/** What stands below one key: the last value wins, and those that lie deeper make a map or a list. */
function nodeOf(below: readonly Below[]): Node | undefined {
  const last = below.at(-1);
  if (last === undefined || last.keys.length === 0) return last?.value.value;
  const deeper = below.filter(({ keys }) => keys.length > 0);
  return typeof last.keys[0] === 'number' ? seqOf(last.value, deeper) : mapOf(last.value, deeper);
}

function mapOf({ name, span }: ChartValue, below: readonly Below[]): MapNode {
  const entries = grouped(below).flatMap(([key, own]): readonly Entry[] => {
    const value = nodeOf(own);
    const at = own[0]?.value.name;
    if (value === undefined || at === undefined) return [];
    return [{ key: { ...at, text: String(key), value: String(key) }, value, span: own[0]?.value.span ?? at.span }];
  });
  return { ...base(name), kind: 'map', merges: [], entries, span };
}

function seqOf({ name, span }: ChartValue, below: readonly Below[]): SeqNode {
  const items = grouped(below).flatMap(([, own]) => {
    const value = nodeOf(own);
    return value === undefined ? [] : [{ value }];
  });
  return { ...base(name), kind: 'seq', items, span };
}

function base({ host, anchored }: ScalarNode) {
  return { style: 'flow', host, anchored, open: false } as const;
}

function grouped(below: readonly Below[]): readonly (readonly [string | number, readonly Below[]])[] {
  const groups = new Map<string | number, Below[]>();
  for (const { value, keys } of below) {
    const [key, ...rest] = keys;
    if (key === undefined) continue;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ value, keys: rest });
  }
  return [...groups];
}
