import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { packagesOfValidators, validators } from '../../server/tools/validators.js';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const root = realpathSync(mkdtempSync(join(tmpdir(), 'eni-lens-validators-')));
afterAll(() => rmSync(root, { recursive: true }));

it('the validators have the same bytes in another folder, with packages that are linked, and name no path', async () => {
  cpSync(join(checkout, 'schemas'), join(root, 'schemas'), { recursive: true });
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'));
  const text = await validators(root);
  const [, ...generated] = readFileSync(join(checkout, 'schemas', 'validators.mjs'), 'utf8').split('\n');
  expect(text).toBe(generated.join('\n'));
  expect(text).not.toContain('node_modules');
  expect(packagesOfValidators(text)).toEqual(['ajv']);
});
