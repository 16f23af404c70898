import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { catalogueReader } from '../disk/catalogue.js';
import { startServer } from './server.js';

/* The server as a program of its own: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…` say how the editor is reached. */

startServer(createConnection(ProposedFeatures.all), { catalogueOf: catalogueReader(__dirname) });
