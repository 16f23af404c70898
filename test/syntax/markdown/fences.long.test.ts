import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, it } from 'vitest';
import { cutFences } from '../../../server/syntax/markdown/fences.js';

interface Node {
  readonly type: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly value?: string;
  readonly position?: { readonly start: { readonly offset?: number } };
  readonly children?: readonly Node[];
}

/** Where each fence opens and what its code is, as mdast has it. A code block that is indented starts with no mark. */
function expected(text: string): readonly (readonly [number, string])[] {
  const found: [number, string][] = [];
  const visit = (node: Node): void => {
    const at = node.position?.start.offset ?? 0;
    const isFenced = node.type === 'code' && /^(?:```|~~~)/.test(text.slice(at, at + 3));
    if (isFenced) found.push([lineOf(text, at), node.value ?? '']);
    for (const child of node.children ?? []) visit(child);
  };
  visit(fromMarkdown(text) as Node);
  return found;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

/** The same by our cutter. */
function found(text: string): readonly (readonly [number, string])[] {
  return cutFences(text).map(({ start, lines }) => [
    lineOf(text, start),
    lines.map(({ code, end, blanks }) => ' '.repeat(blanks) + text.slice(code, end)).join('\n'),
  ]);
}

function comparable(fences: readonly (readonly [number, string])[]): unknown {
  // mdast takes the line break before the closing marks for part of the code where the line before is empty, or not: only lines count.
  return fences.map(([line, code]) => [line, code.replace(/\r\n?/g, '\n').replace(/\n+$/, '')]);
}

function expectSame(text: string): void {
  expect({ text, fences: comparable(found(text)) }).toEqual({ text, fences: comparable(expected(text)) });
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const documents = ['.', 'docs', 'examples', 'integrations', 'test/corpus'].flatMap((folder) =>
  readdirSync(`${root}/${folder}`, { recursive: folder !== '.', encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path}`),
);

describe('cutting fences', () => {
  it('finds what mdast finds in every page of this repository', () => {
    expect(documents.length).toBeGreaterThan(200);
    for (const path of documents) expectSame(readFileSync(`${root}/${path}`, 'utf8'));
  });

  const marks = [
    '```',
    '````',
    '```yaml',
    '~~~',
    '~~~~ sh title="x"',
    '``` a`b',
    '  ',
    '    ',
    ' ',
    '   ',
    '\t',
    'a: 1',
    'text',
    '# h',
    '---',
    '`',
    '\\',
  ];
  const containers = ['> ', '>', '- ', '* ', '1. ', '1) ', '-', '***', '<!--', '-->', '<details>', '<?', '?>'];
  const tags = ['<b>', '</b>', '<pre>', '</pre>', '<!--', '-->', '<details>', '===', '<a href="x">', '<b', '>'];

  // Apart, because micromark takes a tag on a lazy line (one that lacks the mark of its block quote) otherwise than CommonMark's own parser.
  it.each([
    ['fences, quotes and lists', [...marks, ...containers]],
    ['fences and HTML', [...marks, ...tags]],
  ])('finds what mdast finds in random texts of pieces of %s', (_, pieces) => {
    const line = fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join(''));
    const text = fc.tuple(fc.array(line, { maxLength: 9 }), fc.constantFrom('\n', '\r\n', '\r'));
    fc.assert(
      fc.property(text, ([lines, end]) => expectSame(lines.join(end))),
      { numRuns: 3000, seed: 1 },
    );
  });
});
