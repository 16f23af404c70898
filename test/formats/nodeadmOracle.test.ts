import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../../server/index.js';
import { knownValue } from '../../server/model/fact.js';
import { merged } from '../../server/rules/nodegroups/nodeConfigs.js';
import { resources } from '../harness/read.js';

/** What nodeadm made of a document; see the README of `test/oracle`. */
interface Measured {
  readonly topic: string;
  readonly what: string;
  readonly text: string;
  readonly inScope: boolean;
  readonly verdict: 'decoded' | 'refused';
  readonly dropped?: boolean;
  readonly result?: Readonly<Record<string, unknown>>;
}

const measured: readonly Measured[] = JSON.parse(
  readFileSync(new URL('../oracle/nodeadm.json', import.meta.url), 'utf8'),
);

function findingsOf({ text }: Measured) {
  const isMime = /^\s*(?:MIME-Version|Content-Type):/i.test(text);
  return lint([{ uri: isMime ? 'user-data.txt' : 'node-config.yaml', text }]).findings;
}

const topics = [...new Set(measured.map(({ topic }) => topic))];

describe('what nodeadm refuses or drops is said as an error or a warning', () => {
  it.each(topics)('%s', (topic) => {
    const lost = measured.filter(
      (each) => each.topic === topic && each.inScope && (each.verdict === 'refused' || each.dropped),
    );
    const unsaid = lost.filter((each) =>
      findingsOf(each).every(({ severity }) => severity === 'info' || severity === 'hint'),
    );
    expect(unsaid.map(({ what, text }) => `${what}\n${text}`)).toEqual([]);
  });
});

describe('what nodeadm decodes is not called unreadable or refused by it', () => {
  it.each(topics)('%s', (topic) => {
    const decoded = measured.filter((each) => each.topic === topic && each.verdict === 'decoded');
    const wrong = decoded.flatMap((each) =>
      findingsOf(each)
        .filter(
          ({ rule, message }) =>
            rule === 'syntax-error' || rule === 'invalid-embedded-document' || /nodeadm refuses/.test(message),
        )
        .map(({ message }) => `${each.what}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the numbers are those that arrive', () => {
  /** Of text for a number, and of null after a number, the kubelet decides: they are not known here. */
  const isNumber = (value: unknown): value is number => typeof value === 'number';

  it.each(topics)('%s', (topic) => {
    const wrong = measured
      .filter((each) => each.topic === topic && each.verdict === 'decoded')
      .flatMap(({ what, text, result = {} }) => {
        const configs = resources(text, 'nodeConfig').filter(({ behind }) => behind === 'nothing');
        const { maxPods, expression } = merged(configs);
        const found = [knownValue(maxPods), knownValue(expression)?.text];
        const [number, written] = [result['config.maxPods'], result.maxPodsExpression];
        const expected = [isNumber(number) && Number.isInteger(number) ? number : undefined, written];
        const isRight = number === null || found[0] === expected[0];
        // Templates are taken for what somebody fills in.
        const isSame = found[1] === expected[1] || /[${]/.test(String(written));
        return isRight && isSame ? [] : [{ what, found, expected }];
      });
    expect(wrong).toEqual([]);
  });

  it('has all of them', () => {
    expect(measured.length).toBe(198);
  });
});
