import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { Catalogue } from '../messages/message.js';
import { refresh } from './asking.js';
import type { Disk } from './disk.js';
import { documentsOfEditor } from './documents.js';
import { rootsOf } from './editor.js';
import { followDocuments, followEditor } from './events.js';
import { attempt, attemptSync } from './guard.js';
import { registerOwnRequests } from './ownRequests.js';
import type { Parts } from './parts.js';
import { followPlans } from './planFollower.js';
import { type Publisher, startPublisher } from './publishing.js';
import { registerRequests } from './requests.js';
import { startScanner } from './scanning.js';
import { startSession } from './session.js';
import { followSettings } from './settings.js';
import { watchTyping } from './typing.js';
import { startWatcher } from './watching.js';

export interface ServerOptions {
  readonly disk: Disk;
  /** The messages in the language of the editor, if it says one; English where there is none. */
  readonly catalogueOf?: (locale: string | undefined) => Catalogue | undefined;
}

/**
 * Answers an editor that has introduced itself until it hangs up. What it knows is in the session; every request is answered from its
 * snapshot.
 */
export function startServer(connection: Connection, params: InitializeParams, options: ServerOptions): void {
  const parts = partsOf(connection, params, options);
  const { log, editor, catalogue, documents, session } = parts;
  const started = followEditor(parts);
  registerRequests(connection, log, () => ({
    session,
    editor: editor.now(),
    catalogue,
    versionOf: (uri) => documents.versionOf(uri) ?? null,
  }));
  registerOwnRequests(parts, started);
  followDocuments(parts);
}

function partsOf(connection: Connection, params: InitializeParams, { disk, catalogueOf }: ServerOptions): Parts {
  const log = { error: (text: string) => connection.console.error(text) };
  const editor = followSettings(connection, params);
  const catalogue = catalogueOf?.(editor.now().locale);
  const documents = documentsOfEditor();
  const session = startSession(disk, documents, editor.now);
  session.rootsChanged(rootsOf(params));
  const typing = watchTyping(() => {
    publisher.schedule();
    // What stands between the lines of another document may follow from the one that was edited.
    if (documents.count() > 1) refresh(connection, editor.now());
  });
  const scanner = startScanner({ connection, disk, session, editor: editor.now, catalogue: () => catalogue });
  const plans = followPlans({
    snapshot: session.snapshot,
    catalogue,
    survive: (name, work) => attemptSync(log, name, work),
    send: (changed) => void connection.sendNotification('eniLens/plans', changed),
  });
  const others = { connection, log, editor, catalogue, documents, session, scanner, typing, plans };
  const publisher = publisherOf(others);
  const watcher = startWatcher({
    disk,
    session,
    scanner,
    editor: editor.now,
    attempt: (work) => attempt(log, 'watched files', work),
    onChange: () => {
      publisher.schedule();
      refresh(connection, editor.now());
    },
  });
  return { ...others, publisher, watcher };
}

function publisherOf({
  connection,
  log,
  editor,
  catalogue,
  documents,
  session,
  typing,
  plans,
}: Omit<Parts, 'publisher' | 'watcher'>): Publisher {
  return startPublisher({
    snapshot: session.snapshot,
    attempt: (work) => void attempt(log, 'diagnostics', work),
    onPublished: plans.publish,
    onStatus: (status) => {
      if (editor.now().isOurs) void connection.sendNotification('eniLens/status', status);
    },
    context: () => ({
      editor: editor.now(),
      catalogue,
      versionOf: documents.versionOf,
      typed: typing.typed(),
      survive: (name, work) => attemptSync(log, name, work),
      send: (uri, version, diagnostics) => {
        const message = { uri: documents.spelled(uri), diagnostics: [...diagnostics] };
        void connection.sendDiagnostics(version === undefined ? message : { ...message, version });
      },
    }),
  });
}
