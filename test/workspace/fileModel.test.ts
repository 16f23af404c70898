import { describe, expect, it } from 'vitest';
import { readFile, spanInFile } from '../../server/workspace/fileModel.js';

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
      return span && after.text.slice(span.start, span.end);
    });
    expect(texts).toEqual(['new', 'a', 'b']);
  });

  it('gives documents of equal text places of their own', () => {
    const model = readFile({ uri: 'f.yaml', text: file('a', 'a') });
    const again = readFile({ uri: 'f.yaml', text: file('a', 'a', 'a') }, model);
    expect(new Set(again.documents.map(({ id }) => id)).size).toBe(3);
  });
});
