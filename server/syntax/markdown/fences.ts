import { blockEnd, htmlBlockAt, isHeading, isThematicBreak, listMarkerAt } from './blocks.js';
import { type LineCursor, lineCursor } from './lineCursor.js';

/** A fenced code block of a Markdown text. */
export interface Fence {
  /** Where the line starts on which the fence opens, and where that line ends, before its line break. */
  readonly start: number;
  readonly openingEnd: number;
  /** What stands behind the opening marks, without the blanks around it. */
  readonly info: string;
  /** The lines of code, without what the block quotes and lists around them put before it. */
  readonly lines: readonly FenceLine[];
  /** Behind the last line of the fence, its line break included: that of the closing marks where there are some. */
  readonly end: number;
  readonly isClosed: boolean;
}

/** A line of code. */
export interface FenceLine {
  /** Where the line starts in the text, and where its code does. */
  readonly start: number;
  readonly code: number;
  /** The end of the line, before its line break. */
  readonly end: number;
  /** Blanks that a tab before the code still stands for, where the indentation ends within it. */
  readonly blanks: number;
}

/** A block quote, or an item of a list: what it needs before each line. */
type Container =
  | { readonly kind: 'quote' }
  /** `indent`: columns before its content. An item that starts with a blank line ends at a second one. */
  | { readonly kind: 'item'; readonly indent: number; isEmpty: boolean };

/** What the lines being read belong to, inside all containers. */
type Leaf =
  | { readonly kind: 'none' | 'paragraph' }
  | { readonly kind: 'html'; readonly end: RegExp | undefined }
  | { readonly kind: 'fence'; readonly mark: string; readonly indent: number; readonly fence: OpenFence };

interface OpenFence {
  readonly start: number;
  readonly openingEnd: number;
  readonly info: string;
  readonly lines: FenceLine[];
}

/** Deeper nesting is read as text. Without a limit a line of many marks would cost every line behind it as much. */
const deepest = 100;

interface Reader {
  readonly fences: Fence[];
  readonly containers: Container[];
  leaf: Leaf;
}

const none: Leaf = { kind: 'none' };

/**
 * The fenced code blocks of a Markdown text, by the rules of CommonMark 0.31 (4.5, with block quotes, lists and HTML blocks around
 * them). One that is not closed runs to the end of what it stands in. Takes time in proportion to the text.
 */
export function cutFences(text: string): readonly Fence[] {
  const reader: Reader = { fences: [], containers: [], leaf: none };
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start < text.length) {
    const line = lineCursor(text, start);
    readLine(reader, line);
    start = line.next;
  }
  closeFence(reader, text.length, false);
  return reader.fences;
}

function readLine(reader: Reader, line: LineCursor): void {
  const matched = matchContainers(reader, line);
  const isInside = matched === reader.containers.length;
  if (reader.leaf.kind === 'fence') {
    if (isInside) {
      readCode(reader, reader.leaf, line);
      return;
    }
    closeFence(reader, line.start, false);
  }
  if (reader.leaf.kind === 'html') {
    if (isInside) {
      readHtml(reader, reader.leaf, line);
      return;
    }
    reader.leaf = none;
  }
  const wasParagraph = reader.leaf.kind === 'paragraph';
  const opened = openBlocks(reader, line, matched, wasParagraph);
  if (opened === 'leaf') return;
  if (line.isBlank()) {
    if (opened === undefined) reader.containers.length = matched;
    reader.leaf = none;
    return;
  }
  // Text that lacks what its block quote needs still continues a paragraph in it.
  const isLazy = wasParagraph && opened === undefined;
  if (!isLazy && opened === undefined) reader.containers.length = matched;
  reader.leaf = isLazy || line.indent() < 4 ? { kind: 'paragraph' } : none;
}

/** How many of the containers go on in a line; the cursor moves behind what they need. */
function matchContainers({ containers }: Reader, line: LineCursor): number {
  for (const [index, container] of containers.entries()) {
    if (container.kind === 'quote') {
      if (!line.takeQuote()) return index;
    } else if (line.isBlank()) {
      if (container.isEmpty) return index;
      line.takeBlanks(container.indent);
    } else if (line.indent() >= container.indent) {
      line.takeBlanks(container.indent);
      container.isEmpty = false;
    } else return index;
  }
  return containers.length;
}

/** Opens what starts in a line: `leaf` where that is the whole line, `container` where its rest is still to be read. */
function openBlocks(
  reader: Reader,
  line: LineCursor,
  matched: number,
  wasParagraph: boolean,
): 'leaf' | 'container' | undefined {
  const { containers } = reader;
  let opened: 'container' | undefined;
  const open = (): void => {
    if (opened === undefined) containers.length = matched;
    reader.leaf = none;
  };
  for (;;) {
    if (line.indent() >= 4 || line.isBlank()) return opened;
    const isParagraph = wasParagraph && opened === undefined;
    const rest = line.rest();
    if (rest.startsWith('>') && containers.length < deepest) {
      open();
      line.takeQuote();
      containers.push({ kind: 'quote' });
      opened = 'container';
      continue;
    }
    const mark = /^(?:`{3,}|~{3,})/.exec(rest)?.[0];
    const info = rest.slice(mark?.length).trim();
    if (mark !== undefined && !(rest.startsWith('`') && info.includes('`'))) {
      open();
      const { start, end } = line;
      const opening = { start, openingEnd: end, info, lines: [] };
      reader.leaf = { kind: 'fence', mark, indent: line.indent(), fence: opening };
      return 'leaf';
    }
    const html = htmlBlockAt(rest, isParagraph);
    if (html) {
      open();
      reader.leaf = html.end?.test(rest) ? none : { kind: 'html', end: html.end };
      return 'leaf';
    }
    if (
      isHeading(rest) ||
      isThematicBreak(rest) ||
      (isParagraph && matched === containers.length && /^=+[ \t]*$/.test(rest))
    ) {
      open();
      return 'leaf';
    }
    const marker = listMarkerAt(rest, isParagraph && matched === containers.length);
    if (marker === undefined || containers.length >= deepest) return opened;
    open();
    containers.push({ kind: 'item', indent: line.takeMarker(marker), isEmpty: line.isBlank() });
    opened = 'container';
  }
}

function readCode(reader: Reader, { mark, indent, fence }: Leaf & { readonly kind: 'fence' }, line: LineCursor): void {
  const closing = line.indent() < 4 ? /^(`{3,}|~{3,})[ \t]*$/.exec(line.rest())?.[1] : undefined;
  if (closing !== undefined && closing[0] === mark[0] && closing.length >= mark.length) {
    closeFence(reader, line.next, true);
    return;
  }
  line.takeBlanks(indent);
  const { start, end } = line;
  fence.lines.push({ start, code: line.position(), end, blanks: line.blanksLeft() });
}

function closeFence(reader: Reader, end: number, isClosed: boolean): void {
  if (reader.leaf.kind === 'fence') reader.fences.push({ ...reader.leaf.fence, end, isClosed });
  reader.leaf = none;
}

function readHtml(reader: Reader, { end }: Leaf & { readonly kind: 'html' }, line: LineCursor): void {
  if ((end ?? blockEnd).test(line.rest())) reader.leaf = none;
}
