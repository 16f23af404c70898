import { describe, expect, it } from 'vitest';
import {
  al2MaxPods,
  autoModeMaxPods,
  bottlerocketMaxPods,
  type CniVersion,
  calculatorMaxPods,
  karpenterMaxPods,
  managedNodeGroupMaxPods,
  nodeadmMaxPods,
  servablePods,
  windowsCapacity,
  windowsMaxPods,
} from '../../server/ipam/maxPods.js';
import type { InstanceLimits } from '../../server/ipam/settings.js';
import { renderArgument } from '../../server/messages/message.js';
import { formula, formulaInNames } from '../../server/model/formula.js';
import { instanceLimits, instanceTypeNames } from '../../server/model/instanceTypes.js';
import { calculatorRuns } from './oracle.js';

const plainCni = { cniVersion: [1, 23, 1], prefixDelegation: false, customNetworking: false } as const;
const calculator = { ...plainCni, maxEni: undefined };
const karpenter = { reservedEnis: 0, efaOnlyInterfaces: 0, podsPerCore: undefined };
const cni = {
  prefixDelegation: false,
  customNetworking: false,
  podEni: false,
  trunkSlotAlwaysReserved: false,
  maxEni: undefined,
};

function limitsOf(type: string): InstanceLimits {
  const limits = instanceLimits(type);
  if (!limits) throw new Error(`${type} is not in the table`);
  return limits;
}

describe('max-pods-calculator.sh', () => {
  it('printed what we compute, in all 304 runs', () => {
    expect(calculatorRuns).toHaveLength(304);
    const wrong = calculatorRuns.filter((run) => {
      const [major = 0, minor = 0, patch = 0] = run.cniVersion.split(/[.-]/).map(Number);
      const cniVersion: CniVersion = [major, minor, patch];
      const { pods, derivation } = calculatorMaxPods(limitsOf(run.instanceType), {
        ...run,
        cniVersion,
        maxEni: run.maxEni ?? undefined,
      });
      const uncapped = derivation.kind === 'formula' ? derivation.uncapped : pods;
      return (run.showMaxAllowed ? uncapped : pods) !== run.maxPods;
    });
    expect(wrong).toEqual([]);
  });

  it('assumes the lower cap where the vCPUs are not known, and says so', () => {
    const { pods, derivation } = calculatorMaxPods({ ...limitsOf('c5.24xlarge'), vcpus: undefined }, calculator);
    expect(pods).toBe(110);
    expect(derivation).toMatchObject({ cap: { pods: 110, because: 'vcpusUnknown' } });
  });

  it.each([
    [28, 110],
    [30, 110],
    [31, 250],
    [32, 250],
  ])('caps a type of %i vCPUs at %i', (vcpus, cap) => {
    expect(calculatorMaxPods({ ...limitsOf('c5.24xlarge'), vcpus }, calculator).pods).toBe(cap);
  });
});

describe('worked examples, one type a row', () => {
  // A: node default. B: calculator. C: with prefixes. D: C before the cap. E: what the CNI serves with prefixes.
  // F: custom networking before the cap. G: calculator, custom networking and prefixes. H: Karpenter, one reserved ENI. I: Auto Mode.
  // From max-pods-calculator.sh, nodeadm, Karpenter and the CNI as read; shown as ENIs × addresses in the first column.
  it.each([
    ['t3.micro', [2, 2], [4, 4, 34, 34, 34, 3, 18, 3, 2]],
    ['t3.small', [3, 4], [11, 11, 110, 146, 146, 8, 98, 8, 9]],
    ['m5.large', [3, 10], [29, 29, 110, 434, 434, 20, 110, 20, 27]],
    ['m6i.large', [3, 10], [29, 29, 110, 434, 434, 20, 110, 20, 27]],
    ['m5.4xlarge', [8, 30], [234, 110, 110, 3714, 3714, 205, 110, 205, 110]],
    ['m5.8xlarge', [8, 30], [234, 234, 250, 3714, 3714, 205, 250, 205, 110]],
    ['c5.9xlarge', [8, 30], [234, 234, 250, 3714, 3714, 205, 250, 205, 110]],
    ['c5.24xlarge', [15, 50], [737, 250, 250, 11762, 11762, 688, 250, 688, 110]],
    ['m5.metal', [15, 50], [737, 250, 250, 737, 11762, 688, 250, 688, 110]],
    ['p4d.24xlarge', [15, 50], [737, 250, 250, 11762, 11762, 688, 250, 688, 110]],
    ['p5.48xlarge', [2, 50], [100, 100, 250, 1570, 1570, 51, 250, 51, 98]],
    ['hpc6id.32xlarge', [1, 50], [51, 51, 250, 786, 786, 2, 2, 0, 49]],
    ['t2.medium', [3, 6], [17, 17, 17, 17, 17, 12, 12, 12, 15]],
    ['d3en.xlarge', [4, 3], [10, 10, 110, 130, 130, 8, 98, 8, 8]],
  ] as const)('%s %j', (type, size, expected) => {
    const limits = limitsOf(type);
    expect([limits.enis, limits.ipv4PerEni]).toEqual(size);
    const withPrefixes = calculatorMaxPods(limits, { ...calculator, prefixDelegation: true });
    const custom = calculatorMaxPods(limits, { ...calculator, customNetworking: true });
    const customPrefixes = calculatorMaxPods(limits, { ...calculator, customNetworking: true, prefixDelegation: true });
    expect([
      nodeadmMaxPods(limits).pods,
      calculatorMaxPods(limits, calculator).pods,
      withPrefixes.pods,
      withPrefixes.derivation.kind === 'formula' && withPrefixes.derivation.uncapped,
      servablePods(limits, { ...cni, prefixDelegation: true }).pods,
      custom.derivation.kind === 'formula' && custom.derivation.uncapped,
      customPrefixes.pods,
      karpenterMaxPods(limits, { ...karpenter, reservedEnis: 1 }).pods,
      autoModeMaxPods(limits).pods,
    ]).toEqual(expected);
    expect(al2MaxPods(limits).pods).toBe(expected[0]);
    expect(bottlerocketMaxPods(limits).pods).toBe(expected[0]);
    expect(karpenterMaxPods(limits, karpenter).pods).toBe(expected[0]);
  });

  it('gives the plain formula for every type by every node program', () => {
    for (const name of instanceTypeNames()) {
      const limits = limitsOf(name);
      expect(nodeadmMaxPods(limits).pods, name).toBe(limits.enis * (limits.ipv4PerEni - 1) + 2);
    }
  });
});

describe('the other paths', () => {
  it('gives a managed node group the smallest value of its types', () => {
    const types = [limitsOf('c5.24xlarge'), limitsOf('m5.large')];
    expect(managedNodeGroupMaxPods(types, plainCni)).toMatchObject({ pods: 29, decidedBy: 1 });
    expect(managedNodeGroupMaxPods(types, { ...plainCni, prefixDelegation: true })).toMatchObject({
      pods: 110,
      decidedBy: 1,
    });
    expect(managedNodeGroupMaxPods([], plainCni)).toBeUndefined();
  });

  it('gives a type nobody knows the kubelet default', () => {
    expect(nodeadmMaxPods(undefined)).toMatchObject({ pods: 110, derivation: { because: 'typeUnknown' } });
    expect(bottlerocketMaxPods(undefined).pods).toBe(110);
  });

  it('gives Windows 110, with the addresses of one ENI', () => {
    // m5.large: 10 − 1 = 9 addresses, or 9 × 16 = 144.
    expect(windowsMaxPods().pods).toBe(110);
    expect(windowsCapacity(limitsOf('m5.large'), false)).toBe(9);
    expect(windowsCapacity(limitsOf('m5.large'), true)).toBe(144);
  });

  it('lets podsPerCore lower what Karpenter computes', () => {
    // m5.large has 2 vCPUs: min(29, 2 × 10) = 20.
    expect(karpenterMaxPods(limitsOf('m5.large'), { ...karpenter, podsPerCore: 10 }).pods).toBe(20);
    expect(karpenterMaxPods(limitsOf('m5.large'), { ...karpenter, podsPerCore: 0 }).pods).toBe(29);
  });
});

describe('the pods the CNI can serve', () => {
  const m5 = limitsOf('m5.large');

  it.each([
    ['the default', {}, 29],
    ['custom networking', { customNetworking: true }, 20],
    ['security groups for pods', { podEni: true }, 20],
    ['security groups for pods with custom networking', { podEni: true, customNetworking: true }, 11],
    ['MAX_ENI 2', { maxEni: 2 }, 20],
    ['MAX_ENI 0, which the CNI ignores', { maxEni: 0 }, 29],
    ['MAX_ENI above the limit', { maxEni: 9 }, 29],
    ['MAX_ENI 1 with custom networking', { maxEni: 1, customNetworking: true }, 2],
    ['MAX_ENI 1 with security groups for pods, where no trunk ENI fits', { maxEni: 1, podEni: true }, 11],
  ])('m5.large with %s: %j gives %i', (_, changes, pods) => {
    expect(servablePods(m5, { ...cni, ...changes }).pods).toBe(pods);
  });

  it('loses an ENI to a trunk the type cannot carry only where the CNI reserves it all the same', () => {
    const t3 = limitsOf('t3.large');
    expect(t3.trunking).toBe(false);
    const without = servablePods(t3, cni).pods;
    expect(servablePods(t3, { ...cni, podEni: true }).pods).toBe(without);
    expect(servablePods(t3, { ...cni, podEni: true, trunkSlotAlwaysReserved: true }).pods).toBe(without - 11);
    const unknown = { ...t3, trunking: undefined };
    expect(servablePods(unknown, { ...cni, podEni: true }).pods).toBe(without - 11);
  });

  it('has prefixes on bare metal, and none on Xen', () => {
    const settings = { ...cni, prefixDelegation: true };
    expect(servablePods(limitsOf('m5.metal'), settings).pods).toBe(15 * 49 * 16 + 2);
    expect(servablePods(limitsOf('m4.large'), settings).pods).toBe(servablePods(limitsOf('m4.large'), cni).pods);
  });
});

describe('a derivation as text', () => {
  const m5 = limitsOf('m5.large');
  const both = { ...cni, customNetworking: true, podEni: true };

  it.each([
    [servablePods(m5, cni), '3 ENIs × (10 − 1) + 2 = 29', 'ENIs × (addresses per ENI − 1) + 2'],
    [
      servablePods(m5, { ...cni, customNetworking: true }),
      '(3 ENIs − 1 primary) × (10 − 1) + 2 = 20',
      '(ENIs − 1) × (addresses per ENI − 1) + 2',
    ],
    [
      servablePods(m5, { ...both, prefixDelegation: true }),
      '(3 ENIs − 1 primary − 1 trunk) × (10 − 1) × 16 + 2 = 146',
      '(ENIs − 1 − 1) × (addresses per ENI − 1) × 16 + 2',
    ],
    [
      servablePods(m5, { ...cni, maxEni: 2 }),
      'min(3 ENIs, MAX_ENI 2) × (10 − 1) + 2 = 20',
      'min(ENIs, MAX_ENI) × (addresses per ENI − 1) + 2',
    ],
    [
      calculatorMaxPods(m5, { ...calculator, prefixDelegation: true }),
      '3 ENIs × (10 − 1) × 16 + 2 = 434; min(434, 110) = 110',
      'min(ENIs × (addresses per ENI − 1) × 16 + 2, 110)',
    ],
    [autoModeMaxPods(m5), '3 ENIs × (10 − 1) = 27; min(27, 110) = 27', 'min(ENIs × (addresses per ENI − 1), 110)'],
    [
      karpenterMaxPods(limitsOf('hpc6id.32xlarge'), { ...karpenter, reservedEnis: 2 }),
      'max(1 ENI − 2 reserved, 0) × (50 − 1) = 0',
      'max(ENIs − 2, 0) × (addresses per ENI − 1)',
    ],
    [windowsMaxPods(), '110', '110'],
  ])('%#', ({ derivation }, numbers, names) => {
    expect(renderArgument(formula(derivation))).toBe(numbers);
    expect(renderArgument(formulaInNames(derivation))).toBe(names);
  });
});
