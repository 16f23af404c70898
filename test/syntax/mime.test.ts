import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../server/syntax/document.js';
import { splitMime } from '../../server/syntax/mime/mime.js';
import { splitDocuments } from '../../server/syntax/yaml/split.js';
import { parseDocument } from './trees.js';

const userData = (header: string, ...parts: readonly string[]) =>
  `MIME-Version: 1.0\n${header}\n\n${parts.map((part) => `--x\n${part}\n`).join('')}--x--\n`;
const header = 'Content-Type: multipart/mixed; boundary="x"';
const config = (body: string) => `Content-Type: application/node.eks.aws\n\n${body}`;

function bodies(text: string): readonly string[] | undefined {
  return splitMime(text)?.flatMap((piece) => (piece.kind === 'nodeConfig' ? [piece.text] : []));
}

describe('parts of user data', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['one part', userData(header, config('a: 1')), ['a: 1\n']],
    [
      'several parts',
      userData(header, config('a: 1'), 'Content-Type: text/x-shellscript\n\nls', config('b: 2')),
      ['a: 1\n', 'b: 2\n'],
    ],
    [
      'a parameter of the type',
      userData(header, 'Content-Type: application/node.eks.aws; charset="utf-8"\n\na: 1'),
      ['a: 1\n'],
    ],
    [
      'further headers',
      userData(
        header,
        'MIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\nContent-Type: application/node.eks.aws\n\na: 1',
      ),
      ['a: 1\n'],
    ],
    ['a boundary without quotes', userData('Content-Type: multipart/mixed; boundary=x', config('a: 1')), ['a: 1\n']],
    ['no closing line', userData(header, config('a: 1')).replace('--x--\n', ''), ['a: 1\n']],
    ['CRLF', userData(header, config('a: 1')).replaceAll('\n', '\r\n'), ['a: 1\r\n']],
    ['other types', userData(header, 'Content-Type: text/cloud-config\n\na: 1'), []],
    [
      'an encoded part',
      userData(header, 'Content-Transfer-Encoding: base64\nContent-Type: application/node.eks.aws\n\nYTogMQ=='),
      [],
    ],
    ['a part without a body', userData(header, 'Content-Type: application/node.eks.aws'), []],
    ['no boundary', userData('Content-Type: multipart/mixed', config('a: 1')), []],
    ['a header of YAML', 'Content-Type: application/json\na: 1\n', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, text, expected) => {
    expect(bodies(text)).toEqual(expected);
  });

  it('leaves every other text as it was cut before', () => {
    expect(splitDocuments('a: 1\n---\nb: 2\n').map(({ text }) => text)).toEqual(['a: 1\n', '---\nb: 2\n']);
    expect(parseDocument('---\n').problems).toEqual([]);
  });

  it('cuts documents within a part, and reads nothing but the parts', () => {
    const text = userData(header, config('---\na: 1'), 'Content-Type: text/x-shellscript\n\n{ [ broken: "');
    const documents = splitDocuments(text);
    expect(documents.map((each) => each.text).join('')).toBe(text);
    expect(documents.every((each) => text.startsWith(each.text, each.start))).toBe(true);
    const read = documents.map((each) => readDocument(each.text, each));
    expect(read.filter(({ root }) => root !== undefined).length).toBe(1);
    expect(read.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('loses no character, whatever stands where', () => {
    const line = fc.constantFrom(
      '--x',
      '--x--',
      'Content-Type: application/node.eks.aws',
      '',
      'a: 1',
      '---',
      '...',
      header,
      '--x ',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), (lines, lineBreak) => {
        const text = [header, '', ...lines].join(lineBreak);
        const documents = splitDocuments(text);
        expect(documents.map((each) => each.text).join('')).toBe(text);
        for (const each of documents) parseDocument(each.text);
      }),
    );
  });
});
