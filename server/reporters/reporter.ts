import type { FindingIdentity } from '../linter/findingIdentity.js';
import type { Report } from '../linter/report.js';
import type { Say } from '../messages/message.js';
import type { Severity } from '../model/lensConfig.js';

/** One output format of `eni-lens lint`. To add one, write a file beside this one and run `npm run generate`. */
export interface Reporter {
  readonly id: string;
  /** The whole output, with a final line break. */
  /** It prints what fixes write, and not just their titles. */
  readonly givesEdits?: true;
  readonly print: (result: LintResult, options: PrintOptions) => string;
}

export interface LintResult {
  /** What is shown, sorted by file, place and rule. */
  readonly reports: readonly Report[];
  /** How many findings are less severe than what is shown. */
  readonly hidden: number;
  /** How many more would be shown if they had to do with the changes that were asked about; undefined where nobody asked. */
  readonly unrelated?: number | undefined;
  /** How many findings the baseline hides. */
  readonly baselined: number;
  /** Text of each file that has findings, for code frames. */
  readonly textOf: (uri: string) => string;
  /** How a URI is shown to the person: a path relative to where the command runs. */
  readonly pathOf: (uri: string) => string;
  /** What tells a finding from the others, whatever line it stands on. */
  readonly identityOf: (report: Report) => FindingIdentity | undefined;
  readonly ruleOf: (id: string) => RuleFacts;
  /** Files that were looked at. */
  readonly filesSeen: number;
  /** The uris of the files among them that hold something of ours, sorted. */
  readonly filesChecked: readonly string[];
  /** Paths named by the person that the config file leaves out. */
  readonly pathsIgnored: number;
  /** What became of fixes; undefined when none were wanted. The reports are those of the files after them. */
  readonly fixed?: Fixed | undefined;
  /** What could not be read, and why in words. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Where the time went, where that was asked for: it differs from run to run. */
  readonly stats?: RunStats | undefined;
}

/** What a report tells about a rule. */
export interface RuleFacts {
  /** The one most of its findings have. */
  readonly severity: Severity;
  readonly group: string;
  /** The first paragraph of its page, on one line. */
  readonly summary: string;
  /** The page, as Markdown. */
  readonly page: string;
  /** Where the page is on the web. */
  readonly link: string;
}

/** Where the time of a run went, in milliseconds. */
export interface RunStats {
  /** From the start of the process until the findings were known. */
  readonly milliseconds: number;
  readonly files: {
    readonly seen: number;
    /** Without a hint of any format, and so not parsed. */
    readonly skipped: number;
    readonly parsed: number;
  };
  /** In the order of the run. */
  readonly phases: readonly { readonly name: string; readonly milliseconds: number }[];
  /** The slowest first. */
  readonly rules: readonly { readonly id: string; readonly milliseconds: number }[];
}

export interface Fixed {
  /** False when the files are as they were: these are the fixes there would be. */
  readonly isWritten: boolean;
  /** Files that changed, sorted by uri, each with the fixes of its findings and its text after all fixes. */
  readonly files: readonly {
    readonly uri: string;
    readonly text: string;
    readonly fixes: readonly { readonly rule: string; readonly title: string }[];
  }[];
  /** What fixes would have changed but could not be, and why in words. */
  readonly unwritable: readonly { readonly path: string; readonly reason: string }[];
}

/** How many findings were fixed. */
export function fixCount({ files }: Fixed): number {
  return files.reduce((count, { fixes }) => count + fixes.length, 0);
}

export interface PrintOptions {
  readonly color: boolean;
  /** The reporter's own words in the language of the person; the texts of `result` are in it already. */
  readonly say: Say;
  /** That of the person, such as `en`. */
  readonly language: string;
}
