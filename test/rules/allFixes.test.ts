import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { checkAllFixes } from '../harness/check.js';

const folder = new URL('../../server/rules/', import.meta.url);

describe('every fix of an incorrect example repairs it and breaks nothing', () => {
  for (const { id } of rules) {
    for (const [index, fence] of incorrect(id).entries()) {
      it(`${id}, example ${index + 1}`, () => {
        checkAllFixes(fence);
      });
    }
  }
});

function incorrect(id: string): readonly string[] {
  const page = readFileSync(new URL(`${id}.md`, folder), 'utf8');
  const section = page.split('\n## Incorrect\n')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}
