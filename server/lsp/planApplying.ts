import { configEdit } from '../features/configEdit.js';
import { together, workspaceEdit } from '../features/workspaceEdit.js';
import { appliedChanges, configByHand } from '../linter/appliedChanges.js';
import { sharingPods } from '../linter/expectedPods.js';
import { enumeration, type Message, message, render } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { clusterName } from '../model/clusterName.js';
import { filesOf } from '../workspace/takers.js';
import { withModels } from '../workspace/workspace.js';
import { asked } from './guard.js';
import type { Parts } from './parts.js';
import type { ClientRequests } from './protocol.js';
import { configTargetOf, workspaceOf } from './snapshot.js';
import { canonicalUri } from './uris.js';

type Apply = ClientRequests['eniLens/applyPlan'];

/** Has the editor write changed settings into the files that hold them, as one edit, and says what became of it. */
export async function applyPlan(
  { connection, session, editor, catalogue, documents }: Parts,
  { uri, key, changes }: Apply['params'],
): Promise<NonNullable<Apply['result']>> {
  const told = (applied: boolean, ...texts: readonly Message[]): NonNullable<Apply['result']> => ({
    applied,
    said: texts.map((text) => render(text, catalogue)).join('. '),
  });
  const isWanted = async (others: readonly Cluster[]): Promise<boolean> => {
    const names = others.map((each) => clusterName(each) ?? message('a cluster without a name'));
    const question = message(
      'eni-lens.yaml does not name this cluster: expectedPodsPerNode would count there for all that it does not name, {others} too',
      { others: enumeration(names) },
    );
    const title = render(message('Write it for all of them'), catalogue);
    const taken = await asked(connection, () =>
      connection.window.showWarningMessage(render(question, catalogue), { title }),
    );
    return taken?.title === title;
  };
  const known = workspaceOf(session.snapshot(), canonicalUri(uri));
  const before = known.clusters.find((cluster) => cluster.key === key);
  // Closed files have no text: they are read again.
  const texts = session.withTexts(before === undefined ? [] : filesOf(before.resources));
  const workspace = texts.length === 0 ? known : withModels(known, texts);
  const cluster = workspace.clusters.find((each) => each.key === key);
  if (cluster === undefined) return told(false, message('The cluster is not there any more'));
  const outcome = appliedChanges(workspace, [cluster], changes);
  if (outcome.kind === 'refused') {
    return told(false, ...outcome.reasons.map((reason) => message('Nothing is written: {reason}', { reason })));
  }
  const { left, edits, config } = outcome;
  if (edits.length === 0 && config === undefined) return told(false, message('The files say so already'), ...left);
  const others = config === undefined ? [] : sharingPods([cluster], workspace.clusters);
  if (others.length > 0 && !(await isWanted(others))) return told(false, message('Nothing is written'));
  const support = { ...editor.now().edits, versionOf: (each: string) => documents.versionOf(each) ?? null };
  const own = config && configEdit(configTargetOf(session.snapshot(), canonicalUri(uri)), config, support);
  if (config !== undefined && own === undefined) {
    return told(false, message('Nothing is written: {reason}', { reason: configByHand }));
  }
  const edit = together(edits.length > 0 ? workspaceEdit(edits, workspace, support) : undefined, own);
  const taken = edit && (await asked(connection, () => connection.workspace.applyEdit({ label: 'ENI Lens', edit })));
  return taken?.applied
    ? told(true, message('Written'), ...left)
    : told(false, message('The editor did not take the edit'));
}
