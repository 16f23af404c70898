import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, carriers, type HostileFile, units } from '../harness/hostileTexts.js';
import { countSteps } from '../harness/steps.js';

const everyCarrier = Object.entries(carriers);

function answerAll(file: HostileFile): void {
  for (const [, answer] of answers(file)) answer();
}

describe('every feature answers', () => {
  it.each(everyCarrier)('at and below a banner: %s', (_, carrier) => {
    for (const banner of ['#'.repeat(200), '# '.repeat(100), '-'.repeat(200), `# ${'='.repeat(200)}\n`.repeat(3)]) {
      answerAll(carrier(banner));
    }
  });

  it('behind a title that is not closed, however many lines it has', () => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      const text = `---${lineBreak}${`a: 1${lineBreak}`.repeat(200)}`;
      const code = ['```sh', 'kubectl set env daemonset/aws-node MAX_ENI=x', '```'].join(lineBreak);
      answerAll({ uri: 'a.md', text: `${text}${lineBreak}${code}`, start: 0, end: text.length });
    }
  });
});

/** The steps of reading and checking a file, and those of everything else. */
function stepsOf(steps: (run: () => unknown) => number, file: HostileFile): readonly number[] {
  const [reading, lint, ...others] = answers(file);
  return [steps(() => [reading?.[1](), lint?.[1]()]), steps(() => others.map(([, answer]) => answer()))];
}

/** The least that can be told from what is done once, such as filling a memo. */
const fewSteps = 150_000;

describe('what is done', () => {
  it("is counted, be it ours or the engine's", () => {
    const counter = countSteps();
    const growth = (run: (text: string) => unknown): number => {
      const [half = 0, whole = 0] = [3_000, 6_000].map((length) => counter.steps(() => run('a'.repeat(length))));
      return whole / half;
    };
    const eachWithAll = (text: string): number => {
      let pairs = 0;
      for (let at = 0; at < text.length; at++) for (let other = 0; other < at; other += 10) pairs++;
      return pairs;
    };
    const measured = [
      growth((text) => [...text].map((letter) => letter.charCodeAt(0))),
      growth(eachWithAll),
      growth((text) => [...text].map((_, at) => text.indexOf('b', at))),
      growth((text) => [...text].map((_, at) => /b/.test(text.slice(at)))),
    ];
    counter.close();
    expect(measured.map(Math.round)).toEqual([2, 4, 4, 4]);
  });

  it('grows no faster than the text, whatever stands in it a thousand times', () => {
    const counter = countSteps();
    const hostile = fc.tuple(
      fc.constantFrom(...everyCarrier),
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...units) },
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constantFrom(...units), fc.constantFrom(...units)).map((pair) => pair.join('')),
        },
      ),
    );
    try {
      fc.assert(
        fc.property(hostile, ([[, carrier], unit]) => {
          const ofLength = (length: number): HostileFile => carrier(unit.repeat(Math.ceil(length / unit.length)));
          const count = (length: number): readonly number[] => stepsOf((run) => counter.steps(run), ofLength(length));
          count(50);
          const [least, half, whole] = [count(50), count(3_000), count(6_000)];
          whole.forEach((most, index) => {
            const own = most - (least[index] ?? 0);
            const ofHalf = (half[index] ?? 0) - (least[index] ?? 0);
            // Twice in linear time, four times in quadratic time.
            if (own > fewSteps) expect(own).toBeLessThan(3.2 * ofHalf);
          });
        }),
        { seed: 1, numRuns: 25 },
      );
    } finally {
      counter.close();
    }
  });
});
