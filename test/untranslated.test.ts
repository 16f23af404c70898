import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import japanese from '../l10n/ja.json' with { type: 'json' };
import { codeActions } from '../server/features/codeActions.js';
import { codeLens } from '../server/features/codeLens.js';
import { completion } from '../server/features/completion.js';
import { documentLinks } from '../server/features/documentLinks.js';
import { hover } from '../server/features/hover.js';
import { inlayHints } from '../server/features/inlayHints.js';
import { lint } from '../server/linter/lint.js';
import { report } from '../server/linter/report.js';
import type { Argument, Catalogue } from '../server/messages/message.js';
import { envVarNames } from '../server/model/envVars.js';
import { displayWidth } from '../server/reporters/terminal.js';
import { rules } from '../server/rules/index.js';
import { sourceFile } from '../server/text/sourceFile.js';
import type { Workspace } from '../server/workspace/workspace.js';
import { ableEditor } from './harness/actionOptions.js';
import { item, manifest } from './harness/carriers.js';
import { workspaceOf } from './harness/features.js';
import { parseFixture } from './harness/fixture.js';
import { examples } from './harness/pages.js';
import { pseudoCatalogue as catalogue, englishLeft } from './harness/pseudo.js';

const folder = new URL('corpus/positive/', import.meta.url);

/** Everything that is known to be wrong somewhere, and everything that is right beside it. */
const texts: readonly string[] = [
  ...readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')),
  ...rules.flatMap(({ id }) => [...examples(id, 'Incorrect'), ...examples(id, 'Correct')]),
  // Every variable there is, with values of all sorts.
  ...['', 'true', '-1', '{"a": 1}'].map((value) =>
    manifest(envVarNames.map((name) => item(name, value.replaceAll('"', '\\"'))).join('\n')),
  ),
];

/** Every section of the config file, with what is right and wrong in it. */
const config = `# file: eni-lens.yaml
rules: { max-pods-above-capacity: off }
categories: { all: info, nodegroups: off }
ignore: [vendor/]
overrides:
  - files: [/cluster.yaml]
    resources: [NodeGroup/*, NodeGroup/web]
    rules: { no-ip-family: hint }
suppressions: { requireReason: true }
expectedPodsPerNode: 20
clusters:
  - name: shop
    files: [/cluster.yaml]
    cniVersion: v1.20.4
    subnets:
      - { id: subnet-0123456789abcdef0, cidr: 10.0.0.0/24, zone: eu-west-1a, freeAddresses: 12 }
    nodeGroups:
      - { name: web, nodes: 2, maxNodes: 4, instanceTypes: [m5.xlarge], maxPods: 29, subnets: [subnet-0123456789abcdef0] }
instanceTypes:
  m99.large: { enis: 3, ipv4PerEni: 10, vcpus: 2, hypervisor: xen, bareMetal: false, trunking: true, branchEnis: 9 }
# file: cluster.yaml
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
managedNodeGroups:
  - { name: web, instanceType: m5.large }
`;

const cases = [...texts, config].map((text) => {
  const { files } = parseFixture(text);
  return { files, workspace: workspaceOf(files) };
});

/** What is left in English, with a place where it is shown; each word once. */
function leftIn(shown: (workspace: Workspace, path: string, text: string) => Iterable<string>): Record<string, string> {
  const left: Record<string, string> = {};
  let count = 0;
  for (const { files, workspace } of cases) {
    for (const { path, text } of files) {
      for (const each of shown(workspace, path, text)) {
        count++;
        for (const word of englishLeft(each, files)) left[word] ??= around(each, word);
      }
    }
  }
  expect(count).toBeGreaterThan(200);
  return left;
}

function around(text: string, word: string): string {
  const at = text.indexOf(word);
  return text.slice(Math.max(0, at - 60), at + word.length + 60).replaceAll('\n', '⏎');
}

/** Where the words of a text begin: a word that stood there before is not looked at again. */
function* places(text: string, every = 1) {
  const source = sourceFile(text);
  const seen = new Set<string>();
  let index = 0;
  for (const { 0: word, index: at } of text.matchAll(/[\w./-]+/g)) {
    if (seen.has(word)) continue;
    seen.add(word);
    if (index++ % every === 0) yield source.positionAt(at);
  }
}

describe('no English is left where there is another language', () => {
  it('in findings, what explains them and what can be done', () => {
    const left = leftIn((workspace, path) =>
      report(lint(workspace), workspace, catalogue)
        .filter(({ uri }) => uri === path)
        .flatMap(({ message, related, fixes }) => [
          message,
          ...related.map((other) => other.message),
          ...fixes.map(({ title }) => title),
        ]),
    );
    expect(left).toEqual({});
  });

  it('in hovers and the pictures in them', () => {
    const left = leftIn(function* (workspace, path, text) {
      for (const position of places(text)) {
        const contents = hover(workspace, path, position, { catalogue })?.contents;
        if (contents === undefined || typeof contents !== 'object' || !('value' in contents)) continue;
        // A blank of its own width is no word.
        yield contents.value.replaceAll('&ensp;', ' ');
        for (const [, svg = ''] of contents.value.matchAll(/svg\+xml;base64,([^)]*)\)/g)) yield wordsOfPicture(svg);
      }
    });
    expect(left).toEqual({});
  });

  it('in lenses, hints and links', () => {
    const left = leftIn(function* (workspace, path, text) {
      const range = { start: { line: 0, character: 0 }, end: sourceFile(text).positionAt(text.length) };
      for (const { command } of codeLens(workspace, path, { catalogue })) yield command?.title ?? '';
      for (const { label } of inlayHints(workspace, path, range, { catalogue })) yield String(label);
      for (const { tooltip = '' } of documentLinks(workspace, path, {
        knownRules: rules.map(({ id }) => id),
        catalogue,
      }))
        yield tooltip;
    });
    expect(left).toEqual({});
  });

  it('in code actions, those that cannot be taken too', () => {
    const left = leftIn((workspace, path, text) => {
      const range = { start: { line: 0, character: 0 }, end: sourceFile(text).positionAt(text.length) };
      const actions = codeActions(workspace, path, range, { diagnostics: [] }, { ...ableEditor, catalogue });
      return actions.flatMap(({ title, disabled, command }) => [title, disabled?.reason ?? '', command?.title ?? '']);
    });
    expect(left).toEqual({});
  });

  it('in completion', () => {
    const left = leftIn(function* (workspace, path, text) {
      for (const position of places(text, 11)) {
        for (const { label, detail, documentation } of completion(workspace, path, position, {
          snippets: true,
          indentation: 'asIs',
          catalogue,
        }).items) {
          yield label;
          yield detail ?? '';
          yield typeof documentation === 'object' ? documentation.value : (documentation ?? '');
        }
      }
    });
    expect(left).toEqual({});
  });
});

it.each([
  ['English', {}],
  ['Japanese', japanese],
])('a finding in %s has no more words than one line of the Problems panel takes beside its values', (_, language) => {
  const long = cases.flatMap(({ workspace }) => {
    const findings = lint(workspace);
    const shown = report(findings, workspace, language);
    return findings.flatMap(({ message }, index) =>
      columnsOfWords(message, language) > mostColumns
        ? [`${columnsOfWords(message, language)} ${shown[index]?.message}`]
        : [],
    );
  });
  expect(long).toEqual([]);
});

/** What the panel shows of a line in an ordinary window; formulas count, names and numbers of the file do not. */
const mostColumns = 160;

/** The columns of a message in a language without those of names and numbers in it. */
function columnsOfWords(argument: Argument, language: Catalogue): number {
  if (typeof argument !== 'object') return 0;
  if ('items' in argument) return sum(argument.items.map((each) => columnsOfWords(each, language)));
  const { template, args } = argument;
  const words = language[template] ?? template;
  return (
    displayWidth(words.replace(/\{\w+\}/g, '')) + sum(Object.values(args).map((each) => columnsOfWords(each, language)))
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The texts of an SVG file. */
function wordsOfPicture(base64: string): string {
  const svg = Buffer.from(base64, 'base64').toString('utf8');
  return Array.from(svg.matchAll(/>([^<]+)</g), ([, text = '']) => text).join(' | ');
}
