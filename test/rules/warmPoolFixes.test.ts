import { expect, it } from 'vitest';
import { HOST_NETWORK_PODS } from '../../server/ipam/maxPods.js';
import { simulateWarmPool } from '../../server/ipam/warmPool.js';
import { warmPoolConfig } from '../../server/ipam/warmPoolConfig.js';
import { kindsInIpv4, mostPods } from '../../server/plan/nodes.js';
import { settingsInForce } from '../../server/plan/settings.js';
import { applyEdits } from '../../server/text/edit.js';
import { findings, workspaceOf } from '../harness/check.js';

const types = ['t3.nano', 't3.small', 't3.medium', 'm5.large', 'c5.xlarge', 'm5.4xlarge', 'm5.24xlarge', 't2.medium'];

const settings: readonly Readonly<Record<string, number>>[] = [
  ...[1, 2, 3, 5, 8, 10, 12, 20].map((warm) => ({ WARM_IP_TARGET: warm })),
  ...[3, 5, 10, 20].map((minimum) => ({ MINIMUM_IP_TARGET: minimum })),
  ...[
    [20, 5],
    [5, 5],
    [10, 1],
    [3, 2],
  ].map(([warm = 0, minimum = 0]) => ({ WARM_IP_TARGET: warm, MINIMUM_IP_TARGET: minimum })),
  { WARM_ENI_TARGET: 0 },
  { WARM_ENI_TARGET: 2, WARM_IP_TARGET: 4, MINIMUM_IP_TARGET: 8 },
];

/** Fixes of the pool, for whose effect there is a number. */
const pool = /^(?:warm-|minimum-)/;

function file(type: string, env: Readonly<Record<string, number>>): string {
  const written = Object.entries(env).map(([name, value]) => `        ${name}: "${value}"`);
  return `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
addons:
  - name: vpc-cni
    configurationValues: |-
      env:
${written.join('\n')}
managedNodeGroups:
  - { name: web, instanceType: ${type} }
`;
}

/** What a node does that starts empty, gets its pods one by one and loses them again. */
function played(text: string) {
  const [cluster] = workspaceOf([{ path: 'a.yaml', text }]).clusters;
  const [kind] = cluster ? kindsInIpv4(cluster) : [];
  if (cluster === undefined || kind === undefined) throw new Error('no node');
  const pods = mostPods(kind) - HOST_NETWORK_PODS;
  const config = warmPoolConfig(kind.type.limits, settingsInForce(cluster).ipam, mostPods(kind));
  const up = Array.from({ length: pods + 1 }, (_, count) => count);
  const states = simulateWarmPool(config, [...up, ...up.toReversed()]);
  const full = simulateWarmPool(config, [pods]).at(-1);
  return { pods, idle: states[0]?.idleIPs ?? 0, calls: states.at(-1)?.ec2Calls ?? 0, running: full?.running ?? 0 };
}

it('makes no node worse by a fix of its warm pool: it serves as many pods, with as few calls, and fills with idle addresses no more', () => {
  let fixes = 0;
  const worse = types.flatMap((type) =>
    settings.flatMap((env) => {
      const text = file(type, env);
      const before = played(text);
      return findings([{ path: 'a.yaml', text }])
        .filter(({ rule }) => pool.test(rule))
        .flatMap((finding) => finding.fixes)
        .flatMap((fix) => {
          fixes++;
          const after = played(
            applyEdits(
              text,
              fix.edits.flatMap(({ edits }) => edits),
            ) ?? text,
          );
          // Of hundreds of calls one more or less is the order of pods. A pool that was frozen costs calls once it grows.
          const isTrade = fix.title.endsWith('for more EC2 calls');
          const servesMore = after.running > before.running;
          const isFine =
            after.running >= before.running &&
            (servesMore || after.calls <= 1.01 * before.calls || (isTrade && after.idle < before.idle)) &&
            after.idle <= Math.max(before.idle, after.pods / 2, 16);
          return isFine ? [] : [JSON.stringify({ type, env, title: fix.title, before, after })];
        });
    }),
  );
  expect(worse).toEqual([]);
  expect(fixes).toBeGreaterThan(100);
});
