import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-types';
import { completion } from '../../server/features/completion.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { workspaceOf } from '../harness/features.js';

const head = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: `;

/** What people have typed of the values of an add-on. */
const typed = [
  'env:\n  ENABLE_POD_ENI: "tr"',
  "env:\n  ENABLE_POD_ENI: 'tr'",
  'env:\n  ENABLE_POD_ENI: tr',
  'env:\n  WARM',
  'env:\n  A: "1"\n  WARM\n',
  'env:\n  "WARM": "1"',
  'env:\n  AWS_VPC_K8S_CNI_LOGLEVEL: ',
  'env: {WARM: "1"}',
  '{"env":{"WARM":"1"}}',
  '{"env":{"ENABLE_POD_ENI":"tr"}}',
  '{"env":{"A": "1", "WARM"}}',
];

const quotes: Readonly<Record<string, (text: string) => string>> = {
  double: (text) => JSON.stringify(text),
  single: (text) => `'${text.replaceAll("'", "''").replaceAll('\n', '\n\n      ')}'`,
  literal: (text) => `|-\n${text.replace(/^(?=.)/gm, '      ')}`,
};

/** 2: the values of the add-on are a mapping, 1: they are something else, 0: the file cannot be read. */
function wholeness(text: string): number {
  const read = (each: unknown): unknown => {
    try {
      return load(String(each));
    } catch {
      return undefined;
    }
  };
  const file = read(text) as { readonly addons: readonly { readonly configurationValues: unknown }[] } | undefined;
  if (file === undefined) return 0;
  const values = read(file.addons[0]?.configurationValues);
  return values !== null && typeof values === 'object' ? 2 : 1;
}

function accepted(text: string, { textEdit }: CompletionItem): string {
  if (textEdit === undefined || !('range' in textEdit)) return text;
  const { offsetAt } = sourceFile(text);
  const { range, newText } = textEdit;
  return text.slice(0, offsetAt(range.start)) + newText.replaceAll('$1', '1') + text.slice(offsetAt(range.end));
}

describe.each(Object.entries(quotes))('in a %s string, at every place,', (_name, quote) => {
  it.each(typed)('an accepted proposal leaves what was whole: %j', (values) => {
    for (const end of ['', '\n  - name: coredns\n']) {
      const text = head + quote(values) + end;
      const workspace = workspaceOf([{ path: 'a.yaml', text }]);
      const { positionAt } = sourceFile(text);
      for (let offset = head.length; offset <= text.length; offset++) {
        for (const item of completion(workspace, 'a.yaml', positionAt(offset), {
          snippets: true,
          indentation: 'asIs',
        }).items.slice(0, 5)) {
          const after = accepted(text, item);
          if (wholeness(after) < wholeness(text)) expect.fail(`${JSON.stringify(item.label)} at ${offset}:\n${after}`);
        }
      }
    }
  });
});
