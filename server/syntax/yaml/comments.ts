import { lineStart } from '../../text/lines.js';
import { firstBehind } from '../../text/order.js';
import { contains, overlaps, type Span } from '../../text/span.js';
import { localOffset } from '../host.js';
import { pieceAt } from '../joined.js';
import type { Host, Node, SyntaxDocument } from '../node.js';
import type { Comments } from '../syntax.js';

/** How YAML writes comments: from `#` to the end of the line. */
export const comments: Comments = { write: (words) => `# ${words}`, lineAbove, reach, top };

/** Inside a string of several lines a comment would be text, so it stands above the line of the string's key. */
function lineAbove({ host }: SyntaxDocument, offset: number, nodes: readonly Node[]): number | undefined {
  // A text that is put together stands where its pieces do.
  const around = nodes.map((node) => (node.kind === 'scalar' ? (pieceAt(node, offset) ?? node) : node));
  const line = lineIn(host, offset);
  // What an alias stands for is elsewhere.
  const index = around.findIndex(
    ({ kind, host: own, span }) => kind === 'scalar' && own.depth === 0 && span.start < line && offset <= span.end,
  );
  if (index < 0) return line;
  const [parent, scalar] = [around[index - 1], around[index]];
  const entry = parent?.kind === 'map' ? parent.entries.find(({ value }) => value === scalar) : undefined;
  return entry && lineIn(host, entry.key.span.start);
}

/** Where the line of an offset starts, both in the document. */
function lineIn(host: Host, offset: number): number {
  return host.toDocument(lineStart(host.text, localOffset(host, offset)));
}

/** Behind the `---` line, where there is one; behind a byte order mark. */
function top({ host }: SyntaxDocument): number {
  const marker = /^\uFEFF?(?:---[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))?/.exec(host.text);
  return host.toDocument(marker?.[0].length ?? 0);
}

/** Of strings whose key stands on the line: `configurationValues: |-` with all of its text. */
function reach({ root }: SyntaxDocument, line: Span): number {
  return Math.max(line.end, ...endsOfStrings(root, line));
}

function endsOfStrings(node: Node | undefined, line: Span): readonly number[] {
  if (node === undefined || node.kind === 'scalar' || !overlaps(node.span, line)) return [];
  if (node.kind === 'seq') {
    const onLine = partsOn(line, node.items, ({ value, alias }) => alias ?? value.span);
    return onLine.flatMap(({ value, alias }) => (alias ? [] : endsOfStrings(value, line)));
  }
  return partsOn(line, node.entries, ({ span }) => span).flatMap(({ key, value, alias }) => {
    if (alias) return [];
    return value.kind === 'scalar' && contains(line, key.span) ? [value.span.end] : endsOfStrings(value, line);
  });
}

/** Those parts that touch a line, of parts which stand one behind the other. */
function partsOn<T>(line: Span, parts: readonly T[], spanOf: (part: T) => Span): readonly T[] {
  const first = firstBehind(parts, (part) => line.start <= spanOf(part).end);
  const behind = firstBehind(parts, (part) => line.end < spanOf(part).start);
  return parts.slice(first, behind);
}
