import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import japanese from '../l10n/ja.json' with { type: 'json' };
import { render, signs } from '../server/messages/message.js';
import { rules } from '../server/rules/index.js';
import { syntaxes } from '../server/syntax/index.js';
import { toFillIn } from '../server/tools/ruleSkeleton.js';
import { findings } from './harness/check.js';
import { parseFixture } from './harness/fixture.js';
import { examples, fences, rulePage, userDocuments } from './harness/pages.js';
import { faultsOfSources } from './harness/sources.js';

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

it('the README says first what it is, then how to set a clone up: a fenced block of two commands', () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8');
  const [head = '', block = ''] = readme.split('```', 2);
  expect(head).toMatch(/^# ENI Lens\n\n[^\n]+\.\n\n(?:\[日本語\].*\n\n)?<!-- in the repository only -->\n$/);
  expect(block).toMatch(/^sh\nnpm ci && npm run example\nnpm ci && npm test\n$/);
});

describe('the documents for users', () => {
  it.each([
    'README.md',
    'README.ja.md',
    'docs/editors.md',
    'docs/extension.md',
    'docs/ja/editors.md',
    'docs/ja/extension.md',
  ])('name every syntax that is read: %s', (path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const catalogue = path.includes('ja') ? japanese : undefined;
    const titles = syntaxes.flatMap(({ title }) =>
      title === undefined ? [] : [render(signs('{title}', { title }), catalogue)],
    );
    expect(titles.filter((title) => !text.toLowerCase().includes(title.replace(/s$/, '').toLowerCase()))).toEqual([]);
  });

  it.each(['docs/editors.md', 'docs/ja/editors.md'])('start the server for every syntax in each editor: %s', (path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    const sections = text
      .split(/^## /m)
      .filter((each) => /^(?:Neovim|Helix|Emacs|JetBrains|Sublime Text)\n/.test(each));
    const missing = sections.flatMap((section) =>
      syntaxes.flatMap(({ id, claims }) => {
        // Editors have names of their own for some languages.
        const names = [id, ...claims.languages, ...(id === 'makefile' ? ['make'] : [])];
        const isNamed =
          claims.languages.length === 0 || names.some((name) => new RegExp(`\\b${name}\\b`).test(section));
        return isNamed ? [] : [`${/^.*/.exec(section)}: ${id}`];
      }),
    );
    expect(sections).toHaveLength(5);
    expect(missing).toEqual([]);
  });

  it.each(['docs/tasks.md', 'docs/ja/tasks.md'])('show what to write without a mistake in it: %s', (path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    expect(findings([{ path: 'tasks.md', text }]).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(fences(text, 'hcl').length + fences(text, 'yaml').length).toBeGreaterThan(2);
  });

  it('are all in the index of their language', () => {
    for (const [index, folder] of [
      ['docs/README.md', 'docs/'],
      ['docs/ja/README.md', 'docs/ja/'],
    ] as const) {
      const [{ text } = { text: '' }] = userDocuments.filter(({ path }) => path === index);
      const named = linksOf(text);
      const pages = readdirSync(new URL(folder, root)).filter((name) => /^(?!README)[^.]+\.md$/.test(name));
      expect(pages.filter((page) => !named.some((target) => target.endsWith(page)))).toEqual([]);
    }
  });

  it.each(userDocuments)('have links that lead somewhere: $path', ({ path, text }) => {
    const broken = linksOf(text).filter((target) => {
      if (/^\w+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const at = new URL(file === '' ? path : file, new URL(file === '' ? '' : path, root));
      if (!existsSync(at)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(at, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('name in the examples the rules that find something in them', () => {
    for (const [folder, files] of [
      ['examples/broken/', ['harbor.yaml']],
      ['examples/broken/lighthouse/', ['aws-node.yaml', 'cluster.yaml', 'eniconfigs.yaml']],
      ['examples/broken/pier/', ['main.tf']],
      ['examples/cloudformation/broken/', ['lock.yaml']],
      ['examples/helm/broken/', ['values.yaml', 'east/release.yaml']],
      ['examples/karpenter/broken/', ['karpenter.yaml']],
      ['examples/live/broken/', ['cluster.json', 'desk.json', 'subnets.json']],
      ['examples/scripts/broken/', ['canal.sh']],
    ] as const) {
      const found = findings(filesIn(folder, files)).map(({ rule }) => rule);
      const page = readFileSync(new URL(`${folder}README.md`, root), 'utf8');
      const named = linksOf(page).flatMap((target) => /\/rules\/(.*)\.md$/.exec(target)?.[1] ?? []);
      expect(named.toSorted()).toEqual([...new Set(found)].toSorted());
    }
  });

  it('have a repaired example beside each broken one, of the same files, of which nothing is said', () => {
    const all = readdirSync(new URL('examples/', root), { recursive: true, encoding: 'utf8' });
    const of = (kind: string) =>
      all.filter((path) => new RegExp(`(?:^|/)${kind}/`).test(path) && /\.(?:ya?ml|tf|sh|json)$/.test(path)).toSorted();
    expect(
      of('repaired')
        .map((path) => path.replace('repaired/', 'broken/'))
        .toSorted(),
    ).toEqual(of('broken'));
    expect(of('repaired').length).toBeGreaterThan(6);
    const folders = new Set(of('repaired').map((path) => path.slice(0, path.lastIndexOf('/') + 1)));
    for (const folder of folders) {
      const names = of('repaired').flatMap((path) => (path.startsWith(folder) ? path.slice(folder.length) : []));
      const own = names.filter((name) => !name.includes('/'));
      expect(findings(filesIn(`examples/${folder}`, own)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual(
        [],
      );
    }
  });

  it('have a README in each folder of examples', () => {
    const folders = readdirSync(new URL('examples/', root), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const without = folders.filter(({ parentPath, name }) => !existsSync(`${parentPath}/${name}/README.md`));
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});

function filesIn(folder: string, names: readonly string[]) {
  return names.map((path) => ({ path, text: readFileSync(new URL(`${folder}${path}`, root), 'utf8') }));
}

function linksOf(markdown: string): readonly string[] {
  return Array.from(
    markdown.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)/g),
    ([, target = '']) => target,
  );
}

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

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

      it('names sources that a click opens, as they were read', () => {
        expect(faultsOfSources(page)).toEqual([]);
      });

      for (const [index, fence] of examples(id, 'Incorrect').entries()) {
        it(`reports incorrect example ${index + 1}, and nothing else in it`, () => {
          const found = findings(parseFixture(fence).files).map(({ rule }) => rule);
          expect([...new Set(found)]).toEqual([id]);
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
