import fc from 'fast-check';
import type { WarmPoolConfig } from '../../server/ipam/warmPoolConfig.js';

const sizes = fc.constantFrom([2, 2], [2, 4], [3, 4], [3, 10], [4, 15], [8, 30], [15, 50] as const);
const singleAddressTargets = fc.oneof(
  fc.constant({ warmIP: 0, minIP: 0 }),
  fc.record({ warmIP: fc.constantFrom(0, 1, 2, 5, 8, 16, 17, 20), minIP: fc.constantFrom(0, 1, 5, 10, 16, 20, 40) }),
);

/** Any configuration of a real size, sensible or not. */
export const poolConfig: fc.Arbitrary<WarmPoolConfig> = fc
  .record({
    size: sizes,
    targets: singleAddressTargets,
    pd: fc.boolean(),
    warmENI: fc.integer({ min: 0, max: 3 }),
    warmPrefix: fc.integer({ min: 0, max: 4 }),
    maxPods: fc.constantFrom(0, 1, 8, 11, 17, 29, 58, 110, 250, 737),
    cooldown: fc.constantFrom(0, 30, 60),
    customNet: fc.boolean(),
    podENI: fc.boolean(),
  })
  .map(({ size: [maxENI = 3, ipv4PerENI = 10], targets, ...rest }) => ({ maxENI, ipv4PerENI, ...targets, ...rest }));

export const podNumber = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 300 }));

/** The same cases on every run, so that a failure stays. */
export function runs(numRuns: number): { readonly seed: number; readonly numRuns: number } {
  return { seed: 20_260_822, numRuns };
}
