import { maxFileSize } from '../disk/maxFileSize.js';
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

/** What they are where nothing is said. */
export const lintDefaults: LintOptions = {
  failOn: 'error',
  minSeverity: 'info',
  config: undefined,
  stdinFilename: 'stdin.yaml',
  maxFileSize,
};

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
  readonly ipv6?: boolean;
  readonly cniVersion?: string;
  readonly cap: boolean;
  readonly format: 'table' | 'json';
  readonly config: ConfigOption;
}

export interface ClustersOptions {
  readonly format: 'text' | 'json';
  readonly config: ConfigOption;
  readonly maxFileSize: number;
}

export interface WarmPoolCommandOptions {
  /** Variables in the order of the command line; of one named twice the last counts, as in a container. */
  readonly env?: Readonly<Record<string, string>>;
  readonly pods?: readonly number[];
  readonly maxPods?: number;
  /** How many such nodes there are. */
  readonly nodes?: number;
  readonly customNetworking?: boolean;
  readonly burst?: boolean;
  readonly format: 'table' | 'json';
  readonly config: ConfigOption;
}

export interface PlanCommandOptions {
  /** Variables that are to be otherwise. */
  readonly set?: Readonly<Record<string, string>>;
  /** Each as `group=type,type`, or a type where no files are read. */
  readonly instanceType?: readonly string[];
  /** By the names of groups, as written. */
  readonly maxNodes?: Readonly<Record<string, string>>;
  readonly podsPerNode?: number;
  /** Write the changes. */
  readonly apply?: true;
  /** Budgets, beside those of the config file. */
  readonly assert?: readonly string[];
  /** Where no files are read: the fewest and the most nodes, and ranges of subnets. */
  readonly nodes?: readonly [least: number, most: number];
  readonly subnet?: readonly string[];
  readonly ipFamily?: 'ipv4' | 'ipv6';
  readonly format: 'table' | 'markdown' | 'json' | 'html';
  readonly config: ConfigOption;
  readonly stdinFilename: string;
  readonly maxFileSize: number;
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
