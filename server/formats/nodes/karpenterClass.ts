import type { Node } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';

/** Names that Karpenter has for AMIs, as `al2023@v20240807`. */
export interface AmiAlias {
  readonly family: string | undefined;
  /** Undefined where none is written. */
  readonly release: string | undefined;
}

/** The alias by which a class of Karpenter, given by its `spec`, chooses its AMIs; of several the first. */
export function amiAlias(spec: Node | undefined): AmiAlias {
  const aliases = items(get(spec, 'amiSelectorTerms')).flatMap((term) => textOf(get(term, 'alias')) ?? []);
  const [family, release] = aliases[0]?.split('@') ?? [];
  return { family, release };
}

/** True for nodes whose user data Karpenter hands on as it is, with nothing of its own. */
export function isCustom(spec: Node | undefined): boolean {
  return textOf(get(spec, 'amiFamily')) === 'Custom';
}
