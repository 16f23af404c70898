/** A file by its path, which says what reads it. */
export interface File {
  readonly path: string;
  readonly text: string;
}

/** Some files that belong together, and where they are from. */
export interface Seed {
  readonly name: string;
  readonly files: readonly File[];
}

/** What the invariants are asked about: the files of a seed, one of which was changed. */
export interface Case {
  readonly number: number;
  /** Where the files are from, and what was done to one of them. */
  readonly story: string;
  readonly files: readonly File[];
  /** The changed one among them. */
  readonly changed: File;
  /** The files as they were, for whoever edits them into what they are. */
  readonly before: readonly File[];
}
