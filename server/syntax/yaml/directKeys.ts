import { mayHoldTemplate } from '../../text/template.js';
import type { ScalarNode } from '../node.js';

/** A key that needs no further thought: no merge, no template, not very long. */
export function isSimpleKey({ text }: ScalarNode): boolean {
  return text.length < 1000 && text !== '<<' && !mayHoldTemplate(text);
}

/** True when a mapping has a key already; it is noted otherwise. */
export function isRepeated({ text }: ScalarNode, seen: Set<string>): boolean {
  if (seen.has(text)) return true;
  seen.add(text);
  return false;
}
