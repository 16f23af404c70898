import { recommendedCap } from '../../ipam/maxPods.js';
import { enumeration, message, signs } from '../../messages/message.js';
import type { Cluster } from '../../model/cluster.js';
import { groupTypes } from '../../model/groupTypes.js';
import { expressionOnTypes } from '../../model/maxPodsExpression.js';
import type { NodeConfig } from '../../model/nodeConfig.js';
import type { NodeGroup } from '../../model/resource.js';
import { capacityOfTypes, groupCapacity } from '../../plan/capacity.js';
import { fittingPods } from '../../plan/fittingPods.js';
import { settingsInForce } from '../../plan/settings.js';
import { groupOf } from '../../rules/nodegroups/nodeConfigs.js';
import { groupBy } from '../../text/groupBy.js';
import { typesOfNode } from '../nodeTypes.js';
import type { Proposal } from './proposal.js';

/** What max pods of a group may be: what all its types serve with the settings in force, and what they serve with prefix delegation. */
export function maxPodsProposals(group: NodeGroup, cluster: Cluster): readonly Proposal[] {
  const fitting = fittingPods(group, cluster);
  if (fitting === undefined) return [];
  const most = Math.min(110, ...(groupCapacity(group, cluster) ?? []).map(({ servable }) => servable));
  const inForce = numberProposal(fitting.pods, message('what {type} can serve', { type: fitting.type }), 0);
  return most <= fitting.pods ? [inForce] : [inForce, withPrefixes(most, 1)];
}

/** More numbers than anybody compares. */
const mostNumbers = 8;

/** The same for a NodeConfig or a class of no group: what each of the types serves that its nodes may have, the fewest first. */
export function nodeMaxPodsProposals(config: Pick<NodeConfig, 'at'>, cluster: Cluster): readonly Proposal[] {
  const capacities = capacityOfTypes(typesOfNode(config, cluster).types, cluster) ?? [];
  const rows = capacities.map(({ inForce: { name, limits, servable } }) => ({
    name,
    pods: Math.min(servable, recommendedCap(limits).pods),
  }));
  const numbers = [...groupBy(rows, ({ pods }) => pods)].toSorted(([a], [b]) => a - b).slice(0, mostNumbers);
  const proposals = numbers.map(([pods, of], rank) =>
    numberProposal(pods, message('what {type} can serve', { type: enumeration(of.map(({ name }) => name)) }), rank),
  );
  const most = Math.min(110, ...capacities.map(({ best }) => best.servable));
  const isMore = capacities.length > 0 && rows.every(({ pods }) => pods < most);
  return isMore ? [...proposals, withPrefixes(most, proposals.length)] : proposals;
}

function withPrefixes(pods: number, rank: number): Proposal {
  return numberProposal(pods, message('only with prefix delegation'), rank);
}

function numberProposal(pods: number, detail: Proposal['detail'], rank: number): Proposal {
  return { label: String(pods), kind: 'value', detail, text: String(pods), rank };
}

/** nodeadm's variables in the formulas of what a node can serve, each with the limit that EKS recommends. */
const expressions = [
  {
    label: message('max pods without prefix delegation'),
    prefixes: false,
    custom: false,
    text: 'max_pods < 110 ? max_pods : 110',
  },
  {
    label: message('max pods with prefix delegation'),
    prefixes: true,
    custom: false,
    text: 'default_enis * (ips_per_eni - 1) * 16 + 2 < 110 ? default_enis * (ips_per_eni - 1) * 16 + 2 : 110',
  },
  {
    label: message('max pods with custom networking'),
    prefixes: false,
    custom: true,
    text: '(default_enis - 1) * (ips_per_eni - 1) + 2 < 110 ? (default_enis - 1) * (ips_per_eni - 1) + 2 : 110',
  },
  {
    label: message('max pods with custom networking and prefix delegation'),
    prefixes: true,
    custom: true,
    text: '(default_enis - 1) * (ips_per_eni - 1) * 16 + 2 < 110 ? (default_enis - 1) * (ips_per_eni - 1) * 16 + 2 : 110',
  },
] as const;

/** More types than fit beside a proposal. */
const mostTypes = 3;

/** Expressions for `maxPodsExpression` with what they come to, the one for the settings in force first. */
export function expressionProposals(config: NodeConfig, cluster: Cluster): readonly Proposal[] {
  const group = groupOf(config, cluster);
  const types = (group && groupTypes(group, cluster)) ?? typesOfNode(config, cluster).types;
  const { ipam } = settingsInForce(cluster);
  return expressions.map(({ label, text, prefixes, custom }, index) => {
    const isInForce = prefixes === ipam.prefixDelegation && custom === ipam.customNetworking;
    const results = expressionOnTypes(text, types.slice(0, mostTypes)).map(({ name, pods = 0 }) =>
      signs('{type} {pods}', { type: name, pods }),
    );
    return {
      label,
      kind: 'snippet',
      detail: enumeration(results),
      documentation: signs('`{text}`', { text }),
      text,
      rank: isInForce ? 0 : index + 1,
    };
  });
}
