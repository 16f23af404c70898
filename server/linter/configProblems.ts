import { formats } from '../formats/index.js';
import { parseCidr } from '../ipam/cidr.js';
import { usableAddresses } from '../ipam/subnet.js';
import { enumeration, type Message, message } from '../messages/message.js';
import {
  type ConfigProblem,
  type ConfiguredCluster,
  faultIn,
  type LensConfig,
  type SeveritySettings,
} from '../model/lensConfig.js';
import type { Subnet } from '../model/resource.js';
import { budgetOf } from '../plan/budgets.js';
import { ruleGroups } from '../rules/groups.js';
import { rules } from '../rules/index.js';
import { characterAt } from '../text/characters.js';
import { closest } from '../text/closest.js';
import { attempted } from '../text/fault.js';

/** The names a config file may give to `categories`: the groups of rules, and all of them. */
export const categoryIds: readonly string[] = ['all', ...ruleGroups];

/** The ids of all rules. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** All that is wrong with a config file, in the order of its text: its shape, names that do not exist, facts that cannot be true. */
export function configProblems(config: LensConfig): readonly ConfigProblem[] {
  const found = attempted(() => problemsOf(config));
  return 'value' in found ? found.value : [...config.problems, faultIn(config.uri ?? '', found.fault)];
}

function problemsOf(config: LensConfig): readonly ConfigProblem[] {
  const found = [
    ...config.problems,
    ...[config, ...config.overrides].flatMap(unknownNames),
    ...config.overrides.flatMap(({ resources = [] }) => resources.flatMap(misspeltKind)),
    ...config.clusters.flatMap(impossibleFacts),
    ...repeatedClusters(config),
    ...config.budgets.flatMap(unreadableBudget),
  ];
  return found.toSorted((a, b) => a.at.span.start - b.at.span.start);
}

function unreadableBudget({ value, at }: LensConfig['budgets'][number]): readonly ConfigProblem[] {
  const budget = budgetOf(value);
  if (budget.kind === 'budget') return [];
  return [{ at, message: message('This budget cannot be read: {reason}', { reason: budget.reason }) }];
}

/** What to say of a rule that does not exist. */
export function noSuchRule(rule: string): Message {
  const [near] = closest(rule, ruleIds);
  if (near !== undefined) return message('There is no rule {rule}: did you mean {near}?', { rule, near });
  return categoryIds.includes(rule)
    ? message('There is no rule {rule}, but a category of that name: write it under categories', { rule })
    : message('There is no rule {rule}', { rule });
}

function noSuchCategory(category: string): Message {
  const [near] = closest(category, categoryIds);
  if (near !== undefined) {
    return message('There is no category {category}: did you mean {near}?', { category, near });
  }
  return ruleIds.includes(category)
    ? message('There is no category {category}, but a rule of that name: write it under rules', { category })
    : message('There is no category {category}, but {categories}', {
        category,
        categories: enumeration(categoryIds, categoryIds.length),
      });
}

function unknownNames({ rules: single, categories }: SeveritySettings): readonly ConfigProblem[] {
  const named = (settings: SeveritySettings['rules'], known: readonly string[], text: (id: string) => Message) =>
    settings.flatMap(({ id, at }) => (at === undefined || known.includes(id) ? [] : [{ at, message: text(id) }]));
  return [...named(single, ruleIds, noSuchRule), ...named(categories, categoryIds, noSuchCategory)];
}

/** Kinds of resources that findings lie in. */
const resourceKinds = formats.flatMap(({ kinds }) => kinds);

/** Other kinds are not refused: what is linted may lie in a List, a template or something of another vendor. */
function misspeltKind({
  value,
  at,
}: {
  readonly value: string;
  readonly at: ConfigProblem['at'];
}): readonly ConfigProblem[] {
  const [kind = ''] = value.split('/');
  const isKnown = resourceKinds.some((each) => each.toLowerCase() === kind.toLowerCase());
  const [near] = isKnown || kind.includes('*') ? [] : closest(kind, resourceKinds, 2);
  return near === undefined
    ? []
    : [{ at, message: message('There is no kind {kind}: did you mean {near}?', { kind, near }) }];
}

function impossibleFacts({ subnets, nodeGroups }: ConfiguredCluster): readonly ConfigProblem[] {
  const contradicting = nodeGroups.flatMap(({ nodes, maxNodes }) =>
    nodes.kind === 'known' && maxNodes.kind === 'known' && maxNodes.value < nodes.value
      ? [
          {
            at: maxNodes.at,
            message: message('maxNodes {maxNodes} is below nodes {nodes}: it is the most there may be', {
              maxNodes: maxNodes.value,
              nodes: nodes.value,
            }),
          },
        ]
      : [],
  );
  return [...subnets.flatMap(impossibleRange), ...contradicting];
}

function impossibleRange({ cidr, freeAddresses }: Subnet): readonly ConfigProblem[] {
  if (cidr.kind !== 'known') return [];
  const reading = parseCidr(cidr.value);
  if (reading.kind !== 'cidr') {
    const text = message('{cidr} is no IPv4 range: write it like 10.0.0.0/24', { cidr: cidr.value });
    return [{ at: cidr.at, message: text }];
  }
  const most = usableAddresses(reading.cidr.prefixLength);
  if (freeAddresses.kind !== 'known' || freeAddresses.value <= most) return [];
  const text = message('freeAddresses {free} is more than the {most} addresses that {cidr} has', {
    free: freeAddresses.value,
    most,
    cidr: cidr.value,
  });
  return [{ at: freeAddresses.at, message: text }];
}

/** Facts of one name would be told apart by nobody. */
function repeatedClusters({ clusters, text }: LensConfig): readonly ConfigProblem[] {
  return clusters.flatMap(({ name, at }, index) =>
    name !== '' && clusters.findIndex((other) => other.name === name) < index
      ? [{ at: { ...at, span: characterAt(text, at.span.start) }, message: repeated(name) }]
      : [],
  );
}

function repeated(name: string): Message {
  return message('There are two clusters named {name}: give each a name of its own, or one all of the files', { name });
}
