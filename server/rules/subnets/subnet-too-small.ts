import { type Argument, type Message, message } from '../../messages/message.js';
import { nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { Demand } from '../../plan/clusterPlan.js';
import { toldPlan } from '../../plan/ipv6Plan.js';
import { type Draw, isTooMuch, planOf, type SubnetPlan } from '../../plan/plan.js';
import type { Room } from '../../plan/subnets.js';
import { distinctBy, groupBy } from '../../text/groupBy.js';
import type { Finding, Rule } from '../rule.js';
import { calculation, isInIpv6, nodesOf, podsText } from './subnetCalculation.js';

export const rule: Rule = {
  id: 'subnet-too-small',
  severity: 'warning',
  followsSettings: true,
  advice: message(
    'Take larger subnets or fewer nodes, keep fewer addresses warm with WARM_IP_TARGET and MINIMUM_IP_TARGET, or give pods subnets of their own with custom networking',
  ),
  silentWithout: ['nodeGroups'],
  *check(cluster) {
    const { settings, subnets } = toldPlan(planOf(cluster));
    const isShipped = settings.basis === 'shipped';
    if (!settings.isSeen && !isShipped) return;
    const alike = alikeByName(subnets);
    const found = subnets.flatMap((subnet) => judgeSeen(subnet, alike.get(subnet.room.name) ?? true) ?? []);
    const findings = isShipped ? found.map(asShipped) : found;
    // eksctl makes one subnet per zone, all alike: what holds for one is said once.
    yield* distinctBy(findings, ({ message: text, at }) => JSON.stringify([text, at]));
  },
};

/** In IPv6 no pool can be made smaller, and no pod moved. */
const adviceInIpv6 = message(
  'Take larger subnets or fewer nodes: in IPv6 each node takes one IPv4 address, and one more for a trunk ENI',
);

/** No file says that the numbers are these: it follows from what eksctl does where nobody says anything. */
function asShipped(finding: Finding): Finding {
  const text = message('{text}, with the VPC CNI as eksctl installs it', { text: finding.message });
  return { ...finding, severity: 'info', message: text };
}

/** Whether the same groups draw on every subnet that eksctl makes of a size, by the name of the size. */
function alikeByName(subnets: readonly SubnetPlan[]): ReadonlyMap<string, boolean> {
  const carved = groupBy(
    subnets.filter(({ room }) => room.origin === 'carved'),
    ({ room }) => room.name,
  );
  return new Map(
    [...carved].map(([name, own]) => {
      const draws = own[0]?.draws ?? [];
      const isAlike = (each: SubnetPlan): boolean =>
        each.draws.length === draws.length && each.draws.every(({ group }, at) => group === draws[at]?.group);
      return [name, own.every(isAlike)];
    }),
  );
}

/** Where nobody asked for the nodes, what is free may be all that there is for them, or what they leave. */
function judgeSeen(subnet: SubnetPlan, isEach: boolean): Finding | undefined {
  const certain = judge(subnet, isEach);
  const { room } = subnet;
  if (!room.heldUnseen || (certain !== undefined && certain.severity !== 'info')) return certain;
  const { held = 0, ...others } = room;
  const possible = judge({ ...subnet, room: { ...others, addresses: room.addresses - held } }, isEach);
  if (possible === undefined || possible.severity === 'info') return certain;
  const text = message('{text}, unless nodes that run hold of the other {held}', { text: possible.message, held });
  return { ...possible, severity: 'info', message: text, advice: adviceForNodes };
}

const adviceForNodes = message(
  'Give the nodes of the cluster as well, as kubectl get nodes -o json prints them: what they hold is theirs to take. Where none run yet, take larger subnets or fewer nodes',
);

function judge({ room, draws, total, updated, duringUpdate }: SubnetPlan, isEach: boolean): Finding | undefined {
  // Where no prefix fits at all, the size is a finding of subnet-cannot-hold-prefix.
  if (room.prefixes === 0 && draws.some(({ perNode }) => perNode.running.prefixes > 0)) return undefined;
  const { running, full } = total;
  const at = room.at ?? placeOfGroup(draws[0].group);
  if (isInIpv6(draws)) {
    if (!isTooMuch(duringUpdate, room)) return undefined;
    const [need, surging] = isTooMuch(running, room) ? [running, undefined] : [duringUpdate, updated];
    const text = textInIpv6(roomText(room, need, isEach), need, draws, surging);
    return { at, message: text, advice: adviceInIpv6, related: calculation(draws) };
  }
  if (isTooMuch(duringUpdate, room)) {
    return {
      at,
      message: isTooMuch(running, room)
        ? textOfIdle(roomText(room, running, isEach), room, running, draws)
        : textOfUpdate(roomText(room, duringUpdate, isEach), room, duringUpdate, draws, updated),
      related: calculation(draws),
    };
  }
  if (!isTooMuch(full, room)) return undefined;
  return {
    at,
    severity: 'info',
    message: textOfFull(roomText(room, full, isEach), room, full, draws),
    related: calculation(draws),
  };
}

/** `Each /27 that eksctl makes has 27 addresses`, or the ranges that are written; prefixes where they are what is missing. */
function roomText(room: Room, need: Demand, isEach: boolean): Message {
  const { name, prefixes, parts, origin } = room;
  if (prefixes !== undefined && isShortOfPrefixes(room, need)) {
    if (origin === 'carved') {
      return isEach
        ? message('Each {name} that eksctl makes holds {prefixes} /28 prefixes', { name, prefixes })
        : message('One {name} that eksctl makes holds {prefixes} /28 prefixes', { name, prefixes });
    }
    return parts.length > 1
      ? message('{name} together hold {prefixes} /28 prefixes', { name, prefixes })
      : message('{name} holds {prefixes} /28 prefixes', { name, prefixes });
  }
  const text = addressesText(room, isEach);
  return prefixes !== undefined && need.prefixes > prefixes
    ? message('{room}, in which {prefixes} /28 prefixes fit', { room: text, prefixes })
    : text;
}

function addressesText({ name, addresses, held, prefixes, parts, origin }: Room, isEach: boolean): Message {
  if (origin === 'carved') {
    return isEach
      ? message('Each {name} that eksctl makes has {addresses} addresses', { name, addresses })
      : message('One {name} that eksctl makes has {addresses} addresses', { name, addresses });
  }
  // Of a number of free addresses nobody knows the prefixes.
  if (prefixes === undefined) {
    if (held !== undefined) {
      return message('{name} has {free} free addresses, and at most {held} that running nodes hold', {
        name,
        free: addresses - held,
        held,
      });
    }
    return parts.length > 1
      ? message('{name} together have {addresses} free addresses', { name, addresses })
      : message('{name} has {addresses} free addresses', { name, addresses });
  }
  return parts.length > 1
    ? message('{name} together have {addresses} addresses', { name, addresses })
    : message('{name} has {addresses} addresses', { name, addresses });
}

/** Enough addresses, but not in whole prefixes. */
function isShortOfPrefixes({ addresses, prefixes }: Room, need: Demand): boolean {
  return prefixes !== undefined && need.prefixes > prefixes && need.addresses <= addresses;
}

function needText(room: Room, need: Demand): Argument {
  return isShortOfPrefixes(room, need) ? message('{prefixes} prefixes', { prefixes: need.prefixes }) : need.addresses;
}

function nodesText(draws: readonly Draw[]): Message {
  const nodes = nodesOf(draws);
  return nodes === 1 ? message('1 node') : message('{nodes} nodes', { nodes });
}

/** The same for all groups; small types may run fewer than are expected. */
function podsOfAll(draws: SubnetPlan['draws']): Message {
  const most = draws.reduce((one, other) => (other.pods > one.pods ? other : one));
  return draws.every(({ pods }) => pods === most.pods)
    ? podsText(most)
    : message('up to {pods} pods', { pods: most.pods });
}

function textOfIdle(name: Message, room: Room, need: Demand, draws: SubnetPlan['draws']): Message {
  const args = { room: name, pods: podsOfAll(draws), need: needText(room, need) };
  const nodes = nodesOf(draws);
  return nodes === 1
    ? message('{room}: 1 node with {pods} takes {need}', args)
    : message('{room}: {nodes} nodes with {pods} each take {need}', { ...args, nodes });
}

function textOfUpdate(
  name: Message,
  room: Room,
  need: Demand,
  draws: SubnetPlan['draws'],
  updated: Draw | undefined,
): Message {
  return message('{room}: {nodes} with {pods} each, and {surge} more during an update of {group}, take {need}', {
    room: name,
    nodes: nodesText(draws),
    pods: podsOfAll(draws),
    surge: updated?.surge ?? 0,
    group: updated ? nameOfGroup(updated.group) : '',
    need: needText(room, need),
  });
}

function textOfFull(name: Message, room: Room, need: Demand, draws: readonly Draw[]): Message {
  const args = { room: name, need: needText(room, need) };
  const nodes = nodesOf(draws);
  return nodes === 1
    ? message('{room}: 1 node full of pods takes {need}', args)
    : message('{room}: {nodes} nodes full of pods take {need}', { ...args, nodes });
}

/** Pods take no IPv4 address there, so it is the same whatever pods a node runs. `updated`: the group whose additional nodes count too. */
function textInIpv6(name: Message, need: Demand, draws: readonly Draw[], updated: Draw | undefined): Message {
  const args = { room: name, need: need.addresses };
  const nodes = nodesOf(draws);
  if (updated) {
    return message(
      '{room}: {nodes}, and {surge} more during an update of {group}, take {need} in IPv4, one for each ENI',
      {
        ...args,
        nodes: nodesText(draws),
        surge: updated.surge,
        group: nameOfGroup(updated.group),
      },
    );
  }
  return nodes === 1
    ? message('{room}: 1 node takes {need} in IPv4, one for each ENI', args)
    : message('{room}: {nodes} nodes take {need} in IPv4, one for each ENI', { ...args, nodes });
}
