import { type ExecuteCommandParams, RequestType, RequestType0, type ResponseError } from 'vscode-languageserver';
import { bugReport } from '../features/bugReport.js';
import { clustersPage } from '../features/clustersPage.js';
import { ruleLink } from '../linter/ruleLink.js';
import { explainCommand } from './capabilities.js';
import { cancelled, guard } from './guard.js';
import { newConfigFor } from './newConfig.js';
import type { Parts } from './parts.js';
import type { Status } from './protocol.js';
import { workspaceOf } from './snapshot.js';
import { canonicalUri, folderUri } from './uris.js';

const newConfig = new RequestType<{ readonly folder: string }, string | null, void>('eniLens/newConfig');
const clusters = new RequestType0<string | null, void>('eniLens/clusters');
const report = new RequestType<{ readonly uri?: string }, string | null, void>('eniLens/bugReport');
const lintWorkspace = new RequestType0<Status | null, void>('eniLens/lintWorkspace');

/** Answers what is not about a place in a file: our commands, and the requests that our extension alone makes. */
export function registerOwnRequests(parts: Parts, started: () => Promise<unknown>): void {
  const { connection, log, catalogue, session, scanner, publisher } = parts;
  connection.onExecuteCommand(
    guard(
      log,
      'command',
      async ({ command, arguments: names }: ExecuteCommandParams) => {
        if (command === explainCommand)
          await connection.window.showDocument({ uri: ruleLink(String(names?.[0]), catalogue), external: true });
        return null;
      },
      null,
    ),
  );
  const lintAll = guard<undefined, Status | ResponseError<void> | null>(
    log,
    'lint workspace',
    async (_params, token) => {
      await started();
      return (await scanner.scan(token)) ? publisher.publishNow() : cancelled();
    },
    null,
  );
  connection.onRequest(lintWorkspace, (token) => lintAll(undefined, token));
  const showClusters = guard<undefined, string | ResponseError<void> | null>(
    log,
    'clusters',
    async () => {
      await started();
      const { workspaces } = session.snapshot();
      return clustersPage(
        Array.from(workspaces, ([folder, workspace]) => ({ folder, workspace })),
        catalogue,
      );
    },
    null,
  );
  connection.onRequest(clusters, (token) => showClusters(undefined, token));
  connection.onRequest(
    report,
    guard(
      log,
      'bug report',
      async ({ uri = '' }) => {
        await started();
        const known = canonicalUri(uri);
        return bugReport(workspaceOf(session.snapshot(), known), known, catalogue);
      },
      null,
    ),
  );
  connection.onRequest(
    newConfig,
    guard(
      log,
      'new config',
      async ({ folder }) => {
        await started();
        return newConfigFor(session.snapshot(), folderUri(folder), catalogue);
      },
      null,
    ),
  );
}
