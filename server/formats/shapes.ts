import { validateBaseline, validateEniLensConfig, validateNodeConfig } from '../../schemas/validators.mjs';
import type { Node } from '../syntax/node.js';
import { type ShapeFault, validate } from '../syntax/validate.js';

/** Where a tree is no config file by its schema, in written order. */
export function configShapeFaults(root: Node): readonly ShapeFault[] {
  return validate(root, validateEniLensConfig);
}

/** Where a tree is no baseline by its schema, in written order. */
export function baselineShapeFaults(root: Node): readonly ShapeFault[] {
  return validate(root, validateBaseline);
}

/** Where a tree is no NodeConfig by its schema, in written order. */
export function nodeConfigShapeFaults(root: Node): readonly ShapeFault[] {
  return validate(root, validateNodeConfig);
}
