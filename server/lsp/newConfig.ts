import packageFile from '../../package.json' with { type: 'json' };
import { configFileNames } from '../formats/eniLens/configNames.js';
import { newConfigText, schemaAddress } from '../linter/newConfig.js';
import { type Catalogue, sayWith } from '../messages/message.js';
import { type Snapshot, workspaceOf } from './snapshot.js';

/**
 * The text of a new config file for a folder. The schema's address is a comment that no editor follows: our extension and the YAML
 * extension know the schema from the file's name, and an address would make the latter ask the network.
 */
export function newConfigFor(snapshot: Snapshot, folder: string, catalogue: Catalogue | undefined): string {
  const workspace = workspaceOf(snapshot, folder + configFileNames[0]);
  const schemaLine = `$schema: ${schemaAddress(packageFile)}`;
  return newConfigText(workspace, { folder, schemaLine, say: sayWith(catalogue) });
}
