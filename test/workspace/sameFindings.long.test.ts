import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../../server/linter/lint.js';
import { type Report, report } from '../../server/linter/report.js';
import { emptyWorkspace, type Workspace, withFiles } from '../../server/workspace/workspace.js';
import { findings } from '../harness/check.js';
import { corpusFile, type File } from '../harness/corpusFiles.js';

/** What a person reads of findings. */
function read(found: readonly Report[]): readonly string[] {
  return found.map(({ uri, rule, severity, message, range: { start, end }, fixes }) => {
    const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
    return `${uri} ${place} ${severity} ${rule}: ${message} [${fixes.map(({ title }) => title).join(', ')}]`;
  });
}

/** The same for a text behind a byte order mark, without the character that is before the first line. */
function readBehindMark(found: readonly Report[]): readonly string[] {
  const shifted = ({ line, character }: Report['range']['start']) => ({
    line,
    character: line === 0 ? Math.max(0, character - 1) : character,
  });
  return read(
    found.map((each) => ({
      ...each,
      range: { ...each.range, start: shifted(each.range.start), end: shifted(each.range.end) },
    })),
  );
}

/** The files a workspace is built of, in some order, and texts they had before. */
const history = fc
  .tuple(fc.array(corpusFile, { minLength: 2, maxLength: 4 }), fc.array(corpusFile, { maxLength: 6 }), fc.nat())
  .map(([last, earlier, shuffle]) => {
    const named = (index: number, { path, text }: File): File => ({ path: `${'dbca'.charAt(index)}-${path}`, text });
    const now = last.map((each, index) => named(index, each));
    const before = earlier.map(({ text }, index) => ({ path: now[index % now.length]?.path ?? '', text }));
    const rotated = now.map((_, index) => now[(index + shuffle) % now.length] as File);
    return { now, edits: [...before, ...rotated] };
  });

function findingsOf(workspace: Workspace): readonly string[] {
  return read(report(lint(workspace), workspace));
}

function edited(workspace: Workspace, { path, text }: File): Workspace {
  return withFiles(workspace, [{ uri: path, text }]);
}

const seeded = { seed: 1, numRuns: 1000 };

/** Each with LF line ends and without a mark. */
const faulty: Readonly<Record<string, string>> = {
  'a key behind its value': 'apiVersion: eksctl.io/v1alpha5:\nkind: ClusterConfig\nnodeGroups:\n- {name: a}\n',
  'a bracket that is not closed': '- name: MAX_ENI\n  value: [3\n- name: WARM_ENI_TARGET\n  value: x\n',
  'an item of an env list': '- name: MAX_ENI\n  value: x\n- name: "WARM_ENI_TARGET\n',
  'bullets of Markdown': 'apiVersion: eksctl.io/v1alpha5\n\n* a\n* b\n',
  'a quote that is not closed':
    "apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: a }\nspec:\n  subnet: 'subnet-1\n",
  'an anchor without a name': 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: &\n  name: a\n',
  'a key of 1,024 characters': `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {\n  ${'k'.repeat(1020)}\n  : a }\n`,
  'a template below a comment on its first line':
    '# eni-lens-disable-line\napiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n{{ x }}\n',
  'blanks behind a quote': 'kind: ENIConfig\napiVersion: crd.k8s.amazonaws.com/v1alpha1\nspec: {subnet: "a\n\n  b" \n',
};

describe('the same findings', () => {
  it.each(Object.entries(faulty))('are found in %s, with any line ends and with a mark', (_, text) => {
    const found = read(findings([{ path: 'a.yaml', text }]));
    for (const lineBreak of ['\r\n', '\r'])
      expect(read(findings([{ path: 'a.yaml', text: text.replace(/\n/g, lineBreak) }]))).toEqual(found);
    expect(readBehindMark(findings([{ path: 'a.yaml', text: `\uFEFF${text}` }]))).toEqual(found);
  });

  it('are found with and without a byte order mark', () => {
    fc.assert(
      fc.property(corpusFile, ({ path, text }) => {
        expect(readBehindMark(findings([{ path, text: `\uFEFF${text}` }]))).toEqual(read(findings([{ path, text }])));
      }),
      seeded,
    );
  });

  it.each(['\r\n', '\r'])('are found where lines end with %j', (lineBreak) => {
    fc.assert(
      fc.property(corpusFile, ({ path, text }) => {
        const found = read(findings([{ path, text: text.replace(/\n/g, lineBreak) }]));
        expect(found).toEqual(read(findings([{ path, text }])));
      }),
      seeded,
    );
  });

  it('are found in any order of files that may belong together', () => {
    const manifest = (version: string, env: string): string =>
      `kind: DaemonSet\napiVersion: apps/v1\nmetadata: { name: aws-node }\nspec:\n  template:\n    spec:\n      containers:\n` +
      `        - { name: aws-node, image: "amazon-k8s-cni:${version}", env: [${env}] }\n`;
    const named = (order: string): Workspace =>
      [...order].reduce(
        (known, name) => edited(known, { path: `${name}.yaml`, text: texts[name] ?? '' }),
        emptyWorkspace,
      );
    const texts: Readonly<Record<string, string>> = {
      a: manifest('v1.0.0', ''),
      b: manifest('v1.19.0', '{ name: ENABLE_PREFIX_DELEGATION, value: "true" }'),
      c: 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: c, region: us-east-1 }\nnodeGroups:\n  - { name: g, instanceType: m5.large }\n',
    };
    const expected = findingsOf(named('abc'));
    for (const order of ['acb', 'bac', 'bca', 'cab', 'cba']) expect(findingsOf(named(order)), order).toEqual(expected);
  });

  it('are found after any edits, in any order', () => {
    fc.assert(
      fc.property(history, ({ now, edits }) => {
        const atOnce = withFiles(
          emptyWorkspace,
          now.map(({ path, text }) => ({ uri: path, text })),
        );
        expect(findingsOf(edits.reduce(edited, emptyWorkspace))).toEqual(findingsOf(atOnce));
      }),
      seeded,
    );
  });
});
