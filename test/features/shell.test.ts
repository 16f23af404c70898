import { describe, expect, it } from 'vitest';
import { checkCompletion, checkHover, proposals } from '../harness/features.js';

const labels = (text: string): readonly string[] => proposals(text).map(({ label }) => label);

describe('completion in a command', () => {
  it.each([
    ['kubectl set env ds/aws-node $0', 'kubectl set env ds/aws-node WARM_IP_TARGET='],
    ['kubectl set env ds/aws-node WARM_$0', 'kubectl set env ds/aws-node WARM_IP_TARGET='],
    [
      'kubectl set env ds/aws-node A=1 WARM_$0 -n kube-system',
      'kubectl set env ds/aws-node A=1 WARM_IP_TARGET= -n kube-system',
    ],
    ['kubectl set env ds/aws-node WARM_$0=5', 'kubectl set env ds/aws-node WARM_IP_TARGET=5'],
    ['kubectl set env ds/aws-node \\\n  $0', 'kubectl set env ds/aws-node \\\n  WARM_IP_TARGET='],
    [
      'kubectl set env ds/aws-node \\\n  A=1 \\\n  WARM$0 \\\n  B=2',
      'kubectl set env ds/aws-node \\\n  A=1 \\\n  WARM_IP_TARGET= \\\n  B=2',
    ],
    ['kubectl set env ds/aws-node --env=WARM_$0', 'kubectl set env ds/aws-node --env=WARM_IP_TARGET='],
    ['kubectl set env ds/aws-node "WARM_$0=5"', 'kubectl set env ds/aws-node "WARM_IP_TARGET=5"'],
  ])('writes a variable: %j', (text, expected) => {
    checkCompletion(`# file: a.sh\n${text}\n`, { label: 'WARM_IP_TARGET', expected: `# file: a.sh\n${expected}\n` });
  });

  it('proposes values', () => {
    expect(labels('# file: a.sh\nkubectl set env ds/aws-node ENABLE_POD_ENI=$0\n')).toEqual(['true', 'false']);
    expect(labels('# file: a.sh\nkubectl set env ds/aws-node ENABLE_POD_ENI="$0"\n')).toEqual(['true', 'false']);
    checkCompletion('# file: a.sh\nkubectl set env ds/aws-node ENI_CONFIG_LABEL_DEF=$0\n', {
      label: 'topology.kubernetes.io/zone',
      expected: '# file: a.sh\nkubectl set env ds/aws-node ENI_CONFIG_LABEL_DEF=topology.kubernetes.io/zone\n',
    });
  });

  it('proposes several variables at once only where they become several words', () => {
    const choices = (text: string): number =>
      labels(`# file: a.sh\nkubectl set env ds/aws-node ${text}\n`).filter((label) => label.includes(' ')).length;
    expect(['$0', 'WARM_$0', '--env=$0', '-e $0'].map(choices)).toEqual([4, 4, 4, 4]);
    expect(['"$0"', '"WARM_$0"', "'WARM_$0'", '--env="$0"', "$'WARM_$0'"].map(choices)).toEqual([0, 0, 0, 0, 0]);
  });

  it('proposes nothing in other commands', () => {
    expect(labels('# file: a.sh\nkubectl get ds/aws-node $0\n')).toEqual([]);
    expect(labels('# file: a.sh\nkubectl set env ds/kube-proxy $0\n')).toEqual([]);
    expect(labels('# file: a.sh\n$0\nkubectl set env ds/aws-node A=1\n')).toEqual([]);
  });

  it('works in a fence of a README', () => {
    checkCompletion('# file: a.md\n> ```sh\n> $ kubectl set env ds/aws-node WARM_$0\n> ```\n', {
      label: 'WARM_IP_TARGET',
      expected: '# file: a.md\n> ```sh\n> $ kubectl set env ds/aws-node WARM_IP_TARGET=\n> ```\n',
    });
  });
});

describe('the hover of a word', () => {
  it('shows the pool', () => {
    checkHover('# file: a.sh\nkubectl set env ds/aws-node WARM_IP_TARGET=$05 MINIMUM_IP_TARGET=10\n', [
      'WARM_IP_TARGET',
    ]);
    checkHover('# file: a.md\n```sh\nkubectl set env ds/aws-node $0WARM_IP_TARGET=5 MINIMUM_IP_TARGET=10\n```\n', [
      'WARM_IP_TARGET',
    ]);
  });
});
