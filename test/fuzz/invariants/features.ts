import type { CodeAction, Position, WorkspaceEdit } from 'vscode-languageserver-types';
import { codeActions } from '../../../server/features/codeActions.js';
import { codeLens } from '../../../server/features/codeLens.js';
import { completion } from '../../../server/features/completion.js';
import { definition, definitionLinks } from '../../../server/features/definition.js';
import { diagnosticOf } from '../../../server/features/diagnostics.js';
import { documentLinks } from '../../../server/features/documentLinks.js';
import { documentSymbols, flatSymbols } from '../../../server/features/documentSymbols.js';
import { hover } from '../../../server/features/hover.js';
import { inlayHints } from '../../../server/features/inlayHints.js';
import { documentHighlights, references } from '../../../server/features/references.js';
import { prepareRename, rename } from '../../../server/features/rename.js';
import { workspaceEdit } from '../../../server/features/workspaceEdit.js';
import { workspaceSymbols } from '../../../server/features/workspaceSymbols.js';
import { lint } from '../../../server/linter/lint.js';
import { rules } from '../../../server/rules/index.js';
import { type SourceFile, sourceFile } from '../../../server/text/sourceFile.js';
import type { Workspace } from '../../../server/workspace/workspace.js';
import { accepted, editors } from '../../harness/accepting.js';
import type { Case, File } from '../file.js';
import type { Random } from '../random.js';
import { type Invariant, type Looks, someOf, workspaceOf } from './invariant.js';
import { editsFault, lspRangeFault } from './places.js';

/** Every place of a short text, as many in a long one. */
const mostPlaces = 24;

const editing = {
  documentChanges: false,
  createFiles: true,
  snippetEdits: false,
  changeAnnotations: false,
  versionOf: () => null,
} as const;

const knownRules = rules.map(({ id }) => id);

/** A range an editor is given, and in which file. */
interface Given {
  readonly uri: string;
  readonly range: Parameters<typeof lspRangeFault>[1];
}

/** Half of the places are anywhere, half where a word begins or ends: there is more to say about these. */
function placesIn({ text }: File, random: Random): readonly Position[] {
  const source = sourceFile(text);
  const offsets = Array.from({ length: text.length + 1 }, (_, offset) => offset);
  const edges = [...text.matchAll(/\b|["'}\]]/g)].map(({ index }) => index);
  const chosen = [offsets, edges].flatMap((each) => someOf(each, mostPlaces / 2, random));
  return [...new Set(chosen)].map((offset) => source.positionAt(offset));
}

function* askedAnywhere({ files, changed }: Case, random: Random): Looks {
  const workspace = workspaceOf(files);
  for (const position of placesIn(changed, random)) {
    for (const [feature, ask] of Object.entries(asked)) {
      const given = ask(workspace, changed.path, position);
      yield firstFault(files, given, `${feature} at ${position.line}:${position.character}`);
    }
  }
}

/** What an editor asks about a place: the ranges it is given. */
const asked: Readonly<Record<string, (of: Workspace, uri: string, position: Position) => readonly Given[]>> = {
  hover: (of, uri, position) => {
    const range = hover(of, uri, position)?.range;
    return range ? [{ uri, range }] : [];
  },
  definition: (of, uri, position) => definition(of, uri, position),
  'definition links': (of, uri, position) =>
    definitionLinks(of, uri, position).flatMap(({ originSelectionRange, targetUri, targetRange }) => [
      ...(originSelectionRange ? [{ uri, range: originSelectionRange }] : []),
      { uri: targetUri, range: targetRange },
    ]),
  highlights: (of, uri, position) => (documentHighlights(of, uri, position) ?? []).map(({ range }) => ({ uri, range })),
  references: (of, uri, position) => references(of, uri, position, { includeDeclaration: true }),
  'prepared rename': (of, uri, position) => {
    const prepared = prepareRename(of, uri, position);
    return prepared?.kind === 'ready' ? [{ uri, range: prepared.range }] : [];
  },
  rename: (of, uri, position) => {
    const renaming = rename(of, uri, position, 'renamed');
    return renaming?.kind === 'edits' ? editedBy(workspaceEdit(renaming.files, of, editing)) : [];
  },
};

function* askedOfFiles({ files, changed }: Case): Looks {
  const workspace = workspaceOf(files);
  const uri = changed.path;
  const all = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } };
  const given: Readonly<Record<string, readonly Given[]>> = {
    'code lens': codeLens(workspace, uri).map(({ range }) => ({ uri, range })),
    'inlay hint': inlayHints(workspace, uri, all).map(({ position }) => ({
      uri,
      range: { start: position, end: position },
    })),
    link: documentLinks(workspace, uri, { knownRules }).map(({ range }) => ({ uri, range })),
    outline: flatSymbols(documentSymbols(workspace, uri, new Set()) ?? [], uri).map(({ location }) => location),
    symbol: workspaceSymbols(workspace, '').flatMap(({ location }) => ('range' in location ? [location] : [])),
    diagnostic: lint(workspace).flatMap((finding) => {
      const { range, relatedInformation = [] } = diagnosticOf(finding, workspace, shown);
      return [{ uri: finding.at.uri, range }, ...relatedInformation.map(({ location }) => location)];
    }),
  };
  for (const [feature, ranges] of Object.entries(given)) yield firstFault(files, ranges, feature);
}

const shown = { relatedInformation: true, codeDescription: true, extra: true, tags: [1, 2] } as const;

function* actionsCanBeTaken({ files, changed }: Case, random: Random): Looks {
  const workspace = workspaceOf(files);
  const found = lint(workspace).filter(({ at }) => at.uri === changed.path);
  const starts = found.flatMap((finding) => diagnosticOf(finding, workspace, shown).range.start);
  for (const start of [...someOf(placesIn(changed, random), 3, random), ...someOf(starts, 4, random)]) {
    for (const action of actionsAt(workspace, changed.path, start)) {
      for (const [uri, edits] of Object.entries(action.edit?.changes ?? {})) {
        const text = files.findLast(({ path }) => path === uri)?.text;
        if (text === undefined) continue;
        const source = sourceFile(text);
        const outside = edits.map(({ range }) => lspRangeFault(text, range)).find((fault) => fault !== undefined);
        const fault =
          outside ??
          editsFault(
            text,
            edits.map((edit) => spanEdit(source, edit)),
          );
        yield fault && `"${action.title}": ${fault}`;
      }
    }
  }
}

function actionsAt(workspace: Workspace, uri: string, start: Position): readonly CodeAction[] {
  const options = {
    ...editing,
    disabledActions: true,
    opens: true,
    isShown: () => true,
    config: { uri: 'eni-lens.yaml', source: undefined },
  };
  return codeActions(workspace, uri, { start, end: start }, { diagnostics: [] }, options);
}

function* proposalsCanBeAccepted({ files, changed }: Case, random: Random): Looks {
  const workspace = workspaceOf(files);
  for (const position of someOf(placesIn(changed, random), 6, random)) {
    const [editor] = someOf(editors, 1, random);
    if (editor === undefined) return;
    const { items } = completion(workspace, changed.path, position, editor.support);
    for (const item of someOf(items, 2, random)) {
      const { label, textEdit } = item;
      if (textEdit === undefined || !('range' in textEdit)) continue;
      const at = `"${label}" at ${position.line}:${position.character}`;
      const fault = lspRangeFault(changed.text, textEdit.range);
      yield fault && `${at}: ${fault}`;
      const text = accepted(changed.text, item, editor);
      const after = workspaceOf(files.map((file) => (file === changed ? { ...file, text } : file)));
      yield lint(after).some(({ rule }) => rule === 'internal-error') ? `${at}: a rule fails` : undefined;
    }
  }
}

function spanEdit(
  source: SourceFile,
  { range, newText }: { readonly range: Given['range']; readonly newText: string },
) {
  return { span: { start: source.offsetAt(range.start), end: source.offsetAt(range.end) }, newText };
}

function editedBy(edit: WorkspaceEdit | undefined): readonly Given[] {
  return Object.entries(edit?.changes ?? {}).flatMap(([uri, edits]) => edits.map(({ range }) => ({ uri, range })));
}

function firstFault(files: readonly File[], given: readonly Given[], what: string): string | undefined {
  for (const { uri, range } of given) {
    const file = files.findLast(({ path }) => path === uri);
    const fault = file && lspRangeFault(file.text, range);
    if (fault !== undefined) return `${what}: ${fault}`;
  }
  return undefined;
}

/** What holds for the answers an editor gets, wherever it asks. */
export const featureInvariants: readonly Invariant[] = [
  { id: 'asked', claim: 'hover, navigation and rename answer anywhere, with places in the text', look: askedAnywhere },
  { id: 'shown', claim: 'lenses, hints, links, symbols and diagnostics lie in the text', look: askedOfFiles },
  { id: 'actions', claim: 'code actions answer anywhere, and their edits are proper', look: actionsCanBeTaken },
  {
    id: 'proposals',
    claim: 'completion answers anywhere, and what it proposes can be accepted',
    look: proposalsCanBeAccepted,
  },
];
