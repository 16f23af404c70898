import { faultMessage } from '../messages/fault.js';
import type { Message } from '../messages/message.js';
import { closest } from '../text/closest.js';
import type { Location, Sourced } from '../text/span.js';
import type { Fact } from './fact.js';
import type { GivenLimits } from './instanceTypes.js';
import type { Subnet } from './resource.js';

/** How bad a finding is, worst first. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** What a person may choose: `off` hides a finding, `default` leaves it the severity the rule gives it. */
export const severityChoices = [...severities, 'off', 'default'] as const;
export type SeverityChoice = (typeof severityChoices)[number];

/** What other linters call them. */
const wordsOfOthers: Readonly<Record<string, SeverityChoice>> = {
  warn: 'warning',
  note: 'info',
  notice: 'info',
  none: 'off',
  disable: 'off',
  false: 'off',
  '0': 'off',
  '1': 'warning',
  '2': 'error',
};

/** The choice that is meant by a word that is none: a misspelt one, or what other linters call it. */
export function severityMeant(word: string): SeverityChoice | undefined {
  const lower = word.toLowerCase();
  if (Object.hasOwn(wordsOfOthers, lower)) return wordsOfOthers[lower];
  const [near] = closest(lower, severityChoices);
  return severityChoices.find((each) => each === near);
}

/** What the config file `eni-lens.yaml` and the command line say. Patterns are those of `.gitignore`, relative to the file's folder. */
export interface LensConfig extends SeveritySettings {
  /** Where the config file lies; undefined for the built-in defaults. */
  readonly uri: string | undefined;
  /** Its text, so that places in it can be shown; empty for the defaults. */
  readonly text: string;
  readonly ignore: readonly Sourced<string>[];
  /** The path of the baseline, relative to the config file's folder. */
  readonly baseline: Sourced<string> | undefined;
  readonly overrides: readonly Override[];
  /** What the command line says; it has the last word. */
  readonly commandLine: SeveritySettings;
  /** Comments that silence findings must say why. */
  readonly requireReason: Fact<boolean>;
  readonly clusters: readonly ConfiguredCluster[];
  /** For clusters that say nothing of their own. */
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  readonly instanceTypes: GivenLimits;
  /** Conditions that the plan of every cluster is to keep to. */
  readonly budgets: readonly Sourced<string>[];
  readonly problems: readonly ConfigProblem[];
}

/** Severities of single rules and of whole categories; a rule beats its category, a category beats `all`. */
export interface SeveritySettings {
  readonly rules: readonly SeveritySetting[];
  readonly categories: readonly SeveritySetting[];
}

export interface SeveritySetting {
  /** A rule, or a category. */
  readonly id: string;
  readonly severity: SeverityChoice;
  /** Where its key stands; undefined on the command line. */
  readonly at: Location | undefined;
}

/** Severities for some files, some resources, or some resources in some files. */
export interface Override extends SeveritySettings {
  readonly at: Location;
  /** Undefined: for every file. */
  readonly files: readonly string[] | undefined;
  /** `Kind/name` or `Kind/namespace/name`, `*` standing for any text. Undefined: for every resource. */
  readonly resources: readonly Sourced<string>[] | undefined;
}

/** A cluster whose files the person names: they are joined, whatever their folders. */
export interface ConfiguredCluster {
  readonly at: Location;
  readonly name: string;
  readonly files: readonly string[];
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  readonly subnets: readonly Subnet[];
  readonly nodeGroups: readonly ConfiguredGroup[];
}

/** What a person says about a node group of the cluster, whether a manifest has it or not. */
export interface ConfiguredGroup {
  readonly at: Location;
  readonly name: Sourced<string>;
  readonly nodes: Fact<number>;
  readonly maxNodes: Fact<number>;
  readonly instanceTypes: Fact<readonly Fact<string>[]>;
  readonly maxPods: Fact<number>;
  /** Ids. */
  readonly subnets: Fact<readonly Fact<string>[]>;
}

export interface ConfigProblem {
  readonly at: Location;
  readonly message: Message;
  /** The file may be right: we failed at it. */
  readonly isFault?: true;
}

const noSettings: SeveritySettings = { rules: [], categories: [] };

/** A fault of ours while a file of ours was read: it says nothing then. */
export function faultIn(uri: string, fault: unknown): ConfigProblem {
  return { at: { uri, document: 0, span: { start: 0, end: 0 } }, message: faultMessage(fault), isFault: true };
}

export const defaultConfig: LensConfig = {
  ...noSettings,
  uri: undefined,
  text: '',
  ignore: [],
  baseline: undefined,
  overrides: [],
  commandLine: noSettings,
  requireReason: { kind: 'absent' },
  clusters: [],
  cniVersion: undefined,
  expectedPodsPerNode: undefined,
  instanceTypes: {},
  budgets: [],
  problems: [],
};
