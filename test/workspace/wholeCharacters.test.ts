import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findings } from '../harness/check.js';
import { corpusFile, type File } from '../harness/corpusFiles.js';

/** What of a text findings point at and say, where that parts the two halves of a character. */
function halves({ path, text }: File): readonly unknown[] {
  const isHalf = (part: string): boolean => /\p{Cs}/u.test(part);
  return findings([{ path, text }]).filter(
    ({ range: { span }, message }) =>
      isHalf(text.slice(0, span.start)) || isHalf(text.slice(span.start, span.end)) || isHalf(message),
  );
}

const groups = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n';

describe('no finding parts a character of two units', () => {
  it.each([
    'apiVersion: eksctl.io/\n: 𝒳:\n',
    `${groups}  - 𝒳: }\n`,
    `${groups}  - name: "\\𝒳"\n`,
    `${groups}  - {name: a} 𝒳\n`,
    `${groups}  - name: a\n 𝒳\n`,
    `${groups}  - @𝒳\n`,
    `${groups}  - "${'𝒳'.repeat(60)}": 1\n    "${'𝒳'.repeat(60)}": 1\n`,
    `${groups}  - { name: "${'a𝒳'.repeat(60)}", instanceType: m5.large, maxPodsPerNode: 400 }\n`,
    `${groups}addons:\n  - name: vpc-cni\n    configurationValues: "𝒳"\n`,
    `${groups}addons:\n  - name: vpc-cni\n    configurationValues: ": 𝒳:"\n`,
    `${groups}addons:\n  - name: vpc-cni\n    configurationValues: |\n      : 𝒳:\n`,
  ])('%s', (text) => {
    expect(halves({ path: 'a.yaml', text })).toEqual([]);
  });

  it('in any text', () => {
    const withPairs = fc
      .tuple(
        corpusFile,
        fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom('𝒳', '𝒳:', ': 𝒳', '"𝒳', '𝒳𝒳')), {
          minLength: 1,
          maxLength: 4,
        }),
      )
      .map(([{ path, text }, pairs]): File => {
        const characters = [...text];
        for (const [place, pair] of pairs) characters.splice(place % (characters.length + 1), 0, pair);
        // Half a character that was there before is none of ours.
        return { path, text: characters.join('').replace(/\p{Cs}/gu, '') };
      });
    fc.assert(
      fc.property(withPairs, (file) => {
        expect(halves(file)).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
