import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { editsOf } from '../../server/linter/fixEdits.js';
import type { ChosenFix } from '../../server/linter/fixing.js';
import { fixWorkspace } from '../../server/linter/fixWorkspace.js';
import { harmlessTogether, offeredFixes } from '../../server/linter/guard.js';
import { lint } from '../../server/linter/lint.js';
import { fixLevels, levelsUpTo } from '../../server/model/fix.js';
import { rules } from '../../server/rules/index.js';
import { applyEdits, type TextEdit } from '../../server/text/edit.js';
import type { Workspace } from '../../server/workspace/workspace.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

const corpus = new URL('../corpus/positive/', import.meta.url);

/** Every text with known faults, by name. */
const faulty = [
  ...readdirSync(corpus).map((name) => [name, readFileSync(new URL(name, corpus), 'utf8')] as const),
  ...rules.flatMap(({ id }) => examples(id, 'Incorrect').map((text, index) => [`${id} ${index + 1}`, text] as const)),
].map(([name, text]) => ({ name, workspace: workspaceOf(parseFixture(text).files) }));

const everything = { levels: levelsUpTo('unsafe'), mayChange: () => true };

/** The fixes of a workspace that can be written, one by one. */
function writtenIn(workspace: Workspace): readonly ChosenFix[] {
  return lint(workspace).flatMap((finding) =>
    (finding.fixes?.() ?? []).flatMap((fix) => {
      const edits = editsOf(fix, workspace);
      return edits ? [{ finding, fix, edits }] : [];
    }),
  );
}

/** A key and a value that stand in a text, or in a string in it, whatever is around them. */
function leavesIn(value: unknown, key = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => leavesIn(each, key));
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([name, each]) => leavesIn(each, name));
  if (typeof value === 'string' && /[:{]/.test(value)) {
    const inner = valuesOf(value);
    if (inner?.some((each) => each !== null && typeof each === 'object'))
      return inner.flatMap((each) => leavesIn(each, key));
  }
  return [`${key} = ${JSON.stringify(value)}`];
}

/** What js-yaml reads; undefined for what it refuses. */
function valuesOf(text: string): readonly unknown[] | undefined {
  try {
    return loadAll(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** What two lists do not have in common. */
function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of one) counts.set(each, (counts.get(each) ?? 0) + 1);
  for (const each of other) counts.set(each, (counts.get(each) ?? 0) - 1);
  return [...counts].filter(([, count]) => count !== 0).map(([each]) => each);
}

/** Expects that an edited text is one for two other readers, and that no more is another than can be. */
function expectEdited(before: string, after: string, edits: readonly TextEdit[]): readonly string[] {
  const old = valuesOf(before);
  if (old === undefined) return [];
  const now = valuesOf(after);
  if (now === undefined) expect.fail(`js-yaml refuses\n${after}`);
  const errors = (text: string) => parseAllDocuments(text, { uniqueKeys: false }).flatMap((each) => each.errors);
  if (errors(after).length > errors(before).length) expect.fail(`yaml refuses\n${after}`);
  // Each line that goes or comes may be a leaf, and leaves at both of its ends may lose or win a part.
  const lines = edits.map(({ span, newText }) => (before.slice(span.start, span.end) + newText).split('\n').length);
  const most = lines.reduce((sum, count) => sum + 2 * count + 1, 0);
  const changed = difference(leavesIn(old), leavesIn(now));
  if (changed.length > most) expect.fail(`${changed.join(', ')} are others in\n${after}`);
  return changed;
}

/** Expects besides that every leaf that is another is named in an edit, or a part of it. */
function expectNamed(changed: readonly string[], before: string, edits: readonly TextEdit[]): void {
  const pieces = edits.flatMap(({ span, newText }) => [before.slice(span.start, span.end), newText]);
  const touched = pieces.join(' ');
  for (const leaf of changed) {
    const [key = '', value = ''] = leaf.split(' = ');
    const word = value.replace(/^"|"$/g, '').replace(/\\"/g, '"');
    const isPart = pieces.some((piece) => holds(key, piece) || holds(word, piece));
    if (!isPart && !touched.includes(key) && !touched.includes(word)) expect.fail(`${leaf} is another`);
  }
}

function holds(word: string, piece: string): boolean {
  return piece.trim() !== '' && word.includes(JSON.stringify(piece).slice(1, -1));
}

function textOf(workspace: Workspace, uri: string): string {
  return workspace.files.get(uri)?.text ?? '';
}

function expectHarmless(workspace: Workspace, { edits }: Pick<ChosenFix, 'edits'>): void {
  forEachText(workspace, edits, (before, after, inFile) =>
    expectNamed(expectEdited(before, after, inFile), before, inFile),
  );
}

function forEachText(
  workspace: Workspace,
  edits: ChosenFix['edits'],
  look: (before: string, after: string, edits: readonly TextEdit[]) => void,
): void {
  for (const { uri, edits: inFile } of edits) {
    const before = textOf(workspace, uri);
    if (/\.(?:ya?ml|json)$/.test(uri)) look(before, applyEdits(before, inFile) ?? '', inFile);
  }
}

describe('a fix', () => {
  it('of any text with known faults is offered, and leaves the rest as it was', () => {
    let count = 0;
    for (const { name, workspace } of faulty) {
      const written = writtenIn(workspace);
      const offered = [...offeredFixes(workspace, lint(workspace)).values()].flat();
      expect(
        offered.map(({ fix }) => fix.title),
        name,
      ).toEqual(written.map(({ fix }) => fix.title));
      for (const each of offered) expectHarmless(workspace, each);
      count += offered.length;
    }
    expect(count).toBeGreaterThan(300);
  });

  it('that reaches too far or writes something else is refused', () => {
    const samples = faulty.flatMap(({ workspace }) => writtenIn(workspace).map((each) => ({ workspace, each })));
    let [accepted, tried] = [0, 0];
    fc.assert(
      fc.property(fc.nat(samples.length - 1), sabotage, (index, harm) => {
        const { workspace, each } = samples[index] as (typeof samples)[number];
        const edits = each.edits.map(({ uri, edits: inFile }) => ({ uri, edits: inFile.map(harm) }));
        const isInside = edits.every(
          ({ uri, edits: inFile }) => applyEdits(textOf(workspace, uri), inFile) !== undefined,
        );
        if (!isInside) return;
        tried++;
        const { fixes } = harmlessTogether(workspace, [{ ...each, edits }], everything);
        if (fixes.length === 0) return;
        accepted++;
        forEachText(workspace, edits, expectEdited);
      }),
      { numRuns: 250, seed: 30 },
    );
    expect(tried).toBeGreaterThan(220);
    expect(tried - accepted).toBeGreaterThan(80);
  });
});

const sabotage: fc.Arbitrary<(edit: TextEdit) => TextEdit> = fc.constantFrom(
  ({ span, newText }) => ({ span: { ...span, end: span.end + 1 }, newText }),
  ({ span, newText }) => ({ span: { ...span, start: Math.max(0, span.start - 1) }, newText }),
  ({ span, newText }) => ({ span: { ...span, end: Math.max(span.start, span.end - 1) }, newText }),
  ({ span, newText }) => ({ span, newText: newText.slice(0, -1) }),
  ({ span, newText }) => ({ span, newText: newText.slice(1) }),
  ({ span, newText }) => ({ span, newText: `${newText}"` }),
  ({ span, newText }) => ({ span, newText: `${newText} #` }),
  ({ span, newText }) => ({ span, newText: `${newText}\n` }),
  ({ span, newText }) => ({ span, newText: newText.replace(/ {2}/, ' ') }),
  ({ span, newText }) => ({ span, newText: newText.replace(/"/g, "'") }),
);

/** Settings with faults, as YAML. */
const settings = fc
  .subarray(
    [
      'ENABLE_PREFIX_DELEGATION: true',
      'ENABLE_POD_ENI: "yes"',
      'WARM_IP_TARGET: 2',
      'MINIMUM_IP_TARGET: "3"',
      "WARM_ENI_TARGET: '0'",
      'WARM_PREFIX_TARGET: 1',
      'WARM_IP_TARGETS: "1"',
      'AWS_VPC_K8S_CNI_EXTERNALSNAT: "True"',
      'FOO: "3"',
      'AWS_VPC_ENI_MTU: 9001',
    ],
    { minLength: 1, maxLength: 4 },
  )
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** How the values of an add-on are written: YAML or JSON, under `env` or not, in every kind of string. */
const writings: readonly ((lines: readonly string[]) => string)[] = [
  (lines) => `env:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  (lines) => `env:\n${lines.map((line) => `  ${line}\n`).join('')}`,
  (lines) => lines.join('\n'),
  (lines) => `env: {${lines.join(', ')}}`,
  (lines) => JSON.stringify({ env: jsonOf(lines) }),
  (lines) => JSON.stringify({ env: jsonOf(lines) }, null, 2),
  (lines) => JSON.stringify(jsonOf(lines)),
];

function jsonOf(lines: readonly string[]): unknown {
  return valuesOf(lines.join('\n'))?.[0];
}

const strings: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(text),
  (text) => `'${text.replaceAll("'", "''").replaceAll('\n', '\n\n      ')}'`,
  (text) => `|-\n${text.replace(/^(?=.)/gm, '      ')}`,
  (text) => `|\n${text.replace(/^(?=.)/gm, '      ')}`,
  (text) => `>-\n${text.replace(/^(?=.)/gm, '      ').replaceAll('\n', '\n\n')}`,
  (text) => JSON.stringify(text).replace(/(?<=\\n)/g, '\\\n      \\'),
];

const addons = fc
  .record({
    lines: settings,
    write: fc.constantFrom(...writings),
    quote: fc.constantFrom(...strings),
    rest: fc.constantFrom(
      '',
      '\n',
      '\n  - name: coredns\n',
      ' # c\n',
      '\nnodeGroups: [{ name: a, instanceType: m5.large }]\n',
    ),
  })
  .map(({ lines, write, quote, rest }) => {
    const head =
      'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: shop, region: eu-west-1 }\naddons:\n';
    return { path: 'a.yaml', text: `${head}  - name: vpc-cni\n    configurationValues: ${quote(write(lines))}${rest}` };
  });

const jsonClusters = fc
  .record({ lines: settings, write: fc.constantFrom(...writings), indent: fc.constantFrom(0, 2) })
  .map(({ lines, write, indent }) => ({
    path: 'a.json',
    text: JSON.stringify(
      {
        apiVersion: 'eksctl.io/v1alpha5',
        kind: 'ClusterConfig',
        metadata: { name: 'shop', region: 'eu-west-1' },
        addons: [{ name: 'vpc-cni', configurationValues: write(lines) }],
      },
      null,
      indent,
    ),
  }));

describe('in a string of any kind', () => {
  it('every fix by itself keeps the file whole and the rest as it was', () => {
    let [written, offered] = [0, 0];
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: addons }, jsonClusters), (file) => {
        const workspace = workspaceOf([file]);
        written += writtenIn(workspace).length;
        for (const each of [...offeredFixes(workspace, lint(workspace)).values()].flat()) {
          offered++;
          expectHarmless(workspace, each);
        }
      }),
      { numRuns: 200, seed: 31 },
    );
    expect(written).toBeGreaterThan(300);
    expect(offered).toBe(written);
  });

  it.each(fixLevels)('all %s fixes together do so too, and leave no more of any rule', (level) => {
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: addons }, jsonClusters), (file) => {
        const workspace = workspaceOf([file]);
        const fixed = fixWorkspace(workspace, {
          levels: levelsUpTo(level),
          mayChange: () => true,
          isWanted: () => true,
        });
        const after = textOf(fixed.workspace, file.path);
        if (valuesOf(file.text) !== undefined && valuesOf(after) === undefined)
          expect.fail(`${file.text}\n became\n${after}`);
        const broken = /^(?:syntax-error|invalid-embedded-document)$/;
        const faults = (of: Workspace) => lint(of).filter(({ rule }) => broken.test(rule)).length;
        expect(faults(fixed.workspace)).toBeLessThanOrEqual(faults(workspace));
      }),
      { numRuns: 100, seed: 32 },
    );
  });
});
