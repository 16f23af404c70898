import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

/** A server that ends so often in so short a time is not started again by itself. */
const mostCrashes = 4;
const withinMilliseconds = 3 * 60_000;

/**
 * What to do when the server ends on its own: start it again, but not for ever. Whoever gives up tells the person, with a button to try
 * again, and calls `onStopped`.
 */
export function crashHandler(onStopped: () => void): ErrorHandler {
  let crashes: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < withinMilliseconds), now];
      if (crashes.length <= mostCrashes) return { action: CloseAction.Restart, handled: true };
      crashes = [];
      onStopped();
      void offerRestart();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

async function offerRestart(): Promise<void> {
  const [restart, output] = [vscode.l10n.t('Restart'), vscode.l10n.t('Show output')];
  const text = vscode.l10n.t(
    'The server of ENI Lens ended several times in a row. Nothing is checked until it is started again.',
  );
  const chosen = await vscode.window.showErrorMessage(text, restart, output);
  if (chosen === restart) await vscode.commands.executeCommand('eniLens.restartServer');
  if (chosen === output) await vscode.commands.executeCommand('eniLens.showOutput');
}
