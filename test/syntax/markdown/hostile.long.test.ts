import { expect, it } from 'vitest';
import { syntaxNamed } from '../../../server/syntax/claims.js';
import { readDocument } from '../../../server/syntax/document.js';
import type { SyntaxId } from '../../../server/syntax/syntaxId.js';

/* What would take time with the square of a text's length takes minutes for the texts here, and a test may take half a minute. */

function readAll(id: SyntaxId, text: string): number {
  const parts = syntaxNamed(id)?.split(text) ?? [];
  for (const { text: part, start: _, ...form } of parts) readDocument(part, form);
  return parts.length;
}

it.each([
  '> ',
  '- ',
  '1. ',
  '\t',
  '>\n',
  '  - a\n',
  '```yaml\na: 1\n```\n',
  '> ```yaml\n> ---\n',
  '> ---\n',
  '```sh\n$ a "\n',
  '```sh\nuser@',
  '<!-- eni-lens-disable-file ',
  '<!-- eni-lens-disable-file -->\n```yaml\n```\n',
  '<b a="',
  '``` ',
])('a Markdown text of many %j is cut and read in time', (piece) => {
  expect(readAll('markdown', `> \`\`\`yaml\n${piece.repeat(200_000 / piece.length)}`)).toBeGreaterThan(0);
  expect(readAll('markdown', piece.repeat(200_000 / piece.length))).toBeGreaterThan(0);
});

it.each([
  '$(',
  '"$(',
  '((',
  '`',
  '<a> ',
  'a <<E\n',
  '<<a ',
  'a||',
  '{ ',
  'a \\\n',
  'if a; then ',
  '[[ ',
  'a|',
  '${',
  '<<<',
  "$'",
  '#',
  '\r\n',
])('a script of many %j is read in time', (piece) => {
  expect(readAll('shell', piece.repeat(200_000 / piece.length))).toBe(1);
});
