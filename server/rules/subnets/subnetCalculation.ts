import { ADDRESSES_PER_PREFIX } from '../../ipam/settings.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import { nameOfGroup, placeOfGroup } from '../../model/nodeGroup.js';
import type { Demand } from '../../plan/clusterPlan.js';
import { type Draw, mostNodes, type SubnetPlan } from '../../plan/plan.js';
import type { Location } from '../../text/span.js';
import { firstFew } from '../related.js';
import type { Related } from '../rule.js';

/*
 * What node groups take of a subnet, as a calculation that can be followed: lines beside the finding that it is too small.
 */

/** The calculation, group by group, those that take the most first: with the expected pods per node, full, and during an update. */
export function calculation(draws: readonly Draw[]): readonly Related[] {
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
function runningOf(draw: Draw): number {
  return mostNodes(draw) * draw.perNode.running.addresses;
}

function placeOfNodes({ group }: Draw): Location {
  return group.maxSize.kind === 'known' ? group.maxSize.at : placeOfGroup(group);
}

function calculationOf(draw: Draw): readonly Related[] {
  const { group, full, surge } = draw;
  const nodes = mostNodes(draw);
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
  const { group, zones, kind, perNode } = draw;
  return {
    group: nameOfGroup(group),
    zones,
    nodes: mostNodes(draw),
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

/** `one pod`, or as many as the config file expects. */
export function podsText({ pods }: Draw): Message {
  return pods === 1 ? message('one pod') : message('{pods} pods', { pods });
}

/** Over all groups. */
export function nodesOf(draws: readonly Draw[]): number {
  return draws.reduce((all, draw) => all + mostNodes(draw), 0);
}

/** All pods of a cluster have their addresses from the same family. */
export function isInIpv6([{ kind }]: SubnetPlan['draws']): boolean {
  return kind.pool.podsIn === 'IPv6';
}
