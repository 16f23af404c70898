import { lineStart } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { firstBehind } from '../../text/order.js';
import { contains, type Span } from '../../text/span.js';
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
function reach(document: SyntaxDocument, line: Span): number {
  const all = hereDocumentsIn(document);
  const first = firstBehind(all, ({ start }) => line.start <= start);
  const behind = firstBehind(all, ({ start }) => line.end < start);
  return Math.max(line.end, ...all.slice(first, behind).map(({ end }) => end));
}

/** A memo: where the here-documents of a document stand, in order. It may have thousands of comments. */
const hereDocumentsIn = memoized(({ root, host }: SyntaxDocument): readonly Span[] => {
  const spans: Span[] = [];
  const visit = (node: Node, around: Span): void => {
    // What a name stands for is written elsewhere, and may be named by many.
    if (node.host !== host || !contains(around, node.span)) return;
    if (node.kind === 'seq') for (const { value } of node.items) visit(value, node.span);
    else if (node.kind === 'map') for (const { value } of node.entries) visit(value, node.span);
    else if (node.style === 'literal') spans.push(node.span);
  };
  if (root) visit(root, root.span);
  return spans.sort((a, b) => a.start - b.start);
});

function top({ host }: SyntaxDocument): number {
  return host.toDocument(host.text.startsWith('\uFEFF') ? 1 : 0);
}
