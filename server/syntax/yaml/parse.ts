import type { Reading, TextPlace } from '../syntax.js';
import { readDirectly } from './direct.js';
import { readWithLibrary } from './libraryReading.js';
import { withPlaceholders } from './placeholders.js';

/**
 * Reads one document as `splitDocuments` cuts it: YAML 1.2 (core schema), of which JSON is a part. What cannot be read is missing from
 * the tree and named in `problems`. Aliases are shared, not copied, and the tree has bounded size and depth however they are nested.
 * A template that breaks the structure is overwritten, the rest is read, and errors are not reported: they may be the template's.
 */
export function read(text: string, place: TextPlace): Reading {
  const reading = readDirectly(text, place) ?? readWithLibrary(text, place);
  const root = withPlaceholders(reading.root, text);
  return root === reading.root ? reading : { ...reading, root };
}
