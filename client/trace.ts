import * as vscode from 'vscode';

const setting = 'eniLens.trace.server';

/**
 * The channel that the messages between editor and server are written to. The client library writes them only at the log level Trace, which
 * people set per channel and session; here the setting is enough, and what it asks for is written so that it is shown at the usual level.
 */
export function traceChannel(
  output: vscode.LogOutputChannel,
  context: vscode.ExtensionContext,
): vscode.LogOutputChannel {
  const level = new vscode.EventEmitter<vscode.LogLevel>();
  const now = (): vscode.LogLevel => (isOn() ? vscode.LogLevel.Trace : output.logLevel);
  context.subscriptions.push(
    level,
    output.onDidChangeLogLevel(() => level.fire(now())),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) level.fire(now());
    }),
  );
  return new Proxy(output, {
    get(channel, name: keyof vscode.LogOutputChannel) {
      if (name === 'logLevel') return now();
      if (name === 'onDidChangeLogLevel') return level.event;
      if (name === 'trace') return isOn() ? channel.info.bind(channel) : channel.trace.bind(channel);
      return channel[name];
    },
  });
}

function isOn(): boolean {
  return vscode.workspace.getConfiguration().get(setting, 'off') !== 'off';
}
