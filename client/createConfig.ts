import * as vscode from 'vscode';

/** The commands that put text in front of a person: a config file on disk, a sample that is not saved. */
export function registerConfigCommands(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('eniLens.createConfig', () => createConfig(context)),
    vscode.commands.registerCommand('eniLens.openSample', () => openSample(context)),
  );
}

/** Any of the names the server reads; the first is the one we write. */
const configFileNames = ['eni-lens.yaml', 'eni-lens.yml', 'eni-lens.json'] as const;

/** Writes a config file that changes nothing until a line of it is uncommented; an existing one is opened as it is. */
async function createConfig(context: vscode.ExtensionContext): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const existing = await firstThatExists(configFileNames.map((name) => vscode.Uri.joinPath(folder, name)));
  if (existing !== undefined) {
    await vscode.window.showTextDocument(existing);
    return;
  }
  const file = vscode.Uri.joinPath(folder, configFileNames[0]);
  const create = new vscode.WorkspaceEdit();
  create.createFile(file, { contents: new TextEncoder().encode(configText(context)), overwrite: false });
  await vscode.workspace.applyEdit(create);
  await vscode.window.showTextDocument(file);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: eni-lens.yaml is written into it.'));
    return undefined;
  }
  if (folders.length === 1) return folders[0]?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

async function firstThatExists(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const found = await Promise.all(
    uris.map((uri) =>
      vscode.workspace.fs.stat(uri).then(
        () => uri,
        () => undefined,
      ),
    ),
  );
  return found.find((uri) => uri !== undefined);
}

/**
 * The schema's address is a comment: this extension and the YAML extension know the schema from the file's name, and an address
 * would make the latter ask the network.
 */
function configText(context: vscode.ExtensionContext): string {
  const { repository, version } = context.extension.packageJSON;
  const home = String(repository.url).replace(/^git\+|\.git$/g, '');
  return `# ENI Lens. Everything here is optional; remove the # of what you need.
# For editors that do not know this file by its name:
# $schema: ${home}/raw/v${version}/schemas/eni-lens-config.schema.json

# Severities: error, warning, info, hint or off.
# rules:
#   mixed-instance-capacity: off

# Files that are left out; patterns as in .gitignore.
# ignore:
#   - vendor/

# Other severities for some files.
# overrides:
#   - files: [sandbox/]
#     rules: { max-pods-above-capacity: info }

# Which files belong together, where names and folders do not tell, and what no manifest says.
# clusters:
#   - name: shop
#     files: [clusters/shop/, network/eniconfigs.yaml]
#     cniVersion: v1.20.4
#     expectedPodsPerNode: 20
#     subnets:
#       - { id: subnet-0123456789abcdef0, cidr: 10.0.0.0/24, zone: eu-west-1a, freeAddresses: 180 }

# Limits of instance types that are too new for the bundled table.
# instanceTypes:
#   m99.large: { enis: 3, ipv4PerEni: 10, vcpus: 2 }
`;
}

/** The sample is an untitled document: to be played with, and gone when closed. */
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const file = vscode.Uri.joinPath(context.extensionUri, 'examples', 'broken', 'harbor.yaml');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'yaml', content }));
}
