import { lineEnd, lineStart } from '../../text/lines.js';
import { firstBehind } from '../../text/order.js';
import { type Span, touches } from '../../text/span.js';
import type { Definition, Entry, MapNode, Node, ScalarNode, Sharing } from '../node.js';
import { get } from '../read.js';
import { outermost } from './conditions.js';
import type { Reader } from './expression.js';
import { localEntries, type NamedBlock } from './locals.js';
import { isVariable, type Variable, variablesIn } from './variables.js';

/*
 * What files of Terraform share: a module is all files of one folder, and what one of them names may stand in any other. Followed are local values, the
 * defaults of variables, and of blocks those that formats look into from elsewhere: launch templates, and the module that makes subnets.
 */

/** What a file defines for others, and the names in it; undefined where there is nothing of either. The entries are those of the text, nothing put in. */
export function sharingOf(entries: readonly Entry[], { references, addresses, branches }: Reader): Sharing | undefined {
  const named = [...references, ...addresses].flatMap((each) =>
    isVariable(each.name) ? [each, { ...each, name: givenName(each.name) }] : [each],
  );
  const written = [
    ...localEntries(entries).flatMap(localDefinition),
    ...variablesIn(entries).map(variableDefinition),
    ...entries.flatMap(givenValue),
    ...entries.flatMap(blockDefinitions),
    ...outermost(branches).map(branchDefinition),
  ];
  if (named.length === 0 && written.length === 0) return undefined;
  const sorted = named.toSorted((a, b) => a.span.start - b.span.start);
  const definitions = written.map((each): Definition => ({ ...each, names: namesIn(sorted, each.span) }));
  return { definitions, names: namesIn(sorted, undefined) };
}

/** The names within a span, or all, each once. */
function namesIn(sorted: readonly NamedBlock[], within: Span | undefined): readonly string[] {
  const first = within === undefined ? 0 : firstBehind(sorted, ({ span }) => within.start <= span.start);
  const end = within === undefined ? sorted.length : firstBehind(sorted, ({ span }) => within.end <= span.start);
  return [...new Set(sorted.slice(first, end).map(({ name }) => name))];
}

type Written = Omit<Definition, 'names'>;

function localDefinition({ key, value }: Entry): readonly Written[] {
  return key.open ? [] : [{ name: `local.${key.text}`, form: 'value', span: value.span }];
}

function variableDefinition({ name, body }: Variable): Written {
  return { ...bodyOf(name, body), isDefault: true, ...(get(body, 'default') === undefined && { isVoid: true }) };
}

/** The branch of a condition: nothing names it, and what stands in it holds only where the condition does. */
function branchDefinition(span: Span): Written {
  return { name: 'condition', form: 'value', span, isDefault: true };
}

const declaration = /^\uFEFF?variable[ \t]+"([^"\n]*)"[ \t]*\{/gm;

/** The variables that a text declares, where each goes at most up to the next: what stands behind the brace that closes it is passed over when it is read. */
export function outline(text: string): readonly Definition[] {
  const found = [...text.matchAll(declaration)];
  return found.map(({ 0: written, 1: name, index }, number) => {
    const span = { start: index + written.length - 1, end: found[number + 1]?.index ?? text.length };
    const isVoid = !text.slice(span.start, span.end).includes('default');
    return { name: `var.${name}`, form: 'body', span, names: [], isDefault: true, ...(isVoid && { isVoid }) };
  });
}

const reference = /(?:local|var)\.[\p{L}_][\p{L}\p{N}_-]*/gu;

/** The local value or the variable that is named at an offset. */
export function nameAt(text: string, offset: number): NamedBlock | undefined {
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  for (const { 0: name, index } of line.matchAll(reference)) {
    const span = { start: start + index, end: start + index + name.length };
    const isWord = !/[\p{L}\p{N}_.-]/u.test(line.charAt(index - 1));
    if (isWord && touches(span, offset)) return { name, span };
  }
  return undefined;
}

/** The name of what files of values say that a variable is, beside what declares it. */
export function givenName(variable: string): string {
  return `given.${variable}`;
}

/** What a file of values says of a variable: all that such a file holds. */
function givenValue({ key, value }: Entry): readonly Written[] {
  const isBlock = value.kind === 'map' && value.style === 'block';
  if (isBlock || key.open || value.open) return [];
  return [{ name: givenName(`var.${key.text}`), form: 'value', span: value.span, isDefault: true }];
}

function blockDefinitions({ key, value }: Entry): readonly Written[] {
  if (key.text === 'module')
    return labeled(value).flatMap(([name, body]) => (isVpc(body) ? [bodyOf(`module.${name.text}`, body)] : []));
  if (key.text !== 'resource') return [];
  return labeled(value).flatMap(([type, names]) =>
    type.text === 'aws_launch_template'
      ? labeled(names).map(([name, body]) => bodyOf(`${type.text}.${name.text}`, body))
      : [],
  );
}

function labeled(node: Node): readonly (readonly [ScalarNode, MapNode])[] {
  if (node.kind !== 'map') return [];
  return node.entries.flatMap(({ key, value }) => (value.kind === 'map' ? [[key, value] as const] : []));
}

function bodyOf(name: string, { span }: MapNode): Written {
  return { name, form: 'body', span };
}

function isVpc(body: MapNode): boolean {
  const source = get(body, 'source');
  return source?.kind === 'scalar' && source.text.includes('terraform-aws-modules/vpc/');
}
