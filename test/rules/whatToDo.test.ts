import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { adviceOf, saysWhatToDo } from '../../server/linter/advice.js';
import { offeredFixes } from '../../server/linter/guard.js';
import { lint } from '../../server/linter/lint.js';
import { render } from '../../server/messages/message.js';
import { rules } from '../../server/rules/index.js';
import { findings, workspaceOf } from '../harness/check.js';
import { parseFixture } from '../harness/fixture.js';
import { examples } from '../harness/pages.js';

const corpus = new URL('../corpus/positive/', import.meta.url);

const texts: readonly (readonly [name: string, text: string])[] = [
  ...readdirSync(corpus).map((name) => [name, readFileSync(new URL(name, corpus), 'utf8')] as const),
  ...rules.flatMap(({ id }) =>
    [...examples(id, 'Incorrect'), ...examples(id, 'Correct')].map(
      (text, index) => [`${id}, example ${index + 1}`, text] as const,
    ),
  ),
];

it('says what to do about every finding: a fix that may be applied, or advice', () => {
  const silent = texts.flatMap(([name, text]) => {
    const workspace = workspaceOf(parseFixture(text).files);
    const findings = lint(workspace);
    const unsaid = findings.filter((finding) => !saysWhatToDo(finding.rule) && adviceOf(finding) === undefined);
    const offered = offeredFixes(workspace, unsaid);
    return unsaid
      .filter((finding) => !offered.get(finding)?.length)
      .map(({ rule, message }) => `${name}: ${rule}: ${render(message)}`);
  });
  expect(silent).toEqual([]);
});

it('hands on what a format advises about a fault of the structure', () => {
  const text = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
name: us-east-1a
metadata: {}
spec: {subnet: subnet-0123456789abcdef0}
`;
  const told = findings(parseFixture(text).files).map(({ rule, advice }) => ({ rule, advice }));
  expect(told).toEqual([{ rule: 'invalid-structure', advice: 'Write it under metadata' }]);
});
