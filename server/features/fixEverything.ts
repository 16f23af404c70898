import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { fixWorkspaces } from '../linter/fixWorkspace.js';
import { lint, type RuleFinding } from '../linter/lint.js';
import { placeOf } from '../model/change.js';
import { levelsUpTo } from '../model/fix.js';
import { commonEnds } from '../text/commonEnds.js';
import type { FileModel } from '../workspace/fileModel.js';
import type { Workspace } from '../workspace/workspace.js';
import { textEdits } from './convert.js';
import { type EditSupport, editFor } from './workspaceEdit.js';

/** What fixing everything comes to. */
export interface FixedEverything {
  readonly edit: WorkspaceEdit;
  readonly fixes: number;
  readonly files: number;
}

/** The files that safe fixes of all findings may change: they must be there with their text. */
export function filesToFixAll(
  workspaces: readonly Workspace[],
  isShown: (finding: RuleFinding) => boolean,
): ReadonlySet<string> {
  const findings = workspaces.flatMap((workspace) => lint(workspace).filter((each) => isWanted(each, isShown)));
  return new Set(
    findings
      .flatMap(({ fixes }) => fixes?.() ?? [])
      .filter(({ level }) => level === 'safe')
      .flatMap(({ changes }) => changes.map((change) => placeOf(change).uri)),
  );
}

/** One edit with the safe fixes of all findings that are shown and not in a baseline, as `eni-lens lint --fix` writes them. */
export function fixEverything(
  workspaces: readonly Workspace[],
  isShown: (finding: RuleFinding) => boolean,
  support: EditSupport,
): FixedEverything {
  const fixed = fixWorkspaces(workspaces, {
    levels: levelsUpTo('safe'),
    // An editor asks before it changes what it may not.
    mayChange: () => true,
    isWanted: (finding) => isWanted(finding, isShown),
  });
  const changes = workspaces.flatMap((before, index) => changesBetween(before, fixed.workspaces[index], support));
  return { edit: editFor(changes, support), fixes: fixed.applied.length, files: changes.length };
}

/** What is left for later is changed by nobody in passing. */
function isWanted(finding: RuleFinding, isShown: (finding: RuleFinding) => boolean): boolean {
  return !finding.baselined && isShown(finding);
}

function changesBetween(
  before: Workspace,
  after: Workspace | undefined,
  { versionOf }: EditSupport,
): readonly TextDocumentEdit[] {
  return [...before.files.values()].flatMap((file) => {
    const text = after?.files.get(file.uri)?.text;
    if (text === undefined || file.text === undefined || text === file.text) return [];
    return [{ textDocument: { uri: file.uri, version: versionOf(file.uri) }, edits: replacing(file, file.text, text) }];
  });
}

/** One edit of the part that differs, so that the cursor stays where it is in all others. */
function replacing(file: FileModel, before: string, after: string): TextDocumentEdit['edits'] {
  const { start, end } = commonEnds(before, after);
  const newText = after.slice(start, after.length - end);
  return textEdits(file, [{ span: { start, end: before.length - end }, newText }]);
}
