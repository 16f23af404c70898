import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseFixes, editsTogether } from '../../server/linter/fixing.js';
import { type FixOptions, fixWorkspace } from '../../server/linter/fixWorkspace.js';
import { lint, type RuleFinding } from '../../server/linter/lint.js';
import { report } from '../../server/linter/report.js';
import { fixLevels, levelsUpTo } from '../../server/model/fix.js';
import { rules } from '../../server/rules/index.js';
import type { Workspace } from '../../server/workspace/workspace.js';
import { workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

const corpus = new URL('../corpus/positive/', import.meta.url);

/** Every text with known faults, by name. */
const faulty = [
  ...readdirSync(corpus).map((name) => ({ name, text: readFileSync(new URL(name, corpus), 'utf8') })),
  ...rules.flatMap(({ id }) =>
    examples(id, 'Incorrect').map((text, index) => ({ name: `${id}, example ${index + 1}`, text })),
  ),
];

function options(level: (typeof fixLevels)[number]): FixOptions {
  return { levels: levelsUpTo(level), mayChange: () => true, isWanted: () => true };
}

function countByRule(findings: readonly RuleFinding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function read(...texts: readonly string[]): Workspace {
  return workspaceOf(texts.map((text, index) => ({ path: `${index}.yaml`, text })));
}

function textsOf({ files }: Workspace): readonly (string | undefined)[] {
  return [...files.values()].map(({ text }) => text);
}

describe.each(fixLevels)('all %s fixes of a text with faults at once', (level) => {
  it('leave none that could be applied, add no finding and change nothing a second time', () => {
    let applied = 0;
    for (const { name, text } of faulty) {
      const before = workspaceOf(parseFixture(text).files);
      const fixed = fixWorkspace(before, options(level));
      const counts = (of: Workspace) => countByRule(lint(of).filter(({ severity }) => severity !== 'hint'));
      const [old, now] = [counts(before), counts(fixed.workspace)];
      // A hint says what may be looked at next, such as the zones of a group whose ENIConfig is there now.
      for (const [rule, count] of now) expect(count, `${name}: ${rule}`).toBeLessThanOrEqual(old.get(rule) ?? 0);
      const left = report(lint(fixed.workspace), fixed.workspace).flatMap(({ fixes }) => fixes);
      expect(
        left.filter((fix) => levelsUpTo(level).includes(fix.level)),
        name,
      ).toEqual([]);
      expect(fixWorkspace(fixed.workspace, options(level)), name).toEqual({ workspace: fixed.workspace, applied: [] });
      applied += fixed.applied.length;
    }
    expect(applied).toBeGreaterThan(level === 'safe' ? 50 : 200);
  });
});

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
`;

describe('fixes', () => {
  it('that make room for another are followed by it', () => {
    // The number moves under env first, where it turns out to have no quotes.
    const { workspace, applied } = fixWorkspace(read(`${head}      WARM_ENI_TARGET: 1\n`), options('safe'));
    expect(textsOf(workspace)).toEqual([`${head}      env:\n        WARM_ENI_TARGET: "1"\n`]);
    expect(applied.map(({ finding }) => finding.rule)).toEqual(['settings-not-under-env', 'unquoted-value']);
  });

  it('that would uncover an error are not applied, and the others are', () => {
    // Under env the MTU would be read, and refused; nothing says what it should be.
    const before = read(
      `${head}      AWS_VPC_ENI_MTU: "high"\n`,
      `${head.replace('shop', 'other')}      env:\n        WARM_ENI_TARGET: 1\n`,
    );
    const { workspace, applied } = fixWorkspace(before, options('safe'));
    expect(applied.map(({ finding }) => finding.at.uri)).toEqual(['1.yaml']);
    expect(textsOf(workspace)[0]).toBe(textsOf(before)[0]);
    expect(textsOf(workspace)[1]).toContain('WARM_ENI_TARGET: "1"');
  });

  it('that do harm beside others are applied after them, where they do none any more', () => {
    // The only variable of the init container is removed where another is added behind it.
    const values = (init: string) =>
      `${head}      env:\n        ENABLE_V6_EGRESS: "true"\n      init:\n        env:\n          ${init}\n`;
    const { workspace, applied } = fixWorkspace(read(values('UNKNOWN: "1"')), options('suggested'));
    expect(textsOf(workspace)).toEqual([values('ENABLE_V6_EGRESS: "true"')]);
    expect(applied).toHaveLength(2);
  });

  it('of findings nobody wants to see are not applied', () => {
    const before = read(`${head}      env:\n        WARM_ENI_TARGET: 1\n`);
    expect(fixWorkspace(before, { ...options('unsafe'), isWanted: ({ severity }) => severity !== 'error' })).toEqual({
      workspace: before,
      applied: [],
    });
  });

  it('that change two files are applied to both or to none', () => {
    const before = read(
      `${head}      env:\n        WARM_ENI_TARGET: 1\n`,
      `${head.replace('shop', 'other')}      env:\n        WARM_ENI_TARGET: 2\n`,
    );
    const [first, second] = lint(before).flatMap(({ fixes }) => fixes?.() ?? []);
    const [finding] = lint(before);
    const changes = [...(first?.changes ?? []), ...(second?.changes ?? [])];
    const both = finding && first ? [{ ...finding, fixes: () => [{ ...first, changes }] }] : [];
    const filesChanged = (mayChange: (uri: string) => boolean): readonly string[] =>
      editsTogether(chooseFixes(both, before, { levels: ['safe'], mayChange })).map(({ uri }) => uri);
    expect(filesChanged(() => true)).toEqual(['0.yaml', '1.yaml']);
    expect(filesChanged((uri) => uri === '0.yaml')).toEqual([]);
    expect(filesChanged((uri) => uri === '1.yaml')).toEqual([]);
  });

  it('that set the same variable do not set it to two values', () => {
    const before = read(`${head}      env:\n        WARM_IP_TARGET: "2"\n`);
    const [finding] = lint(before);
    const [fix] = finding?.fixes?.() ?? [];
    if (finding === undefined || fix === undefined) throw new Error('no fix');
    const other = { ...fix, changes: fix.changes.map((change) => ({ ...change, value: '99' })) };
    const chosen = chooseFixes([finding, { ...finding, fixes: () => [other] }], before, options('suggested'));
    expect(chosen.map((each) => each.fix)).toEqual([fix]);
  });
});
