import type { ShapeProblem } from '../model/resource.js';
import type { ShapeFault } from '../syntax/validate.js';
import { at, type Place } from './place.js';

/** A fault by the schema of a format, as a resource. */
export function structureProblem(fault: ShapeFault, place: Place): ShapeProblem {
  return { kind: 'shapeProblem', fault: 'structure', at: at(place, fault), message: fault.message };
}
