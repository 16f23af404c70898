import type { FileSource } from '../workspace/fileModel.js';

/** The files of the workspace folders, by canonical uri. What is not on this machine's disk is not there. */
export interface Disk {
  /** The files of a folder that a syntax claims, one by one, without those that git or `files.exclude` leaves out. */
  readonly filesUnder: (root: string, excludes: unknown) => Iterable<string>;
  /** True when `filesUnder` would come to the file. */
  readonly isReached: (root: string, uri: string, excludes: unknown) => boolean;
  /** Undefined where there is no such file, or nothing of ours in it. */
  readonly read: (uri: string) => FileSource | undefined;
  /** The text of a config file or a baseline, or undefined where there is none. */
  readonly readOwn: (uri: string) => string | undefined;
  /** The nearest config file in the folders above one. */
  readonly configAbove: (folder: string) => string | undefined;
}
