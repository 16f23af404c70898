import { message } from '../../messages/message.js';
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
  advice: message('Take a label of a domain of your own'),
  silentWithout: ['shapeProblems'],
  *check(cluster) {
    const choosing = labelsThatChoose(cluster);
    for (const finding of refused(cluster)) {
      // Where the label chooses the ENIConfig, another one has to do that first.
      yield choosing.has(finding.at) ? { ...finding, fixes: () => [] } : finding;
    }
  },
};

/** The places of the labels by which groups choose their ENIConfig. */
function labelsThatChoose(cluster: Cluster): ReadonlySet<Location> {
  const chosenBy = selectionKeys(cluster).label;
  const keys = cluster.nodeGroups.flatMap(({ labels }) => labels.map(({ key }) => key));
  return new Set(keys.filter(({ value }) => value === chosenBy).map(({ at }) => at));
}
