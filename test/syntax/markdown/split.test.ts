import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitMarkdown } from '../../../server/syntax/markdown/split.js';

/** What is read: the syntax and the code of each document, without its margin. */
function code(text: string): readonly string[] {
  return splitMarkdown(text).flatMap(({ syntax, text: part, margin }) => {
    if (syntax === 'markdown') return [];
    const cuts = margin?.cuts ?? [];
    const kept = [...part].filter((_, at) => !cuts.some(({ start, end }) => start <= at && at < end));
    return [`${syntax}: ${kept.join('')}`];
  });
}

describe('fences as documents', () => {
  it.each([
    ['a fence', 'a\n```yaml\nb: 1\n```\nc', ['yaml: b: 1\n']],
    ['other marks, longer ones', '~~~~ yml\na: ```\n~~~\n~~~~~\n', ['yaml: a: ```\n~~~\n']],
    ['one with a title', '```yaml title="a.yaml"\na: 1\n```', ['yaml: a: 1\n']],
    [
      'one with attributes',
      '``` {.yaml .annotate}\na: 1\n```\n```{code-block} yaml\nb: 1\n```',
      ['yaml: a: 1\n', 'yaml: b: 1\n'],
    ],
    ['one in a list', '1. a\n\n   ```json\n   {\n     "a": 1 }\n   ```\n', ['json: {\n  "a": 1 }\n']],
    ['one on the line of its item', '- ```sh\n  a\n  ```\n', ['shell: a\n']],
    ['one in a block quote', '> ```yaml\n> a:\n>   b: 1\n> ```\n', ['yaml: a:\n  b: 1\n']],
    ['one that is not closed', '```yaml\na: 1', ['yaml: a: 1']],
    ['one with CRLF', '- x\r\n  ```yaml\r\n  a: 1\r\n  ```\r\n', ['yaml: a: 1\r\n']],
    ['one of several documents', '> ```yaml\n> a: 1\n> ---\n> b: 1\n> ```\n', ['yaml: a: 1\n', 'yaml: ---\nb: 1\n']],
    ['none in a language that is not read', '```python\na = 1\n```\n```\nb: 1\n```\n', []],
    ['none in an HTML comment', '<!--\n```yaml\na: 1\n```\n-->\n', []],
    ['none in indented code', '    ```yaml\n    a: 1\n', []],
    ['what stands behind a prompt', "```console\n$ a \\\n    b\noutput: it's\n$ c\n```\n", ['shell: a \\\n    b\nc\n']],
    ['what stands behind other prompts', '```sh\nme@host:~/x$ a\n[root@node ~]# b\n❯ c\n```\n', ['shell: a\nb\nc\n']],
    [
      'a quotation and a here-document behind a prompt',
      "```sh\n$ a 'b\nc' d\ne\n$ f <<EOF\ng\nEOF\nh\n```\n",
      ["shell: a 'b\nc' d\nf <<EOF\ng\nEOF\n"],
    ],
    ['a script without prompts', '```sh\na # $ b\nc\n```\n', ['shell: a # $ b\nc\n']],
  ])('are %s', (_, text, expected) => expect(code(text)).toEqual(expected));

  it('take the comments of ours above them along', () => {
    const text =
      'a\n\n<!-- eni-lens-disable-next-line x -- y -->\n\n```yaml\na: 1\n```\n<!-- eni-lens-disable-file z -->\n';
    const documents = splitMarkdown(text);
    expect(documents.map(({ comments = [] }) => comments.map((comment) => comment.text))).toEqual([
      [],
      ['eni-lens-disable-next-line x -- y'],
      ['eni-lens-disable-file z'],
    ]);
    for (const { text: part, comments = [] } of documents) {
      for (const { span, text: words, textStart } of comments) {
        expect(part.slice(span.start, span.end)).toBe(`<!-- ${words} -->`);
        expect(part.startsWith(words, textStart)).toBe(true);
      }
    }
  });

  it('joined with the prose are the text, in any text', () => {
    const piece = fc.constantFrom(
      '```yaml',
      '```',
      '~~~sh',
      '> ',
      '- ',
      '  ',
      '---',
      '$ a',
      '\n',
      '\r\n',
      '\r',
      'a: 1',
      '<!-- eni-lens-disable-file -->',
      '<!--',
      '-->',
      '\ufeff',
    );
    const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (each) => {
        const documents = splitMarkdown(each);
        expect(documents.length).toBeGreaterThan(0);
        expect(documents.map((document) => document.text).join('')).toBe(each);
        let position = 0;
        for (const { start, text: part, margin } of documents) {
          expect(start).toBe(position);
          position += part.length;
          let end = 0;
          for (const cut of margin?.cuts ?? []) {
            expect(cut.start).toBeGreaterThanOrEqual(end);
            expect(cut.end).toBeGreaterThan(cut.start);
            end = cut.end;
          }
          expect(end).toBeLessThanOrEqual(part.length);
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
