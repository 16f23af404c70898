import { describe, expect, test } from 'vitest';
import { lint } from '../../server/index.js';
import { type Judged, judged, stages } from './eksctl.js';
import { claimedFalsely, failsInSilence, falseErrors, missed } from './eksctlMissed.js';

const findings = new Map(judged.map((file) => [file, lint([{ uri: 'cluster.yaml', text: file.text }]).findings]));

function errors(file: Judged) {
  return (findings.get(file) ?? []).filter(({ severity }) => severity === 'error');
}

/** What an error says that no file deserves that eksctl accepts. */
const claimsRefusal = /eksctl (\S+ )?(refuses|cannot|does not read)/;
const rulesOfReading: ReadonlySet<string> = new Set(['syntax-error', 'duplicate-key', 'eksctl-unknown-field']);

/** As the lists are written: an id, and what was changed in the file. */
function lines(files: readonly Judged[]): readonly string[] {
  return files.map(({ id, what }) => `${id} ${what}`);
}

function listed(list: string): readonly string[] {
  return list
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

describe('what eksctl refuses gets an error, but for what the list names', () => {
  test.each(stages)('%s', (stage) => {
    const refused = judged.filter((file) => file.stage === stage);
    expect(lines(refused.filter((file) => errors(file).length === 0))).toEqual(listed(missed[stage]));
  });
});

describe('what eksctl accepts', () => {
  const accepted = judged.filter(({ verdict }) => verdict === 'accepted');

  test('gets no error that claims a refusal, but for what the list names', () => {
    const claimed = accepted.filter((file) =>
      errors(file).some(
        ({ rule, message }) =>
          (rulesOfReading.has(rule) && !/^(?:EC2 Auto Scaling|The kubelet) /.test(message)) ||
          claimsRefusal.test(message),
      ),
    );
    expect(lines(claimed)).toEqual(listed(claimedFalsely));
  });

  test('gets no error at all where nothing deserves one, but for what the list names', () => {
    const blamed = accepted.filter((file) => file.noError && errors(file).length > 0);
    expect(lines(blamed)).toEqual(listed(falseErrors));
  });

  test('gets an error or a warning where the node fails, but for what the list names', () => {
    const silent = accepted.filter(
      (file) =>
        file.nodeError !== undefined &&
        (findings.get(file) ?? []).every(({ severity }) => severity !== 'error' && severity !== 'warning'),
    );
    expect(lines(silent)).toEqual(listed(failsInSilence));
  });
});
