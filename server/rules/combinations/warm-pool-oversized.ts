import { isPrefixCapable } from '../../ipam/settings.js';
import { type Argument, type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { CniSettings } from '../../model/resource.js';
import { alikeInIpv4, type GroupKind, kindsInIpv4, podsNeedingAddress } from '../../plan/nodes.js';
import { idlePool } from '../../plan/pool.js';
import { type SettingsInForce, settingsOf, withTexts } from '../../plan/settings.js';
import { eachCarrier } from '../each.js';
import { isOff, isTarget, type PoolTargets, poolTargets, type WrittenTarget } from '../poolTargets.js';
import { firstFew } from '../related.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-pool-oversized',
  severity: 'info',
  advice: message('Lower the target to the pods that start at once on one node'),
  needsAll: true,
  silentWithout: ['WARM_ENI_TARGET', 'WARM_IP_TARGET', 'WARM_PREFIX_TARGET'],
  check: eachCarrier(checkCarrier),
};

/** The addresses a kind of node holds without pods. */
interface IdlePool {
  readonly target: WrittenTarget;
  /** All it holds for pods. */
  readonly held: number;
  /** All it takes from subnets: also the own address of each of its ENIs. */
  readonly taken: number;
  /** What it would hold without a minimum: that is meant for pods that are expected, and what is asked is what stays free beside them. */
  readonly free: number;
  /** Addresses for pods, those of the host network left out. */
  readonly addresses: number;
}

type IdleNode = GroupKind & IdlePool;

function* checkCarrier(carrier: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(carrier, cluster);
  if (targets === undefined) return;
  const settings = settingsOf(carrier, cluster);
  const withoutMinimum =
    targets.minimumIp.kind === 'default' ? settings : withTexts(settings, { MINIMUM_IP_TARGET: '0' });
  const idle = oversized(cluster, (kind) => idlePoolOf(kind, targets, { settings, withoutMinimum }));
  const [worst, ...others] = idle.sort((a, b) => b.free / b.addresses - a.free / a.addresses);
  if (worst === undefined) return;
  const { target } = worst;
  yield {
    at: target.at,
    message: message('{target} is {value}: {waste}', {
      target: target.entry.name.value,
      value: target.value,
      waste: wasteOf(worst),
    }),
    related: firstFew(
      others,
      (node) => [{ at: node.type.at, message: wasteOf(node) }],
      (rest) => ({
        at: rest[0].type.at,
        message: message('{count} other kinds of nodes hold half of what they can use or more, too', {
          count: rest.length,
        }),
      }),
    ),
  };
}

/** The kinds of nodes that hold half of what they can use at least, in the order of the groups; those that are alike are judged once. */
function oversized(cluster: Cluster, poolOf: (kind: GroupKind) => IdlePool | undefined): IdleNode[] {
  const pools = new Map<GroupKind, IdlePool>();
  for (const alike of alikeInIpv4(cluster)) {
    const [first] = alike;
    const pool = first && poolOf(first);
    // Less than one cannot be asked for.
    if (pool === undefined || pool.free < 2 || 2 * pool.free < pool.addresses) continue;
    for (const kind of alike) pools.set(kind, pool);
  }
  const kinds = pools.size === 0 ? [] : kindsInIpv4(cluster);
  return kinds.flatMap((kind) => {
    const pool = pools.get(kind);
    return pool ? [{ ...kind, ...pool }] : [];
  });
}

function wasteOf(node: IdleNode): Message {
  const { group, held, taken, addresses } = node;
  const nodes = knownValue(group.maxSize);
  const args = { held, taken, addresses, type: typeText(node), group: nameOfGroup(group) };
  return nodes === undefined || nodes < 2
    ? message(
        'a node of {group} holds {held} addresses for pods while it runs no pod ({taken} with those of its ENIs), where {type} can use {addresses}',
        args,
      )
    : message(
        'a node of {group} holds {held} addresses for pods while it runs no pod ({taken} with those of its ENIs), where {type} can use {addresses}, and {nodes} nodes hold {total}',
        { ...args, nodes, total: nodes * held },
      );
}

/** The type, and its max pods where that is why it can use so few. */
function typeText({ type, maxPods, servable }: IdleNode): Argument {
  return maxPods !== undefined && servable !== undefined && maxPods.pods < servable
    ? message('{type} with max pods {maxPods}', { type: type.name, maxPods: maxPods.pods })
    : type.name;
}

interface Compared {
  readonly settings: SettingsInForce;
  readonly withoutMinimum: SettingsInForce;
}

function idlePoolOf(
  kind: GroupKind,
  targets: PoolTargets,
  { settings, withoutMinimum }: Compared,
): IdlePool | undefined {
  const prefixDelegation = effective(targets.prefixes);
  const { limits } = kind.type;
  if (prefixDelegation === undefined || targets.prefixes.kind === 'invalid') return undefined;
  const target = decidingTarget(targets, prefixDelegation && isPrefixCapable(limits));
  if (target === undefined) return undefined;
  const addresses = podsNeedingAddress(kind);
  const idle = idlePool(limits, settings, kind.pods);
  const free = idlePool(limits, withoutMinimum, kind.pods)?.totalIPs[0];
  if (idle === undefined || free === undefined || addresses <= 0) return undefined;
  return { target, addresses, held: idle.totalIPs[0], taken: idle.subnetIPs[0], free };
}

/** The target that keeps addresses free, where somebody chose it: the shipped 1 was chosen by nobody. */
function decidingTarget(
  { warmIp, minimumIp, warmPrefix, warmEni }: PoolTargets,
  usesPrefixes: boolean,
): WrittenTarget | undefined {
  if (isTarget(warmIp)) return warmIp;
  if (!isOff(warmIp) || !isOff(minimumIp)) return undefined;
  const target = usesPrefixes ? warmPrefix : warmEni;
  return isTarget(target) && target.value > 1 ? target : undefined;
}
