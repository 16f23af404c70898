import type { ShapeProblem } from '../model/resource.js';
import type { Node } from '../syntax/node.js';
import { type ShapeFault, type ShapeValidator, validate } from '../syntax/validate.js';
import { at, type Place } from './place.js';

/** The faults of a node by the schema of its format, as resources. */
export function structureProblems(node: Node, validator: ShapeValidator, place: Place): readonly ShapeProblem[] {
  return validate(node, validator).map((fault) => structureProblem(fault, place));
}

/** One of them. */
export function structureProblem(fault: ShapeFault, place: Place): ShapeProblem {
  return { kind: 'shapeProblem', fault: 'structure', at: at(place, fault), message: fault.message };
}
