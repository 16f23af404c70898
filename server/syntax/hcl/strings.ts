import { lineBefore } from '../../text/lines.js';
import type { Node, ScalarNode } from '../node.js';
import type { DecodedText, Strings } from '../syntax.js';

/** A memo: nodes never change, and an entry goes with its node. Where the characters of a text stand is known when it is read. */
const texts = new WeakMap<ScalarNode, DecodedText>();

/** Keeps where the characters of a text stand in its host's text. */
export function rememberText(node: ScalarNode, decoded: DecodedText): void {
  texts.set(node, decoded);
}

/** A memo: what the strings hold that Terraform makes of values. */
const made = new WeakMap<ScalarNode, { readonly root: Node | undefined }>();

/** Keeps what a string holds that is written as a value (`jsonencode({ … })`); undefined for an expression nobody sees into. */
export function rememberDocument(node: ScalarNode, root: Node | undefined): void {
  made.set(node, { root });
}

/** True for a string that is no text: an expression, or one that is made of a value. */
export function isMade(node: ScalarNode): boolean {
  return made.has(node);
}

/** What a text is made of; undefined for any other text, and where it cannot be seen. */
export function madeOf(node: ScalarNode): Node | undefined {
  return made.get(node)?.root;
}

/** The same node with another tag, place or type, or as one that nobody sees into, of which the same is known. */
export function like(
  node: ScalarNode,
  other: Partial<Pick<ScalarNode, 'tag' | 'span' | 'open' | 'value' | 'readAs'>>,
): ScalarNode {
  const copy = { ...node, ...other };
  const [text, document] = [texts.get(node), made.get(node)];
  if (text) texts.set(copy, text);
  if (document) made.set(copy, document);
  return copy;
}

/** How Terraform's strings hold documents: in quotes, in here-documents, and as values that `jsonencode` and `yamlencode` make texts of. */
export const strings: Strings = {
  decode: (node) => texts.get(node),
  encode,
  document: (node) => made.get(node),
};

function encode(node: ScalarNode, text: string): string | undefined {
  if (node.style === 'double') return escapeQuoted(text);
  if (node.style !== 'literal' || text.includes('\r')) return undefined;
  const escaped = escapeTemplates(text);
  if (!escaped.includes('\n')) return escaped;
  const indent = indentOf(node);
  return indent === undefined ? undefined : escaped.replace(/\n(?=[^\n])/g, `\n${indent}`);
}

/** A text between quotes. */
export function escapeQuoted(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return escapeTemplates(escaped);
}

function escapeTemplates(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{');
}

/** What stands before the lines of a here-document and is no part of its text. */
function indentOf(node: ScalarNode): string | undefined {
  const at = texts.get(node)?.offsets[node.text.search(/[^\n]/)];
  return at === undefined ? undefined : lineBefore(node.host.text, at);
}
