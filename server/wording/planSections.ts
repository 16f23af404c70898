import { type Argument, enumeration, type Message, message, type Say, signs } from '../messages/message.js';
import type { ClusterPlan, PlannedChoice } from '../plan/clusterPlan.js';
import { percent, rangeText } from '../text/numbers.js';
import { groupSection, maxPodsSection } from './planGroups.js';
import { limitSection, takenSection } from './planSubnets.js';
import {
  inLanguage,
  nothing,
  placed,
  placeText,
  podsTitle,
  rangeOrDash,
  type Section,
  sourceText,
} from './planTexts.js';
import { severityNames } from './severities.js';

/** A plan in words: what it is about, in a line or two, and its parts. What has nothing to say is left out. */
export function planWords(
  plan: ClusterPlan,
  say: Say,
): { readonly lead: readonly string[]; readonly sections: readonly Section[] } {
  const sections = planSections.map((sectionOf) => inLanguage(sectionOf(plan, say), say));
  return { lead: planLead(plan, say), sections: sections.filter(hasSomething) };
}

/** The parts of every plan in their order. One may have nothing to say. */
export const planSections: readonly ((plan: ClusterPlan, say: Say) => Section)[] = [
  budgetSection,
  takenSection,
  limitSection,
  groupSection,
  maxPodsSection,
  choiceSection,
  settingSection,
  findingSection,
  assumptionSection,
];

/** True unless a part has nothing to say. */
export function hasSomething({ rows, lines }: Section): boolean {
  return rows.length > 0 || lines.length > 0;
}

/** What a plan comes to, in a line or two. */
export function planLead(plan: ClusterPlan, say: Say): readonly string[] {
  return leadOf(plan).map(say);
}

/** What a plan is called: as its cluster, with the place where it is declared. */
export function planTitle({ name, at }: ClusterPlan, say: Say): string {
  const called = name ?? say(message('a cluster without a name'));
  return at === undefined ? called : `${called} (${placeText(at)})`;
}

function leadOf({
  ipFamily,
  cniVersion,
  noPoolBecause,
  totals,
  expectedPodsPerNode,
  subnets,
}: ClusterPlan): readonly Message[] {
  const { nodes, addresses, leftOut } = totals;
  const facts = [
    ...(ipFamily === undefined ? [] : [ipFamily]),
    ...(cniVersion === undefined ? [] : [message('VPC CNI {version}', { version: cniVersion })]),
    ...(expectedPodsPerNode === undefined
      ? []
      : [message('{pods} pods expected on a node', { pods: expectedPodsPerNode })]),
  ];
  const taken = {
    nodes: rangeText([nodes.least, nodes.most]),
    addresses: rangeText([addresses.least.idle[0], addresses.most.full[1]]),
  };
  return [
    ...(facts.length > 0 ? [signs('{facts}', { facts: enumeration(facts) })] : []),
    ...(noPoolBecause === undefined ? [] : [signs('{reason}', { reason: noPoolBecause })]),
    ...(nodes.most > 0 ? [message('{nodes} nodes take {addresses} addresses', taken)] : []),
    ...(nodes.most > 0 && subnets.length === 0 ? [sizeText(totals.smallestLength)] : []),
    ...(nodes.most > 0 && leftOut.length > 0
      ? [message('Not counted: {groups}', { groups: enumeration(leftOut) })]
      : []),
  ];
}

/** Where no subnet is known, the one that would do is the question. */
function sizeText({ idle, running, full }: ClusterPlan['totals']['smallestLength']): Message {
  const text = (length: number | undefined): Argument =>
    length === undefined ? message('more than a /16') : `/${length}`;
  return message('One subnet for all of them: {idle} without pods, {running} with their pods, {full} full', {
    idle: text(idle),
    running: text(running),
    full: text(full),
  });
}

/** What else the CNI could be told, and what that comes to. */
export function choiceSection({ choices, isSeen }: ClusterPlan, say: Say): Section {
  const pods = choices[0]?.comparedPods ?? 0;
  const withPods = podsTitle(pods);
  return {
    ...nothing,
    title: say(message('Choices, best first')),
    head: [
      '',
      message('Choice'),
      message('Max pods'),
      message('Idle node'),
      message('Node, {pods}', { pods: withPods }),
      message('Full node'),
      message('All nodes, {pods}', { pods: withPods }),
      message('Fullest subnet'),
      message('Calls: start'),
      message('Calls: {pods}', { pods: withPods }),
      message('Calls: min to max'),
      message('Pods that wait'),
      message('For an ENI'),
      message('Why'),
    ].map((title) => (typeof title === 'string' ? title : say(title))),
    numeric: [0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    keys: [0, 1],
    rows: choices.map((choice, place) => choiceRow(choice, place, choiceTitle(choice, isSeen, say))),
    lines: choices[0]?.comparedPodsFrom === 'fullNode' ? [say(fullNodes(pods))] : [],
  };
}

/** By what choices are ranked where nobody says how many pods are expected. */
function fullNodes(pods: number): Message {
  return message(
    'Nothing says how many pods a node is expected to run (expectedPodsPerNode in eni-lens.yaml, --pods-per-node): ranked with {pods} on each, as many as the smallest node runs when it is full',
    { pods: podsTitle(pods) },
  );
}

/** What a choice is called; where settings cannot be seen, what runs is assumed. */
export function choiceTitle({ id, title, isConfigured }: PlannedChoice, isSeen: boolean, say: Say): string {
  if (!isConfigured || id === 'configured') return title;
  return say(isSeen ? message('{title} (as configured)', { title }) : message('{title} (as assumed)', { title }));
}

function choiceRow(choice: PlannedChoice, place: number, title: string): readonly string[] {
  const { addressesPerNode: perNode, addresses, share, ec2Calls } = choice;
  return [
    String(place + 1),
    title,
    rangeOrDash(choice.maxPods),
    rangeOrDash(perNode?.idle),
    rangeOrDash(perNode?.compared),
    rangeOrDash(perNode?.full),
    rangeOrDash(addresses?.compared),
    share === undefined ? '–' : `${percent(share, 1)} %`,
    rangeOrDash(ec2Calls?.nodeStart),
    rangeOrDash(ec2Calls?.rolloutPerNode),
    rangeOrDash(ec2Calls?.scaleOut),
    rangeOrDash(choice.waitingPods),
    rangeOrDash(choice.podsWaitingForEni),
    choice.reason,
  ];
}

function budgetSection({ budgets }: ClusterPlan, say: Say): Section {
  const verdict = (isKept: boolean | undefined): Message =>
    isKept === undefined ? message('not known') : isKept ? message('kept') : message('exceeded');
  return {
    ...nothing,
    title: say(message('Budgets')),
    head: [message('Budget'), message('Verdict')].map(say),
    rows: budgets.map(({ expression, isKept }) => [expression, say(verdict(isKept))]),
    lines: [
      ...budgets.flatMap(({ broken }) => broken.map(({ message: text, at }) => placed(text, at))),
      // It is the same for all budgets.
      ...(budgets.find(({ open }) => open.length > 0)?.open ?? []).map(({ message: text, at }) =>
        placed(say(message('Not known, because of {reason}', { reason: text })), at),
      ),
    ],
  };
}

function settingSection({ settings }: ClusterPlan, say: Say): Section {
  return {
    ...nothing,
    title: say(message('Settings')),
    head: [message('Variable'), message('Value'), message('From')].map(say),
    rows: settings.map((setting) => [
      setting.name,
      placed(setting.value === undefined ? '–' : String(setting.value), setting.at),
      sourceText(setting, say),
    ]),
  };
}

function findingSection({ findings }: ClusterPlan, say: Say): Section {
  return {
    ...nothing,
    title: say(message('Findings')),
    lines: findings.map(({ severity, message: text, at, rule }) =>
      placed([...(at ? [placeText(at)] : []), say(severityNames[severity]), text, `(${rule})`].join(' '), at),
    ),
  };
}

function assumptionSection({ assumptions }: ClusterPlan, say: Say): Section {
  return { ...nothing, title: say(message('Taken for granted')), lines: assumptions };
}
