import type { Report } from '../linter/report.js';

/** One output format of `eni-lens lint`. To add one, write a file beside this one and run `npm run generate`. */
export interface Reporter {
  readonly id: string;
  /** The whole output, with a final line break. */
  readonly print: (result: LintResult, options: PrintOptions) => string;
}

export interface LintResult {
  /** Sorted by file, place and rule. */
  readonly reports: readonly Report[];
  /** Text of each file that has findings, for code frames. */
  readonly textOf: (uri: string) => string;
  /** How a URI is shown to the person: a path relative to where the command runs. */
  readonly pathOf: (uri: string) => string;
  readonly filesSeen: number;
  /** Files that hold something of ours. */
  readonly filesChecked: number;
}

export interface PrintOptions {
  readonly color: boolean;
}
