import { type Message, message } from '../messages/message.js';
import type { Rule } from './rule.js';

/** The groups of rules, each a folder beside this file, as people read them and in the order in which they are listed. */
export const groupTitles = {
  file: message('The file itself'),
  values: message('Values of one variable'),
  combinations: message('Combinations of variables'),
  eniconfig: message('ENIConfig'),
  selection: message('Which ENIConfig a node gets'),
  podgroups: message('Security groups for pods'),
  nodegroups: message('Node groups'),
  subnets: message('Subnets and cluster'),
} as const satisfies Readonly<Record<string, Message>>;

export type RuleGroup = keyof typeof groupTitles;

/** The ids of the groups, in the same order. */
export const ruleGroups = Object.keys(groupTitles) as readonly RuleGroup[];

/** A rule with the group whose folder it lies in. */
export interface GroupedRule extends Rule {
  readonly group: RuleGroup;
}

/** All rules by id, from the rules of each group. */
export function inGroups(rules: Readonly<Record<RuleGroup, readonly Rule[]>>): readonly GroupedRule[] {
  return ruleGroups
    .flatMap((group) => rules[group].map((rule) => ({ group, ...rule })))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
