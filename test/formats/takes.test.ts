import { expect, it } from 'vitest';
import { isTaken } from '../../server/formats/format.js';
import { formats } from '../../server/formats/index.js';
import { syntaxOf } from '../../server/syntax/claims.js';
import { readDocument } from '../../server/syntax/document.js';
import type { SyntaxDocument } from '../../server/syntax/node.js';
import { corpusFiles } from '../harness/corpusFiles.js';
import { userDocuments } from '../harness/pages.js';

/** Files of every kind: those of the corpora, and what the pages for users show. */
const texts = [...corpusFiles, ...userDocuments];

const documents = texts.flatMap(({ path, text }) => {
  const parts = syntaxOf({ name: path, text })?.split(text) ?? [];
  return parts.map(({ text: own, ...form }): { readonly uri: string; readonly document: SyntaxDocument } => ({
    uri: path,
    document: readDocument(own, form),
  }));
});

it.each(formats)('$id reads nothing in a document that it does not take', (format) => {
  const read = documents.flatMap(({ uri, document }) => {
    const place = { uri, document: 0 };
    return isTaken(format, document, place) ? [] : format.read(document, place);
  });
  expect(read).toEqual([]);
});
