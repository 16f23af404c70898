import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settledForm } from '../../server/ipam/closedForm.js';
import { settledState } from '../../server/ipam/warmPool.js';
import { defaultDriver } from '../../server/ipam/warmPoolConfig.js';
import { m5Large } from '../harness/pool.js';
import { podNumber, poolConfig, runs, slowDriver } from './arbitrary.js';

describe('the closed form of a settled pool', () => {
  it('contains what the simulator reaches, for pods that come at once and one by one', () => {
    fc.assert(
      fc.property(poolConfig, podNumber, fc.boolean(), (config, pods, burst) => {
        const form = settledForm(config, pods);
        const state = settledState(config, pods, { ...slowDriver, burst });
        if (!form) {
          expect(state.initError !== undefined || (config.pd && config.warmPrefix === 0)).toBe(true);
          return;
        }
        for (const field of ['running', 'enis', 'totalIPs', 'prefixes', 'subnetIPs'] as const) {
          expect(state[field], field).toBeGreaterThanOrEqual(form[field][0]);
          expect(state[field], field).toBeLessThanOrEqual(form[field][1]);
        }
      }),
      runs(1500),
    );
  });

  it('is one number and the simulator agrees, where neither the order of pods nor max pods matters', () => {
    fc.assert(
      fc.property(poolConfig, podNumber, (random, pods) => {
        const config = { ...random, warmENI: random.warmENI + 1, warmPrefix: 1, maxPods: 1_000_000 };
        const form = settledForm(config, pods);
        const state = settledState(config, pods, slowDriver);
        if (!form) return;
        expect(form).toEqual({
          running: [state.running, state.running],
          enis: [state.enis, state.enis],
          totalIPs: [state.totalIPs, state.totalIPs],
          prefixes: [state.prefixes, state.prefixes],
          subnetIPs: [state.subnetIPs, state.subnetIPs],
        });
      }),
      runs(1500),
    );
  });

  it('keeps the range of a pool without a warm ENI, which comes and goes while the others are full', () => {
    // m5.large, 9 pods fill the 9 slots of the primary ENI.
    const form = settledForm({ ...m5Large, warmENI: 0 }, 9);
    expect(form?.enis).toEqual([1, 2]);
    expect(settledForm({ ...m5Large, warmENI: 0 }, 8)?.enis).toEqual([1, 1]);
  });

  it('says nothing of a node that does not start', () => {
    const config = { ...m5Large, maxENI: 1, customNet: true };
    expect(settledForm(config, 3)).toBeUndefined();
    expect(settledState(config, 3, defaultDriver).initError).toBe('Failed to attach any ENIs for custom networking');
  });
});
