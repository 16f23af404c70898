import type { ClusterFacts } from '../model/cluster.js';
import { instanceLimits } from '../model/instanceTypes.js';
import type { AnsweredType } from '../model/resource.js';
import { interning } from '../text/memo.js';

/**
 * The limits of instance types that clusters have: those of the config file, and those of EC2 for types that neither the config file nor the bundled table
 * knows. For the others the CNI goes by its own table, and asks EC2 as little as we do.
 */
export function withAnswered(
  own: ClusterFacts['instanceTypes'],
  answered: readonly AnsweredType[],
): ClusterFacts['instanceTypes'] {
  const unknown = answered.filter(({ name }) => instanceLimits(name) === undefined);
  return sameAsBefore({
    ...Object.fromEntries(unknown.map(({ name, limits, at }) => [name, { value: limits, at }])),
    ...own,
  });
}

const sameAsBefore = interning<ClusterFacts['instanceTypes']>({ partsOf: Object.entries, most: 20 });
