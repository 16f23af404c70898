import type { Resource } from '../model/resource.js';
import type { DocumentModel } from '../workspace/fileModel.js';
import type { Status } from './protocol.js';
import { type PublishContext, publish, type SentByUri } from './publisher.js';
import type { Snapshot } from './snapshot.js';

export interface PublisherOptions {
  readonly snapshot: () => Snapshot;
  readonly context: () => PublishContext;
  /** Runs the work, or tells of its fault. */
  readonly attempt: (work: () => void) => void;
  readonly onStatus: (status: Status) => void;
  readonly dataVersion: string;
}

export interface Publisher {
  /** Something changed: findings are sent soon. */
  readonly schedule: () => void;
  /** All findings are sent now, and may be sent at any time from now on. */
  readonly publishNow: () => Status;
}

/** No longer than this, in milliseconds, are keystrokes gathered before they are linted. */
const longestDelay = 40;
/** A lint that takes no longer is always done at once. */
const atOnce = 20;

/**
 * Decides when findings are sent: at once where that is fast, or where nothing was done for a while. Slower work that follows on
 * itself waits an eighth of the time it takes, up to 40 ms: enough to take in all that was typed meanwhile. Nothing is sent before
 * the first `publishNow`: what is not read yet would look missing. Nothing is taken back because of a line that is half typed.
 */
export function startPublisher(options: PublisherOptions): Publisher {
  let sent: SentByUri = new Map();
  let milliseconds = 0;
  let endedAt = 0;
  let isReady = false;
  let isScheduled = false;
  /** Files that could not be read whole when findings were last sent. */
  let broken: ReadonlySet<string> = new Set();
  let status: Status = { documents: 0, findings: 0, milliseconds: 0, dataVersion: options.dataVersion };

  const work = (context: PublishContext): void => {
    const started = performance.now();
    const snapshot = options.snapshot();
    const brokenNow = brokenFiles(snapshot);
    // Somebody is in the middle of a line: what is shown stays until the line is whole or the typing pauses.
    if (context.isTyping && [...brokenNow].some((uri) => !broken.has(uri))) return;
    broken = brokenNow;
    sent = publish(snapshot, sent, context);
    endedAt = performance.now();
    milliseconds = endedAt - started;
    const next = statusOf(snapshot, sent, milliseconds, options.dataVersion);
    if (JSON.stringify(next) !== JSON.stringify(status)) options.onStatus(next);
    status = next;
  };
  const run = (): void => {
    isScheduled = false;
    if (isReady) options.attempt(() => work(options.context()));
  };
  return {
    schedule() {
      if (isScheduled || !isReady) return;
      isScheduled = true;
      const wait = Math.min(longestDelay, milliseconds / 8 - (performance.now() - endedAt));
      if (milliseconds <= atOnce || wait <= 0) setImmediate(run);
      else setTimeout(run, wait);
    },
    publishNow() {
      isReady = true;
      options.attempt(() => work({ ...options.context(), isTyping: false }));
      return status;
    },
  };
}

/** Files of ours in which something cannot be read, so that what follows from the whole of it is not known. */
function brokenFiles({ files }: Snapshot): ReadonlySet<string> {
  const isBroken = ({ parsed, resources }: DocumentModel): boolean =>
    resources.length > 0 && (!parsed || resources.some(isBrokenString));
  return new Set([...files.values()].flatMap(({ uri, documents }) => (documents.some(isBroken) ? [uri] : [])));
}

function isBrokenString(resource: Resource): boolean {
  return resource.kind === 'shapeProblem' && resource.fault === 'embeddedDocument';
}

function statusOf(snapshot: Snapshot, sent: SentByUri, milliseconds: number, dataVersion: string): Status {
  let documents = 0;
  for (const { files } of snapshot.workspaces.values()) {
    for (const file of files.values())
      documents += file.documents.filter(({ resources }) => resources.length > 0).length;
  }
  const findings = [...sent.values()].reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  return { documents, findings, milliseconds: Math.round(milliseconds), dataVersion };
}
