/** A file that a test types key by key. */
export interface TypedFile {
  readonly uri: string;
  /** Right as it is. */
  readonly text: string;
  /** What makes it wrong: a part, what stands there instead, and the rule that says so. Some files are wrong only beside others. */
  readonly mistake?: readonly [part: string, instead: string, rule: string];
}
