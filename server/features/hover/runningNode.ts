import { recommendedCap } from '../../ipam/maxPods.js';
import { message } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { knownValue } from '../../model/fact.js';
import { formula, formulaInNames } from '../../model/formula.js';
import { nodeLoads } from '../../model/nodeLoad.js';
import type { NodeObject } from '../../model/resource.js';
import { servedNodes } from '../../plan/runningNode.js';
import { pages } from '../links.js';
import { type Content, inputOfFact, sourceOfLimits } from './content.js';

/**
 * What a node of a running cluster takes, serves and carries. Undefined where aws-node was not read with it or does not serve it, or nobody knows its
 * type.
 */
export function runningNodeContent(node: NodeObject, cluster: Cluster): Content | undefined {
  const served = servedNodes(cluster)?.of(node);
  const maxPods = node.observed?.maxPods;
  const pods = maxPods && knownValue(maxPods);
  if (served === undefined || maxPods === undefined || pods === undefined) return undefined;
  const { type, limits, capacity } = served;
  const source = sourceOfLimits(type, cluster);
  const args = { pods, type, servable: capacity.pods };
  const load = nodeLoads(cluster).get(knownValue(node.name) ?? '');
  return {
    answer:
      pods <= capacity.pods
        ? message('{pods} pods fit: a node of type {type} can serve {servable}', args)
        : message('{pods} pods are too many: a node of type {type} can serve {servable}', args),
    formula: { names: formulaInNames(capacity.derivation), numbers: formula(capacity.derivation) },
    inputs: [
      ...inputOfFact(message('max pods'), maxPods),
      { name: message('ENIs of {type}', { type }), value: limits.enis, source },
      { name: message('addresses per ENI'), value: limits.ipv4PerEni, source },
      { name: message('EKS recommends at most'), value: recommendedCap(limits).pods, source: undefined },
    ],
    ...(load === undefined
      ? {}
      : {
          about: [
            message(
              'It runs {served} pods with an address of their own and {onHostNetwork} with the address of the node; {waiting} have no address yet',
              { ...load },
            ),
          ],
        }),
    links: [{ title: message('Choosing instance types for EKS'), href: pages.maxPods }],
  };
}
