import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceFile } from '../../server/text/sourceFile.js';

describe('sourceFile', () => {
  it('breaks lines at LF, CRLF and a lone CR', () => {
    const file = sourceFile('a\nb\r\nc\rd');
    expect(file.lineCount()).toBe(4);
    expect([0, 1, 2, 3, 4].map((line) => file.lineText(line))).toEqual(['a', 'b', 'c', 'd', '']);
  });

  it('counts characters in UTF-16 units from zero', () => {
    expect(sourceFile('x\n😀é: 1').positionAt(5)).toEqual({ line: 1, character: 3 });
    expect(sourceFile('x\n😀é: 1').offsetAt({ line: 1, character: 3 })).toBe(5);
  });

  it('moves what lies outside to the nearest place inside', () => {
    const file = sourceFile('ab\r\nc');
    expect(file.positionAt(-1)).toEqual({ line: 0, character: 0 });
    expect(file.positionAt(99)).toEqual({ line: 1, character: 1 });
    expect(file.offsetAt({ line: 0, character: 99 })).toBe(2);
    expect(file.offsetAt({ line: 9, character: 0 })).toBe(5);
    expect(file.offsetAt({ line: -1, character: 5 })).toBe(0);
  });

  it('has one empty line for an empty text', () => {
    expect(sourceFile('').lineCount()).toBe(1);
    expect(sourceFile('').positionAt(0)).toEqual({ line: 0, character: 0 });
  });

  it('gives every offset back from its position, but for those within a CRLF', () => {
    const piece = fc.constantFrom('a', '\n', '\r', '\r\n', '😀', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join('');
        const file = sourceFile(text);
        for (let offset = 0; offset <= text.length; offset++) {
          if (text.slice(offset - 1, offset + 1) === '\r\n') continue;
          expect(file.offsetAt(file.positionAt(offset))).toBe(offset);
        }
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
