import { type Argument, type Catalogue, message, renderArgument } from '../../messages/message.js';
import { originWords } from '../../plan/originWords.js';
import type { Source } from '../../plan/source.js';
import { beginning } from '../../text/characters.js';
import { memoized } from '../../text/memo.js';
import { grouped } from '../../text/numbers.js';
import type { Workspace } from '../../workspace/workspace.js';
import { rangeOf } from '../convert.js';
import type { Content, Formula, Input, Table } from './content.js';

export interface Reading {
  readonly workspace: Workspace;
  readonly catalogue: Catalogue | undefined;
  /** Whether images are drawn; where they are not, the text of one would fill the hover. */
  readonly pictures: boolean;
}

const longestText = 160;
const backslash = '\\';

/**
 * Any text as Markdown that shows just it: no emphasis, link, image, HTML, table cell or automatic link comes out of it, and it
 * stays on one line. What a file says and what a message says both pass here. Very long text is cut.
 */
export function escapeMarkdown(text: string, most: number = Number.POSITIVE_INFINITY): string {
  const shown = text.length > most ? `${beginning(text, most)}…` : text;
  return (
    shown
      .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      // Marks that turn the direction of writing could make a text read as another one.
      .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\\`*[\]<>|&~!@$]/g, (sign) => backslash + sign)
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, `${backslash}_`)
      .replace(/:(?=\/\/)/g, `${backslash}:`)
      .replace(/\bwww\./gi, (word) => `${word.slice(0, -1)}${backslash}.`)
      // What starts a heading, a list or a table at the beginning of a line.
      .replace(/^(\s*)(?=[#+=-])/, (blanks) => blanks + backslash)
      .replace(/^(\s*\d+)(?=[.)](?:\s|$))/, (digits) => digits + backslash)
  );
}

/** A hover's content as Markdown without HTML. */
export function toMarkdown(content: Content, reading: Reading): string {
  const text = (argument: Argument): string => show(argument, reading.catalogue);
  const { answer, about = [], formula, picture, tables = [], inputs = [], caveats = [], links = [] } = content;
  const blocks = [
    `**${text(answer)}**`,
    ...(formula ? [formulaBlock(formula, reading.catalogue)] : []),
    ...(picture && reading.pictures ? [`![${text(picture.alt)}](${imageUri(picture.svg)})`] : []),
    ...about.map(text),
    ...tables.map((table) => tableBlock(table, text, reading)),
    ...(inputs.length > 0 ? [inputBlock(inputs, reading)] : []),
    ...caveats.map((caveat) => `_${text(caveat)}_`),
    ...(links.length > 0
      ? [
          links
            .map(({ title, href }) => `[${text(title)}](${target(renderArgument(href, reading.catalogue))})`)
            .join(' · '),
        ]
      : []),
  ];
  return blocks.join('\n\n');
}

function show(argument: Argument, catalogue: Catalogue | undefined): string {
  if (typeof argument === 'number') return renderArgument(grouped(argument), catalogue);
  if (typeof argument === 'string') return escapeMarkdown(renderArgument(argument, catalogue), longestText);
  return escapeMarkdown(renderArgument(argument, catalogue));
}

/** Names above numbers, in a code block, so that the terms stand below each other; thousands are parted as in the text around it. */
function formulaBlock(formula: Formula, catalogue: Catalogue | undefined): string {
  const [names, numbers] = [formula.names, formula.numbers].map((each) => {
    const text = renderArgument(each, catalogue);
    return renderArgument(
      text.replace(/\d{4,}/g, (digits) => grouped(Number(digits))),
      catalogue,
    );
  });
  return names === numbers ? `\`${numbers}\`` : `\`${names}\`  \n\`${numbers}\``;
}

function imageUri(svg: string): string {
  return `data:image/svg+xml;base64,${toBase64(svg)}`;
}

const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 as base64; the core has no Buffer, and `btoa` takes no text beyond Latin-1. */
function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let result = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = bytes.subarray(index, index + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    result += base64Letters.charAt(bits >> 18) + base64Letters.charAt((bits >> 12) & 63);
    result += b === undefined ? '=' : base64Letters.charAt((bits >> 6) & 63);
    result += c === undefined ? '=' : base64Letters.charAt(bits & 63);
  }
  return result;
}

function tableBlock({ head, rows }: Table, text: (argument: Argument) => string, { pictures }: Reading): string {
  const shown = rows.map((row) => row.map(text));
  const columns = head.map((_, column) => column).filter((column) => shown.some((row) => row[column] !== nothing));
  const kept = (row: readonly string[]): readonly string[] => columns.map((column) => row[column] ?? '');
  const areNumbers = columns.map((column) => shown.every((row) => isNumeric(row[column] ?? '')));
  return lines({ cells: kept(head.map(text)), areNumbers, isRendered: pictures }, shown.map(kept));
}

function inputBlock(inputs: readonly Input[], reading: Reading): string {
  const text = (argument: Argument): string => show(argument, reading.catalogue);
  const rows = inputs.map(({ name, value, source }) => [
    text(name),
    text(value),
    source ? sourceText(source, reading) : '',
  ]);
  const cells = [text(message('Input')), text(message('Value')), text(message('From'))];
  // Where no row has an origin, neither has the table.
  const columns = inputs.some(({ source }) => source !== undefined) ? 3 : 2;
  const shown = rows.map((row) => row.slice(0, columns));
  return lines({ cells: cells.slice(0, columns), areNumbers: [], isRendered: reading.pictures }, shown);
}

interface Head {
  readonly cells: readonly string[];
  /** By column: numbers stand below each other by their last digit, all else begins at the left, below its header. */
  readonly areNumbers: readonly boolean[];
  /** The Markdown is rendered, as it is where pictures are drawn, and not shown as it is written. */
  readonly isRendered: boolean;
}

/**
 * VS Code leaves no gap between columns, so that cells would run together; blanks at the edge of a cell are taken away, but for an entity.
 * It ends a cell, because at the beginning it would indent the first line of those that are broken.
 */
function lines({ cells, areNumbers, isRendered }: Head, rows: readonly (readonly string[])[]): string {
  const gap = isRendered ? '&ensp;' : '';
  const line = (each: readonly string[]): string => `| ${each.join(`${gap} | `)} |`;
  const rule = `| ${cells.map((_, column) => (areNumbers[column] ? '---:' : ':---')).join(' | ')} |`;
  return [line(cells), rule, ...rows.map(line)].join('\n');
}

/** Stands in a cell where there is nothing to say. */
const nothing = '–';

/** A number, a range of numbers, a product, or some of a number in any language; and what stands where nobody knows one. */
function isNumeric(cell: string): boolean {
  return cell === '?' || /^(?:[\d\s–.,×%≈-]|\\?<)+(?: \p{L}+ \d+)?$/u.test(cell);
}

function sourceText(source: Source, { workspace, catalogue }: Reading): string {
  if (source.kind !== 'written') return show(originWords[source.kind], catalogue);
  const range = rangeOf(workspace, source.at);
  const name = shownName(source.at.uri, workspace);
  if (range === undefined) return escapeMarkdown(name, longestText);
  const place = escapeMarkdown(`${name}:${range.start.line + 1}`, longestText);
  return /^file:\/\//.test(source.at.uri)
    ? `[${place}](${target(`${source.at.uri}#L${range.start.line + 1}`)})`
    : place;
}

/** The name of a file, with the folder it lies in where another one goes by the same name. */
function shownName(uri: string, { files }: Workspace): string {
  const name = fileName(uri);
  const isUnique = (namesOf(files).get(name) ?? 1) < 2;
  return isUnique ? name : `${fileName(uri.slice(0, uri.lastIndexOf('/')))}/${name}`;
}

/** How many files go by each name. */
const namesOf = memoized((files: Workspace['files']): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const uri of files.keys()) counts.set(fileName(uri), (counts.get(fileName(uri)) ?? 0) + 1);
  return counts;
});

/** The last part of a URI, as people know the file. */
function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  return /%[0-9a-f]{2}/i.test(last) ? last.replace(/%20/g, ' ') : last;
}

/** A URI as the target of a Markdown link: nothing in it may end the link. */
export function target(href: string): string {
  return href.replace(/[\s<>()\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
