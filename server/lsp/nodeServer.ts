import type { Connection, InitializeParams } from 'vscode-languageserver';
import { inlineLess } from '../disk/inlining.js';
import { attemptSync } from './guard.js';
import { nodeDisk } from './nodeDisk.js';
import { type ServerOptions, startServer } from './server.js';

/** Starts the server on the disk of this machine. What cannot be read there is one line in the editor's log. */
export function startNodeServer(
  connection: Connection,
  params: InitializeParams,
  options: Omit<ServerOptions, 'disk'>,
): void {
  inlineLess();
  const log = { error: (text: string) => connection.console.warn(text) };
  startServer(connection, params, { ...options, disk: nodeDisk((path, read) => attemptSync(log, path, read)) });
}
