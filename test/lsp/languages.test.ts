import { expect, it } from 'vitest';
import type { CompletionList, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { sourceFile } from '../../server/text/sourceFile.js';
import { folderWith } from '../cli/program.js';
import { applied, codesOf, uriOf, withClient } from './client.js';

/* What a person is shown on the wire in files that are no plain YAML, opened with the language ids that editors give them. */

interface Language {
  readonly languageId: string;
  readonly path: string;
  readonly text: string;
  /** The only finding, and what its first fix makes of the line it is in. */
  readonly rule: string;
  readonly fixed: string;
  /** A word with a hover once that is fixed. */
  readonly hovered: string;
  /** A piece of the text, what is typed in its place so far, the proposal that is taken, and the line that comes of it. */
  readonly typed: readonly [piece: string, soFar: string, label: string, line: string];
  /** As `line: label`. */
  readonly hints: readonly string[];
}

const command = 'kubectl set env ds/aws-node -n kube-system WARM_IP_TARGET=5 MINIMUM_IP_TARGET=10';
const ignored = `${command} WARM_ENI_TARGET=2`;
const nodeGroup = 'eksctl create nodegroup --cluster shop --name web --node-type m5.large';

/** What a script, a recipe and a code block have in common. */
const ofCommand = {
  rule: 'warm-eni-target-ignored',
  hovered: 'WARM_IP_TARGET',
} as const;

const typedIn = (indent: string): Language['typed'] => [
  'WARM_ENI_TARGET=2',
  'WARM_PRE',
  'WARM_PREFIX_TARGET',
  `${indent}${command} WARM_PREFIX_TARGET=`,
];

// m5.large: 3 network interfaces, 9 pods on each, and 2 on the network of the node are 29. An idle node has 10 addresses for pods and the first
// address of 2 interfaces: 12; a full one 3 x 10.
const [pods, addresses] = ['= 29 pods', '≈ 12–30 addresses per node'];

const languages: readonly Language[] = [
  {
    ...ofCommand,
    languageId: 'shellscript',
    path: 'cni.sh',
    text: `#!/usr/bin/env bash\n${ignored}\n${nodeGroup}\n`,
    fixed: command,
    typed: typedIn(''),
    hints: [`1: ${addresses}`, `2: ${pods}`],
  },
  {
    ...ofCommand,
    languageId: 'makefile',
    path: 'Makefile',
    text: `cni:\n\t${ignored}\n\t${nodeGroup}\n`,
    fixed: `\t${command}`,
    typed: typedIn('\t'),
    hints: [`1: ${addresses}`, `2: ${pods}`],
  },
  {
    ...ofCommand,
    languageId: 'markdown',
    path: 'README.md',
    text: `# Networking\n\n\`\`\`sh\n${ignored}\n\`\`\`\n\n\`\`\`sh\n${nodeGroup}\n\`\`\`\n`,
    fixed: command,
    typed: typedIn(''),
    // What is documented sets nothing, so no pool is computed of it.
    hints: [`7: ${pods}`],
  },
  {
    languageId: 'toml',
    path: 'user-data.toml',
    text: '[settings.kubernetes]\ncluster-name = "shop"\nmax-pods = "110"\n',
    rule: 'invalid-structure',
    fixed: 'max-pods = 110',
    hovered: '110',
    typed: ['"110"', '', '29', 'max-pods = 29'],
    // It names no instance type.
    hints: [],
  },
  {
    ...ofCommand,
    languageId: 'cloudformation',
    path: 'template.yaml',
    text: `Resources:
  Cni:
    Type: AWS::EKS::Addon
    Properties:
      AddonName: vpc-cni
      ClusterName: shop
      ConfigurationValues: !Sub |
        env:
          WARM_IP_TARGET: "5"
          WARM_ENI_TARGET: "2"
          MINIMUM_IP_TARGET: "10"
  Web:
    Type: AWS::EKS::Nodegroup
    Properties:
      ClusterName: shop
      NodegroupName: web
      InstanceTypes: [m5.large]
`,
    fixed: '          MINIMUM_IP_TARGET: "10"',
    typed: ['WARM_ENI_TARGET: "2"', 'WARM_PRE', 'WARM_PREFIX_TARGET', '          WARM_PREFIX_TARGET: ""'],
    hints: [`8: ${addresses}`, `16: ${pods}`],
  },
];

const lineAt = (text: string, line: number): string | undefined => text.split('\n')[line];

it.concurrent.each(languages)(
  '$path as $languageId has findings, hovers, fixes, completion and inlay hints',
  async (language) => {
    const { languageId, path, text, rule, fixed, hovered, typed, hints } = language;
    const folder = folderWith({});
    await withClient({ folders: [folder] }, async ({ connection, open, edit, settle, ofVersion, actions, textOf }) => {
      const uri = uriOf(folder, path);
      const textDocument = { uri };
      open(uri, text, languageId);
      const found = await ofVersion(uri, 1);
      expect(codesOf(found)).toEqual([rule]);
      const range = found[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

      const [fix] = await actions(uri, range);
      const mended = applied(fix?.edit, uri, text);
      expect(lineAt(mended, range.start.line)).toBe(fixed);

      edit(uri, text, mended);
      await settle();
      const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument,
        position: sourceFile(mended).positionAt(mended.indexOf(hovered) + 1),
      });
      expect(JSON.stringify(hover?.contents ?? null)).toContain(hovered);

      edit(uri, mended, text);
      await settle();
      const { positionAt } = sourceFile(text);
      const shown = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument,
        range: { start: positionAt(0), end: positionAt(text.length) },
      });
      expect(shown.map(({ position, label }) => `${position.line}: ${String(label)}`).toSorted(byLine)).toEqual(hints);

      const [piece, soFar, label, line] = typed;
      edit(uri, piece, soFar);
      await settle();
      const start = positionAt(text.indexOf(piece));
      const cursor = { ...start, character: start.character + soFar.length };
      const { items } = await connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument,
        position: cursor,
      });
      const taken = items.find((item) => item.label === label);
      const own = taken?.textEdit;
      const edits = [...(taken?.additionalTextEdits ?? []), ...(own !== undefined && 'range' in own ? [own] : [])];
      expect(lineAt(applied({ changes: { [uri]: edits } }, uri, textOf(uri)), cursor.line)).toBe(line);
    });
  },
);

const byLine = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);
