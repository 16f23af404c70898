import { agentSwitch } from '../../model/agentPair.js';
import { known } from '../../model/fact.js';
import type { CniSettings, Flag } from '../../model/resource.js';
import type { MapNode } from '../../syntax/node.js';
import { path } from '../../syntax/read.js';
import { at, type Place } from '../place.js';
import { isMissing, textFact } from '../read.js';

/* What the values of the chart and those of the add-on have in common, beside their variables. */

/** Where variables of a container go that has no `env` among the values yet. */
export function blocksIn(map: MapNode, place: Place): CniSettings['newBlocks'] {
  const here = at(place, map);
  return { 'aws-node': { at: here, path: ['env'] }, 'aws-vpc-cni-init': { at: here, path: ['init', 'env'] } };
}

/** The values that become flags of the network policy agent: by its name, and by the keys to it. */
const agentValues = [
  ['enable-network-policy', ['enableNetworkPolicy']],
  ['enable-ipv6', ['nodeAgent', 'enableIpv6']],
  ['conntrack-cache-table-size', ['nodeAgent', 'conntrackCacheTableSize']],
  [agentSwitch, ['nodeAgent', 'enabled']],
] as const;

/** The flags of the network policy agent that a map of values sets, and whether it is there at all. Source: templates/daemonset.yaml:136-158. */
export function agentFlags(values: MapNode, place: Place): readonly Flag[] {
  return agentValues.flatMap(([name, keys]) => {
    const node = path(values, ...keys);
    if (isMissing(node)) return [];
    // To a template of Go every text that is not empty is true.
    const isOn = name === agentSwitch && node.kind === 'scalar' && !node.open && node.readAs.type === 'string';
    const here = at(place, node);
    return [{ name, value: isOn ? known(String(node.text !== ''), here) : textFact(node, place), at: here, lead: '' }];
  });
}
