import { message } from '../../messages/message.js';
import { knownValue } from '../../model/fact.js';
import type { EniConfig } from '../../model/resource.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'eniconfig-duplicate-name',
  severity: 'error',
  advice: message('Give each one the name of its own zone'),
  silentWithout: ['eniConfigs'],
  *check({ eniConfigs }) {
    // The same name in another file may be another cluster's, or a copy that somebody keeps.
    const firsts = new Map<string, EniConfig>();
    for (const config of eniConfigs) {
      const { name, subnetId } = config;
      if (name.kind !== 'known') continue;
      const key = `${name.at.uri} ${name.value}`;
      const first = firsts.get(key);
      if (first?.name.kind !== 'known') {
        firsts.set(key, config);
        continue;
      }
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
