import { message } from '../messages/message.js';
import { knownValue } from '../model/fact.js';
import type { Rule } from './rule.js';

export const rule: Rule = {
  id: 'eniconfig-duplicate-name',
  group: 'eniconfig',
  severity: 'error',
  *check({ eniConfigs }) {
    for (const [index, { name, subnetId }] of eniConfigs.entries()) {
      if (name.kind !== 'known') continue;
      // The same name in another file may be another cluster's, or a copy that somebody keeps.
      const first = eniConfigs.slice(0, index).find((earlier) => {
        return earlier.name.kind === 'known' && earlier.name.value === name.value && earlier.at.uri === name.at.uri;
      });
      if (first?.name.kind !== 'known') continue;
      const [one, other] = [knownValue(first.subnetId), knownValue(subnetId)];
      yield {
        at: name.at,
        message:
          one !== undefined && other !== undefined && one !== other
            ? message('There are two ENIConfigs named {name}: the last one applied wins, and {subnet} is never used', {
                name: name.value,
                subnet: one,
              })
            : message('There are two ENIConfigs named {name}: the last one applied wins', { name: name.value }),
        related: [{ at: first.name.at, message: message('The first one') }],
      };
    }
  },
};
