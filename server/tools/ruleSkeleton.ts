import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RuleGroup, ruleGroups } from '../rules/groups.js';

/** The mark of what a person has to write. A test finds those that are left. */
export const toFillIn = 'FILL IN';

/** A file of a new rule, as a path below the root. */
export interface SkeletonFile {
  readonly path: string;
  readonly text: string;
}

/** What a person asked for that cannot be, in words. */
export class RuleRefused extends Error {}

/** What a command line asks for: `<id>`, and the group, `values` where it names none. Throws a RuleRefused that says what is wrong. */
export function askedRule(args: readonly string[]): { readonly id: string; readonly group: RuleGroup } {
  const [id, option, name = 'values', ...rest] = args.flatMap((arg) =>
    arg.startsWith('--group=') ? ['--group', arg.slice('--group='.length)] : [arg],
  );
  if (id === undefined || id.startsWith('-') || rest.length > 0 || (option !== undefined && option !== '--group')) {
    throw new RuleRefused(`Write it as: npm run new-rule <id> -- --group <group>\nThe groups are ${list(ruleGroups)}.`);
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
    throw new RuleRefused(
      `${JSON.stringify(id)} cannot be the id of a rule: write what is wrong as small letters and digits in words joined by "-", such as warm-eni-target-zero.`,
    );
  }
  const group = ruleGroups.find((each) => each === name);
  if (group === undefined) throw new RuleRefused(`There is no group ${name}. The groups are ${list(ruleGroups)}.`);
  return { id, group };
}

function list(names: readonly string[]): string {
  return names.join(', ');
}

/**
 * The files of a new rule in a checkout: its code, its page and a document with its finding. They work as they are, with an example that
 * shows how; what a person has to write is marked. Throws a RuleRefused where one of them, or a rule of this id, is there already.
 */
export function ruleSkeleton(root: string, id: string, group: RuleGroup): readonly SkeletonFile[] {
  const other = ruleGroups.find((each) => existsSync(join(root, 'server', 'rules', each, `${id}.ts`)));
  if (other !== undefined) throw new RuleRefused(`There is a rule ${id} in the group ${other} already.`);
  const files = [
    { path: `server/rules/${group}/${id}.ts`, text: codeOf(id) },
    { path: `docs/rules/${id}.md`, text: pageOf(id) },
    { path: `test/corpus/positive/${id}.yaml`, text: documentOf(id) },
  ];
  const there = files.find(({ path }) => existsSync(join(root, path)));
  if (there !== undefined) throw new RuleRefused(`${there.path} is there already.`);
  return files;
}

/** What to do with the files, in order. */
export function nextSteps(files: readonly SkeletonFile[]): string {
  const [code, page, document] = files.map(({ path }) => path);
  return `Wrote an example of a rule that works. Make yours of it, at every ${toFillIn}:
  1. ${code}: what is wrong, and where
  2. ${page}: why, with sources, an example with the finding and one without
  3. ${document}: a document with the finding, marked where it stands
Then:
  npm run generate        what follows from it: lists, tables, the text to translate
  npm run test:core       names what is left to fill in
  npx tsx server/cli/main.ts lint <file>
Japanese is for whoever writes it; npm run check:release names what a release still needs.`;
}

function codeOf(id: string): string {
  return lines(
    "import { message } from '../../messages/message.js';",
    "import { eachEntry } from '../each.js';",
    "import type { Rule } from '../rule.js';",
    '',
    'export const rule: Rule = {',
    `  id: '${id}',`,
    "  severity: 'warning',",
    `  advice: message('${toFillIn}: what to do, in the imperative'),`,
    `  // ${toFillIn}: each.ts has the loops. Be silent about what cannot be seen: it is unknown, not wrong.`,
    '  check: eachEntry(function* ({ row, text, at }) {',
    "    if (row.name !== 'CLUSTER_NAME' || text !== 'example') return;",
    `    yield { at, message: message('${toFillIn}: {name} is {text}', { name: row.name, text }) };`,
    '  }),',
    '};',
  );
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function pageOf(id: string): string {
  return `# ${id}

${toFillIn}: one sentence that says what is wrong.

## Why

${toFillIn}: the mechanism, with names and numbers.

## Incorrect

\`\`\`yaml
${exampleWith('example')}\`\`\`

## Correct

\`\`\`yaml
${exampleWith('shop')}\`\`\`

## Fix

${toFillIn}: what the fix does, or "None: …" and why.

## Sources

- ${toFillIn}: program and version: [\`file:line\`](https://github.com/owner/name/blob/version/file#Lline)
`;
}

function documentOf(id: string): string {
  return `# ${toFillIn}: a document as people write them, with this finding and no other.
${exampleWith('example')}#                    ^^^^^^^^^ warning ${id}: ${toFillIn}: CLUSTER_NAME is example
`;
}

function exampleWith(name: string): string {
  return `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: CLUSTER_NAME
              value: "${name}"
`;
}
