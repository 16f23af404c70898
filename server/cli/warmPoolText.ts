import type { PoolRanges } from '../ipam/poolRanges.js';
import { usableAddresses } from '../ipam/subnet.js';
import type { PoolState } from '../ipam/warmPool.js';
import { enumeration, type Message, message, type Say, signs } from '../messages/message.js';
import { type FleetAnswer, type FleetDemand, fleetOf, type PlayedPool } from '../plan/warmPoolAnswer.js';
import { grouped, rangeText } from '../text/numbers.js';
import { stepPlot } from './stepPlot.js';
import { table } from './table.js';

/** The pool for people: the settings that count, a table of its states and a picture. */
export function warmPoolText(type: string, pool: PlayedPool, nodes: number | undefined, say: Say): string {
  const { config, states, ranges } = pool;
  const head = headOf(type, pool, say).join('\n');
  const failed = states.find(({ initError }) => initError !== undefined);
  if (failed?.initError !== undefined) {
    return `${head}\n\n${say(message('The node never becomes Ready: {error}', { error: failed.initError }))}\n`;
  }
  const spread = config.pd ? message('prefixes per ENI') : message('addresses per ENI');
  const columns = [
    message('pods'),
    message('running'),
    message('ENIs'),
    spread,
    message('held'),
    message('idle'),
    message('from subnets'),
    ...(nodes === undefined
      ? []
      : [nodes === 1 ? message('1 node') : message('{nodes} nodes', { nodes: grouped(nodes) })]),
    message('EC2 calls'),
  ].map(say);
  const fleet = nodes === undefined ? undefined : fleetOf(nodes, pool);
  const steps = states.map((state, index) => ({ state, open: ranges[index], ofAll: fleet?.subnetIPs[index] }));
  const rows = runsOf(steps).map((run) => row(run, say));
  const lines = table(
    columns,
    rows,
    columns.map((_, index) => (index === 3 ? 'left' : 'right')),
  );
  const needs = nodes === undefined || fleet === undefined ? [] : [fleetTexts(nodes, fleet).map(say).join('\n')];
  const plot = stepPlot(
    states.map(({ pods, running, totalIPs }) => ({ pods, used: running, held: totalIPs })),
    say,
  );
  return `${[head, lines.join('\n'), ...needs, ...(plot.length > 0 ? [plot.join('\n')] : [])].join('\n\n')}\n`;
}

function headOf(type: string, { config, maxPodsFrom }: PlayedPool, say: Say): readonly string[] {
  const { maxENI: enis, ipv4PerENI: addresses, maxPods, warmENI, warmIP, minIP, warmPrefix } = config;
  const counted = enis === 1 ? message('1 ENI') : message('{enis} ENIs', { enis });
  const numbers = { type, counted, addresses, maxPods };
  const node = config.pd
    ? message('{type}: {counted} × ({addresses} − 1) /28 prefixes, max pods {maxPods}', numbers)
    : message('{type}: {counted} × ({addresses} − 1) addresses, max pods {maxPods}', numbers);
  const networking = [
    ...(config.customNet ? [message('custom networking')] : []),
    ...(config.podENI ? [message('trunk ENI')] : []),
  ];
  const targets = [
    `WARM_ENI_TARGET ${warmENI}`,
    `WARM_IP_TARGET ${warmIP}`,
    `MINIMUM_IP_TARGET ${minIP}`,
    `WARM_PREFIX_TARGET ${warmPrefix}`,
  ];
  return [
    maxPodsFrom === 'asked' ? say(node) : say(message('{node} (self-managed AL2023: nodeadm)', { node })),
    say(signs('{targets}', { targets: enumeration(targets) })),
    ...(networking.length > 0 ? [say(message('{networking}', { networking: enumeration(networking) }))] : []),
  ];
}

/** A state, and what of it the CNI's random order leaves open. */
interface Step {
  readonly state: PoolState;
  readonly open: PoolRanges | undefined;
  /** What all nodes take, where somebody asked for several. */
  readonly ofAll: readonly [number, number] | undefined;
}

/** Steps in a row in which the node only uses more of what it holds. */
type Run = readonly [first: Step, ...others: Step[]];

function runsOf(steps: readonly Step[]): readonly Run[] {
  const runs: [Step, ...Step[]][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last && continues(last, step)) last.push(step);
    else runs.push([step]);
  }
  return runs;
}

function continues(run: Run, next: Step): boolean {
  const last = run.at(-1) ?? run[0];
  const growth = next.state.running - last.state.running;
  const before = run[1] ? run[1].state.running - run[0].state.running : growth;
  return growth === before && sameHolding(last) === sameHolding(next);
}

/** What stays the same in a run, as a text to compare. A state in which the pods are open is never part of one. */
function sameHolding({ state, open }: Step): string {
  const { pods, enis, cidrsPerENI, totalIPs, subnetIPs, ec2Calls } = state;
  const ranges = open && [open.enis, open.cidrsPerENI, open.totalIPs, open.subnetIPs, isRange(open.running) && pods];
  return JSON.stringify([enis, cidrsPerENI, totalIPs, subnetIPs, ec2Calls, ranges]);
}

function row(run: Run, say: Say): readonly string[] {
  const [first] = run;
  const last = run.at(-1) ?? first;
  const { state, open } = first;
  return [
    through(String(state.pods), String(last.state.pods)),
    through(between(open?.running, state.running), between(last.open?.running, last.state.running)),
    between(open?.enis, state.enis),
    open !== undefined && open.cidrsPerENI === undefined ? say(message('varies')) : spreadOf(state.cidrsPerENI, say),
    between(open?.totalIPs, state.totalIPs),
    through(between(open?.idleIPs, state.idleIPs), between(last.open?.idleIPs, last.state.idleIPs)),
    between(open?.subnetIPs, state.subnetIPs),
    ...(first.ofAll ? [say(signs('{addresses}', { addresses: rangeText(first.ofAll) }))] : []),
    String(state.ec2Calls),
  ];
}

/** What all nodes take at most, and the smallest subnet that has as much; with custom networking those of the pods and of the nodes apart. */
function fleetTexts(nodes: number, { most, ofNodes }: FleetAnswer): readonly Message[] {
  const args = { nodes: grouped(nodes), addresses: grouped(most.addresses), subnet: subnetText(most) };
  if (ofNodes === undefined) {
    return [message('{nodes} of these nodes take up to {addresses} addresses: {subnet}', args)];
  }
  return [
    message('{nodes} of these nodes take up to {addresses} addresses in the subnets of the ENIConfigs: {subnet}', args),
    message('They take {addresses} in their own subnets: {subnet}', {
      addresses: grouped(ofNodes.addresses),
      subnet: subnetText(ofNodes),
    }),
  ];
}

function subnetText({ subnetLength: length }: FleetDemand): Message {
  return length === undefined
    ? message('more than one subnet of a /16 has')
    : message('the smallest subnet that has as many is a /{length} ({usable})', {
        length,
        usable: grouped(usableAddresses(length)),
      });
}

/** `3 × 49, 12`: ENIs with the same number together. */
function spreadOf(cidrsPerEni: readonly number[], say: Say): string {
  const counts = new Map<number, number>();
  for (const cidrs of cidrsPerEni) counts.set(cidrs, (counts.get(cidrs) ?? 0) + 1);
  const parts = [...counts].map(([cidrs, enis]) => (enis > 1 ? `${enis} × ${cidrs}` : String(cidrs)));
  return parts.length > 0 ? parts.join(', ') : say(message('none'));
}

/** The first and the last of a run: `1..9`, `47–63..32–48`. */
function through(first: string, last: string): string {
  return first === last ? first : `${first}..${last}`;
}

/** One number, or what is possible for it: `0–1`. */
function between(range: readonly [number, number] | undefined, value: number): string {
  return range && isRange(range) ? `${range[0]}–${range[1]}` : String(value);
}

function isRange(range: readonly [number, number] | undefined): boolean {
  return range !== undefined && range[0] !== range[1];
}
