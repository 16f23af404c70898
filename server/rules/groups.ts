import { type Message, message } from '../messages/message.js';
import type { RuleGroup } from './rule.js';

/** The groups of rules as people read them, in the order in which they are listed. */
export const groupTitles: Readonly<Record<RuleGroup, Message>> = {
  file: message('The file itself'),
  values: message('Values of one variable'),
  combinations: message('Combinations of variables'),
  eniconfig: message('ENIConfig'),
  selection: message('Which ENIConfig a node gets'),
  nodegroups: message('Node groups'),
  subnets: message('Subnets and cluster'),
};

/** The ids of the groups, in the same order. */
export const ruleGroups = Object.keys(groupTitles) as readonly RuleGroup[];
