import { describe, expect, it } from 'vitest';
import { type Ability, abilities, carriers } from './carriers.js';
import { answersOf } from './matrix.js';

describe.each(carriers)('$name', (carrier) => {
  const answers = answersOf(carrier);

  it.each(abilities)('%s', (ability: Ability) => {
    const answer = answers[ability];
    // What cannot be has a reason, and what has a reason cannot be.
    if (carrier.cannot?.[ability] === undefined) expect(answer).toBeUndefined();
    else expect(answer, `${ability} works`).toBeDefined();
  });
});
