import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type CodeLens,
  type CompletionList,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentLink,
  type DocumentSymbol,
  type Hover,
  type InlayHint,
  type Location,
  type LocationLink,
  type SymbolInformation,
  type WorkspaceEdit,
  type WorkspaceSymbol,
} from 'vscode-languageserver-protocol/node';
import { guard } from '../../server/lsp/guard.js';
import { clusterWith } from '../cli/manifests.js';
import { folderWith } from '../cli/program.js';
import { applied, type Client, connect, fullCapabilities, uriOf, withClient } from './client.js';

const read = (name: string) =>
  readFileSync(new URL(`../../examples/repaired/lighthouse/${name}`, import.meta.url), 'utf8');
const files = Object.fromEntries(
  ['aws-node.yaml', 'cluster.yaml', 'eniconfigs.yaml'].map((name) => [name, read(name)]),
);

/** The position of the middle of the first occurrence of a piece of text. */
function at(text: string, piece: string) {
  const before = text.slice(0, text.indexOf(piece) + Math.floor(piece.length / 2)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

async function withLighthouse(test: (client: Client, uri: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = folderWith(files);
  await withClient({ folders: [folder] }, async (client) => {
    for (const [name, text] of Object.entries(files)) client.open(uriOf(folder, name), text);
    await client.settle();
    await test(client, (name) => uriOf(folder, name));
  });
}

describe.concurrent('every request an editor may send', () => {
  it('is answered for what stands at a place', async () => {
    await withLighthouse(async ({ connection, textOf, edit }, uriTo) => {
      const uri = uriTo('aws-node.yaml');
      edit(uri, 'apiVersion', '# eni-lens-disable-document max-pods-above-capacity -- reason\napiVersion');
      const textDocument = { uri };
      const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument,
        position: at(textOf(uri), 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG'),
      });
      expect(JSON.stringify(hover?.contents)).toContain('**');
      const links = await connection.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
      expect(links.map(({ target }) => target)).toEqual([expect.stringMatching(/max-pods-above-capacity\.md$/)]);
      const cluster = { uri: uriTo('cluster.yaml') };
      const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: cluster });
      expect(lenses.map(({ command }) => command?.title).join()).toMatch(/pods/);
      const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
      const hints = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
        textDocument: cluster,
        range,
      });
      expect(hints.length).toBeGreaterThan(0);
      const symbols = await connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: '' });
      expect(new Set(symbols.map(({ location }) => location.uri)).size).toBeGreaterThan(1);
    });
  });

  it('leads from a name to its ENIConfig and back, and completes', async () => {
    await withLighthouse(async (client, uriTo) => {
      const uri = uriTo('eniconfigs.yaml');
      const [, name = ''] = /name: (\S+)/.exec(client.textOf(uri)) ?? [];
      const place = { textDocument: { uri }, position: at(client.textOf(uri), name) };
      const definition = await client.connection.sendRequest<(Location | LocationLink)[]>(
        'textDocument/definition',
        place,
      );
      expect(JSON.stringify(definition)).toContain(uri);
      const context = { includeDeclaration: true };
      const found = await client.connection.sendRequest<Location[]>('textDocument/references', { ...place, context });
      expect(found.length).toBeGreaterThan(0);
      client.edit(uriTo('aws-node.yaml'), 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG', 'W');
      const position = at(client.textOf(uriTo('aws-node.yaml')), 'name: W');
      const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument: { uri: uriTo('aws-node.yaml') },
        position: { ...position, character: position.character + 4 },
      });
      expect(list.items.map(({ label }) => label)).toContain('WARM_IP_TARGET');
    });
  });

  it('marks the places of a name in its document, and leaves other words to the editor', async () => {
    const subnets = (id: string) => `vpc: { subnets: { private: { eu-west-1a: { id: ${id} } } } }\n`;
    const groups = (id: string) => `managedNodeGroups:\n  - name: web-subnet\n    subnets: [${id}]\n`;
    const id = 'subnet-0123456789abcdef0';
    const head = 'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: subnet, region: eu-west-1 }\n';
    const text = `${head}${subnets(id)}${groups(id)}`;
    await withClient({ folders: [folderWith({})] }, async ({ open, connection, settle, server }) => {
      expect(server.capabilities.documentHighlightProvider).toBe(true);
      const textDocument = { uri: 'untitled:cluster.yaml' };
      open(textDocument.uri, text);
      await settle();
      const marks = (piece: string) =>
        connection.sendRequest<DocumentHighlight[] | null>('textDocument/documentHighlight', {
          textDocument,
          position: at(text, piece),
        });
      const places = (await marks(id))?.map(({ range, kind }) => [range.start.line, kind]);
      expect(places).toEqual([
        [3, DocumentHighlightKind.Write],
        [6, DocumentHighlightKind.Read],
      ]);
      expect(await marks('managedNodeGroups')).toBeNull();
    });
  });

  const nesting = {
    ...fullCapabilities,
    textDocument: { ...fullCapabilities.textDocument, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
  };
  const tree = [['shop', ['vpc-cni']]];
  const list = [
    ['shop', undefined],
    ['vpc-cni', 'shop'],
  ];

  it.each([
    ['a tree', 'cluster.yaml', nesting, undefined, tree],
    ['a list, for an editor that shows no tree', 'cluster.yaml', fullCapabilities, undefined, list],
    ['a tree in VS Code without the YAML extension', 'cluster.yaml', nesting, { yamlExtensionActive: false }, tree],
    ['nothing beside the YAML extension', 'cluster.yaml', nesting, { yamlExtensionActive: true }, null],
    ['nothing of JSON in VS Code', 'cluster.json', nesting, { yamlExtensionActive: false }, null],
    ['a tree of JSON in another editor', 'cluster.json', nesting, undefined, tree],
    [
      'nothing where another server tells of YAML',
      'cluster.yaml',
      nesting,
      { settings: { syntaxDiagnostics: 'off' } },
      null,
    ],
    [
      'a tree of JSON beside a server for YAML',
      'cluster.json',
      nesting,
      { settings: { syntaxDiagnostics: 'off' } },
      tree,
    ],
  ] as const)('outlines a file as %s', async (_, name, capabilities, initializationOptions, expected) => {
    const profile = { capabilities, initializationOptions, folders: [folderWith({})] };
    const cluster = {
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'shop', region: 'eu-west-1' },
      addons: [{ name: 'vpc-cni' }],
    };
    await withClient(profile, async ({ open, connection, settle }) => {
      const textDocument = { uri: `untitled:${name}` };
      open(textDocument.uri, JSON.stringify(cluster), name.endsWith('.json') ? 'json' : 'yaml');
      await settle();
      const symbols = await connection.sendRequest<(DocumentSymbol | SymbolInformation)[] | null>(
        'textDocument/documentSymbol',
        { textDocument },
      );
      const shown = symbols?.map((symbol) =>
        'location' in symbol
          ? [symbol.name, symbol.containerName]
          : [symbol.name, symbol.children?.map((child) => child.name)],
      );
      expect(shown ?? null).toEqual(expected);
    });
  });

  it.each([
    ['told to leave indentation alone', { insertTextModeSupport: { valueSet: [1, 2] } }, {}, 1, '              value'],
    ['which adjusts indentation', { insertTextModeSupport: { valueSet: [2] } }, {}, 2, '  value'],
    ['which says that it adjusts indentation', {}, { insertTextMode: 2 }, 2, '  value'],
    ['which says nothing of indentation', {}, {}, undefined, '  value'],
  ] as const)('completes with lines for an editor %s', async (_, item, more, mode, second) => {
    const completion = { completionItem: { snippetSupport: true, ...item }, ...more };
    const capabilities = { ...fullCapabilities, textDocument: { ...fullCapabilities.textDocument, completion } };
    const text = `${read('aws-node.yaml').trimEnd()}\n            - WARM`;
    await withClient({ capabilities: JSON.parse(JSON.stringify(capabilities)) }, async (client) => {
      const textDocument = { uri: 'untitled:a.yaml' };
      client.open(textDocument.uri, text);
      const lines = text.split('\n');
      const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      const { items } = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument,
        position,
      });
      const found = items.find(({ label }) => label === 'WARM_IP_TARGET');
      expect(found?.textEdit?.newText).toBe(`name: WARM_IP_TARGET\n${second}: "$1"`);
      expect(found?.insertTextMode).toBe(mode);
    });
  });

  it.each([
    ['dockercompose', 'docker-compose.yaml'],
    ['helm', 'templates/cluster.yaml'],
    ['ansible', 'roles/cluster.yml'],
    ['plaintext', 'cluster.yml.tpl'],
    ['plaintext', 'cluster.txt'],
    ['jinja-yaml', 'cluster.yaml.j2'],
  ])('is answered in a document that the editor takes for %s: %s', async (languageId, name) => {
    const text = `${clusterWith('shop', 'WARM_IP_TARGET: 5\n        ')}managedNodeGroups: [{ name: a, instanceType: m5.large }]\n`;
    await withClient({ folders: [folderWith({})] }, async ({ open, connection, ofVersion, actions }) => {
      const uri = uriOf('/shop', name);
      open(uri, text, languageId);
      const [found] = (await ofVersion(uri, 1)).filter(({ code }) => code === 'unquoted-value');
      expect(found).toBeDefined();
      const fixes = found ? await actions(uri, found.range) : [];
      expect(fixes.filter(({ isPreferred }) => isPreferred)).not.toEqual([]);
      const textDocument = { uri };
      const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
        textDocument,
        position: at(text, 'WARM_IP_TARGET'),
      });
      expect(JSON.stringify(hover?.contents)).toContain('WARM_IP_TARGET');
      const line = text.split('\n').findIndex((each) => /^ {8}$/.test(each));
      const list = await connection.sendRequest<CompletionList>('textDocument/completion', {
        textDocument,
        position: { line, character: 8 },
      });
      expect(list.items.map(({ label }) => label)).toContain('MINIMUM_IP_TARGET');
    });
  });

  it('renames over files that are closed, or says why not', async () => {
    const config = (name: string) =>
      `apiVersion: crd.k8s.amazonaws.com/v1alpha1\nkind: ENIConfig\nmetadata: { name: ${name} }\nspec: { subnet: subnet-0123456789abcdef0 }\n`;
    const node = `apiVersion: v1\nkind: Node\nmetadata:\n  name: n\n  annotations: { k8s.amazonaws.com/eniConfig: pods-a }\n`;
    const folder = folderWith({ 'a.yaml': config('pods-a'), 'node.yaml': node });
    await withClient({ folders: [folder], capabilities: fullCapabilities }, async (client) => {
      const uri = uriOf(folder, 'a.yaml');
      client.open(uri, config('pods-a'));
      await client.settle();
      const place = { textDocument: { uri }, position: at(config('pods-a'), 'pods-a') };
      const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
        ...place,
        newName: 'pods-b',
      });
      expect(applied(edit, uri, config('pods-a'))).toBe(config('pods-b'));
      expect(applied(edit, uriOf(folder, 'node.yaml'), node)).toBe(node.replace('pods-a', 'pods-b'));
      const wrong = client.connection.sendRequest('textDocument/rename', { ...place, newName: 'Not a name' });
      await expect(wrong).rejects.toThrow('cannot be the name of an ENIConfig');
    });
  });

  it('may be nonsense, and the next one is answered', async () => {
    await withLighthouse(async (client, uriTo) => {
      const nowhere = { textDocument: { uri: 'file:///%ff/%00.yaml' }, position: { line: -1, character: 1e9 } };
      const range = { start: nowhere.position, end: nowhere.position };
      for (const method of ['hover', 'completion', 'definition', 'documentLink', 'codeLens', 'prepareRename']) {
        const answer = await client.connection.sendRequest(`textDocument/${method}`, nowhere);
        expect(answer === null || JSON.stringify(answer).length < 60, method).toBe(true);
      }
      const actions = { ...nowhere, range, context: { diagnostics: [] } };
      expect(await client.connection.sendRequest('textDocument/codeAction', actions)).toEqual([]);
      const hover = { textDocument: { uri: uriTo('aws-node.yaml') }, position: { line: 99_999, character: 3 } };
      expect(await client.connection.sendRequest('textDocument/hover', hover)).toBeNull();
      expect(client.child.exitCode).toBeNull();
    });
  });
});

describe.concurrent('our config file, not saved yet,', () => {
  const config = 'rules:\n  no-ip-family: \nclusters:\n  - name: lighthouse\n    files: []\n';

  /** What is proposed for a severity and for a file, and the hover on a section. */
  async function shown(name: string, initializationOptions?: object) {
    const folder = folderWith(files);
    const client = await connect({ folders: [folder], initializationOptions });
    try {
      const textDocument = { uri: uriOf(folder, name) };
      client.open(textDocument.uri, config);
      await client.settle();
      const proposed = async (piece: string): Promise<readonly string[]> => {
        const { line, character } = at(config, piece);
        const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
          textDocument,
          // From the middle of the piece to its end.
          position: { line, character: character + Math.ceil(piece.length / 2) },
        });
        return list.items.map(({ label }) => label);
      };
      const hover = { textDocument, position: at(config, 'rules') };
      return {
        severities: await proposed('family: '),
        patterns: await proposed('files: ['),
        hover: await client.connection.sendRequest<Hover | null>('textDocument/hover', hover),
      };
    } finally {
      client.kill();
    }
  }
  const everyFile = ['/aws-node.yaml', '/cluster.yaml', '/eniconfigs.yaml'];

  it.each([
    ['in an editor without a YAML extension', 'eni-lens.yaml', { yamlExtensionActive: false }],
    ['in an editor of which nothing is known', 'eni-lens.yaml', undefined],
    ['as JSON in an editor of which nothing is known', 'eni-lens.json', undefined],
  ])('is completed and explained whole %s', async (_, name, options) => {
    const { severities, patterns, hover } = await shown(name, options);
    expect(severities).toEqual(['error', 'warning', 'info', 'hint', 'off', 'default']);
    expect(patterns).toEqual(everyFile);
    expect(JSON.stringify(hover?.contents)).toContain('Severities of single rules');
  });

  it.each([
    ['the YAML extension', 'eni-lens.yaml', { yamlExtensionActive: true }],
    ['what VS Code knows of JSON', 'eni-lens.json', { yamlExtensionActive: false }],
  ])('is, beside %s, completed and explained as far as a schema cannot', async (_, name, options) => {
    const { severities, patterns, hover } = await shown(name, options);
    expect(severities).toEqual([]);
    expect(patterns).toEqual(everyFile);
    expect(hover).toBeNull();
  });
});

describe('a fault of ours', () => {
  it('is one line in the log, and an empty answer', async () => {
    const told: string[] = [];
    const answer = guard({ error: (text) => told.push(text) }, 'hover', () => JSON.parse('{'), null);
    const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
    expect(await answer({}, token)).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^internal-error in hover: SyntaxError/);
  });
});
