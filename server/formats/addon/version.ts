import { type Fact, unknown } from '../../model/fact.js';
import type { Node } from '../../syntax/node.js';
import type { Place } from '../place.js';
import { textFact } from '../read.js';

/** An add-on's version; `latest` and nothing at all both leave the choice to EKS. */
export function versionFact(node: Node | undefined, place: Place): Fact<string> {
  const fact = textFact(node, place);
  if (fact.kind === 'absent') return unknown();
  return fact.kind === 'known' && fact.value === 'latest' ? unknown(fact.at) : fact;
}
