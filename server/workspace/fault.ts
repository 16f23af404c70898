import { faultMessage } from '../messages/fault.js';
import type { FileProblem } from '../model/problem.js';
import type { Location } from '../text/span.js';

/** A fault of ours in a file, as something of the file: the others are read and joined without it. */
export function faultOf(at: Location, fault: unknown): FileProblem {
  return { kind: 'fileProblem', rule: 'internal-error', at, message: faultMessage(fault), related: undefined };
}

/** The beginning of a file. */
export function startOf(uri: string): Location {
  return { uri, document: 0, span: { start: 0, end: 0 } };
}
