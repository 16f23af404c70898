import { message } from '../../messages/message.js';
import { externalLabel, likelyKeys, selectionKeys } from '../../model/eniConfigChoice.js';
import { removeLabel } from '../fixes.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'annotation-hides-label',
  severity: 'warning',
  advice: message('Remove whichever of the two is not meant'),
  silentWithout: ['nodes'],
  *check(cluster) {
    const seen = selectionKeys(cluster);
    const keys = likelyKeys(seen);
    if (seen.customNetworking === false) return;
    for (const { labels, annotations } of cluster.nodes) {
      const annotation = annotations.find(({ key }) => key.value === keys.annotation);
      const label = labels.find(({ key }) => key.value === keys.label);
      if (labels.some(({ key }) => key.value === externalLabel)) continue;
      if (annotation?.value.kind !== 'known' || label?.value.kind !== 'known') continue;
      // An empty annotation is a finding of eniconfig-empty-annotation.
      if (annotation.value.value === label.value.value || annotation.value.value === '') continue;
      const hidden = label.value.value;
      yield {
        at: annotation.key.at,
        ...(seen.annotation === undefined || seen.label === undefined ? { severity: 'info' } : {}),
        message: message(
          'This annotation comes before the label {label}: the node gets the ENIConfig {name}, not {hidden}',
          { label: keys.label, name: annotation.value.value, hidden },
        ),
        related: [{ at: label.value.at, message: message('This label is not looked at') }],
        fixes: () => [
          removeLabel(
            annotation,
            'suggested',
            message('Remove the annotation: the node then gets {name}', { name: hidden }),
          ),
        ],
      };
    }
  },
};
