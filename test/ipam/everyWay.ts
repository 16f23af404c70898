import { emptyCounts } from '../../server/ipam/pool.js';
import { isTooLow, wantedCidrs } from '../../server/ipam/poolDecisions.js';
import type { Range } from '../../server/ipam/poolGrowth.js';
import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';

/** A pool that only grows. Which CIDRs pods are on matters by one number: how many have any. */
interface Grown {
  readonly cidrs: number;
  readonly running: number;
  readonly touched: number;
}

/**
 * The fewest and the most addresses a fresh node's pool may rest at. Tries every number of pods in every round, and every way in
 * which they may lie on the CIDRs, so it is for small pools only; and for those that rest.
 */
export function everyRest(config: WarmPoolConfig, pods: number): Range {
  const { size } = emptyCounts(config);
  const rests = new Set<number>();
  const seen = new Set<number>();
  const next: Grown[] = [];
  const visit = (grown: Grown): void => {
    const key = (grown.cidrs * 1000 + grown.running) * 1000 + grown.touched;
    if (!seen.has(key)) next.push(grown);
    seen.add(key);
  };
  visit(afterRound(config, { cidrs: 0, running: 0, touched: 0 }));
  for (let state = next.pop(); state; state = next.pop()) {
    const most = Math.min(pods, state.cidrs * size);
    for (let running = state.running; running <= most; running++) {
      const mostTouched = Math.min(state.cidrs, state.touched + running - state.running);
      for (let touched = Math.max(state.touched, Math.ceil(running / size)); touched <= mostTouched; touched++) {
        const after = afterRound(config, { cidrs: state.cidrs, running, touched });
        if (after.cidrs === state.cidrs && running === most) rests.add(after.cidrs * size);
        visit(after);
      }
    }
  }
  return [Math.min(...rests), Math.max(...rests)];
}

/** At most one growth, which never passes the end of an ENI. */
function afterRound(config: WarmPoolConfig, state: Grown): Grown {
  const { cidrs, running, touched } = state;
  const counts = { ...emptyCounts(config), cidrs, running, freeCidrs: cidrs - touched };
  if (counts.slots === 0 || !isTooLow(counts)) return state;
  const further = Math.max(config.maxENI - 1 - (config.podENI ? 1 : 0), 0);
  const room = ((config.customNet ? 0 : 1) + further) * counts.slots - cidrs;
  const roomOfEni = counts.slots - (cidrs % counts.slots);
  return { ...state, cidrs: cidrs + Math.min(wantedCidrs(counts), roomOfEni, room) };
}
