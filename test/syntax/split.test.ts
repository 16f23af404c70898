import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDocuments } from '../../server/syntax/yaml/split.js';

function parts(text: string): readonly string[] {
  return splitDocuments(text).map((document) => document.text);
}

describe('splitDocuments', () => {
  it('cuts before every marker at column 0', () => {
    expect(parts('a: 1\n---\nb: 2\n--- # c\nc: 3\n')).toEqual(['a: 1\n', '---\nb: 2\n', '--- # c\nc: 3\n']);
  });

  it('cuts within a block scalar too, because the marker ends it', () => {
    expect(parts('a: |\n  x\n---\nb: 2\n')).toEqual(['a: |\n  x\n', '---\nb: 2\n']);
  });

  it('takes only a marker that stands alone at column 0', () => {
    expect(parts('a: 1\n ---\n---x\n# ---\n')).toHaveLength(1);
  });

  it('leaves comments, directives and a byte order mark with the document they introduce', () => {
    expect(parts('\uFEFF# about\n%YAML 1.2\n---\na: 1\n')).toHaveLength(1);
    expect(parts('\uFEFF---\na: 1\n')).toHaveLength(1);
    expect(parts('a: 1\n...\n# about b\n---\nb: 2\n')).toEqual(['a: 1\n...\n', '# about b\n---\nb: 2\n']);
  });

  it('ends a document at ... and leaves comments behind the last one with it', () => {
    expect(parts('a: 1\n...\nb: 2\n...\n# end\n')).toEqual(['a: 1\n...\n', 'b: 2\n...\n# end\n']);
  });

  it('keeps empty documents, which a marker makes', () => {
    expect(parts('---\n---\na: 1\n')).toEqual(['---\n', '---\na: 1\n']);
    expect(parts('')).toEqual(['']);
  });

  it('knows CRLF and a lone CR', () => {
    expect(parts('a: 1\r\n---\r\nb: 2')).toEqual(['a: 1\r\n', '---\r\nb: 2']);
    expect(parts('a: 1\r---\rb: 2')).toEqual(['a: 1\r', '---\rb: 2']);
  });

  it('takes a JSON text as one document', () => {
    expect(parts('{\n"a": "---",\n"b": [1]\n}\n')).toHaveLength(1);
  });

  it('loses and adds nothing, whatever the text', () => {
    const piece = fc.constantFrom('---', '...', '\n', '\r', '\r\n', ' ', '#', '%', 'a: 1', '\uFEFF', '|', '\t');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const documents = splitDocuments(text);
        expect(documents.map((document) => document.text).join('')).toBe(text);
        expect(documents.every(({ start, text: part }) => text.startsWith(part, start))).toBe(true);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });
});
