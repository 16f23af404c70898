import type { Node, ScalarNode } from '../../syntax/node.js';
import { get } from '../../syntax/read.js';
import { isTemplate } from '../../text/template.js';

/** A word of a command as its program gets it, be it written as a name and a value. */
export interface CommandWord {
  readonly text: string;
  /** A part of the text as a node at its place: a shorter one of the word, where its characters stand one by one, else all that holds it. */
  part(start: number, end: number): ScalarNode;
}

/** The whole text of a word; undefined where a shell fills it by commands. */
export function commandWord(word: Node | undefined): CommandWord | undefined {
  const pieces = piecesOf(word);
  const [first] = pieces;
  if (first === undefined) return undefined;
  const text = pieces.map((piece) => piece.node.text).join('=');
  return {
    text,
    part(start, end) {
      const piece = pieces.findLast((each) => each.start <= start) ?? first;
      return partOf(piece.node, start - piece.start, end - piece.start);
    },
  };
}

/** The parts between commas, the blanks around them left out. Empty for a word that a shell fills by commands. */
export function listedParts(word: Node | undefined): readonly ScalarNode[] {
  const whole = commandWord(word);
  if (whole === undefined) return [];
  return [...whole.text.matchAll(/[^,\s](?:[^,]*[^,\s])?/g)].map(({ index, 0: text }) =>
    whole.part(index, index + text.length),
  );
}

interface Piece {
  readonly node: ScalarNode;
  readonly start: number;
}

function piecesOf(word: Node | undefined): readonly Piece[] {
  if (word?.kind === 'scalar') return [{ node: word, start: 0 }];
  const [name, value] = [get(word, 'name'), get(word, 'value')];
  if (name?.kind !== 'scalar' || value === undefined) return [];
  const start = name.text.length + 1;
  const behind = piecesOf(value);
  return behind.length === 0
    ? []
    : [{ node: name, start: 0 }, ...behind.map((piece) => ({ ...piece, start: piece.start + start }))];
}

function partOf(node: ScalarNode, start: number, end: number): ScalarNode {
  const { span, text } = node;
  if (start === 0 && end === text.length) return node;
  const part = text.slice(start, end);
  const margin = (span.end - span.start - text.length) / 2;
  const isExact = margin === 0 || (margin === 1 && node.style !== 'plain');
  const from = span.start + margin;
  return {
    ...node,
    text: part,
    value: part,
    span: isExact ? { start: from + start, end: from + end } : span,
    open: isTemplate(part) || (node.open && !isExact),
  };
}
