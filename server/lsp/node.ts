import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { askedLanguage, catalogueReader, localeOf } from '../disk/catalogue.js';
import { startServer } from './server.js';

/* The server as a program of its own: `--stdio`, `--node-ipc`, `--pipe=…` or `--socket=…` say how the editor is reached. */

const read = catalogueReader(__dirname);
const asked = askedLanguage(process.argv.slice(2));

startServer(createConnection(ProposedFeatures.all), {
  catalogueOf: (locale) => read(asked ?? locale ?? localeOf(process.env)),
});
