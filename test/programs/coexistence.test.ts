import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { clusterWith } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { codesOf, fullCapabilities, uriOf, withClient } from '../lsp/client.js';
import { eksctlSchema, yamlServer, yamlSettings } from '../lsp/yamlServer.js';

const require = createRequire(import.meta.url);
const ofYamlExtension = yamlSettings(eksctlSchema);

/** Both servers on one file, as in an editor with both extensions. */
async function besideYamlServer(
  text: string,
  settings: unknown,
  test: (ours: readonly Diagnostic[], theirs: readonly Diagnostic[]) => void,
): Promise<void> {
  const folder = folderWith({ 'cluster.yaml': text });
  const uri = uriOf(folder, 'cluster.yaml');
  const profile = { folders: [folder], capabilities: fullCapabilities };
  const configuration = (section: string | undefined) => (section === 'eniLens' ? settings : ofYamlExtension(section));
  await withClient({ ...profile, configuration, command: yamlServer }, async (yaml) => {
    await withClient(
      { ...profile, configuration, initializationOptions: { yamlExtensionActive: true } },
      async (lens) => {
        yaml.open(uri, text);
        lens.open(uri, text);
        await lens.settle();
        const theirs = await yaml.until(uri, () => true);
        test(lens.published.findLast((sent) => sent.uri === uri)?.diagnostics ?? [], theirs);
      },
    );
  });
}

const broken = `${clusterWith('shop', 'WARM_IP_TARGET: "2"')}kind: ClusterConfig\n`;
const misshapen = clusterWith('shop', 'WARM_IP_TARGET: "2"').replace(
  'addons:',
  'managedNodeGroups: { name: main }\naddons:',
);

it.concurrent.each([
  ['broken text', broken, 'duplicate-key'],
  ['values of the wrong shape', misshapen, 'invalid-structure'],
])('leaves %s to yaml-language-server, and says what that cannot know', async (_name, text, code) => {
  await besideYamlServer(text, null, (ours, theirs) => {
    expect(theirs.length).toBeGreaterThan(0);
    expect(new Set(theirs.map(({ source }) => source))).not.toContain('eni-lens');
    expect(codesOf(ours)).toEqual(['warm-ip-target-without-minimum']);
    expect(theirs.map(({ message }) => message)).not.toContain(ours[0]?.message);
  });
  await besideYamlServer(text, { syntaxDiagnostics: 'on' }, (ours) => {
    expect(codesOf(ours)).toContain(code);
  });
});

it.concurrent('shares neither commands nor providers that would show twice', async () => {
  const { capabilities: ours } = await serverOf({});
  const { capabilities: theirs } = await serverOf({ command: yamlServer, configuration: ofYamlExtension });
  expect(theirs.documentSymbolProvider ?? true).toBeTruthy();
  const { documentFormattingProvider, foldingRangeProvider, selectionRangeProvider } = ours;
  expect([documentFormattingProvider, foldingRangeProvider, selectionRangeProvider]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  // Beside the YAML extension the outline is its own.
  const text = clusterWith('shop', 'WARM_IP_TARGET: "2"');
  const uri = uriOf(folderWith({}), 'cluster.yaml');
  await withClient({ initializationOptions: { yamlExtensionActive: true } }, async (lens) => {
    lens.open(uri, text);
    await lens.ofVersion(uri, 1);
    expect(await lens.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } })).toBeNull();
  });
  const commands = (each: typeof ours) => each.executeCommandProvider?.commands ?? [];
  expect(commands(ours).filter((command) => commands(theirs).includes(command))).toEqual([]);
});

async function serverOf(profile: Parameters<typeof withClient>[0]) {
  let found: { capabilities: import('vscode-languageserver-protocol').ServerCapabilities } = { capabilities: {} };
  await withClient(profile, async ({ server }) => {
    found = server;
  });
  return found;
}

it.concurrent('is tested beside the version it names', () => {
  const { version } = JSON.parse(readFileSync(require.resolve('yaml-language-server/package.json'), 'utf8'));
  expect(version).toBe('1.25.0');
});
