import { message } from '../../messages/message.js';
import type { Rule } from '../rule.js';
import { wrongDashes } from './nodeConfigs.js';

export const rule: Rule = {
  id: 'max-pods-flag-dash',
  severity: 'error',
  advice: message('Write two hyphens'),
  silentWithout: ['nodeConfigs', 'bootScripts'],
  *check(cluster) {
    for (const { value, at } of wrongDashes(cluster)) {
      yield {
        at,
        message: message('{value}max-pods is no flag of the kubelet: it begins with a dash in place of two hyphens', {
          value,
        }),
        fixes: () => [
          {
            title: message('Write --max-pods'),
            level: 'safe',
            changes: [{ kind: 'replaceText', at, written: value, text: '--' }],
          },
        ],
      };
    }
  },
};
