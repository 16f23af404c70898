import { type CodeAction, CodeActionKind, type Range } from 'vscode-languageserver-types';
import { editsOf } from '../linter/fixEdits.js';
import { type Catalogue, message, render } from '../messages/message.js';
import { groupsOf } from '../model/nodeGroup.js';
import { fittingPods } from '../plan/fittingPods.js';
import type { Workspace } from '../workspace/workspace.js';
import { cursorAt } from './convert.js';
import { clusterOf } from './cursor.js';
import { subjectAt } from './subject.js';
import { type EditSupport, workspaceEdit } from './workspaceEdit.js';

/** The action that writes the max pods that all types of the group can serve, where another number stands. None anywhere else. */
export function maxPodsActions(
  workspace: Workspace,
  uri: string,
  { start }: Range,
  options: EditSupport & { readonly catalogue?: Catalogue | undefined },
): readonly CodeAction[] {
  const cursor = cursorAt(workspace, uri, start);
  const cluster = cursor && clusterOf(workspace, cursor);
  const subject = cluster && subjectAt(workspace, cursor);
  if (cluster === undefined || subject?.kind !== 'maxPods' || subject.group.maxPods.kind !== 'set') return [];
  const { maxPods } = subject.group;
  const all = groupsOf(cluster, subject.group).map((group) => fittingPods(group, cluster));
  // A class is for several groups: the smallest of them counts.
  const [fitting] = all.toSorted((a, b) => (a?.pods ?? 0) - (b?.pods ?? 0));
  if (fitting === undefined || fitting.pods === maxPods.value) return [];
  const { setting, at } = maxPods;
  const title = message('Set {setting} to {pods}, which {type} can serve', { setting, ...fitting });
  const changes = [{ kind: 'replaceValue', at, value: String(fitting.pods), asString: false }] as const;
  const edits = editsOf({ title, level: 'suggested', changes }, workspace);
  const edit = edits && workspaceEdit(edits, workspace, options);
  return edit ? [{ title: render(title, options.catalogue), kind: CodeActionKind.RefactorRewrite, edit }] : [];
}
