import { type List, message } from '../../messages/message.js';
import type { CniSettings, EniConfig } from '../../model/resource.js';
import { distinctBy } from '../../text/groupBy.js';
import type { Location } from '../../text/span.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'ambiguous-cluster',
  severity: 'hint',
  advice: message('Name in eni-lens.yaml, under clusters, the files of the cluster that it belongs to'),
  needsAll: true,
  silentWithout: ['settings', 'eniConfigs'],
  *check(cluster) {
    const { mayBelongTo } = cluster;
    // That files contradict each other, where there is but one cluster for them, is seen at a glance.
    if (mayBelongTo === undefined || mayBelongTo.names.length < 2) return;
    const { names: items, more } = mayBelongTo;
    const clusters: List = { items, before: 'or', more };
    const places = [...cluster.settings.map(placeOfSettings), ...cluster.eniConfigs.map(placeOfConfig)];
    for (const at of distinctBy(places, ({ uri }) => uri)) {
      yield {
        at,
        message: message(
          'This may belong to {clusters}: it is checked by itself, and nothing is said to be missing from them',
          { clusters },
        ),
      };
    }
  },
};

function placeOfSettings({ containers, at }: CniSettings): Location {
  const [first] = containers.flatMap(({ env }) => env);
  return first?.name.at ?? at;
}

function placeOfConfig({ name, at }: EniConfig): Location {
  return name.kind === 'known' ? name.at : at;
}
