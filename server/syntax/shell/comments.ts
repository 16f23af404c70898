import { lineAt, lineStart } from '../../text/lines.js';
import { memoized } from '../../text/memo.js';
import { firstBehind } from '../../text/order.js';
import type { Span } from '../../text/span.js';
import { localOffset, localSpan } from '../host.js';
import type { Host, Node, SyntaxDocument } from '../node.js';
import type { Comments } from '../syntax.js';

/** How a script has comments: from `#` to the end of the line, and never between lines that a backslash joins. */
export const comments: Comments = { write: (words) => `# ${words}`, lineAbove, reach, top };

/** The line of the command, or the first of those that a backslash or a quotation joins with it. */
function lineAbove(document: SyntaxDocument, offset: number): number {
  const { host, root } = document;
  const commands = root?.kind === 'seq' ? root.items.map(({ value }) => lines(host, value)) : [];
  let line = lineStart(host.text, localOffset(host, offset));
  for (let before = -1; before !== line; ) {
    before = line;
    const around = commands.find(({ start, end }) => start < line && line < end);
    line = firstJoined(host, around?.start ?? line);
  }
  return host.toDocument(line);
}

/** A command, or a here-document with the command it is for. */
function lines(host: Host, node: Node): Span {
  return localSpan(host, { start: beginning(node), end: node.span.end });
}

function beginning(node: Node): number {
  return (node.kind === 'scalar' ? node.hereDocument?.start : undefined) ?? node.span.start;
}

/** The first of the lines that are joined with the line of an offset. */
function firstJoined({ text }: Host, offset: number): number {
  let line = lineStart(text, offset);
  while (line > 0 && isJoined(text, line)) line = lineStart(text, line - 1);
  return line;
}

/** True where a line starts that a backslash joins with the one before. */
function isJoined(text: string, line: number): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\(?:\r\n|\r|\n)$/.test(text.slice(Math.max(0, line - longestEnd), line));
}

/** More backslashes than this do not stand at the end of a line. */
const longestEnd = 50;

/** Of the commands that start on the line, or on those that a backslash or a quotation joins with it. */
function reach(document: SyntaxDocument, line: Span): number {
  const { host } = document;
  let behind = joinedEnd(host, localSpan(host, line).end);
  const commands = commandsByBeginning(document);
  const first = firstBehind(commands, ({ start }) => line.start <= start);
  for (let index = first; index < commands.length; index++) {
    const command = commands[index];
    if (command === undefined || command.start >= host.toDocument(behind)) break;
    const { end } = localSpan(host, command);
    if (end > behind) behind = joinedEnd(host, lineAt(host.text, end).end);
  }
  return host.toDocument(behind);
}

/** A memo, because there may be a comment for each: a here-document begins with the first command of its pipeline, before others in it. */
const commandsByBeginning = memoized(({ root }: SyntaxDocument): readonly Span[] => {
  const items = root?.kind === 'seq' ? root.items : [];
  return items.map(({ value }) => ({ start: beginning(value), end: value.span.end })).sort((a, b) => a.start - b.start);
});

/** Where the lines end that a backslash joins with the one that ends at an offset. */
function joinedEnd({ text }: Host, offset: number): number {
  let end = offset;
  while (end < text.length && isJoined(text, end)) ({ end } = lineAt(text, end));
  return end;
}

/** Behind the line that says which shell it is, and behind a byte order mark. */
function top({ host }: SyntaxDocument): number {
  const start = /^\uFEFF?(?:#![^\r\n]*(?:\r\n?|\n))?/.exec(host.text);
  return host.toDocument(start?.[0].length ?? 0);
}
