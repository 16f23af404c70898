import { message } from '../../messages/message.js';
import { selectionKeys } from '../../model/eniConfigChoice.js';
import { zoneLabels } from '../../model/zones.js';
import { replaceValue } from '../fixes.js';
import type { Rule } from '../rule.js';

const [zoneLabel, deprecatedLabel] = zoneLabels;

export const rule: Rule = {
  id: 'zone-label-deprecated',
  severity: 'warning',
  advice: message('Write topology.kubernetes.io/zone'),
  silentWithout: ['ENI_CONFIG_LABEL_DEF'],
  *check(cluster) {
    const { customNetworking, labelSetting } = selectionKeys(cluster);
    if (customNetworking === false || labelSetting.kind !== 'set' || labelSetting.value !== deprecatedLabel) return;
    yield {
      at: labelSetting.at,
      message: message(
        'ENI_CONFIG_LABEL_DEF names {deprecated}, which is deprecated for {label}: a node without it gets the ENIConfig default',
        { deprecated: deprecatedLabel, label: zoneLabel },
      ),
      fixes: () => replaceValue(labelSetting.entry, zoneLabel, 'suggested'),
      tags: ['deprecated'],
    };
  },
};
