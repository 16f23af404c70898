/** The mark of a list item: `-`, `12.`. */
export interface ListMarker {
  readonly length: number;
}

/** What ends an HTML block that ends at a blank line. */
export const blockEnd = /^$/;

/** How HTML blocks start and end (CommonMark 0.31, 4.6); `end` is undefined for those that end at a blank line. */
const htmlBlocks: readonly { readonly start: RegExp; readonly end: RegExp | undefined }[] = [
  { start: /^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, end: /<\/(?:script|pre|style|textarea)>/i },
  { start: /^<!--/, end: /-->/ },
  { start: /^<\?/, end: /\?>/ },
  { start: /^<![A-Za-z]/, end: />/ },
  { start: /^<!\[CDATA\[/, end: /\]\]>/ },
  {
    start:
      /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t]|\/?>|$)/i,
    end: undefined,
  },
];

/** A tag alone on its line, with the attributes it has. */
const anyTag =
  /^(?:<[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$/;

/** The HTML block that starts with this text of a line. A tag that is none of a block does not interrupt a paragraph. */
export function htmlBlockAt(rest: string, isParagraph: boolean): { readonly end: RegExp | undefined } | undefined {
  if (!rest.startsWith('<')) return undefined;
  const block = htmlBlocks.find(({ start }) => start.test(rest));
  if (block) return { end: block.end };
  return !isParagraph && anyTag.test(rest) ? { end: undefined } : undefined;
}

/** True for a heading with number signs. */
export function isHeading(rest: string): boolean {
  return /^#{1,6}(?:[ \t]|$)/.test(rest);
}

/** True for a line across the page, such as `---`. */
export function isThematicBreak(rest: string): boolean {
  return /^(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/.test(rest);
}

/** The mark of a list item at the start of a text. An empty item, or a list that does not start with 1, does not interrupt a paragraph. */
export function listMarkerAt(rest: string, isParagraph: boolean): ListMarker | undefined {
  const [, marker, number] = /^([-+*]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(rest) ?? [];
  if (marker === undefined) return undefined;
  const isRefused =
    isParagraph && (/^[ \t]*$/.test(rest.slice(marker.length)) || (number !== undefined && Number(number) !== 1));
  return isRefused ? undefined : { length: marker.length };
}
