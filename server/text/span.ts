import { firstBehind } from './order.js';

/** Half-open range [start, end) of UTF-16 offsets in one YAML or JSON document (not in the whole file). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A span in a document of a file. Always the outermost document, also for a value inside JSON inside a YAML string.
 * `document` is the id the file's model gave the document: it stays the same while the document's text does, so nothing
 * that holds a Location has to change when another document of the file grows. `workspace/fileModel.ts` turns it into a place in the file.
 */
export interface Location {
  readonly uri: string;
  readonly document: number;
  readonly span: Span;
}

/** Which document a place lies in. */
export type DocumentId = Pick<Location, 'uri' | 'document'>;

/** True when both are the same document. */
export function isSameDocument(a: DocumentId, b: DocumentId): boolean {
  return a.uri === b.uri && a.document === b.document;
}

/** The key of a document in a map. */
export function documentKey({ uri, document }: DocumentId): string {
  return `${uri}#${document}`;
}

/** The key of a place in a map. */
export function placeKey(at: Location): string {
  return `${documentKey(at)}@${spanKey(at.span)}`;
}

/** The key of a span of one document in a map. */
export function spanKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** A value the user wrote, and where it is written. */
export interface Sourced<T> {
  readonly value: T;
  readonly at: Location;
}

/** True when the two spans start and end at the same offsets. */
export function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** True when `offset` lies in the span or at its end, where a cursor after the last character stands. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** True when `inner` lies wholly within `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when the two spans share at least one character. Empty spans overlap nothing. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** True when `span` shares a character with one of the spans, which must be in order and apart from each other. */
export function meetsAny(spans: readonly Span[], span: Span): boolean {
  const candidate = spans[firstBehind(spans, ({ end }) => span.start < end)];
  return candidate !== undefined && overlaps(candidate, span);
}
