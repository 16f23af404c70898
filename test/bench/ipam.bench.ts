import { settledForm } from '../../server/ipam/closedForm.js';
import { poolRanges } from '../../server/ipam/poolRanges.js';
import { simulateWarmPool } from '../../server/ipam/warmPool.js';
import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { m5Large } from '../harness/pool.js';

const p3dn: WarmPoolConfig = { ...m5Large, maxENI: 15, ipv4PerENI: 50, maxPods: 737 };

/** A node and the number of pods it settles with, over the usual 12 + 80 ticks of 5 s. */
const nodes: readonly (readonly [name: string, config: WarmPoolConfig, pods: number])[] = [
  ['m5.large, warm ENI', m5Large, 20],
  ['m5.large, prefixes', { ...m5Large, pd: true, maxPods: 110 }, 100],
  ['p3dn.24xlarge, warm ENI', p3dn, 700],
  ['p3dn.24xlarge, warm IP 1', { ...p3dn, warmIP: 1 }, 700],
  ['p3dn.24xlarge, prefixes', { ...p3dn, pd: true, maxPods: 250 }, 240],
];

/** One measured figure. */
export interface Measurement {
  readonly name: string;
  readonly microseconds: number;
}

/** Measures what one settled state costs by simulator, ranges and closed form, and prints the figures. */
export function measureIpam(rounds = 500): readonly Measurement[] {
  const measurements = nodes.flatMap(([name, config, pods]) => [
    { name: `simulator, ${name}`, microseconds: microsecondsOf(rounds, () => simulateWarmPool(config, [pods])) },
    { name: `ranges, ${name}`, microseconds: microsecondsOf(rounds, () => poolRanges(config, [pods])) },
    { name: `closed form, ${name}`, microseconds: microsecondsOf(rounds, () => settledForm(config, pods)) },
  ]);
  for (const { name, microseconds } of measurements) {
    console.log(`settled state, ${name}: ${microseconds.toFixed(1)} µs`);
  }
  return measurements;
}

/** The median of `rounds` runs, after as many to warm up. */
function microsecondsOf(rounds: number, run: () => unknown): number {
  for (let round = 0; round < rounds; round++) run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    run();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return 1000 * (times[Math.floor(rounds / 2)] ?? 0);
}
