import type { Location, Span } from '../text/span.js';

/** The document a format is reading: what turns spans into locations. */
export interface Place {
  readonly uri: string;
  readonly document: number;
}

/** The location of something that has a span in the document of `place`. */
export function at(place: Place, something: { readonly span: Span }): Location {
  return { uri: place.uri, document: place.document, span: something.span };
}
