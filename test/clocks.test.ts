import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Where a clock or a wait is the point, and why. Everything else says the same on a machine of any speed. */
const clocks: Readonly<Record<string, string>> = {
  'bench/': 'it measures',
  'fuzz/': 'it runs for as long as it is told, and ends what hangs',
  'vscode/': 'it waits for an editor, and says how long it took',
  'neovim/': 'it waits for an editor, and says how long it took',
  'cli/files.test.ts': 'standard input that comes slowly',
  'lsp/typing': 'they drive the clock themselves, and nothing waits',
  'programs/interrupt.test.ts': 'a git that does not end by itself',
};

const clock = /\bperformance\.now\b|\bDate\.now\b|\bnew Date\(\)|\bhrtime\b|\bset(?:Timeout|Interval)\b|\bsleep \d/;

it('no test looks at a clock or waits for a while, but where that is the point', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|cjs|lua)$/.test(path) && path !== 'clocks.test.ts');
  const found = files.filter((path) => clock.test(readFileSync(join(root, path), 'utf8')));
  const places = Object.keys(clocks);
  expect(found.filter((path) => !places.some((place) => path.startsWith(place)))).toEqual([]);
  expect(places.filter((place) => !found.some((path) => path.startsWith(place)))).toEqual([]);
});
