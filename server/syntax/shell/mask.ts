import type { Span } from '../../text/span.js';

/** A text in which a shell parser finds its way, each character at the place it had, and what stands in for something else. */
export interface MaskedScript {
  readonly text: string;
  /** Placeholders as documentation has them (`<name>`), to a shell redirections, and those of template engines. In order, apart from each other. */
  readonly placeholders: readonly Span[];
}

const stand = '_';

/**
 * Overwrites what a shell would stumble over and a person would not: placeholders, and the CR of line breaks, which a shell takes
 * for a part of the last word, and the byte order mark. A line that a backslash continues still is continued.
 */
export function maskScript(text: string): MaskedScript {
  const placeholders: Span[] = [];
  const plain = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const lines = plain.includes('\r') ? plain.replace(/(?<!\\)(\\*)\r\n?/g, lineFeeds) : plain;
  let left = mostHereDocuments;
  const bounded = lines.replace(/<<+/g, (written) => (left-- > 0 ? written : stand.repeat(written.length)));
  const masked = bounded.replace(placeholder, (written: string, at: number) => {
    placeholders.push({ start: at, end: at + written.length });
    return stand.repeat(written.length);
  });
  return { text: masked, placeholders };
}

/** Of more on one line each costs the parser (unbash 6.0.4) as much as all before it, and no script has as many. */
const mostHereDocuments = 2_000;

/** Not `<<EOF>`, not `<in >out`: in a placeholder no blank stands beside the brackets. Nor a brace expansion `{{a,b},c}`. */
const placeholder = /(?<![<&\d])<[A-Za-z](?:[^<>\n]{0,200}[^<>\s])?>|\{\{[^{}\n]{0,200}\}\}/g;

/** As many characters that end a line. Behind an odd number of backslashes the line goes on, and so only one of them may end a line. */
function lineFeeds(match: string, backslashes: string): string {
  const breaks = match.length - backslashes.length;
  return backslashes + (breaks === 2 && backslashes.length % 2 === 1 ? '\n ' : '\n'.repeat(breaks));
}
