import { message } from '../../messages/message.js';
import { removal } from '../../model/fix.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-namespaced',
  severity: 'info',
  advice: message('Remove the namespace'),
  silentWithout: ['eniConfigs'],
  *check({ eniConfigs }) {
    for (const { namespaceKey } of eniConfigs) {
      if (namespaceKey === undefined) continue;
      yield {
        at: namespaceKey,
        message: message('ENIConfigs belong to the whole cluster: the namespace means nothing'),
        fixes: () => [removal(message('Remove the namespace'), namespaceKey, 'safe')],
        tags: ['unnecessary'],
      };
    }
  },
};
