import { type Message, message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { expressionFault } from '../../model/maxPodsExpression.js';
import { placeOfGroup } from '../../model/nodeGroup.js';
import type { NodeGroup } from '../../model/resource.js';
import { breaksSomeTypesOnly, type OvercommittedType, overcommitment } from '../../plan/capacity.js';
import { eachGroup } from '../each.js';
import type { Finding, Rule } from '../rule.js';
import { arithmetic, capacityFixes, explanation } from './overcommitment.js';

export const rule: Rule = {
  id: 'max-pods-above-capacity',
  severity: 'warning',
  advice: message('Lower max pods, or take a type with more addresses'),
  needsAll: true,
  check: eachGroup(checkGroup),
};

function* checkGroup(group: NodeGroup, cluster: Cluster): Iterable<Finding> {
  const found = overcommitment(group, cluster);
  // One number that only the small types cannot serve is a finding of mixed-instance-capacity.
  if (found === undefined || breaksSomeTypesOnly(group, found)) return;
  const [worst] = found.over;
  yield {
    at: placeOf(group),
    message: text(group, worst),
    related: explanation(group, found, cluster),
    fixes: () => capacityFixes(group, found, cluster),
  };
}

function placeOf(group: NodeGroup): Finding['at'] {
  return group.maxPods.kind === 'set' || (group.maxPods.kind === 'expression' && isEvaluated(group))
    ? group.maxPods.at
    : placeOfGroup(group);
}

/** True when an expression decides; one without a value leaves the decision to the node. */
function isEvaluated({ maxPods }: NodeGroup): boolean {
  return maxPods.kind === 'expression' && expressionFault(maxPods.expression.text) === undefined;
}

function text(group: NodeGroup, worst: OvercommittedType): Message {
  const { name, maxPods, servable } = worst;
  const calculation = arithmetic(group, worst);
  const setting = group.maxPods.kind === 'set' ? group.maxPods.setting : undefined;
  if (isEvaluated(group)) {
    return message('maxPodsExpression gives {maxPods}, above the {servable} pods {name} can serve: {calculation}', {
      maxPods,
      servable,
      name,
      calculation,
    });
  }
  if (setting === undefined) {
    return message(
      "The node's own max pods of {maxPods} is above the {servable} pods {name} can serve: {calculation}",
      {
        maxPods,
        servable,
        name,
        calculation,
      },
    );
  }
  const numbers = { setting, maxPods, servable, name, calculation };
  return worst.assumesPrefixes
    ? message(
        '{setting} {maxPods} is above the {servable} pods {name} can serve even with prefix delegation: {calculation}',
        numbers,
      )
    : message('{setting} {maxPods} is above the {servable} pods {name} can serve: {calculation}', numbers);
}
