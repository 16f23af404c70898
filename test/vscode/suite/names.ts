/// <reference types="mocha" />
import { deepEqual, rejects } from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { type HarborPath, harbor, harborByZone, placesOfNames } from '../../harness/harbor.js';
import { closeBelow, file, open } from './waiting.js';

/** The names of subnets, zones, node groups and ENIConfigs, in three files of a cluster. */
export function leadsFromNameToName(): void {
  for (const [folder, files, isByZone] of [
    ['names', harbor, false],
    ['namesByZone', harborByZone, true],
  ] as const) {
    const rows = placesOfNames.filter(({ chosenByZone = false }) => chosenByZone === isByZone);
    const title = isByZone
      ? 'an ENIConfig that nodes choose by their zone'
      : 'a subnet, a zone, a node group and an ENIConfig';
    it(`leads from the name of ${title} to all places that have it, marks them, and renames what may have another`, async () => {
      const uriOf = (path: string) => file(`${folder}/${path}`);
      mkdirSync(file(folder).fsPath);
      for (const [path, text] of Object.entries(files)) writeFileSync(uriOf(path).fsPath, text);
      // The config file is read from the disk, and joins the others.
      await open(uriOf('cluster.yaml'));
      for (const { what, path, piece, nth, definitions, uses, written, read } of rows) {
        const { document } = await open(uriOf(path));
        const place = document.positionAt(offsetOf(files[path], piece, nth) + 1);
        const answer = async () => ({
          what,
          definitions: linesOf(await ask('vscode.executeDefinitionProvider', document.uri, place)),
          places: linesOf(await ask('vscode.executeReferenceProvider', document.uri, place)),
          ...(await markedLines(document.uri, place)),
        });
        const expected = {
          what,
          definitions: definitions.toSorted(),
          places: [...definitions, ...uses].toSorted(),
          written,
          read,
        };
        await untilJoined(async () => isDeepStrictEqual(await answer(), expected));
        deepEqual(await answer(), expected);
      }
      if (!isByZone) await refusesToRename(uriOf);
      await closeBelow(folder);
      rmSync(file(folder).fsPath, { recursive: true });
    });
  }
}

/** What AWS or eksctl would take for another thing keeps its name, and the reason is said. */
async function refusesToRename(uriOf: (path: HarborPath) => vscode.Uri): Promise<void> {
  const { document } = await open(uriOf('cluster.yaml'));
  for (const [piece, reason] of [
    ['subnet-0a1b2c3d4e5f60711', /another id is another subnet/],
    ['eu-west-1b', /another name is another zone/],
    ['web', /Under another name it is a new node group/],
  ] as const) {
    const place = document.positionAt(document.getText().indexOf(piece) + 1);
    const rename = async () =>
      vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, place, 'new');
    await rejects(rename, reason);
  }
}

function offsetOf(text: string, piece: string, nth: number): number {
  return Array.from({ length: nth }).reduce<number>((from) => text.indexOf(piece, from + 1), -1);
}

type Target = vscode.Location | vscode.LocationLink;

function ask(command: string, uri: vscode.Uri, place: vscode.Position): Thenable<readonly Target[]> {
  return vscode.commands.executeCommand<readonly Target[]>(command, uri, place);
}

/** File and line of each, as `cluster:7`. */
function linesOf(targets: readonly Target[]): readonly string[] {
  return targets
    .map((target) =>
      'targetUri' in target ? ([target.targetUri, target.targetRange] as const) : ([target.uri, target.range] as const),
    )
    .map(([uri, range]) => `${uri.path.replace(/^.*\/|\.yaml$/g, '')}:${range.start.line + 1}`)
    .toSorted();
}

async function markedLines(uri: vscode.Uri, place: vscode.Position) {
  const marks =
    (await vscode.commands.executeCommand<readonly vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      uri,
      place,
    )) ?? [];
  const lines = (isWritten: boolean): readonly number[] =>
    marks
      .filter(({ kind }) => (kind === vscode.DocumentHighlightKind.Write) === isWritten)
      .map(({ range }) => range.start.line + 1);
  return { written: lines(true), read: lines(false) };
}

/** The files were written a moment ago, and the editor tells of each by itself: nothing tells when the last one is read. */
async function untilJoined(isThere: () => Promise<boolean>): Promise<void> {
  for (let left = 40; left > 0 && !(await isThere()); left--) await new Promise((resolve) => setTimeout(resolve, 100));
}
