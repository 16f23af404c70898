import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** yaml-language-server, the server of the YAML extension, as a command. */
export const yamlServer: readonly string[] = [
  join(dirname(require.resolve('yaml-language-server/package.json')), 'bin', 'yaml-language-server'),
  '--stdio',
];

/** A schema of eksctl's files, by its address. */
export const eksctlSchema = new URL('../harness/eksctl.schema.json', import.meta.url).href;

/** What the YAML extension tells its server: one schema from the disk for every file, and nothing from the network. */
export function yamlSettings(schema: string): (section: string | undefined) => unknown {
  return (section) =>
    section === 'yaml'
      ? {
          schemas: { [schema]: '**/*.yaml' },
          schemaStore: { enable: false },
          kubernetesCRDStore: { enable: false },
          validate: true,
          hover: true,
          completion: true,
        }
      : null;
}
