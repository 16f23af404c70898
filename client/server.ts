import * as vscode from 'vscode';
import { LanguageClient, RevealOutputChannelOn, State, TransportKind } from 'vscode-languageclient/node';
import type {
  ClientNotifications,
  ClientRequests,
  ColorTheme,
  InitializationOptions,
  ServerNotifications,
  Status,
} from '../server/lsp/protocol.js';
import { crashHandler } from './crashes.js';
import { withOwnPages } from './ruleLinks.js';
import type { DocumentFilter } from './selector.js';
import { traceChannel } from './trace.js';

/** The language server as the rest of the extension sees it. Every call starts it when it does not run. */
export interface Server extends vscode.Disposable {
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly lintWorkspace: () => Promise<Status>;
  /** The text of a new config file for a folder; null where the server cannot say. */
  readonly newConfig: (folder: vscode.Uri) => Promise<string | null>;
  /** The page that says how files were joined into clusters; null where the server cannot say. */
  readonly clusters: () => Promise<string | null>;
  /** Applies the safe fixes of all files and says how many they were; null where the server cannot. */
  readonly fixWorkspace: () => Promise<ClientRequests['eniLens/fixWorkspace']['result']>;
  /** What a bug report says of the workspace and of a file; null where the server cannot say. */
  readonly bugReport: (uri: vscode.Uri | undefined) => Promise<string | null>;
  /** Shows the plans of a file: all of them are sent, and from now on those that change. */
  readonly followPlan: (uri: string) => Promise<void>;
  /** They are shown no longer. */
  readonly unfollowPlan: (uri: string) => void;
  /** Writes changed settings of a plan into the files; null where the server cannot say. */
  readonly applyPlan: (
    params: ClientRequests['eniLens/applyPlan']['params'],
  ) => Promise<ClientRequests['eniLens/applyPlan']['result']>;
  readonly onPlans: vscode.Event<ServerNotifications['eniLens/plans']>;
  /** Says whether the YAML extension is there, to a server that runs. */
  readonly tellYamlExtension: () => void;
  /** Says which theme charts are for, to a server that runs. */
  readonly tellColorTheme: () => void;
  /** `undefined` while no server runs. */
  readonly onStatus: vscode.Event<Status | undefined>;
  /** It ended too often to be started again by itself. */
  readonly onStopped: vscode.Event<void>;
}

export function server(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  documentSelector: DocumentFilter[],
): Server {
  const stopped = new vscode.EventEmitter<void>();
  const module = context.asAbsolutePath('dist/server.cjs');
  const client = new QuietClient(
    'eniLens',
    'ENI Lens',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    {
      documentSelector,
      diagnosticCollectionName: 'eni-lens',
      outputChannel: output,
      traceOutputChannel: traceChannel(output, context),
      errorHandler: crashHandler(() => stopped.fire()),
      initializationFailedHandler: () => false,
      middleware: { handleDiagnostics: (uri, found, next) => next(uri, withOwnPages(found)) },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: (): InitializationOptions => ({
        yamlExtensionActive: hasYamlExtension(),
        colorTheme: colorTheme(),
      }),
      markdown: { isTrusted: false, supportHtml: false },
    },
  );
  const status = new vscode.EventEmitter<Status | undefined>();
  const statusMethod = 'eniLens/status' satisfies keyof ServerNotifications;
  client.onNotification(statusMethod, (params: ServerNotifications[typeof statusMethod]) => status.fire(params));
  const plans = new vscode.EventEmitter<ServerNotifications['eniLens/plans']>();
  const plansMethod = 'eniLens/plans' satisfies keyof ServerNotifications;
  client.onNotification(plansMethod, (params: ServerNotifications[typeof plansMethod]) => plans.fire(params));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) status.fire(undefined);
  });
  const ask = async <Method extends keyof ClientRequests>(
    method: Method,
    params?: ClientRequests[Method]['params'],
  ): Promise<ClientRequests[Method]['result']> => {
    await client.start();
    return params === undefined ? client.sendRequest(method) : client.sendRequest(method, params);
  };
  /** Says it to a server that runs; one that starts is told by `initializationOptions`. */
  const tell = <Method extends keyof ClientNotifications>(
    method: Method,
    params: ClientNotifications[Method],
  ): void => {
    if (client.isRunning()) void client.sendNotification(method, params);
  };
  return {
    start: () => client.start(),
    // A server that never started, or gave up, cannot be stopped first.
    restart: () => (client.needsStop() ? client.restart() : client.start()),
    lintWorkspace: () => ask('eniLens/lintWorkspace'),
    newConfig: (folder) => ask('eniLens/newConfig', { folder: folder.toString() }),
    clusters: () => ask('eniLens/clusters'),
    fixWorkspace: () => ask('eniLens/fixWorkspace'),
    bugReport: (uri) => ask('eniLens/bugReport', { uri: uri?.toString() }),
    followPlan: async (uri) => {
      await client.start();
      tell('eniLens/followPlan', { uri });
    },
    unfollowPlan: (uri) => tell('eniLens/unfollowPlan', { uri }),
    applyPlan: (params) => ask('eniLens/applyPlan', params),
    onPlans: plans.event,
    tellYamlExtension: () => tell('eniLens/yamlExtension', { active: hasYamlExtension() }),
    tellColorTheme: () => tell('eniLens/colorTheme', { theme: colorTheme() }),
    onStatus: status.event,
    onStopped: stopped.event,
    dispose: () => {
      status.dispose();
      plans.dispose();
      stopped.dispose();
      void client.dispose();
    },
  };
}

/** Writes faults to the output channel alone: what a person must know of a server that ends or does not start, `crashHandler` says, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function colorTheme(): ColorTheme {
  const { Light, HighContrastLight } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  return kind === Light || kind === HighContrastLight ? 'light' : 'dark';
}

/** An extension that is installed and enabled starts itself with the first YAML document, as we do; no event says that it has. */
function hasYamlExtension(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
}
