import type { ScalarNode } from '../../syntax/node.js';

/** What stands first in a document of YAML or JSON, and in the headers of user data in MIME form: a key, a bracket, or what Terraform makes one by. */
const beginningOfDocument =
  /^[ \t]*(?:[{[]|(?:json|yaml)encode\(|(?:"[^"\n]*"|'[^'\n]*'|[\w./-]+)[ \t]*:(?:[ \t\r]|$))/;

/**
 * True for a text that a node runs and does not read: one with a shebang, or one that begins as no document does. What it writes into files
 * (`cat <<EOF`) is no part of it that nodeadm would find there.
 */
function isScript(text: string): boolean {
  const lines = text.split('\n', mostLines);
  if (lines.find((line) => line.trim() !== '')?.startsWith('#!')) return true;
  const first = lines.find((line) => !/^\s*(?:#|$)|^\s*---\s*$|^%/.test(line));
  return first !== undefined && !beginningOfDocument.test(first);
}

/** What has not begun by then is no text for a node. */
const mostLines = 200;

/** True when a string may hold a NodeConfig for nodeadm, by itself or in MIME form, and not within a script. */
export function mayHoldNodeConfig(node: ScalarNode): boolean {
  return namesNodeConfig(node) && !isScript(node.text);
}

/** One of them stands wherever the API group of nodeadm is named, or one that people take for it. */
export const eksApiTexts: readonly string[] = ['node.eks.aws', 'eks.aws/', 'eks.amazonaws.com/'];

/** True where the words of a NodeConfig stand in a string, wherever that may be. */
function namesNodeConfig(node: ScalarNode): boolean {
  return (
    typeof node.value === 'string' &&
    eksApiTexts.some((text) => node.text.includes(text)) &&
    /NodeConfig/i.test(node.text)
  );
}
