import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../server/formats/index.js';
import { rules } from '../server/rules/index.js';
import { toFillIn } from '../server/tools/ruleSkeleton.js';
import { findings } from './harness/check.js';
import { parseFixture } from './harness/fixture.js';
import { examples, rulePage } from './harness/pages.js';

const folder = new URL('../docs/rules/', import.meta.url);
const headings = ['Why', 'Incorrect', 'Correct', 'Fix', 'Sources'];
/** The linter reports these about itself or about bytes, which no example can hold. */
const withoutExamples = ['internal-error', 'file-too-large', 'not-utf8'];

const root = new URL('../', import.meta.url);

it('nothing that `npm run new-rule` left to fill in is left', () => {
  const files = rules.flatMap(({ id, group }) => [
    `server/rules/${group}/${id}.ts`,
    `docs/rules/${id}.md`,
    `test/corpus/positive/${id}.yaml`,
  ]);
  const left = files.flatMap((path) =>
    (existsSync(new URL(path, root)) ? readFileSync(new URL(path, root), 'utf8') : '')
      .split('\n')
      .flatMap((line, index) => (line.includes(toFillIn) ? [`${path}:${index + 1}`] : [])),
  );
  expect(left).toEqual([]);
});

it('the README begins with what is said of the file it shows', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const [, text = '', report = ''] = /```yaml\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  const said = findings([{ path: 'shop.yaml', text }]).map(
    ({ uri, range, severity, rule, message }) =>
      `${uri}:${range.start.line + 1}:${range.start.character + 1}  ${severity}  ${rule}\n  ${message}\n`,
  );
  expect(said.join('')).toBe(report);
});

it('the README says of each format what files it is recognised by', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const [, table = ''] = /^\| file \| recognised by \|\n((?:\|.*\n)+)/m.exec(readme) ?? [];
  expect(formats.filter(({ kinds: [kind = ''] }) => !table.includes(kind)).map(({ id }) => id)).toEqual([]);
});

describe('every rule has a page whose examples are true', () => {
  it('has one page per rule and no page without a rule', () => {
    const pages = readdirSync(folder).filter((file) => /^[^.]+\.md$/.test(file));
    expect(pages.map((file) => file.replace(/\.md$/, '')).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  for (const { id } of rules) {
    describe(id, () => {
      const page = rulePage(id);

      it('starts with its id and a summary of one sentence', () => {
        const [title, summary = ''] = page.split('\n\n');
        expect(title).toBe(`# ${id}`);
        expect(summary.replace(/\n/g, ' ')).toMatch(/^[A-Z`][^\n]*\.$/);
      });

      it('has the usual headings in order', () => {
        const found = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
        expect(found).toEqual(withoutExamples.includes(id) ? ['Why', 'Fix', 'Sources'] : headings);
      });

      for (const [index, fence] of examples(id, 'Incorrect').entries()) {
        it(`reports incorrect example ${index + 1}`, () => {
          const found = findings(parseFixture(fence).files).map(({ rule }) => rule);
          expect(found).toContain(id);
        });
      }

      for (const [index, fence] of examples(id, 'Correct').entries()) {
        it(`has nothing to say about correct example ${index + 1}`, () => {
          expect(findings(parseFixture(fence).files).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
        });
      }

      it('has examples of both kinds, where a text can show it', () => {
        const kinds = (['Incorrect', 'Correct'] as const).filter((heading) => examples(id, heading).length > 0);
        expect(kinds).toEqual(withoutExamples.includes(id) ? [] : ['Incorrect', 'Correct']);
      });
    });
  }
});
