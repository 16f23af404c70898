import { displayWidth } from '../reporters/terminal.js';
import { isUnspaced } from '../text/joinLines.js';
import { once } from '../text/memo.js';

/** A stretch of text in one style. */
export interface Piece {
  readonly text: string;
  readonly style: 'plain' | 'code' | 'strong';
}

/** What may not be parted: a word, or one character of a script without spaces, with the punctuation that belongs to it. */
interface Word {
  readonly pieces: readonly Piece[];
  readonly isSpaced: boolean;
}

/** Breaks text into lines of at most `width` columns; only a word that is wider alone makes a line longer. */
export function wrap(pieces: readonly Piece[], width: number): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let used = 0;
  for (const { pieces: parts, isSpaced } of wordsOf(pieces)) {
    const line = lines.at(-1);
    const gap = isSpaced ? 1 : 0;
    const wordWidth = displayWidth(textOf(parts));
    if (line === undefined || used + gap + wordWidth > width) {
      lines.push([...parts]);
      used = wordWidth;
      continue;
    }
    const isInside = line.at(-1)?.style === parts[0]?.style;
    if (isSpaced) line.push({ text: ' ', style: isInside ? (parts[0]?.style ?? 'plain') : 'plain' });
    line.push(...parts);
    used += gap + wordWidth;
  }
  return lines.map(merged);
}

/** The text of pieces without their styles. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** What may not begin a line, and what may not end one. */
const closing = /^[)\]},.:;!?%、。，．：；？！」』】）〉》々ーっゃゅょァィゥェォッャュョ]/u;
const opening = /[([{「『【（〈《]$/u;
/** A space that keeps what is around it together, as between the digits of a number, parts nothing. Made when asked for: what it knows of scripts takes time. */
const segments = once(
  () =>
    /[^\S\u00a0\u202f]+|[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u3000-\u303f\uff00-\uffef]|(?:[\u00a0\u202f]|[^\s\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u3000-\u303f\uff00-\uffef])+/gu,
);

function wordsOf(pieces: readonly Piece[]): readonly Word[] {
  const words: { pieces: Piece[]; isSpaced: boolean }[] = [];
  let isSpaced = false;
  for (const { text, style } of pieces) {
    for (const [segment] of text.matchAll(segments())) {
      if (/^[^\S\u00a0\u202f]/.test(segment)) {
        isSpaced = true;
        continue;
      }
      const last = words.at(-1);
      if (last === undefined || isSpaced || mayPart(textOf(last.pieces), segment)) {
        words.push({ pieces: [{ text: segment, style }], isSpaced });
      } else last.pieces.push({ text: segment, style });
      isSpaced = false;
    }
  }
  return words;
}

function mayPart(before: string, after: string): boolean {
  const isWide = isUnspaced(before.at(-1) ?? '') || isUnspaced(after.charAt(0));
  return isWide && !closing.test(after) && !opening.test(before);
}

function merged(line: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of line) {
    const last = result.at(-1);
    if (last?.style === piece.style) result[result.length - 1] = { ...last, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}
