import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { missingTranslations, translationFiles } from '../../server/tools/translations.js';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'eni-lens-translations-'));
afterAll(() => rmSync(root, { recursive: true }));

it('a text without its Japanese is generated empty, and named when a release is checked', () => {
  for (const path of [
    'schemas/aws-node-env.schema.json',
    'schemas/eni-lens-config.schema.json',
    'l10n',
    'client',
    'package.nls.json',
    'package.nls.ja.json',
  ])
    cpSync(join(checkout, path), join(root, path), { recursive: true });
  for (const folder of ['server', 'docs/rules/ja']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'server', 'new.ts'), "message('something {new}', { new: 1 });");
  writeFileSync(join(root, 'docs/rules/ja', 'old-rule.md'), '# old-rule\n');
  const missing = missingTranslations(root, ['old-rule', 'new-rule']);
  expect(missing).toContain('l10n/ja.json has no text for "something {new}"');
  expect(missing.filter((line) => line.startsWith('there is no '))).toEqual(['there is no docs/rules/ja/new-rule.md']);
  for (const { path, text } of translationFiles(root)) writeFileSync(join(root, path), text);
  const [catalogue] = translationFiles(root);
  expect(JSON.parse(catalogue?.text ?? '')).toHaveProperty(['something {new}'], '');
  expect(missingTranslations(root, ['old-rule'])).toContain('l10n/ja.json has no text for "something {new}"');
});
