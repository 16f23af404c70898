import { configDocument } from '../formats/eniLens/config.js';
import { syntaxNamed } from '../syntax/claims.js';
import type { MapNode } from '../syntax/node.js';
import type { Edits, Writer } from '../syntax/syntax.js';

/** What is to be written into a config file. */
export interface ConfigAddition {
  /** As a text of its own, for a file that says nothing yet, or is not there. */
  readonly text: string;
  /** Among what the file says; undefined where a person has to write it. */
  readonly among: (root: MapNode, writer: Writer) => Edits;
}

/**
 * The edits of a config text that write an addition and leave everything else byte for byte. Undefined where the text cannot be read, or a
 * person has to write it.
 */
export function additionEdits(uri: string, text: string, { text: own, among }: ConfigAddition): Edits {
  const { root, problems } = configDocument(uri, text);
  const writer = syntaxNamed('yaml')?.writer;
  if (problems.length > 0 || writer === undefined) return undefined;
  if (root?.kind === 'map') return among(root, writer);
  const isEmpty = root === undefined || (root.kind === 'scalar' && root.value === null);
  const before = text === '' || text.endsWith('\n') ? '' : '\n';
  return isEmpty ? [{ span: { start: text.length, end: text.length }, newText: before + own }] : undefined;
}
