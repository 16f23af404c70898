import { message } from '../../messages/message.js';
import type { Change } from '../../model/change.js';
import type { Fix } from '../../model/fix.js';
import type { MisplacedField } from '../../model/nodeConfig.js';
import type { Finding, Rule } from '../rule.js';
import { readNodeConfigs } from './nodeConfigs.js';

export const rule: Rule = {
  id: 'node-config-misplaced-field',
  severity: 'warning',
  advice: 'inMessage',
  silentWithout: ['nodeConfigs'],
  *check(cluster) {
    for (const config of readNodeConfigs(cluster)) {
      // Karpenter's own number wins wherever one is written, and that is said.
      if (config.isHybrid || config.isOverruled) continue;
      for (const field of config.misplaced) yield finding(field);
    }
  },
};

function finding(field: MisplacedField): Finding {
  const { at, path, belongs } = field;
  return {
    at,
    message: message('{path} has no effect: nodeadm reads it from {belongs}', { path, belongs }),
    fixes: () => fixes(field),
  };
}

function fixes({ at, belongs, repair }: MisplacedField): readonly Fix[] {
  if (repair === undefined) return [];
  const change: Change =
    repair.kind === 'rename'
      ? { kind: 'renameKey', at, key: repair.key }
      : repair.kind === 'moveOut'
        ? { kind: 'moveOut', at }
        : { kind: 'moveUnder', map: repair.map, keys: [repair.name], key: repair.key };
  const title =
    repair.kind === 'rename'
      ? message('Rename it to {name}', { name: repair.key })
      : message('Move it to {belongs}', { belongs });
  return [{ title, level: 'suggested', changes: [change] }];
}
