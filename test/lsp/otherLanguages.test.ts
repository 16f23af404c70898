import { expect, it } from 'vitest';
import type { CompletionList, Hover } from 'vscode-languageserver-protocol';
import { folderWith } from '../cli/program.js';
import { codesOf, uriOf, withClient } from './client.js';

/* A file of ours is one whatever an editor, an extension or a setting takes it for, by its name or by its language. */

const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
        WARM_IP_TARGET: 5
        MINI
`;

const userData = (maxPods: string): string => `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: ${maxPods}

--b--
`;

it.concurrent.each([
  ['docker-compose.yaml', 'dockercompose'],
  ['templates/cluster.yaml', 'helm'],
  ['cluster.yaml', 'plaintext'],
  ['cluster.yml.tpl', 'plaintext'],
  ['cluster.yaml.j2', 'jinja-yaml'],
  ['cluster.yaml', 'ansible'],
  ['cluster.yaml', 'kubernetes'],
  ['.github/workflows/cluster.yaml', 'github-actions-workflow'],
  ['azure-pipelines.yml', 'azure-pipelines'],
])('%s as %s has findings, hovers, fixes and completion', async (path, languageId) => {
  const folder = folderWith({});
  await withClient({ folders: [folder] }, async ({ connection, settle, until, actions }) => {
    const uri = uriOf(folder, path);
    const textDocument = { uri };
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text: cluster },
    });
    await settle();
    const found = await until(uri, (sent) => codesOf(sent.diagnostics).includes('unquoted-value'));
    const finding = found.find(({ code }) => code === 'unquoted-value');
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument,
      position: { line: 7, character: 10 },
    });
    expect(JSON.stringify(hover?.contents)).toContain('WARM_IP_TARGET');
    const titles = (
      await actions(uri, finding?.range ?? { start: { line: 7, character: 0 }, end: { line: 7, character: 1 } })
    ).map(({ title }) => title);
    expect(titles.join()).toContain('quote');
    const list = await connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument,
      position: { line: 8, character: 12 },
    });
    expect(list.items.map(({ label }) => label)).toContain('MINIMUM_IP_TARGET');
  });
});

it.concurrent.each(['userdata.txt', 'user-data', 'boot.mime'])('%s as plain text has findings', async (path) => {
  const folder = folderWith({});
  await withClient({ folders: [folder] }, async ({ connection, settle, until }) => {
    const open = (name: string, text: string): string => {
      const uri = uriOf(folder, name);
      const textDocument = { uri, languageId: 'plaintext', version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
      return uri;
    };
    const wrong = open(path, userData('"110"'));
    await settle();
    const line = userData('')
      .split('\n')
      .findIndex((each) => each.includes('maxPods'));
    const found = await until(wrong, ({ diagnostics }) => diagnostics.length > 0);
    expect(found.map(({ range }) => range.start.line)).toEqual([line]);
  });
});
