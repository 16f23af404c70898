import { expect, it } from 'vitest';
import { readDocument } from '../../../server/syntax/document.js';

const length = 400_000;

/** Texts of which a reader that looks at each character twice would see the end after hours: the test ends before. */
it.each([
  '{a=',
  '[',
  '(',
  '${',
  '"${',
  'a="${\n',
  'jsonencode(',
  'merge({},',
  'a {\n',
  'a = <<A\n',
  '<<A ',
  '/*',
  '"',
  'a ',
  '[for x ',
  '= ',
  'a.',
  'a = local.x\n',
  'module "x" {',
  'a = [\nmodule "x" {\n',
  '}',
  '(\n',
  '1,',
  '\\u0041',
])(
  'reads %j again and again in linear time',
  (unit) => {
    for (const head of ['', 'a = "', 'a = {\n', 'a = [', 'locals {\n  x = 1\n}\n']) {
      const text = head + unit.repeat(length / unit.length);
      expect(readDocument(text, { syntax: 'hcl' }).problems).toEqual([]);
    }
  },
  60_000,
);
