import { type ClientCapabilities, type InitializeParams, InsertTextMode } from 'vscode-languageserver';
import type { ChartTheme } from '../charts/stepChart.js';
import type { InsertionSupport } from '../features/completion/insertion.js';
import type { DiagnosticSupport } from '../features/diagnostics.js';
import type { EditAbilities } from '../features/workspaceEdit.js';
import type { SyntaxId } from '../syntax/syntaxId.js';
import type { InitializationOptions, Settings } from './protocol.js';
import { folderUri } from './uris.js';

/** What the editor can do, and how it is set. Immutable. */
export interface Editor {
  readonly diagnostics: DiagnosticSupport;
  readonly edits: EditAbilities;
  /** It applies edits that the server sends. */
  readonly appliesEdits: boolean;
  readonly disabledActions: boolean;
  readonly snippets: boolean;
  readonly indentation: InsertionSupport['indentation'];
  /** It draws the images of Markdown, as VS Code's parser does. Terminals would show 4 KB of base64 instead. */
  readonly pictures: boolean;
  readonly chartTheme: ChartTheme;
  readonly preparesRename: boolean;
  /** It shows an outline as a tree; others want a list. */
  readonly nestsSymbols: boolean;
  /** It shows where a link to a definition starts. */
  readonly definitionLinks: boolean;
  /** It answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly refreshesCodeLens: boolean;
  readonly refreshesInlayHints: boolean;
  /** It opens links that the server asks it to, and does not bring our commands itself. */
  readonly opensLinks: boolean;
  /** It is our own extension: it brings our commands and shows the status. */
  readonly isOurs: boolean;
  readonly locale: string | undefined;
  /** Another extension reports YAML syntax and plain schema shape. */
  readonly yamlExtensionActive: boolean;
  readonly settings: Required<Settings>;
  /** `files.exclude` by workspace folder. */
  readonly excludes: ReadonlyMap<string, unknown>;
}

export const defaultSettings: Required<Settings> = {
  syntaxDiagnostics: 'auto',
  openFilesOnly: false,
  codeLens: true,
  inlayHints: true,
};

/** An editor as it introduces itself. What it leaves out it cannot do. */
export function editorOf({ capabilities, initializationOptions, locale }: InitializeParams): Editor {
  const { workspace, textDocument } = capabilities;
  const options: InitializationOptions = asObject(initializationOptions);
  const edit = workspace?.workspaceEdit;
  const isOurs = options.yamlExtensionActive !== undefined;
  return {
    diagnostics: diagnosticSupport(capabilities),
    edits: {
      documentChanges: edit?.documentChanges === true,
      createFiles: edit?.resourceOperations?.includes('create') === true,
      snippetEdits: edit?.snippetEditSupport === true,
      changeAnnotations: edit?.changeAnnotationSupport !== undefined,
    },
    appliesEdits: workspace?.applyEdit === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    indentation: indentationOf(capabilities),
    pictures: capabilities.general?.markdown?.parser === 'marked',
    chartTheme: chartThemeOf(options.colorTheme),
    preparesRename: textDocument?.rename?.prepareSupport === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshesCodeLens: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    opensLinks: !isOurs && capabilities.window?.showDocument?.support === true,
    isOurs,
    locale,
    yamlExtensionActive: options.yamlExtensionActive === true,
    settings: settingsOf(options.settings),
    excludes: new Map(),
  };
}

/** A theme as our extension names it; where nobody does, charts bring their background. */
export function chartThemeOf(theme: unknown): ChartTheme {
  return theme === 'light' || theme === 'dark' ? theme : 'card';
}

/** The workspace folders at the start, as uris with a slash at the end. */
export function rootsOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => folderUri(uri));
  const root = rootUri ?? (rootPath ? `file://${rootPath}` : undefined);
  return root ? [folderUri(root)] : [];
}

/** The settings as the editor sends them: null, a part of them, or something else altogether. What is missing has its default. */
export function settingsOf(sent: unknown): Required<Settings> {
  const { syntaxDiagnostics, openFilesOnly, codeLens, inlayHints }: Readonly<Record<string, unknown>> = asObject(sent);
  const flag = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise);
  return {
    syntaxDiagnostics:
      syntaxDiagnostics === 'on' || syntaxDiagnostics === 'off' ? syntaxDiagnostics : defaultSettings.syntaxDiagnostics,
    openFilesOnly: flag(openFilesOnly, defaultSettings.openFilesOnly),
    codeLens: flag(codeLens, defaultSettings.codeLens),
    inlayHints: flag(inlayHints, defaultSettings.inlayHints),
  };
}

/** True when broken text and plain shape are ours to report. */
export function reportsShape({ settings, yamlExtensionActive }: Editor): boolean {
  if (settings.syntaxDiagnostics === 'auto') return !yamlExtensionActive;
  return settings.syntaxDiagnostics === 'on';
}

/** True when the editor knows the schema of our config file: our extension brings it, for VS Code itself (JSON) and for the YAML extension. */
export function knowsSchema({ isOurs, yamlExtensionActive }: Editor, uri: string): boolean {
  return isOurs && (uri.endsWith('.json') || yamlExtensionActive);
}

/**
 * The syntaxes in whose files the editor shows an outline already: VS Code, the YAML extension in it, and in another editor the server for YAML that
 * runs beside ours, which nobody but a person knows of, who leaves the syntax errors to it.
 */
export function outlinedSyntaxes({ isOurs, settings, yamlExtensionActive }: Editor): ReadonlySet<SyntaxId> {
  const own: readonly SyntaxId[] = isOurs ? ['json', 'markdown'] : [];
  const isYamlOutlined = yamlExtensionActive || (!isOurs && settings.syntaxDiagnostics === 'off');
  return new Set(isYamlOutlined ? [...own, 'yaml'] : own);
}

/** An editor that lets itself be told is told; else its own way counts. */
function indentationOf({ textDocument }: ClientCapabilities): InsertionSupport['indentation'] {
  const { completionItem, insertTextMode } = textDocument?.completion ?? {};
  const modes = completionItem?.insertTextModeSupport?.valueSet ?? [];
  if (modes.includes(InsertTextMode.asIs) || insertTextMode === InsertTextMode.asIs) return 'asIs';
  const isAdjusted = [...modes, insertTextMode].includes(InsertTextMode.adjustIndentation);
  return isAdjusted ? 'adjusted' : 'unsaid';
}

function diagnosticSupport({ textDocument }: ClientCapabilities): DiagnosticSupport {
  const published = textDocument?.publishDiagnostics;
  return {
    relatedInformation: published?.relatedInformation === true,
    codeDescription: published?.codeDescriptionSupport === true,
    extra: published?.dataSupport === true,
    tags: published?.tagSupport?.valueSet ?? [],
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
