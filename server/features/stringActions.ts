import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver-types';
import type { FileEdits } from '../linter/fixEdits.js';
import { afterAsked } from '../linter/guard.js';
import { type Catalogue, type Message, message, render } from '../messages/message.js';
import { syntaxNamed } from '../syntax/claims.js';
import { type EmbeddedDocument, openScalar } from '../syntax/embedded.js';
import type { Entry, MapNode, ScalarNode } from '../syntax/node.js';
import type { StringForm } from '../syntax/syntax.js';
import type { Workspace } from '../workspace/workspace.js';
import { type Cursor, cursorAt } from './convert.js';
import { placeUnder } from './cursor.js';
import { type EditSupport, workspaceEdit } from './workspaceEdit.js';

/** The string that holds the settings of an add-on, which its reader takes in YAML and in JSON alike. */
interface Settings {
  readonly map: MapNode;
  readonly entry: Entry;
  readonly string: ScalarNode;
  readonly content: EmbeddedDocument & { readonly root: MapNode };
}

const titles: Readonly<Record<StringForm, (setting: string) => Message>> = {
  yaml: (setting) => message('Write {setting} as YAML', { setting }),
  jsonLine: (setting) => message('Write {setting} as JSON on one line', { setting }),
  jsonLines: (setting) => message('Write {setting} as JSON in several lines', { setting }),
};

export interface StringActionOptions extends EditSupport {
  /** The editor shows actions that cannot be taken, with the reason. */
  readonly disabledActions: boolean;
  readonly catalogue?: Catalogue | undefined;
}

/**
 * The actions that write the settings of the add-on under the cursor in another form, their values unchanged. Where comments would be lost, an
 * editor that can show it is told so. None where there are no such settings, or where they cannot be read whole.
 */
export function stringActions(
  workspace: Workspace,
  uri: string,
  { start }: Range,
  options: StringActionOptions,
): readonly CodeAction[] {
  const cursor = cursorAt(workspace, uri, start);
  const settings = cursor && settingsUnder(cursor);
  if (cursor === undefined || settings === undefined) return [];
  return formsFor(settings).flatMap((form): readonly CodeAction[] => {
    const title = render(titles[form](settings.entry.key.text), options.catalogue);
    const action = { title, kind: CodeActionKind.RefactorRewrite };
    if (settings.content.comments.length > 0) {
      return options.disabledActions
        ? [{ ...action, disabled: { reason: render(losesComments, options.catalogue) } }]
        : [];
    }
    const edits = editsFor(settings, form, cursor);
    const edit = edits && 'workspace' in afterAsked(workspace, edits) && workspaceEdit(edits, workspace, options);
    return edit ? [{ ...action, edit }] : [];
  });
}

const losesComments = message('The comments in it would be lost');

function settingsUnder(cursor: Cursor): Settings | undefined {
  if (cursor.document.resources.length === 0) return undefined;
  const { nodes } = placeUnder(cursor);
  for (const [index, map] of nodes.entries()) {
    const inner = nodes[index + 1];
    const entry =
      map.kind === 'map' ? map.entries.find(({ key, value }) => key === inner || value === inner) : undefined;
    if (map.kind !== 'map' || entry?.value.kind !== 'scalar' || !/^configurationValues$/i.test(entry.key.text))
      continue;
    const content = openScalar(entry.value);
    const { root, rest, problems, templated } = content;
    if (root?.kind !== 'map' || rest.length > 0 || problems.length > 0 || templated) return undefined;
    return { map, entry, string: entry.value, content: { ...content, root } };
  }
  return undefined;
}

/** The forms that a string has not yet: in JSON all strings are on one line. */
function formsFor({ string, content: { root } }: Settings): readonly StringForm[] {
  const isBlock = string.style === 'literal' || string.style === 'folded';
  const isLong = isBlock && string.text.trim().includes('\n');
  const now: StringForm = root.style === 'block' ? 'yaml' : isLong ? 'jsonLines' : 'jsonLine';
  const isSettled = now !== 'jsonLine' || !isBlock;
  return (['yaml', 'jsonLine', 'jsonLines'] as const).filter((form) => form !== now || !isSettled);
}

function editsFor(
  { map, entry, content }: Settings,
  form: StringForm,
  { file, document }: Cursor,
): FileEdits | undefined {
  const edits = syntaxNamed(map.host.syntax)?.writer.respellString?.(map, entry, content.root, form);
  const inFile = edits?.map(({ span, newText }) => ({
    span: { start: span.start + document.start, end: span.end + document.start },
    newText,
  }));
  return inFile && [{ uri: file.uri, edits: inFile }];
}
