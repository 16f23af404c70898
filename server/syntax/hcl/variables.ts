import type { Entry, MapNode, Node } from '../node.js';
import { get } from '../read.js';
import type { Scope } from '../syntax.js';
import { asType, typeOf } from './types.js';

/*
 * What variables are unless something gives them other values: their defaults, and what files of values say that Terraform reads by itself in the folder
 * it is run in. Neither is a fact: the caller of a module, `-var`, `-var-file` and, where no file names the variable, `TF_VAR_…` may say otherwise.
 */

/** True for the name of a variable, and not of a local value. */
export function isVariable(name: string): boolean {
  return name.startsWith('var.');
}

/** A variable that a file declares. */
export interface Variable {
  /** `var.x`. */
  readonly name: string;
  readonly body: MapNode;
}

/** The variables that a file declares, in its order. */
export function variablesIn(entries: readonly Entry[]): readonly Variable[] {
  return entries.flatMap(({ key, value }) => {
    if (key.text !== 'variable' || value.kind !== 'map') return [];
    return value.entries.flatMap(({ key: { text, open }, value: body }) =>
      body.kind === 'map' && !open ? [{ name: `var.${text}`, body }] : [],
    );
  });
}

type Assumed = NonNullable<ReturnType<Scope['valueOf']>>;

/** The defaults of variables that a file declares once, by their names. */
export function defaultsIn(entries: readonly Entry[]): ReadonlyMap<string, Assumed> {
  const known = new Map<string, Assumed>();
  const declared = new Set<string>();
  for (const { name, body } of variablesIn(entries)) {
    const node = declared.has(name) ? undefined : defaultOf(body, get(body, 'default'));
    if (node === undefined) known.delete(name);
    else known.set(name, { node, halfTyped: false });
    declared.add(name);
  }
  return known;
}

/**
 * The value of a variable, or what is given to it in a file of values, as the type makes it that the variable is declared with. Undefined where it cannot be
 * seen, and where it is null or an empty text, which mostly stand for a value that somebody else has to give.
 */
export function defaultOf(body: MapNode, written: Node | undefined): Node | undefined {
  if (written === undefined || isUnsaid(written)) return undefined;
  const type = typeOf(get(body, 'type'));
  return type && asType(written, type);
}

/** True for a value that says nothing by itself. */
function isUnsaid(node: Node): boolean {
  return node.open || (node.kind === 'scalar' && (node.value === null || node.value === ''));
}

/** True for what a file of values says of a variable that is a map. */
export function isGivenMap({ value }: Entry): boolean {
  return value.kind === 'map' && value.style === 'flow';
}

/**
 * True for a file that says more where variables stand for their defaults, and conditions for what they may come to: it names some that have one, or says
 * itself of some that they are maps.
 */
export function usesDefaults(
  entries: readonly Entry[],
  named: readonly { readonly name: string }[],
  scope: Scope | undefined,
): boolean {
  const declared = variablesIn(entries);
  const said = declared.map(({ body }) => get(body, 'default'));
  if (said.some((value) => value?.kind === 'map') || entries.some(isGivenMap)) return true;
  if (named.some(({ name }) => scope?.isConditional(name))) return true;
  const variables = named.filter(({ name }) => isVariable(name));
  if (scope !== undefined) return variables.some(({ name }) => scope.withDefaults.valueOf(name) !== undefined);
  if (variables.length === 0 || declared.length === 0) return false;
  const defaults = defaultsIn(entries);
  return variables.some(({ name }) => defaults.has(name));
}
