import { describe, it } from 'vitest';
import { rules } from '../../server/rules/index.js';
import { checkAllFixes } from '../harness/check.js';
import { examples } from '../harness/pages.js';

describe('every fix of an incorrect example repairs it and breaks nothing', () => {
  for (const { id } of rules) {
    for (const [index, example] of examples(id, 'Incorrect').entries()) {
      it(`${id}, example ${index + 1}`, () => {
        checkAllFixes(example);
      });
    }
  }
});
