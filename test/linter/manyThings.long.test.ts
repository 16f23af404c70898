import { describe, expect, it } from 'vitest';
import { lint } from '../../server/index.js';
import { clusterWith } from '../cli/manifests.js';
import { bareManifest, item } from '../harness/carriers.js';

/* What would take time with the square of a number takes minutes for the numbers here, and a test may take half a minute. */

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

const groups = (text: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: us-west-2 }
managedNodeGroups:
${text}`;

const rulesOf = (text: string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { rule } of lint([{ uri: 'a.yaml', text }]).findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
};

describe('the work grows no faster than', () => {
  it('comments that silence a finding each', () => {
    const env = times(6_000, (index) => `# eni-lens-disable-next-line\n${item(`WARM_IP_TARGETS_${index}`, '1')}\n`);
    expect(rulesOf(bareManifest(env))).toEqual({});
  });

  it('comments that silence nothing', () => {
    const text = times(8_000, (index) => `  - name: g${index}\n    amiFamily: Bottlerocket # eni-lens-disable-line\n`);
    expect(rulesOf(groups(text))['unused-suppression']).toBe(8_000);
  });

  it('names in one comment', () => {
    const text = `# eni-lens-disable-file ${times(4_000, (index) => `x${index}y `)}\n${clusterWith('a', 'WARM_ENI_TARGET: "1"')}`;
    expect(rulesOf(text)).toEqual({ 'unused-suppression': 4_000 });
  });

  it('times one variable is set', () => {
    const text = bareManifest(times(8_000, (index) => `${item('WARM_ENI_TARGET', `${index}`)}\n`));
    const { findings } = lint([{ uri: 'a.yaml', text }]);
    const duplicates = findings.filter(({ rule }) => rule === 'duplicate-variable');
    expect(duplicates).toHaveLength(7_999);
    expect(duplicates.every(({ fixes }) => fixes.length === 1)).toBe(true);
  });

  it('times one command sets a variable', () => {
    const text = `kubectl -n kube-system set env ds/aws-node ${times(8_000, (index) => `WARM_ENI_TARGET=${index} `)}\n`;
    const { findings } = lint([{ uri: 'a.sh', text }]);
    expect(findings).toHaveLength(7_999);
    expect(findings.every(({ fixes }) => fixes.length === 1)).toBe(true);
  });

  it('clusters that the config file names, and their files', () => {
    const count = 1_500;
    const files = Array.from({ length: count }, (_, index) => ({
      uri: `env/c${index}/a.yaml`,
      text: clusterWith(`c${index}`, 'WARM_ENI_TARGET: "1"'),
    }));
    const text = `clusters:\n${times(count, (index) => `  - { name: c${index}, files: [env/c${index}/, "/env/c${index}/*.yaml"] }\n`)}`;
    expect(lint(files, { uri: 'eni-lens.yaml', text })).toMatchObject({ findings: [], filesChecked: count });
  });
});
