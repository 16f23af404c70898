import type { ScalarNode } from './node.js';
import type { SyntaxId } from './syntaxId.js';

/** A memo: what the place of a string says about it does not change. */
const told = new WeakMap<ScalarNode, SyntaxId>();

/** For readers: the place of a string says that it is in another syntax than YAML, such as a command. */
export function tellSyntax(node: ScalarNode, id: SyntaxId): void {
  told.set(node, id);
}

/** The syntax in which places within a string are looked for. */
export function syntaxWithin(node: ScalarNode): SyntaxId {
  return told.get(node) ?? 'yaml';
}
