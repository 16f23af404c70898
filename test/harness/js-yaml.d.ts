/** What the tests use of js-yaml, which comes without types. */
declare module 'js-yaml' {
  /** The value of a text of one document. Throws for what is not valid. */
  export function load(text: string): unknown;
  /** The values of all documents. Throws for what is not valid. */
  export function loadAll(text: string): unknown[];
}
