import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstanceLimits } from '../../server/ipam/settings.js';
import { render } from '../../server/messages/message.js';
import { instanceLimits, instanceTypeNames } from '../../server/model/instanceTypes.js';
import { expressionFault, expressionOnTypes, expressionPods } from '../../server/model/maxPodsExpression.js';

/** A type with so many ENIs and addresses; `max_pods` is then ENIs × (addresses − 1) + 2. */
function type(enis: number, ipv4PerEni: number): InstanceLimits {
  const known = instanceLimits('t3.medium');
  if (known === undefined) throw new Error('t3.medium must be in the table');
  return { ...known, enis, ipv4PerEni, networkCards: [enis] };
}

function on(text: string, limits: InstanceLimits): number | string | undefined {
  const [answer] = expressionOnTypes(text, [{ name: 'x', limits }]);
  const result = answer?.result;
  return result?.kind === 'fault' ? render(result.fault.message) : result?.pods;
}

/** The figures of TestEvaluateCustomMaxPodsExpression (nodeadm/internal/kubelet/eni_max_pods_test.go of amazon-eks-ami). */
describe('what nodeadm tests of expressions', () => {
  it.each<[string, InstanceLimits, number | string]>([
    ['417', type(3, 6), 417],
    ['(default_enis * (ips_per_eni - 1)) + 2', type(3, 6), 17],
    ['(default_enis * ((ips_per_eni - 1) * 16)) + 2', type(3, 6), 242],
    // (3 × (6 × 16 − 1)) + 2 = 287
    [
      '((default_enis * ((ips_per_eni * 16) - 1)) + 2) < 30 ? ((default_enis * ((ips_per_eni * 16) - 1)) + 2) : 30',
      type(3, 6),
      30,
    ],
    ['((default_enis - 1) * (ips_per_eni - 1)) + 2', type(3, 6), 12],
    // 3 × (12 − 1) + 2 = 35
    ['max_pods < 30 ? max_pods : 30', type(3, 12), 30],
    // 1 × (6 − 1) + 2 = 7
    ['max_pods', type(1, 6), 7],
    ['max_pods + 2', type(1, 6), 9],
    ['default_enis + fake_variable', type(3, 6), 'there is no variable fake_variable'],
    ['default_enis * 2', type(2 ** 31 - 1, 6), 'the result 4294967294 is not from 1 to 2147483647'],
    ['max_pods - ((default_enis * (ips_per_eni - 1)) + 2)', type(3, 6), 'the result 0 is not from 1 to 2147483647'],
    // 3 × (1 − 1) + 2 = 2
    ['max_pods - 3', type(3, 1), 'the result -1 is not from 1 to 2147483647'],
    ['true', type(3, 6), 'its result is bool, not a number'],
  ])('%s', (text, limits, expected) => {
    expect(on(text, limits)).toBe(expected);
  });
});

describe('the result is converted to a whole number', () => {
  it.each<[string, number | string | undefined]>([
    ['double(max_pods) * 0.9', 15],
    ['"110"', 110],
    ['110u', 110],
    ['2147483647', 2_147_483_647],
    ['2147483648', 'the result 2147483648 is not from 1 to 2147483647'],
    ['"many"', '"many" cannot be converted to int'],
    ['1.0 / 0.0', '+Inf cannot be converted to int'],
  ])('%s', (text, expected) => {
    expect(on(text, type(3, 6))).toBe(expected);
  });
});

it('says nothing about variables that only newer versions of nodeadm have', () => {
  const texts = ['vcpus * 10', 'physical_memory_mib / 512', 'vcpus > 30 ? 250 : 110'];
  expect(texts.map((text) => on(text, type(3, 6)))).toEqual([undefined, undefined, undefined]);
  expect(texts.map(expressionFault)).toEqual([undefined, undefined, undefined]);
  // Karpenter's name for it.
  expect(on('memory_mib / 512', type(3, 6))).toBe('there is no variable memory_mib');
});

it('explains itself for a hover', () => {
  const limits = type(3, 10);
  const text = '(default_enis - 1) * (ips_per_eni - 1) * 16 + 2';
  expect(expressionOnTypes(text, [{ name: 'x', limits }])).toEqual([
    {
      name: 'x',
      limits,
      variables: { default_enis: 3, ips_per_eni: 10, max_pods: 29 },
      result: { kind: 'pods', pods: 290 },
      pods: 290,
      fallback: 29,
      recommended: 110,
      inNumbers: '(3 - 1) * (10 - 1) * 16 + 2',
    },
  ]);
});

it('takes the default where there is no value', () => {
  expect(expressionPods('min(110, max_pods)', type(3, 10))).toBe(29);
});

it('gives every type of the table the default it computes itself', () => {
  const types = instanceTypeNames().flatMap((name) => {
    const limits = instanceLimits(name);
    return limits ? [{ name, limits }] : [];
  });
  const wrong = expressionOnTypes('default_enis * (ips_per_eni - 1) + 2', types).filter(
    ({ pods, fallback }) => pods !== fallback,
  );
  expect(wrong).toEqual([]);
});

it('has an answer to any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const [answer] = expressionOnTypes(text, [{ name: 'x', limits: type(3, 6) }]);
      expect(answer?.pods === undefined || answer.pods > 0).toBe(true);
    }),
  );
});
