import type { LensConfig } from '../../model/lensConfig.js';
import type { MapNode, Node, ScalarNode, SyntaxDocument } from '../../syntax/node.js';
import { touches } from '../../text/span.js';
import type { ConfigPath } from './schema.js';

/** True for the config file of a workspace, which is read unlike all others. */
export function isConfigFile({ uri }: LensConfig, file: string): boolean {
  return uri !== undefined && uri === file;
}

/** A key or a value of the config file. */
export interface ConfigPlace {
  /** Of the value; of a key it is that of the value behind it. */
  readonly path: ConfigPath;
  readonly scalar: ScalarNode;
  readonly isKey: boolean;
  /** The mapping of the key. */
  readonly map: MapNode | undefined;
}

/** The key or value at an offset; undefined where neither stands. */
export function configPlaceAt({ root }: Pick<SyntaxDocument, 'root'>, offset: number): ConfigPlace | undefined {
  return root && descend(root, [], offset);
}

function descend(node: Node, path: ConfigPath, offset: number): ConfigPlace | undefined {
  switch (node.kind) {
    case 'scalar':
      return touches(node.span, offset) ? { path, scalar: node, isKey: false, map: undefined } : undefined;
    case 'seq': {
      const index = node.items.findIndex(({ value, alias }) => alias === undefined && touches(value.span, offset));
      const item = node.items[index];
      return item && descend(item.value, [...path, index], offset);
    }
    case 'map':
      for (const { key, value, alias } of node.entries) {
        const inner = [...path, key.text];
        if (touches(key.span, offset)) return { path: inner, scalar: key, isKey: true, map: node };
        const found = alias === undefined ? descend(value, inner, offset) : undefined;
        if (found) return found;
      }
      return undefined;
    default:
      return node satisfies never;
  }
}
