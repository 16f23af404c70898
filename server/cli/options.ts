import { InvalidArgumentError, Option } from 'commander';
import { maxFileSize } from '../disk/maxFileSize.js';
import { message, type Say } from '../messages/message.js';
import type { Fix } from '../model/fix.js';
import type { Severity } from '../model/lensConfig.js';
import type { RuleGroup } from '../rules/groups.js';

/** `--config FILE`, `--no-config` or neither. */
export type ConfigOption = string | boolean | undefined;

/** `--baseline FILE`, `--baseline`, `--no-baseline` or nothing of it. */
export type BaselineOption = string | boolean | undefined;

export interface LintOptions {
  /** Each as `format` or `format=file`. */
  readonly format?: readonly string[];
  readonly failOn: Severity | 'never';
  readonly minSeverity: Severity;
  readonly config: ConfigOption;
  readonly baseline?: BaselineOption;
  readonly stdinFilename: string;
  readonly maxFileSize: number;
  readonly fix?: true;
  readonly fixDryRun?: true;
  readonly diff?: true;
  readonly fixLevel?: Fix['level'];
  /** Each as `id=severity`. */
  readonly rule?: readonly string[];
  readonly quiet?: true;
  readonly maxWarnings?: number;
  readonly changed?: true;
  /** A commit, as git names them. */
  readonly since?: string;
  readonly stats?: true;
  /** The file it is asked for; true for none. */
  readonly printConfig?: string | true;
}

export interface BaselineCommandOptions {
  readonly output?: string;
  readonly prune?: true;
  readonly config: ConfigOption;
  readonly maxFileSize: number;
}

export interface MaxPodsCommandOptions {
  readonly customNetworking?: boolean;
  readonly prefixDelegation?: boolean;
  readonly maxEni?: number;
  readonly podEni?: boolean;
  readonly cniVersion?: string;
  readonly cap: boolean;
  readonly format: 'table' | 'json';
  readonly config: ConfigOption;
}

export interface WarmPoolCommandOptions {
  /** Variables in the order of the command line; of one named twice the last counts, as in a container. */
  readonly env?: Readonly<Record<string, string>>;
  readonly pods?: readonly number[];
  readonly maxPods?: number;
  readonly customNetworking?: boolean;
  readonly burst?: boolean;
  readonly format: 'table' | 'json';
  readonly config: ConfigOption;
}

/** The shells that `eni-lens completion` knows. */
export type Shell = 'bash' | 'zsh' | 'fish';

export interface ExplainOptions {
  readonly format: 'text' | 'markdown' | 'json';
}

export interface RulesOptions {
  readonly group?: readonly RuleGroup[];
  readonly severity?: readonly (Severity | 'off')[];
  readonly fixable?: boolean;
  readonly format: 'table' | 'json';
  readonly config: ConfigOption;
}

/** `--max-file-size BYTES`, the same for every command that reads files. */
export function maxFileSizeOption(say: Say): Option {
  return new Option('--max-file-size <bytes>', say(message('do not parse larger files')))
    .argParser(positiveInteger(say))
    .default(maxFileSize, '5 MiB');
}

/** Reads a whole number of at least 1 from the command line. */
export function positiveInteger(say: Say): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) {
      throw new InvalidArgumentError(say(message('A whole number of at least 1 is needed.')));
    }
    return number;
  };
}

/** Reads a whole number of at least 0 from the command line. */
export function wholeNumber(say: Say): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
      throw new InvalidArgumentError(say(message('A whole number is needed.')));
    }
    return number;
  };
}

/** Far above any node's max pods. */
const mostPods = 5000;

/** Reads `12` or `0..29` from the command line: every number of the range. */
export function podRange(say: Say): (text: string) => readonly number[] {
  return (text) => {
    const [, from, to] = /^(\d{1,4})(?:\.\.(\d{1,4}))?$/.exec(text) ?? [];
    const first = Number(from);
    const last = to === undefined ? first : Number(to);
    if (from === undefined || last < first || last > mostPods) {
      throw new InvalidArgumentError(say(message('Write it as 0..29 or 12, at most {most}.', { most: mostPods })));
    }
    return range(first, last);
  };
}

/** The whole numbers from `first` to `last`, both included. */
export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
