import { lineStart } from '../../text/lines.js';
import { splitFences } from '../markdown/split.js';
import type { SyntaxDocument } from '../node.js';
import type { Syntax } from '../syntax.js';
import { cutBlocks } from './blocks.js';

/** Documentation in AsciiDoc: its source blocks are documents of other syntaxes, and what stands between them is read as nothing. */
export const syntax: Syntax = {
  id: 'asciidoc',
  title: 'AsciiDoc',
  claims: { endings: ['adoc', 'asciidoc'], languages: ['asciidoc'] },
  split: (text) => splitFences(text, { syntax: 'asciidoc', cut: cutBlocks, directive }),
  read: () => ({ root: undefined, comments: [], problems: [], templated: false }),
  strings: { decode: () => undefined, encode: () => undefined },
  writer: {},
  comments: {
    write: (words) => `// ${words}`,
    lineAbove: firstLine,
    reach: ({ text }) => text.length,
    top: (document) =>
      document.form.around === undefined ? (document.text.startsWith('\uFEFF') ? 1 : 0) : firstLine(document),
  },
  completion: undefined,
};

const directive = /(?<=^\uFEFF?|[\r\n])()(\/\/[ \t]*)(eni-lens-[^\r\n]*)/g;

/** Where the lines of a block start: its attributes, or what opens it. What stands above them in its document are comments of ours. */
function firstLine({ text, form }: SyntaxDocument): number | undefined {
  const [first] = form.margin?.cuts ?? [];
  if (first === undefined) return undefined;
  const attributes = /(?:^|[\r\n])\[/.exec(text.slice(first.start, first.end));
  if (attributes) return lineStart(text, first.start + attributes.index + attributes[0].length);
  return lineStart(text, first.start + text.slice(first.start, first.end).trimEnd().length);
}
