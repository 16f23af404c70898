import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Message, message } from '../messages/message.js';
import { ioReason } from './ioReason.js';
import { nextTurn } from './nextTurn.js';
import { encoded, markedEncoding } from './textEncoding.js';

/** What is to become of a file. `path` is a file itself, no symbolic link. */
export interface Replacement {
  readonly path: string;
  /** What it held when it was read; undefined for a file that is to be made. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A file that cannot be replaced, and why in words. */
export interface WriteFailure {
  readonly path: string;
  readonly reason: Message;
}

/**
 * Replaces the text of all files, or of none where one of them cannot be: then the failures say why. A file that is to be made takes no other's place. At every moment each file is
 * whole, old or new, and keeps its mode, and its owner where we may give files away. Aborted, it leaves everything as it was.
 */
export async function replaceFiles(
  replacements: readonly Replacement[],
  signal: AbortSignal,
): Promise<readonly WriteFailure[]> {
  const staged: StagedFile[] = [];
  const failures: WriteFailure[] = [];
  try {
    for (const replacement of replacements) {
      if (signal.aborted) return [];
      const result = stage(replacement);
      if ('reason' in result) failures.push(result);
      else staged.push(result);
      await nextTurn();
    }
    return failures.length > 0 || signal.aborted ? failures : putInPlace(staged);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

/** A file whose new text is on the disk, under a name of its own in the same folder. */
interface StagedFile extends Replacement {
  readonly temporary: string;
  /** Of the file that is to be replaced; undefined where none is. */
  readonly stats: Stats | undefined;
}

function stage({ path, before, after }: Replacement): StagedFile | WriteFailure {
  const temporary = temporaryBeside(path);
  try {
    if (before === undefined) {
      writeFileSync(temporary, after, { flag: 'wx' });
      return { path, before, after, temporary, stats: undefined };
    }
    const stats = statSync(path);
    const bytes = readFileSync(path);
    const encoding = markedEncoding(bytes);
    if (!bytes.equals(encoded(before, encoding))) return { path, reason: changed };
    writeAside(temporary, encoded(after, encoding), stats);
    return { path, before, after, temporary, stats };
  } catch (error) {
    rmSync(temporary, { force: true });
    return { path, reason: ioReason(error) };
  }
}

/** A name for a new file that is to take the place of another one: in its folder, so that it can be renamed. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.eni-lens-${crypto.randomUUID()}.tmp`);
}

const changed = message('it has changed since it was read: run eni-lens again');

/** Writes a new file that has the owner and the mode of another one. Throws what the file system throws. */
function writeAside(path: string, bytes: Buffer, { uid, gid, mode }: Stats): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  try {
    writeFileSync(file, bytes);
    const own = fstatSync(file);
    if (own.uid !== uid || own.gid !== gid) giveAway(file, uid, gid);
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives a file to an owner, or at least to the group. Who may not give files away keeps it. */
function giveAway(file: number, uid: number, gid: number): void {
  for (const owner of [uid, -1]) {
    try {
      fchownSync(file, owner, gid);
      return;
    } catch {
      // Only the superuser may give a file to somebody else, and everybody only to a group of theirs.
    }
  }
}

/** Puts all files in place. When one cannot be, those before it become what they were. */
function putInPlace(staged: readonly StagedFile[]): readonly WriteFailure[] {
  for (const [index, file] of staged.entries()) {
    const failure = rename(file);
    if (failure !== undefined) return [failure, ...staged.slice(0, index).flatMap(putBack)];
  }
  return [];
}

function putBack({ path, before, after }: StagedFile): readonly WriteFailure[] {
  if (before === undefined) {
    rmSync(path, { force: true });
    return [];
  }
  const staged = stage({ path, before: after, after: before });
  if ('reason' in staged) return [staged];
  const failure = rename(staged);
  rmSync(staged.temporary, { force: true });
  return failure ? [failure] : [];
}

function rename({ path, temporary, stats }: StagedFile): WriteFailure | undefined {
  try {
    if (stats === undefined) {
      copyFileSync(temporary, path, constants.COPYFILE_EXCL);
      return undefined;
    }
    const { ino, size, mtimeMs } = statSync(path);
    if (ino !== stats.ino || size !== stats.size || mtimeMs !== stats.mtimeMs) return { path, reason: changed };
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    return { path, reason: ioReason(error) };
  }
}
