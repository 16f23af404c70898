import { list, type Message, message } from '../../messages/message.js';
import type { Fix } from '../../model/fix.js';
import type { ShapeProblem } from '../../model/problem.js';
import type { ClusterDeclaration } from '../../model/resource.js';
import { isReadInFull } from '../../model/visibility.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-values-incomplete',
  severity: 'error',
  advice: message('Write what is missing'),
  reportsAbsence: true,
  silentWithout: ['shapeProblems'],
  *check(cluster) {
    for (const problem of cluster.shapeProblems) {
      if (problem.fault !== 'eniConfigValues' || !isReadInFull(problem.at, cluster)) continue;
      yield {
        at: problem.at,
        message: text(problem),
        fixes: () => addRegion(problem, cluster.declaration),
      };
    }
  },
};

function text({ missing, zone, takenBy }: Incomplete): Message {
  if (takenBy === 'chart') {
    return zone === undefined
      ? message('Helm refuses eniConfig.create true without subnets')
      : message(
          'The chart makes the ENIConfig {zone} without a subnet, which the API server refuses: its id is missing',
          {
            zone,
          },
        );
  }
  return zone === undefined
    ? message('EKS refuses an eniConfig without {missing}: it needs create, region and at least one zone in subnets', {
        missing: list(missing),
      })
    : message('EKS refuses the subnet {zone} of eniConfig without an id', { zone });
}

type Incomplete = Extract<ShapeProblem, { readonly fault: 'eniConfigValues' }>;

/** The region is the cluster's; the chart reads it no more, but the add-on's schema asks for it. */
function addRegion({ missing, map }: Incomplete, declaration: ClusterDeclaration | undefined): readonly Fix[] {
  const region = declaration?.region;
  if (region?.kind !== 'known' || missing.length !== 1 || missing[0] !== 'region') return [];
  return [
    {
      title: message('Add region {region}', { region: region.value }),
      level: 'suggested',
      changes: [{ kind: 'addKey', map, key: 'region', value: region.value }],
    },
  ];
}
