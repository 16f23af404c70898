import type { Entry, Host } from '../syntax/node.js';
import type { Scope } from '../syntax/syntax.js';
import type { Location, Span } from '../text/span.js';

/** The document a format is reading: what turns spans into locations. */
export interface Place {
  readonly uri: string;
  readonly document: number;
  /** It stands in documentation, where `...` and `N` are what a reader fills in. */
  readonly isFragment?: true;
  /** What the other documents of its folder define. */
  readonly scope?: Scope | undefined;
  /** What is read holds only unless something gives variables other values than they have by default. */
  readonly withDefaults?: boolean;
}

/** Something with a span: a node or an entry, or a part of a node's text. */
export type Written = Entry | { readonly host: Pick<Host, 'elsewhere'>; readonly span: Span };

/** The location of something that the document of `place` writes, or another one that it names. */
export function at(place: Place, something: Written): Location {
  const { elsewhere } = 'host' in something ? something.host : something.key.host;
  const { uri, document } = elsewhere ?? place;
  return { uri, document, span: something.span };
}

/** The location of a span in the document of `place` itself. */
export function spanAt({ uri, document }: Place, span: Span): Location {
  return { uri, document, span };
}

/** True for a text that stands for a value which the reader of a documentation fills in: `...`, `N`, `sg-xxx`, `10.x.x.x`, `instance-type`. */
export function isFilledIn({ isFragment }: Place, text: string): boolean {
  return isFragment === true && filledIn.some((pattern) => pattern.test(text));
}

const filledIn: readonly RegExp[] = [
  /^(?:\.{2,}|…|[xXNMKY]|\?+|_+|\*+|\[[^\]]*\]|value|number|VALUE|NUMBER)$/,
  /^(?:your|my|the|some)[-_ ]/i,
  /x{3}|(?:^|[./])x(?:[./]|$)/i,
  // What is named, and what is left out behind it.
  /^[a-z_-]+[_-](?:ids?|names?|types?)$/i,
  / (?:\.{3}|…)$/,
  // An id that EC2 could not have made.
  /^(?:subnet|sg|vpc|ami)-(?!(?:[\da-f]{8}|[\da-f]{17})$)/,
];
