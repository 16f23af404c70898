import { absent } from '../model/fact.js';
import type { CniSettings } from '../model/resource.js';
import type { MapNode, SyntaxDocument } from '../syntax/node.js';
import { get } from '../syntax/read.js';
import { addonFaults } from './addon/addon.js';
import { hasOnlyAddonKeys } from './addon/schema.js';
import { bareSettings } from './bare.js';
import { couldBeGiven, looksLikeValues, valuesOfDependency } from './chart/marks.js';
import { type ChartMap, chartSettings } from './chart/values.js';
import { type Format, isTaken } from './format.js';
import { at, type Place, spanAt } from './place.js';
import { apiGroup } from './read.js';

/**
 * Values of the chart aws-vpc-cni in a file: its own, or those of a chart that depends on it. A file of its own may as well be the configuration
 * of the add-on, which has the same keys.
 */
export const format: Format = {
  id: 'helmValues',
  kinds: [],
  hints: ['aws-vpc-cni', 'eniConfig:', '"eniConfig"', 'nodeAgent', 'originalMatchLabels', 'AWS_VPC_', 'ENABLE_POD_ENI'],
  takes: {
    texts: [
      'aws-vpc-cni',
      'eniConfig',
      'nodeAgent',
      'originalMatchLabels',
      'AWS_VPC_',
      'ENABLE_',
      'WARM_',
      'MINIMUM_IP_TARGET',
    ],
    among: ['yaml', 'json'],
    unless: /^kind:/m,
  },
  read(document, place) {
    const { root, templated } = document;
    if (isUnreadable(document, place) && !looksLikeValues(root) && valuesOfDependency(root).length === 0)
      return place.isFragment ? [] : [unreadSettings(place)];
    if (root?.kind !== 'map' || (root.host.syntax !== 'yaml' && root.host.syntax !== 'json')) return [];
    const own: ChartMap = { map: root, nulls: 'removed', ...(hasOnlyAddonKeys(root) ? { mayBeOfAddon: true } : {}) };
    const isOfChart = looksLikeValues(root);
    if (!isOfChart && couldBeGiven(root)) {
      if (templated) return [];
      const source = { at: at(place, root), maps: [own], singles: [], isHidden: false, chartVersion: absent, place };
      const asAddon = addonFaults(root, place);
      return chartSettings(source).flatMap((each) =>
        each.kind === 'cniSettings' ? [{ ...each, onlyIfGiven: true, asAddon }] : [],
      );
    }
    const asAddon = isOfChart && document.problems.length === 0 && !templated ? addonFaults(root, place) : undefined;
    // Of nulls in the values of a dependency some releases of Helm make nothing.
    const maps = isOfChart
      ? [own]
      : (isManifest(root) ? [] : valuesOfDependency(root)).map((map): ChartMap => ({ map, nulls: 'unknown' }));
    return maps.flatMap((each) =>
      chartSettings({
        at: at(place, each.map),
        maps: [each],
        singles: [],
        isHidden: templated,
        chartVersion: absent,
        place,
      }).map((made) => (made.kind === 'cniSettings' && asAddon ? { ...made, asAddon } : made)),
    );
  },
};

/** True where the program that reads the text gives up; of keys that are repeated the last one counts for Helm. */
function isUnreadable(document: SyntaxDocument, place: Place): boolean {
  const { problems, templated } = document;
  return !templated && problems.some(({ rule }) => rule !== 'duplicate-key') && isTaken(format, document, place);
}

/** What a file holds that cannot be read: anything, where a command gives it to the CNI. */
function unreadSettings(place: Place): CniSettings {
  const start = spanAt(place, { start: 0, end: 0 });
  const hidden = {
    takenBy: 'chart',
    absent: 'unknown',
    containers: [],
    partlyHidden: true,
    onlyIfGiven: true,
  } as const;
  return { ...bareSettings, at: start, ...hidden };
}

/** What Kubernetes reads has values where its kind has them. */
function isManifest(root: MapNode): boolean {
  return apiGroup(root) !== undefined || get(root, 'kind') !== undefined;
}
