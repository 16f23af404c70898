import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completion } from '../server/features/completion.js';
import { disableComment } from '../server/features/disableRule.js';
import { hover } from '../server/features/hover.js';
import { readBy } from '../server/formats/format.js';
import { formats } from '../server/formats/index.js';
import { appliedChanges } from '../server/linter/appliedChanges.js';
import { lint } from '../server/linter/lint.js';
import { plannedClusters } from '../server/linter/plans.js';
import { templateSuffixes } from '../server/syntax/claims.js';
import { syntaxes } from '../server/syntax/index.js';
import { applyEdits } from '../server/text/edit.js';
import { sourceFile } from '../server/text/sourceFile.js';
import { treeOf } from '../server/workspace/tree.js';
import { type Carried, carried } from './harness/carried.js';
import { findings, workspaceOf } from './harness/check.js';

/** docs/what-is-read.md says of each carrier what works in it: here each is tried. */
const pages = ['docs/what-is-read.md', 'docs/ja/what-is-read.md'].map((path) => ({
  path,
  text: readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
}));
const [english = { path: '', text: '' }] = pages;

it('each format is tried, but the one that reads signs of others only', () => {
  const tried = carried.flatMap(({ formats: ids }) => ids);
  expect(formats.filter(({ id, onlySigns }) => !onlySigns && !tried.includes(id)).map(({ id }) => id)).toEqual([]);
});

describe.each(carried)('$row', (sample) => {
  it.each(sample.formats)('is read by %s', (id) => {
    const format = formats.find((each) => each.id === id);
    const [{ path = '' } = {}] = sample.files;
    const read = workspaceOf(sample.files)
      .files.get(path)
      ?.documents.flatMap((document) =>
        format === undefined ? [] : readBy([format], treeOf(document), { uri: path, document: document.id }),
      );
    expect(read?.length).toBeGreaterThan(0);
  });

  it('has a row that says how it is recognized and what an absent setting means', () => {
    expect(rowsOf(english.text, 3).filter(([carrier = '']) => namesCarrier(carrier, sample)).length).toBe(1);
  });

  it('works as its row says', () => {
    const [, ...cells] = rowsOf(english.text, 7).find(([carrier = '']) => namesCarrier(carrier, sample)) ?? [];
    expect(cells).toEqual(tried(sample));
  });
});

it('the page in Japanese says the same of each', () => {
  const [cells, japanese] = pages.map(({ text }) => rowsOf(text, 7).map(([, ...rest]) => rest));
  expect(japanese?.slice(1)).toEqual(cells?.slice(1));
});

it.each(pages)('$path names every ending and name of files that is searched for', ({ text }) => {
  const names = syntaxes.flatMap(({ claims }) => [
    ...claims.endings.map((ending) => `.${ending}`),
    ...(claims.fileNames ?? []),
  ]);
  expect(names.filter((name) => !text.toLowerCase().includes(`\`${name.toLowerCase()}\``))).toEqual([]);
  expect(templateSuffixes.filter((suffix) => !text.includes(`\`.${suffix}\``))).toEqual([]);
});

/** The rows of the tables that have so many columns, without the marks of links. */
function rowsOf(page: string, columns: number): readonly (readonly string[])[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim()),
    )
    .filter(({ length }) => length === columns);
}

function namesCarrier(cell: string, { row }: Carried): boolean {
  return cell === row;
}

/** Which of the columns hold, as the page writes it. */
function tried(sample: Carried): readonly string[] {
  return [isFound, hasHover, hasFix, isProposed, isApplied, isSilenced].map((holds) => (holds(sample) ? '✓' : '–'));
}

function isFound({ files, rule }: Pick<Carried, 'files' | 'rule'>): boolean {
  return findings(files).some((finding) => finding.rule === rule && finding.uri === files[0]?.path);
}

function hasHover({ files: [file, ...others], hovered }: Carried): boolean {
  if (file === undefined) return false;
  const at = sourceFile(file.text).positionAt(file.text.indexOf(hovered) + 1);
  return hover(workspaceOf([file, ...others]), file.path, at) !== undefined;
}

function hasFix({ files: [file, ...others], rule }: Carried): boolean {
  if (file === undefined) return false;
  const fixes = findings([file, ...others]).flatMap((each) => (each.rule === rule ? each.fixes : []));
  return fixes.some(({ edits }) => {
    const own = edits.find(({ uri }) => uri === file.path)?.edits;
    const text = own && applyEdits(file.text, own);
    return text !== undefined && !isFound({ files: [{ path: file.path, text }, ...others], rule });
  });
}

function isProposed({ files: [file, ...others], typed }: Carried): boolean {
  if (file === undefined || typed === undefined) return false;
  const [word, soFar, proposed] = typed;
  const at = file.text.indexOf(word);
  const text = `${file.text.slice(0, at)}${soFar}${file.text.slice(at + word.length)}`;
  const { items } = completion(
    workspaceOf([{ path: file.path, text }, ...others]),
    file.path,
    sourceFile(text).positionAt(at + soFar.length),
    { snippets: false, indentation: 'unsaid' },
  );
  return items.some(({ label }) => label.includes(proposed));
}

function isApplied({ files, applied }: Carried): boolean {
  if (applied === undefined) return false;
  const [changes, written] = applied;
  const workspace = workspaceOf(files);
  const outcome = appliedChanges(workspace, plannedClusters(workspace), changes);
  const [file] = files;
  if (outcome.kind !== 'applied' || file === undefined) return false;
  return outcome.workspace.files.get(file.path)?.text?.includes(written) === true;
}

function isSilenced({ files: [file, ...others], rule }: Carried): boolean {
  if (file === undefined) return false;
  const workspace = workspaceOf([file, ...others]);
  const finding = lint(workspace).find((each) => each.rule === rule);
  const model = workspace.files.get(file.path);
  const edit = finding && model && disableComment(finding, model, 'line');
  const text = edit && applyEdits(file.text, [edit]);
  return text !== undefined && !isFound({ files: [{ path: file.path, text }, ...others], rule });
}
