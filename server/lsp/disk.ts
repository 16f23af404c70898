import type { FileSource } from '../workspace/fileModel.js';

/** The files of the workspace folders, by canonical uri; uris of folders end with a slash. What is not on this machine's disk is not there. */
export interface Disk {
  /** The files of a workspace folder that a syntax claims, one by one, without those that git or `files.exclude` leaves out. */
  readonly filesUnder: (root: string, options: WalkOptions) => Iterable<FoundFile>;
  /** Tells whether `filesUnder` would come to a file or a folder, were it there; to be asked about many at one moment. */
  readonly reachFrom: (root: string, excludes: unknown) => (uri: string) => boolean;
  /** What lies at a uri, a folder's being without its slash. */
  readonly kindOf: (uri: string) => 'file' | 'folder' | undefined;
  /** Undefined where there is no such file, or nothing of ours in it. */
  readonly read: (uri: string) => FileSource | undefined;
  /** The text of a config file or a baseline, or undefined where there is none. */
  readonly readOwn: (uri: string) => string | undefined;
  /** The nearest config file in the folders above one. */
  readonly configAbove: (folder: string) => string | undefined;
}

export interface FoundFile {
  readonly uri: string;
  /** As `read` of the disk, without looking for it once more. */
  readonly read: () => FileSource | undefined;
}

export interface WalkOptions {
  /** `files.exclude` of the editor. */
  readonly excludes: unknown;
  /** The workspace folder, or the one folder in it that is looked at. */
  readonly within: string;
  /** Told of every folder that is looked at. */
  readonly entered: (folder: string) => void;
}
