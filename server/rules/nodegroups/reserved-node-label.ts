import type { Cluster } from '../../model/cluster.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import type { Location } from '../../text/span.js';
import { refusals } from '../each.js';
import type { Rule } from '../rule.js';

const id = 'reserved-node-label';
const refused = refusals(id);

export const rule: Rule = {
  id,
  severity: 'error',
  *check(cluster) {
    for (const finding of refused(cluster)) {
      // Where the label chooses the ENIConfig, another one has to do that first.
      yield choosesEniConfig(finding.at, cluster) ? { ...finding, fixes: () => [] } : finding;
    }
  },
};

function choosesEniConfig(label: Location, cluster: Cluster): boolean {
  const chosenBy = selectionKeys(cluster).label;
  return cluster.nodeGroups.some(({ labels }) => labels.some(({ key }) => key.at === label && key.value === chosenBy));
}
