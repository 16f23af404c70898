import { list, type Message, message } from '../messages/message.js';
import type { Cluster } from '../model/cluster.js';
import { newestCniVersion } from '../model/cniVersion.js';
import { entryOf } from '../model/env.js';
import { isComputedByEks, nameOfGroup } from '../model/nodeGroup.js';
import type { NodeGroup } from '../model/resource.js';
import { ipv6Prefix } from './ipv6Plan.js';
import type { Plan } from './plan.js';
import { isIpv6, type SettingsInForce } from './settings.js';

/** The condition of numbers that follow from no setting in sight. */
export function conditionOf(settings: SettingsInForce): readonly Message[] {
  if (settings.isSeen || isIpv6(settings)) return [];
  switch (settings.basis) {
    case 'shipped':
      return [
        message('No file here configures the VPC CNI: the numbers are those of the VPC CNI as eksctl installs it'),
      ];
    case 'seen':
      return [message('Not all settings of the VPC CNI are visible here: the others are taken as shipped')];
    case 'unseen':
      return [message('The settings of the VPC CNI are not visible here: they are taken as shipped')];
    case 'another':
      return [];
    default:
      return settings.basis satisfies never;
  }
}

export const zonesAreAssumed = message('The zones are not visible: those that eksctl usually chooses are assumed');
const freeWhenAsked = message(
  'Free addresses are those at the time when EC2 was asked, and where nodes that run are seen, with what these hold',
);
export const othersTakeToo = message('Load balancers, and what else lies in the same subnets, take addresses too');
export const nodeAddressApart = message(
  "One address more per node comes from the node's own subnet, not from the ENIConfig's",
);

const noGroups = message(
  'No node group is visible here: without instance types and numbers of nodes there is nothing to count; plan the files that declare them too',
);
const familyIsAssumed = (openValue: Message | undefined): Message =>
  openValue === undefined
    ? message('A template decides about the IP family: IPv4 is assumed')
    : message('The IP family is not visible: {value} decides, which is not evaluated here; IPv4 is assumed', {
        value: openValue,
      });

const eksComesFirst = message(
  'The settings of the VPC CNI come after the node groups: EKS computes their max pods without them',
);

function isLeftToEks(group: NodeGroup): boolean {
  return group.maxPods.kind === 'computed' && group.amiFamily !== 'windows' && isComputedByEks(group);
}

/** Of variables that files of a cluster write, each otherwise, nobody knows which one counts. */
function disagreements({ variables }: SettingsInForce, { settings }: Cluster): readonly Message[] {
  return [...variables.values()].flatMap(({ name, standing }) =>
    standing === 'unseen' && settings.filter((each) => entryOf(each, name))[1]
      ? [message('Files disagree about {name}: it is taken as shipped', { name })]
      : [],
  );
}

/** What the numbers of a plan take for granted. */
export function assumptionsOf({ settings, groups, subnets, cluster }: Plan): readonly Message[] {
  if (cluster.nodeGroups.length === 0) return [noGroups];
  if (groups.length === 0) return [];
  const open = groups.filter(({ kinds }) => kinds.some(({ maxPods }) => maxPods === undefined));
  const isShared = subnets.some(({ draws }) => draws.some(({ zones }) => zones > 1));
  return [
    ...conditionOf(settings),
    ...disagreements(settings, cluster),
    ...(settings.ipFamily === undefined ? [familyIsAssumed(cluster.declaration?.openValue)] : []),
    ...(groups.some(({ kinds }) => kinds.some(({ pool }) => pool.podsIn === 'IPv6')) ? [ipv6Prefix] : []),
    ...(settings.version === undefined
      ? [message('The version of the VPC CNI is not visible: {version} is assumed', { version: newestCniVersion })]
      : []),
    ...(settings.comesAfterNodes && groups.some(({ group }) => isLeftToEks(group)) ? [eksComesFirst] : []),
    ...(open.length > 0
      ? [
          message('Nobody can say max pods of {groups}: what nodeadm computes for the instance type is assumed', {
            groups: list(open.map(({ group }) => nameOfGroup(group))),
          }),
        ]
      : []),
    ...(cluster.facts.expectedPodsPerNode === undefined && !isIpv6(settings)
      ? [message('Nothing says how many pods a node runs: expectedPodsPerNode in eni-lens.yaml can')]
      : []),
    ...(subnets.some(({ room }) => room.source.kind === 'assumed') ? [zonesAreAssumed] : []),
    ...(isShared ? [message('The nodes of a group are spread evenly over its zones')] : []),
    ...(cluster.subnets.some(({ observed }) => observed) && subnets.length > 0 ? [freeWhenAsked] : []),
    ...(subnets.length > 0 ? [othersTakeToo] : []),
    ...(groups.some(({ apart }) => apart === 1) ? [nodeAddressApart] : []),
  ];
}
