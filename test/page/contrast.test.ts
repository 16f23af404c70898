import { describe, expect, it } from 'vitest';
import { style } from '../../server/page/style.js';
import { contrast } from '../harness/wcag.js';

/*
 * The colors of the page against what is behind them, as WCAG 2.2 computes contrast: texts and lines of charts that stand for something.
 */

/** The variables of the sheet that are colors, in the light theme and in the dark one. */
const [light = {}, dark = {}] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, text = '']) =>
  Object.fromEntries([...text.matchAll(/--(\w+): (#[\da-f]{3,6})/g)].map(([, name = '', color = '']) => [name, color])),
);

it('is computed as by WCAG: 21 for black on white, 4.54 for #767676', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2);
});

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, colors) => {
  const ratio = (front: string, back: string): number => contrast(colors[front] ?? '', colors[back] ?? '');
  const pairs = ['text', 'ink', 'blue', 'orange', 'red'].flatMap((front) =>
    ['paper', 'card'].map((back) => [front, back] as const),
  );

  it.each(pairs)('has %s readable on %s (AA: 4.5)', (front, back) => {
    expect(ratio(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['paper', 'card'])('has the edges of fields visible on %s (AA: 3)', (back) => {
    expect(ratio('edge', back)).toBeGreaterThanOrEqual(3);
  });
});
