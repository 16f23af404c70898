import { mostNamed } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { clusterName } from '../model/clusterName.js';
import { newestCniVersion } from '../model/cniVersion.js';
import { versionOf } from '../model/env.js';
import type { Resource } from '../model/resource.js';
import { parentOf, relativeTo } from '../text/paths.js';
import type { DocumentModel } from '../workspace/fileModel.js';
import type { Status } from './protocol.js';
import { type PublishContext, publish, type SentByUri } from './publisher.js';
import type { Snapshot } from './snapshot.js';
import { soon } from './turn.js';

export interface PublisherOptions {
  readonly snapshot: () => Snapshot;
  readonly context: () => PublishContext;
  /** Runs the work, or tells of its fault. */
  readonly attempt: (work: () => void) => void;
  readonly onStatus: (status: Status) => void;
  /** Findings were sent, or looked at and found the same. */
  readonly onPublished: () => void;
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
  /** What there was of the files when findings were last sent. */
  let readings: ReadonlyMap<string, Reading> = new Map();
  let status = statusOf(options.snapshot(), sent);

  const work = (context: PublishContext): void => {
    const started = performance.now();
    const snapshot = options.snapshot();
    const now = readingsOf(snapshot);
    // Somebody is in the middle of a line: what is shown stays until the line is whole or the typing pauses.
    if (context.typed !== 'nothing' && [...now].some(([uri, reading]) => isHalfTyped(reading, readings.get(uri))))
      return;
    readings = now;
    sent = publish(snapshot, sent, context);
    endedAt = performance.now();
    milliseconds = endedAt - started;
    const next = statusOf(snapshot, sent);
    if (JSON.stringify(next) !== JSON.stringify(status)) options.onStatus(next);
    status = next;
    options.onPublished();
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
      if (milliseconds <= atOnce || wait <= 0) soon(run);
      else setTimeout(run, wait);
    },
    publishNow() {
      isReady = true;
      options.attempt(() => work({ ...options.context(), typed: 'nothing' }));
      return status;
    },
  };
}

/** How much of a file is known. */
interface Reading {
  /** Documents in which something of ours was found. */
  readonly ours: number;
  /** Something cannot be read in one of them, so that what follows from the whole of it is not known. */
  readonly isBroken: boolean;
  /** All documents can be read, those of others too. */
  readonly isWhole: boolean;
}

function readingsOf({ files }: Snapshot): ReadonlyMap<string, Reading> {
  return new Map([...files.values()].map(({ uri, documents }) => [uri, readingOf(documents)]));
}

function readingOf(documents: readonly DocumentModel[]): Reading {
  const ours = documents.filter(({ resources }) => resources.length > 0);
  return {
    ours: ours.length,
    isBroken: ours.some(({ parsed, resources }) => !parsed || resources.some(isBrokenString)),
    isWhole: documents.every(({ parsed }) => parsed),
  };
}

/** True where something of ours cannot be read any more, or is gone because a quote was opened that takes in all behind it. */
function isHalfTyped(now: Reading, before: Reading | undefined): boolean {
  return (now.isBroken && !before?.isBroken) || (!now.isWhole && now.ours < (before?.ours ?? 0));
}

function isBrokenString(resource: Resource): boolean {
  return resource.kind === 'shapeProblem' && resource.fault === 'embeddedDocument';
}

function statusOf(snapshot: Snapshot, sent: SentByUri): Status {
  let documents = 0;
  for (const { files } of snapshot.workspaces.values()) {
    for (const file of files.values())
      documents += file.documents.filter(({ resources }) => resources.length > 0).length;
  }
  const findings = [...sent.values()].reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  return { documents, findings, ...joinedOf(snapshot) };
}

/** What a person may want to know who misses a finding, in short. */
function joinedOf({ workspaces }: Snapshot): Pick<Status, 'clusters' | 'configFiles' | 'assumedCniVersion'> {
  const all = [...workspaces.values()].flatMap((workspace) => workspace.clusters.filter(isNamed));
  const configFiles = [...workspaces].flatMap(([folder, { config }]) =>
    config.uri === undefined ? [] : [relativeTo(parentOf(folder) ?? '', config.uri) ?? config.uri],
  );
  return {
    clusters: { count: all.length, names: all.slice(0, mostNamed).map((each) => clusterName(each) ?? '?') },
    configFiles: configFiles.slice(0, mostNamed),
    assumedCniVersion: all.some((each) => versionOf(each) === undefined) ? newestCniVersion : undefined,
  };
}

function isNamed(cluster: Cluster): boolean {
  return !cluster.isExample && (cluster.declaration !== undefined || cluster.configured !== undefined);
}
