import { describe, expect, it } from 'vitest';
import { lint as lintFiles, plan } from '../../server/index.js';
import { checkCluster, lint } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import type { Catalogue } from '../../server/messages/message.js';
import { readFile } from '../../server/workspace/fileModel.js';
import { emptyWorkspace, withFiles, withModels } from '../../server/workspace/workspace.js';
import { clusterWith, withError, withWarning } from '../cli/manifests.js';

const a = { uri: 'a.yaml', text: clusterWith('a', 'WARM_ENI_TARGET: two') };
const b = { uri: 'b.yaml', text: withWarning('b') };

const fail = (): never => {
  throw new RangeError('Maximum call stack size exceeded');
};

/** A catalogue without texts, and with one that is not to be had. */
function faultyCatalogue(template: string): Catalogue {
  return Object.defineProperty({}, template, { enumerable: true, get: fail });
}

describe('a fault of ours', () => {
  it('in a rule is one finding, and the other rules and files are checked', () => {
    const workspace = withFiles(emptyWorkspace, [a, b]);
    const [cluster] = workspace.clusters;
    if (cluster !== undefined) checkCluster(cluster, (rule, work) => (rule === 'invalid-integer' ? fail() : work()));
    const found = report(lint(workspace), workspace).map(({ uri, rule, message }) => [uri, rule, message.slice(0, 30)]);
    expect(found).toEqual([
      ['a.yaml', 'internal-error', 'The rule invalid-integer faile'],
      ['b.yaml', 'warm-ip-target-without-minimum', expect.any(String)],
    ]);
  });

  it('in a document is one finding, and the other documents and files are read', () => {
    const text = `${a.text}---\n${withError('b')}`;
    const model = readFile({ uri: 'a.yaml', text }, undefined, ({ id }) => (id === 0 ? fail() : undefined));
    const workspace = withModels(emptyWorkspace, [model, readFile(b)]);
    const found = report(lint(workspace), workspace);
    expect(found.map(({ uri, rule, range }) => [uri, rule, range.start.line])).toEqual([
      ['a.yaml', 'internal-error', 0],
      ['a.yaml', 'cluster-config-not-read', 10],
      ['a.yaml', 'unquoted-value', 16],
      ['b.yaml', 'warm-ip-target-without-minimum', 7],
    ]);
    expect(found[0]?.message).toBe(
      'ENI Lens failed at this file: Maximum call stack size exceeded. Please report this; the others were checked',
    );
  });

  it('in the report of a finding is one finding that says what it was about, and the others are reported', () => {
    const workspace = withFiles(emptyWorkspace, [a, b]);
    const templates = lint(workspace).map(({ message }) => message.template);
    const faulty = faultyCatalogue(templates[0] ?? '');
    const { findings } = lintFiles([a, b], undefined, faulty);
    expect(findings.map(({ uri, rule, severity }) => [uri, rule, severity])).toEqual([
      ['a.yaml', 'internal-error', 'error'],
      ['b.yaml', 'warm-ip-target-without-minimum', 'warning'],
    ]);
    expect(findings[0]?.message).toMatch(
      /^The report of invalid-integer failed: Maximum call stack size exceeded\. Please report this\. The finding is: WARM_ENI_TARGET/,
    );
  });

  it('is hidden by a comment that names it, and by none that names nothing', () => {
    const found = (comment: string) => {
      const source = { uri: 'a.yaml', text: `${comment}\n${a.text}` };
      const workspace = withFiles(emptyWorkspace, [source]);
      const [cluster] = workspace.clusters;
      if (cluster !== undefined) checkCluster(cluster, (rule, work) => (rule === 'invalid-integer' ? fail() : work()));
      return lint(workspace).map(({ rule }) => rule);
    };
    expect(found('# eni-lens-disable-file')).toContain('internal-error');
    expect(found('# eni-lens-disable-file internal-error')).toEqual([]);
  });
});

const deep = 50_000;
const nested = {
  'flow lists': '['.repeat(deep),
  'flow maps': '{a: '.repeat(deep),
  'closed lists': '['.repeat(deep) + ']'.repeat(deep),
  'block lists': '- '.repeat(deep),
  'quoted lists': `x: "${'['.repeat(deep)}"`,
  'configuration values': `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: c }\naddons:\n  - name: vpc-cni\n    configurationValues: '${'{"env":'.repeat(deep)}'`,
  parentheses: '('.repeat(deep),
  substitutions: '$('.repeat(deep),
  braces: '${a:-'.repeat(deep),
  groups: '{ '.repeat(deep),
  conditions: 'if a; then '.repeat(deep),
  quotations: '> '.repeat(deep),
  'list items': '* '.repeat(deep),
  fences: '```yaml\n'.repeat(deep / 100),
  indentation: Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}- a`).join('\n'),
  expressions: `apiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\nspec: { kubelet: { maxPodsExpression: "${'('.repeat(deep)}1" } }`,
  aliases: `a0: &a0 x\n${Array.from({ length: 500 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
  merges: `a0: &a0 { k: 1 }\n${Array.from({ length: 500 }, (_, i) => `a${i + 1}: &a${i + 1} { <<: *a${i}, k${i}: 1 }\n`).join('')}`,
  templates: '{{ if x }}'.repeat(deep / 10),
};
const endings = ['yaml', 'json', 'md', 'sh'];
const beginnings: Readonly<Record<string, string>> = {
  sh: 'kubectl -n kube-system set env ds/aws-node A=1 ',
  md: '# ENIConfig\n',
};

describe('nesting without end', () => {
  it.each(Object.entries(nested))('of %s is answered in every syntax, and the other files are checked', (_, text) => {
    const files = endings.map((ending) => ({ uri: `x.${ending}`, text: `${text}\n${beginnings[ending] ?? b.text}` }));
    const hostile = [...files, { uri: 'y.md', text: `\`\`\`yaml\n${text}\n\`\`\`\n${b.text}` }];
    const { findings } = lintFiles([...hostile, { ...b, uri: 'b/b.yaml' }]);
    const ours = findings.filter(({ rule }) => rule === 'internal-error');
    expect(ours.map(({ uri, message }) => `${uri}: ${message}`)).toEqual([]);
    expect(findings.filter(({ uri }) => uri === 'b/b.yaml').map(({ rule }) => rule)).toEqual([
      'warm-ip-target-without-minimum',
    ]);
    expect(plan(hostile)).toBeDefined();
  });
});
