import { describe, expect, it } from 'vitest';
import { readFile, spanInFile, withoutText } from '../../server/workspace/fileModel.js';

const eniConfig = (name: string) =>
  `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: ${name} }\nspec: { subnet: subnet-0123456789abcdef0 }\n`;
const file = (...names: string[]) => names.map(eniConfig).join('---\n');

describe('a file that is edited', () => {
  it('keeps the documents whose text has not changed', () => {
    const before = readFile({ uri: 'f.yaml', text: file('a', 'b', 'c') });
    const after = readFile({ uri: 'f.yaml', text: file('a', 'longer', 'c') }, before);
    expect(after.documents.map(({ resources }, index) => resources === before.documents[index]?.resources)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('finds the places of kept documents where they have moved to', () => {
    const before = readFile({ uri: 'f.yaml', text: file('a', 'b') });
    const after = readFile({ uri: 'f.yaml', text: `${eniConfig('new')}---\n${file('a', 'b')}` }, before);
    const texts = after.documents.map(({ resources: [first] }) => {
      const name = first?.kind === 'eniConfig' && first.name.kind === 'known' ? first.name.at : undefined;
      const span = name && spanInFile(after, name);
      return span && after.text?.slice(span.start, span.end);
    });
    expect(texts).toEqual(['new', 'a', 'b']);
  });

  it('gives documents of equal text places of their own', () => {
    const model = readFile({ uri: 'f.yaml', text: file('a', 'a') });
    const again = readFile({ uri: 'f.yaml', text: file('a', 'a', 'a') }, model);
    expect(new Set(again.documents.map(({ id }) => id)).size).toBe(3);
  });

  it('recognises documents whose text was let go, and keeps their facts and places', () => {
    const text = file('a', 'b');
    const before = readFile({ uri: 'f.yaml', text });
    const small = withoutText(before);
    expect([small.text, ...small.documents.map((document) => document.text)]).toEqual([
      undefined,
      ...before.documents.map(() => undefined),
    ]);
    expect(small.documents.map(({ resources }) => resources)).toEqual(
      before.documents.map(({ resources }) => resources),
    );
    expect(small.lines.positionAt(text.indexOf('name: b'))).toEqual(before.lines.positionAt(text.indexOf('name: b')));
    const again = readFile({ uri: 'f.yaml', text: file('a', 'new', 'b') }, small);
    expect(
      again.documents.map(({ resources }) => small.documents.some((each) => each.resources === resources)),
    ).toEqual([true, false, true]);
    expect(again.documents.map(({ start, text: own }) => again.text?.startsWith(own ?? '?', start))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('does not parse a file without a hint, and reads all of it when it gets one', () => {
    const before = readFile({ uri: 'f.yaml', text: 'a: [\n---\nb: 1\n' });
    expect(before.documents.flatMap(({ resources }) => resources)).toEqual([]);
    const after = readFile({ uri: 'f.yaml', text: `a: [\n---\n${eniConfig('x')}` }, before);
    expect(after.documents.flatMap(({ resources }) => resources.map(({ kind }) => kind))).toEqual(['eniConfig']);
    expect(after.documents.map(({ parsed }) => parsed)).toEqual([false, true]);
  });
});
