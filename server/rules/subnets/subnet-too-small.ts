import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import { nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { Demand } from '../../plan/clusterPlan.js';
import { toldPlan } from '../../plan/ipv6Plan.js';
import { type Draw, isTooMuch, planOf, type SubnetPlan } from '../../plan/plan.js';
import type { Room } from '../../plan/subnets.js';
import { distinctBy, groupBy } from '../../text/groupBy.js';
import type { Location } from '../../text/span.js';
import { firstFew } from '../related.js';
import type { Finding, Related, Rule } from '../rule.js';

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
    return { at, message: text, advice: adviceInIpv6, related: derivation(draws) };
  }
  if (isTooMuch(duringUpdate, room)) {
    return {
      at,
      message: isTooMuch(running, room)
        ? textOfIdle(roomText(room, running, isEach), room, running, draws)
        : textOfUpdate(roomText(room, duringUpdate, isEach), room, duringUpdate, draws, updated),
      related: derivation(draws),
    };
  }
  if (!isTooMuch(full, room)) return undefined;
  return {
    at,
    severity: 'info',
    message: textOfFull(roomText(room, full, isEach), room, full, draws),
    related: derivation(draws),
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

/** Over all groups. */
function nodesOf(draws: readonly Draw[]): number {
  return draws.reduce((all, draw) => all + draw.nodes, 0);
}

function nodesText(draws: readonly Draw[]): Message {
  const nodes = nodesOf(draws);
  return nodes === 1 ? message('1 node') : message('{nodes} nodes', { nodes });
}

/** `one pod`, or as many as the config file expects. */
function podsText({ pods }: Draw): Message {
  return pods === 1 ? message('one pod') : message('{pods} pods', { pods });
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

/** All pods of a cluster have their addresses from the same family. */
function isInIpv6([{ kind }]: SubnetPlan['draws']): boolean {
  return kind.pool.podsIn === 'IPv6';
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

/** The calculation, group by group, those that take the most first: with the expected pods per node, full, and during an update. */
function derivation(draws: readonly Draw[]): readonly Related[] {
  const byNeed = draws.toSorted((a, b) => runningOf(b) - runningOf(a));
  return firstFew(byNeed, calculationOf, (others) => ({
    at: placeOfNodes(others[0]),
    message: othersText(others),
  }));
}

function othersText(others: readonly [Draw, ...Draw[]]): Message {
  const args = {
    groups: others.length,
    nodes: nodesOf(others),
    total: others.reduce((sum, draw) => sum + runningOf(draw), 0),
  };
  return isInIpv6(others)
    ? message('{groups} other groups: up to {nodes} nodes, together {total}', args)
    : message('{groups} other groups: up to {nodes} nodes, running their pods {total}', args);
}

/** The addresses all nodes of a group take with the expected pods. */
function runningOf({ nodes, perNode }: Draw): number {
  return nodes * perNode.running.addresses;
}

function placeOfNodes({ group }: Draw): Location {
  return group.maxSize.kind === 'known' ? group.maxSize.at : placeOfGroup(group);
}

function calculationOf(draw: Draw): readonly Related[] {
  const { group, full, surge, nodes } = draw;
  const { running } = draw.perNode;
  const { maxPods } = draw.kind;
  const name = nameOfGroup(group);
  const isIpv6 = isInIpv6([draw]);
  const lines = [
    isIpv6 ? nodesInIpv6(draw) : nodesWithPods(draw),
    ...(full && maxPods && !isIpv6
      ? [
          message('{group} full, with max pods {maxPods}: {nodes} × {each} = {total}', {
            group: name,
            maxPods: maxPods.pods,
            nodes,
            each: eachText(full),
            total: nodes * full.addresses,
          }),
        ]
      : []),
    ...(surge > 0
      ? [
          message('{group} during an update: {surge} more nodes in the zone, {surge} × {each} = {total}', {
            group: name,
            surge,
            each: eachText(running),
            total: surge * running.addresses,
          }),
        ]
      : []),
  ];
  return lines.map((text) => ({ at: placeOfNodes(draw), message: text }));
}

function nodesWithPods(draw: Draw): Message {
  const args = { ...calculationArgs(draw), pods: podsText(draw) };
  return draw.zones === 1
    ? message('{group} in one zone: up to {nodes} {type}, with {pods} {nodes} × {each} = {total}', args)
    : message('{group} in {zones} zones: up to {nodes} {type} in one, with {pods} {nodes} × {each} = {total}', args);
}

function nodesInIpv6(draw: Draw): Message {
  const args = calculationArgs(draw);
  return draw.zones === 1
    ? message('{group} in one zone: up to {nodes} {type}, {nodes} × {each} = {total}', args)
    : message('{group} in {zones} zones: up to {nodes} {type} in one, {nodes} × {each} = {total}', args);
}

/** Of the expected pods. */
function calculationArgs(
  draw: Draw,
): Readonly<Record<'group' | 'zones' | 'nodes' | 'type' | 'each' | 'total', Argument>> {
  const { group, nodes, zones, kind, perNode } = draw;
  return {
    group: nameOfGroup(group),
    zones,
    nodes,
    type: kind.type.name,
    each: eachText(perNode.running),
    total: runningOf(draw),
  };
}

/** `33`, or with prefixes `(1 + 2 × 16)`. */
function eachText({ addresses, prefixes }: Demand): Argument {
  if (prefixes === 0) return addresses;
  const single = addresses - prefixes * ADDRESSES_PER_PREFIX;
  return message('({single} + {prefixes} × 16)', { single, prefixes });
}
