import type { Location, Span } from '../text/span.js';

/** The document a format is reading: what turns spans into locations. */
export interface Place {
  readonly uri: string;
  readonly document: number;
  /** It stands in documentation, where `...` and `N` are what a reader fills in. */
  readonly isFragment?: true;
}

/** The location of something that has a span in the document of `place`. */
export function at(place: Place, something: { readonly span: Span }): Location {
  return { uri: place.uri, document: place.document, span: something.span };
}

/** True for a text that stands for a value which the reader of a documentation fills in: `...`, `N`, `sg-xxx`, `10.x.x.x`. */
export function isFilledIn({ isFragment }: Place, text: string): boolean {
  return isFragment === true && filledIn.some((pattern) => pattern.test(text));
}

const filledIn: readonly RegExp[] = [
  /^(?:\.{2,}|…|[xXNMKY]|\?+|_+|\*+|\[[^\]]*\]|value|number|VALUE|NUMBER)$/,
  /^(?:your|my|the|some)[-_ ]/i,
  /x{3}|(?:^|[./])x(?:[./]|$)/i,
  // An id that EC2 could not have made.
  /^(?:subnet|sg|vpc|ami)-(?!(?:[\da-f]{8}|[\da-f]{17})$)/,
];
