import type { InstanceLimits } from '../ipam/settings.js';
import type { Message } from '../messages/message.js';
import type { Location, Sourced } from '../text/span.js';
import type { Subnet } from './resource.js';

/** How bad a finding is, worst first. */
export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** What the config file `eni-lens.yaml` says. Patterns are those of `.gitignore`, relative to the file's folder. */
export interface LensConfig {
  /** Where the config file lies; undefined for the built-in defaults. */
  readonly uri: string | undefined;
  readonly rules: readonly RuleSetting[];
  readonly ignore: readonly string[];
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: readonly RuleSetting[] }[];
  readonly clusters: readonly ConfiguredCluster[];
  /** For clusters that say nothing of their own. */
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  readonly instanceTypes: Readonly<Record<string, InstanceLimits>>;
  readonly problems: readonly ConfigProblem[];
}

export interface RuleSetting {
  readonly rule: Sourced<string>;
  readonly severity: Severity | 'off';
}

/** A cluster whose files the person names: they are joined, whatever their folders. */
export interface ConfiguredCluster {
  readonly at: Location;
  readonly name: string;
  readonly files: readonly string[];
  readonly cniVersion: Sourced<string> | undefined;
  readonly expectedPodsPerNode: Sourced<number> | undefined;
  readonly subnets: readonly Subnet[];
}

export interface ConfigProblem {
  readonly at: Location;
  readonly message: Message;
}

export const defaultConfig: LensConfig = {
  uri: undefined,
  rules: [],
  ignore: [],
  overrides: [],
  clusters: [],
  cniVersion: undefined,
  expectedPodsPerNode: undefined,
  instanceTypes: {},
  problems: [],
};
