import { list, type Message, message, signs } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { type CniBasis, cniBasis } from '../../model/cniBasis.js';
import { knownValue } from '../../model/fact.js';
import { expressionFault } from '../../model/maxPodsExpression.js';
import { isComputedByEks, placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import {
  bestCapacity,
  breaksSomeTypesOnly,
  type Overcommitment,
  type OvercommittedType,
  overcommitment,
  overcommitmentInForce,
} from '../../plan/capacity.js';
import { bestCaseSettings } from '../../plan/settings.js';
import { memoized } from '../../text/memo.js';
import { eachGroup } from '../each.js';
import { isLeftToOthers } from '../leftToOthers.js';
import type { Finding, Rule } from '../rule.js';
import { typicalTypes } from './nodeConfigs.js';
import { arithmetic, capacityFixes, explanation, withPrefixes } from './overcommitment.js';

export const rule: Rule = {
  id: 'max-pods-above-capacity',
  severity: 'warning',
  followsSettings: true,
  combines: true,
  advice: message('Lower max pods, or take a type with more addresses'),
  needsAll: true,
  silentWithout: ['nodeClasses', 'nodeGroups'],
  *check(cluster) {
    yield* ofGroups(cluster);
    yield* ofClassesAlone(cluster);
  },
};

const ofGroups = eachGroup(checkGroup);

/**
 * Classes of which no group is seen, so that nobody knows the types of their nodes: what usual ones serve without prefix delegation, where that is seen
 * to be off.
 */
function* ofClassesAlone(cluster: Cluster): Iterable<Finding> {
  const settings = bestCaseSettings(cluster);
  if (settings === undefined || settings.prefixDelegation || cniBasis(cluster) !== 'seen') return;
  const names = cluster.nodeGroups.flatMap(({ nodeClass }) => (nodeClass ? [knownValue(nodeClass.name)] : []));
  // What names a class that cannot be seen may name any.
  if (names.includes(undefined)) return;
  const named = new Set(names);
  for (const { name, maxPods, amiFamily } of cluster.nodeClasses) {
    if (maxPods.kind !== 'set' || amiFamily === 'windows' || named.has(knownValue(name) ?? '?')) continue;
    const [first, ...others] = typicalTypes
      .map((type) => ({ type: type.name, servable: bestCapacity(type.limits, settings).pods }))
      .filter(({ servable }) => servable < maxPods.value);
    if (first === undefined) continue;
    const served = [first, ...others].map(({ type, servable }) => message('{servable} on {type}', { servable, type }));
    yield {
      at: maxPods.at,
      severity: 'info',
      message: message('{setting} {maxPods} is above what usual types serve without prefix delegation: {served}', {
        setting: maxPods.setting,
        maxPods: maxPods.value,
        served: list(served),
      }),
      advice: message('Turn on prefix delegation, or lower max pods to what the smallest type of these nodes serves'),
    };
  }
}

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const found = overcommitment(group, cluster);
  if (found === undefined) yield* unlessPrefixes(group, cluster);
  // One number that only the small types cannot serve is a finding of mixed-instance-capacity.
  if (found === undefined || breaksSomeTypesOnly(group, found)) return;
  const [worst] = found.over;
  const basis = cniBasis(cluster);
  yield {
    at: placeOf(group),
    // Karpenter's controller may leave ENIs out, which no manifest of nodes shows.
    ...(basis === 'seen' && !isKarpenters(group) ? {} : { severity: 'info' }),
    message: text(group, worst, basis),
    ...adviceFor(group, found, cluster),
    related: explanation(group, found, cluster),
    fixes: () => capacityFixes(group, found, cluster),
  };
}

/**
 * Nodes that work out their max pods know of no custom networking. Where a patch turns it on, the DaemonSet that it is for may turn prefix
 * delegation on, with which nothing is wrong.
 */
function* unlessPrefixes(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const isByNode = group.maxPods.kind === 'computed' && !isComputedByEks(group) && group.amiFamily !== 'windows';
  const found = isByNode && leavesPrefixes(cluster) ? overcommitmentInForce(group, cluster) : undefined;
  if (found === undefined) return;
  const [worst] = found.over;
  const { name, servable } = worst;
  yield {
    at: placeOf(group),
    severity: 'info',
    message: message(
      '{what} is above the {servable} pods {name} can serve, unless prefix delegation is turned on elsewhere: {calculation}',
      { what: subjectText(group, worst), servable, name, calculation: arithmetic(group, worst) },
    ),
    ...adviceFor(group, found, cluster),
    related: explanation(group, found, cluster),
    fixes: () => capacityFixes(group, found, cluster).slice(0, 1),
  };
}

/** A memo, because every group asks. */
const leavesPrefixes = memoized((cluster: Cluster): boolean =>
  cluster.settings.some((each) => isLeftToOthers(each, cluster, 'ENABLE_PREFIX_DELEGATION')),
);

function placeOf(group: NodeGroup): Finding['at'] {
  return group.maxPods.kind === 'set' || (group.maxPods.kind === 'expression' && isEvaluated(group))
    ? group.maxPods.at
    : placeOfGroup(group);
}

/** True when an expression decides; one without a value leaves the decision to the node. */
function isEvaluated({ maxPods }: NodeGroup): boolean {
  return maxPods.kind === 'expression' && expressionFault(maxPods.expression.text) === undefined;
}

function text(group: NodeGroup, worst: OvercommittedType, basis: CniBasis): Message {
  const { name, servable } = worst;
  const numbers = { what: subjectText(group, worst), servable, name, calculation: arithmetic(group, worst) };
  if (basis === 'shipped' && group.amiFamily !== 'windows') return textAsShipped(group, worst);
  if (basis === 'seen') {
    return worst.assumesPrefixes && group.maxPods.kind === 'set'
      ? message(
          '{what} is above the {servable} pods {name} can serve even with prefix delegation: {calculation}',
          numbers,
        )
      : message('{what} is above the {servable} pods {name} can serve: {calculation}', numbers);
  }
  return worst.assumesPrefixes
    ? message(
        '{what} is above the {servable} pods {name} can serve with the VPC CNI, even with prefix delegation: {calculation}',
        numbers,
      )
    : message('{what} is above the {servable} pods {name} can serve with the VPC CNI: {calculation}', numbers);
}

function isKarpenters({ maxPods }: NodeGroup): boolean {
  return maxPods.kind === 'computed' && maxPods.by === 'Karpenter';
}

/** The number, and who says it. */
function subjectText(group: NodeGroup, { maxPods }: OvercommittedType): Message {
  const isLowered = group.maxPods.kind === 'set' && group.maxPods.value !== maxPods;
  if (isLowered) return message('The max pods of {maxPods} that podsPerCore leaves', { maxPods });
  if (isEvaluated(group)) return message('The {maxPods} that maxPodsExpression gives', { maxPods });
  return group.maxPods.kind === 'set'
    ? signs('{setting} {maxPods}', { setting: group.maxPods.setting, maxPods })
    : isKarpenters(group)
      ? message('The max pods of {maxPods} that Karpenter computes without RESERVED_ENIS', { maxPods })
      : group.maxPods.kind === 'computed' && group.maxPods.by === 'kOps'
        ? message('The max pods of {maxPods} that kOps computes', { maxPods })
        : message("The node's own max pods of {maxPods}", { maxPods });
}

/** Of a CNI that nobody configures: the number of single addresses, and what prefixes would change. */
function textAsShipped(group: NodeGroup, worst: OvercommittedType): Message {
  const { name, servable, formula, maxPods, withPrefixes } = worst;
  const numbers = { what: subjectText(group, worst), servable, name, formula, maxPods };
  if (withPrefixes === undefined) {
    return message(
      '{what} is above the {servable} pods {name} serves with the VPC CNI as eksctl installs it: {formula}',
      {
        ...numbers,
      },
    );
  }
  return maxPods <= withPrefixes
    ? message(
        '{what} is above the {servable} pods {name} serves with the VPC CNI as eksctl installs it: {formula}; {maxPods} needs prefix delegation, which no file here turns on',
        numbers,
      )
    : message(
        '{what} is above the {servable} pods {name} serves with the VPC CNI as eksctl installs it: {formula}; with prefix delegation, which no file here turns on, it serves {withPrefixes}',
        { ...numbers, withPrefixes },
      );
}

/** Who wrote a number wants it, so what makes it true comes first. */
function adviceFor(group: NodeGroup, found: Overcommitment, cluster: Cluster): Pick<Finding, 'advice'> {
  const [worst] = found.over;
  if (isKarpenters(group)) {
    const { servable } = worst;
    return {
      advice: message(
        'Set RESERVED_ENIS of Karpenter to 1, or spec.kubelet.maxPods of the EC2NodeClass to {servable}',
        {
          servable,
        },
      ),
    };
  }
  if (cniBasis(cluster) === 'shipped') {
    return worst.withPrefixes === undefined ? {} : { advice: adviceAsShipped(worst, worst.withPrefixes) };
  }
  if (group.maxPods.kind !== 'set' || withPrefixes(group, found, cluster) === undefined) return {};
  const { servable } = worst;
  return { advice: message('Turn on prefix delegation, or lower max pods to {servable}', { servable }) };
}

function adviceAsShipped({ maxPods, servable }: OvercommittedType, withPrefixes: number): Message {
  return maxPods <= withPrefixes
    ? message('List the add-on vpc-cni with ENABLE_PREFIX_DELEGATION "true", or lower max pods to {servable}', {
        servable,
      })
    : message(
        'Lower max pods to {servable}, or to {withPrefixes} and list the add-on vpc-cni with ENABLE_PREFIX_DELEGATION "true"',
        { servable, withPrefixes },
      );
}
