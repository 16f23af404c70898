import { message } from '../../messages/message.js';
import { type Fact, known } from '../../model/fact.js';
import { joinedText, textOfSub } from '../../syntax/joined.js';
import type { Entry, MapNode, Node, ScalarNode, SyntaxDocument } from '../../syntax/node.js';
import { entries, entryOf, get, items, textOf } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { textFact } from '../read.js';
import { isCloudFormation } from './root.js';

/*
 * Templates of CloudFormation, as tags (`!Ref`) and in their long form (`Ref:`), which JSON has alone. What a function makes is unknown; of `Fn::Sub`
 * without variables it is the text that is written. Source: the AWS CloudFormation user guide, "Intrinsic function reference".
 */

/** A resource of a template. */
export interface TemplateResource {
  /** Its logical id. */
  readonly name: ScalarNode;
  readonly type: string;
  readonly body: MapNode;
  readonly properties: MapNode;
  /** It is made under a condition only. */
  readonly isConditional: boolean;
}

/** What decides about a value that cannot be read. */
export const openTemplateValue = message('a parameter or function of CloudFormation');

/** A template, by what is asked of it. */
export interface Template {
  /** In their order. */
  readonly resources: readonly TemplateResource[];
  readonly byName: ReadonlyMap<string, TemplateResource>;
}

/** The template that a document is; one without resources for any other document. */
export function templateIn(document: SyntaxDocument): Template {
  const all = isCloudFormation(document) ? entries(get(document.root, 'Resources')).flatMap(resourceOf) : [];
  const resources = document.templated ? all.map((each) => ({ ...each, isConditional: true })) : all;
  return { resources, byName: new Map(resources.map((each) => [each.name.text, each])) };
}

function resourceOf({ key, value }: Entry): readonly TemplateResource[] {
  const [type, properties] = [textOf(get(value, 'Type')), get(value, 'Properties')];
  if (value.kind !== 'map' || properties?.kind !== 'map' || type === undefined || key.open) return [];
  // What is included may be any property.
  const isConditional = get(value, 'Condition') !== undefined || isCall(properties);
  return [{ name: key, type, body: value, properties, isConditional }];
}

/** True for a call of a function in its long form: a map of that one key. */
function isCall(node: MapNode): boolean {
  return node.entries.some(({ key }) => key.text.startsWith('Fn::')) || (node.entries.length === 1 && hasRef(node));
}

function hasRef(node: MapNode): boolean {
  return get(node, 'Ref') !== undefined;
}

/**
 * The value of a property: the text within `Fn::Sub` and `Fn::Base64`, what `Fn::Join` puts together, in place of any other function something that is
 * set and cannot be seen, all else as it is.
 */
export function seenValue(node: Node | undefined): Node | undefined {
  if (node === undefined || node.kind === 'scalar') return node;
  const text = joinedText(node) ?? textIn(node);
  if (text !== undefined) return seenValue(text);
  return isFunction(node) ? unseen(node) : node;
}

/** True for a function, as a tag or in its long form. */
function isFunction(node: MapNode | Exclude<Node, ScalarNode>): boolean {
  return (node.open && node.tag !== undefined) || (node.kind === 'map' && isCall(node));
}

/** The text that a function gives on; undefined for any other node. */
function textIn(node: Exclude<Node, ScalarNode>): Node | undefined {
  const [entry, ...others] = node.kind === 'map' ? node.entries : [];
  return entry?.key.text === 'Fn::Base64' && others.length === 0 ? entry.value : textOfSub(node);
}

function unseen({ span, host, anchored }: Node): ScalarNode {
  return {
    kind: 'scalar',
    value: '',
    text: '',
    readAs: { type: 'string' },
    style: 'plain',
    open: true,
    span,
    host,
    anchored,
  };
}

/** The value of a property that is a number or a boolean, which CloudFormation takes in quotes as well. */
export function convertedValue(node: Node | undefined): Node | undefined {
  const value = seenValue(node);
  if (value?.kind !== 'scalar' || value.open || typeof value.value !== 'string') return value;
  if (/^\d{1,9}$/.test(value.text)) return { ...value, readAs: { type: 'number', value: Number(value.text) } };
  const truth = value.text === 'true' || value.text === 'false';
  return truth ? { ...value, readAs: { type: 'boolean', value: value.text === 'true' } } : value;
}

/** A property by its name, as `seenValue` has it. */
export function property(node: Node | undefined, ...names: readonly string[]): Node | undefined {
  let value = seenValue(node);
  for (const name of names) {
    // Whatever a function makes may have the property.
    if (value === undefined || (value.kind === 'scalar' && value.open)) return value;
    value = seenValue(get(value, name));
  }
  return value;
}

/** The entry of a property, with its value as `seenValue` has it. */
export function propertyEntry(node: MapNode, name: string): Entry | undefined {
  const entry = entryOf(node, name);
  const value = seenValue(entry?.value);
  return entry && value ? { ...entry, value } : undefined;
}

/** The logical id of the resource that a reference or an attribute is of; undefined for anything else. */
export function referredTo(node: Node | undefined): string | undefined {
  if (node?.kind === 'scalar') {
    if (node.tag === '!Ref') return node.text;
    if (node.tag === '!GetAtt') return node.text.split('.')[0];
    return /^\$\{(\w+)(?:\.\w+)?\}$/.exec(node.text)?.[1];
  }
  if (node?.kind === 'seq') return node.tag === '!GetAtt' ? textOf(items(node)[0]) : undefined;
  const [ref, attribute] = [get(node, 'Ref'), get(node, 'Fn::GetAtt')];
  if (ref !== undefined) return textOf(ref);
  return attribute?.kind === 'seq' ? textOf(items(attribute)[0]) : textOf(attribute)?.split('.')[0];
}

/** The name of a resource by one of its properties, else its logical id. */
export function nameOf({ name, properties }: TemplateResource, key: string, place: Place): Fact<string> {
  const own = textFact(property(properties, key), place);
  return own.kind === 'known' ? own : known(name.text, at(place, name));
}

/** The logical ids of what a resource says that it waits for, each with its place. */
export function dependencies({ body }: TemplateResource): readonly ScalarNode[] {
  const written = get(body, 'DependsOn');
  const all = written?.kind === 'seq' ? items(written) : [written];
  return all.filter((node): node is ScalarNode => node?.kind === 'scalar' && !node.open);
}
