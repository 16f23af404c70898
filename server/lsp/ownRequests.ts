import {
  type CancellationToken,
  type ExecuteCommandParams,
  type GenericRequestHandler,
  Range,
  type ResponseError,
} from 'vscode-languageserver';
import { bugReport } from '../features/bugReport.js';
import { clustersPage } from '../features/clustersPage.js';
import { showPlaceCommand } from '../features/showPlace.js';
import { ruleLink } from '../linter/ruleLink.js';
import { explainCommand, fixWorkspaceCommand } from './capabilities.js';
import { everythingFixed } from './fixing.js';
import { asked, attempt, cancelled, guard } from './guard.js';
import { newConfigFor } from './newConfig.js';
import type { Parts } from './parts.js';
import { applyPlan } from './planApplying.js';
import type { ClientNotifications, ClientRequests } from './protocol.js';
import { workspaceOf } from './snapshot.js';
import { canonicalUri, folderUri } from './uris.js';

type Method = keyof ClientRequests;
type Params<M extends Method> = ClientRequests[M]['params'];
type Result<M extends Method> = ClientRequests[M]['result'] | null;
type Work<M extends Method> = (
  params: Params<M>,
  token: CancellationToken,
) => Result<M> | ResponseError<void> | Promise<Result<M> | ResponseError<void>>;

/** Answers what is not about a place in a file: our commands, and the requests that our extension alone makes. */
export function registerOwnRequests(parts: Parts, started: () => Promise<unknown>): void {
  const { connection, log, catalogue, session, scanner, publisher, plans } = parts;
  /** Answers a request once the workspace was read; null after a fault. */
  const answer = <M extends Method>(method: M, work: Work<M>): void => {
    const guarded = guard<Params<M>, Result<M> | ResponseError<void>>(
      log,
      method,
      async (params, token) => {
        await started();
        return work(params, token);
      },
      null,
    );
    // A request without params comes as its token alone.
    const handler: GenericRequestHandler<unknown, void> = (...given) =>
      given.length > 1 ? guarded(given[0], given[1]) : guarded(undefined, given[0]);
    connection.onRequest(method, handler);
  };
  answer('eniLens/clusters', () => {
    const shown = Array.from(session.snapshot().workspaces, ([folder, workspace]) => ({ folder, workspace }));
    return clustersPage(shown, catalogue);
  });
  answer('eniLens/bugReport', ({ uri = '' }) => {
    const known = canonicalUri(uri);
    return bugReport(workspaceOf(session.snapshot(), known), known, catalogue);
  });
  answer('eniLens/newConfig', ({ folder }) => newConfigFor(session.snapshot(), folderUri(folder), catalogue));
  answer('eniLens/applyPlan', (params) => applyPlan(parts, params));
  answer('eniLens/fixWorkspace', () => fixWorkspace(parts));
  answer('eniLens/lintWorkspace', async (_params, token) =>
    (await scanner.scan(token)) ? publisher.publishNow() : cancelled(),
  );
  const follow = 'eniLens/followPlan' satisfies keyof ClientNotifications;
  connection.onNotification(
    follow,
    ({ uri }: ClientNotifications[typeof follow]) =>
      void attempt(log, follow, async () => {
        await started();
        plans.follow(uri);
      }),
  );
  const unfollow = 'eniLens/unfollowPlan' satisfies keyof ClientNotifications;
  connection.onNotification(unfollow, ({ uri }: ClientNotifications[typeof unfollow]) => plans.unfollow(uri));
  connection.onExecuteCommand(
    guard(
      log,
      'command',
      async ({ command, arguments: names }: ExecuteCommandParams) => {
        if (command === fixWorkspaceCommand) return fixWorkspace(parts);
        if (command === explainCommand)
          await connection.window.showDocument({ uri: ruleLink(String(names?.[0]), catalogue), external: true });
        const [uri, selection]: readonly unknown[] = names ?? [];
        if (command === showPlaceCommand && typeof uri === 'string' && Range.is(selection))
          await connection.window.showDocument({ uri, selection, takeFocus: true });
        return null;
      },
      null,
    ),
  );
}

/** Has the editor apply the safe fixes of all files as one edit, and says what they are. Nothing where it does not take the edit. */
async function fixWorkspace(parts: Parts): Promise<Result<'eniLens/fixWorkspace'>> {
  const { connection } = parts;
  const { edit, fixes, files } = everythingFixed(parts);
  if (files === 0) return { fixes: 0, files: 0 };
  const taken = await asked(connection, () => connection.workspace.applyEdit({ label: 'ENI Lens', edit }));
  return taken?.applied ? { fixes, files } : { fixes: 0, files: 0 };
}
