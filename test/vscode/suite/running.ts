/// <reference types="mocha" />
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { serverProcesses } from '../serverProcess.js';
import { file, findings, hoverText, open, placeOf, until, untilFound } from './waiting.js';

const cluster = () => file('shop/cluster.yaml');
const edge = () => file('edge/cluster.yaml');

/** What somebody looks at who wonders what the extension does. */
export function tellsWhatItDoes(): void {
  it('puts numbers of a hover below each other, and says of each input where it stands', async () => {
    const { document } = await open(cluster());
    const text = await hoverText(document, placeOf(document, 'WARM_IP_TARGET', 2));
    match(text, /^\|.*&ensp; \|.*\n\| :--- \|(?: ---: \|)+$/m);
    // Another folder has a cluster.yaml too.
    match(text, /\| \[shop\/cluster\.yaml:\d+\]\(file:/);
    for (const row of ['since', 'a bad value']) match(text, new RegExp(`^\\| ${row}&ensp; \\| .* \\|  \\|$`, 'm'));
  });

  it('says the same number in the hint, the lens, the hover and the finding', async () => {
    const { document } = await open(cluster());
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      whole,
    );
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    ok(
      labels.some((label) => /20 of 110 pods/.test(label)),
      labels.join(' | '),
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    ok(lenses.some(({ command }) => /^20 of 110 pods/.test(command?.title ?? '')));
    match(await hoverText(document, placeOf(document, 'maxPodsPerNode', 2)), /\*\*110 pods are too many.* 20\*\*/);
    match((await untilFound(cluster(), 'max-pods-above-capacity')).message, /110 is above the 20 pods/);
  });

  it('shows an outline, and marks a name where it stands and not where it is part of another', async () => {
    const { document } = await open(cluster());
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    deepEqual(
      symbols.map(({ name }) => name),
      ['shop'],
    );
    const place = placeOf(document, 'name: web', 'name: w'.length);
    const marked = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      document.uri,
      place,
    );
    deepEqual(
      marked.map(({ range }) => document.getText(range)),
      ['web'],
    );
  });

  it('has a page for users of VS Code, and pictures for each step of its introduction', () => {
    const { extensionUri, packageJSON } = vscode.extensions.getExtension('eni-lens.eni-lens') ?? {};
    ok(extensionUri);
    const path = ['README.md', 'readme.md']
      .map((name) => vscode.Uri.joinPath(extensionUri, name).fsPath)
      .find(existsSync);
    const page = readFileSync(path ?? '', 'utf8');
    match(page, /^# ENI Lens/);
    doesNotMatch(page, /npm ci/);
    match(page, /telemetry/i);
    const [{ steps }] = packageJSON.contributes.walkthroughs;
    const images: readonly string[] = steps.map(({ media }: { media: { image: string } }) => media.image);
    equal(new Set(images).size, steps.length);
    for (const image of images) ok(existsSync(vscode.Uri.joinPath(extensionUri, image).fsPath), image);
  });

  it('writes into its output how it started, and messages only while the setting asks for them', async () => {
    const { document } = await open(cluster());
    await vscode.commands.executeCommand('eniLens.showOutput');
    const written = async (text: RegExp): Promise<string> => {
      const { onDidOpenTextDocument, onDidChangeTextDocument } = vscode.workspace;
      const output = () => vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'output');
      const all = () => output().map((each) => each.getText());
      return until(
        `${text} in the output`,
        [onDidOpenTextDocument, onDidChangeTextDocument],
        () => all().find((each) => text.test(each)),
        () => all().join('\n'),
      );
    };
    const before = await written(/ENI Lens 0\.\d+\.\d+/);
    doesNotMatch(before, /textDocument\/hover/);
    const settings = vscode.workspace.getConfiguration('eniLens');
    await settings.update('trace.server', 'verbose', vscode.ConfigurationTarget.Workspace);
    await hoverText(document, placeOf(document, 'WARM_IP_TARGET', 2));
    await written(/\[info\].*Sending request 'textDocument\/hover/);
    await settings.update('trace.server', undefined, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });

  // The processes of Windows are asked for in another way.
  if (process.platform !== 'win32') {
    it('goes on after a crash of the server', async () => {
      await untilFound(edge(), 'invalid-integer');
      const gone = until('the findings to go', [vscode.languages.onDidChangeDiagnostics], () =>
        findings(edge()).size === 0 ? true : undefined,
      );
      const server = serverProcesses(vscode.extensions.getExtension('eni-lens.eni-lens')?.extensionPath ?? '?').at(-1);
      ok(server, 'the process of the server');
      process.kill(server, 'SIGKILL');
      await gone;
      await untilFound(edge(), 'invalid-integer');
      const { document } = await open(cluster());
      match(await hoverText(document, placeOf(document, 'maxPodsPerNode', 2)), /110 pods are too many/);
    });
  }
}
