import type { Message } from '../messages/message.js';
import type { ShapeProblem } from '../model/problem.js';
import type { Resource } from '../model/resource.js';
import type { ShapeFault } from '../syntax/validate.js';
import type { Location } from '../text/span.js';
import { at, type Place } from './place.js';

/** A fault by the schema of a format, as a resource. */
export function structureProblem(fault: ShapeFault, place: Place): ShapeProblem {
  return structureFault(at(place, fault), fault.message);
}

/** A value of another shape than is wanted there. */
export function structureFault(
  here: Location,
  text: Message,
  further: Partial<Pick<Extract<ShapeProblem, { readonly fault: 'structure' }>, 'advice' | 'fixes'>> = {},
): ShapeProblem {
  return { kind: 'shapeProblem', fault: 'structure', at: here, message: text, ...further };
}

/** True for a fault of shape: what documentation cuts short or leaves to its reader (`...`, `<your subnets>`) has none that could be wrong. */
export function isOfIncompleteText(resource: Resource): boolean {
  if (resource.kind !== 'shapeProblem') return false;
  const { fault } = resource;
  return fault === 'structure' || fault === 'embeddedDocument' || fault === 'eniConfigValues';
}
