/// <reference types="mocha" />
import { deepEqual, match, ok } from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { file, findings, hoverText, open, placeOf, until, untilFound, untilGone } from './waiting.js';

function write(path: string, text: string): vscode.Uri {
  const uri = file(path);
  mkdirSync(dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

const cluster = (name: string, warmIpTarget: number): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: ${name}, region: eu-west-1, version: "1.33" }
addons:
  - name: vpc-cni
    version: v1.20.4-eksbuild.2
    configurationValues: |-
      env:
        WARM_IP_TARGET: "${warmIpTarget}"
        MINIMUM_IP_TARGET: "10"
managedNodeGroups:
  - { name: ng, instanceType: m5.large, minSize: 1, maxSize: 10, maxPodsPerNode: 110 }
`;

const patch = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env: [{ name: WARM_IP_TARGET, value: "5" }]
`;

const eniConfig = `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata: { name: eu-west-1a }
spec: { subnet: subnet-0a1b2c3d, securityGroups: [sg-0f1e2d3c4b5a6978] }
`;

/** What somebody does with folders: of several clusters, in VS Code and outside of it. */
export function followsFolders(): void {
  it('counts with what the file itself says beside a manifest that belongs to no cluster for certain', async () => {
    const a = write('stray/a/cluster.yaml', cluster('a', 2));
    write('stray/b/cluster.yaml', cluster('b', 3));
    const stray = write('stray/k/patch.yaml', patch);
    // 3 ENIs × (10 − 1) + 2.
    match((await untilFound(a, 'max-pods-above-capacity')).message, /110 is above the 29 pods m5\.large can serve/);
    const { document } = await open(a);
    match(await hoverText(document, placeOf(document, 'WARM_IP_TARGET', 2)), /max\(0 \+ 2, 10\) \+ 2 = 12/);
    const { range } = await untilFound(stray, 'ambiguous-cluster');
    const { document: opened } = await open(stray);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      stray,
      range,
    );
    const titles = actions.map(({ title }) => title).filter((title) => /eni-lens\.yaml/.test(title));
    ok(
      titles.some((title) => /\ba\b/.test(title)),
      titles.join(' | '),
    );
    ok(!opened.isDirty);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    rmSync(file('stray').fsPath, { recursive: true });
  });

  it('follows a folder that is moved and deleted outside of the editor', async () => {
    const before = write('moving/deep/eniconfig.yaml', eniConfig);
    await untilFound(before, 'eniconfig-invalid-id');
    renameSync(file('moving').fsPath, file('moved').fsPath);
    const after = file('moved/deep/eniconfig.yaml');
    await untilFound(after, 'eniconfig-invalid-id');
    await untilGone(before, 'eniconfig-invalid-id');
    rmSync(file('moved').fsPath, { recursive: true });
    await untilGone(after, 'eniconfig-invalid-id');
  });

  it('reads the values of the chart of the CNI', async () => {
    const uri = write('chart/aws-vpc-cni/values.yaml', 'env:\n  WARM_IP_TARGET: 5\n  MINIMUM_IP_TARGET: "ten"\n');
    await untilFound(uri, 'invalid-integer');
    const { document } = await open(uri);
    match(await hoverText(document, placeOf(document, 'MINIMUM_IP_TARGET', 2)), /\*\*MINIMUM_IP_TARGET/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, placeOf(document, '  MINIMUM'), '  WARM_\n');
    await vscode.workspace.applyEdit(edit);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      placeOf(document, 'WARM_\n', 'WARM_'.length),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    ok(labels.includes('WARM_ENI_TARGET'), labels.join());
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(file('chart').fsPath, { recursive: true });
  });

  it('keeps no finding of a branch that was left', async () => {
    const paths = Array.from({ length: 40 }, (_, index) => `branch/team-${index}/eniconfig.yaml`);
    const uris = paths.map((path, index) => write(path, eniConfig.replace('eu-west-1a', `pods-${index}`)));
    for (const uri of uris) await untilFound(uri, 'eniconfig-invalid-id');
    rmSync(file('branch').fsPath, { recursive: true });
    await until('the end of their findings', [vscode.languages.onDidChangeDiagnostics], () =>
      uris.every((uri) => findings(uri).size === 0) ? true : undefined,
    );
    deepEqual(
      vscode.languages.getDiagnostics().filter(([{ path }, all]) => path.includes('/branch/') && all.length > 0),
      [],
    );
  });
}
