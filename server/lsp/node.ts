import {
  createConnection,
  type InitializeParams,
  LogMessageNotification,
  MessageType,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { askedLanguage, catalogueReader, localeOf } from '../disk/catalogue.js';
import { catalogueFolder } from '../disk/ownFiles.js';
import { initializeResult } from './capabilities.js';
import { editorOf } from './editor.js';
import { attempt } from './guard.js';
import { startQueue } from './queue.js';

/*
 * The server as a program of its own: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…` say how the editor is reached. It answers
 * `initialize` at once and loads the rest, a bundle of its own, while the editor makes use of the answer. What comes meanwhile waits.
 */

const read = catalogueReader(catalogueFolder);
const asked = askedLanguage(process.argv.slice(2));
const queue = startQueue();
const connection = createConnection(ProposedFeatures.all, { messageStrategy: queue });

connection.onInitialize((params) => {
  const editor = editorOf(params);
  queue.hold();
  // The library writes an answer in the turn after the one it is given in: loading begins with the next.
  setImmediate(() => setImmediate(() => void start(params)));
  return initializeResult(editor);
});
connection.listen();

async function start(params: InitializeParams): Promise<void> {
  let fault = '';
  const error = (text: string): void => {
    fault = text;
  };
  if (await attempt({ error }, 'start', () => load(params))) return queue.release();
  // Nothing can be answered without the rest: the editor reads why, and sees the server end.
  await connection.sendNotification(LogMessageNotification.type, { type: MessageType.Error, message: fault });
  process.exit(1);
}

async function load(params: InitializeParams): Promise<void> {
  const { startNodeServer } = await import('./nodeServer.js');
  startNodeServer(connection, params, { catalogueOf: (locale) => read(asked ?? locale ?? localeOf(process.env)) });
}
