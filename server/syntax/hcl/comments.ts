import { lineStart } from '../../text/lines.js';
import { contains, overlaps, type Span } from '../../text/span.js';
import { localOffset } from '../host.js';
import type { Node, SyntaxDocument } from '../node.js';
import type { Comments } from '../syntax.js';

/** How Terraform has comments: `#`, `//` and `/* … *​/`, wherever a blank may stand. New ones begin with `#`, as its formatter wants. */
export const comments: Comments = { write: (words) => `# ${words}`, lineAbove, reach, top };

/** The line of an offset; of what stands in a here-document, the line that begins it. */
function lineAbove({ host }: SyntaxDocument, offset: number, around: readonly Node[]): number {
  const { text } = host;
  const line = lineStart(text, localOffset(host, offset));
  const string = around.find(
    ({ kind, host: own, span }) => kind === 'scalar' && own === host && span.start < offset && offset <= span.end,
  );
  const isLiteral = string?.kind === 'scalar' && string.style === 'literal';
  return host.toDocument(isLiteral ? lineStart(text, localOffset(host, string.span.start)) : line);
}

/** Of here-documents that begin on the line. */
function reach({ root }: SyntaxDocument, line: Span): number {
  let end = line.end;
  const visit = (node: Node): void => {
    if (!overlaps(node.span, line)) return;
    if (node.kind === 'scalar') {
      const begins = node.style === 'literal' && contains(line, { start: node.span.start, end: node.span.start });
      if (begins) end = Math.max(end, node.span.end);
    } else if (node.kind === 'seq') for (const { value } of node.items) visit(value);
    else for (const { value } of node.entries) visit(value);
  };
  if (root) visit(root);
  return end;
}

function top({ host }: SyntaxDocument): number {
  return host.toDocument(host.text.startsWith('\uFEFF') ? 1 : 0);
}
