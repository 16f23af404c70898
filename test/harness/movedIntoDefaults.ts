import { readDocument } from '../../server/syntax/document.js';
import { documentIn } from '../../server/syntax/embedded.js';
import type { Entry, MapNode, Node } from '../../server/syntax/node.js';
import type { Fixture } from './fixture.js';

/**
 * A file of Terraform whose maps `env` are the defaults of variables that another file declares: value by value the same is wrong with them, and nothing of
 * what they come to with anything else is known. Undefined for a fixture that has none, or that is not finished.
 */
export function movedIntoDefaults(files: Fixture['files']): Fixture['files'] | undefined {
  const [only, ...others] = files;
  if (only === undefined || others.length > 0 || !/\.(?:tf|tofu)$/.test(only.path)) return undefined;
  const { text } = only;
  const { root, halfTyped } = readDocument(text, { syntax: 'hcl' });
  if (root === undefined || halfTyped) return undefined;
  const maps = envMaps(root);
  if (maps.length === 0) return undefined;
  let main = text;
  for (const [index, { span }] of [...maps.entries()].toReversed()) {
    main = `${main.slice(0, span.start)}var.moved${index}${main.slice(span.end)}`;
  }
  const variables = maps.map(
    ({ span }, index) => `variable "moved${index}" {\n  default = ${text.slice(span.start, span.end)}\n}\n`,
  );
  return [
    { path: 'main.tf', text: main },
    { path: 'variables.tf', text: variables.join('') },
  ];
}

/** The objects of literals that stand in the text as the value of a key `env`. */
function envMaps(node: Node, key?: Entry['key']): readonly MapNode[] {
  if (node.kind === 'scalar') {
    const made = documentIn(node);
    return made?.host === node.host ? envMaps(made) : [];
  }
  if (node.kind === 'seq') return node.items.flatMap(({ value }) => envMaps(value));
  if (key?.text === 'env' && node.style === 'flow' && isPlain(node)) return [node];
  if (key?.text === 'locals' || key?.text === 'variable') return [];
  return node.entries.flatMap((entry) => (entry.alias ? [] : envMaps(entry.value, entry.key)));
}

function isPlain({ entries, merges }: MapNode): boolean {
  const isText = ({ key, value }: Entry): boolean => !key.open && value.kind === 'scalar' && !value.open;
  return entries.length > 0 && merges.length === 0 && entries.every(isText);
}
