import { formats } from '../formats/index.js';

const hints = [...new Set(formats.flatMap((format) => format.hints))];

/** True when a text may hold something of ours: one of the formats' literal hints stands in it. */
export function hasHint(text: string): boolean {
  return hints.some((hint) => text.includes(hint));
}

/** The same for the bytes of a file, which are not decoded: the hints are plain ASCII. */
export function bytesHaveHint(bytes: {
  includes(text: string, start?: number, encoding?: 'latin1'): boolean;
}): boolean {
  return hints.some((hint) => bytes.includes(hint, 0, 'latin1'));
}
