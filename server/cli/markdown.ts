import { displayWidth, type painter } from '../reporters/terminal.js';
import { joinLines } from '../text/joinLines.js';
import { brokenRows, narrowed, table } from './table.js';
import { type Piece, textOf, wrap } from './wrap.js';

export interface MarkdownStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: ReturnType<typeof painter>;
}

/** A column of a table is not made narrower than this. */
const narrowest = 12;

/**
 * The Markdown of our rule pages for a terminal: titles, paragraphs, lists, tables and fenced code, and in a line code, bold and
 * emphasised text and links. What else Markdown has is shown as it is written.
 */
export function markdownText(markdown: string, style: MarkdownStyle): string {
  const blocks = blocksOf(markdown).map((block) => linesOf(block, style));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'paragraph'; readonly text: string };

function blocksOf(markdown: string): readonly Block[] {
  // A fence may hold empty lines, which part the blocks elsewhere.
  return markdown.split(/^```/m).flatMap((part, index): readonly Block[] => {
    if (index % 2 === 1) return [{ kind: 'code', lines: part.split('\n').slice(1, -1) }];
    return part.split(/\n{2,}/).flatMap((text) => (text.trim() === '' ? [] : [blockOf(text.trim())]));
  });
}

function blockOf(text: string): Block {
  if (/^#{1,6} /.test(text)) return { kind: 'heading', text: text.replace(/^#+ /, '') };
  if (text.startsWith('|')) {
    const rows = text.split('\n').map((row) => row.replace(/^\||\|$/g, '').split('|'));
    const isRule = (row: readonly string[]): boolean => row.every((cell) => /^\s*:?-+:?\s*$/.test(cell));
    return { kind: 'table', rows: rows.filter((row) => !isRule(row)).map((row) => row.map((cell) => cell.trim())) };
  }
  if (text.startsWith('- ')) return { kind: 'list', items: text.slice(2).split(/\n- /) };
  return { kind: 'paragraph', text };
}

function linesOf(block: Block, { width, paint }: MarkdownStyle): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [paint.bold(block.text)];
    case 'code':
      return block.lines.map((line) => (line === '' ? '' : `      ${line}`));
    case 'list':
      return block.items.flatMap((item) =>
        wrapped(item, width - 4, paint).map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}`),
      );
    case 'table':
      return fittedTable(block.rows, width - 2).map((line) => `  ${line}`);
    case 'paragraph':
      return wrapped(block.text, width - 2, paint).map((line) => `  ${line}`);
    default:
      return block satisfies never;
  }
}

function wrapped(text: string, width: number, paint: MarkdownStyle['paint']): readonly string[] {
  const paints = { plain: (part: string) => part, code: paint.info, strong: paint.bold };
  return wrap(piecesOf(joinLines(text)), width).map((line) =>
    line.map((piece) => paints[piece.style](piece.text)).join(''),
  );
}

/** Code keeps its quotes, so that it is told apart without colour too. */
function piecesOf(text: string): readonly Piece[] {
  const marks = /(`[^`]+`)|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^[\]]+)\]\(([^()]+)\)/g;
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    const [whole, code, bold, emphasised, link, target = ''] = match;
    pieces.push({ text: text.slice(end, match.index), style: 'plain' });
    if (code !== undefined) pieces.push({ text: code, style: 'code' });
    else if (link !== undefined) pieces.push(...piecesOf(link), { text: addressOf(target), style: 'plain' });
    else pieces.push({ text: bold ?? emphasised ?? '', style: 'strong' });
    end = match.index + whole.length;
  }
  return [...pieces, { text: text.slice(end), style: 'plain' }];
}

/** Where a link leads; one to another file of ours leads nowhere in a terminal. */
function addressOf(target: string): string {
  return /^https?:/.test(target) ? ` (${target})` : '';
}

/** A table whose cells are broken where all of it would be wider than the terminal. */
function fittedTable(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => textOf(piecesOf(cell))));
  const widths = columnWidths([head, ...body], width);
  return table(
    head,
    brokenRows(body, widths),
    head.map(() => 'left'),
  );
}

/** The widths columns would like, the widest made narrower one column at a time until all fit beside each other. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const least = head.map((title, column) => {
    const words = rows.flatMap((row) => (row[column] ?? '').split(' '));
    return Math.max(narrowest, displayWidth(title), ...words.map(displayWidth));
  });
  return narrowed(widths, least, width);
}
