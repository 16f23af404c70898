import { settledForm } from '../../ipam/closedForm.js';
import { HOST_NETWORK_PODS } from '../../ipam/maxPods.js';
import { isPrefixCapable } from '../../ipam/settings.js';
import { warmPoolConfig } from '../../ipam/warmPoolConfig.js';
import { type Message, message } from '../../messages/message.js';
import { bestCaseSettings } from '../../model/capacity.js';
import type { Cluster } from '../../model/cluster.js';
import { effective } from '../../model/env.js';
import { knownValue } from '../../model/fact.js';
import { nameOfGroup } from '../../model/nodeGroup.js';
import type { CniSettings } from '../../model/resource.js';
import { eachCarrier } from '../each.js';
import { type NodePods, nodesByGroup } from '../nodePods.js';
import { isOff, isTarget, type PoolTargets, poolTargets, type WrittenTarget } from '../poolTargets.js';
import type { Finding, Rule } from '../rule.js';

export const rule: Rule = {
  id: 'warm-pool-oversized',
  severity: 'info',
  check: eachCarrier(checkCarrier),
};

/** A kind of node, and the addresses it holds without pods. */
interface IdleNode extends NodePods {
  readonly target: WrittenTarget;
  /** All it holds. */
  readonly held: number;
  /** What it would hold without a minimum: that is meant for pods that are expected, and what is asked is what stays free beside them. */
  readonly free: number;
  /** Addresses for pods, those of the host network left out. */
  readonly addresses: number;
}

function* checkCarrier(settings: CniSettings, cluster: Cluster): Iterable<Finding> {
  const targets = poolTargets(settings, cluster);
  if (targets === undefined) return;
  const idle = [...nodesByGroup(cluster).values()]
    .flatMap(distinct)
    .flatMap((node) => idleNode(node, targets, cluster) ?? [])
    .filter(({ free, addresses }) => 2 * free >= addresses)
    .sort((a, b) => b.free / b.addresses - a.free / a.addresses);
  const [worst, ...others] = idle;
  if (worst === undefined) return;
  const { target } = worst;
  yield {
    at: target.at,
    message: message('{target} is {value}: {waste}', {
      target: target.entry.name.value,
      value: target.value,
      waste: wasteOf(worst),
    }),
    related: others.map((node) => ({ at: node.type.at, message: wasteOf(node) })),
  };
}

/** Each type of a group once. */
function distinct(nodes: readonly NodePods[]): readonly NodePods[] {
  return nodes.filter(({ type }, index) => nodes.findIndex((other) => other.type.name === type.name) === index);
}

function wasteOf({ group, type, held, addresses }: IdleNode): Message {
  const nodes = knownValue(group.maxSize);
  const args = { held, addresses, type: type.name, group: nameOfGroup(group) };
  return nodes === undefined || nodes < 2
    ? message('a node of {group} holds {held} addresses while it runs no pod, where {type} can use {addresses}', args)
    : message(
        'a node of {group} holds {held} addresses while it runs no pod, where {type} can use {addresses}, and {nodes} nodes hold {total}',
        { ...args, nodes, total: nodes * held },
      );
}

function idleNode(node: NodePods, targets: PoolTargets, cluster: Cluster): IdleNode | undefined {
  const known = bestCaseSettings(cluster);
  const prefixDelegation = effective(targets.prefixes);
  const { limits } = node.type;
  if (known === undefined || prefixDelegation === undefined || targets.prefixes.kind === 'invalid') return undefined;
  const target = decidingTarget(targets, prefixDelegation && isPrefixCapable(limits));
  if (target === undefined) return undefined;
  const maxPods = Math.min(node.maxPods ?? node.capacity, node.capacity);
  const addresses = maxPods - HOST_NETWORK_PODS;
  const pool = {
    ...known,
    prefixDelegation,
    warmEniTarget: effective(targets.warmEni) ?? 1,
    warmIpTarget: effective(targets.warmIp) ?? 0,
    warmPrefixTarget: effective(targets.warmPrefix) ?? 0,
    cooldownSeconds: 30,
  };
  const idle = (minimumIpTarget: number): number | undefined => {
    const config = warmPoolConfig(
      { ...limits, trunking: limits.trunking ?? false },
      { ...pool, minimumIpTarget },
      maxPods,
    );
    return settledForm(config, 0)?.totalIPs[0];
  };
  const [held, free] = [idle(effective(targets.minimumIp) ?? 0), idle(0)];
  if (held === undefined || free === undefined || addresses <= 0) return undefined;
  return { ...node, target, addresses, held, free };
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
