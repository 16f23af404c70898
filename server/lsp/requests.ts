import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { codeLens } from '../features/codeLens.js';
import { completion } from '../features/completion.js';
import { definition, definitionLinks } from '../features/definition.js';
import { documentLinks } from '../features/documentLinks.js';
import { documentSymbols, flatSymbols } from '../features/documentSymbols.js';
import { hover } from '../features/hover.js';
import { inlayHints } from '../features/inlayHints.js';
import { documentHighlights, references } from '../features/references.js';
import { filesOfRename, prepareRename, rename } from '../features/rename.js';
import { workspaceEdit } from '../features/workspaceEdit.js';
import { workspaceSymbols } from '../features/workspaceSymbols.js';
import { type Message, render } from '../messages/message.js';
import { rules } from '../rules/index.js';
import { type Workspace, withModels } from '../workspace/workspace.js';
import { knowsSchema, outlinedSyntaxes } from './editor.js';
import { codeActionsIn, type FixContext } from './fixing.js';
import { type FaultLog, guard } from './guard.js';
import { workspaceOf } from './snapshot.js';
import { canonicalUri } from './uris.js';

type Positioned = { readonly textDocument: { readonly uri: string } };

const knownRules = rules.map(({ id }) => id);

/** Answers what an editor asks about places in files: each from the snapshot of its moment, in one go. */
export function registerRequests(connection: Connection, log: FaultLog, now: () => FixContext): void {
  const ask: Ask = (name, otherwise, answer) =>
    guard(
      log,
      name,
      (params) => {
        const context = now();
        const uri = canonicalUri(params.textDocument.uri);
        return answer(workspaceOf(context.session.snapshot(), uri), uri, params, context);
      },
      otherwise,
    );
  registerExplaining(connection, ask);
  registerNavigation(connection, ask);
  registerRename(connection, ask);
  connection.onCodeAction(guard(log, 'code actions', (params) => codeActionsIn(now(), params), []));
  connection.onWorkspaceSymbol(
    guard(
      log,
      'workspace symbols',
      ({ query }, token) => {
        const workspaces = [...now().session.snapshot().workspaces.values()];
        return workspaces.flatMap((each) => (token.isCancellationRequested ? [] : [...workspaceSymbols(each, query)]));
      },
      null,
    ),
  );
}

/** Makes the answer to a request about a place in a file. */
type Ask = <P extends Positioned, R>(
  name: string,
  otherwise: R,
  answer: (workspace: Workspace, uri: string, params: P, context: FixContext) => R | ResponseError<void>,
) => (params: P, token: CancellationToken) => Promise<R | ResponseError<void>>;

/** What is said at a place and between the lines, and what can be written there. */
function registerExplaining(connection: Connection, ask: Ask): void {
  connection.onHover(
    ask(
      'hover',
      null,
      (of, uri, { position }, { editor, catalogue }) =>
        hover(of, uri, position, {
          catalogue,
          pictures: editor.pictures,
          chartTheme: editor.chartTheme,
          schemaKnown: knowsSchema(editor, uri),
        }) ?? null,
    ),
  );
  connection.onCompletion(
    ask('completion', null, (of, uri, { position }, { editor, catalogue }) => {
      const { snippets, indentation } = editor;
      return completion(of, uri, position, { snippets, indentation, schemaKnown: knowsSchema(editor, uri), catalogue });
    }),
  );
  connection.onCodeLens(
    ask('code lens', null, (of, uri, _params, { editor, catalogue }) =>
      editor.settings.codeLens ? [...codeLens(of, uri, { catalogue, showsPlans: editor.isOurs })] : [],
    ),
  );
  connection.languages.inlayHint.on(
    ask('inlay hints', null, (of, uri, { range }, { editor, catalogue }) =>
      editor.settings.inlayHints
        ? [...inlayHints(of, uri, range, { catalogue, pictures: editor.pictures, chartTheme: editor.chartTheme })]
        : [],
    ),
  );
}

function registerNavigation(connection: Connection, ask: Ask): void {
  connection.onDefinition(
    ask('definition', null, (of, uri, { position }, { editor }) =>
      editor.definitionLinks ? [...definitionLinks(of, uri, position)] : [...definition(of, uri, position)],
    ),
  );
  connection.onReferences(
    ask('references', null, (of, uri, { position, context }) => [...references(of, uri, position, context)]),
  );
  connection.onDocumentHighlight(
    ask('document highlight', null, (of, uri, { position }) => {
      const found = documentHighlights(of, uri, position);
      return found ? [...found] : null;
    }),
  );
  connection.onDocumentSymbol(
    ask('document symbols', null, (of, uri, _params, { editor }) => {
      const symbols = documentSymbols(of, uri, outlinedSyntaxes(editor));
      if (symbols === undefined) return null;
      return editor.nestsSymbols ? [...symbols] : [...flatSymbols(symbols, uri)];
    }),
  );
  connection.onDocumentLinks(
    ask('document links', null, (of, uri, _params, { catalogue }) => [
      ...documentLinks(of, uri, { knownRules, catalogue }),
    ]),
  );
}

function registerRename(connection: Connection, ask: Ask): void {
  connection.onPrepareRename(
    ask('prepare rename', null, (of, uri, { position }, { catalogue }) => {
      const prepared = prepareRename(of, uri, position);
      if (prepared?.kind === 'refused') return refusal(prepared.reason, catalogue);
      return prepared ? { range: prepared.range, placeholder: prepared.placeholder } : null;
    }),
  );
  connection.onRenameRequest(
    ask('rename', null, (known, uri, { position, newName }, context) => {
      const texts = context.session.withTexts(filesOfRename(known, uri, position));
      const workspace = texts.length === 0 ? known : withModels(known, texts);
      const renaming = rename(workspace, uri, position, newName);
      if (renaming?.kind === 'refused') return refusal(renaming.reason, context.catalogue);
      const support = { ...context.editor.edits, versionOf: context.versionOf };
      return (renaming && workspaceEdit(renaming.files, workspace, support)) ?? null;
    }),
  );
}

/** What cannot be done, told to the person. */
function refusal(reason: Message, catalogue: FixContext['catalogue']): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestFailed, render(reason, catalogue));
}
