import { lineStart, nextLine, restOfLine } from '../../text/lines.js';
import type { SyntaxDocument } from '../node.js';
import type { Comments } from '../syntax.js';

/** How Markdown has comments: those of HTML, on lines of their own. One above a fence is for all that stands in it. */
export const comments: Comments = {
  write: (words) => `<!-- ${words} -->`,
  lineAbove: openingLine,
  reach: ({ text }) => text.length,
  top: (document) => (document.form.around === undefined ? behindFrontMatter(document) : openingLine(document)),
};

/** Where the line starts that opens a fence: what stands above it in its document are comments of ours. */
function openingLine({ text, form }: SyntaxDocument): number | undefined {
  const [first] = form.margin?.cuts ?? [];
  const opening = first && text.slice(first.start, first.end).trimEnd();
  return opening === undefined ? undefined : lineStart(text, opening.length);
}

/** Behind the lines between `---` in which pages say their title. */
function behindFrontMatter({ text }: SyntaxDocument): number {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  if (!/^---[ \t]*$/.test(restOfLine(text, start))) return start;
  for (let line = nextLine(text, start); line !== undefined; line = nextLine(text, line)) {
    const [, behind] = /^(?:---|\.\.\.)(.*)/s.exec(restOfLine(text, line)) ?? [];
    if (behind !== undefined) return behind.trim() === '' ? (nextLine(text, line) ?? start) : start;
  }
  return start;
}
