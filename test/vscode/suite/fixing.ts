/// <reference types="mocha" />
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { closeBelow, file, findings, open, placeOf, until, untilAnswered, untilFound, untilGone } from './waiting.js';

let count = 0;
/** Each test has one of its own: what the editor knows of another does not matter. */
const folder = () => `fixing${count}`;

const eniConfig = (name: string, subnet: string): string => `apiVersion: crd.k8s.amazonaws.com/v1alpha1
kind: ENIConfig
metadata:
  name: ${name}
spec:
  subnet: ${subnet}
  securityGroups:
    - sg-0a1b2c3d4e5f60718
`;

const cluster = (env: string, group: string): string => `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: repairs, region: eu-west-1 }
availabilityZones: [eu-west-1a, eu-west-1b]
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${env.replace(/^(?=.)/gm, '        ')}managedNodeGroups:
  - name: web
    instanceType: m5.large
${group}`;

const byZone = 'AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true"\nENI_CONFIG_LABEL_DEF: topology.kubernetes.io/zone\n';

const awsNode = (prefixes: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: aws-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: aws-node
          env:
            - name: ENABLE_PREFIX_DELEGATION
              value: "${prefixes}"
`;

function write(path: string, text: string): vscode.Uri {
  const uri = file(`${folder()}/${path}`);
  mkdirSync(dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

function isUnsaved({ isDirty, isUntitled }: vscode.TextDocument): boolean {
  return isDirty && !isUntitled;
}

/** What is offered at a place, as the menu of Ctrl+. lists it. */
function offered(uri: vscode.Uri, range: vscode.Range, kind?: string): Thenable<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    ...(kind === undefined ? [] : [kind]),
  );
}

async function action(uri: vscode.Uri, rule: string, title: RegExp): Promise<vscode.CodeAction> {
  const { range } = await untilFound(uri, rule);
  const actions = await offered(uri, range);
  const found = actions.find((each) => title.test(each.title));
  ok(found, `${title} among ${actions.map((each) => each.title).join(' | ')}`);
  return found;
}

/** Takes an action; what needs a word of the person is accepted in the preview of the editor. */
async function take({ edit, title, command }: vscode.CodeAction): Promise<void> {
  ok(edit, title);
  let isDone = false;
  const applied = Promise.resolve(vscode.workspace.applyEdit(edit)).then((result) => {
    isDone = true;
    return result;
  });
  for (let left = 200; left > 0 && !isDone; left--) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (!isDone) await vscode.commands.executeCommand('refactorPreview.apply').then(undefined, () => undefined);
  }
  ok(await applied, title);
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** What is repaired or rewritten at a stroke, each compared with what is to be in the file. */
export function repairs(): void {
  beforeEach(() => {
    count += 1;
  });
  afterEach(async () => {
    // A document that an edit has just opened may be saved only at the second time, and closing it unsaved would ask a person.
    for (let left = 5; left > 0 && vscode.workspace.textDocuments.some(isUnsaved); left--)
      await vscode.workspace.saveAll(false);
    await closeBelow(folder());
    rmSync(file(folder()).fsPath, { recursive: true });
  });

  it('creates the ENIConfig of a zone that has none, behind the others, with a place to be typed over', async () => {
    const there = eniConfig('eu-west-1a', 'subnet-0a1b2c3d4e5f60711');
    const configs = write('eniconfigs.yaml', there);
    const uri = write('cluster.yaml', cluster(byZone, ''));
    await open(uri);
    await take(await action(uri, 'eniconfig-zone-uncovered', /^Create the ENIConfig eu-west-1b/));
    equal(await textOf(configs), `${there}---\n${eniConfig('eu-west-1b', 'SUBNET_ID')}`);
    const shown = await until('what is to be typed over', [vscode.window.onDidChangeTextEditorSelection], () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === configs.path),
    );
    equal(shown.document.getText(shown.selection), 'SUBNET_ID');
    await untilGone(uri, 'eniconfig-zone-uncovered');
  });

  it('sets max pods to what fits, as a fix where the number is wrong and as a refactoring where it is not', async () => {
    const uri = write('cluster.yaml', cluster('WARM_ENI_TARGET: "1"\n', '    maxPodsPerNode: 110\n'));
    const { document } = await open(uri);
    await take(await action(uri, 'max-pods-above-capacity', /maxPodsPerNode to 29/));
    equal(document.getText(), cluster('WARM_ENI_TARGET: "1"\n', '    maxPodsPerNode: 29\n'));
    await untilGone(uri, 'max-pods-above-capacity');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(placeOf(document, '29'), placeOf(document, '29', 2)), '20');
    await vscode.workspace.applyEdit(edit);
    const place = placeOf(document, 'maxPodsPerNode', 3);
    const refactors = await offered(uri, new vscode.Range(place, place), 'refactor.rewrite');
    const wanted = refactors.find(({ title }) => title === 'Set maxPodsPerNode to 29, which m5.large can serve');
    ok(wanted, refactors.map(({ title }) => title).join(' | '));
    await take(wanted);
    equal(document.getText(), cluster('WARM_ENI_TARGET: "1"\n', '    maxPodsPerNode: 29\n'));
  });

  it('names the other file that a fix changes, and asks before it does', async () => {
    const manifest = write('aws-node.yaml', awsNode('false'));
    const groups = cluster('', '    maxPodsPerNode: 110\n').replace(/addons:[\s\S]*env:\n/, '');
    const uri = write('cluster.yaml', groups);
    await open(uri);
    const turnOn = await action(uri, 'max-pods-above-capacity', /^Turn on prefix delegation/);
    equal(turnOn.title, 'Turn on prefix delegation: m5.large then serves 434 pods (aws-node.yaml)');
    await take(turnOn);
    equal(await textOf(manifest), awsNode('true'));
    equal(await textOf(uri), groups);
  });

  it('applies the safe fixes of all files as one edit, of files that are closed too', async () => {
    const [a, b] = ['a', 'b'].map((name) =>
      write(`${name}/cluster.yaml`, cluster('WARM_IP_TARGET: 5\nMINIMUM_IP_TARGET: 10\n', '').replace('repairs', name)),
    ) as [vscode.Uri, vscode.Uri];
    await open(a);
    await untilFound(b, 'unquoted-value');
    await vscode.commands.executeCommand('eniLens.fixWorkspace');
    await Promise.all([untilGone(a, 'unquoted-value'), untilGone(b, 'unquoted-value')]);
    for (const [uri, name] of [
      [a, 'a'],
      [b, 'b'],
    ] as const) {
      const repaired = cluster('WARM_IP_TARGET: "5"\nMINIMUM_IP_TARGET: "10"\n', '').replace('repairs', name);
      equal(await textOf(uri), repaired);
    }
  });

  it('turns a rule off in the config file, from a file in YAML', async () => {
    const uri = write('cluster.yaml', cluster('WARM_ENI_TARGET: "1"\n', '    maxPodsPerNode: 110\n'));
    write('eni-lens.yaml', '# how we use it\n');
    await open(uri);
    // The config file may be read a moment later than the file beside it.
    const turnOff = () => action(uri, 'max-pods-above-capacity', /^Turn max-pods-above-capacity off in eni-lens\.yaml/);
    const isHere = ({ edit }: vscode.CodeAction) =>
      edit?.entries().some(([{ path }]) => path.includes(folder())) ?? false;
    const [off] = await untilAnswered(turnOff, (found) => (isHere(found) ? [found] : []));
    ok(off, 'an edit of the nearest config file');
    await take(off);
    equal(await textOf(file(`${folder()}/eni-lens.yaml`)), '# how we use it\nrules:\n  max-pods-above-capacity: off\n');
    await untilGone(uri, 'max-pods-above-capacity');
  });

  it('writes into the config file which cluster a file belongs to, and then checks them together', async () => {
    const [a] = ['a', 'b'].map((name) =>
      write(
        `${name}/cluster.yaml`,
        cluster('', '    maxPodsPerNode: 58\n')
          .replace(/addons:[\s\S]*env:\n/, '')
          .replace('repairs', name),
      ),
    ) as [vscode.Uri];
    const patch = write('k/patch.yaml', awsNode('false').replace(/^[\s\S]*spec:\n {2}template/, 'spec:\n  template'));
    write('eni-lens.yaml', '# ours\n');
    await open(patch);
    // Editors tell of a file that was written late: before that, the clusters of all folders are possible.
    await until('the clusters beside the config file alone', [vscode.languages.onDidChangeDiagnostics], () => {
      const said = findings(patch).get('ambiguous-cluster')?.message;
      return said === undefined || /\b(?:edge|shop|repairs)\b/.test(said) ? undefined : true;
    });
    await take(await action(patch, 'ambiguous-cluster', /patch\.yaml belongs to a$/));
    equal(
      await textOf(file(`${folder()}/eni-lens.yaml`)),
      '# ours\nclusters:\n  - name: "a"\n    files: ["/a/", "/k/patch.yaml"]\n',
    );
    await untilGone(patch, 'ambiguous-cluster');
    match((await untilFound(a, 'max-pods-above-capacity')).message, /58 is above the 29 pods/);
  });

  it('offers few comments that silence, and takes no word of ours for a reason', async () => {
    write('eni-lens.yaml', 'suppressions: { requireReason: true }\n');
    const uri = write('cluster.yaml', cluster('WARM_IP_TARGET: 5\n', '').replace(/\n.*instanceType.*/, ''));
    const { document } = await open(uri);
    const { range } = await untilFound(uri, 'unquoted-value');
    await untilFound(uri, 'warm-ip-target-without-minimum');
    const titles = (await offered(uri, range)).map(({ title }) => title);
    deepEqual(
      titles.filter((title) => title.startsWith('Disable ')),
      ['Disable unquoted-value for this line', 'Disable warm-ip-target-without-minimum for this line'],
    );
    await take(await action(uri, 'unquoted-value', /^Disable unquoted-value for this line$/));
    match(document.getText(), /# eni-lens-disable-next-line unquoted-value -- reason\n/);
    await vscode.commands.executeCommand('leaveSnippet');
    await untilFound(uri, 'suppression-without-reason');
    equal(findings(uri).has('unquoted-value'), false);
  });
}
