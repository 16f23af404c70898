import * as vscode from 'vscode';
import type { PlanPanels } from './planPanel.js';
import type { Server } from './server.js';

/** The command that opens the IP plan, and the panels of a window that is opened again. What they need is loaded with the first of them. */
export function registerPlan(context: vscode.ExtensionContext, running: Server): void {
  let loaded: Promise<PlanPanels> | undefined;
  const panels = (): Promise<PlanPanels> => {
    loaded ??= import('./planPanel.js').then(({ planPanels }) => planPanels(context, running));
    return loaded;
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.showPlan', async (uri?: string, key?: string) =>
      (await panels()).show(typeof uri === 'string' ? uri : undefined, typeof key === 'string' ? key : undefined),
    ),
    vscode.window.registerWebviewPanelSerializer('eniLens.plan', {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) =>
        (await panels()).restore(panel, state),
    }),
  );
}
