import { message } from '../../messages/message.js';
import { externalLabel, likelyKeys, selectionKeys } from '../../model/eniConfigChoice.js';
import { removeLabel } from '../fixes.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-empty-annotation',
  severity: 'error',
  advice: message('Remove the annotation, so that the label decides'),
  *check(cluster) {
    const seen = selectionKeys(cluster);
    const { annotation: key, label } = likelyKeys(seen);
    if (seen.customNetworking === false) return;
    for (const { labels, annotations } of cluster.nodes) {
      const annotation = annotations.find((each) => each.key.value === key);
      if (annotation?.value.kind !== 'known' || annotation.value.value !== '') continue;
      if (labels.some((each) => each.key.value === externalLabel)) continue;
      const next = labels.find((each) => each.key.value === label);
      const title =
        next?.value.kind === 'known'
          ? message('Remove the annotation: the node then gets {name}', { name: next.value.value })
          : message('Remove the annotation');
      yield {
        at: annotation.key.at,
        ...(seen.annotation === undefined ? { severity: 'warning' } : {}),
        message: message(
          'The annotation {annotation} is empty, which counts as an ENIConfig without a name: the node gets no addresses for pods',
          { annotation: key },
        ),
        fixes: () => [removeLabel(annotation, 'suggested', title)],
      };
    }
  },
};
