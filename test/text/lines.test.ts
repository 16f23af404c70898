import { describe, expect, it } from 'vitest';
import {
  beforeBreak,
  behindBreak,
  isLineEnd,
  lineAt,
  lineBefore,
  lineBreakOf,
  lineEnd,
  lineStart,
  lineStarts,
  nextLine,
  restOfLine,
} from '../../server/text/lines.js';

const breaks = [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['a lone CR', '\r'],
] as const;

describe.each(breaks)('lines that end with %s', (_, lineBreak) => {
  const text = ['ab', '', 'cd'].join(lineBreak);
  const second = 2 + lineBreak.length;
  const third = second + lineBreak.length;

  it('start behind a line break, also in the midst of it', () => {
    expect([...lineStarts(text)]).toEqual([0, second, third]);
    expect([0, 1, 2].map((at) => lineStart(text, at))).toEqual([0, 0, 0]);
    for (let at = 2; at < second; at++) expect(lineStart(text, at)).toBe(0);
    expect([second, third, third + 2].map((at) => lineStart(text, at))).toEqual([second, third, third]);
  });

  it('end before it', () => {
    expect([0, 2, second, third].map((at) => lineEnd(text, at))).toEqual([2, 2, second, text.length]);
    expect(lineEnd(text, 0, 1)).toBe(1);
    expect([1, 2, text.length].map((at) => isLineEnd(text, at))).toEqual([false, true, true]);
  });

  it('follow each other, the last by none', () => {
    expect([0, 2, second, third].map((at) => nextLine(text, at))).toEqual([second, second, third, undefined]);
    expect([1, third].map((at) => lineAt(text, at))).toEqual([
      { start: 0, end: second },
      { start: third, end: text.length },
    ]);
  });

  it('are asked for on both sides of an offset', () => {
    expect(lineBefore(text, third + 1)).toBe('c');
    expect(restOfLine(text, 1)).toBe('b');
    expect([1, 2, second].map((at) => behindBreak(text, at))).toEqual([1, second, third]);
    expect([1, second, third].map((at) => beforeBreak(text, at))).toEqual([1, 2, second]);
  });

  it('say with what', () => {
    expect(lineBreakOf(text)).toBe(lineBreak);
    expect(lineBreakOf(`a${lineBreak}b\n`)).toBe(lineBreak);
  });
});

it('a text of one line has LF for its next', () => {
  expect(lineBreakOf('a')).toBe('\n');
});

it('a byte order mark is no part of the first line', () => {
  expect([0, 1, 2].map((at) => lineStart('\uFEFFab', at))).toEqual([0, 1, 1]);
});
