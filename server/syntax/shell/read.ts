import { forEachChild, parse, type SyntaxNode } from 'unbash';
import { lineBefore } from '../../text/lines.js';
import type { Span } from '../../text/span.js';
import { spanInDocument } from '../host.js';
import type { Comment, Item, Node, Reading, SeqNode } from '../node.js';
import type { TextPlace } from '../syntax.js';
import { alternativesIn } from './alternatives.js';
import { commentsBetween } from './gaps.js';
import { directivesIn, hereDocumentsIn } from './hereDocuments.js';
import { maskScript } from './mask.js';
import { assigningFlag, assigningNode, type Script, wordNode } from './nodes.js';

/**
 * Reads a script for bash, or for a shell like it. The tree is the list of its simple commands in the order of the text, wherever they stand
 * (in a condition, a function, a pipe), and a command is the list of its words. A word `NAME=value` is a mapping with the keys
 * `name` and `value`, which are written nowhere. A word with commands in it (`$(…)`) is the list of these. Redirections are left out. The text
 * of a here-document is a scalar among the commands. Never throws, and a script has no problems: what cannot be read is missing.
 */
export function read(text: string, place: TextPlace): Reading {
  const { text: masked, placeholders } = maskScript(text);
  const tree = parse(masked);
  const faults = (tree.errors ?? []).map(({ pos }) => pos);
  const scriptAt = (depth: number): Script => ({
    text,
    place,
    placeholders,
    faults,
    commandsIn: (nodes) => (depth < deepestSubstitution ? commandsIn(nodes, scriptAt(depth + 1)) : []),
  });
  const script = scriptAt(0);
  const taken: Span[] = [];
  collectTaken(tree, taken);
  const documents = hereDocumentsIn(tree, script);
  const comments = commentsBetween(masked, taken).map((span) => commentAt(span, text, place));
  const directives = directivesIn(documents, script);
  const printed = new Set(documents.flatMap(({ hereDocument, span }) => (hereDocument?.isPrinted ? [span.start] : [])));
  // A command that prints a text for others says no more than that text.
  const commands = commandsIn([tree], script).filter(({ items }) =>
    items.every(({ value }) => !printed.has(value.span.start)),
  );
  const items = apart([...commands, ...documents]);
  return {
    root: seqNode(script, { start: 0, end: text.length }, items),
    comments:
      directives.length === 0 ? comments : [...comments, ...directives].toSorted((a, b) => a.span.start - b.span.start),
    problems: [],
    templated: false,
    openEnded: true,
    ...(faults.length > 0 && { halfTyped: true }),
  };
}

/** Commands in words of commands are read so far: each level costs the text once more, and any two characters may open one. */
const deepestSubstitution = 8;

/** The simple commands among and below these nodes, in the order of the text. */
function commandsIn(nodes: readonly SyntaxNode[], script: Script): readonly SeqNode[] {
  const found: SeqNode[] = [];
  const visit = (node: SyntaxNode, isCertain: boolean): void => {
    // Places within backticks that stand within backticks are those of another text.
    if (node.type === 'HereDoc' || (node.type === 'Script' && node.source !== undefined)) return;
    if (node.type !== 'Command') {
      const alternatives = alternativesIn(node);
      forEachChild(node, (child) => visit(child, isCertain && !alternatives.has(child)));
      return;
    }
    const words = wordsOf(node);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return;
    const items = nodesOf(words, script);
    const command = seqNode(script, { start: first.pos, end: last.end }, items);
    found.push(isCertain ? command : { ...command, mayBeSkipped: true });
  };
  for (const node of nodes) visit(node, true);
  return apart(found);
}

function nodesOf(words: readonly WordLike[], script: Script): readonly Node[] {
  const isFlag = (word: WordLike | undefined): boolean => word?.type === 'Word' && assigningFlag.test(word.text);
  return words.flatMap((word, index) => {
    if (isFlag(words[index - 1])) return [];
    const next = words[index + 1];
    return isFlag(word) && next !== undefined ? [assigningNode(word, next, script)] : [wordNode(word, script)];
  });
}

type CommandNode = Extract<SyntaxNode, { readonly type: 'Command' }>;
type WordLike = Extract<SyntaxNode, { readonly type: 'Word' | 'Assignment' }>;

function wordsOf({ prefix, name, suffix }: CommandNode): readonly WordLike[] {
  return [...prefix, ...(name ? [name] : []), ...suffix].filter(
    (each): each is WordLike => each.type === 'Word' || each.type === 'Assignment',
  );
}

/** In the order of the text; of two that overlap, as after an error they might, the first counts. */
function apart<T extends Node>(commands: readonly T[]): readonly T[] {
  const sorted = commands.toSorted((a, b) => a.span.start - b.span.start);
  let end = -1;
  return sorted.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

function seqNode({ place }: Script, { start, end }: Span, nodes: readonly Node[]): SeqNode {
  const { host, base, shared } = place;
  const items = nodes.map((value): Item => ({ value }));
  const span = spanInDocument(host, base + start, base + end);
  return { kind: 'seq', style: 'flow', items, span, host, anchored: shared, open: false };
}

/** Where no comment can start, in order: words and what stands for them, and the texts of here-documents. */
function collectTaken(node: SyntaxNode, taken: Span[]): void {
  const isWhole = wholes.has(node.type);
  if (isWhole && node.end > node.pos) taken.push({ start: node.pos, end: node.end });
  if (!isWhole) forEachChild(node, (child) => collectTaken(child, taken));
}

const wholes: ReadonlySet<SyntaxNode['type']> = new Set([
  'Word',
  'HereDocBody',
  'HereDocDelimiter',
  'ArithmeticCommand',
  'ArithmeticBinary',
  'ArithmeticUnary',
  'ArithmeticTernary',
  'ArithmeticGroup',
  'ArithmeticWord',
]);

function commentAt({ start, end }: Span, text: string, { host, base }: TextPlace): Comment {
  const written = text.slice(start, end);
  const mark = /^#[ \t]*/.exec(written)?.[0].length ?? 0;
  return {
    span: spanInDocument(host, base + start, base + end),
    text: written.slice(mark),
    textStart: host.toDocument(base + start + mark),
    ownLine: /^[ \t\uFEFF]*$/.test(lineBefore(text, start)),
  };
}
