import type { PoolRanges } from '../ipam/poolRanges.js';
import type { PoolState } from '../ipam/warmPool.js';
import type { WarmPoolConfig } from '../ipam/warmPoolConfig.js';
import type { WarmPoolAnswer } from '../model/warmPoolAnswer.js';
import { stepPlot } from './stepPlot.js';
import { table } from './table.js';

export type Pool = Extract<WarmPoolAnswer, { readonly kind: 'pool' }>;

/** The pool for people: the settings that count, a table of its states and a picture. */
export function warmPoolText(type: string, { config, states, ranges }: Pool): string {
  const head = headOf(type, config).join('\n');
  const failed = states.find(({ initError }) => initError !== undefined);
  if (failed) return `${head}\n\nThe node never becomes Ready: ${failed.initError}\n`;
  const spread = config.pd ? 'prefixes per ENI' : 'addresses per ENI';
  const columns = ['pods', 'running', 'ENIs', spread, 'held', 'idle', 'from subnets', 'EC2 calls'];
  const rows = runsOf(states.map((state, index) => ({ state, open: ranges[index] }))).map(row);
  const lines = table(columns, rows, ['right', 'right', 'right', 'left', 'right', 'right', 'right', 'right']);
  const plot = stepPlot(states.map(({ pods, running, totalIPs }) => ({ pods, used: running, held: totalIPs })));
  return `${[head, lines.join('\n'), ...(plot.length > 0 ? [plot.join('\n')] : [])].join('\n\n')}\n`;
}

function headOf(type: string, config: WarmPoolConfig): readonly string[] {
  const mode = config.pd ? '/28 prefixes' : 'addresses';
  const networking = [config.customNet && 'custom networking', config.podENI && 'trunk ENI'].filter(Boolean);
  return [
    `${type}: ${config.maxENI} ${config.maxENI === 1 ? 'ENI' : 'ENIs'} × (${config.ipv4PerENI} − 1) ${mode}, max pods ${config.maxPods}`,
    `WARM_ENI_TARGET ${config.warmENI}, WARM_IP_TARGET ${config.warmIP}, MINIMUM_IP_TARGET ${config.minIP}, WARM_PREFIX_TARGET ${config.warmPrefix}`,
    ...(networking.length > 0 ? [networking.join(', ')] : []),
  ];
}

/** A state, and what of it the CNI's random order leaves open. */
interface Step {
  readonly state: PoolState;
  readonly open: PoolRanges | undefined;
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

function row(run: Run): readonly string[] {
  const [first] = run;
  const last = run.at(-1) ?? first;
  const { state, open } = first;
  return [
    through(String(state.pods), String(last.state.pods)),
    through(between(open?.running, state.running), between(last.open?.running, last.state.running)),
    between(open?.enis, state.enis),
    open !== undefined && open.cidrsPerENI === undefined ? 'varies' : spreadOf(state.cidrsPerENI),
    between(open?.totalIPs, state.totalIPs),
    through(between(open?.idleIPs, state.idleIPs), between(last.open?.idleIPs, last.state.idleIPs)),
    between(open?.subnetIPs, state.subnetIPs),
    String(state.ec2Calls),
  ];
}

/** `3 × 49, 12`: ENIs with the same number together. */
function spreadOf(cidrsPerEni: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const cidrs of cidrsPerEni) counts.set(cidrs, (counts.get(cidrs) ?? 0) + 1);
  const parts = [...counts].map(([cidrs, enis]) => (enis > 1 ? `${enis} × ${cidrs}` : String(cidrs)));
  return parts.length > 0 ? parts.join(', ') : 'none';
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
