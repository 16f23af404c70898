import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/text/edit.js';
import { withError, withInfo, withWarning } from './manifests.js';
import { folderWith, type JsonFinding, type JsonRange, lintJson } from './program.js';

/** A copy of a folder after the edits of a fix, applied as a program would that knows the JSON only. */
function fixedCopy(folder: string, fix: JsonFinding['fixes'][number]): string {
  const copy = folderWith({});
  cpSync(folder, copy, { recursive: true });
  for (const file of new Set(fix.edits.map((edit) => edit.file))) {
    const text = readFileSync(join(copy, file), 'utf8');
    const edits = fix.edits.filter((edit) => edit.file === file);
    const spans = edits.map(({ range, newText }) => ({ span: spanOf(text, range), newText }));
    const edited = applyEdits(text, spans);
    expect(edited, `${fix.title}: its edits overlap`).toBeDefined();
    writeFileSync(join(copy, file), edited ?? '');
  }
  return copy;
}

/** Lines as the documentation says: LF, CRLF and a lone CR end one; columns are UTF-16 units, both from one. */
function spanOf(text: string, { start, end }: JsonRange): { readonly start: number; readonly end: number } {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (match) => match.index + match[0].length)];
  const offset = ({ line, column }: JsonRange['start']) => (starts[line - 1] ?? Number.NaN) + column - 1;
  return { start: offset(start), end: offset(end) };
}

describe('the edits of lint --format json', () => {
  it('repair what they belong to, whatever the line ends, marks and places', async () => {
    const cwd = folderWith({
      'crlf.yaml': `# wide: 名前 👍\r\n${withWarning('a').replaceAll('\n', '\r\n')}`,
      'mark.yaml': `\ufeff${withInfo('b')}`,
      'documents.yaml': `${withError('c')}---\n${withError('d')}`,
      'inline.yaml': `{ apiVersion: eksctl.io/v1alpha5, kind: ClusterConfig, metadata: { name: 名前👍, region: eu-west-1 }, addons: [{ name: vpc-cni, configurationValues: '{"env": {"WARM_IP_TARGET": "2"}}' }] }\n`,
    });
    const before = await lintJson(['.'], { cwd });
    const fixable = before.findings.filter(({ fixes }) => fixes.length > 0);
    expect(fixable).toHaveLength(5);
    for (const { rule, file, fixes } of fixable) {
      for (const fix of fixes) {
        const after = await lintJson(['.'], { cwd: fixedCopy(cwd, fix) });
        const count = (all: readonly JsonFinding[]) =>
          all.filter((each) => each.rule === rule && each.file === file).length;
        expect(count(after.findings), `${fix.title} in ${file}`).toBe(count(before.findings) - 1);
        expect(after.findings.length).toBeLessThan(before.findings.length);
      }
    }
  });
});
