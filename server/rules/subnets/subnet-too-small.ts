import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import { nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { Finding, Related, Rule } from '../rule.js';
import type { SubnetRoom } from './subnetRooms.js';
import { type Demand, type Draw, type SubnetUse, subnetUses } from './subnetUse.js';

export const rule: Rule = {
  id: 'subnet-too-small',
  severity: 'warning',
  *check(cluster) {
    const seen = new Set<string>();
    for (const use of subnetUses(cluster)) {
      const finding = judge(use);
      // eksctl makes one subnet per zone, all alike: what holds for one is said once.
      const key = finding && JSON.stringify([finding.message, finding.at]);
      if (finding === undefined || key === undefined || seen.has(key)) continue;
      seen.add(key);
      yield finding;
    }
  },
};

function judge({ room, draws }: SubnetUse): Finding | undefined {
  // Where no prefix fits at all, the size is a finding of subnet-cannot-hold-prefix.
  if (room.prefixes === 0 && draws.some(({ running }) => running.prefixes > 0)) return undefined;
  const idle = sum(draws.map((draw) => times(draw.running, draw.nodes)));
  const updated = biggestUpdate(draws);
  const idleAtUpdate = add(idle, updated ? times(updated.running, updated.surge) : none);
  const full = sum(draws.map((draw) => times(draw.full ?? draw.running, draw.nodes)));
  if (isTooMuch(idleAtUpdate, room)) {
    return {
      at: room.at,
      message: isTooMuch(idle, room) ? textOfIdle(room, idle, draws) : textOfUpdate(room, idleAtUpdate, draws, updated),
      related: derivation(draws),
    };
  }
  if (!isTooMuch(full, room)) return undefined;
  return { at: room.at, severity: 'info', message: textOfFull(room, full, draws), related: derivation(draws) };
}

/** One group is updated at a time: the one whose additional nodes take most. */
function biggestUpdate(draws: readonly Draw[]): Draw | undefined {
  return draws.reduce<Draw | undefined>((most, draw) => {
    const takes = ({ surge, running }: Draw): number => surge * running.addresses;
    return draw.surge > 0 && (most === undefined || takes(draw) > takes(most)) ? draw : most;
  }, undefined);
}

const none: Demand = { addresses: 0, prefixes: 0 };

function times({ addresses, prefixes }: Demand, nodes: number): Demand {
  return { addresses: addresses * nodes, prefixes: prefixes * nodes };
}

function add(one: Demand, other: Demand): Demand {
  return { addresses: one.addresses + other.addresses, prefixes: one.prefixes + other.prefixes };
}

function sum(demands: readonly Demand[]): Demand {
  return demands.reduce(add, none);
}

function isTooMuch({ addresses, prefixes }: Demand, room: SubnetRoom): boolean {
  return addresses > room.addresses || (room.prefixes !== undefined && prefixes > room.prefixes);
}

// ------------------------------------------------------------------------------------------------------------- texts

/** `A subnet eksctl makes, a /27, has 27 addresses`, or the range that is written; prefixes where they are what is missing. */
function roomText(room: SubnetRoom, need: Demand): Message {
  const { name, addresses } = room;
  if (room.prefixes !== undefined && need.prefixes > room.prefixes && need.addresses <= addresses) {
    return room.origin === 'carved'
      ? message('Each {name} that eksctl makes holds {prefixes} /28 prefixes', { name, prefixes: room.prefixes })
      : message('{name} holds {prefixes} /28 prefixes', { name, prefixes: room.prefixes });
  }
  return room.origin === 'carved'
    ? message('Each {name} that eksctl makes has {addresses} addresses', { name, addresses })
    : message('{name} has {addresses} addresses', { name, addresses });
}

function needText(room: SubnetRoom, need: Demand): Argument {
  const { addresses, prefixes } = need;
  return room.prefixes !== undefined && prefixes > room.prefixes && addresses <= room.addresses
    ? message('{prefixes} prefixes', { prefixes })
    : addresses;
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
function podsText([draw]: readonly Draw[]): Message {
  const pods = draw?.pods ?? 1;
  return pods === 1 ? message('one pod') : message('{pods} pods', { pods });
}

function textOfIdle(room: SubnetRoom, need: Demand, draws: readonly Draw[]): Message {
  const args = { room: roomText(room, need), pods: podsText(draws), need: needText(room, need) };
  const nodes = nodesOf(draws);
  return nodes === 1
    ? message('{room}: 1 node with {pods} takes {need}', args)
    : message('{room}: {nodes} nodes with {pods} each take {need}', { ...args, nodes });
}

function textOfUpdate(room: SubnetRoom, need: Demand, draws: readonly Draw[], updated: Draw | undefined): Message {
  return message('{room}: {nodes} with {pods} each, and {surge} more during an update of {group}, take {need}', {
    room: roomText(room, need),
    nodes: nodesText(draws),
    pods: podsText(draws),
    surge: updated?.surge ?? 0,
    group: updated ? nameOfGroup(updated.group) : '?',
    need: needText(room, need),
  });
}

function textOfFull(room: SubnetRoom, need: Demand, draws: readonly Draw[]): Message {
  const args = { room: roomText(room, need), need: needText(room, need) };
  const nodes = nodesOf(draws);
  return nodes === 1
    ? message('{room}: 1 node full of pods takes {need}', args)
    : message('{room}: {nodes} nodes full of pods take {need}', { ...args, nodes });
}

/** The calculation, group by group: with the expected pods per node, full, and during an update. */
function derivation(draws: readonly Draw[]): readonly Related[] {
  return draws.flatMap((draw) => {
    const { group, running, full, surge, nodes, type, maxPods, zones } = draw;
    const at = group.maxSize.kind === 'known' ? group.maxSize.at : placeOfGroup(group);
    const name = nameOfGroup(group);
    const calculation = { group: name, pods: podsText([draw]), nodes, type, each: eachText(running) };
    const args = { ...calculation, total: nodes * running.addresses };
    const lines = [
      zones === 1
        ? message('{group} in one zone: up to {nodes} {type}, with {pods} {nodes} × {each} = {total}', args)
        : message('{group} in {zones} zones: up to {nodes} {type} in one, with {pods} {nodes} × {each} = {total}', {
            ...args,
            zones,
          }),
      ...(full && maxPods !== undefined
        ? [
            message('{group} full, with max pods {maxPods}: {nodes} × {each} = {total}', {
              group: name,
              maxPods,
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
    return lines.map((text) => ({ at, message: text }));
  });
}

/** `33`, or with prefixes `(1 + 2 × 16)`. */
function eachText({ addresses, prefixes }: Demand): Argument {
  if (prefixes === 0) return addresses;
  const single = addresses - prefixes * ADDRESSES_PER_PREFIX;
  return message('({single} + {prefixes} × 16)', { single, prefixes });
}
