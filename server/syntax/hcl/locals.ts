import { firstBehind } from '../../text/order.js';
import type { Span } from '../../text/span.js';
import type { Entry, MapNode, Node, ScalarNode } from '../node.js';
import { rememberDocument } from './strings.js';

/** A place that names a local value and nothing else (`local.x`): the value of an entry, or what a text is made of. */
export interface Reference {
  readonly name: string;
  /** All of it that is written there, in the document. */
  readonly span: Span;
  readonly in: { readonly entry: Entry } | { readonly encoded: ScalarNode };
}

/** The local value that an expression names; undefined for any other. */
export function localNamed(node: Node | undefined): string | undefined {
  if (node?.kind !== 'scalar' || !node.open || node.style !== 'plain') return undefined;
  return /^local\.([\p{L}_][\p{L}\p{N}_-]*)$/u.exec(node.text)?.[1];
}

/**
 * Puts local values of a file where they are named, as what an alias stands for. Only values that name none themselves, so that there is an
 * end to it, and only those that the file defines once. The references are in the order of the text; nobody has seen their nodes yet.
 */
export function resolveLocals(entries: readonly Entry[], references: readonly Reference[]): void {
  if (references.length === 0) return;
  const known = plainLocals(entries, references);
  for (const { name, in: place } of references) {
    const value = known.get(name);
    if (value === undefined) continue;
    if ('encoded' in place) rememberDocument(place.encoded, value);
    else Object.assign(place.entry, { value, alias: place.entry.value.span });
  }
}

function plainLocals(entries: readonly Entry[], references: readonly Reference[]): ReadonlyMap<string, Node> {
  const blocks = entries.filter(({ key }) => key.text === 'locals').map(({ value }) => value);
  const defined = blocks.filter((value): value is MapNode => value.kind === 'map').flatMap((block) => block.entries);
  const known = new Map<string, Node>();
  const twice = new Set<string>();
  for (const { key, value, span } of defined) {
    if (known.has(key.text)) twice.add(key.text);
    const next = references[firstBehind(references, (each) => span.start <= each.span.start)];
    const namesOthers = next !== undefined && next.span.start < span.end;
    if (!namesOthers) known.set(key.text, value);
  }
  for (const name of twice) known.delete(name);
  return known;
}
