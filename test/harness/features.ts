import { expect } from 'vitest';
import type { CompletionItem, Position } from 'vscode-languageserver-types';
import { type CompletionOptions, completion } from '../../server/features/completion.js';
import { type HoverOptions, hover } from '../../server/features/hover.js';
import { type Renaming, rename } from '../../server/features/rename.js';
import { readLensConfig } from '../../server/formats/eniLens/config.js';
import { configFileNames } from '../../server/formats/eniLens/configNames.js';
import { render } from '../../server/messages/message.js';
import { defaultConfig } from '../../server/model/lensConfig.js';
import { applyEdits } from '../../server/text/edit.js';
import { sourceFile } from '../../server/text/sourceFile.js';
import { emptyWorkspace, type Workspace, withConfig, withFiles } from '../../server/workspace/workspace.js';
import { accepted, editors } from './accepting.js';
import { type Fixture, parseFixture } from './fixture.js';

/** A fixture with one `$0` in it, read: the workspace without the mark, and where it stood. */
export interface Marked {
  readonly workspace: Workspace;
  readonly files: Fixture['files'];
  readonly uri: string;
  readonly offset: number;
  readonly position: Position;
}

/** Reads a fixture whose `$0` is the cursor. A file `eni-lens.yaml` or `eni-lens.json` in it is its config. */
export function marked(text: string): Marked {
  const { files } = parseFixture(text);
  const file = files.find((each) => each.text.includes('$0'));
  if (file === undefined) throw new Error('the fixture has no $0');
  const offset = file.text.indexOf('$0');
  const plain = files.map((each) => (each === file ? { ...each, text: each.text.replace('$0', '') } : each));
  const before = file.text.slice(0, offset);
  return {
    workspace: workspaceOf(plain),
    files: plain,
    uri: file.path,
    offset,
    position: sourceFile(before).positionAt(offset),
  };
}

/** The workspace of plain files. */
export function workspaceOf(files: Fixture['files']): Workspace {
  const config = files.find(({ path }) => configFileNames.some((name) => name === path));
  const settings = config ? readLensConfig(config.path, config.text) : defaultConfig;
  return withFiles(
    withConfig(emptyWorkspace, settings),
    files.map(({ path, text }) => ({ uri: path, text })),
  );
}

/** The Markdown of the hover at `$0`, pictures shortened; undefined where there is none. */
export function hoverText(text: string, options?: HoverOptions): string | undefined {
  const { workspace, uri, position } = marked(text);
  const contents = hover(workspace, uri, position, options)?.contents;
  if (contents === undefined) return undefined;
  if (typeof contents !== 'object' || !('value' in contents)) throw new Error('the hover is not Markdown');
  return contents.value.replace(/\(data:image\/svg\+xml;base64,[^)]*\)/g, '(picture)');
}

/** Expects each of the lines in the hover at `$0`, in this order. */
export function checkHover(text: string, lines: readonly string[], options?: HoverOptions): void {
  // In editors that draw tables, cells end in a gap.
  const found = (hoverText(text, options) ?? '(no hover)').replaceAll('&ensp; |', ' |');
  let from = 0;
  for (const line of lines) {
    const at = found.indexOf(line, from);
    if (at < 0) expect(found, 'the hover').toContain(line);
    expect(at, `"${line}" comes in its place in\n${found}`).toBeGreaterThanOrEqual(from);
    from = at + line.length;
  }
}

/** The proposals at `$0`, in an editor without snippets where nothing else is said. */
export function proposals(text: string, options: Partial<CompletionOptions> = {}): readonly CompletionItem[] {
  const { workspace, uri, position } = marked(text);
  return completion(workspace, uri, position, { snippets: false, indentation: 'unsaid', ...options }).items;
}

/** Accepts the proposal with a label, in every editor, and expects the file to be `expected` after it, byte by byte; `plain` without snippets. */
export function checkCompletion(
  text: string,
  { label, expected, plain = expected }: { readonly label: string; readonly expected: string; readonly plain?: string },
): void {
  const { files, uri } = marked(text);
  const before = files.find(({ path }) => path === uri)?.text ?? '';
  for (const editor of editors) {
    const items = proposals(text, editor.support);
    const item = items.find((each) => each.label === label);
    expect(item?.label, `a proposal; there are: ${items.map((each) => each.label).join(', ')}`).toBe(label);
    const after = item && accepted(before, item, editor);
    expect(after, `in ${editor.name}`).toBe(parseFixture(editor.support.snippets ? expected : plain).files[0]?.text);
  }
}

/** Renames what stands at `$0`: the text of all files afterwards, or why not. */
export function renamed(text: string, newName: string): string | undefined {
  const { workspace, files, uri, position } = marked(text);
  const result: Renaming | undefined = rename(workspace, uri, position, newName);
  if (result === undefined) return undefined;
  if (result.kind === 'refused') return `refused: ${render(result.reason)}`;
  const after = files.map(({ path, text: before }) => {
    // Of two lists of edits of one file editors take the last.
    const edits = result.files.findLast((file) => file.uri === path)?.edits ?? [];
    return `# file: ${path}\n${applyEdits(before, edits)}`;
  });
  return after.join('\n');
}

/** Renames what stands at `$0` and expects all files to be `expected`. */
export function checkRename(text: string, newName: string, expected: string): void {
  expect(renamed(text, newName)).toBe(expected);
}
