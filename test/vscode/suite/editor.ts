/// <reference types="mocha" />
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { acceptsProposals } from './accepting.js';
import { repairs } from './fixing.js';
import { followsFolders } from './folders.js';
import { isCalmWhileTyping } from './keys.js';
import { leadsFromNameToName } from './names.js';
import { tellsWhatItDoes } from './running.js';
import { file, findings, hoverText, open, placeOf, until, untilFound, untilGone } from './waiting.js';

/*
 * What somebody who works with it all day is to see, and where that is shown in a real VS Code; behind it what shows the rest of it without one.
 *
 * proposals leave lists, maps, commas and indentation right   writes what a proposal says            features/acceptingEverywhere, neovim
 * proposals where no schema knows any                         the same: zones, add-ons, max pods …   features/completion
 * nothing is said of what is being typed                      says nothing of a line …               lsp/typing, lsp/typingKinds
 * a file counts with what it says itself                      counts with what the file itself says  lsp/cut, workspace
 * one number everywhere                                       says the same number …                 plan/agreement
 * folders moved, deleted, other branches                      follows a folder …, keeps no finding   lsp/watching
 * values of the chart                                         reads the values of the chart …        formats/helm
 * hovers fit: chart, table, origins                           puts numbers of a hover …, draws …     features/hover, charts
 * a reason that somebody types                                selects the reason, offers few …       features/disableRule
 * files that another extension takes for its own              answers in a file that …               lsp/otherLanguages
 * repairs and rewriting, each compared with the file          repairs …                              lsp/codeActions, features/stringActions
 * names lead to each other, and what may not change stays     leads from the name …                  features/navigation
 * outline and marks                                           shows an outline …                     features/navigation
 * restart, crashes                                            reports again after …, says that the server is stopped
 * trace and log                                               writes into its output …              client/trace
 * pages of rules and of clusters, from within                 shows the page …, leads from page to page, goes from the page of clusters
 * status, task, bug report, own page, introduction            tells in the language status …         client/manifest, features/redaction
 */

const cluster = () => file('shop/cluster.yaml');
const eniConfigs = () => file('shop/eniconfigs.yaml');
const edge = () => file('edge/cluster.yaml');
const half = () => file('half/eniconfig.yaml');

function onDisk(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

async function execute<T>(command: string, ...parameters: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(command, ...parameters);
}

describe('ENI Lens in VS Code', () => {
  it('is activated by a YAML document', async () => {
    await open(cluster());
    await until('activation', [vscode.languages.onDidChangeDiagnostics], () =>
      vscode.extensions.getExtension('eni-lens.eni-lens')?.isActive ? true : undefined,
    );
  });

  it('marks max pods that no node can serve, with the arithmetic, and links its page', async () => {
    const finding = await untilFound(cluster(), 'max-pods-above-capacity');
    // 3 ENIs, one of them the node's own with custom networking, 10 addresses each: (3 − 1) × (10 − 1) + 2.
    match(finding.message, /110 is above the 20 pods m5\.large can serve/);
    const { document } = await open(cluster());
    equal(document.getText(finding.range), '110');
    equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    // The page is part of the extension: no browser, no network.
    ok(
      typeof finding.code === 'object' && finding.code.target.toString(true).startsWith('command:eniLens.explainRule?'),
    );
    ok((finding.relatedInformation ?? []).length > 0);
  });

  it('finds mistakes in files nobody has opened', async () => {
    await untilFound(edge(), 'warm-eni-target-ignored');
    equal(
      vscode.workspace.textDocuments.some(({ uri }) => uri.path === edge().path),
      false,
    );
  });

  it('answers a hover with the number and where it comes from', async () => {
    const { document } = await open(cluster());
    const place = placeOf(document, 'maxPodsPerNode', 2);
    const text = await hoverText(document, place);
    match(text, /\*\*110 pods are too many.* 20\*\*/);
    match(text, /\(3 ENIs − 1 primary\) × \(10 − 1\) \+ 2 = 20/);
    match(text, /cluster\.yaml/);
  });

  it('draws the warm pool as a chart in the hover', async () => {
    const { document } = await open(cluster());
    const place = placeOf(document, 'WARM_IP_TARGET', 2);
    const text = await hoverText(document, place);
    match(text, /!\[[^\]]*\]\(data:image\/svg\+xml;base64,/);
  });

  it('completes variables that are not set yet', async () => {
    const { document } = await open(cluster());
    const line = placeOf(document, 'MINIMUM_IP_TARGET').line;
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(line + 1, 0), '        WARM_\n');
    await vscode.workspace.applyEdit(edit);
    const place = new vscode.Position(line + 1, '        WARM_'.length);
    const list = await execute<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    ok(labels.includes('WARM_ENI_TARGET'), labels.join());
    ok(!labels.includes('WARM_IP_TARGET'), 'WARM_IP_TARGET is set already');
    const undo = new vscode.WorkspaceEdit();
    undo.delete(document.uri, new vscode.Range(line + 1, 0, line + 2, 0));
    await vscode.workspace.applyEdit(undo);
    equal(document.getText(), onDisk(document.uri));
  });

  acceptsProposals();
  isCalmWhileTyping();
  followsFolders();
  tellsWhatItDoes();
  leadsFromNameToName();
  describe('repairs', repairs);

  it('says above a node group what its nodes take', async () => {
    await open(cluster());
    const lenses = await execute<vscode.CodeLens[]>('vscode.executeCodeLensProvider', cluster(), 10);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    ok(
      titles.some((title) => /addresses per node/.test(title)),
      titles.join(' | '),
    );
  });

  it('goes from a label to its ENIConfig', async () => {
    const { document } = await open(cluster());
    const place = placeOf(document, 'pods-a', 2);
    const targets = await execute<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      place,
    );
    const uris = targets.map((target) => ('targetUri' in target ? target.targetUri : target.uri).path);
    deepEqual(uris, [eniConfigs().path]);
  });

  it('renames an ENIConfig in both files', async () => {
    const { document } = await open(eniConfigs());
    const place = placeOf(document, 'pods-a', 2);
    const edit = await execute<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      place,
      'pods-b',
    );
    equal(edit.size, 2);
    await vscode.workspace.applyEdit(edit);
    await vscode.workspace.saveAll(false);
    match(onDisk(eniConfigs()), /name: pods-b/);
    match(onDisk(cluster()), /eniConfig: pods-b/);
    equal(findings(cluster()).has('eniconfig-not-found'), false);
  });

  it('repairs with the preferred quick fix, and the file on disk is right', async () => {
    const finding = await untilFound(cluster(), 'max-pods-above-capacity');
    const { document } = await open(cluster());
    const actions = await execute<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    equal(preferred.length, 1, actions.map(({ title }) => title).join(' | '));
    ok(preferred[0]?.edit);
    await vscode.workspace.applyEdit(preferred[0].edit);
    await untilGone(cluster(), 'max-pods-above-capacity');
    await document.save();
    // Who wrote 110 wants 110: prefix delegation is turned on.
    match(onDisk(cluster()), / {8}ENABLE_PREFIX_DELEGATION: "true"\n/);
    match(onDisk(cluster()), /maxPodsPerNode: 110\n/);
  });

  it('applies safe fixes on save', async () => {
    const { document } = await open(edge());
    await untilFound(edge(), 'unquoted-value');
    const settings = vscode.workspace.getConfiguration('editor');
    const target = vscode.ConfigurationTarget.Global;
    await settings.update('codeActionsOnSave', { 'source.fixAll.eniLens': 'always' }, target);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '# changed\n');
    await vscode.workspace.applyEdit(edit);
    await execute('workbench.action.files.save');
    await until('the saved fix', [vscode.workspace.onDidSaveTextDocument], () =>
      /WARM_IP_TARGET: "5"/.test(onDisk(edge())) ? true : undefined,
    );
    await settings.update('codeActionsOnSave', undefined, target);
    await untilGone(edge(), 'unquoted-value');
  });

  it('shows the page of a rule without a network', async () => {
    await execute('eniLens.explainRule', 'max-pods-above-capacity');
    await until('the preview', [vscode.window.tabGroups.onDidChangeTabs], () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => /max-pods-above-capacity/.test(label)),
    );
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('eni-lens-rule:/max-pods-above-capacity.md'));
    match(page.getText(), /^# max-pods-above-capacity\n[\s\S]*^## Sources$/m);
  });

  it('leads from page to page, as the preview follows links to files', async () => {
    const text = async (name: string) =>
      (await vscode.workspace.openTextDocument(vscode.Uri.parse(`eni-lens-rule:/${name}.md`))).getText();
    match(await text('duplicate-variable'), /\[`duplicate-key`\]\(duplicate-key\.md\)/);
    match(await text('duplicate-key'), /^# duplicate-key\n/);
    equal(vscode.workspace.fs.isWritableFileSystem('eni-lens-rule'), false);
  });

  it('shows how files were joined into clusters', async () => {
    await execute('eniLens.showClusters');
    await until('the preview', [vscode.window.tabGroups.onDidChangeTabs], () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => /ENI Lens/.test(label)),
    );
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('eni-lens-clusters:/ENI Lens.md'));
    match(page.getText(), /: declares the cluster$/m);
  });

  it('offers a task that puts what the command line says among the problems', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'eni-lens' });
    equal(tasks.length, 1);
    equal(tasks[0]?.problemMatchers.join(), '$eni-lens');
  });

  it('writes a bug report without the texts of the file', async () => {
    await open(edge());
    await execute('eniLens.reportBug');
    const document = vscode.window.activeTextEditor?.document;
    ok(document?.isUntitled);
    match(document.getText(), /^- invalid-integer \w+ \d+:\d+$/m);
    match(document.getText(), /name: x+/);
    await execute('workbench.action.revertAndCloseActiveEditor');
  });

  it('creates a config file that changes nothing, and never overwrites one', async () => {
    await execute('eniLens.createConfig');
    const created = file('eni-lens.yaml');
    match(onDisk(created), /^# \$schema: https:\/\/github\.com\/.*\/schemas\/eni-lens-config\.schema\.json$/m);
    equal(onDisk(created).replace(/^#.*\n|^\n/gm, ''), '');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(created, new vscode.Position(0, 0), 'ignore: [vendor/]\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.workspace.saveAll(false);
    const text = onDisk(created);
    await execute('eniLens.createConfig');
    equal(onDisk(created), text);
  });

  it('completes and explains the config file', async () => {
    const { document } = await open(file('eni-lens.yaml'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'rules:\n  no-ip-family: \n');
    await vscode.workspace.applyEdit(edit);
    const place = new vscode.Position(1, '  no-ip-family: '.length);
    const list = await execute<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, place);
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    ok(labels.includes('off'), labels.join());
    match(await hoverText(document, new vscode.Position(1, 4)), /\*\*no-ip-family: error by default/);
    const undo = new vscode.WorkspaceEdit();
    undo.delete(document.uri, new vscode.Range(0, 0, 2, 0));
    await vscode.workspace.applyEdit(undo);
    await vscode.workspace.saveAll(false);
  });

  it('reports again after a restart of the server', async () => {
    await execute('eniLens.restartServer');
    await untilFound(edge(), 'invalid-integer');
  });

  it('opens a sample that has findings', async () => {
    await execute('eniLens.openSample');
    const document = vscode.window.activeTextEditor?.document;
    ok(document?.isUntitled);
    await untilFound(document.uri, 'eniconfig-zone-uncovered');
    await execute('workbench.action.revertAndCloseActiveEditor');
  });

  it('leaves syntax errors to the YAML extension as soon as there is one', async () => {
    await open(half());
    await untilFound(half(), 'syntax-error');
    const vsix = vscode.Uri.file(process.env.ENI_LENS_TEST_STUB ?? '');
    await execute('workbench.extensions.installExtension', vsix);
    await untilGone(half(), 'syntax-error');
    // What only we can say stays.
    ok(findings(edge()).has('invalid-integer'));
    // It proposes the keys of the config file by its schema, and would do so in the windows that are opened next.
    await execute('workbench.extensions.uninstallExtension', 'redhat.vscode-yaml');
  });
});
