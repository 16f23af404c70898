import type { TextEdit } from '../text/edit.js';
import { firstBehind } from '../text/order.js';
import type { Span } from '../text/span.js';
import { syntaxWithin } from './contained.js';
import { openScalar } from './embedded.js';
import { joinedText, writtenPieces } from './joined.js';
import type { Comment, Entry, MapNode, Node, ScalarNode, SeqNode, SyntaxDocument } from './node.js';

/** A document as it was read, and where it starts in its file. */
export interface PlacedDocument {
  readonly start: number;
  readonly tree: SyntaxDocument;
}

/**
 * True when edits, in places of the file, leave all of documents as it was that they do not touch: read again (`after`), every key, value
 * and comment outside of them stands where it should and is what it was, below the same keys, through the strings around the edits.
 * Nothing more is broken.
 */
export function keepsUntouched(
  before: readonly PlacedDocument[],
  after: readonly PlacedDocument[],
  edits: readonly TextEdit[],
): boolean {
  const moves = movesOf(edits);
  const old = contentOf(before, moves.regions);
  const now = contentOf(after, moves.newRegions);
  if (now.problems > old.problems || now.leaves.length !== old.leaves.length) return false;
  return old.leaves.every((leaf, index) => isKept(leaf, now.leaves[index], moves));
}

/** What edits do to places. */
interface Moves {
  /** What the edits replace, in order, in the text before them. */
  readonly regions: readonly Span[];
  /** What they put there, in the text after them. */
  readonly newRegions: readonly Span[];
  /** Where an offset outside of the edits is after them; behind what is put at the offset itself. */
  moved(offset: number): number;
}

function movesOf(edits: readonly TextEdit[]): Moves {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const shifts = [0];
  const newRegions = sorted.map(({ span, newText }) => {
    const shift = shifts.at(-1) ?? 0;
    shifts.push(shift + newText.length - (span.end - span.start));
    return { start: span.start + shift, end: span.start + shift + newText.length };
  });
  return {
    regions: sorted.map(({ span }) => span),
    newRegions,
    moved: (offset) => offset + (shifts[firstBehind(sorted, ({ span }) => offset < span.end)] ?? 0),
  };
}

/** What stands at a place and has nothing below it: a key, a value, an alias, an empty collection, a comment. */
interface Leaf {
  readonly span: Span;
  readonly says: string;
  /** Where the innermost key around it starts that is no part of the edits. */
  readonly below: number | undefined;
}

function isKept(leaf: Leaf, now: Leaf | undefined, { moved }: Moves): boolean {
  if (now === undefined) return false;
  const start = moved(leaf.span.start);
  const end = start + leaf.span.end - leaf.span.start;
  const below = leaf.below === undefined ? undefined : moved(leaf.below);
  return now.span.start === start && now.span.end === end && now.says === leaf.says && now.below === below;
}

/** What is read of documents, for edits of regions in their file. */
interface Content {
  readonly leaves: readonly Leaf[];
  readonly problems: number;
}

function contentOf(documents: readonly PlacedDocument[], regions: readonly Span[]): Content {
  const contents = documents.map((document) => contentIn(document, regions));
  return {
    leaves: contents.flatMap(({ leaves }) => leaves),
    problems: contents.reduce((sum, { problems }) => sum + problems, 0),
  };
}

/** The leaves outside of regions, which are in order, as they stand in the text; of a string that a region is a part of, those in it. */
function contentIn({ start, tree }: PlacedDocument, inFile: readonly Span[]): Content {
  const { root, comments, text } = tree;
  const regions = start === 0 ? inFile : inFile.map((each) => shifted(each, -start));
  const leaves: Leaf[] = [];
  let problems = tree.problems.length;
  const put = (span: Span, says: string, below: number | undefined): void => {
    if (isTouched(span, regions)) return;
    leaves.push({ span: shifted(span, start), says, below: below === undefined ? undefined : below + start });
  };
  const putComments = (all: readonly Comment[]): void => {
    for (const { span, text: said } of all) put(span, `# ${said}`, undefined);
  };
  const visitMember = ({ value, alias }: Pick<Entry, 'value' | 'alias'>, below: number | undefined): void => {
    if (alias === undefined) visit(value, below);
    else put(alias, text.slice(alias.start, alias.end), below);
  };
  const visitMap = (map: MapNode, below: number | undefined): void => {
    for (const { key, value, alias } of map.entries) {
      // A key that nobody wrote, as in a word `NAME=value`, stands nowhere.
      const isWritten = key.span.start < key.span.end;
      if (isWritten) put(key.span, signOf(key), below);
      const isKept = isWritten && !isTouched(key.span, regions);
      visitMember({ value, ...(alias && { alias }) }, isKept ? key.span.start : below);
    }
  };
  /** Strings that are read as pieces of one text, and not each by itself. */
  const pieces = new Set<ScalarNode>();
  const visitScalar = (node: ScalarNode, below: number | undefined): void => {
    if (!isBlock(node) || !isEdited(node.span, regions)) put(node.span, signOf(node), below);
    if (node.style !== 'plain' && !pieces.has(node)) visitWithin(node, below);
  };
  const visitJoined = (call: MapNode | SeqNode, below: number | undefined): void => {
    const text = joinedText(call);
    const [first, ...others] = text === undefined ? [] : writtenPieces(text);
    // A call within another one is a part of its text.
    if (text === undefined || first === undefined || pieces.has(first)) return;
    for (const piece of [first, ...others]) pieces.add(piece);
    visitWithin(text, below);
  };
  const visitWithin = (node: ScalarNode, below: number | undefined): void => {
    if (!isEdited(node.span, regions)) return;
    const embedded = openScalar(node, syntaxWithin(node));
    problems += embedded.problems.length;
    if (!embedded.exact) return;
    putComments(embedded.comments);
    for (const inner of [embedded.root, ...embedded.rest]) if (inner && inner.kind !== 'scalar') visit(inner, below);
  };
  const visit = (node: Node, below: number | undefined): void => {
    if (node.kind !== 'scalar') visitJoined(node, below);
    if (node.kind === 'scalar') visitScalar(node, below);
    else if (isEmpty(node)) put(node.span, node.kind, below);
    else if (node.kind === 'map') visitMap(node, below);
    else for (const item of node.items) visitMember(item, below);
  };
  putComments(comments);
  if (root !== undefined) visit(root, undefined);
  leaves.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { leaves, problems };
}

function isEmpty(node: MapNode | SeqNode): boolean {
  return node.kind === 'map' ? node.entries.length === 0 : node.items.length === 0;
}

function isBlock({ style }: ScalarNode): boolean {
  return style === 'literal' || style === 'folded';
}

/** All of a scalar that counts. The breaks at the end of a block scalar come and go with what follows it. */
function signOf(node: ScalarNode): string {
  const text = isBlock(node) ? node.text.trimEnd() : node.text;
  return JSON.stringify([text, node.style, node.tag, node.readAs.type, node.open]);
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** Whether a region shares a character with a span, lies in it, or stands where an empty one does. */
function isTouched({ start, end }: Span, regions: readonly Span[]): boolean {
  for (let index = firstBehind(regions, (each) => start <= each.end); index < regions.length; index++) {
    const region = regions[index];
    if (region === undefined || region.start > end) return false;
    if (start === end || (region.start < end && start < region.end)) return true;
  }
  return false;
}

/** Whether a region starts in a span, be it at its end: there the text of a block scalar and what follows it cannot be told apart. */
function isEdited({ start, end }: Span, regions: readonly Span[]): boolean {
  const region = regions[firstBehind(regions, (each) => start < each.start)];
  return region !== undefined && region.start <= end;
}
