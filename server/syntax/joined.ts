import { memoized } from '../text/memo.js';
import { firstBehind } from '../text/order.js';
import type { Span } from '../text/span.js';
import { isTemplate } from '../text/template.js';
import type { Host, Node, ScalarNode } from './node.js';
import { get, items, textOf } from './read.js';
import type { SyntaxId } from './syntaxId.js';

/*
 * A text that a document puts together from several strings of its own, as `Fn::Join` of CloudFormation does, and a script that writes one file by
 * several commands. It is read as one text; each of its characters stands where the string has it, and an edit stays within one string.
 */

/** A part of such a text: a string, a text between two of them, or what nobody sees, with the text that stands for it. */
type Piece = ScalarNode | string | Unseen;

interface Unseen {
  readonly unseen: Node;
  readonly text: string;
}

/** True for a part that is a string of the document. */
export function isWrittenPiece(piece: Piece): piece is ScalarNode {
  return typeof piece === 'object' && 'kind' in piece;
}

/** A memo: nodes never change, and an entry goes with its node. What the text of a scalar is put together from. */
const pieces = new WeakMap<ScalarNode, readonly Piece[]>();

/** What the text of a scalar is put together from; undefined for one that is written as it is. */
export function piecesOf(node: ScalarNode): readonly Piece[] | undefined {
  return pieces.get(node);
}

/** The string of the document in which an offset of a text stands that is put together; undefined for any other text, and between the strings. */
export function pieceAt(node: ScalarNode, offset: number): ScalarNode | undefined {
  const written = writtenPieces(node);
  const piece = written[firstBehind(written, ({ span }) => offset <= span.end)];
  return piece && piece.span.start <= offset ? piece : undefined;
}

/** The strings of the document that a text is put together from; none for any other text. */
export const writtenPieces = memoized((node: ScalarNode) => piecesOf(node)?.filter(isWrittenPiece) ?? []);

/** The text that `Fn::Join` puts together, as a scalar in its place; undefined for any other node, and where its delimiter or its list is made elsewhere. */
export function joinedText(node: Node): ScalarNode | undefined {
  return argumentsOfJoin(node) === undefined ? undefined : joined(node);
}

const joined = memoized((call: Node): ScalarNode | undefined => {
  const [delimiter, list] = items(argumentsOfJoin(call));
  if (delimiter?.kind !== 'scalar' || !isText(delimiter) || list?.kind !== 'seq' || list.tag !== undefined)
    return undefined;
  const between = delimiter.text === '' ? [] : [delimiter.text];
  const all = items(list).flatMap((each, index) => [...(index > 0 ? between : []), ...piecesIn(each)]);
  const [only, ...others] = all;
  if (others.length === 0 && typeof only === 'object' && isWrittenPiece(only)) return only;
  return joinedScalar(call, all);
});

/** These parts as one text, in the place of a node or of all of them; `more` is what is known of it beside. */
export function joinedScalar(
  { span, host, anchored }: Pick<Node, 'span' | 'host' | 'anchored'>,
  parts: readonly Piece[],
  more: Pick<ScalarNode, 'hereDocument'> = {},
): ScalarNode {
  const text = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  const node: ScalarNode = {
    kind: 'scalar',
    value: text,
    readAs: { type: 'string' },
    text,
    style: 'double',
    // So that nothing is written in its place.
    tag: '!Join',
    open: isTemplate(text),
    span,
    host,
    anchored,
    ...more,
  };
  pieces.set(node, parts);
  return node;
}

function argumentsOfJoin(node: Node): Node | undefined {
  if (node.kind === 'seq') return node.tag === '!Join' ? node : undefined;
  const [entry, ...others] = node.kind === 'map' ? node.entries : [];
  return entry?.key.text === 'Fn::Join' && others.length === 0 ? entry.value : undefined;
}

function piecesIn(node: Node): readonly Piece[] {
  const text = node.kind === 'scalar' ? node : (joinedText(node) ?? textOfSub(node));
  if (text?.kind !== 'scalar') return [{ unseen: node, text: placeholderOf(node) }];
  return piecesOf(text) ?? (isText(text) ? [text] : [{ unseen: node, text: placeholderOf(node) }]);
}

/** The text of `Fn::Sub` that is given variables of its own, or is written in its long form; undefined for any other node. */
export function textOfSub(node: Node): Node | undefined {
  if (node.kind === 'seq') return node.tag === '!Sub' ? items(node)[0] : undefined;
  const [entry, ...others] = node.kind === 'map' ? node.entries : [];
  if (entry?.key.text !== 'Fn::Sub' || others.length > 0) return undefined;
  return entry.value.kind === 'seq' ? items(entry.value)[0] : entry.value;
}

/** True for what is written as it is: no call of a function such as `!Ref Name`, and nothing left out. */
function isText({ tag, value }: ScalarNode): boolean {
  return value !== null && (tag === undefined || tag === '!Sub' || tag === '!!str');
}

/** What stands for a value that is filled in, as `Fn::Sub` writes it. */
function placeholderOf(node: Node): string {
  const name = node.kind === 'scalar' && node.tag === '!Ref' ? node.text : textOf(get(node, 'Ref'));
  return name !== undefined && /^[\w:]+$/.test(name) ? `\${${name}}` : '${_}';
}

/**
 * The text of a scalar that is put together from these parts, strings given as their hosts. A change is one of a single string. Undefined where a part
 * cannot be followed, or stands before another one that it comes behind.
 */
export function joinedHost(
  { span, host: outer }: ScalarNode,
  parts: readonly (Host | string | Unseen)[],
  syntax: SyntaxId,
): Host | undefined {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const strings: StringPart[] = [];
  let last = span.start;
  for (const part of parts) {
    const stretch = stretchOf(part, last);
    const isHost = typeof part === 'object' && 'toDocument' in part;
    if (stretch.start < last || (isHost && !part.exact)) return undefined;
    for (let at = 0; at < stretch.text.length; at++) {
      starts.push(stretch.startOf(at));
      ends.push(stretch.endOf(at));
    }
    if (isHost) strings.push({ host: part, start: text.length, end: text.length + part.text.length });
    text += stretch.text;
    last = stretch.end;
  }
  const toDocument: Host['toDocument'] = (offset, as) => {
    const at = Math.max(0, Math.min(offset, text.length));
    return (as === 'end' || at === text.length ? ends[at - 1] : undefined) ?? starts[at] ?? span.start;
  };
  return {
    syntax,
    text,
    exact: true,
    depth: outer.depth + 1,
    toDocument,
    edit: ({ start, end, newText }) => {
      // What is added between two strings goes behind the first.
      const string = strings[firstBehind(strings, (each) => (start < end ? start < each.end : start <= each.end))];
      if (string === undefined || start < string.start) return undefined;
      // What stands between two strings and nowhere in the document stays.
      const isWithin = end <= string.end || toDocument(end, 'end') === toDocument(string.end, 'end');
      const own = { start: start - string.start, end: Math.min(end, string.end) - string.start, newText };
      return isWithin ? string.host.edit(own) : undefined;
    },
    elsewhere: outer.elsewhere,
  };
}

/** A string of the document, and where it stands in the text that is put together from several. */
interface StringPart extends Span {
  readonly host: Host;
}

/** A part of a text that is put together, and where it and each of its characters stand in the document. */
interface Stretch extends Span {
  readonly text: string;
  startOf(at: number): number;
  endOf(at: number): number;
}

/** `behind`: where the part before it ends, and with it what stands between two strings and nowhere in the document. */
function stretchOf(part: Host | string | Unseen, behind: number): Stretch {
  if (typeof part === 'string') return inOnePlace(part, { start: behind, end: behind });
  if ('unseen' in part) return inOnePlace(part.text, part.unseen.span);
  return {
    text: part.text,
    start: part.toDocument(0),
    end: part.toDocument(part.text.length, 'end'),
    startOf: (at) => part.toDocument(at),
    endOf: (at) => part.toDocument(at + 1, 'end'),
  };
}

function inOnePlace(text: string, { start, end }: Span): Stretch {
  return { text, start, end, startOf: () => start, endOf: () => end };
}
