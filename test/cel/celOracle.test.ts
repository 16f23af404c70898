import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instanceLimits } from '../../server/model/instanceTypes.js';
import { expressionOnTypes } from '../../server/model/maxPodsExpression.js';

/** What nodeadm gave for a text of `maxPodsExpression` on three instance types; see the README of `test/oracle`. */
interface Measured {
  readonly id: string;
  readonly topic: string;
  readonly expression: string;
  readonly results: readonly { readonly value?: number; readonly error?: string; readonly max_pods: number }[];
}

const measured: readonly Measured[] = JSON.parse(readFileSync(new URL('../oracle/cel.json', import.meta.url), 'utf8'));

/** The types of the results, in their order: 3 ENIs with 10 addresses, 8 with 30, 2 with 2. */
const types = ['m5.large', 'c5.9xlarge', 't3.micro'].flatMap((name) => {
  const limits = instanceLimits(name);
  return limits ? [{ name, limits }] : [];
});

/** What we say of a text on each type; `silent` where it is beyond us. */
function said(text: string): readonly (number | 'fault' | 'silent')[] {
  return expressionOnTypes(text, types).map(({ result }) =>
    result === undefined ? 'silent' : result.kind === 'pods' ? result.pods : 'fault',
  );
}

function isRight(mayBeSilent: boolean, { expression, results }: Measured): boolean {
  const answers = said(expression);
  return results.every(({ value }, index) => {
    const answer = answers[index];
    return answer === (value ?? 'fault') || (mayBeSilent && answer === 'silent');
  });
}

describe('expressions come to what nodeadm makes of them', () => {
  /** Not read: times, from which nobody makes a number of pods. */
  const leftAlone = new Set(['int(timestamp("1970-01-01T00:01:00Z"))']);

  it.each([...new Set(measured.map(({ topic }) => topic))])('%s', (topic) => {
    const entries = measured.filter((each) => each.topic === topic);
    const wrong = entries.filter(
      (each) => !isRight(topic === 'lists and macros' || leftAlone.has(each.expression), each),
    );
    expect(wrong.map(({ expression, results }) => ({ expression, said: said(expression), results }))).toEqual([]);
  });

  it('has all of them', () => {
    expect(measured.length).toBe(294);
  });
});
